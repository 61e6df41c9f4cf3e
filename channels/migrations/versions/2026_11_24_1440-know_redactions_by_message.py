"""One row for each message that is to be deleted at the provider, however often it is asked for."""

from alembic import op

revision = "channels_0004"
down_revision = "channels_0003"


def upgrade() -> None:
    op.execute("DELETE FROM redactions")
    op.execute("ALTER TABLE redactions ADD COLUMN mark text NOT NULL UNIQUE")  # keyed hash of the provider's id


def downgrade() -> None:
    op.execute("ALTER TABLE redactions DROP COLUMN mark")
