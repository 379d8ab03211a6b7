"""The screens of volunteers."""

from app.volunteers.page.mine import mine_screen
from app.volunteers.page.shifts import shifts_screen

__all__ = ["mine_screen", "shifts_screen"]
