"""A reply that was chosen in Dutch and sent in another language keeps both, sealed."""

from alembic import op

revision = "referral_0011"
down_revision = "referral_0010"


def upgrade() -> None:
    op.execute("ALTER TABLE case_messages ADD COLUMN sealed_dutch bytea")


def downgrade() -> None:
    op.execute("ALTER TABLE case_messages DROP COLUMN sealed_dutch")
