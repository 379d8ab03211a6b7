"""`/admin/people`: accounts, roles and scopes, invitations, people of the identity provider."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts import places
from app.accounts.models import Invitation, Role
from app.accounts.rules import Actor, Permission
from app.accounts.service import identities, invitations, people
from app.accounts.session import who_is
from app.accounts.state.rows import Choice, Detail, Link, Overview, detail, link, overview, place_of
from app.shared.asked import uuid_of, words_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import NotFound, Refused
from app.shared.handlers import say, shows_refusals


class PeopleState(rx.State):
    """What an admin sees and does. Everything is asked again of the services, as the person behind the cookie."""

    all: Overview = Overview()
    one: Detail = Detail()
    given: Link = Link()
    buildings: rx.Field[list[Choice]] = rx.field(default_factory=list)
    doors: rx.Field[list[Choice]] = rx.field(default_factory=list)
    building: str = ""
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The list."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.ACCOUNT_MANAGE)
        self.all = await read(overview, who, now())
        self.one, self.given, self.doors = Detail(), Link(), []
        self.ready = True

    @rx.event
    @shows_refusals
    async def show(self, account_id: str) -> None:
        """Open one account."""
        who = await who_is(self)
        self.one = await read(detail, who, uuid_of(account_id), now())
        self.given, self.doors, self.building = Link(), [], ""
        self.buildings = await read(_buildings, who, self.one.leader)

    @rx.event
    def close(self) -> None:
        """Back to the list. Shows nothing new, so it asks nobody."""
        self.one, self.given, self.doors = Detail(), Link(), []

    @rx.event
    @shows_refusals
    async def disable(self, account_id: str) -> Any:
        """Nobody signs in to this account any more."""
        await run(people.disable, await who_is(self), uuid_of(account_id), now())
        return [_self().load, say("账号已停用，所有设备已退出登录。")]

    @rx.event
    @shows_refusals
    async def enable(self, account_id: str) -> Any:
        """Undo it."""
        await run(people.enable, await who_is(self), uuid_of(account_id))
        return [_self().load, say("账号已恢复。")]

    @rx.event
    @shows_refusals
    async def sign_out(self, account_id: str) -> Any:
        """End every session of somebody, e.g. after a lost phone."""
        await run(people.sign_out_everywhere, await who_is(self), uuid_of(account_id), now())
        return say("这个人的所有设备都已退出登录。")

    @rx.event
    @shows_refusals
    async def give_role(self, form: dict[str, Any]) -> Any:
        """Give a role in a place."""
        who, account, place = await who_is(self), words_of(form, "account"), place_of(words_of(form, "place"))
        await run(people.grant_role, who, uuid_of(account), _role(form), place)
        return [_self().show(account), say("角色已加上。")]

    @rx.event
    @shows_refusals
    async def take_role(self, account_id: str, grant_id: str) -> Any:
        """Take a role away."""
        await run(people.end_grant, await who_is(self), uuid_of(grant_id), now())
        return [_self().show(account_id), say("角色已取消。")]

    @rx.event
    @shows_refusals
    async def offer_password(self, account_id: str) -> None:
        """A link with which somebody chooses a new password."""
        row, token = await run(invitations.offer_new_password, await who_is(self), uuid_of(account_id), now())
        self.given = _handed(self, row, token)

    @rx.event
    @shows_refusals
    async def invite(self, form: dict[str, Any]) -> None:
        """A link with which a new person makes an account."""
        who, place, name = await who_is(self), place_of(words_of(form, "place")), words_of(form, "name")
        row, token = await run(invitations.invite, who, name, _role(form), place, _days(form), now())
        self.all = await read(overview, who, now())
        self.given = _handed(self, row, token)

    @rx.event
    @shows_refusals
    async def take_invitation_back(self, invitation_id: str) -> Any:
        """Make a link useless."""
        await run(invitations.revoke_invitation, await who_is(self), uuid_of(invitation_id), now())
        return [_self().load, say("邀请已收回。")]

    @rx.event
    @shows_refusals
    async def link_identity(self, form: dict[str, Any]) -> Any:
        """Say whose account a person of the provider signs in to."""
        who, account = await who_is(self), words_of(form, "account")
        await run(identities.link, who, uuid_of(words_of(form, "identity")), uuid_of(account))
        return [_self().load, say("已连上。这个人下次可以用统一身份登录。")]

    @rx.event
    @shows_refusals
    async def unlink_identity(self, account_id: str, identity_id: str) -> Any:
        """Undo it."""
        await run(identities.unlink, await who_is(self), uuid_of(identity_id))
        return [_self().show(account_id), say("已断开。")]

    @rx.event
    @shows_refusals
    async def choose_building(self, grant_id: str, building_id: str) -> None:
        """Show the doors of a building, with those of a neighbour leader marked."""
        self.building = building_id if isinstance(building_id, str) else ""
        self.doors = await read(_doors, await who_is(self), uuid_of(grant_id), uuid_of(building_id))

    @rx.event
    @shows_refusals
    async def toggle_door(self, grant_id: str, door_id: str) -> None:
        """Give a door to a neighbour leader, or take it."""
        who, grant = await who_is(self), uuid_of(grant_id)
        await run(_toggle, who, grant, uuid_of(door_id))
        self.doors = await read(_doors, who, grant, uuid_of(self.building))


def _self() -> Any:
    return PeopleState  # as a class its attributes are handlers, which its annotations do not say


def _role(form: Any) -> Role:
    try:
        return Role(words_of(form, "role"))
    except ValueError:
        raise Refused("bad_role", "请选择角色。", field="role") from None


def _days(form: Any) -> int:
    text = words_of(form, "days")
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _handed(state: Any, row: Invitation, token: str) -> Link:
    """The link as the admin's own browser reaches us: that is the address the invited phone can open too."""
    return link(f"{state.router.url.origin}/invite#{token}", row)


def _leader_grant(session: Session, who: Actor, grant_id: UUID) -> Any:
    grant = people.managed_grant(session, who, grant_id)
    if grant.community_id is None:
        raise NotFound("no_grant", "没有这个角色。")
    return grant


def _buildings(session: Session, who: Actor, grant_id: str) -> list[Choice]:
    if not grant_id:
        return []
    community = _leader_grant(session, who, uuid_of(grant_id)).community_id
    return [Choice(str(one.id), one.name) for one in places.buildings(session, community)]


def _doors(session: Session, who: Actor, grant_id: UUID, building_id: UUID) -> list[Choice]:
    grant = _leader_grant(session, who, grant_id)
    if building_id not in {one.id for one in places.buildings(session, grant.community_id)}:
        raise NotFound("no_building", "没有这栋楼。")
    led = people.doors_of(session, [grant.id])[grant.id]
    return [Choice(str(one.id), one.name, one.id in led) for one in places.doors_of_building(session, building_id)]


def _toggle(session: Session, who: Actor, grant_id: UUID, door_id: UUID) -> None:
    led = people.doors_of(session, [people.managed_grant(session, who, grant_id).id])[grant_id]
    people.give_doors(session, who, grant_id, led ^ {door_id})
