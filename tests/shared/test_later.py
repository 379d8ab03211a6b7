"""Parts of a screen whose code comes when they are drawn."""

from __future__ import annotations

import reflex as rx

from app.offline.phone import obstacle
from app.shared.later import later


def test_a_part_that_comes_later_is_imported_when_it_is_drawn_and_not_before() -> None:
    made = obstacle()
    drawn = later(obstacle)
    assert f'() => import("{made.library}")' in str(drawn)
    assert made.tag in str(drawn)
    assert made.library not in drawn._get_all_imports()


def test_the_part_is_compiled_although_no_screen_names_it() -> None:
    from reflex_base.components.memo import MEMOS

    assert obstacle._definition in MEMOS.values()
    assert isinstance(obstacle(), rx.Component)
