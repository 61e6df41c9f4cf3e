"""Counts of feedback, and gaps that show themselves after three conversations."""

from alembic import op

revision = "b0002"
down_revision = "b0001"
branch_labels = None
depends_on = None

TABLES = ("feedback_missing", "feedback_counts", "gap_voices", "gaps")


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE gaps (
            mark bytea PRIMARY KEY,               -- keyed hash of language and piece
            language text NOT NULL,
            first_on date NOT NULL DEFAULT current_date,
            last_on date NOT NULL DEFAULT current_date,
            conversations integer NOT NULL DEFAULT 1,
            text text,                            -- null until three conversations had it
            CHECK (text IS NULL OR conversations >= 3)
        )
        """
    )
    op.execute(
        """
        CREATE TABLE gap_voices (
            mark bytea NOT NULL,
            voice bytea NOT NULL,                 -- keyed hash of conversation and mark: only tells apart, links nothing
            day date NOT NULL DEFAULT current_date,
            PRIMARY KEY (mark, voice)
        )
        """
    )
    op.execute(
        """
        CREATE TABLE feedback_counts (
            day date NOT NULL, topic text NOT NULL, language text NOT NULL,
            useful integer NOT NULL, not_useful integer NOT NULL, missing integer NOT NULL,
            PRIMARY KEY (day, topic, language)
        )
        """
    )
    op.execute(
        """
        CREATE TABLE feedback_missing (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            day date NOT NULL DEFAULT current_date, topic text NOT NULL, language text NOT NULL,
            words bytea NOT NULL                  -- scrubbed, then sealed
        )
        """
    )


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"DROP TABLE {table}")
