"""Write a plan into the register, table by table. The caller's transaction makes it all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.households.models import Household, Person
from app.households.roster.ledger import Ledger
from app.households.roster.places import write_places
from app.households.roster.plan import Change, Plan
from app.households.roster.residents import write_care_list, write_changed_people, write_new_people
from app.households.roster.snapshot import Snapshot, StoredHousehold
from app.shared.ids import new_id

Progress = Callable[[str, float], None]  # what is being written, share from 0 to 1


def write(ledger: Ledger, plan: Plan, snapshot: Snapshot, progress: Progress) -> None:
    """All of it. Flushes, does not commit."""
    progress("楼栋和门牌", 0.0)
    write_places(ledger, plan, snapshot)
    progress("住户", 0.1)
    _write_households(ledger, plan, snapshot)
    write_care_list(ledger, plan, snapshot)
    write_new_people(ledger, plan, lambda share: progress("居民", 0.15 + 0.65 * share))
    progress("变化的居民", 0.8)
    write_changed_people(ledger, plan, snapshot)
    _leave(ledger, plan, snapshot)
    progress("变更记录", 0.9)
    ledger.close()
    progress("完成", 1.0)


def _write_households(ledger: Ledger, plan: Plan, snapshot: Snapshot) -> None:
    new: list[dict[str, Any]] = []
    for home in plan.homes:
        if home.household_id is None:
            home.household_id = new_id()
            new.append({
                "id": home.household_id, "door_id": snapshot.doors[home.address.climb_key].id,
                "moved_in_on": home.moved_in_on, "moved_out_on": None,
            })  # fmt: skip
        else:
            stored = snapshot.households[home.household_id]
            different: dict[str, Any] = {"moved_out_on": None} if stored.moved_out_on else {}
            if home.moved_in_on and home.moved_in_on != stored.moved_in_on:
                different["moved_in_on"] = home.moved_in_on
            if different:
                ledger.update(Household, [{"id": stored.id} | different])
                ledger.touched.add(stored.id)
    ledger.insert(Household, new)


def _leave(ledger: Ledger, plan: Plan, snapshot: Snapshot) -> None:
    """Who is missing has moved out, and so has a household that nobody is left in."""
    ledger.update(Person, [{"id": person.id, "moved_out_on": ledger.today} for person in plan.missing])
    for person in plan.missing:
        ledger.remember(person.id, Change("moved_out_on", None, ledger.today))
        ledger.touched.add(person.household_id)
    gone = {person.id for person in plan.missing} | {person.id for person in plan.changed if person.from_door}
    staying = {home.household_for(number) for home in plan.homes for number in home.rows}

    def is_left(household: StoredHousehold) -> bool:
        living = [member for member in household.members if member.lives_here]
        return household.moved_out_on is None and bool(living) and all(member.id in gone for member in living)

    touched = [snapshot.households[i] for i in ledger.touched if i in snapshot.households and i not in staying]
    ledger.update(Household, [{"id": h.id, "moved_out_on": ledger.today} for h in touched if is_left(h)])
