"""A roster of 20,000 people (.xlsx): read and checked, and imported by the command. Budget: ≤ 6 s and ≤ 15 s."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from app.households.identity import check_character
from app.households.roster.reader import read_roster
from tests.e2e.installation import Installation

PEOPLE = 20_000
READ_BUDGET, IMPORT_BUDGET = 6, 15  # seconds
CODE = "350206999088"

_HEAD = [
    "序号", "小区", "楼栋", "单元", "室号", "与户主关系", "姓名", "性别", "民族", "身份证号", "出生日期", "联系电话",
    "居住类型", "户籍地址", "婚姻状况", "文化程度", "政治面貌", "就业状况", "紧急联系人", "紧急联系人电话", "网格",
    "人员类别",
    "备注",
]  # fmt: skip


def measure(installation: Installation) -> Iterator[dict[str, Any]]:
    """Reading alone, then the whole `linju import roster` into a community of its own, then the same file again."""
    file = installation.home / "bench-roster.xlsx"
    write_roster(file)
    started = time.perf_counter()
    roster = read_roster(file, date(2026, 3, 2))
    yield _line("roster_read", started, READ_BUDGET, len(roster.rows))
    arguments = ("import", "roster", str(file), "--community", CODE)
    for bench, extra in (("roster_import", ("--name", "量尺社区")), ("roster_import_again", ())):
        started = time.perf_counter()
        said = installation.run(*arguments, *extra)
        assert said.returncode == 0, said.stderr
        yield _line(bench, started, IMPORT_BUDGET, len(roster.rows))
    file.unlink()


def _line(bench: str, started: float, budget: int, n: int) -> dict[str, Any]:
    seconds = round(time.perf_counter() - started, 2)
    return {"bench": bench, "value": seconds, "unit": "s", "budget": budget, "n": n}


def write_roster(file: Path, people: int = PEOPLE) -> None:
    """A roster as an office keeps it: a title, one row a person, 23 columns. The same every time."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("花名册")
    sheet.append(["量尺社区居民花名册"])
    sheet.append(_HEAD)
    for row in _rows(random.Random(20260302), people):
        sheet.append(row)
    book.save(file)


def _rows(rng: random.Random, people: int) -> Iterator[list[Any]]:
    number = door = 0
    while number < people:
        door += 1
        place = [
            "兴华里小区",
            f"{door // 160 + 1}号楼",
            f"{door // 80 % 2 + 1}单元",
            f"{door // 4 % 18 + 1}{door % 4 + 1:02d}",
        ]
        for relation in ["户主", "配偶", "子", "女", "父"][: min(rng.randint(1, 5), people - number)]:
            number += 1
            yield [number, *place, relation, *_person(rng, number), f"第{door // 160 % 8 + 1}网格", *_rest(rng)]


def _person(rng: random.Random, number: int) -> list[Any]:
    born = date(1935, 1, 1) + timedelta(days=number * 7 % 32_000)
    first = f"3502{number % 90 + 10}{born:%Y%m%d}{number // 90 % 1000:03d}"
    name = rng.choice("张王李赵陈林黄吴") + rng.choice("伟芳娜敏静强磊军") + rng.choice("洋勇艳杰涛明霞平")
    return [
        name, "男" if int(first[-1]) % 2 else "女", "汉族", first + check_character(first), born.isoformat(),
        f"138{number:08d}", "户籍人口", f"福建省厦门市湖里区兴华路{number % 300 + 1}号", "已婚", "高中", "群众", "退休",
        f"林{name[1:]}", f"139{number:08d}",
    ]  # fmt: skip


def _rest(rng: random.Random) -> list[str]:
    return [rng.choice(["", "", "", "独居老人", "低保、残疾"]), rng.choice(["", "", "养狗", "儿子在外地"])]
