"""The nouns of events: what is held (`event`), who signs up (`sign_up`), who comes (`arrival`)."""

from app.events.models.arrival import Attendee, DoorTry, Trust, Via
from app.events.models.event import Event, EventFeedback, EventSettingChange, EventSettings, NamesShown, Series
from app.events.models.sign_up import SignUp, SignUpState

__all__ = [
    "Attendee",
    "DoorTry",
    "Event",
    "EventFeedback",
    "EventSettingChange",
    "EventSettings",
    "NamesShown",
    "Series",
    "SignUp",
    "SignUpState",
    "Trust",
    "Via",
]
