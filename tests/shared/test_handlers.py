"""A handler shows what the rules refuse, and hides nothing else."""

from __future__ import annotations

import asyncio
import inspect
from types import SimpleNamespace
from typing import Any

import pytest
from reflex.event import Event, EventSpec

from app.shared.errors import Invalid, Refused, SignInNeeded
from app.shared.handlers import say, shows_refusals, unexpected
from app.shared.i18n import translate


class Screen:
    """Enough of an `rx.State`."""

    router = SimpleNamespace(url=SimpleNamespace(path="/admin/people"))
    saved = False

    @shows_refusals
    async def save(self, error: Exception | None = None) -> str:
        self.saved = True
        if error:
            raise error
        return "done"

    @shows_refusals
    async def steps(self, error: Exception) -> Any:
        yield "first"
        raise error


def payload(event: EventSpec) -> dict[str, Any]:
    return Event.from_event_type(event)[0].payload


def said(event: EventSpec) -> list[str]:
    return payload(event)["value"]


def test_a_refusal_becomes_a_sentence_in_both_languages() -> None:
    event = asyncio.run(Screen().save(Refused("late", "请先登录。")))
    assert said(event) == ["请先登录。", translate("请先登录。", "en"), "error"]


def test_several_refusals_are_all_said() -> None:
    event = asyncio.run(Screen().save(Invalid([Refused("a", "甲。"), Refused("b", "乙 {n}。", n=2)])))
    assert said(event)[0] == "甲。 乙 2。"


def test_who_is_signed_out_is_asked_to_sign_in_and_comes_back() -> None:
    assert payload(asyncio.run(Screen().save(SignInNeeded())))["path"] == "/login?next=/admin/people"


def test_a_handler_that_yields_shows_its_steps_and_then_the_refusal() -> None:
    async def collect() -> list[Any]:
        return [event async for event in Screen().steps(Refused("late", "晚了。"))]

    first, last = asyncio.run(collect())
    assert first == "first"
    assert said(last)[0] == "晚了。"


def test_a_handler_says_a_sentence_with_its_values() -> None:
    assert said(say("已保存 {n} 条。", n=3))[0] == "已保存 3 条。"


def test_a_bug_is_not_a_refusal() -> None:
    with pytest.raises(KeyError):
        asyncio.run(Screen().save(KeyError("x")))


def test_a_bug_tells_the_browser_nothing_of_itself() -> None:
    assert "secret" not in str(unexpected(KeyError("secret")))


def test_reflex_still_sees_the_handlers_arguments() -> None:
    assert list(inspect.signature(Screen.save).parameters) == ["self", "error"]
    assert inspect.iscoroutinefunction(Screen.save)
    assert inspect.isasyncgenfunction(Screen.steps)
    assert asyncio.run(Screen().save()) == "done"
