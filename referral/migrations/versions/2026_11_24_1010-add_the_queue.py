"""The queue's own tables, in our schema."""

from deploy.base import queue_schema

revision = "referral_0001"
down_revision = None


def upgrade() -> None:
    queue_schema.install()


def downgrade() -> None:
    queue_schema.remove()
