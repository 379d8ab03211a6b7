"""The whole demo: the community itself, then what each feature adds to it; and `linju demo`.

A feature that has a past to invent puts one line into `_histories`.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session, select

from app.accounts.models import Account
from app.events.demo import add_events
from app.feedback.demo import add_notes
from app.health.demo import add_health
from app.households.demo import DemoResult, seed_demo
from app.households.demo.seed import Progress
from app.households.models import Community
from app.lounge.demo import add_hours
from app.serve import sign_ins
from app.serve.home import prepare_home
from app.serve.migrations import upgrade
from app.shared.db import reading, transaction
from app.shared.settings import Settings, settings
from app.visits.demo import add_visits
from app.volunteers.demo import add_volunteers

History = Callable[[Session, DemoResult, Progress], None]


def _histories() -> list[History]:
    return [add_visits, add_notes, add_events, add_hours, add_volunteers, add_health]


def write_demo(session: Session, progress: Progress | None = None, *, beside: bool = False) -> DemoResult:
    """Write everything. Flushes, does not commit. Raises `Refused` when there is a community already."""
    tell = progress or (lambda what, share: None)
    result = seed_demo(session, tell, beside=beside)
    for add_history in _histories():
        add_history(session, result, tell)
    return result


def write_demo_when_empty(found: Settings, say: Callable[[str], None]) -> None:
    """The first start of `make run`: when nobody and nothing is there yet."""
    with reading() as session:
        if session.exec(select(Community.id)).first() or session.exec(select(Account.id)).first():
            return
    say("正在写入演示社区 · Writing the demo community…")
    with transaction() as session:
        result = write_demo(session)
    sign_ins.remember(found.home, result.sign_ins)


def run_demo(beside: bool) -> None:
    """`linju demo`: fill an empty database with a community of invented people and print the sign-ins."""
    found = settings()
    prepare_home(found.home)
    upgrade()
    with transaction() as session:
        result = write_demo(session, lambda what, share: print(f"  {share:4.0%} {what}", flush=True), beside=beside)
    sign_ins.remember(found.home, result.sign_ins)
    print(f"榕湾社区: {result.households} 户, {result.people} 人, 重点人群 {result.key_people} 人。全部是虚构的。")
    print(sign_ins.table(result.sign_ins))
