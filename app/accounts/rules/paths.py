"""Where a sign-in may lead to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# One slash, then neither a second one nor a backslash: browsers read both as "another host". No control characters,
# which browsers drop before they parse.
PATH = re.compile(r"/(?![/\\])[^\x00-\x1f\x7f\\]*")


def own_path(text: str | None, otherwise: str = "/") -> str:
    """`text` if it is a path of this site, else `otherwise`."""
    if not text or len(text) > 500 or not PATH.fullmatch(text):
        return otherwise
    parts = urlsplit(text)
    return text if not parts.scheme and not parts.netloc else otherwise
