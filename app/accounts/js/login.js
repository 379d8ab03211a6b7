/**
 * What the sign-in form gains once a script runs: where to go afterwards, the name typed before a slip, and the way
 * through the identity provider if there is one. Without it the form works as it is.
 */
import { set } from "../shared/store.js";

const TYPED = "linju:login"; // of this tab only

export const ready = async () => {
  const form = document.getElementById("login-form");
  if (!form) return;
  const next = new URLSearchParams(location.search).get("next") ?? "";
  form.elements.next.value = next;
  const typed = sessionStorage.getItem(TYPED);
  if (typed && !form.elements.login.value) form.elements.login.value = typed;
  form.addEventListener("submit", () => sessionStorage.setItem(TYPED, form.elements.login.value));
  try {
    const answer = await fetch("/auth/options");
    const ways = answer.ok ? await answer.json() : {};
    set("login.oidc", ways.oidc ? `/auth/oidc?next=${encodeURIComponent(next)}` : "");
  } catch {
    // No network: the form says so when it is sent.
  }
};
