"""What a client may ask about residents who share with it. Every answer is a look, and recorded (`service.looks`)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from app.health.fhir.bundle import search_bundle
from app.health.fhir.observation import observations_of
from app.health.fhir.search import read_search
from app.health.fhir.tokens import Caller, caller_of, take_turn
from app.health.models import Reading
from app.health.service.seeing import client_readings, not_shared
from app.households.models import Community
from app.shared.asked import uuid_of
from app.shared.errors import DomainError

Json = dict[str, Any]
ID_LENGTH = 36  # of a reading's own; the rest names a part
SEARCHES = {"system/Observation.rs", "system/Observation.s"}
READS = {"system/Observation.rs", "system/Observation.r"}


class NotAllowed(DomainError):
    """The token does not say that it may."""

    status = 403

    def __init__(self) -> None:
        super().__init__("scope", "这个令牌没有这项权限。")


def admit(session: Session, token: str, now: datetime) -> Caller:
    """Who asks, counted: in a transaction of its own, so that what is refused afterwards counts too.

    Raises `SignInNeeded`, `TooMany`.
    """
    caller = caller_of(session, token, now)
    take_turn(session, caller, now)
    return caller


def search(session: Session, caller: Caller, given: list[tuple[str, str]], base: str, now: datetime) -> Json:
    """A page of readings. Raises `NotAllowed`, `Refused` (a parameter), `NotFound`."""
    if not caller.scopes & SEARCHES:
        raise NotAllowed
    wanted = read_search(given, session.get_one(Community, caller.community_id).zone)
    shared = client_readings(
        session, caller.id, wanted.person_id, now, measures=wanted.measures, since=wanted.since, until=wanted.until
    )
    return search_bundle(shared.readings, wanted, base, shared.zone)


def one(session: Session, caller: Caller, observation_id: str, now: datetime) -> Json:
    """One Observation. Raises `NotAllowed`, `NotFound`."""
    if not caller.scopes & READS:
        raise NotAllowed
    row = session.exec(select(Reading).where(Reading.id == uuid_of(observation_id[:ID_LENGTH]))).first()
    if row is None or row.replaced_at is not None:
        raise not_shared()
    until = row.taken_at + timedelta(microseconds=1)
    shared = client_readings(
        session, caller.id, row.person_id, now, measures=[row.measure], since=row.taken_at, until=until
    )
    for reading in (each for each in shared.readings if each.id == row.id):
        for found in observations_of(reading, row.person_id, shared.zone):
            if found["id"] == observation_id:
                return found
    raise not_shared()
