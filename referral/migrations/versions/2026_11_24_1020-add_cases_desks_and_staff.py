"""The tables of the room, row-level security for the desk role, and a history that can only grow."""

from alembic import op

revision = "referral_0002"
down_revision = "referral_0001"

TABLES = ("code_tries", "case_events", "case_messages", "cases", "routes", "sessions", "memberships", "staff", "desks")
DESK = "wegwijzer_desk"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE desks (
            id uuid PRIMARY KEY,
            name text NOT NULL UNIQUE,
            municipality text,                    -- CBS code; NULL for the national desk
            public_key bytea NOT NULL,
            recovery bytea NOT NULL,              -- the private key under the recovery key, which is printed once
            created_at timestamptz NOT NULL DEFAULT now()
        )""")
    op.execute("""
        CREATE TABLE staff (
            id uuid PRIMARY KEY,
            email text NOT NULL UNIQUE,
            public_key bytea NOT NULL,
            salt bytea NOT NULL,
            wrapped_key bytea NOT NULL,           -- the personal private key under the password
            one_time boolean NOT NULL DEFAULT true,
            wrong_tries integer NOT NULL DEFAULT 0,
            locked_until timestamptz,
            created_at timestamptz NOT NULL DEFAULT now()
        )""")
    op.execute("""
        CREATE TABLE memberships (
            staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
            desk_id uuid NOT NULL REFERENCES desks ON DELETE CASCADE,
            sealed_key bytea NOT NULL,            -- the desk's private key, sealed to this person
            PRIMARY KEY (staff_id, desk_id)
        )""")
    op.execute("""
        CREATE TABLE sessions (
            token_hash bytea PRIMARY KEY,
            staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
            desk_id uuid NOT NULL REFERENCES desks ON DELETE CASCADE,
            sealed_key bytea NOT NULL,            -- the desk's private key under the cookie's token
            csrf text NOT NULL,
            language text NOT NULL DEFAULT 'nl',
            created_at timestamptz NOT NULL DEFAULT now(),
            seen_at timestamptz NOT NULL DEFAULT now()
        )""")
    op.execute("""
        CREATE TABLE routes (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            position integer NOT NULL,
            kind text, desk_kind text, municipality text,   -- NULL: any
            desk_id uuid NOT NULL REFERENCES desks ON DELETE CASCADE
        )""")
    op.execute("""
        CREATE TABLE cases (
            id uuid PRIMARY KEY,
            reference text NOT NULL UNIQUE,
            idempotency bytea NOT NULL UNIQUE,    -- keyed hash
            code bytea NOT NULL UNIQUE,           -- keyed hash of the case code
            code_salt bytea NOT NULL,
            kind text NOT NULL, topic text, desk_kind text, municipality text, language text NOT NULL, channel text NOT NULL,
            may_contact boolean NOT NULL,
            status text NOT NULL DEFAULT 'new',
            desk_id uuid NOT NULL REFERENCES desks,
            content_version text NOT NULL DEFAULT '',
            desk_key bytea,                       -- the case key sealed to the desk
            worker_key bytea,                     -- the case key under the code
            sealed_text bytea,
            sealed_contact bytea,                 -- channel and address, only when the worker asked for contact
            contact_key bytea,                    -- the key of the contact, sealed to the desk
            filed_at timestamptz NOT NULL,
            received_at timestamptz NOT NULL DEFAULT now(),
            changed_at timestamptz NOT NULL DEFAULT now(),
            erased_at timestamptz
        )""")
    op.execute("CREATE INDEX cases_of_a_desk ON cases (desk_id, received_at DESC, id)")
    op.execute("CREATE INDEX cases_to_erase ON cases (status, changed_at) WHERE erased_at IS NULL")
    op.execute("""
        CREATE TABLE case_messages (
            id uuid PRIMARY KEY,
            case_id uuid NOT NULL REFERENCES cases ON DELETE CASCADE,
            author text NOT NULL CHECK (author IN ('desk', 'worker', 'note')),
            language text NOT NULL,
            sealed_text bytea NOT NULL,
            at timestamptz NOT NULL DEFAULT now()
        )""")
    op.execute("CREATE INDEX messages_of_a_case ON case_messages (case_id, at)")
    op.execute("""
        CREATE TABLE case_events (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            case_id uuid NOT NULL REFERENCES cases ON DELETE CASCADE,
            at timestamptz NOT NULL DEFAULT now(),
            what text NOT NULL,
            detail text NOT NULL DEFAULT '',      -- names of states and desks only, never words of a person
            staff_id uuid
        )""")
    op.execute("CREATE INDEX events_of_a_case ON case_events (case_id, id)")
    op.execute(
        "CREATE TABLE code_tries (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, origin bytea NOT NULL, at timestamptz NOT NULL)"
    )
    op.execute("CREATE INDEX tries_by_time ON code_tries (at)")
    _only_grows()
    _desk_role()


def _only_grows() -> None:
    op.execute("""
        CREATE FUNCTION history_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'the history of a case is not changed';
        END $$""")
    op.execute("CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON case_events FOR EACH ROW EXECUTE FUNCTION history_only_grows()")
    op.execute("REVOKE UPDATE, DELETE ON case_events FROM wegwijzer_referral")


def _desk_role() -> None:
    """A desk sees its own cases. Handing one over goes through a function, because after it the row is no longer the desk's own."""
    op.execute("""
        CREATE FUNCTION this_desk() RETURNS uuid LANGUAGE sql STABLE AS
        $$ SELECT nullif(current_setting('app.desk_id', true), '')::uuid $$""")
    for table in ("cases", "case_messages", "case_events"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY intake ON {table} TO wegwijzer_referral USING (true) WITH CHECK (true)")
    op.execute(f"CREATE POLICY read_own ON cases FOR SELECT TO {DESK} USING (desk_id = this_desk())")
    op.execute(f"CREATE POLICY change_own ON cases FOR UPDATE TO {DESK} USING (desk_id = this_desk()) WITH CHECK (desk_id = this_desk())")
    for table in ("case_messages", "case_events"):
        own = "EXISTS (SELECT 1 FROM cases WHERE cases.id = case_id AND cases.desk_id = this_desk())"
        op.execute(f"CREATE POLICY read_own ON {table} FOR SELECT TO {DESK} USING ({own})")
        op.execute(f"CREATE POLICY add_own ON {table} FOR INSERT TO {DESK} WITH CHECK ({own})")
    op.execute(f"GRANT SELECT ON cases, case_messages, case_events TO {DESK}")
    op.execute(f"GRANT UPDATE (status, changed_at) ON cases TO {DESK}")
    op.execute(f"GRANT INSERT ON case_messages, case_events TO {DESK}")
    op.execute(f"GRANT SELECT (id, name, municipality, public_key) ON desks TO {DESK}")
    op.execute("""
        CREATE FUNCTION hand_over(which uuid, receiver uuid, key_for_receiver bytea, contact_key_for_receiver bytea) RETURNS boolean
        LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
            UPDATE cases SET desk_id = receiver, desk_key = key_for_receiver, contact_key = contact_key_for_receiver,
                status = 'new', changed_at = now()
            WHERE id = which AND desk_id = this_desk() RETURNING true $$""")
    op.execute("REVOKE ALL ON FUNCTION hand_over FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION hand_over TO {DESK}")
    # an answer for a worker is a job in the same transaction
    op.execute(f"GRANT SELECT, INSERT ON procrastinate_jobs, procrastinate_events TO {DESK}")
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA referral TO {DESK}")


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"DROP TABLE {table} CASCADE")
    op.execute("DROP FUNCTION hand_over")
    op.execute("DROP FUNCTION history_only_grows")
    op.execute("DROP FUNCTION this_desk")
