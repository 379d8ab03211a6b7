"""The screens of events."""

from app.events.page.wall import wall_screen

__all__ = ["wall_screen"]
