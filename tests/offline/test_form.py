"""Forms of the stairwell as Python writes them."""

from dataclasses import dataclass

import reflex as rx

from app.offline.form import Revise, entered, form, photos
from app.shared.local import query


@dataclass
class Typed:
    outcome: str = ""


def test_a_form_carries_its_command_and_calls_no_server() -> None:
    made = form(
        "visit.log",
        rx.el.textarea(name="note"),
        about=query("household"),
        fixed={"household_id": query("household")},
        revise=Revise("visit.edit", id="visit_id", base="base_revision"),
        then="/round",
    )
    text = str(made.render())
    assert "visit.log" in text
    assert "visit.edit" in text
    assert "addEvents" not in text
    hooks = [hook for var in made._get_vars() for hook in (var._get_all_var_data() or rx.vars.VarData()).hooks]
    assert 'const local_query_household = useQuery("household")' in hooks


def test_a_guard_is_imported_under_a_name_of_its_own() -> None:
    made = form("visit.log", about="h1", guard="visits/form:guard")
    imports = made._get_all_imports()
    assert imports["$/linju/visits/form.js"][0].alias == "guard_visits_form"


def test_what_is_entered_can_be_reacted_to() -> None:
    typed = entered("visit.log", Typed)
    assert 'useLocal("form:visit.log", ({ ["outcome"] : "" }))' in typed.outcome._get_all_var_data().hooks[0]


def test_photos_speak_both_languages() -> None:
    field = photos()
    assert "拍照" in str(field.words)
    assert "local_lang" in str(field.words)
