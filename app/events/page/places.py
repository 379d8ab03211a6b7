"""The ways in of an event, and what staff take along: at the foot of `/admin/events/<id>`."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.rules.standing import Standing
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon


def doors(state: Any) -> rx.Component:
    """Where people check in while it can be, and the files. `state` is `ManageState`."""
    standing = state.event.row.standing
    going = (standing == Standing.PUBLISHED.value) | (standing == Standing.RUNNING.value)
    return rx.fragment(
        rx.cond(going, kit.card(kit.rows(*_ways(state)), title=t("现场"), flush=True)),
        kit.card(kit.rows(*_files(state.event.row.id)), title=t("名单和页面"), flush=True),
    )


def _ways(state: Any) -> list[rx.Component]:
    here = state.event.row.id
    return [
        kit.row(t("墙屏"), t("大屏上换着的签到码"), lead=icon("qr"), href="/wall/" + here, target="_blank"),
        kit.row(t("扫码签到"), t("用这部手机扫居民码，没有网也行"), lead=icon("camera"), href="/door?event=" + here),
        kit.row(t("平板签到"), t("居民点自己的名字"), lead=icon("phone"), href="/tablet/" + here),
        kit.row(t("海报"), rx.cond(state.event.printed, t("一页 A4：报名码，或者纸上的签到码"),
                t("一页 A4，贴在门口和楼道")), lead=icon("printer"), href="/print/poster/" + here, target="_blank"),
    ]  # fmt: skip


def _files(here: Any) -> list[rx.Component]:
    return [
        kit.row(t("签到表（Excel）"), t("会记下是谁导出的"), lead=icon("download"),
                href=f"/api/events/{here}/attendance.xlsx", custom_attrs={"download": "", "reloadDocument": True}),
        kit.row(t("签到表（CSV）"), t("给别的系统用"), lead=icon("download"),
                href=f"/api/events/{here}/attendance.csv", custom_attrs={"download": "", "reloadDocument": True}),
        kit.row(t("居民看到的这一页"), t("报名从那里来"), lead=icon("eye"), href="/events/" + here),
    ]  # fmt: skip
