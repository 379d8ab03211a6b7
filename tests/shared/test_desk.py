"""What a screen of the server says while it has nothing, and to whom it does not belong."""

from __future__ import annotations

import json

import reflex as rx

from app.shared.desk import gate, not_yours, waiting


class GateState(rx.State):
    """A screen's own two vars."""

    ready: bool = False
    allowed: bool = True


def test_the_content_waits_for_its_data_and_for_the_right_person() -> None:
    drawn = json.dumps(gate(GateState, rx.el.p("secret")).render(), default=str, ensure_ascii=False)
    assert drawn.count("secret") == 1
    assert "ready" in drawn
    assert "allowed" in drawn


def test_without_a_network_it_says_so_instead_of_waiting_for_ever() -> None:
    drawn = str(waiting())
    assert "lj-bone" in drawn
    assert "没有网络，这一页打不开" in drawn
    assert '"data-tap":"reload"' in drawn


def test_whoever_has_come_to_the_wrong_room_is_shown_their_own() -> None:
    assert 'to:"/admin"' in str(not_yours())
