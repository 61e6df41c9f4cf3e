"""Conversations (one sealed snapshot each) and turns (the journal that makes a repeated message harmless)."""

from alembic import op

revision = "b0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE conversations (
            conversation text PRIMARY KEY,
            version bigint NOT NULL,
            state bytea NOT NULL,
            seen_at timestamptz NOT NULL DEFAULT now()
        )
        """
    )
    op.execute("CREATE INDEX conversations_seen_at ON conversations (seen_at)")
    op.execute(
        """
        CREATE TABLE turns (
            message_id text PRIMARY KEY,
            conversation text NOT NULL,
            answer bytea,
            made_at timestamptz NOT NULL DEFAULT now()
        )
        """
    )
    op.execute("COMMENT ON COLUMN turns.answer IS 'sealed reply of the turn; null once it may no longer be repeated'")
    op.execute("CREATE INDEX turns_conversation ON turns (conversation)")
    op.execute("CREATE INDEX turns_made_at ON turns (made_at)")


def downgrade() -> None:
    op.execute("DROP TABLE turns")
    op.execute("DROP TABLE conversations")
