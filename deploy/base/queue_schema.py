"""Procrastinate's own tables in the schema of a room, for its first migration.

A later version of the library brings its own steps (procrastinate/sql/migrations); each becomes a revision of the rooms that have a queue.
"""

from alembic import op
from procrastinate.schema import SchemaManager

REMOVE = """
DO $$
DECLARE thing record;
BEGIN
    FOR thing IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'procrastinate\\_%' LOOP
        EXECUTE format('DROP TABLE %I CASCADE', thing.tablename);
    END LOOP;
    FOR thing IN SELECT oid::regprocedure AS name FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'procrastinate\\_%' LOOP
        EXECUTE format('DROP FUNCTION %s CASCADE', thing.name);
    END LOOP;
    FOR thing IN SELECT typname FROM pg_type
        WHERE typnamespace = current_schema()::regnamespace AND typname LIKE 'procrastinate\\_%' AND typtype IN ('e', 'c') LOOP
        EXECUTE format('DROP TYPE IF EXISTS %I CASCADE', thing.typname);
    END LOOP;
END;
$$
"""


def _run(statement: str) -> None:
    # the raw cursor, because the schema has per cent signs that are not parameters
    connection = op.get_bind().connection.driver_connection
    if connection is None:
        raise RuntimeError("migrations need a live connection")
    connection.cursor().execute(statement)


def install() -> None:
    _run(SchemaManager.get_schema())


def remove() -> None:
    _run(REMOVE)
