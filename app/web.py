"""The HTTP routes beside the screens: sign-in, the API, health checks. One include line per feature."""

from __future__ import annotations

from fastapi import FastAPI


def make_web() -> FastAPI:
    """The FastAPI app that Reflex is mounted into (`rx.App(api_transformer=…)`)."""
    return FastAPI(title="Linju 邻聚", version="0.1.0", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)


web = make_web()
