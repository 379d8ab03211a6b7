"""Small pages of the server: drawn from a template, everything inside them, with a policy that fits exactly them.

They need no script, so they work in WeChat, in a browser of ten years ago, and on a first visit over a slow line.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup

from app.shared.i18n import translate

PRINT = 'document.querySelector("[data-print]").onclick=()=>print()'
"""The one script a page to print has: its button."""


def paper(
    template: Path, language: str, *, style: Path, status: int = 200, prints: bool = False, **values: Any
) -> HTMLResponse:
    """An answer drawn from `template` with `t`, `language`, `style` and `values`. Never kept by a browser."""
    css = _text(style).replace("\n", "")
    script = PRINT if prints else ""
    html = _template(template).render(
        language=language, style=Markup(css), script=Markup(script),
        t=lambda message, **named: translate(message, language, **named), **values,
    )  # fmt: skip
    headers = {
        "cache-control": "no-store", "content-security-policy": _policy(css, script), "x-robots-tag": "noindex",
    }  # fmt: skip
    return HTMLResponse(html, status_code=status, headers=headers)


def _policy(css: str, script: str) -> str:
    allowed = f"script-src '{_digest(script)}'; " if script else ""
    return (
        f"default-src 'none'; {allowed}style-src '{_digest(css)}'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


@cache
def _template(file: Path) -> Template:
    loader = FileSystemLoader(file.parent)
    return Environment(loader=loader, autoescape=True, trim_blocks=True).get_template(file.name)


@cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
