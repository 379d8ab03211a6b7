"""What a volunteer has said about themselves, as their own screen shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlmodel import Session

from app.events.rules.masking import masked
from app.events.when import day_words
from app.shared.both import Both, both
from app.shared.choices import Choice
from app.shared.clock import local_day
from app.shared.i18n import translate
from app.volunteers.forms import WindowForm
from app.volunteers.models import Availability, AwayDays, VolunteerSkill
from app.volunteers.rules.languages import LANGUAGES
from app.volunteers.service.own import homes_of, likings_of
from app.volunteers.service.profile import profile_of, wishes_of
from app.volunteers.service.skills import skills_of
from app.volunteers.service.who import Me, zone_of

SLOTS = {"am": (time(6), time(12)), "pm": (time(12), time(18)), "eve": (time(18), time(22))}
"""The grid of a week: mornings, afternoons, evenings. Spans that touch become one."""
NO_MATTER = "any"  # with whom, beside the codes of `WishKind`


@dataclass
class PaperRow:
    """A skill. `held`: they have it; `proof`: a paper has to be seen; `seen`: it was; `over`: it has expired."""

    code: str = ""
    name: str = ""
    held: bool = False
    proof: bool = False
    seen: bool = False
    number: str = ""
    until: str = ""
    over: bool = False


@dataclass
class AwayRow:
    """Days somebody is away, both included. `single`: it is one day."""

    id: str = ""
    first: Both = field(default_factory=Both)
    last: Both = field(default_factory=Both)
    single: bool = False


@dataclass
class PartnerRow:
    """Somebody they have been in a shift with. `kind`: any, gladly, apart."""

    id: str = ""
    name: str = ""
    kind: str = ""


@dataclass
class LikingRow:
    """A standing post. `gladly`: "0" to "2"."""

    id: str = ""
    title: str = ""
    about: str = ""
    gladly: str = ""


@dataclass
class About:
    """`slots`: `3-am` for Thursday mornings. `cap`: a limit of their own, may be empty; `linked`: in the roster. `far`:
    kilometres at most from `home`, a building; either may be empty. `partners_said`, `posts_said`: of how many they
    have said something. `papers`, `spoken`: their skills and languages in one line."""

    name: str = ""
    code: str = ""
    skills: list[PaperRow] = field(default_factory=list)
    held: list[PaperRow] = field(default_factory=list)
    papers: str = ""
    languages: list[str] = field(default_factory=list)
    spoken: Both = field(default_factory=Both)
    slots: list[str] = field(default_factory=list)
    away: list[AwayRow] = field(default_factory=list)
    wish: str = ""
    cap: str = ""
    far: str = ""
    home: str = ""
    home_name: str = ""
    homes: list[Choice] = field(default_factory=list)
    partners: list[PartnerRow] = field(default_factory=list)
    partners_said: int = 0
    posts: list[LikingRow] = field(default_factory=list)
    posts_said: int = 0
    limits: list[str] = field(default_factory=list)
    born_on: str = ""
    linked: bool = False
    paused: bool = False
    paused_from: Both = field(default_factory=Both)
    paused_until: Both = field(default_factory=Both)
    left: bool = False
    hours: str = ""


def about_of(session: Session, me: Me, moment: datetime) -> About:
    """Raises `NotFound`."""
    found = profile_of(session, me, me.volunteer_id, moment)
    row, today = found.volunteer, local_day(moment, zone_of(session, me.community_id))
    papers = {one.code: one for one in found.skills}
    skills = [_paper(one.code, one.name, one.needs_proof, papers.get(one.code), today)
              for one in skills_of(session, me.community_id)]  # fmt: skip
    partners = [PartnerRow(str(one), name, kind.value if kind else NO_MATTER)
                for one, name, kind in wishes_of(session, me)]  # fmt: skip
    posts = [LikingRow(str(one.id), one.title, one.about, str(gladly)) for one, gladly in likings_of(session, me)]
    return About(
        far="" if row.max_km is None else f"{row.max_km:g}", home=str(row.home_building_id or ""),
        home_name=found.home, homes=[Choice(str(one.id), f"{one.estate}{one.label}") for one in homes_of(session, me)],
        partners=partners, partners_said=sum(one.kind != NO_MATTER for one in partners),
        posts=posts, posts_said=sum(one.gladly != "0" for one in posts),
        name=masked(found.name), code=row.code, skills=skills, held=[one for one in skills if one.held],
        papers="、".join(one.name for one in skills if one.held),
        languages=list(found.languages), spoken=spoken(found.languages), slots=slots_of(found.windows),
        away=[_away(one, today) for one in found.away if one.last_on >= today],
        wish=f"{row.wish_hours:g}", cap="" if row.cap_hours is None else f"{row.cap_hours:g}",
        limits=list(found.limits), born_on=row.born_on.isoformat() if row.born_on else "",
        linked=row.person_id is not None, paused=row.paused_from is not None and (row.paused_until or today) >= today,
        paused_from=_day(row.paused_from, today), paused_until=_day(row.paused_until, today),
        left=row.left_at is not None,
        hours=f"{found.hours_now:g}",
    )  # fmt: skip


def spoken(codes: Iterable[str]) -> Both:
    """The names of languages in one line."""
    names = [LANGUAGES[code] for code in codes if code in LANGUAGES]
    return Both("、".join(names), ", ".join(translate(name, "en") for name in names))


def slots_of(windows: tuple[Availability, ...]) -> list[str]:
    """The fields of the grid of which somebody offered at least half: spans need not have been set with this grid."""
    return [
        f"{weekday}-{name}"
        for weekday in range(7)
        for name, (since, until) in SLOTS.items()
        if 2 * sum(_shared(one, since, until) for one in windows if one.weekday == weekday)
        >= _shared(None, since, until)
    ]


def _shared(one: Availability | None, since: time, until: time) -> int:
    """Minutes that a span has of a field of the grid; None: all of them."""
    first, last = _minutes(since), _minutes(until)
    if one is not None:
        first, last = max(first, _minutes(one.since)), min(last, _minutes(one.until) or 24 * 60)
    return max(0, last - first)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def windows_of(slots: set[str]) -> list[WindowForm]:
    """The fields of the grid as spans; those that touch are one."""
    found: list[WindowForm] = []
    for weekday in range(7):
        for name, (since, until) in SLOTS.items():
            if f"{weekday}-{name}" not in slots:
                continue
            if found and found[-1].weekday == weekday and found[-1].until == since:
                found[-1] = WindowForm(weekday=weekday, since=found[-1].since, until=until)
            else:
                found.append(WindowForm(weekday=weekday, since=since, until=until))
    return found


def _away(one: AwayDays, today: date) -> AwayRow:
    return AwayRow(str(one.id), _day(one.first_on, today), _day(one.last_on, today), one.first_on == one.last_on)


def _day(day: date | None, today: date) -> Both:
    return both(day_words(day, today)) if day else Both()


def _paper(code: str, name: str, proof: bool, one: VolunteerSkill | None, today: date) -> PaperRow:
    if one is None:
        return PaperRow(code, name, proof=proof)
    until = one.valid_until
    return PaperRow(
        code, name, True, proof, one.proof_seen_at is not None, one.number or "", until.isoformat() if until else "",
        until is not None and until < today,
    )  # fmt: skip
