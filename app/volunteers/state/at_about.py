"""What the handlers of `/volunteer/me` share: everything they have said, the part that is open, saving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import DomainError
from app.shared.handlers import say
from app.volunteers.state.about_rows import About, about_of
from app.volunteers.state.at_me import AtMe


class AtAbout(AtMe, mixin=True):
    """`doing`: the part that is open, see `page.about.PARTS`; empty: the lines."""

    about: About = About()
    doing: str = ""
    sure: str = ""  # what waits for a second tap: leave, erase

    async def _save(self, verb: Callable[..., Any], *values: Any, stay: bool = False) -> Any:
        """Do it for themselves. What is wrong with a field stands below it."""
        me = await self._me()
        self._nothing_wrong()
        try:
            await run(verb, me, me.volunteer_id, *values)
        except DomainError as error:
            return self._wrong(error, "form")
        self.about = await read(about_of, me, now())
        self.doing, self.sure = (self.doing if stay else ""), ""
        return say("已保存。")
