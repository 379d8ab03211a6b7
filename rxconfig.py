"""Every Reflex setting. Reflex finds this file by its name."""

import os

os.environ.setdefault("REFLEX_USE_NPM", "1")
os.environ.setdefault("REFLEX_TELEMETRY_ENABLED", "false")
os.environ.setdefault("REFLEX_CHECK_LATEST_VERSION", "false")

import reflex as rx

from app.offline.worker import worker
from app.shared import theme
from app.shared.engines import self_hosted
from app.shared.frontend import Frontend
from app.shared.settings import settings

OFFLINE_PAGES = [
    "/",
    "/door",
    "/health/measure",
    "/login",
    "/round",
    "/saved",
    "/search",
    "/slip",
    "/sync",
    "/visit",
]  # /households/<id> is drawn by the shell

config = rx.Config(
    app_name="app",
    plugins=[
        rx.plugins.TailwindV4Plugin(theme.tailwind_config()),
        Frontend(after=[self_hosted, worker(pages=OFFLINE_PAGES, large={"door": "assets/*.wasm"})]),
    ],
    disable_plugins=[rx.plugins.SitemapPlugin],
    frontend_compression_formats=["gzip", "brotli"],
    frontend_port=8000,
    backend_port=8000,
    api_url="http://localhost:8000",
    # "*" (the default) would also switch off the socket's own Origin check. Same-host origins: app/shared/guard.py.
    cors_allowed_origins=list(settings().allowed_origins),
    trusted_proxy_hops=settings().proxy_hops,
    show_built_with_reflex=False,
    # A page's state is a cache: memory is enough for one process, several share it through Redis.
    redis_url=settings().redis_url,
    state_manager_mode=rx.constants.StateManagerMode.REDIS
    if settings().redis_url
    else rx.constants.StateManagerMode.MEMORY,
)
