"""The service worker of the production build: GET only, written by workbox-build.

Pages that work without signal are answered from the phone at once. Every other page asks the network first and,
after three seconds or without a network, falls back to the shell, which draws what it can. Nothing under
/api, /auth or /_event is ever kept; a request that is no GET never reaches the worker's routes. What is large and only
some people need is not kept on every phone: `large.json` names it, js/large.js fetches it, the worker answers with it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.shared.frontend import BuildError

SHELL = "__spa-fallback.html"
PATIENCE = 3000  # ms that a page which needs the server may take
NEVER = r"^/(api|auth|_event|_upload|ping|_health|_all_routes|healthz|readyz|auth-codespace)(/|$)"

SCRIPT = """
import { generateSW } from "workbox-build";
const { count, size, warnings } = await generateSW(JSON.parse(process.argv[1], (key, value) =>
  typeof value === "string" && value.startsWith("js:") ? (0, eval)(value.slice(3)) : value));
console.log(JSON.stringify({ count, size, warnings }));
"""


# A page that was on its way when the worker took over is nobody's until it is loaded anew, unless it asks.
CLAIM = """
self.addEventListener("message", ({ data }) => data?.type === "CLAIM" && self.clients.claim());
"""


def worker(pages: Sequence[str], large: Mapping[str, str] | None = None) -> Callable[[Path], None]:
    """The build step that writes `sw.js`. `pages`: static routes that must open without a network, e.g. "/round".
    `large`: view → files of the build that only phones with that view keep, e.g. {"door": "assets/*.wasm"}.

    Dynamic routes (/households/<id>) need not be named: they are drawn by the shell.
    """

    def write(static: Path) -> None:
        write_large(static, large or {})
        write_worker(static, pages)

    return write


def write_worker(static: Path, pages: Sequence[str]) -> None:
    """Write `static/sw.js`. Raises `BuildError` when a page is missing or Workbox warns."""
    static = static.resolve()
    files = [SHELL, *(page_file(route) for route in pages)]
    missing = [file for file in files if not (static / file).is_file()]
    if missing:
        raise BuildError(f"worker: not in the build: {', '.join(missing)}")
    done = subprocess.run(
        ["node", "--input-type=module", "-e", SCRIPT, json.dumps(options(static, files, pages))],
        cwd=web_folder(static), capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    if done.returncode:
        raise BuildError(f"worker: workbox-build failed\n{done.stderr.strip()[-2000:]}")
    with (static / "sw.js").open("a", encoding="utf-8") as script:
        script.write(CLAIM)
    if warnings := json.loads(done.stdout.splitlines()[-1])["warnings"]:
        raise BuildError(f"worker: {'; '.join(warnings)}")


def write_large(static: Path, large: Mapping[str, str]) -> None:
    """Write `static/large.json`: {view: [address]}. Raises `BuildError` where a pattern finds nothing."""
    found = {view: sorted(f"/{file.relative_to(static)}" for file in static.glob(name)) for view, name in large.items()}
    if missing := [large[view] for view, files in found.items() if not files]:
        raise BuildError(f"worker: not in the build: {', '.join(missing)}")
    (static / "large.json").write_text(json.dumps(found), encoding="utf-8")


def page_file(route: str) -> str:
    """The prerendered file of a static route, as it lies in the build."""
    return f"{route.strip('/')}/index.html".lstrip("/")


def web_folder(static: Path) -> Path:
    """The folder with node_modules: `.web`."""
    return next(folder for folder in static.parents if (folder / "node_modules").is_dir())


def options(static: Path, files: Sequence[str], pages: Sequence[str]) -> dict[str, Any]:
    """What `generateSW` is told. Strings that begin with "js:" are evaluated there."""
    return {
        "globDirectory": str(static),
        "globPatterns": ["assets/*.js", "motifs.svg", "favicon.ico", "manifest.webmanifest", *files],
        "swDest": str(static / "sw.js"),
        "mode": "production",
        "sourcemap": False,
        "inlineWorkboxRuntime": True,
        "skipWaiting": False,  # the page decides when (offline/js/update.js)
        "clientsClaim": True,  # the first visit is ready for the stairwell without a reload
        "cleanupOutdatedCaches": True,
        "maximumFileSizeToCacheInBytes": 3_000_000,
        "ignoreURLParametersMatching": ["js:/./"],  # /visit?household=… is the page /visit
        # `use_own_origin` changes reflex-env after its name was made from its content.
        "dontCacheBustURLsMatching": r"js:/assets\/(?!reflex-env)[^\/]+-[\w-]{8}\.js$/",
        "directoryIndex": "index.html",
        "runtimeCaching": [_kept(pages), _large(), _others()],
    }


def _kept(pages: Sequence[str]) -> dict[str, str]:
    # "/round" without its slash is not in the precache under that name.
    known = sorted(route.strip("/").replace("/", r"\/") for route in pages if route != "/")
    names = "|".join(known) or "(?!)"
    find = 'js:({ url }) => caches.match(url.pathname.replace(/\\/$/, "") + "/index.html", { ignoreSearch: true })'
    return {"urlPattern": rf"js:/^https?:\/\/[^\/]+\/({names})\/?(\?.*)?$/", "handler": find}


def _large() -> dict[str, str]:
    found = "js:async ({ request }) => (await caches.match(request.url, { ignoreVary: true })) ?? fetch(request)"
    return {"urlPattern": r"js:/\/assets\/[^\/]+\.wasm$/", "handler": found}


def _others() -> dict[str, str]:
    # Not Workbox's NetworkFirst: its time limit looks only for an older copy of the same page.
    page = f'request.mode === "navigate" && sameOrigin && !RegExp("{NEVER}").test(url.pathname)'
    fresh = f"""js:async ({{ request }}) => {{
      const network = fetch(request).catch(() => null);
      const patience = new Promise((done) => setTimeout(done, {PATIENCE}));
      const shell = () => caches.match("/{SHELL}", {{ ignoreSearch: true }});
      return (await Promise.race([network, patience])) ?? (await shell()) ?? (await network) ?? Response.error();
    }}"""
    return {"urlPattern": f"js:({{ request, url, sameOrigin }}) => {page}", "handler": fresh}
