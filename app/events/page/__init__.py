"""The screens of events."""

from app.events.page.desk import events_desk_screen
from app.events.page.door import door_screen
from app.events.page.event import event_screen
from app.events.page.manage import manage_screen
from app.events.page.public import events_screen
from app.events.page.settings import settings_screen
from app.events.page.tablet import tablet_screen
from app.events.page.wall import wall_screen

__all__ = [
    "door_screen",
    "event_screen",
    "events_desk_screen",
    "events_screen",
    "manage_screen",
    "settings_screen",
    "tablet_screen",
    "wall_screen",
]
