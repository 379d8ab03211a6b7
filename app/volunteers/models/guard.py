"""The ledger of hours is only ever added to: the database itself refuses to change or delete a line.

`volunteer_id` may follow when two records of one person are made one. SQLite loses a trigger with a table that a
migration rebuilds: such a migration of `hours` has to end with `GUARD`.
"""

from __future__ import annotations

from sqlalchemy import DDL, Connection, event

from app.shared.tables import table_of
from app.volunteers.models.hours import Hours

_WORDS = "hours are only added to"
_KEPT = (
    "id", "created_at", "community_id", "about", "number", "assignment_id", "on_day", "what", "in_at", "out_at",
    "minutes", "kind", "state", "reason", "written_by", "approved_by", "notice_from", "notice_until",
)  # fmt: skip
"""Every column but `volunteer_id`."""

GUARD = {
    "sqlite": (
        f"CREATE TRIGGER hours_kept BEFORE UPDATE OF {', '.join(_KEPT)} ON hours "
        f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END",
        f"CREATE TRIGGER hours_stay BEFORE DELETE ON hours BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END",
    ),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION hours_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_WORDS}'; END $$",
        f"CREATE TRIGGER hours_kept BEFORE UPDATE OF {', '.join(_KEPT)} ON hours "
        "FOR EACH ROW EXECUTE FUNCTION hours_kept()",
        "CREATE TRIGGER hours_stay BEFORE DELETE ON hours FOR EACH ROW EXECUTE FUNCTION hours_kept()",
    ),
}
LIFT = {
    "sqlite": ("DROP TRIGGER IF EXISTS hours_kept", "DROP TRIGGER IF EXISTS hours_stay"),
    "postgresql": ("DROP TRIGGER IF EXISTS hours_kept ON hours", "DROP TRIGGER IF EXISTS hours_stay ON hours"),
}


def set_guard(connection: Connection) -> None:
    """From here on lines stay as they are."""
    for statement in GUARD[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def lift_guard(connection: Connection) -> None:
    """For whoever takes the whole database away: migrations back, and tests."""
    for statement in LIFT[connection.dialect.name]:
        connection.exec_driver_sql(statement)


for _dialect, _statements in GUARD.items():
    for _one in _statements:
        _made = DDL(_one.replace("%", "%%")).execute_if(dialect=_dialect)
        event.listen(table_of(Hours), "after_create", _made)
