"""What cadres wrote about doors: mostly for every colleague, some for the grid or the author alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from app.households.demo.draw import Draw
from app.households.demo.settle import Settled
from app.households.models import NoteReader

_PHRASES = (
    (NoteReader.CADRES, "家里有狗，先打电话再上门。"),
    (NoteReader.CADRES, "门铃坏了，请敲门。"),
    (NoteReader.CADRES, "上夜班，下午四点以后在家。"),
    (NoteReader.CADRES, "周末才有人在家。"),
    (NoteReader.CADRES, "习惯走侧门，正门常锁。"),
    (NoteReader.CADRES, "只讲闽南话，最好带会讲的同事。"),
    (NoteReader.CADRES, "楼道灯坏过，晚上带手电。"),
    (NoteReader.GRID, "最近和邻居有矛盾，说话留意。"),
    (NoteReader.GRID, "儿子在外地，紧急联系人打得通。"),
    (NoteReader.AUTHOR, "上次约好月底再来看一次。"),
)
_FOR_ELDERS = (
    (NoteReader.CADRES, "听力不好，敲门重一点，多等一会儿。"),
    (NoteReader.CADRES, "腿脚不便，开门慢，请等两分钟。"),
    (NoteReader.CADRES, "上午去公园锻炼，十点以后在家。"),
    (NoteReader.CADRES, "钥匙在对门邻居处有一把备用。"),
    (NoteReader.GRID, "刚做过白内障手术，留意用药。"),
)


def notes(draw: Draw, homes: list[Settled], cadres: dict[UUID | None, list[UUID]]) -> Iterator[dict[str, Any]]:
    """Rows of `DoorNote`, written by the first cadre of each grid."""
    for settled in homes:
        if draw.rng.random() < (0.55 if settled.elders else 0.09):
            readers, text = draw.rng.choice(_FOR_ELDERS if settled.elders else _PHRASES)
            yield {
                "id": draw.id(), "community_id": draw.community, "household_id": settled.row["id"], "text": text,
                "readers": readers, "written_by": cadres[settled.grid_id][0], "ended_at": None,
            }  # fmt: skip
