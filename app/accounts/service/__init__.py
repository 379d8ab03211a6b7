"""Verbs of accounts, by topic: people, sign_in, sessions, passwords, invitations, identities, stand_in, records."""

from app.accounts.service.people import actor_of
from app.accounts.service.records import record
from app.accounts.service.stand_in import end_stand_in, grids_for, take_over

__all__ = ["actor_of", "end_stand_in", "grids_for", "record", "take_over"]
