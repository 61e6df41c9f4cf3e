"""Tokens for other systems of a municipality, and cases by receipt, as those ask for them."""

from alembic import op

revision = "referral_0018"
down_revision = "referral_0017"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE api_tokens (
            id uuid PRIMARY KEY,
            desk_id uuid NOT NULL REFERENCES desks ON DELETE CASCADE,
            handle text NOT NULL UNIQUE,          -- how it is spoken of; opens nothing
            name text NOT NULL,
            mark bytea NOT NULL UNIQUE,           -- keyed hash of the token
            scopes text[] NOT NULL,
            made_on date NOT NULL,
            expires_on date NOT NULL,
            used_on date                          -- the day, never the moment
        )""")
    op.execute("CREATE INDEX api_tokens_of_a_desk ON api_tokens (desk_id)")
    op.execute("CREATE INDEX cases_by_receipt ON cases (desk_id, received_at DESC, id)")


def downgrade() -> None:
    op.execute("DROP INDEX cases_by_receipt")
    op.execute("DROP TABLE api_tokens")
