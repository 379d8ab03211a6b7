"""`linju export visits`."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from app.shared.errors import Refused


def export_visits(
    output: Annotated[Path, typer.Option("--output", "-o", help="The workbook to write (.xlsx).")],
    community: Annotated[str | None, typer.Option(help="Its code. May be left out while there is only one.")] = None,
    start: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First local day, e.g. 2026-03-01.")
    ] = None,
    end: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last local day, included.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why: kept in the access record.")] = "",
) -> None:
    """Write the visits of a period as a workbook. The file appears whole or not at all."""
    from app.shared.clock import now
    from app.shared.db import transaction
    from app.visits.export import Period, exporting_operator
    from app.visits.export import export_visits as export

    if output.suffix.lower() != ".xlsx":
        raise Refused("not_xlsx", "文件名要以 .xlsx 结尾。")
    period = Period(start.date() if start else None, end.date() if end else None)
    draft = output.with_name(f".{output.name}.{os.getpid()}.draft")
    try:
        with transaction() as session, _private(draft).open("wb") as out:
            made = export(session, exporting_operator(), out, now(), code=community, period=period, reason=reason)
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)
    print(f"{output}：{made.community.name} {made.rows} 条走访")


def _private(file: Path) -> Path:
    file.touch(mode=0o600)
    return file
