"""The words a phone needs to speak without a server: rules, groups, causes, lists of the form, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.households.models import CareGroup
from app.shared.i18n import translate
from app.visits import wording
from app.visits.service.places import communities_of
from app.visits.service.settings import intervals_of, terms_of


@dataclass(slots=True)
class Word:
    """One word or sentence. `id` is "<kind>:<code>"; a sentence has {group}, {rule}, {days} to fill in.

    Kinds: `rule` (why a household is due; {group} and {rule} are filled in already, {days} is not), `never` (the same
    for a household nobody has met yet), `cause` (a sentence with {days}), `tag` (a care group), `topic`, `need`,
    `phrase`, `mode`, `outcome`, `urgency`, `try` (when to try next). `retired`: still read, no longer offered.
    """

    id: str
    kind: str
    code: str
    zh: str
    en: str
    place: int  # order on the screen
    retired: bool = False


def words(session: Session, who: Actor) -> list[Word]:
    """The words of the communities where `who` has a round; the first community's word wins where several differ."""
    found: dict[str, Word] = {}
    for community in communities_of(session, who, Permission.ROUND_READ):
        for word in (*_rules(session, community.id), *_tags(session, community.id), *_terms(session, community.id)):
            found.setdefault(word.id, word)
    return [*found.values(), *(_fixed() if found else [])]


def _rules(session: Session, community_id: UUID) -> Iterable[Word]:
    names = _group_names(session, community_id)
    for place, row in enumerate(intervals_of(session, community_id)):
        group = names.get(row.code, wording.ORDINARY_NAME if not row.code else row.code)
        for kind, sentence in (("rule", wording.WHY_MET), ("never", wording.WHY_NEVER)):
            zh, en = (
                translate(sentence, language).replace("{group}", translate(group, language)).replace(
                    "{rule}", translate(row.words, language)
                )
                for language in ("zh", "en")
            )  # fmt: skip
            yield Word(f"{kind}:{row.key}", kind, row.key, zh, en, place)


def _group_names(session: Session, community_id: UUID) -> dict[str, str]:
    wanted = select(CareGroup.code, CareGroup.name).where(CareGroup.community_id == community_id)
    return dict(session.exec(wanted.order_by(col(CareGroup.id))).all())


def _tags(session: Session, community_id: UUID) -> Iterable[Word]:
    for place, (code, name) in enumerate(_group_names(session, community_id).items()):
        yield _word("tag", code, name, place)


def _terms(session: Session, community_id: UUID) -> Iterable[Word]:
    for term in terms_of(session, community_id):
        yield _word(term.kind.value, term.code, term.name, term.position, term.ended_at is not None)


KINDS: dict[str, Mapping[Any, str]] = {
    "cause": wording.CAUSES,
    "mode": wording.MODES,
    "outcome": wording.OUTCOMES,
    "urgency": wording.URGENCIES,
    "try": wording.TIMES,
}


def _fixed() -> Iterable[Word]:
    """Words that are the same everywhere."""
    for kind, names in KINDS.items():
        for place, (code, name) in enumerate(names.items()):
            yield _word(kind, code.value, name, place)


def _word(kind: str, code: str, text: str, place: int, retired: bool = False) -> Word:
    return Word(f"{kind}:{code}", kind, code, translate(text, "zh"), translate(text, "en"), place, retired)
