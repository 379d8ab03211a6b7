"""The screens of volunteers."""

from app.volunteers.page.about import about_screen
from app.volunteers.page.board import board_screen
from app.volunteers.page.mine import mine_screen
from app.volunteers.page.people import people_screen
from app.volunteers.page.shifts import shifts_screen

__all__ = ["about_screen", "board_screen", "mine_screen", "people_screen", "shifts_screen"]
