"""Procrastinate's own tables, as version 3.10 of the library gives them, in our schema.

A later version of the library brings its own steps (procrastinate/sql/migrations); each becomes a revision here.
"""

from alembic import op
from procrastinate.schema import SchemaManager

revision = "channels_0001"
down_revision = None

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


def upgrade() -> None:
    # the raw cursor, because the schema has per cent signs that are not parameters
    op.get_bind().connection.cursor().execute(SchemaManager.get_schema())


def downgrade() -> None:
    op.get_bind().connection.cursor().execute(REMOVE)
