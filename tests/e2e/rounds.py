"""Helpers for the tests of the round, the card and the visit form."""

from __future__ import annotations

from sqlmodel import Session, select

from app.households.models import Community, Household
from app.shared.clock import local_day, now
from app.visits.models import Visit
from app.visits.service import recompute

DOOR = "[data-testid=door]"


def make_due(server) -> None:
    """Everybody has been known for a year and was never met: all of the cast's doors are overdue."""
    from datetime import timedelta

    with Session(server.engine) as session, session.begin():
        for home in session.exec(select(Household)):
            home.created_at = now() - timedelta(days=400)
        for community in session.exec(select(Community)).all():
            recompute(session, community.id, None, local_day(now()))


def visits(server) -> list[Visit]:
    """What the server has."""
    with Session(server.engine) as session:
        return list(session.exec(select(Visit)))


def until(page, condition: str) -> None:
    """Wait in the page until a JavaScript condition holds. (`wait_for_function` needs eval, which our CSP refuses.)"""
    page.evaluate(
        f"() => new Promise(done => {{ const look = () => ({condition}) ? done() : setTimeout(look, 30); look() }})"
    )


def open_round(server, page, login: str = "cadre") -> None:
    """Sign in and wait until the whole round lies on the phone."""
    server.sign_in(page.context, login)
    page.goto(server.url + "/round")
    page.locator(DOOR).first.wait_for()
    until(page, "globalThis.linju?.value?.('kept')?.includes('cards') && linju.value('view:words')")


def go_offline_cold(server, page) -> None:
    """Until the worker has everything; then without network, as after a restart of the phone."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(
        "navigator.serviceWorker.controller !== null || navigator.serviceWorker.ready.then(r => !!r.active)"
    )
    page.context.set_offline(True)
    page.goto(server.url + "/round")
    page.locator(DOOR).first.wait_for()
