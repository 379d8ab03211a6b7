"""Values of the phone become Vars that bring their own import and hook."""

from dataclasses import dataclass, field

import reflex as rx

from app.shared.local import act, part, query, value


@dataclass
class Door:
    id: str = ""
    label: str = ""


@dataclass
class Screen:
    doors: list[Door] = field(default_factory=list)
    due: int = 0


def test_a_value_brings_its_hook_and_its_import() -> None:
    lang = value("lang", str, "zh")
    data = lang._get_all_var_data()
    assert str(lang) == "local_lang"
    assert data.hooks == ('const local_lang = useLocal("lang", "zh")',)
    assert dict(data.imports)["$/linju/shared/store.js"][0].tag == "useLocal"


def test_a_screen_is_typed_and_has_a_complete_default() -> None:
    screen = value("round", Screen, Screen(), module="visits/round")
    rows = rx.foreach(screen.doors, lambda door: rx.el.li(door.label))
    assert "label" in str(rows)
    data = screen.due._get_all_var_data()
    assert '["doors"] : []' in data.hooks[0]
    assert dict(data.imports)[""][0].tag == "$/linju/visits/round.js"


def test_a_value_of_something_brings_the_hook_of_that_thing_first() -> None:
    one = value("household", Door, Door(), of=part("id"))
    hooks = one.label._get_all_var_data().hooks
    assert hooks[0] == 'const local_part_id = usePart("id")'
    assert hooks[1].endswith(", local_part_id)")


def test_two_arguments_are_two_symbols() -> None:
    assert str(value("household", Door, Door(), of="a")) != str(value("household", Door, Door(), of="b"))


def test_an_action_loads_its_module_when_used_and_hands_over_its_arguments() -> None:
    handler = act("offline/sync:send_now", "visit", query("household"))
    code = str(handler)
    assert 'import("$/linju/offline/sync.js")' in code
    assert '"send_now", ["visit", local_query_household]' in code
    assert handler._get_all_var_data().hooks == ('const local_query_household = useQuery("household")',)


def test_an_action_is_a_direct_handler_and_no_server_event() -> None:
    button = rx.el.button("发送", on_click=act("offline/sync:send_now"))
    assert "addEvents" not in str(button.render())
