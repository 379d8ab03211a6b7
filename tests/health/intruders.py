"""林阿婆 with readings that nobody else has, and everybody who must not see them (or who may, to compare with)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.accounts.models import Account, Grant, Role
from app.accounts.rules import Actor
from app.accounts.service.people import actor_of
from app.accounts.service.sessions import end_session, session_of, start_session
from app.health.fhir.tokens import digest as digest_of_token
from app.health.models import (
    Consent,
    ConsentKind,
    HealthClient,
    HealthToken,
    MarkKind,
    Measure,
    Origin,
    Reading,
    ShareGrant,
    ShareKind,
    Sitting,
)
from app.health.rules.consent import version_of
from app.health.rules.reading import Taken, to_json
from app.health.rules.sharing import digest
from app.health.service import keys
from app.health.service.consent import give
from app.health.service.marks import add_mark
from app.health.service.sign_in import account_for
from app.health.service.whose import owner_of
from app.households.models import Household, Person
from app.offline.devices import ask_wipe, note_contact
from app.passes.service.devices import token_hash
from app.shared.clock import local_day
from app.shared.ids import new_id
from tests.cast import NAMES, Cast

DAY = timedelta(days=1)
LOST = "phone-0077"  # what the wiped phone calls itself
# What nobody but the owner, and whom they let, may ever see: numbers by themselves, a device and a mark.
BP, GLUCOSE, MARK, DEVICE = "blood pressure", "glucose", "mark", "device"
MARKS = {
    BP: re.compile(r"(?<![\w.\-])(?:213|119)(?![\w\-])", re.ASCII),
    GLUCOSE: re.compile(r"(?<![\w.\-])19\.7(?![\w\-])", re.ASCII),
    MARK: re.compile("紫菀|\\\\u7d2b\\\\u83c0"),
    DEVICE: re.compile("ZQ8371"),
}
BAND = re.compile("bp_grade3|血压很高|glucose_very_high|血糖很高")


def seen(text: str) -> set[str]:
    """Which of them are in a text."""
    return {name for name, mark in MARKS.items() if mark.search(text)}


@dataclass(frozen=True)
class Visitor:
    """Somebody at the door, with what they carry."""

    name: str
    cookie: str = ""
    bearer: str = ""

    @property
    def headers(self) -> dict[str, str]:
        found = {"cookie": self.cookie, "authorization": f"Bearer {self.bearer}" if self.bearer else ""}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class Ids:
    """What a call may point at: of 林阿婆, or of nobody (`invented`)."""

    person: str
    pressure: str
    glucose: str
    mark: str
    share: str
    task: str
    client: str
    check: str
    links: tuple[str, ...] = ()  # that open nothing any more

    def all(self) -> Iterator[str]:
        for value in vars(self).values():
            yield from value if isinstance(value, tuple) else (value,)


def invented(ids: Ids) -> Ids:
    """As many ids of nothing."""
    names = [name for name, value in vars(ids).items() if isinstance(value, str)]
    links = tuple(f"invented{at}".ljust(32, "x") for at, _ in enumerate(ids.links))
    return replace(ids, links=links, **{name: str(new_id()) for name in names})


class Planting:
    """Writes it all into the session of a world whose 居民小郑 is 林阿婆's account."""

    def __init__(self, session: Session, cast: Cast, moment: datetime) -> None:
        self.session, self.cast, self.moment = session, cast, moment
        self.victim, self.visitors, self.check = cast.lin_apo, list[Visitor](), new_id()
        self.open_link = "open-link".ljust(32, "o")

    def plant(self, given: dict[str, str]) -> Ids:
        """`given`: what the world has of 林阿婆 already."""
        who = actor_of(self.session, self.cast.resident.id, self.moment)
        pressure = self._reading(Measure.BP, systolic=213, diastolic=119)
        glucose = self._reading(Measure.GLUCOSE, glucose=19.7)
        day = local_day(self.moment)
        mark = str(add_mark(self.session, who, MarkKind.MEDICATION, day, "紫菀片一天两次", self.moment).id)
        self._residents()
        self._clinicians()
        self._sitters()
        self._clients()
        links = tuple(self._link(name, **more) for name, more in (
            ("over", {"until": self.moment - DAY}), ("back", {"revoked_at": self.moment}),
        ))  # fmt: skip
        self._link("open-link")
        gone = start_session(self.session, self.cast.resident.id, "old phone", "", self.moment)
        end_session(self.session, gone, self.moment)
        self.visitors.append(Visitor("signed out phone of the owner", f"linju={gone}"))
        self._wiped_phone(who)
        self._disabled()
        return Ids(
            str(self.victim.id), pressure, glucose, mark, given["share"], given["follow-up"], given["client"],
            str(self.check), links,
        )  # fmt: skip

    def _reading(self, measure: Measure, **values: float) -> str:
        who = owner_of(self.session, actor_of(self.session, self.cast.resident.id, self.moment))
        sealed = keys.seal(self.session, who.person_id, to_json(Taken(values, device="ZQ8371", context="")))
        row = Reading(
            community_id=who.community_id, person_id=who.person_id, measure=measure, check_id=self.check,
            taken_at=self.moment, origin=Origin.HOME, sealed=sealed, created_at=self.moment,
        )  # fmt: skip
        self.session.add(row)
        self.session.flush()
        return str(row.id)

    def _residents(self) -> None:
        """Whoever came in with a pass of their own: at home with her, next door, and family that may or might."""
        cast = self.cast
        self._resident("neighbour", cast.chen_da)
        self._resident("far resident", cast.far_person)
        self._resident("same home", self._person(cast.lin_home, "林同住", date(1970, 1, 1)))
        self._resident("child at home", self._person(cast.lin_home, "林小小", date(2016, 5, 1)))
        self._guardian()
        for name, more in GRANTS.items():
            account = self._resident(f"family{name}", self._person(cast.chen_home, f"陈亲{name}", date(1975, 1, 1)))
            self._share(ShareKind.FAMILY, account_id=account, **more(self.moment))

    def _wiped_phone(self, who: Actor) -> None:
        """A phone that she lost and had wiped, which keeps its cookie and its id."""
        token = start_session(self.session, who.account_id, "lost phone", "", self.moment)
        signed_in = session_of(self.session, token, self.moment)
        device = note_contact(self.session, who, LOST, signed_in.id, None, self.moment)
        ask_wipe(self.session, who, device.id, self.moment)
        self.visitors.append(Visitor("wiped phone of the owner", f"linju={token}"))

    def _disabled(self) -> None:
        """Whose accounts were disabled while she let them see it; their sessions are still there."""
        family = self._resident("family disabled", self._person(self.cast.chen_home, "陈停用", date(1975, 1, 1)))
        self._share(ShareKind.FAMILY, account_id=family)
        doctor = self._staff("clinician disabled", Grant(role=Role.CLINICIAN, community_id=self.cast.hupan.id))
        self._share(ShareKind.CLINICIAN, account_id=doctor)
        for account in (family, doctor):
            self.session.get_one(Account, account).disabled_at = self.moment
        self.session.flush()

    def _guardian(self) -> None:
        """Who agreed for her while she was a child, long ago."""
        person = self._person(self.cast.lin_home, "林监护", date(1930, 1, 1))
        self._resident("outgrown guardian", person)
        then = self.moment - 365 * DAY
        row = {"kind": ConsentKind.KEEP, "version": version_of(ConsentKind.KEEP), "created_at": then}
        here = {"community_id": self.victim.community_id, "person_id": self.victim.id, "given_by": person.id}
        self.session.add(Consent(withdrawn_at=then, **here, **row))
        self.session.flush()

    def _clinicians(self) -> None:
        for name, more in GRANTS.items():
            account = self._staff(f"clinician{name}", Grant(role=Role.CLINICIAN, community_id=self.cast.hupan.id))
            self._share(ShareKind.CLINICIAN, account_id=account, **more(self.moment))
        ended = Grant(role=Role.CLINICIAN, community_id=self.cast.hupan.id, until=self.moment - DAY)
        away = Grant(role=Role.CLINICIAN, community_id=self.cast.shanjiao.id)
        for name, role in (("clinician no more", ended), ("clinician elsewhere", away)):
            self._share(ShareKind.CLINICIAN, account_id=self._staff(name, role))
        self._staff("clinician without", Grant(role=Role.CLINICIAN, community_id=self.cast.hupan.id))
        self._staff("second admin", Grant(role=Role.ADMIN, community_id=self.cast.hupan.id))

    def _sitters(self) -> None:
        """At the tablet: she got up, she left it alone, and somebody else sits there."""
        ended, idle = {"ended_at": self.moment}, {"seen_at": self.moment - DAY / 2}
        people: tuple[Any, ...] = (
            ("got up", self.victim, ended),
            ("left alone", self.victim, idle),
            ("sits", self.cast.chen_da, {}),
        )
        for name, person, more in people:
            token = f"sitting-{name}".replace(" ", "-")
            row = {"created_at": self.moment - timedelta(minutes=1), "seen_at": self.moment} | more
            here = {"community_id": person.community_id, "person_id": person.id, "token_hash": token_hash(token)}
            self.session.add(Sitting(**here, **row))
            self.visitors.append(Visitor(name, f"linju-sitting={token}"))

    def _clients(self) -> None:
        here, there, now = self.cast.hupan.id, self.cast.shanjiao.id, self.moment
        for name, more in GRANTS.items():
            self._share(ShareKind.CLIENT, client_id=self._client(f"client{name}", here), **more(now))
        self._client("client without", here)
        for name, place, row, token in (
            ("client disabled", here, {"disabled_at": now}, {}),
            ("client elsewhere", there, {}, {}),
            ("client token over", here, {}, {"expires_at": now - DAY}),
            ("client token back", here, {}, {"revoked_at": now}),
            ("client other scope", here, {}, {"scope": "system/Patient.rs"}),
        ):
            self._share(ShareKind.CLIENT, client_id=self._client(name, place, row, token))

    def _client(
        self, name: str, place: UUID, row: dict[str, Any] | None = None, token: dict[str, Any] | None = None
    ) -> UUID:
        made = HealthClient(community_id=place, client_id=f"c-{new_id()}", name=name, secret_hash="x", **row or {})
        self.session.add(made)
        self.session.flush()
        bearer = f"token of {name}".replace(" ", "-")
        usual = {"scope": "system/Observation.rs", "expires_at": self.moment + DAY}
        self.session.add(HealthToken(client_id=made.id, token_hash=digest_of_token(bearer), **usual | (token or {})))
        self.visitors.append(Visitor(name, bearer=bearer))
        return made.id

    def _link(self, name: str, **more: datetime) -> str:
        token = name.ljust(32, "o")
        self._share(ShareKind.LINK, token_hash=digest(token), **more)
        return token

    def _share(self, kind: ShareKind, **more: object) -> None:
        terms = {"until": self.moment + 7 * DAY, "measures": [one.value for one in Measure]} | more
        row = ShareGrant(community_id=self.cast.hupan.id, person_id=self.victim.id, kind=kind, **terms)
        self.session.add(row)
        self.session.flush()

    def _person(self, home: Household, name: str, born_on: date) -> Person:
        made = Person(community_id=home.community_id, household_id=home.id, name=name, born_on=born_on)
        self.session.add(made)
        self.session.flush()
        return made

    def _resident(self, name: str, person: Person) -> UUID:
        account = account_for(self.session, person.id, self.moment)
        who: Actor = actor_of(self.session, account, self.moment)
        if name != "child at home":
            give(self.session, owner_of(self.session, who), ConsentKind.KEEP, version_of(ConsentKind.KEEP), self.moment)
        self._signed_in(name, account)
        return account

    def _staff(self, name: str, grant: Grant) -> UUID:
        account = Account(login=name.replace(" ", "-"), name=name)
        self.session.add(account)
        self.session.flush()
        grant.account_id = account.id
        self.session.add(grant)
        self.session.flush()
        self._signed_in(name, account.id)
        return account.id

    def _signed_in(self, name: str, account: UUID) -> None:
        self.visitors.append(Visitor(name, f"linju={start_session(self.session, account, 'phone', '', self.moment)}"))


# In force; until yesterday; taken back.
GRANTS = {
    " with": lambda now: {},
    " over": lambda now: {"until": now - DAY},
    " back": lambda now: {"revoked_at": now},
}


def of_the_cast(tokens: dict[str, str]) -> list[Visitor]:
    """Nobody, and everybody of the cast by login. `resident` is the owner, `clinician` may see the blood pressure."""
    return [Visitor("nobody"), *(Visitor(login, f"linju={tokens[login]}") for login in NAMES)]
