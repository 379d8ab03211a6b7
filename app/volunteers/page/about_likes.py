"""Parts of `/volunteer/me`: how far, with whom, which posts. The matching tries; nobody is told who said what."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.volunteers.models import WishKind
from app.volunteers.page.about_parts import CHIPS, either, form, wrong
from app.volunteers.state.about_rows import NO_MATTER


def far(state: Any) -> rx.Component:
    """From which building, and how far."""
    about = state.about
    options = rx.fragment(
        rx.el.option(t("不说"), value=""),
        rx.foreach(about.homes, lambda row: rx.el.option(row.name, value=row.value)),
    )
    return form(
        state.save_far,
        kit.select_field(
            "home", t("从哪栋楼出发"), options, default_value=about.home,
            error=either(state, "home_building_id", "home"),
            help=t("只看楼，不定位。不说，或者这栋楼的位置还没有录入，就不按远近排。"),
        ),
        kit.text_field(
            "far", t("最远几公里"), default_value=about.far, input_mode="decimal", max_length=6, auto_complete="off",
            error=either(state, "max_km", "far"), help=t("空着就是远近都行。"),
        ),
        wrong(state, "form"),
        save=t("保存"),
    )  # fmt: skip


def together(state: Any) -> rx.Component:
    """With whom gladly, with whom rather not."""
    kinds = [(NO_MATTER, t("都行")), (WishKind.GLADLY.value, t("乐意")), (WishKind.APART.value, t("别排一起"))]

    def one(row: Any) -> rx.Component:
        return _choice("with_" + row.id, kinds, row.kind, rx.el.strong(row.name), row.id)

    none = kit.empty("tea", t("还没有和谁一起上过班"), t("排过同一个班的人会列在这里，您可以说乐意和谁一起。"))
    some = form(
        state.save_partners,
        rx.el.p(t("只有您和排班的工作人员看得到，对方不会知道。"), class_name="lj-help"),
        rx.foreach(state.about.partners, one),
        wrong(state, "form"),
        save=t("保存"),
    )
    return rx.cond(state.about.partners.length() > 0, some, none)


def posts(state: Any) -> rx.Component:
    """Which posts they like to do."""
    grades = [("0", t("都行")), ("1", t("乐意")), ("2", t("很乐意"))]

    def one(row: Any) -> rx.Component:
        about = rx.cond(row.about, rx.el.span(row.about, class_name="lj-help block font-normal"))
        return _choice("post_" + row.id, grades, row.gladly, rx.fragment(rx.el.strong(row.title), about), row.id)

    none = kit.empty("tea", t("还没有固定的岗位"), t("社区设了岗位，会列在这里。"))
    some = form(
        state.save_posts,
        rx.el.p(t("人手够的时候，先排您乐意做的。"), class_name="lj-help"),
        rx.foreach(state.about.posts, one),
        wrong(state, "form"),
        save=t("保存"),
    )
    return rx.cond(state.about.posts.length() > 0, some, none)


def _choice(name: Any, options: list[tuple[str, Any]], chosen: Any, legend: Any, key: Any) -> rx.Component:
    chips = [kit.chip(name, code, word, multiple=False, default_checked=chosen == code) for code, word in options]
    return rx.el.fieldset(rx.el.legend(legend), rx.el.div(*chips, class_name=CHIPS), class_name="lj-field", key=key)
