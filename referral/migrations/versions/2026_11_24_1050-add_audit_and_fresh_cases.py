"""An audit that only grows, fresh cases first in the list, a hand-over that stays visible, a queue the desk role cannot read."""

from alembic import op

revision = "referral_0003"
down_revision = "referral_0002"

DESK = "wegwijzer_desk"


def _hand_over(status: str) -> None:
    op.execute(f"""
        CREATE OR REPLACE FUNCTION hand_over(which uuid, receiver uuid, key_for_receiver bytea, contact_key_for_receiver bytea)
        RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
            UPDATE cases SET desk_id = receiver, desk_key = key_for_receiver, contact_key = contact_key_for_receiver,
                status = '{status}', changed_at = now()
            WHERE id = which AND desk_id = this_desk() RETURNING true $$""")  # noqa: S608 (a word of ours, twice below)


def upgrade() -> None:
    op.execute("""
        CREATE TABLE audit_events (
            id uuid PRIMARY KEY,
            at timestamptz NOT NULL DEFAULT now(),
            what text NOT NULL,
            staff_id uuid,
            desk_id uuid,
            reference text                        -- the case, where there is one
        )""")
    op.execute("CREATE INDEX audit_by_time ON audit_events (at)")
    op.execute("CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION history_only_grows()")
    op.execute("REVOKE UPDATE, DELETE ON audit_events FROM wegwijzer_referral")
    op.execute("ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY")
    op.execute("CREATE POLICY intake ON audit_events TO wegwijzer_referral USING (true) WITH CHECK (true)")
    op.execute(f"CREATE POLICY add_own ON audit_events FOR INSERT TO {DESK} WITH CHECK (desk_id = this_desk())")
    op.execute(f"GRANT INSERT ON audit_events TO {DESK}")
    # the list of 50,000 cases opens from this index
    op.execute("ALTER TABLE cases ADD COLUMN fresh boolean GENERATED ALWAYS AS (status IN ('new', 'handed_over', 'reopened')) STORED")
    op.execute("DROP INDEX cases_of_a_desk")
    op.execute("CREATE INDEX cases_of_a_desk ON cases (desk_id, fresh DESC, received_at DESC, id)")
    _hand_over("handed_over")
    # adding a job needs only its id back; what other desks send is not a desk's to see
    op.execute(f"REVOKE SELECT ON procrastinate_jobs, procrastinate_events FROM {DESK}")  # noqa: S608 (a name of ours)
    op.execute(f"GRANT SELECT (id) ON procrastinate_jobs TO {DESK}")
    # a salt now begins with its cost (passes, memory in KiB); a session now holds the member's key, so those of before end
    op.execute(r"UPDATE staff SET salt = '\x0300010000'::bytea || salt")
    op.execute(r"UPDATE cases SET code_salt = '\x0100010000'::bytea || code_salt")
    op.execute("DELETE FROM sessions")


def downgrade() -> None:
    op.execute("DELETE FROM sessions")
    op.execute("UPDATE cases SET code_salt = substring(code_salt from 6)")
    op.execute("UPDATE staff SET salt = substring(salt from 6)")
    op.execute(f"REVOKE SELECT (id) ON procrastinate_jobs FROM {DESK}")  # noqa: S608 (a name of ours)
    op.execute(f"GRANT SELECT ON procrastinate_jobs, procrastinate_events TO {DESK}")
    _hand_over("new")
    op.execute("DROP INDEX cases_of_a_desk")
    op.execute("ALTER TABLE cases DROP COLUMN fresh")
    op.execute("CREATE INDEX cases_of_a_desk ON cases (desk_id, received_at DESC, id)")
    op.execute("DROP TABLE audit_events")
