"""The phone screens of a cadre. They work without a server: no `rx.State`, everything from the phone's store."""

from app.visits.page.card import household_screen
from app.visits.page.form import visit_screen
from app.visits.page.round import round_screen
from app.visits.page.saved import saved_screen
from app.visits.page.slip import slip_screen
from app.visits.page.words import teach_sync_centre

__all__ = ["household_screen", "round_screen", "saved_screen", "slip_screen", "visit_screen"]

teach_sync_centre()
