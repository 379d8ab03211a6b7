"""The screens of "without signal"."""

from app.offline.page.sync import sync_screen

__all__ = ["sync_screen"]
