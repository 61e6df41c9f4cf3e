"""What a report is about, as the worker chose it from a list: in clear, because desks route and filter on it."""

from alembic import op

revision = "referral_0013"
down_revision = "referral_0012"


def upgrade() -> None:
    op.execute("ALTER TABLE cases ADD COLUMN abuse text")


def downgrade() -> None:
    op.execute("ALTER TABLE cases DROP COLUMN abuse")
