"""What the build plugin ships and changes; a change that finds nothing stops the build."""

from pathlib import Path

import pytest

from app.shared.frontend import (
    BuildError,
    Frontend,
    ask_before_reloading,
    inline_styles,
    keep_the_port,
    socket_after_the_first_paint,
    use_own_origin,
    without_dynamic_components,
    without_emotion,
    without_stylesheet,
)

ENV = "var e={PING:`http://localhost:8000/ping`,EVENT:`ws://localhost:8000/_event`,MODE:`websocket`};"
STATE = "const handleStateMismatch = (info) => {\n  reload();\n};\n"
DOCUMENT = (
    'jsx(Meta,{},),jsx("link",{as:"style",href:reflexGlobalStyles,rel:"preload"},),'
    'jsx("link",{href:reflexGlobalStyles,rel:"stylesheet",type:"text/css"},),jsx(Links,{},)'
)


@pytest.fixture
def static(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "reflex-env-abc.js").write_text(ENV)
    (tmp_path / "assets" / "__reflex_global_styles-abc.css").write_text("p{color:red}")
    (tmp_path / "index.html").write_text("<html><head><title>邻聚</title></head><body></body></html>")
    return tmp_path


def test_every_module_of_a_feature_is_shipped_under_its_name() -> None:
    shipped = {path.as_posix(): text for path, text in Frontend().get_static_assets()}
    assert "export const useLocal" in str(shipped["linju/shared/store.js"])
    assert "export const measure" in str(shipped["linju/health/bluetooth/cuff.js"]), "folders below js stay"


def test_npm_packages_are_pinned_and_stay_out_of_the_first_load() -> None:
    plugin = Frontend()
    assert plugin.get_frontend_dependencies() == []
    assert all("@" in package for package in plugin.get_frontend_development_dependencies())


def test_one_build_serves_any_address(static: Path) -> None:
    use_own_origin(static, "http://localhost:8000")
    code = (static / "assets" / "reflex-env-abc.js").read_text()
    assert "PING:location.origin+`/ping`" in code
    assert 'EVENT:location.origin.replace(/^http/,"ws")+`/_event`' in code
    assert "localhost" not in code
    assert "`websocket`" in code


@pytest.mark.parametrize("code", ["var e={PING:`http://elsewhere/ping`};", ENV + "fetch('http://localhost:8000');"])
def test_a_build_with_a_baked_address_left_in_it_fails(static: Path, code: str) -> None:
    (static / "assets" / "reflex-env-abc.js").write_text(code)
    with pytest.raises(BuildError, match="use_own_origin"):
        use_own_origin(static, "http://localhost:8000")


def test_a_build_without_the_address_file_fails(static: Path) -> None:
    (static / "assets" / "reflex-env-abc.js").unlink()
    with pytest.raises(BuildError, match="0 files"):
        use_own_origin(static, "http://localhost:8000")


def test_the_stylesheet_travels_inside_the_page(static: Path) -> None:
    inline_styles(static)
    assert "<style>p{color:red}</style></head>" in (static / "index.html").read_text()


def test_a_page_that_still_waits_for_a_stylesheet_fails_the_build(static: Path) -> None:
    (static / "index.html").write_text('<head><link rel="stylesheet" href="/x.css"></head>')
    with pytest.raises(BuildError, match=r"index\.html"):
        inline_styles(static)


def test_a_missing_stylesheet_fails_the_build(static: Path) -> None:
    (static / "assets" / "__reflex_global_styles-abc.css").unlink()
    with pytest.raises(BuildError, match="0 files"):
        inline_styles(static)


def test_react_does_not_expect_the_stylesheet_links() -> None:
    code = without_stylesheet(DOCUMENT)
    assert 'jsx("link"' not in code
    assert "jsx(Meta,{},),jsx(Links,{},)" in code
    with pytest.raises(BuildError):
        without_stylesheet("jsx(Meta,{},)")


def test_a_server_of_another_version_asks_our_update_flow_first() -> None:
    code = ask_before_reloading(STATE)
    assert code.index("linju?.newVersion") < code.index("reload();")
    assert ask_before_reloading(code) == code
    with pytest.raises(BuildError):
        ask_before_reloading("const other = 1;")


VITE = 'resolve: {\n    alias: [\n      {\n        find: "$",\n      },\n    ],\n  },\n'
SOCKET = """import io from "socket.io-client";
export const connect = async (socket) => {
  // Socket already allocated, just reconnect it if needed.
  if (socket.current) return;
};
"""
ROOT = """  useEffect(() => {
    window.__reflex = {
          "react": React,
    };
  }, []);
"""


def test_emotion_is_replaced_before_any_other_name_is_looked_up() -> None:
    changed = without_emotion(VITE)
    assert changed.index(r"/^@emotion\/react$/") < changed.index('find: "$"')
    assert without_emotion(changed) == changed


def test_the_socket_is_loaded_by_the_connection_that_needs_it() -> None:
    changed = socket_after_the_first_paint(SOCKET)
    assert "import io from" not in changed
    assert changed.index("await loadSocket();") < changed.index("if (socket.current)")
    assert socket_after_the_first_paint(changed) == changed
    older = changed.replace("let io;\n", "let io; // as an older version had it\n")
    assert socket_after_the_first_paint(older) == changed


def test_whole_packages_are_not_published_for_code_from_the_server() -> None:
    assert without_dynamic_components(ROOT) == "  useEffect(() => {\n  }, []);\n"
    assert without_dynamic_components("nothing") == "nothing"


@pytest.mark.parametrize("change", [without_emotion, socket_after_the_first_paint])
def test_a_reflex_that_generates_something_else_stops_the_build(change) -> None:
    with pytest.raises(BuildError, match=change.__name__):
        change("nothing we know")


def test_another_way_of_publishing_packages_stops_the_build() -> None:
    with pytest.raises(BuildError, match="without_dynamic_components"):
        without_dynamic_components("globalThis.__reflex = modules;")


def test_the_socket_keeps_the_port_of_an_https_page_built_once_or_twice() -> None:
    code = '      }\n      endpoint.port = ""; // Assume websocket is on https port via load balancer.\n    }\n'
    once = keep_the_port(code)
    assert "endpoint.port" not in once
    assert keep_the_port(once) == once
    with pytest.raises(BuildError):
        keep_the_port("something else")
