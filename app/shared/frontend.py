"""What the production build needs beyond Reflex: our modules, npm packages, inlined styles, one address.

A step that no longer finds what it changes stops the build (`BuildError`): a silent miss would show only on
a phone in the field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reflex_base.config import get_config
from reflex_base.plugins import Plugin

APP = Path(__file__).resolve().parents[1]

Step = Callable[[Path], None]


class BuildError(RuntimeError):
    """Reflex's output is not what a step of ours expects. The text names the step and the file."""


class Frontend(Plugin):
    """Ships every `app/<feature>/js/**.js` as `$/linju/<feature>/<file>.js` (folders below `js` stay), where Vite
    bundles it.

    Not `rx.asset(shared=True)`: that publishes the raw source beside the bundle, and a module could
    not import its neighbour by a relative path. `after` are further steps over the built files.
    """

    def __init__(self, after: Sequence[Step] = ()) -> None:
        self.after = after

    def get_frontend_development_dependencies(self, **context: Any) -> list[str]:
        """npm packages, exactly pinned; the lock adds their hashes."""
        # Not "frontend dependencies": Reflex puts those whole into the first chunk, for dynamic components.
        return [
            "idb@8.0.4", "uuid@14.0.3", "uqr@0.1.3", "zxing-wasm@3.1.4", "workbox-build@7.4.1", "axe-core@4.14.1",
        ]  # fmt: skip

    def get_static_assets(self, **context: Any) -> Sequence[tuple[Path, str | bytes]]:
        """Our modules, as Vite finds them."""
        return [
            (Path("linju", *(part for part in file.relative_to(APP).parts if part != "js")), file.read_text("utf-8"))
            for file in sorted(APP.glob("*/js/**/*.js"))
        ]

    def pre_compile(self, **context: Any) -> None:
        """Changes to what Reflex generates, before Vite reads it."""
        from reflex.utils.exec import is_prod_mode

        change = context["add_modify_task"]
        change("vite.config.js", without_emotion)
        change("app/root.jsx", without_dynamic_components)
        change("utils/state.js", socket_after_the_first_paint)
        change("utils/state.js", ask_before_reloading)
        change("utils/state.js", keep_the_port)
        if is_prod_mode():
            change("app/_document.js", without_stylesheet)

    def post_build(self, **context: Any) -> None:
        """Changes to the built files."""
        static = Path(context["static_dir"])
        use_own_origin(static, get_config().api_url)
        inline_styles(static)
        for step in self.after:
            step(static)


ALIASES = "    alias: [\n"
NO_EMOTION = """      {
        find: /^@emotion\\/react$/,
        replacement: fileURLToPath(new URL("./linju/shared/jsx.js", import.meta.url)),
      },
"""


def without_emotion(code: str) -> str:
    """`vite.config.js`: our own `jsx` (js/jsx.js) instead of Emotion's. Another of its exports would stop the build."""
    return _once(code, ALIASES, ALIASES + NO_EMOTION, "without_emotion: vite.config.js has no list of aliases")


GLOBALS = re.compile(r"    window\.__reflex = \{.*?\};\n", re.S)


def without_dynamic_components(code: str) -> str:
    """`app/root.jsx`: nothing is published for components that the server would send as code.

    We have none (the page's policy forbids eval), and the list keeps whole packages from being shaken out.
    """
    changed, found = GLOBALS.subn("", code)
    if found != 1 and "__reflex" in code:
        raise BuildError("without_dynamic_components: app/root.jsx publishes its modules in another way")
    return changed


PORT_AWAY = re.compile(r'      (endpoint\.port = ""; // [^\n]*|// linju: the port stays)\n')


def keep_the_port(code: str) -> str:
    """`utils/state.js`: a page at https://localhost:8000 asks for its socket there. Reflex would drop the port."""
    changed, found = PORT_AWAY.subn("      // linju: the port stays\n", code)
    if found != 1:
        raise BuildError("keep_the_port: utils/state.js works out the address of its socket in another way")
    return changed


# Reflex copies state.js once, not at every build: what an older version of ours put there is found by its marks.
SOCKET = re.compile(r'import io from "socket\.io-client";\n|// linju: socket\n.*?// linju: end\n', re.S)
LATER = """// linju: socket
let io;
// A screen that needs no server must not wait for this. Offline nothing is tried; a failure is tried again for ever.
const loadSocket = async () => {
  if (io) return;
  await new Promise((idle) => (window.requestIdleCallback ?? setTimeout)(idle, { timeout: 1500 }));
  if (navigator.onLine === false) await new Promise((on) => addEventListener("online", on, { once: true }));
  for (let pause = 500; !io; pause = Math.min(pause * 2, 30_000)) {
    io = await import("socket.io-client").then((module) => module.default).catch(() => null);
    if (!io) await new Promise((again) => setTimeout(again, pause));
  }
};
// linju: end
"""
ALLOCATED = "  // Socket already allocated, just reconnect it if needed.\n"


def socket_after_the_first_paint(code: str) -> str:
    """`utils/state.js`: the socket's client (11 KB) is loaded when the page connects, not before it is drawn.

    The wait comes before `connect` looks whether there is a socket, so that two calls never make two.
    """
    changed, found = SOCKET.subn(lambda _: LATER, code)
    if found != 1:
        raise BuildError("socket_after_the_first_paint: utils/state.js does not import its socket as expected")
    problem = "socket_after_the_first_paint: utils/state.js does not connect as expected"
    return _once(changed, ALLOCATED, "  await loadSocket();\n" + ALLOCATED, problem)


def _once(code: str, old: str, new: str, problem: str) -> str:
    """`code` with `old` replaced by `new`; once, however often it is asked for. Raises `BuildError`."""
    if new in code:
        return code
    if code.count(old) != 1:
        raise BuildError(problem)
    return code.replace(old, new)


MISMATCH = "const handleStateMismatch = (info) => {\n"
ASKED = "  if (globalThis.linju?.newVersion?.(info)) return;\n"


def ask_before_reloading(code: str) -> str:
    """`utils/state.js`: a server of another version must not reload a half-filled form.

    Reflex would reload at once, find the same cached page, and then show an English banner. Our update flow
    (offline/js/update.js) answers instead; without it (it returns nothing) Reflex does as before.
    """
    problem = "ask_before_reloading: utils/state.js has no handleStateMismatch any more"
    return _once(code, MISMATCH, MISMATCH + ASKED, problem)


LINK = re.compile(r'jsx\("link",\{(?:as:"style",)?href:reflexGlobalStyles,[^}]*\},?\),?')


def without_stylesheet(code: str) -> str:
    """`app/_document.js` without the links to the stylesheet: `inline_styles` puts the text itself into the page.

    React must not expect the links either, or it would draw the whole document anew.
    """
    changed, found = LINK.subn("", code)
    if found != 2:
        raise BuildError("without_stylesheet: app/_document.js does not link the stylesheet as expected")
    return changed + "\nglobalThis.linjuStyles = reflexGlobalStyles; // in use, or Vite would not write the file\n"


def use_own_origin(static: Path, api_url: str) -> None:
    """Replace the backend's baked address by the page's own, so that one build serves any host, port and TLS proxy."""
    host = re.escape(api_url.rstrip("/").split("://", 1)[1])
    literal = re.compile(rf"""([`"'])(http|ws)s?://{host}(/[^`"']*)\1""")
    origin = {"http": "location.origin", "ws": 'location.origin.replace(/^http/,"ws")'}
    files = sorted((static / "assets").glob("reflex-env-*.js"))
    if len(files) != 1:
        raise BuildError(f"use_own_origin: {len(files)} files match assets/reflex-env-*.js")
    code, found = literal.subn(lambda m: f"{origin[m[2]]}+{m[1]}{m[3]}{m[1]}", files[0].read_text("utf-8"))
    if not found:
        raise BuildError(f"use_own_origin: {files[0].name} does not contain {api_url}")
    files[0].write_text(code, "utf-8")
    for file in static.rglob("*.js"):
        if api_url in file.read_text("utf-8"):
            raise BuildError(f"use_own_origin: {file.name} still contains {api_url}")


def inline_styles(static: Path) -> None:
    """Put the stylesheet into every prerendered page: the first paint waits for one answer, not two."""
    sheets = sorted((static / "assets").glob("__reflex_global_styles-*.css"))
    if len(sheets) != 1:
        raise BuildError(f"inline_styles: {len(sheets)} files match assets/__reflex_global_styles-*.css")
    css = sheets[0].read_text("utf-8")
    if "</style" in css:
        raise BuildError("inline_styles: the stylesheet would end its own element")
    for page in sorted(static.rglob("*.html")):
        html = page.read_text("utf-8")
        if 'rel="stylesheet"' in html or html.count("</head>") != 1:
            raise BuildError(f"inline_styles: {page.name} has another stylesheet or no single </head>")
        page.write_text(html.replace("</head>", f"<style>{css}</style></head>"), "utf-8")
