"""Accounts that residents sign in to with their pass."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from app.accounts.models import Account, Grant
from app.accounts.service import actor_of
from app.accounts.service.people import account_in_reach, accounts_of, disable, managed_grant
from app.accounts.service.sessions import session_of
from app.accounts.service.sign_in import Visitor
from app.health.service.sign_in import account_for, sign_in
from app.offline.devices import ask_wipe
from app.offline.models import Device
from app.passes.service import clear_pin, issue_pass, own_pass, reissue_pass, set_pin
from app.shared.errors import DomainError, NotFound
from app.visits.service.phones import phones
from tests.cast import Cast
from tests.conftest import NOW


def test_no_list_of_staff_has_them_and_nobody_manages_them(session: Session, cast: Cast) -> None:
    admin = actor_of(session, cast.admin.id, NOW)
    before = {one.id for one in accounts_of(session, admin)}
    theirs = account_for(session, cast.lin_apo.id, NOW)
    phone = Device(account_id=theirs, device_id="phone-of-lin-0001", first_seen_at=NOW, last_seen_at=NOW)
    session.add(phone)
    session.flush()
    assert {one.id for one in accounts_of(session, admin)} == before
    assert theirs not in {one.id for one in accounts_of(session, actor_of(session, cast.supervisor.id, NOW))}
    assert "林阿婆" not in [one.owner for one in phones(session, admin, cast.hupan.id)]
    grant = session.exec(select(Grant).where(Grant.account_id == theirs)).one()
    for work in (
        lambda: account_in_reach(session, admin, theirs),
        lambda: disable(session, admin, theirs, NOW),
        lambda: managed_grant(session, admin, grant.id),
        lambda: ask_wipe(session, admin, phone.id, NOW),
    ):
        with pytest.raises(NotFound):
            work()
    assert session.get_one(Account, theirs).disabled_at is None


@pytest.mark.parametrize("end", ["clear", "change", "reissue"])
def test_whoever_came_in_with_it_is_out_when_pass_or_pin_ends(session: Session, cast: Cast, end: str) -> None:
    admin = actor_of(session, cast.admin.id, NOW)
    issued = issue_pass(session, admin, cast.lin_apo.id, NOW)
    set_pin(session, issued.token, "hash", None, NOW)
    entry = sign_in(session, own_pass(session, issued.token), Visitor("10.0.0.1"), NOW)
    other = sign_in(
        session, own_pass(session, issue_pass(session, admin, cast.chen_da.id, NOW).token), Visitor(""), NOW
    )
    assert _still(session, entry.token) and _still(session, other.token)
    if end == "clear":
        clear_pin(session, admin, issued.id, NOW)
    elif end == "change":
        set_pin(session, issued.token, "another", cast.lin_apo.id, NOW)
    else:
        reissue_pass(session, admin, cast.lin_apo.id, "丢了", NOW)
    assert not _still(session, entry.token)
    assert _still(session, other.token), "nobody else is"


def _still(session: Session, token: str) -> bool:
    try:
        session_of(session, token, NOW)
    except DomainError:
        return False
    return True
