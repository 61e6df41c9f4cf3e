"""Norms of a desk in working days, and the clock of each case. `due_at` is the next thing that is owed; NULL: nothing."""

from alembic import op

revision = "referral_0007"
down_revision = "referral_0006"

DESK = "wegwijzer_desk"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE desks
            ADD COLUMN ack_days integer NOT NULL DEFAULT 2 CHECK (ack_days BETWEEN 1 AND 60),
            ADD COLUMN answer_days integer NOT NULL DEFAULT 5 CHECK (answer_days BETWEEN 1 AND 60)""")
    op.execute("""
        ALTER TABLE cases
            ADD COLUMN ack_due timestamptz, ADD COLUMN answer_due timestamptz,
            ADD COLUMN acknowledged_at timestamptz, ADD COLUMN answered_at timestamptz""")
    op.execute("""
        ALTER TABLE cases ADD COLUMN due_at timestamptz GENERATED ALWAYS AS (
            CASE WHEN status IN ('closed', 'withdrawn') OR erased_at IS NOT NULL THEN NULL
                WHEN acknowledged_at IS NULL THEN ack_due
                WHEN answered_at IS NULL THEN answer_due END) STORED""")
    op.execute("CREATE INDEX cases_by_due ON cases (desk_id, due_at) WHERE due_at IS NOT NULL")
    op.execute(f"GRANT UPDATE (ack_due, answer_due, acknowledged_at, answered_at) ON cases TO {DESK}")
    op.execute(f"GRANT SELECT (ack_days, answer_days) ON desks TO {DESK}")


def downgrade() -> None:
    op.execute("ALTER TABLE cases DROP COLUMN due_at")
    op.execute("ALTER TABLE cases DROP COLUMN ack_due, DROP COLUMN answer_due, DROP COLUMN acknowledged_at, DROP COLUMN answered_at")
    op.execute("ALTER TABLE desks DROP COLUMN ack_days, DROP COLUMN answer_days")
