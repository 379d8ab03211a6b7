"""`linju import roster` and `linju export roster`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.shared.errors import Refused

if TYPE_CHECKING:
    from sqlmodel import Session

    from app.households.roster.plan import Plan
    from app.households.roster.problems import Problem

File = Annotated[Path, typer.Argument(help="The roster: .xlsx, .xls, .ods or .csv.")]
CommunityCode = Annotated[str | None, typer.Option(help="Its code. May be left out while there is only one.")]


def add_commands(imports: typer.Typer, exports: typer.Typer) -> None:
    """Hang `import roster` and `export roster` on the `linju` command."""
    imports.command("roster")(import_roster)
    exports.command("roster")(export_roster)


def import_roster(
    file: File,
    community: CommunityCode = None,
    name: Annotated[str, typer.Option(help="Name of the community, when this import makes it.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change and write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    partial: Annotated[bool, typer.Option("--partial", help="Not everybody is in the file: nobody moves out.")] = False,
    confirm: Annotated[bool, typer.Option("--confirm", help="Yes, that many people have moved out.")] = False,
) -> None:
    """Import a roster as an office keeps it. Exit code 1 and nothing written when there is an error in it."""
    from app.accounts.rules.operator import operator
    from app.households.roster.service import apply_import, plan_import, read_for
    from app.shared.db import transaction

    _prepare()
    try:
        with transaction() as session:
            code = _community(session, community, name)
            roster = read_for(session, operator(), file, community=code, progress=_rows_read)
            plan = plan_import(session, operator(), roster, community=code, whole=not partial)
            if dry_run or not plan.is_good:
                raise _OnlyLooked  # rolls back, also the community that this import would have made
            apply_import(session, operator(), plan, _written, confirmed=confirm)
    except _OnlyLooked:
        pass
    applied = plan.is_good and not dry_run
    _clear_line()
    if as_json:
        print(json.dumps(plan.as_json() | {"applied": applied}, ensure_ascii=False, indent=1))
    else:
        _report(plan, applied, dry_run)
    if not plan.is_good:
        raise typer.Exit(1)


class _OnlyLooked(Exception):
    """Nothing is to be written."""


def _prepare() -> None:
    """The data folder and the tables, and the features that follow what happens to households."""
    import app.visits.service
    import app.volunteers.service  # noqa: F401
    from app.serve.home import prepare_home
    from app.serve.migrations import upgrade
    from app.shared.settings import settings

    prepare_home(settings().home)
    upgrade()


def _community(session: Session, code: str | None, name: str) -> str | None:
    """The code to import for. The first import makes the community."""
    from sqlmodel import select

    from app.households.models import Community

    known = set(session.exec(select(Community.code)).all())
    if code is None and not known:
        raise Refused("no_community", "还没有社区。请用 --community 给出 12 位代码，用 --name 给出名称。")
    if code is not None and code not in known:
        if known and not name:
            raise Refused("no_community", "没有社区 {community}，有：{codes}。要新建请加 --name 名称。",
                          community=code, codes="、".join(sorted(known)))  # fmt: skip
        if not (code.isascii() and code.isdigit() and len(code) == 12):
            raise Refused("bad_community_code", "社区代码是 12 位数字（统计用区划代码）。")
        session.add(Community(code=code, name=name or f"社区 {code}"))
        session.flush()
    return code


def _report(plan: Plan, applied: bool, dry_run: bool) -> None:
    many = len(plan.roster.sheets) > 1
    for sheet in plan.roster.sheets if dry_run else ():
        print(f"表头在第 {sheet.header_row} 行" + (f"（{sheet.name}）" if many else "") + "：")
        for column in sheet.as_json()["columns"]:
            print(f"  {column['column']}  {column['title']} → {column['read_as'] or '不读'}")
    for problem in plan.problems:
        print(line(problem), file=sys.stderr)
    if not plan.is_good:
        print(f"有 {len(plan.roster.errors)} 处要先改好，什么也没有写入。", file=sys.stderr)
        return
    print(("已导入" if applied else "预览，没有写入") + f"：{summary(plan)}")


def line(problem: Problem) -> str:
    """One problem in one line: file row, column, what was found, how to mend it."""
    kind = "错误" if problem.severity == "error" else "提示"
    place = [problem.sheet, f"第 {problem.row} 行" if problem.row else "", problem.column]
    where = " ".join(part for part in place if part)
    value = " ".join(problem.value.split())
    return f"{kind} {where}{'：' if where else ''}{f'“{value}” ' if value else ''}{problem.message}"


def summary(plan: Plan) -> str:
    """What an import did or would do, in one line."""
    counts = plan.counts
    words = (
        ("new", "新增 {} 人"), ("changed", "变更 {} 人"), ("moved_out", "搬出 {} 人"), ("unchanged", "不变 {} 人"),
        ("new_households", "新增 {} 户"), ("new_doors", "新增 {} 个门牌"), ("new_grids", "新增 {} 个网格"),
    )  # fmt: skip
    return "，".join(word.format(counts[key]) for key, word in words if counts[key]) or "没有人员"


def export_roster(
    output: Annotated[Path, typer.Option("--output", "-o", help="The workbook to write (.xlsx).")],
    community: CommunityCode = None,
    reason: Annotated[str, typer.Option(help="Why: kept in the access record.")] = "",
) -> None:
    """Write everybody on the register as a workbook that imports again as the same register."""
    from app.accounts.rules.operator import operator
    from app.households.roster.export import export_roster as export
    from app.shared.db import transaction

    if output.suffix.lower() != ".xlsx":
        raise Refused("not_xlsx", "文件名要以 .xlsx 结尾。")
    draft = output.with_name(f".{output.name}.{os.getpid()}.draft")
    try:
        with transaction() as session:
            made = export(session, operator(), community=community, reason=reason)
            draft.touch(mode=0o600)
            draft.write_bytes(made.workbook)
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)
    print(f"{output}：{made.community} {made.people} 人")


# ---- progress, on a terminal only ------------------------------------------------------------------


def _rows_read(done: int, total: int) -> None:
    _say(f"读取 {done}/{total} 行")


def _written(what: str, share: float) -> None:
    _say(f"写入 {share:4.0%} {what}")


def _say(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
    elif _turning(text):
        print(text, file=sys.stderr)


_said: dict[str, Any] = {"what": ""}


def _turning(text: str) -> bool:
    """Into a file or pipe only the first word of each stage: 读取, 写入."""
    what = text.split()[0]
    if _said["what"] == what:
        return False
    _said["what"] = what
    return True


def _clear_line() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
