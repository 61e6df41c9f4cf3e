"""What a member wants to be told, and webhooks of a desk."""

from alembic import op

revision = "referral_0012"
down_revision = "referral_0011"


def upgrade() -> None:
    op.execute("ALTER TABLE memberships ADD COLUMN notify text NOT NULL DEFAULT 'digest' CHECK (notify IN ('new', 'digest', 'off'))")
    op.execute("""
        CREATE TABLE webhooks (
            id uuid PRIMARY KEY,
            desk_id uuid NOT NULL REFERENCES desks ON DELETE CASCADE,
            url text NOT NULL,
            wrapped_secret bytea NOT NULL         -- under a key made from the room's settings
        )""")


def downgrade() -> None:
    op.execute("DROP TABLE webhooks")
    op.execute("ALTER TABLE memberships DROP COLUMN notify")
