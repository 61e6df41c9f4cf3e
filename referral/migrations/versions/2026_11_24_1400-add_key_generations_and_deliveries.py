"""Keys of a desk have numbers, so that a key can be changed; answers on their way are sealed to a worker's own key."""

from alembic import op

revision = "referral_0005"
down_revision = "referral_0004"

DESK = "wegwijzer_desk"
SET = """desk_id = receiver, desk_key = key_for_receiver, contact_key = contact_key_for_receiver,
    status = 'handed_over', changed_at = now(), assignee_id = NULL, waiting_for = NULL, outcome = NULL, labels = '{}'"""
OF_MINE = "id = which AND desk_id = this_desk()"
FORGET = f"DELETE FROM case_subjects WHERE case_id IN (SELECT id FROM cases WHERE {OF_MINE})"  # noqa: S608 (words of ours)
AROUND = "LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS"


def upgrade() -> None:
    op.execute("ALTER TABLE desks ADD COLUMN key_no integer NOT NULL DEFAULT 1")
    op.execute("ALTER TABLE cases ADD COLUMN key_no integer NOT NULL DEFAULT 1")
    op.execute("CREATE INDEX cases_by_key ON cases (desk_id, key_no)")
    op.execute("""
        CREATE TABLE past_keys (
            desk_id uuid NOT NULL REFERENCES desks ON DELETE CASCADE,
            key_no integer NOT NULL,
            public_key bytea NOT NULL,
            sealed_private bytea NOT NULL,        -- sealed to the present key of the desk; gone when every case is sealed anew
            PRIMARY KEY (desk_id, key_no)
        )""")
    op.execute("""
        CREATE TABLE worker_keys (
            id uuid PRIMARY KEY,
            public_key bytea NOT NULL,            -- the private half is nowhere but in the memory of a running worker
            seen_at timestamptz NOT NULL DEFAULT now()
        )""")
    op.execute("""
        CREATE TABLE deliveries (
            message_id uuid PRIMARY KEY REFERENCES case_messages ON DELETE CASCADE,
            case_id uuid NOT NULL REFERENCES cases ON DELETE CASCADE,
            key_id uuid,                          -- the worker whose key its job is sealed to; NULL while there is none
            state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
            at timestamptz NOT NULL DEFAULT now()
        )""")
    op.execute("CREATE INDEX deliveries_waiting ON deliveries (at) WHERE state = 'waiting'")
    own = "EXISTS (SELECT 1 FROM cases WHERE cases.id = case_id AND cases.desk_id = this_desk())"
    for table in ("past_keys", "deliveries"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY intake ON {table} TO wegwijzer_referral USING (true) WITH CHECK (true)")
    op.execute(f"CREATE POLICY own ON deliveries TO {DESK} USING ({own}) WITH CHECK ({own})")
    op.execute(f"GRANT SELECT, INSERT ON deliveries TO {DESK}")
    op.execute(f"GRANT UPDATE (key_id, state) ON deliveries TO {DESK}")
    op.execute(f"GRANT SELECT ON worker_keys TO {DESK}")
    op.execute(f"GRANT SELECT (key_no) ON desks TO {DESK}")
    op.execute(f"GRANT UPDATE (desk_key, contact_key, key_no) ON cases TO {DESK}")
    op.execute(f"GRANT UPDATE (mark) ON case_subjects TO {DESK}")
    op.execute("DROP FUNCTION hand_over")
    # the key share makes a change of the receiver's key wait, and after such a change nothing fits here
    op.execute(f"""
        CREATE FUNCTION hand_over(which uuid, receiver uuid, receiver_key integer, key_for_receiver bytea, contact_key_for_receiver bytea)
        RETURNS boolean {AROUND} $$
            {FORGET};
            WITH fits AS (SELECT id FROM desks WHERE id = receiver AND key_no = receiver_key FOR KEY SHARE)
            UPDATE cases SET {SET}, key_no = receiver_key FROM fits
            WHERE cases.id = which AND desk_id = this_desk() RETURNING true $$""")  # noqa: S608 (words of ours)
    op.execute("REVOKE ALL ON FUNCTION hand_over FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION hand_over TO {DESK}")


def downgrade() -> None:
    op.execute("DROP FUNCTION hand_over")
    op.execute(f"""
        CREATE FUNCTION hand_over(which uuid, receiver uuid, key_for_receiver bytea, contact_key_for_receiver bytea)
        RETURNS boolean {AROUND} $$ {FORGET}; UPDATE cases SET {SET} WHERE {OF_MINE} RETURNING true $$""")  # noqa: S608
    op.execute("REVOKE ALL ON FUNCTION hand_over FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION hand_over TO {DESK}")
    for table in ("deliveries", "worker_keys", "past_keys"):
        op.execute(f"DROP TABLE {table}")
    op.execute("ALTER TABLE cases DROP COLUMN key_no")
    op.execute("ALTER TABLE desks DROP COLUMN key_no")
