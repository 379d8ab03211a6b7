"""The phone screens of a cadre as they are built: no server in them, and the names of the API in the form."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from app.visits import page
from app.visits.models import Mode, Outcome, Urgency
from app.visits.page import household_screen, round_screen, saved_screen, slip_screen, visit_screen, words
from app.visits.page import shapes as shapes_package
from app.visits.payload import CORRECTABLE, LogVisit

SCREENS = (household_screen, round_screen, saved_screen, slip_screen, visit_screen)
JS = Path(page.__file__).parents[1] / "js"


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_a_screen_of_the_stairwell_needs_no_server(screen) -> None:
    drawn = str(screen())
    assert "reflex___state" not in drawn
    assert "addEvents" not in drawn


def test_the_form_speaks_the_api_s_names() -> None:
    names = set(re.findall(r'name:"([a-z_]+)"', str(visit_screen())))
    theirs = set(LogVisit.model_fields)
    assert {"started_at", "mode", "outcome", "people", "topics", "note", "photos"} <= names
    ours = {name for name in names if name in theirs}
    assert ours | {"household_id", "needs", "corrections"} == theirs


def test_rows_of_needs_and_corrections_are_named_as_their_errors_are() -> None:
    drawn = str(visit_screen())
    for field in (".category", ".text", ".urgency", ".person_id", ".field", ".value"):
        assert f'"{field}")' in drawn


def test_every_code_of_a_choice_has_words() -> None:
    assert set(words.outcomes()) == set(words.outcome_answers()) == set(Outcome)
    assert set(words.modes()) == set(Mode)
    assert set(words.urgencies()) == set(Urgency)
    assert set(words.roster_fields()) == set(CORRECTABLE)


def test_a_door_of_the_round_can_be_found_by_tests() -> None:
    assert '"data-testid":"door"' in str(round_screen())


@pytest.mark.parametrize("file", ["round", "card", "form"])
def test_a_shape_is_complete_without_a_phone(file: str) -> None:
    """Prerendering shows the defaults, so each must be there."""
    module = __import__(f"{shapes_package.__name__}.{file}", fromlist=["x"])
    for shape in vars(module).values():
        if is_dataclass(shape):
            made = shape()  # type: ignore[operator]
            assert all(hasattr(made, one.name) for one in fields(shape))


@pytest.mark.parametrize(
    "module", ["visits/round", "visits/card", "visits/form", "visits/saved", "visits/slip", "visits/stand_in"]
)
def test_a_named_script_exists(module: str) -> None:
    assert (JS / f"{module.split('/')[1]}.js").is_file()


def test_every_tap_leads_to_a_function_that_exists() -> None:
    drawn = "".join(str(screen()) for screen in SCREENS)
    taps = set(re.findall(r'linju/visits/(\w+)\.js"\), "(\w+)"', drawn))
    assert taps
    for file, name in taps:
        assert re.search(rf"export const {name}\b", (JS / f"{file}.js").read_text("utf-8")), (file, name)
