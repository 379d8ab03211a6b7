from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.health.models import TallyKind
from app.health.rules.programme import WHOLES, How, Shown, shield

HIDE = 5


def counts(**named: int) -> dict[TallyKind, int]:
    return {TallyKind(name): n for name, n in named.items()}


def test_a_count_below_five_is_hidden_and_so_is_none_at_all() -> None:
    shown = shield(counts(check=4, just_measured=0), HIDE)
    assert set(shown) == set(TallyKind)
    assert set(shown.values()) == {Shown(How.BELOW, 5)}


def test_a_count_from_five_on_is_shown() -> None:
    shown = shield(counts(check=30, just_measured=5, second=12), HIDE)
    assert shown[TallyKind.CHECK] == Shown(How.EXACT, 30)
    assert shown[TallyKind.JUST_MEASURED] == Shown(How.EXACT, 5)
    assert shown[TallyKind.SECOND] == Shown(How.EXACT, 12)


def test_a_part_close_to_its_whole_would_tell_the_few_who_are_missing() -> None:
    shown = shield(counts(check=100, referred=40, urgent=12, contacted=10), HIDE)
    assert shown[TallyKind.URGENT] == Shown(How.EXACT, 12)
    assert shown[TallyKind.CONTACTED] == Shown(How.LEAST, 8)  # 0 to 4 of 12 were not
    assert shield(counts(check=100, urgent=12, contacted=7), HIDE)[TallyKind.CONTACTED] == Shown(How.EXACT, 7)


def test_where_a_whole_is_not_exact_its_parts_are_not_either() -> None:
    shown = shield(counts(check=12, urgent=10, contacted=9), HIDE)
    assert shown[TallyKind.URGENT] == Shown(How.LEAST, 8)
    assert shown[TallyKind.CONTACTED] == Shown(How.LEAST, 5)


def test_a_month_that_runs_is_shown_in_steps() -> None:
    shown = [shield(counts(check=n), HIDE, over=False)[TallyKind.CHECK] for n in range(4, 12)]
    below, five, ten = Shown(How.BELOW, 5), Shown(How.LEAST, 5), Shown(How.LEAST, 10)
    assert shown == [below, five, five, five, five, five, ten, ten]
    assert sum(one != other for one, other in pairwise(shown)) == 2


def span(shown: Shown, most: int) -> range:
    """Every number that it may stand for."""
    if shown.how is How.EXACT:
        return range(shown.n, shown.n + 1)
    return range(shown.n) if shown.how is How.BELOW else range(shown.n, most + 1)


@given(
    st.fixed_dictionaries({kind: st.integers(0, 60) for kind in TallyKind}), st.integers(5, 9), st.booleans()
)  # fmt: skip
def test_nobody_can_subtract_their_way_to_a_few_people(found: dict[TallyKind, int], hide: int, over: bool) -> None:
    for kind, wholes in WHOLES.items():  # parts inside their wholes, as they are
        found[kind] = min([found[kind], *(found[one] for one in wholes)])
    shown = shield(found, hide, over=over)
    most = 60 + hide
    for kind, one in shown.items():
        assert found[kind] in span(one, most)
        assert found[kind] >= hide or set(range(hide)) <= set(span(one, most))
        for whole in WHOLES[kind]:
            if found[whole] - found[kind] < hide:
                possible = {w - n for w in span(shown[whole], most) for n in span(one, min(most, w))}
                assert len(possible) >= hide  # whoever is missing: as many answers as for a count that is hidden
