"""One message to a worker who may be written to, when the answer is late."""

from alembic import op

revision = "referral_0017"
down_revision = "referral_0016"

DESK = "wegwijzer_desk"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE late_notices (
            case_id uuid PRIMARY KEY REFERENCES cases ON DELETE CASCADE,   -- so there is never a second one
            key_id uuid,                          -- the worker whose key its job is sealed to; NULL while there is none
            job_id bigint,
            state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
            at timestamptz NOT NULL DEFAULT now()
        )""")
    op.execute("ALTER TABLE late_notices ENABLE ROW LEVEL SECURITY")
    own = "EXISTS (SELECT 1 FROM cases WHERE cases.id = case_id AND cases.desk_id = this_desk())"
    op.execute("CREATE POLICY intake ON late_notices TO wegwijzer_referral USING (true) WITH CHECK (true)")
    op.execute(f"CREATE POLICY own ON late_notices TO {DESK} USING ({own}) WITH CHECK ({own})")
    op.execute(f"GRANT SELECT ON late_notices TO {DESK}")
    op.execute(f"GRANT UPDATE (key_id, job_id) ON late_notices TO {DESK}")


def downgrade() -> None:
    op.execute("DROP TABLE late_notices")
