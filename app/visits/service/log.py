"""Log a visit: the command `visit.log` v1."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from app.accounts.rules import Actor, Permission
from app.offline.photos import find_photo
from app.offline.registry import Held, Meta, command
from app.offline.rules import receipt_number
from app.shared.clock import local_day
from app.shared.errors import Conflict
from app.visits.models import Visit, VisitPhoto, VisitRevision
from app.visits.payload import LogVisit, VisitBody, put_right
from app.visits.service.checks import checked
from app.visits.service.due import recompute
from app.visits.service.findings import keep_findings
from app.visits.service.places import Place, place_then


@command("visit.log", version=1)
def log_visit(session: Session, who: Actor, meta: Meta, visit: LogVisit) -> Visit:
    """Keep a visit, once per command id, and compute when the household is due next.

    Raises `NotFound` (not their household), `Invalid` (everything to mend at once), `Held` (a photo has not arrived),
    `Conflict` (the id belongs to somebody else's visit).
    """
    place = place_then(session, who, Permission.VISIT_LOG, visit.household_id, visit.started_at)
    people = checked(session, place, visit, meta)
    wait_for_photos(session, who, visit)
    row = _row(who, meta, place, visit, people)
    if not _insert_once(session, row):
        return _same(session.get_one(Visit, meta.command_id, populate_existing=True), who)
    kept = session.get_one(Visit, meta.command_id)
    _keep_rest(session, who, meta, kept, visit)
    recompute(session, place.community_id, [place.household_id], local_day(meta.received_at, place.zone))
    return kept


def _same(earlier: Visit, who: Actor) -> Visit:
    """A retry: the first row again. An id that another person's visit has is never shown."""
    if earlier.visitor_id != who.account_id:
        raise Conflict("id_taken", "这条记录的编号已被别的记录用过，请重新填写。")
    return earlier


def _row(who: Actor, meta: Meta, place: Place, visit: VisitBody, people: list[UUID]) -> dict[str, Any]:
    return {
        "id": meta.command_id,
        "community_id": place.community_id,
        "household_id": place.household_id,
        "visitor_id": who.account_id,
        "number": receipt_number(meta.command_id, local_day(meta.received_at)),
        "started_at": put_right(visit.started_at, meta.received_at),
        "mode": visit.mode,
        "outcome": visit.outcome,
        "people": [str(person) for person in people],
        "topics": list(dict.fromkeys(visit.topics)),
        "note": visit.note,
        "revision": 1,
        "made_at": meta.made_at,
        "received_at": meta.received_at,
        "device_id": meta.device_id,
    }


def _insert_once(session: Session, row: dict[str, Any]) -> bool:
    """Whether this call wrote the row. A twin that runs at the same moment waits here and then finds it written."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(Visit).values(row).on_conflict_do_nothing(index_elements=["id"]).returning(col(Visit.id))
    return session.execute(statement).first() is not None


def _keep_rest(session: Session, who: Actor, meta: Meta, kept: Visit, visit: VisitBody) -> None:
    keep_revision(session, who, meta, kept, visit)
    keep_photos(session, kept, visit)
    keep_findings(session, kept, visit)
    session.flush()


def keep_revision(session: Session, who: Actor, meta: Meta, kept: Visit, visit: VisitBody) -> None:
    """Write what the visit says now beside what it said before."""
    revision = VisitRevision(
        id=meta.command_id, community_id=kept.community_id, visit_id=kept.id, number=kept.revision, body=said(visit),
        written_by=who.account_id, made_at=meta.made_at, created_at=meta.received_at,
    )  # fmt: skip
    session.add(revision)


def said(visit: VisitBody) -> dict[str, Any]:
    """What a revision keeps of a payload: all but what only an edit has, and the values of proposals."""
    body = visit.model_dump(mode="json", exclude={"visit_id", "base_revision"})
    body["corrections"] = [{"person_id": one["person_id"], "field": one["field"]} for one in body["corrections"]]
    return body


def keep_photos(session: Session, kept: Visit, visit: VisitBody) -> None:
    """Tie the photos to the visit, each once, in the order of the form."""
    for position, sha256 in enumerate(dict.fromkeys(visit.photos)):
        session.add(VisitPhoto(community_id=kept.community_id, visit_id=kept.id, sha256=sha256, position=position))


def wait_for_photos(session: Session, who: Actor, visit: VisitBody, among: Collection[str] = ()) -> None:
    """Raises `Held` while a photo of the visit is still on its way. `among`: those that are here already."""
    for place, sha256 in enumerate(visit.photos):
        if sha256 not in among and find_photo(session, who, sha256) is None:
            raise Held(f"photos.{place}", sha256)
