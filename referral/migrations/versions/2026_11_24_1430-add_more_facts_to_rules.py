"""Rules may ask for topic, language and urgency; a case keeps the rule that brought it to its desk."""

from alembic import op

revision = "referral_0006"
down_revision = "referral_0005"


def upgrade() -> None:
    op.execute("ALTER TABLE routes ADD COLUMN topic text, ADD COLUMN language text, ADD COLUMN urgent boolean")
    op.execute("CREATE INDEX routes_of_a_municipality ON routes (municipality)")
    op.execute("ALTER TABLE cases ADD COLUMN routed_by text NOT NULL DEFAULT ''")


def downgrade() -> None:
    op.execute("ALTER TABLE cases DROP COLUMN routed_by")
    op.execute("DROP INDEX routes_of_a_municipality")
    op.execute("ALTER TABLE routes DROP COLUMN topic, DROP COLUMN language, DROP COLUMN urgent")
