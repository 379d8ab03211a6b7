"""Edit a visit: the command `visit.edit` v1. Every revision stays readable."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Session, col, delete, select

from app.accounts.rules import Actor, Permission
from app.offline.registry import Meta, command
from app.shared.clock import local_day
from app.shared.errors import Conflict, NotFound
from app.visits.models import Visit, VisitPhoto, VisitRevision
from app.visits.payload import EditVisit, VisitBody, put_right
from app.visits.service.checks import Sent, checked
from app.visits.service.due import recompute
from app.visits.service.findings import change_findings
from app.visits.service.log import keep_photos, revision_row, said, wait_for_photos
from app.visits.service.places import Place, place_for, place_then


@command("visit.edit", version=1)
def edit_visit(session: Session, who: Actor, meta: Meta, visit: EditVisit) -> Visit:
    """Make the visit say something else, as a new revision. Its visitor and whoever visits there may do that.

    Raises `NotFound`, `Invalid`, `Held`, and `Conflict` when somebody edited it meanwhile: `values` has the `fields`
    that differ and `theirs`, what it says now. The phone keeps the other version, so both stay readable.
    """
    kept = visit_for(session, who, visit.visit_id, lock=True)
    if session.get(VisitRevision, meta.command_id) is not None:
        return kept
    if kept.revision != visit.base_revision:
        raise _edited_meanwhile(session, kept, visit)
    place = place_then(session, who, Permission.VISIT_LOG, visit.household_id, visit.started_at)
    people = checked(session, Sent(place, meta, visit))
    wait_for_photos(session, who, [visit], among=_tied(session, kept))
    before = kept.household_id
    _change(kept, place, visit, people, meta)
    _keep_rest(session, who, meta, kept, visit)
    _recompute(session, place, before, meta)
    return kept


def visit_for(session: Session, who: Actor, visit_id: UUID, lock: bool = False) -> Visit:
    """A visit at one of their doors, or one of their own. Raises `NotFound`."""
    wanted = select(Visit).where(Visit.id == visit_id)
    visit = session.exec(wanted.with_for_update() if lock else wanted).first()
    if visit is None:
        raise no_visit()
    if visit.visitor_id != who.account_id or not who.may_somewhere(Permission.VISIT_LOG):
        try:
            place_for(session, who, Permission.VISIT_LOG, visit.household_id)
        except NotFound:
            raise no_visit() from None
    return visit


def no_visit() -> NotFound:
    """The answer for a visit that is not there or not yours."""
    return NotFound("no_such_visit", "找不到这次走访，或者不在您负责的范围里。", field="visit_id")


def _edited_meanwhile(session: Session, kept: Visit, visit: EditVisit) -> Conflict:
    latest = select(VisitRevision).where(VisitRevision.visit_id == kept.id, VisitRevision.number == kept.revision)
    theirs = session.exec(latest).one().body
    mine = said(visit)
    fields = sorted(name for name in mine if mine[name] != theirs.get(name))
    return Conflict(
        "edited_meanwhile", "这次走访已被改过，请看两个版本，再决定留哪一个。", field="base_revision", fields=fields,
        theirs=theirs | {"revision": kept.revision},
    )  # fmt: skip


def _tied(session: Session, kept: Visit) -> set[str]:
    return set(session.exec(select(VisitPhoto.sha256).where(VisitPhoto.visit_id == kept.id)))


def _change(kept: Visit, place: Place, visit: VisitBody, people: list[UUID], meta: Meta) -> None:
    kept.household_id, kept.community_id = place.household_id, place.community_id
    kept.started_at = put_right(visit.started_at, meta.received_at)
    kept.mode, kept.outcome, kept.note = visit.mode, visit.outcome, visit.note
    kept.people = [str(person) for person in people]
    kept.topics = list(dict.fromkeys(visit.topics))
    kept.revision += 1


def _keep_rest(session: Session, who: Actor, meta: Meta, kept: Visit, visit: VisitBody) -> None:
    session.add(VisitRevision(**revision_row(who, meta, kept, visit)))
    session.exec(delete(VisitPhoto).where(col(VisitPhoto.visit_id) == kept.id))
    keep_photos(session, kept, visit)
    change_findings(session, who, kept, visit, meta.received_at)
    session.flush()


def _recompute(session: Session, place: Place, before: UUID, meta: Meta) -> None:
    today = local_day(meta.received_at, place.zone)
    recompute(session, place.community_id, sorted({place.household_id, before}), today)
