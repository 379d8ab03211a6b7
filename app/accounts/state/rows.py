"""What the admin's screen shows: small rows, made from what `who` may see."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import qrcode
from qrcode.image.svg import SvgPathImage
from sqlmodel import Session

from app.accounts import places
from app.accounts.models import Account, Grant, Invitation
from app.accounts.rules import Actor, Permission, holds
from app.accounts.rules.people import Place, manages, manages_account
from app.accounts.service import identities, invitations, people
from app.shared.clock import local_time


@dataclass
class AccountRow:
    """Somebody in the list."""

    id: str = ""
    login: str = ""
    name: str = ""
    roles: list[str] = field(default_factory=list)
    disabled: bool = False


@dataclass
class GrantRow:
    """A role somebody holds now."""

    id: str = ""
    role: str = ""
    place: str = ""
    until: str = ""
    stand_in: bool = False


@dataclass
class Choice:
    """An option of a select, or a named thing with a button beside it."""

    value: str = ""
    name: str = ""
    chosen: bool = False


@dataclass
class InvitationRow:
    """An invitation that can still be used."""

    id: str = ""
    name: str = ""
    role: str = ""
    place: str = ""
    expires: str = ""


@dataclass
class Detail:
    """The account that is open."""

    id: str = ""
    login: str = ""
    name: str = ""
    disabled: bool = False
    mine: bool = False
    managed: bool = False
    leader: str = ""  # the grant that has doors
    grants: list[GrantRow] = field(default_factory=list)
    identities: list[Choice] = field(default_factory=list)


@dataclass
class Link:
    """A one-time link to hand over. `qr` is an image address."""

    url: str = ""
    qr: str = ""
    expires: str = ""
    name: str = ""


@dataclass
class Overview:
    """The whole screen."""

    people: list[AccountRow] = field(default_factory=list)
    invitations: list[InvitationRow] = field(default_factory=list)
    strangers: list[Choice] = field(default_factory=list)
    places: list[Choice] = field(default_factory=list)


def overview(session: Session, who: Actor, now: datetime) -> Overview:
    """Everything `who` manages; empty for who manages nothing."""
    names = Names(session)
    accounts = people.accounts_of(session, who)
    held: dict[UUID, list[Grant]] = {account.id: [] for account in accounts}
    for grant in people.grants_of(session, held):
        if holds(grant, now) and manages(who, Place(grant.community_id, grant.grid_id)):
            held[grant.account_id].append(grant)
    return Overview(
        [_account(account, held[account.id]) for account in _as_known(accounts, held)],
        [_invitation(row, names) for row in invitations.open_invitations(session, who, now)],
        [Choice(str(row.id), row.shown_name or row.subject) for row in identities.unlinked(session, who)],
        names.options(who),
    )


_FIRST = ("admin", "cadre", "supervisor", "auditor", "clinician", "neighbour_leader", "volunteer", "resident")


def _as_known(accounts: list[Account], held: dict[UUID, list[Grant]]) -> list[Account]:
    """Colleagues before neighbours, then by name as one says it."""
    from pypinyin import lazy_pinyin  # takes a tenth of a second to load, and only admins see this list

    def place(account: Account) -> tuple[int, list[str], str]:
        ranks = [_FIRST.index(grant.role) for grant in held[account.id]]
        return min(ranks, default=len(_FIRST)), lazy_pinyin(account.name), account.login

    return sorted(accounts, key=place)


def detail(session: Session, who: Actor, account_id: UUID, now: datetime) -> Detail:
    """One account. Raises `NotFound`."""
    account, names = people.account_in_reach(session, who, account_id), Names(session)
    grants = people.grants_of(session, [account.id])
    seen = [g for g in grants if holds(g, now) and manages(who, Place(g.community_id, g.grid_id))]
    managed = manages_account(who, [Place(g.community_id, g.grid_id) for g in grants])
    linked = identities.identities_of(session, who, account.id) if managed else []
    leader = next((str(grant.id) for grant in seen if grant.role == "neighbour_leader"), "")
    return Detail(
        str(account.id), account.login, account.name, account.disabled_at is not None, account.id == who.account_id,
        managed, leader, [_grant(grant, names) for grant in seen],
        [Choice(str(row.id), row.shown_name or row.subject) for row in linked],
    )  # fmt: skip


def link(url: str, row: Invitation) -> Link:
    """A link with its QR code as an SVG."""
    drawn = io.BytesIO()
    qrcode.make(url, image_factory=SvgPathImage, box_size=10, border=2).save(drawn)
    return Link(
        url,
        "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode(),
        local_time(row.expires_at),
        row.name,
    )


def place_of(text: str) -> Place:
    """The place behind the value of an option: `community`, `community|grid`, or empty for everywhere."""
    from app.shared.asked import uuid_of

    community, _, grid = text.partition("|")
    return Place(uuid_of(community) if community else None, uuid_of(grid) if grid else None)


class Names:
    """The names of communities and grids."""

    def __init__(self, session: Session) -> None:
        self.communities = places.communities(session)
        self.grids = places.grids(session, [one.id for one in self.communities])
        self._names = {one.id: one.name for one in (*self.communities, *self.grids)}

    def of(self, community_id: UUID | None, grid_id: UUID | None) -> str:
        """`湖畔社区 · 第一网格`; empty for everywhere."""
        return " · ".join(self._names.get(id_, "?") for id_ in (community_id, grid_id) if id_)

    def options(self, who: Actor) -> list[Choice]:
        """The places `who` may give roles in: whole communities, then their grids."""
        return list(self._options(who)) if who.may_somewhere(Permission.ACCOUNT_MANAGE) else []

    def _options(self, who: Actor) -> Iterable[Choice]:
        for community in self.communities:
            if manages(who, Place(community.id)):
                yield Choice(str(community.id), community.name)
            for grid in self.grids:
                if grid.within == community.id and manages(who, Place(community.id, grid.id)):
                    yield Choice(f"{community.id}|{grid.id}", f"{community.name} · {grid.name}")


def _account(account: Account, grants: list[Grant]) -> AccountRow:
    roles = list(dict.fromkeys(grant.role.value for grant in grants))
    return AccountRow(str(account.id), account.login, account.name, roles, account.disabled_at is not None)


def _grant(grant: Grant, names: Names) -> GrantRow:
    where = names.of(grant.community_id, grant.grid_id)
    return GrantRow(str(grant.id), grant.role.value, where, local_time(grant.until), grant.stand_in)


def _invitation(row: Invitation, names: Names) -> InvitationRow:
    role = row.role.value if row.role else ""
    where = names.of(row.community_id, row.grid_id)
    return InvitationRow(str(row.id), row.name, role, where, local_time(row.expires_at))
