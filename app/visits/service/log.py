"""Log a visit: the command `visit.log` v1."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, select

from app.accounts.rules import Actor, Permission
from app.offline.photos import photos_here
from app.offline.registry import Held, Meta, command
from app.offline.rules import receipt_number
from app.shared.clock import local_day
from app.shared.errors import Conflict
from app.shared.i18n import N_
from app.shared.tables import table_of
from app.visits.models import Visit, VisitPhoto, VisitRevision
from app.visits.payload import LogVisit, VisitBody, put_right
from app.visits.service.checks import Sent, all_checked
from app.visits.service.due import recompute
from app.visits.service.findings import keep_findings
from app.visits.service.places import places_then

COUNTED = {"preserve_rowcount": True}
ID_TAKEN = N_("这条记录的编号已被别的记录用过，请重新填写。")


def log_visits(session: Session, who: Actor, sent: Sequence[tuple[Meta, LogVisit]]) -> None:
    """Keep visits, each once per command id, and compute when their households are due next. All or none.

    What they rest on is read once for all of them, and their rows are written together: a round trip per visit and
    table is most of the time that a phone waits. Raises what `log_visit` raises.
    """
    asked = [(visit.household_id, visit.started_at) for _, visit in sent]
    places = places_then(session, who, Permission.VISIT_LOG, asked)
    coming = [Sent(place, meta, visit) for place, (meta, visit) in zip(places, sent, strict=True)]
    people = all_checked(session, coming)
    wait_for_photos(session, who, [one.visit for one in coming])
    new = _insert_once(session, [_row(who, one, met) for one, met in zip(coming, people, strict=True)])
    kept = [one for one in coming if one.meta.command_id in new]
    _keep_rest(session, who, kept, new)
    for community, today in {(one.place.community_id, _today(one)) for one in kept}:
        homes = {one.place.household_id for one in kept if one.place.community_id == community}
        recompute(session, community, homes, today)


@command("visit.log", version=1, together=log_visits)
def log_visit(session: Session, who: Actor, meta: Meta, visit: LogVisit) -> Visit:
    """Keep a visit, once per command id, and compute when the household is due next.

    Raises `NotFound` (not their household), `Invalid` (everything to mend at once), `Held` (a photo has not arrived),
    `Conflict` (the id belongs to somebody else's visit).
    """
    log_visits(session, who, [(meta, visit)])
    return session.get_one(Visit, meta.command_id)


def _today(sent: Sent) -> date:
    return local_day(sent.meta.received_at, sent.place.zone)


def _row(who: Actor, sent: Sent, people: list[UUID]) -> dict[str, Any]:
    meta, place, visit = sent.meta, sent.place, sent.visit
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


def _insert_once(session: Session, rows: Sequence[dict[str, Any]]) -> dict[UUID, Visit]:
    """The visits that this call wrote, by id. A twin that runs at the same moment waits here; then the id is taken.

    Raises `Conflict` for an id that another person's visit has: that is never shown. Among many rows the database only
    counts, because naming those it wrote is dear: one taken id is a `Conflict` for all, and each finds out alone.
    """
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table_of(Visit)).on_conflict_do_nothing(index_elements=["id"])
    counted = cast("CursorResult[Any]", session.execute(statement, rows, execution_options=COUNTED))
    if counted.rowcount == len(rows):
        return {row["id"]: Visit(**row) for row in rows}
    if len(rows) > 1:
        raise Conflict("id_taken", ID_TAKEN)
    mine = select(Visit.id).where(Visit.id == rows[0]["id"], Visit.visitor_id == rows[0]["visitor_id"])
    if session.exec(mine).first() is None:
        raise Conflict("id_taken", ID_TAKEN)
    return {}


def _keep_rest(session: Session, who: Actor, sent: Iterable[Sent], kept: Mapping[UUID, Visit]) -> None:
    revisions = []
    for one in sent:
        visit = kept[one.meta.command_id]
        revisions.append(revision_row(who, one.meta, visit, one.visit))
        keep_photos(session, visit, one.visit)
        keep_findings(session, visit, one.visit)
    if revisions:
        session.execute(insert(table_of(VisitRevision)), revisions)
    session.flush()


def revision_row(who: Actor, meta: Meta, kept: Visit, visit: VisitBody) -> dict[str, Any]:
    """The columns of `VisitRevision`: what the visit says now, to be written beside what it said before."""
    return {
        "id": meta.command_id, "community_id": kept.community_id, "visit_id": kept.id, "number": kept.revision,
        "body": said(visit), "written_by": who.account_id, "made_at": meta.made_at, "created_at": meta.received_at,
    }  # fmt: skip


def said(visit: VisitBody) -> dict[str, Any]:
    """What a revision keeps of a payload: all but what only an edit has, and the values of proposals."""
    body = visit.model_dump(mode="json", exclude={"visit_id", "base_revision"})
    body["corrections"] = [{"person_id": one["person_id"], "field": one["field"]} for one in body["corrections"]]
    return body


def keep_photos(session: Session, kept: Visit, visit: VisitBody) -> None:
    """Tie the photos to the visit, each once, in the order of the form."""
    for position, sha256 in enumerate(dict.fromkeys(visit.photos)):
        session.add(VisitPhoto(community_id=kept.community_id, visit_id=kept.id, sha256=sha256, position=position))


def wait_for_photos(
    session: Session, who: Actor, visits: Sequence[VisitBody], among: Collection[str] = frozenset()
) -> None:
    """Raises `Held` while a photo of a visit is still on its way. `among`: those that are here already."""
    here = {*among, *photos_here(session, who, {sha256 for visit in visits for sha256 in visit.photos})}
    for visit in visits:
        for place, sha256 in enumerate(visit.photos):
            if sha256 not in here:
                raise Held(f"photos.{place}", sha256)
