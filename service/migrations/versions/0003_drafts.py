"""Answers of a scan that is under way, and whether they may be used to rank."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("scans", sa.Column("draft", sa.Text, nullable=False, server_default=""))
    op.add_column(
        "scans", sa.Column("profiling", sa.Boolean, nullable=False, server_default=sa.true())
    )


def downgrade() -> None:
    op.drop_column("scans", "profiling")
    op.drop_column("scans", "draft")
