"""The view "people": what a phone searches."""

from __future__ import annotations

from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.households.service import DirectoryRow, directory_rows
from app.offline.registry import view


@view("people", needs=Permission.HOUSEHOLD_NAMES)
def people(session: Session, who: Actor) -> list[DirectoryRow]:
    """Everybody whom they may name, one row a household."""
    return directory_rows(session, who)
