"""A case may be held: it is not erased while it is."""

from alembic import op

revision = "referral_0009"
down_revision = "referral_0008"


def upgrade() -> None:
    op.execute("ALTER TABLE cases ADD COLUMN held_at timestamptz")
    op.execute("GRANT UPDATE (held_at) ON cases TO wegwijzer_desk")


def downgrade() -> None:
    op.execute("ALTER TABLE cases DROP COLUMN held_at")
