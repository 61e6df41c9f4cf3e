"""Campaigns and the files that are printed for them. Days, never moments, except when a file is erased."""

from alembic import op

revision = "referral_0016"
down_revision = "referral_0015"

DESK = "wegwijzer_desk"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE campaigns (
            id uuid PRIMARY KEY,
            desk_id uuid NOT NULL REFERENCES desks ON DELETE CASCADE,
            wrapped_name bytea NOT NULL,          -- under a key made from the room's settings, as places are
            target text NOT NULL CHECK (target IN ('page', 'whatsapp', 'sms', 'chat')),
            begins_on date NOT NULL,
            ends_on date NOT NULL,                -- the last day
            made_on date NOT NULL,
            CHECK (begins_on <= ends_on)
        )""")
    op.execute("CREATE INDEX campaigns_of_a_desk ON campaigns (desk_id)")
    op.execute("""
        CREATE TABLE print_runs (
            id uuid PRIMARY KEY,
            campaign_id uuid NOT NULL REFERENCES campaigns ON DELETE CASCADE,
            desk_id uuid NOT NULL REFERENCES desks ON DELETE CASCADE,
            formats text[] NOT NULL,
            state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'working', 'done', 'failed', 'erased')),
            done integer NOT NULL DEFAULT 0,
            total integer NOT NULL DEFAULT 0,
            size bigint NOT NULL DEFAULT 0,       -- bytes of the file when it is opened
            wrapped_key bytea,                    -- of the file; NULL before and after
            erase_at timestamptz NOT NULL
        )""")
    op.execute("CREATE INDEX runs_of_a_campaign ON print_runs (campaign_id)")
    for table in ("campaigns", "print_runs"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY intake ON {table} TO wegwijzer_referral USING (true) WITH CHECK (true)")
        op.execute(f"CREATE POLICY own ON {table} TO {DESK} USING (desk_id = this_desk()) WITH CHECK (desk_id = this_desk())")
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON campaigns TO {DESK}")
    op.execute(f"GRANT SELECT ON print_runs TO {DESK}")


def downgrade() -> None:
    op.execute("DROP TABLE print_runs")
    op.execute("DROP TABLE campaigns")
