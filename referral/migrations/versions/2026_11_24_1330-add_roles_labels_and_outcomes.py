"""Roles of members; who works on a case, what it waits for, how it ended, labels of a desk, and whom cases are about."""

from alembic import op

revision = "referral_0004"
down_revision = "referral_0003"

DESK = "wegwijzer_desk"
STATES = "'new', 'acknowledged', 'in_progress', 'waiting', 'handed_over', 'closed', 'reopened', 'withdrawn'"
OUTCOMES = "'solved', 'advised', 'passed_on', 'no_reply', 'not_for_us', 'duplicate'"


def upgrade() -> None:
    op.execute("ALTER TABLE memberships ADD COLUMN role text NOT NULL DEFAULT 'officer'")
    op.execute("ALTER TABLE memberships ADD CONSTRAINT known_role CHECK (role IN ('reader', 'officer', 'lead', 'admin'))")
    op.execute("UPDATE memberships SET role = 'admin'")  # until now every member could do everything
    op.execute("""
        ALTER TABLE cases
            ADD COLUMN assignee_id uuid REFERENCES staff ON DELETE SET NULL,
            ADD COLUMN waiting_for text CHECK (waiting_for IN ('worker', 'partner')),
            ADD COLUMN outcome text,
            ADD COLUMN urgent boolean NOT NULL DEFAULT false,
            ADD COLUMN labels text[] NOT NULL DEFAULT '{}'""")
    op.execute(f"ALTER TABLE cases ADD CONSTRAINT known_status CHECK (status IN ({STATES}))")
    op.execute(f"ALTER TABLE cases ADD CONSTRAINT known_outcome CHECK (outcome IN ({OUTCOMES}))")
    op.execute("DROP INDEX cases_of_a_desk")
    op.execute("CREATE INDEX cases_of_a_desk ON cases (desk_id, fresh DESC, urgent DESC, received_at DESC, id)")
    op.execute("CREATE INDEX cases_of_a_person ON cases (assignee_id) WHERE assignee_id IS NOT NULL")
    op.execute(f"GRANT UPDATE (assignee_id, waiting_for, outcome, urgent, labels) ON cases TO {DESK}")
    op.execute("""
        CREATE TABLE labels (
            desk_id uuid NOT NULL REFERENCES desks ON DELETE CASCADE,
            name text NOT NULL CHECK (length(name) BETWEEN 1 AND 30),
            PRIMARY KEY (desk_id, name)
        )""")
    op.execute("""
        CREATE TABLE case_subjects (
            id uuid PRIMARY KEY,
            case_id uuid NOT NULL REFERENCES cases ON DELETE CASCADE,
            mark bytea NOT NULL,                  -- keyed hash of the name; the key comes from the desk's private key
            sealed_name bytea NOT NULL,           -- under the case key
            at timestamptz NOT NULL DEFAULT now(),
            UNIQUE (case_id, mark)
        )""")
    op.execute("CREATE INDEX subjects_by_mark ON case_subjects (mark)")
    for table in ("labels", "case_subjects"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY intake ON {table} TO wegwijzer_referral USING (true) WITH CHECK (true)")
        op.execute(f"GRANT SELECT, INSERT, DELETE ON {table} TO {DESK}")
    op.execute(f"CREATE POLICY own ON labels TO {DESK} USING (desk_id = this_desk()) WITH CHECK (desk_id = this_desk())")
    own = "EXISTS (SELECT 1 FROM cases WHERE cases.id = case_id AND cases.desk_id = this_desk())"
    op.execute(f"CREATE POLICY own ON case_subjects TO {DESK} USING ({own}) WITH CHECK ({own})")
    _hand_over(", assignee_id = NULL, waiting_for = NULL, outcome = NULL, labels = '{}'")


def _hand_over(more: str) -> None:
    # whom the case is about is marked with the sender's key: the receiver marks it anew
    forget = "DELETE FROM case_subjects WHERE case_id IN (SELECT id FROM cases WHERE id = which AND desk_id = this_desk());"
    op.execute(f"""
        CREATE OR REPLACE FUNCTION hand_over(which uuid, receiver uuid, key_for_receiver bytea, contact_key_for_receiver bytea)
        RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
            {forget if more else ""}
            UPDATE cases SET desk_id = receiver, desk_key = key_for_receiver, contact_key = contact_key_for_receiver,
                status = 'handed_over', changed_at = now(){more}
            WHERE id = which AND desk_id = this_desk() RETURNING true $$""")  # noqa: S608 (words of ours)


def downgrade() -> None:
    _hand_over("")
    op.execute("DROP TABLE case_subjects")
    op.execute("DROP TABLE labels")
    op.execute("DROP INDEX cases_of_a_desk")
    op.execute("""
        ALTER TABLE cases DROP CONSTRAINT known_status, DROP COLUMN assignee_id, DROP COLUMN waiting_for, DROP COLUMN outcome,
            DROP COLUMN urgent, DROP COLUMN labels""")
    op.execute("CREATE INDEX cases_of_a_desk ON cases (desk_id, fresh DESC, received_at DESC, id)")
    op.execute("ALTER TABLE memberships DROP COLUMN role")
