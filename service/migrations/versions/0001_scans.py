"""Saved scans."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scans",
        sa.Column("token_hash", sa.CHAR(64), primary_key=True),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("created", sa.Date, nullable=False),
        sa.Column("touched", sa.Date, nullable=False),
        sa.Column("share_hash", sa.CHAR(64), nullable=True, unique=True),
        sa.Column("share_parts", sa.String(60), nullable=False, server_default=""),
    )
    op.create_index("ix_scans_touched", "scans", ["touched"])


def downgrade() -> None:
    op.drop_table("scans")
