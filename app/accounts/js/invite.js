/** The page behind an invitation's link. The secret is the fragment of the address, so that no server log has it. */
import { get, set } from "../shared/store.js";

const START = { state: "loading", name: "", role: "", login: "", problem: "", login_problem: "", password_problem: "" };
const token = () => location.hash.slice(1);
const show = (changes) => set("invite", { ...START, ...get("invite"), ...changes });

const post = async (path, body) => {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { ok: answer.ok, status: answer.status, body: await answer.json().catch(() => ({})) };
};

export const ready = async () => {
  try {
    const { ok, status, body } = await post("/auth/invitation/look", { token: token() });
    if (ok) show({ state: "ready", name: body.name, role: body.role ?? "", login: body.login ?? "" });
    else show({ state: status === 404 || status === 422 ? "gone" : "failed" });
  } catch {
    show({ state: "offline" });
  }
};

export const accept = async (fields) => {
  show({ state: "sending", problem: "", login_problem: "", password_problem: "" });
  try {
    const { login = "", name = "", password = "" } = fields;
    const { ok, status, body } = await post("/auth/invitation", { token: token(), login, name, password });
    if (ok) return location.assign(body.next);
    if (status === 404) return show({ state: "gone" });
    const said = (field) => body.errors?.find((error) => error.field === field)?.message ?? "";
    const known = said("login") || said("password");
    show({ state: "ready", login_problem: said("login"), password_problem: said("password"), problem: known ? "" : (body.detail ?? "") });
  } catch {
    show({ state: "ready", problem: window.linju.get("lang") === "en" ? "No network. Please try again." : "没有网络，请再试一次。" });
  }
};
