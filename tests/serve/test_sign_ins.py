"""The demo's sign-ins are printed as long as they work, and not a day longer."""

import stat
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlmodel import Session

from app.accounts.service import actor_of
from app.households.demo import SignIn
from app.passes.service import issue_pass
from app.serve import sign_ins
from app.shared.clock import now
from tests.cast import Cast

CADRE = SignIn("cadre", "geheim", "社区工作者", "张姐")
ADMIN = SignIn("admin", "geheim", "管理员", "管理员")


@pytest.fixture
def demo(cast: Cast, session: Session, tmp_path: Path) -> Cast:
    cast.cadre.password_hash = cast.admin.password_hash = PasswordHasher(1, 8, 1).hash("geheim")
    session.flush()
    sign_ins.remember(tmp_path, [CADRE, ADMIN])
    return cast


def test_both_are_printed_while_they_work(demo: Cast, session: Session, tmp_path: Path) -> None:
    assert sign_ins.working_sign_ins(session, tmp_path) == [CADRE, ADMIN]


def test_one_with_another_password_is_not_printed(demo: Cast, session: Session, tmp_path: Path) -> None:
    demo.admin.password_hash = PasswordHasher(1, 8, 1).hash("something else")
    session.flush()
    assert sign_ins.working_sign_ins(session, tmp_path) == [CADRE]


@pytest.mark.parametrize("change", [{"password_hash": None}, {"password_hash": "torn"}, {"disabled_at": now()}])
def test_a_closed_account_is_not_printed(demo: Cast, session: Session, tmp_path: Path, change: dict) -> None:
    for name, value in change.items():
        setattr(demo.cadre, name, value)
    session.flush()
    assert sign_ins.working_sign_ins(session, tmp_path) == [ADMIN]


def test_a_pass_is_printed_while_it_opens_with_that_pin(demo: Cast, session: Session, tmp_path: Path) -> None:
    row = issue_pass(session, actor_of(session, demo.admin.id, now()), demo.lin_apo.id, now())
    theirs = SignIn(row.short_code, "802615", "居民", "林阿婆")
    sign_ins.remember(tmp_path, [CADRE, theirs])
    assert sign_ins.working_sign_ins(session, tmp_path) == [CADRE]
    row.pin_hash = PasswordHasher(1, 8, 1).hash("802615")
    session.flush()
    assert sign_ins.working_sign_ins(session, tmp_path) == [CADRE, theirs]
    row.revoked_at = now()
    session.flush()
    assert sign_ins.working_sign_ins(session, tmp_path) == [CADRE]


def test_without_a_demo_there_is_nothing(cast: Cast, session: Session, tmp_path: Path) -> None:
    assert sign_ins.working_sign_ins(session, tmp_path) == []
    (tmp_path / sign_ins.FILE).write_text("torn")
    assert sign_ins.working_sign_ins(session, tmp_path) == []


def test_the_file_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    sign_ins.remember(tmp_path, [CADRE])
    assert stat.S_IMODE((tmp_path / sign_ins.FILE).stat().st_mode) == 0o600


def test_the_table_names_password_and_role() -> None:
    assert sign_ins.table([CADRE, ADMIN]).splitlines() == [
        "  cadre  geheim  社区工作者 张姐",
        "  admin  geheim  管理员 管理员",
    ]
