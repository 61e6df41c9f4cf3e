"""How fast we send, what is laid down at the provider, and what is still to be deleted there."""

from alembic import op

revision = "channels_0003"
down_revision = "channels_0002"


def upgrade() -> None:
    # a pace needs no promise beyond a crash, so its rows are not written to the log
    op.execute("CREATE UNLOGGED TABLE paces (name text PRIMARY KEY, next_at timestamptz NOT NULL)")
    op.execute("""
        CREATE TABLE contents (
            mark text PRIMARY KEY,                -- hash of everything that is shown: another text is another resource
            name text NOT NULL,                   -- menu or template, for people
            language text NOT NULL,
            kind text NOT NULL,                   -- quick-reply, list-picker or template
            provider_id text NOT NULL,
            status text NOT NULL,                 -- usable; a template: the provider's word until it is approved; refused
            checked_at timestamptz NOT NULL DEFAULT now()
        )""")
    op.execute("""
        CREATE TABLE redactions (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            sealed bytea NOT NULL,                -- the provider's id of a message that is over
            attempts integer NOT NULL DEFAULT 0,
            due_at timestamptz NOT NULL DEFAULT now()
        )""")
    op.execute("CREATE INDEX redactions_due ON redactions (due_at)")
    # desk or template: what may be done when WhatsApp's window is closed
    op.execute("ALTER TABLE outbox ADD COLUMN purpose text NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE outbox ADD COLUMN language text")
    op.execute("CREATE INDEX outbox_parked ON outbox (pseudonym) WHERE state = 'parked'")
    op.execute("CREATE INDEX outbox_dead ON outbox (finished_at) WHERE state = 'dead'")


def downgrade() -> None:
    op.execute("DROP INDEX outbox_dead")
    op.execute("DROP INDEX outbox_parked")
    op.execute("ALTER TABLE outbox DROP COLUMN language")
    op.execute("ALTER TABLE outbox DROP COLUMN purpose")
    for table in ("redactions", "contents", "paces"):
        op.execute(f"DROP TABLE {table}")
