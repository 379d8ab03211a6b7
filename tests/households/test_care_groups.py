"""The shipped list of care groups."""

from __future__ import annotations

import csv

from app.households.care_groups import FILE, default_care_groups


def test_every_group_has_its_own_code_and_name_and_says_where_it_comes_from() -> None:
    groups = default_care_groups()
    assert len({g.code for g in groups}) == len({g.name for g in groups}) == len(groups)
    assert all(g.source and len(g.code) <= 32 and len(g.source) <= 200 for g in groups)


def test_the_twenty_codes_of_the_platform_are_all_there() -> None:
    with (FILE.parent / "key_person_types_sw_platform.csv").open(encoding="utf-8") as file:
        theirs = {row["code"] for row in csv.DictReader(file)}
    assert theirs == {g.platform_code for g in default_care_groups() if g.platform_code}


def test_a_neighbour_leader_sees_no_tag_of_health_money_or_the_law() -> None:
    shown = {g.code for g in default_care_groups() if g.for_leaders}
    assert shown == {"elder_alone", "empty_nest", "elder_left_behind", "elder_childless", "advanced_age"}
