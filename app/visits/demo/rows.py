"""One invented visit as rows of the tables."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session, SQLModel

from app.offline.rules import receipt_number
from app.shared.clock import local_day
from app.visits.demo import phrases
from app.visits.demo.past import Past
from app.visits.models import Correction, Need, Outcome, Urgency, Visit, VisitRevision

_PORTION = 2_000  # rows in one statement


@dataclass
class Home:
    """A household as far as its visits go."""

    id: UUID
    days: int  # between visits
    cadres: list[UUID]
    since: date | None = None  # moved in
    people: list[UUID] = field(default_factory=list)  # the first is the one the visit is for
    groups: set[str] = field(default_factory=set)

    @property
    def flavour(self) -> str:
        """Whose notes fit: elder, care or plain."""
        if self.groups & phrases.ELDERS:
            return "elder"
        return "care" if self.groups else "plain"


class Writer:
    """Collects rows and writes them table by table."""

    def __init__(self, rng: Random, community_id: UUID, now: datetime) -> None:
        self.rng, self.community_id, self.now = rng, community_id, now
        self.rows: dict[type[SQLModel], list[dict[str, Any]]] = defaultdict(list)

    def new_id(self, at: datetime) -> UUID:
        """A UUIDv7 of that moment, from the generator."""
        bits = int(at.timestamp() * 1000) << 80 | self.rng.getrandbits(80)
        bits = bits & ~(0xF << 76) | 0x7 << 76
        return UUID(int=bits & ~(0x3 << 62) | 0x2 << 62)

    def visit(self, home: Home, past: Past) -> None:
        """A visit with its revision, and now and then a need, a proposal or an edit."""
        row = self._visit(home, past)
        self.rows[Visit].append(row)
        needs = [self._need(home, row)] if past.outcome is Outcome.MET and self.rng.random() < 0.03 else []
        self._revision(row, needs, 1, {})
        if past.outcome is Outcome.MET and self.now - past.at < timedelta(days=14) and self.rng.random() < 0.02:
            self._correction(row, *self.rng.choice(phrases.CORRECTIONS), person=home.people[0])
        if past.outcome is Outcome.MOVED:
            for person in home.people:
                self._correction(row, "moved_out_on", local_day(past.at).isoformat(), person)
        if row["note"] and self.rng.random() < 0.015:
            self._edited(row, needs)

    def _visit(self, home: Home, past: Past) -> dict[str, Any]:
        rng, received = self.rng, min(self.now, past.at + timedelta(minutes=self.rng.choice((2, 5, 40, 150))))
        id_ = self.new_id(past.at)
        met = past.outcome is Outcome.MET
        topics = rng.sample(("health", "daily_life", "fire_safety", "mood", "medicine", "policy", "roster"), 2)
        return {
            "id": id_, "community_id": self.community_id, "household_id": home.id,
            "visitor_id": rng.choice(home.cadres), "number": receipt_number(id_, local_day(received)),
            "started_at": past.at, "mode": past.mode, "outcome": past.outcome, "people": self._met(home) if met else [],
            "topics": topics if met and home.flavour != "plain" else ["roster"] if met else [],
            "note": rng.choice(phrases.NOTES[home.flavour if met else past.outcome.value]), "revision": 1,
            "made_at": past.at + timedelta(minutes=1), "received_at": received, "device_id": "demo",
        }  # fmt: skip

    def _met(self, home: Home) -> list[str]:
        others = [person for person in home.people[1:] if self.rng.random() < 0.35]
        return [str(person) for person in (*home.people[:1], *others)]

    def _need(self, home: Home, row: dict[str, Any]) -> dict[str, Any]:
        category, text, urgency = self.rng.choice(phrases.NEEDS)
        answered = row["started_at"] + timedelta(days=self.rng.randint(1, 45))
        is_open = answered > self.now
        need = {
            "id": self.new_id(row["received_at"]), "community_id": self.community_id, "household_id": home.id,
            "visit_id": row["id"], "category": category, "text": text, "urgency": Urgency(urgency),
            "found_at": row["started_at"], "created_at": row["received_at"],
            "closed_at": None if is_open else answered, "closed_by": None if is_open else self.rng.choice(home.cadres),
            "answer": "" if is_open else self.rng.choice(phrases.ANSWERS), "withdrawn": False,
        }  # fmt: skip
        self.rows[Need].append(need)
        return {"category": category, "text": text, "urgency": urgency}

    def _correction(self, row: dict[str, Any], field: str, value: str, person: UUID) -> None:
        self.rows[Correction].append({
            "id": self.new_id(row["received_at"]), "community_id": self.community_id, "visit_id": row["id"],
            "person_id": person, "field": field, "value": value, "created_at": row["received_at"],
            "decided_at": None, "decided_by": None, "accepted": None,
        })  # fmt: skip

    def _revision(self, row: dict[str, Any], needs: list[dict[str, Any]], number: int, said: dict[str, Any]) -> None:
        later = timedelta(minutes=35 * (number - 1))
        body = {
            "household_id": str(row["household_id"]), "started_at": row["started_at"].isoformat(),
            "mode": row["mode"].value, "outcome": row["outcome"].value, "people": row["people"],
            "topics": row["topics"], "note": row["note"], "needs": needs, "corrections": [], "photos": [],
        } | said  # fmt: skip
        self.rows[VisitRevision].append({
            "id": row["id"] if number == 1 else self.new_id(row["received_at"] + later),
            "community_id": self.community_id, "visit_id": row["id"], "number": number, "body": body,
            "written_by": row["visitor_id"], "made_at": row["made_at"] + later,
            "created_at": row["received_at"] + later,
        })  # fmt: skip

    def _edited(self, row: dict[str, Any], needs: list[dict[str, Any]]) -> None:
        row["revision"], row["note"] = 2, row["note"] + "补记：已告诉家属。"
        self._revision(row, needs, 2, {})

    def write(self, session: Session) -> None:
        """Visits first: the others point at them."""
        for table in (Visit, VisitRevision, Need, Correction):
            rows = self.rows[table]
            for start in range(0, len(rows), _PORTION):
                session.execute(insert(table), rows[start : start + _PORTION])
