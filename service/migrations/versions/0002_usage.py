"""What people do with courses, under a pseudonym, and counts of those without one."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "usage_pseudonyms",
        sa.Column("person", sa.CHAR(16), primary_key=True),
        sa.Column(
            "token_hash",
            sa.CHAR(64),
            sa.ForeignKey("scans.token_hash", ondelete="CASCADE"),
            nullable=False,
            unique=True,
        ),
    )
    op.create_table(
        "usage_events",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "person",
            sa.CHAR(16),
            sa.ForeignKey("usage_pseudonyms.person", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("course", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=True),
        sa.Column("reason", sa.String(12), nullable=True),
        sa.Column("stars", sa.SmallInteger, nullable=True),
        sa.Column("terms", sa.String(120), nullable=False, server_default=""),
        sa.Column("goal", sa.String(20), nullable=True),
        sa.Column("work_form", sa.String(20), nullable=True),
    )
    op.create_index("ix_usage_events_person", "usage_events", ["person"])
    op.create_index("ix_usage_events_day", "usage_events", ["day"])
    op.create_table(
        "usage_counts",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("course", sa.String(200), primary_key=True),
        sa.Column("kind", sa.String(12), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("usage_counts")
    op.drop_table("usage_events")
    op.drop_table("usage_pseudonyms")
