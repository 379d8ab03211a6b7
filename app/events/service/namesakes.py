"""Guests of whom only a name is known: the least that serves, and still one person each."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Session, col, select

from app.events.models import Attendee
from app.events.service.people import Whom, guest_key
from app.households.models import Person
from app.shared.errors import Conflict


def guest_by_name(session: Session, event_id: UUID, name: str) -> Whom:
    """A guest without a phone number. Staff know whom they mean: when the list has the same name already they are
    asked to write something that tells the two apart. Raises `Conflict` (`same_name`)."""
    if name in _names(session, event_id):
        raise Conflict(
            "same_name",
            "名单上已经有一位{name}。如果是另一位，名字后面加几个认得出的字，如“{name}（3栋）”，或者写上手机号。",
            field="name", name=name,
        )  # fmt: skip
    return Whom(guest_key("", name), None, name)


def told_apart(name: str) -> tuple[str, str]:
    """`王阿姨（3栋）` is 王阿姨, whom staff told apart by 3栋; most names have nothing behind them."""
    bare, _, behind = name.replace("(", "（").partition("（")
    return (bare.strip(), behind.rstrip("）) ")) if bare.strip() else (name, "")


def _names(session: Session, event_id: UUID) -> set[str]:
    """Guests' names are sealed: those of one event are opened, a few hundred at most."""
    wanted = select(Attendee, Person.name).join(Person, col(Person.id) == col(Attendee.person_id), isouter=True)
    return {name or one.name or "" for one, name in session.exec(wanted.where(Attendee.event_id == event_id))}
