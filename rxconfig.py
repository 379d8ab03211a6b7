"""Every Reflex setting. Reflex finds this file by its name."""

import os

os.environ.setdefault("REFLEX_USE_NPM", "1")
os.environ.setdefault("REFLEX_TELEMETRY_ENABLED", "false")
os.environ.setdefault("REFLEX_CHECK_LATEST_VERSION", "false")

import reflex as rx

from app.shared import theme
from app.shared.frontend import Frontend

config = rx.Config(
    app_name="app",
    plugins=[rx.plugins.TailwindV4Plugin(theme.tailwind_config()), Frontend()],
    disable_plugins=[rx.plugins.SitemapPlugin],
    frontend_compression_formats=["gzip", "brotli"],
    frontend_port=8000,
    backend_port=8000,
    api_url="http://localhost:8000",
    show_built_with_reflex=False,
)
