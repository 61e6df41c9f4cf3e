"""The tables of the room. Addresses and texts stand in `sealed` columns only, and are emptied when they are not needed any more."""

from alembic import op

revision = "channels_0002"
down_revision = "channels_0001"

TABLES = ("web_lines", "web_sessions", "counters", "opt_outs", "conversations", "outbox", "inbound")


def upgrade() -> None:
    op.execute("""
        CREATE TABLE inbound (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            message_id text NOT NULL UNIQUE,      -- keyed hash of the provider's id
            pseudonym text NOT NULL,
            channel text NOT NULL,
            sealed bytea,                         -- the message with its address; NULL once answered
            faults integer NOT NULL DEFAULT 0,    -- how often the bot failed on it
            received_at timestamptz NOT NULL DEFAULT now(),
            answered_at timestamptz
        )""")
    op.execute("CREATE INDEX inbound_waiting ON inbound (pseudonym, id) WHERE answered_at IS NULL")
    op.execute("CREATE INDEX inbound_by_age ON inbound (received_at)")
    op.execute("""
        CREATE TABLE outbox (
            id uuid PRIMARY KEY,
            key text NOT NULL UNIQUE,             -- what makes it unique: no message is answered twice
            inbound_id bigint,
            part smallint NOT NULL DEFAULT 0,
            channel text NOT NULL,
            pseudonym text NOT NULL,
            sealed bytea,                         -- address and body; NULL once delivered or given up
            state text NOT NULL DEFAULT 'waiting',
            attempts integer NOT NULL DEFAULT 0,
            attempted_at timestamptz,
            provider_mark text,                   -- keyed hash of the provider's id
            error_code text,
            created_at timestamptz NOT NULL DEFAULT now(),
            finished_at timestamptz
        )""")
    op.execute("CREATE INDEX outbox_of_inbound ON outbox (inbound_id) WHERE inbound_id IS NOT NULL")
    op.execute("CREATE INDEX outbox_provider_mark ON outbox (provider_mark) WHERE provider_mark IS NOT NULL")
    op.execute("CREATE INDEX outbox_by_age ON outbox (created_at)")
    op.execute("""
        CREATE TABLE conversations (
            pseudonym text PRIMARY KEY,
            language text,
            options bytea,                        -- sealed: the options last shown
            tokens real NOT NULL DEFAULT 0,
            tokens_at timestamptz NOT NULL DEFAULT now(),
            echo_mark text NOT NULL DEFAULT '',
            echo_count integer NOT NULL DEFAULT 0,
            echo_since timestamptz NOT NULL DEFAULT now(),
            told_at timestamptz,                  -- when a notice about waiting was last sent
            seen_at timestamptz NOT NULL DEFAULT now()
        )""")
    op.execute("CREATE INDEX conversations_by_age ON conversations (seen_at)")
    op.execute("CREATE TABLE opt_outs (pseudonym text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())")
    op.execute("CREATE TABLE counters (name text, label text, value double precision NOT NULL DEFAULT 0, PRIMARY KEY (name, label))")
    op.execute("""
        CREATE TABLE web_sessions (
            id text PRIMARY KEY,                  -- hash of the token in the cookie
            pseudonym text NOT NULL UNIQUE,
            public_key bytea NOT NULL,            -- its private half is made from the token, which we do not keep
            language text NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            seen_at timestamptz NOT NULL DEFAULT now()
        )""")
    op.execute("CREATE INDEX web_sessions_by_age ON web_sessions (seen_at)")
    op.execute("""
        CREATE TABLE web_lines (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            session text NOT NULL REFERENCES web_sessions ON DELETE CASCADE,
            key text NOT NULL UNIQUE,
            sealed bytea NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now()
        )""")
    op.execute("CREATE INDEX web_lines_of_session ON web_lines (session, id)")


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"DROP TABLE {table}")
