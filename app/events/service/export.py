"""The attendance of an event as a workbook or a CSV: for those who may read it, and recorded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.service.records import record
from app.events.models import Event
from app.events.rules.retention import DELETED
from app.events.service.attendance import Row, rows_of
from app.events.service.find import event_for
from app.households.models import Community
from app.shared.sheet import Column, write_workbook

COLUMNS = (
    Column("姓名", 12), Column("电话", 15), Column("报名", 8), Column("排号", 6), Column("签到时间", 17),
    Column("离开时间", 17), Column("方式", 12), Column("签到人", 10), Column("代报名", 8), Column("备注", 30),
)  # fmt: skip
STATES = {"confirmed": "已报名", "waiting": "候补", "walk_in": "现场", "cancelled": "已取消"}
WAYS = {
    "wall": "扫墙上的码", "printed": "扫纸上的码", "camera": "工作人员扫码", "hid": "扫码枪", "typed": "输入短码",
    "tablet": "平板", "staff": "工作人员勾选", "family": "家人代签", "walk_in": "现场登记",
}  # fmt: skip
FLAGS = {
    "many_from_one": "同一手机签了多人", "relayed": "换码后才打开的旧码",
    "full": "满员后入场", "waiting": "候补入场", "no_walk_in": "未报名入场",
    "revoked": "居民码已停用", "cancelled": "取消后入场", "finished": "结束后入场",
}  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export_xlsx(session: Session, who: Actor, event_id: UUID, out: IO[bytes], now: datetime) -> Event:
    """Write the workbook and the access record. Raises `NotFound`."""
    event, rows, about = _prepared(session, who, event_id, now, "xlsx")
    write_workbook(out, "签到表", COLUMNS, rows, about)
    return event


def export_csv(session: Session, who: Actor, event_id: UUID, now: datetime) -> tuple[Event, str]:
    """The same as CSV with a byte order mark, so that Excel reads Chinese. Raises `NotFound`."""
    event, rows, _about = _prepared(session, who, event_id, now, "csv")
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.title for column in COLUMNS])
    writer.writerows([[plain(value) for value in row] for row in rows])
    return event, "\ufeff" + out.getvalue()


def _prepared(
    session: Session, who: Actor, event_id: UUID, now: datetime, kind: str
) -> tuple[Event, list[list[Any]], list[tuple[str, str]]]:
    event = event_for(session, who, event_id, Permission.EVENT_READ)
    zone = ZoneInfo(session.get_one(Community, event.community_id).zone)
    rows = list(_cells(rows_of(session, event), zone))
    record(session, who, "event:export", f"{event.title} {len(rows)} 人 {kind}", event.community_id)
    about = [
        ("活动", event.title), ("地点", event.place), ("时间", _local(event.starts_at, zone).isoformat(" ", "minutes")),
        ("人数", str(len(rows))), ("到场", str(sum(row[4] is not None for row in rows))),
        ("导出时间", f"{now.astimezone(zone):%Y-%m-%d %H:%M}"), ("导出人", who.name),
        ("提示", "内有居民个人信息，只用于工作，用完请删除；导出已记录在案。"),
    ]  # fmt: skip
    return event, rows, about


def _cells(rows: list[Row], zone: ZoneInfo) -> Iterator[list[Any]]:
    for row in rows:
        yield [
            row.name or (DELETED if row.name_deleted else ""), row.phone or (DELETED if row.phone_deleted else ""),
            STATES[row.state], row.in_line, _local(row.came_at, zone), _local(row.left_at, zone),
            WAYS.get(row.via, ""), row.by, "是" if row.on_behalf else "",
            "、".join(FLAGS.get(flag, flag) for flag in row.flags),
        ]  # fmt: skip


def _local(moment: datetime | None, zone: ZoneInfo) -> Any:
    """Excel knows no zones: the local wall clock, to the minute."""
    return moment.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0) if moment else None


def plain(value: Any) -> str:
    """A value as text that no spreadsheet runs as a formula."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
