"""The HTTP routes beside the screens: sign-in, the API, health checks. One include line per feature."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from app.accounts import api as accounts
from app.directory import views as _directory  # noqa: F401  (registers the view "people")
from app.events import api as events
from app.events import views as _events  # noqa: F401  (registers the view "door")
from app.events import wall
from app.events.door import routes as door
from app.events.poster import routes as poster
from app.feedback import api as feedback
from app.health import api as classify
from app.health import counting
from app.health import routes as health
from app.health import views as _health  # noqa: F401  (registers the view "health" and its command)
from app.health.fhir import routes as fhir
from app.health.paper import routes as health_paper
from app.health.share import routes as share
from app.households import api as roster
from app.offline import api as offline
from app.passes.card import routes as passes
from app.serve import probes, trust
from app.shared.http import install
from app.visits import api as visits
from app.visits import views as _visits  # noqa: F401  (registers its commands and views)
from app.volunteers import routes as volunteers
from app.volunteers.record import routes as hours


def make_web() -> FastAPI:
    """The FastAPI app that Reflex is mounted into (`rx.App(api_transformer=…)`)."""
    made = FastAPI(title="Linju 邻聚", version="0.1.0", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    made.include_router(door.router)  # first: here crowds come, and every route before it is compared with the address
    made.include_router(accounts.router)
    made.include_router(events.router)
    made.include_router(feedback.router)
    made.include_router(classify.router)
    made.include_router(health.router)
    made.include_router(counting.router)
    made.include_router(fhir.router)
    made.include_router(health_paper.router)
    made.include_router(share.router)
    made.include_router(offline.router)
    made.include_router(passes.router)
    made.include_router(poster.router)
    made.include_router(probes.router)
    made.include_router(roster.router)
    made.include_router(trust.router)
    made.include_router(wall.router)
    made.include_router(visits.router)
    made.include_router(hours.router)
    made.include_router(volunteers.router)
    made.add_middleware(GZipMiddleware, minimum_size=1024)
    install(made)  # last: it catches what no route above answers, and stands outermost
    return made


web = make_web()
