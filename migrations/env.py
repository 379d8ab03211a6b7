"""Alembic's entry: the app's own engine and the app's own tables."""

from alembic import context

from app.shared.db import engine
from app.tables import metadata

config = context.config


def run() -> None:
    given = config.attributes.get("connection")
    if given is not None:
        _migrate(given)
        return
    with engine().connect() as connection, connection.begin():
        _migrate(connection)


def _migrate(connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


run()
