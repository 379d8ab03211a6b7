"""Which methods an address takes: for 405 and its `Allow` header (RFC 9110 §15.5.6)."""

from __future__ import annotations

import re
from functools import cache

from fastapi import Request
from fastapi.routing import iter_route_contexts
from starlette.routing import compile_path

REST = "{rest:path}"  # the routes that answer what is not there


def methods_at(request: Request) -> list[str]:
    """All that the routes at this address take together, by name; none: there is nothing at it.

    Starlette itself names those of the first route only.
    """
    here = request.scope["path"]
    found: set[str] = set()
    for route in iter_route_contexts(request.app.routes):
        path, methods = route.path or "", getattr(route, "methods", None)
        if methods and not path.endswith(REST) and _shape(path).fullmatch(here):
            found |= set(methods)
    return sorted(found)


@cache
def _shape(path: str) -> re.Pattern[str]:
    return compile_path(path)[0]
