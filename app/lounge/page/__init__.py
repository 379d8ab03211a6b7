"""The lounge: its front door, measuring oneself, and where staff say when it is open."""

from app.lounge.page.home import lounge
from app.lounge.page.hours import hours_screen

__all__ = ["hours_screen", "lounge"]
