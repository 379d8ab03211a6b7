"""What a community starts with, and where each row comes from."""

from __future__ import annotations

from sqlmodel import Session, select

from app.households.care_groups import default_care_groups
from app.shared.i18n import translate
from app.visits.defaults import default_intervals, default_priorities, default_terms, ensure_defaults, read_rows
from app.visits.models import Mode, PriorityCause, PriorityRule, VisitInterval, VisitTerm
from app.visits.models.due import ORDINARY
from app.visits.named import NAMES
from app.visits.service.settings import intervals_of, priorities_of, terms_of
from tests.cast import Cast


def test_every_default_row_names_its_source(cast: Cast) -> None:
    here = cast.hupan.id
    rows = [*default_intervals(here), *default_priorities(here), *default_terms(here)]
    assert all(row.source for row in rows)


def test_only_the_national_target_is_called_national(cast: Cast) -> None:
    for row in default_intervals(cast.hupan.id):
        assert ("全国" in row.source) == (row.code in NATIONAL and row.min_age == 0), row.key
        assert "全国" in row.source or any(word in row.source for word in ("样例", "二手", "没有官方出处")), row.key


NATIONAL = {
    "elder_alone", "empty_nest", "elder_left_behind", "disabled_daily_living", "elder_severe_disability",
    "lost_only_child_family",
}  # fmt: skip


def test_every_interval_is_for_a_shipped_care_group_or_for_ordinary_households(cast: Cast) -> None:
    codes = {group.code for group in default_care_groups()} | {ORDINARY}
    assert {row.code for row in default_intervals(cast.hupan.id)} <= codes


def test_there_is_a_rule_for_ordinary_households_and_for_every_cause(cast: Cast) -> None:
    assert any(row.code == ORDINARY for row in default_intervals(cast.hupan.id))
    assert {row.cause for row in default_priorities(cast.hupan.id)} == set(PriorityCause)


def test_every_kind_of_contact_counts_at_first(cast: Cast) -> None:
    assert all(set(row.modes) == set(Mode) for row in default_intervals(cast.hupan.id))


def test_they_are_written_once_and_then_belong_to_the_community(session: Session, cast: Cast) -> None:
    ensure_defaults(session, cast.hupan.id)
    row = next(row for row in intervals_of(session, cast.hupan.id) if row.key == "elder_alone")
    row.days = 14
    ensure_defaults(session, cast.hupan.id)
    assert [r.days for r in intervals_of(session, cast.hupan.id) if r.key == "elder_alone"] == [14]
    for table, default in ((VisitInterval, default_intervals), (PriorityRule, default_priorities),
                           (VisitTerm, default_terms)):  # fmt: skip
        rows = session.exec(select(table)).all()
        assert len(rows) == len(default(cast.hupan.id))


def test_a_community_without_rows_is_read_as_if_it_had_the_defaults(session: Session, cast: Cast) -> None:
    here = cast.hupan.id
    assert len(intervals_of(session, here)) == len(default_intervals(here))
    assert set(priorities_of(session, here)) == set(PriorityCause)
    assert len(terms_of(session, here)) == len(default_terms(here))
    assert session.exec(select(VisitInterval)).first() is None


def test_every_name_a_community_starts_with_has_an_english_one() -> None:
    shipped = {row["words"] for row in read_rows("intervals.csv")} | {row["name"] for row in read_rows("terms.csv")}
    shipped |= {group.name for group in default_care_groups()}
    assert shipped == set(NAMES)
    assert all(translate(name, "en") != name for name in shipped)
