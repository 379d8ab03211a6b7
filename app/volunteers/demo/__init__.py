"""The invented volunteers of the demo community."""

from app.volunteers.demo.seed import add_volunteers

__all__ = ["add_volunteers"]
