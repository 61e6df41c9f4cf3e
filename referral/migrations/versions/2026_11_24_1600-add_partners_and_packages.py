"""Partners, signed packages for them with the keys that verify them, and what became of cases that went to another desk."""

from alembic import op

revision = "referral_0014"
down_revision = "referral_0013"

DESK, INTAKE = "wegwijzer_desk", "wegwijzer_referral"
OWN_CASE = "EXISTS (SELECT 1 FROM cases WHERE cases.id = case_id AND cases.desk_id = this_desk())"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE partners (
            id uuid PRIMARY KEY,
            name text NOT NULL UNIQUE,
            kind text NOT NULL,
            municipality text,                    -- CBS code; NULL: for every desk
            way text NOT NULL,
            address text NOT NULL DEFAULT '',     -- what the operator entered; nothing is made up
            public_key bytea,                     -- X25519; packages for this partner are sealed to it
            in_use boolean NOT NULL DEFAULT true
        )""")
    op.execute("""
        CREATE TABLE signing_keys (
            id text PRIMARY KEY,                  -- fingerprint
            desk_id uuid NOT NULL REFERENCES desks ON DELETE CASCADE,
            public_key bytea NOT NULL,            -- Ed25519; the private half is made from the desk's key and is never stored
            since timestamptz NOT NULL DEFAULT now()
        )""")
    op.execute("""
        CREATE TABLE packages (
            number text PRIMARY KEY,
            case_id uuid NOT NULL REFERENCES cases ON DELETE CASCADE,
            partner_id uuid NOT NULL REFERENCES partners,
            made_at timestamptz NOT NULL,
            sha256 bytea NOT NULL,
            sealed_file bytea,                    -- under the case key; NULL once the case is erased
            code bytea UNIQUE,                    -- keyed hash of what the partner confirms with; NULL when it is used up
            state text NOT NULL DEFAULT 'sent' CHECK (state IN ('sent', 'received', 'in_progress', 'finished', 'not_for_us')),
            state_at timestamptz NOT NULL
        )""")
    op.execute("CREATE INDEX packages_of_a_case ON packages (case_id, made_at)")
    op.execute("CREATE INDEX packages_of_a_partner ON packages (partner_id)")
    op.execute("""
        CREATE TABLE transfers (
            id uuid PRIMARY KEY,
            case_id uuid NOT NULL REFERENCES cases ON DELETE CASCADE,
            from_desk uuid NOT NULL REFERENCES desks ON DELETE CASCADE,
            to_desk uuid NOT NULL REFERENCES desks ON DELETE CASCADE,
            at timestamptz NOT NULL
        )""")
    op.execute("CREATE INDEX transfers_of_a_desk ON transfers (from_desk, at DESC)")
    op.execute("CREATE INDEX transfers_of_a_case ON transfers (case_id)")
    _rights()
    # the sender learns how far the receiver is, and nothing else of a case that is not his any more
    op.execute("""
        CREATE FUNCTION handed_on(since timestamptz)
        RETURNS TABLE (reference text, receiver text, at timestamptz, status text, changed_at timestamptz)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
            SELECT c.reference, d.name, t.at, c.status, c.changed_at
            FROM transfers t JOIN cases c ON c.id = t.case_id JOIN desks d ON d.id = c.desk_id
            WHERE t.from_desk = this_desk() AND t.at >= since AND c.desk_id <> t.from_desk
            ORDER BY t.at DESC LIMIT 200 $$""")
    op.execute("REVOKE ALL ON FUNCTION handed_on FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION handed_on TO {DESK}")


def _rights() -> None:
    for table in ("partners", "signing_keys", "packages", "transfers"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY intake ON {table} TO {INTAKE} USING (true) WITH CHECK (true)")
    here = "municipality IS NULL OR municipality IN (SELECT d.municipality FROM desks d WHERE d.id = this_desk())"
    op.execute(f"CREATE POLICY ours ON partners FOR SELECT TO {DESK} USING (in_use AND ({here}))")
    op.execute(f"GRANT SELECT ON partners TO {DESK}")
    op.execute(f"CREATE POLICY all_may_verify ON signing_keys FOR SELECT TO {DESK} USING (true)")
    op.execute(f"CREATE POLICY add_own ON signing_keys FOR INSERT TO {DESK} WITH CHECK (desk_id = this_desk())")
    op.execute(f"GRANT SELECT, INSERT ON signing_keys TO {DESK}")
    op.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON signing_keys FROM {INTAKE}")
    op.execute(f"CREATE POLICY own ON packages TO {DESK} USING ({OWN_CASE}) WITH CHECK ({OWN_CASE})")
    op.execute(f"GRANT SELECT, INSERT ON packages TO {DESK}")
    op.execute(f"CREATE POLICY add_own ON transfers FOR INSERT TO {DESK} WITH CHECK (from_desk = this_desk() AND {OWN_CASE})")
    op.execute(f"GRANT INSERT ON transfers TO {DESK}")


def downgrade() -> None:
    op.execute("DROP FUNCTION handed_on")
    for table in ("transfers", "packages", "signing_keys", "partners"):
        op.execute(f"DROP TABLE {table}")
