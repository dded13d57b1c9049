"""Reminders by e-mail, the mails they are made of, and how often one was asked on a day."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column(
            "token_hash",
            sa.CHAR(64),
            sa.ForeignKey("scans.token_hash", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("language", sa.CHAR(2), nullable=False),
        sa.Column("made", sa.Date, nullable=False),
        sa.Column("confirmed", sa.Date, nullable=True),
    )
    op.create_index("ix_reminders_token_hash", "reminders", ["token_hash"])
    op.create_index("ix_reminders_made", "reminders", ["made"])
    op.create_table(
        "reminder_mails",
        sa.Column(
            "reminder",
            sa.BigInteger,
            sa.ForeignKey("reminders.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("number", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=True),
        sa.Column("since", sa.BigInteger, nullable=True),
        sa.Column("tries", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("claim", sa.CHAR(16), nullable=True),
    )
    op.create_index("ix_reminder_mails_state", "reminder_mails", ["state"])
    op.create_table(
        "reminder_asks",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("who", sa.CHAR(64), primary_key=True),
        sa.Column("number", sa.SmallInteger, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("reminder_asks")
    op.drop_table("reminder_mails")
    op.drop_table("reminders")
