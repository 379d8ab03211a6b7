"""The invented events of the demo community."""

from app.events.demo.seed import add_events

__all__ = ["add_events"]
