"""Which desk tells Open Klant of its cases."""

from alembic import op

revision = "referral_0019"
down_revision = "referral_0018"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE open_klant (
            desk_id uuid PRIMARY KEY REFERENCES desks ON DELETE CASCADE,
            url text NOT NULL,
            wrapped_token bytea NOT NULL,         -- under a key made from the room's settings
            actor uuid NOT NULL                   -- of Open Klant: the team of the desk
        )""")


def downgrade() -> None:
    op.execute("DROP TABLE open_klant")
