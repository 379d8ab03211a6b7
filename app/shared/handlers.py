"""What a handler of an `rx.State` does when the rules say no.

    @rx.event
    @shows_refusals
    async def save(self, form: dict[str, Any]) -> EventSpec:
        ...
        return say("已保存。")

A `DomainError` becomes a sentence above the dock, in both languages for the phone to choose; "please sign in"
becomes the sign-in screen, which comes back here. Anything else is a bug: logged whole, told without details.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import AsyncIterator, Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

import reflex as rx
from reflex.event import EventSpec

from app.shared.errors import DomainError, Invalid, SignInNeeded
from app.shared.i18n import LANGUAGES, translate

log = logging.getLogger("linju.handlers")


def shows_refusals(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate an async handler, also one that yields. What it had changed in its State before stays."""
    if inspect.isasyncgenfunction(handler):

        @wraps(handler)
        async def stepwise(self: Any, *args: Any, **kwargs: Any) -> AsyncIterator[Any]:
            try:
                async for event in handler(self, *args, **kwargs):
                    yield event
            except DomainError as error:
                yield answer(self, error)

        return stepwise

    @wraps(handler)
    async def whole(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return await handler(self, *args, **kwargs)
        except DomainError as error:
            return answer(self, error)

    return whole


def answer(state: Any, error: DomainError) -> EventSpec:
    """The event that shows a refusal to the person behind `state`."""
    if isinstance(error, SignInNeeded):
        return rx.redirect("/login?next=" + quote(state.router.url.path or "/", safe="/"))
    parts = error.errors if isinstance(error, Invalid) else [error]
    chinese, english = (" ".join(part.sentence(language) for part in parts) for language in LANGUAGES)
    return _say(chinese, english, "error")


def say(message: str, tone: str = "success", **values: Any) -> EventSpec:
    """An event with which a handler says one sentence above the dock: a Chinese msgid with `{named}` values."""
    return _say(translate(message, "zh", **values), translate(message, "en", **values), tone)


def unexpected(exception: Exception) -> EventSpec:
    """For `rx.App(backend_exception_handler=…)`: a bug is logged whole and told in one sentence, without details."""
    log.error("a handler failed", exc_info=exception)
    return say("出了意外，已经记下。请稍后再试。", "error")


def _say(chinese: str, english: str, tone: str) -> EventSpec:
    # Through js/notices.js and not rx.call_script, which is eval (shared/headers.py).
    return rx.set_value("linju_toast", [chinese, english, tone])
