"""Key figures, share links, counts by day, signals and remarks. Days, never moments: nothing here fits beside a case by time."""

from alembic import op

revision = "referral_0015"
down_revision = "referral_0014"

DESK = "wegwijzer_desk"
TABLES = ("remarks", "signals", "outreach_days", "link_topics", "link_days", "share_links", "key_figures")


def upgrade() -> None:
    op.execute("""
        CREATE TABLE key_figures (
            id uuid PRIMARY KEY,
            desk_id uuid NOT NULL REFERENCES desks ON DELETE CASCADE,
            token_hash bytea UNIQUE,              -- keyed hash of the magic link; NULL when it was revoked
            wrapped_profile bytea NOT NULL,       -- what the person wants kept, under a key made from the room's settings
            language text NOT NULL,               -- of the page
            joined boolean NOT NULL DEFAULT false,
            invited_on date NOT NULL,
            expires_on date NOT NULL
        )""")
    op.execute("CREATE INDEX figures_of_a_desk ON key_figures (desk_id)")
    op.execute("""
        CREATE TABLE share_links (
            id uuid PRIMARY KEY,
            slug text NOT NULL UNIQUE,
            desk_id uuid NOT NULL REFERENCES desks ON DELETE CASCADE,
            figure_id uuid REFERENCES key_figures ON DELETE SET NULL,
            campaign_id uuid,
            topic text,                           -- NULL: all topics
            language text NOT NULL,
            target text NOT NULL CHECK (target IN ('page', 'whatsapp', 'sms', 'chat')),
            wrapped_place bytea NOT NULL,         -- "Polish shop": under a key made from the room's settings
            state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'ended', 'replaced')),
            made_on date NOT NULL,
            expires_on date
        )""")
    op.execute("CREATE INDEX links_of_a_desk ON share_links (desk_id)")
    op.execute("CREATE INDEX links_of_a_figure ON share_links (figure_id)")
    op.execute("CREATE INDEX links_of_a_campaign ON share_links (campaign_id)")
    op.execute("""
        CREATE TABLE link_days (
            link_id uuid NOT NULL REFERENCES share_links ON DELETE CASCADE,
            day date NOT NULL,
            visits integer NOT NULL DEFAULT 0,    -- people
            starts integer NOT NULL DEFAULT 0,    -- first messages that carried the code
            crawlers integer NOT NULL DEFAULT 0,  -- link previews and machines
            excess integer NOT NULL DEFAULT 0,    -- more than a poster can bring
            PRIMARY KEY (link_id, day)
        )""")
    op.execute("""
        CREATE TABLE link_topics (
            link_id uuid NOT NULL REFERENCES share_links ON DELETE CASCADE,
            topic text NOT NULL,
            day date NOT NULL,                    -- on which the fifth came
            asked integer NOT NULL CHECK (asked >= 5),
            PRIMARY KEY (link_id, topic, day)
        )""")
    op.execute("CREATE TABLE outreach_days (day date, what text, n integer NOT NULL, PRIMARY KEY (day, what))")
    op.execute("""
        CREATE TABLE signals (
            id uuid PRIMARY KEY,
            desk_id uuid NOT NULL REFERENCES desks ON DELETE CASCADE,
            day date NOT NULL,
            language text NOT NULL,
            key_no integer NOT NULL,
            sealed bytea NOT NULL,                -- to the key of the desk
            seen boolean NOT NULL DEFAULT false
        )""")
    op.execute("CREATE INDEX signals_of_a_desk ON signals (desk_id, day)")
    op.execute("""
        CREATE TABLE remarks (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            day date NOT NULL,
            what text NOT NULL CHECK (what IN ('unclear', 'wrong', 'missing')),
            topic text,
            language text NOT NULL,
            wrapped_words bytea,                  -- under a key made from the room's settings
            done boolean NOT NULL DEFAULT false
        )""")
    _desk_role()


def _desk_role() -> None:
    """Staff see the figures, links and signals of their own desk and of no other."""
    own = {
        "key_figures": "desk_id = this_desk()",
        "share_links": "desk_id = this_desk()",
        "signals": "desk_id = this_desk()",
        "link_days": "EXISTS (SELECT 1 FROM share_links s WHERE s.id = link_id AND s.desk_id = this_desk())",
        "link_topics": "EXISTS (SELECT 1 FROM share_links s WHERE s.id = link_id AND s.desk_id = this_desk())",
    }
    for table, condition in own.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY intake ON {table} TO wegwijzer_referral USING (true) WITH CHECK (true)")
        op.execute(f"CREATE POLICY own ON {table} TO {DESK} USING ({condition}) WITH CHECK ({condition})")
        op.execute(f"GRANT SELECT ON {table} TO {DESK}")
    op.execute(f"GRANT INSERT, UPDATE, DELETE ON key_figures, share_links TO {DESK}")
    op.execute(f"GRANT UPDATE, DELETE ON signals TO {DESK}")


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"DROP TABLE {table} CASCADE")
