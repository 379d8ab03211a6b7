"""What the production build needs beyond Reflex: our modules, npm packages, worker, one address."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reflex_base.plugins import Plugin

APP = Path(__file__).resolve().parents[1]


class Frontend(Plugin):
    """Ships every `app/<feature>/js/*.js` as `$/linju/<feature>/<file>.js`, where Vite bundles it.

    Not `rx.asset(shared=True)`: that publishes the raw source beside the bundle, and a module could
    not import its neighbour by a relative path.
    """

    def get_frontend_development_dependencies(self, **context: object) -> list[str]:
        # Not "frontend dependencies": Reflex puts those whole into the first chunk, for dynamic components.
        return ["idb@8.0.4", "uuid@14.0.3", "workbox-build@7.4.1"]

    def get_static_assets(self, **context: object) -> Sequence[tuple[Path, str | bytes]]:
        return [
            (Path("linju", file.parents[1].name, file.name), file.read_text("utf-8"))
            for file in sorted(APP.glob("*/js/*.js"))
        ]
