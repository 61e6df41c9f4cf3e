"""A second factor for staff, under each member's own key; a session knows whether it was given."""

from alembic import op

revision = "referral_0010"
down_revision = "referral_0009"


def upgrade() -> None:
    op.execute("ALTER TABLE staff ADD COLUMN wrapped_totp bytea, ADD COLUMN totp_step bigint NOT NULL DEFAULT 0")
    op.execute("""
        ALTER TABLE sessions ADD COLUMN second_passed boolean NOT NULL DEFAULT false,
            ADD COLUMN second_wrong integer NOT NULL DEFAULT 0, ADD COLUMN pending_totp bytea""")
    op.execute("""
        CREATE TABLE recovery_codes (
            staff_id uuid NOT NULL REFERENCES staff ON DELETE CASCADE,
            mark bytea NOT NULL,                  -- keyed hash; the key comes from the member's private key
            PRIMARY KEY (staff_id, mark)
        )""")


def downgrade() -> None:
    op.execute("DROP TABLE recovery_codes")
    op.execute("ALTER TABLE sessions DROP COLUMN second_passed, DROP COLUMN second_wrong, DROP COLUMN pending_totp")
    op.execute("ALTER TABLE staff DROP COLUMN wrapped_totp, DROP COLUMN totp_step")
