"""Every sentence has its English, and no English is left over."""

from babel.messages.catalog import Catalog

from app.shared import messages


def catalogue(**entries: str) -> Catalog:
    made = Catalog(fuzzy=False)
    for chinese, english in entries.items():
        made.add(chinese, english, locations=[("app/x.py", 0)])
    return made


def test_the_english_catalogue_is_complete_and_has_nothing_left_over() -> None:
    assert list(messages.problems(messages.collect(), messages.read_english())) == []


def test_a_missing_an_obsolete_and_an_ill_fitting_entry_are_named() -> None:
    code = catalogue(新的="", 旧的="", **{"{n} 户": ""}, 没译="")
    english = catalogue(旧的="Old", **{"{n} 户": "{m} households"}, 没译="没译", 不用="Unused")
    found = " | ".join(messages.problems(code, english))
    assert "no English for '新的'" in found
    assert "other {values} in English than in '{n} 户'" in found
    assert "Chinese in the English of '没译'" in found
    assert "no longer used: '不用'" in found


def test_merging_keeps_translations_and_drops_what_is_unused() -> None:
    merged = messages.merge(catalogue(旧的="", 新的=""), catalogue(旧的="Old", 不用="Unused"))
    assert {m.id: m.string for m in merged if m.id} == {"旧的": "Old", "新的": ""}


def test_sentences_are_found_in_screens_and_errors() -> None:
    found = {message.id for message in messages.collect() if message.id}
    assert {"投诉建议", "请先登录。", "找不到这一户。"} <= found
