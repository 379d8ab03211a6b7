"""Readings as a Bundle: everything for their owner, a page of a search for a client. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from app.health.fhir.codes import QUANTITIES
from app.health.fhir.observation import Json, Part, local_iso, observation, observations_of, parts_of, quantity_of
from app.health.fhir.search import Search
from app.health.service.readings import ReadingRow
from app.shared.errors import Refused

GENDERS = {"male": "male", "female": "female"}


def own_bundle(rows: Sequence[ReadingRow], person: Json, base: str, now: datetime, zone: str) -> Json:
    """All of one person, oldest first, with who they are: a file for their doctor."""
    person_id = UUID(person["id"])
    found = [one for row in rows for one in observations_of(row, person_id, zone)]
    entries = [
        {"fullUrl": f"{base}/fhir/{one['resourceType']}/{one['id']}", "resource": one} for one in (person, *found)
    ]
    return {"resourceType": "Bundle", "type": "collection", "timestamp": local_iso(now, zone), "entry": entries}


def patient(person_id: UUID, name: str, born_on: date | None, sex: str) -> Json:
    """Who it is about."""
    made: Json = {"resourceType": "Patient", "id": str(person_id), "name": [{"text": name}]}
    if sex in GENDERS:
        made["gender"] = GENDERS[sex]
    return made | ({"birthDate": born_on.isoformat()} if born_on else {})


def search_bundle(rows: Sequence[ReadingRow], wanted: Search, base: str, zone: str) -> Json:
    """One page. `rows`: newest last, already of the measures and the time that are asked for. Raises `Refused`."""
    found = matching(rows, wanted)
    start = _start(found, wanted)
    page = found[start : start + wanted.count]
    links = [{"relation": "self", "url": wanted.link(base)}]
    if page and start + wanted.count < len(found):
        links.append({"relation": "next", "url": wanted.link(base, page[-1].id)})
    entries = [
        {
            "fullUrl": f"{base}/fhir/Observation/{one.id}",
            "resource": observation(one, wanted.person_id, zone),
            "search": {"mode": "match"},
        }
        for one in page
    ]
    made: Json = {"resourceType": "Bundle", "type": "searchset", "total": len(found), "link": links}
    return made | ({"entry": entries} if entries else {})


def matching(rows: Sequence[ReadingRow], wanted: Search) -> list[Part]:
    """The Observations that are asked for, in the order that is asked for; only the page is written out."""
    ordered = reversed(rows) if wanted.newest_first else rows
    known = {name: quantity_of(name) for name in ("bp", *QUANTITIES)}
    names = {name for name, one in known.items() if wanted.wants(one.codes, one.category)}
    return [part for row in ordered for part in parts_of(row) if part.name in names]


def _start(found: Sequence[Part], wanted: Search) -> int:
    """Where the page begins: after the one the page before ended with, also when newer ones have come since."""
    if not wanted.page:
        return 0
    ids = [one.id for one in found]
    if wanted.page not in ids:
        raise Refused("bad_parameter", "参数“{name}”不对。", field="_page", name="_page")
    return ids.index(wanted.page) + 1
