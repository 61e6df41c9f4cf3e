"""Lines of the audit are numbered and chained by a keyed hash, one chain for each desk and one for what belongs to none."""

from alembic import op

revision = "referral_0008"
down_revision = "referral_0007"

DESK = "wegwijzer_desk"
CHAIN = "coalesce(desk_id, '00000000-0000-0000-0000-000000000000'::uuid)"


def upgrade() -> None:
    op.execute("ALTER TABLE audit_events ADD COLUMN seq bigint, ADD COLUMN hash bytea")
    op.execute(f"CREATE UNIQUE INDEX audit_chain ON audit_events ({CHAIN}, seq)")
    op.execute("CREATE INDEX audit_of_a_case ON audit_events (desk_id, reference)")
    # the lock lasts until the transaction ends: the next line of this chain waits for this one
    op.execute(f"""
        CREATE FUNCTION audit_head(of_desk uuid, OUT seq bigint, OUT hash bytea) RETURNS SETOF record
        LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        BEGIN
            PERFORM pg_advisory_xact_lock(hashtextextended('audit ' || coalesce(of_desk::text, ''), 0));
            RETURN QUERY SELECT e.seq, e.hash FROM audit_events e
                WHERE {CHAIN} = coalesce(of_desk, '00000000-0000-0000-0000-000000000000'::uuid) AND e.seq IS NOT NULL
                ORDER BY e.seq DESC LIMIT 1;
        END $$""")  # noqa: S608 (words of ours)
    op.execute("REVOKE ALL ON FUNCTION audit_head FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION audit_head TO {DESK}, wegwijzer_referral")
    op.execute("REVOKE TRUNCATE ON audit_events, case_events FROM wegwijzer_referral")


def downgrade() -> None:
    op.execute("DROP FUNCTION audit_head")
    op.execute("DROP INDEX audit_of_a_case")
    op.execute("DROP INDEX audit_chain")
    op.execute("ALTER TABLE audit_events DROP COLUMN seq, DROP COLUMN hash")
