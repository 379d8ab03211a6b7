"""The component kit: what every screen is built from. ``from app.shared import kit`` and ``kit.card(…)``.

| to show | use |
|---|---|
| one idea | ``card(*children, title=, action=, tone=)`` |
| a list | ``card(rows(row(title, sub, lead=, trail=, href=) …), flush=True)`` |
| a list of a Var | ``rows(rx.foreach(items, lambda item: rx.el.li(kit.row(…))))`` |
| nothing yet | ``empty(motif, title, hint, action)`` |
| the state of a thing | ``mark(state)``: due overdue done not_met none; saved sending sent held attention |
| a short label | ``tag(text, tone)``, ``count(number)`` |
| one of a few | ``segmented(name, options)``; tap to choose: ``chips(name, options, multiple=)``, ``chip(…)`` |
| a press | ``button(label, kind)`` kinds: primary secondary quiet plain danger; ``tool(icon, label)`` icon only |
| a field | ``field(label, control, help=, error=)``, ``text_field``, ``text_area``, ``select_field``, ``check`` |
| two short ones | ``pair(field, field)`` |
| a message | ``notice(text, tone)`` in the page, ``toast(text, tone)`` an event for handlers |
| a sheet | ``sheet(id, title, *children)``, opened by ``**opens(id)`` on any button, closed by ``**closes(id)`` |
| waiting | ``progress(value, maximum, label)``, ``skeleton(lines)``, ``coming(text, lines)`` |
| facts | ``definitions([(term, value) …])``, ``table(headers, rows)`` for desks |
| what happened | ``timeline(moment(when, title, *details, state=) …)`` |
| a screen's head | ``hero(motif, title, text)`` for ``screen(None, …)`` |
| a slip to print | ``paper(*children)`` with ``button(…, tap="print")``: only the paper is printed |
| a building | ``plan(floors, doors)`` with ``plan_cell(label, state, href)``, ``legend(states)`` |
| photos | ``photo(src, alt)``, ``photo_add(label)`` |

Tones: neutral primary secondary info success warning error. Texts may be ``t("…")``, str or any Var. Every piece takes
``class_name`` and further attributes for its outer element. Nothing here needs a State.
"""

from app.shared.kit.choices import chip, chips, segmented
from app.shared.kit.fields import check, field, get_form, pair, post_form, select_field, text_area, text_field
from app.shared.kit.lists import definitions, moment, row, rows, table, timeline
from app.shared.kit.messages import coming, notice, progress, skeleton, toast
from app.shared.kit.pieces import Text, button, card, closes, count, empty, hero, opens, paper, sheet, tag, tool
from app.shared.kit.states import STATES, legend, mark, photo, photo_add, plan, plan_cell, plan_floor

__all__ = [
    "STATES",
    "Text",
    "button",
    "card",
    "check",
    "chip",
    "chips",
    "closes",
    "coming",
    "count",
    "definitions",
    "empty",
    "field",
    "get_form",
    "hero",
    "legend",
    "mark",
    "moment",
    "notice",
    "opens",
    "pair",
    "paper",
    "photo",
    "photo_add",
    "plan",
    "plan_cell",
    "plan_floor",
    "post_form",
    "progress",
    "row",
    "rows",
    "segmented",
    "select_field",
    "sheet",
    "skeleton",
    "table",
    "tag",
    "text_area",
    "text_field",
    "timeline",
    "toast",
    "tool",
]
