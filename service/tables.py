"""The tables of the database; the migrations in `service.migrations` end in these.

What somebody does with courses hangs on a pseudonym, the pseudonym hangs on the saved scan, and the
database itself takes all of it away with the scan: no code that deletes can forget it. Counts hang
on nobody.
"""

from __future__ import annotations

from sqlalchemy import (
    CHAR,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    true,
)

metadata = MetaData()

scans = Table(
    "scans",
    metadata,
    Column("token_hash", CHAR(64), primary_key=True),
    Column("payload", Text, nullable=False),
    Column("created", Date, nullable=False),
    Column("touched", Date, nullable=False, index=True),
    Column("share_hash", CHAR(64), nullable=True, unique=True),
    Column("share_parts", String(60), nullable=False, server_default=""),
    Column("draft", Text, nullable=False, server_default=""),
    Column("profiling", Boolean, nullable=False, server_default=true()),
)
"""A scan that is under way has an empty payload, and its answers as they were given in `draft`."""

pseudonyms = Table(
    "usage_pseudonyms",
    metadata,
    Column("person", CHAR(16), primary_key=True),
    Column(
        "token_hash",
        CHAR(64),
        ForeignKey("scans.token_hash", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
)
"""Drawn by chance when somebody says that Koers may learn from their choices, and gone when they
say no."""

events = Table(
    "usage_events",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column(
        "person",
        CHAR(16),
        ForeignKey("usage_pseudonyms.person", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("day", Date, nullable=False, index=True),
    Column("course", String(200), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("position", SmallInteger, nullable=True),
    Column("reason", String(12), nullable=True),
    Column("stars", SmallInteger, nullable=True),
    Column("terms", String(120), nullable=False, server_default=""),
    Column("goal", String(20), nullable=True),
    Column("work_form", String(20), nullable=True),
)

counts = Table(
    "usage_counts",
    metadata,
    Column("day", Date, primary_key=True),
    Column("course", String(200), primary_key=True),
    Column("kind", String(12), primary_key=True),
    Column("number", Integer, nullable=False),
)
"""How often a course was shown or opened by who left no scan."""

reminders = Table(
    "reminders",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "token_hash",
        CHAR(64),
        ForeignKey("scans.token_hash", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("address", String(254), nullable=False),
    Column("language", CHAR(2), nullable=False),
    Column("made", Date, nullable=False, index=True),
    Column("confirmed", Date, nullable=True),
)
"""Where somebody wants to be reminded. Its number is drawn by chance and never used twice, for keys
in mails are made of it; the address is empty as soon as nothing is to be sent any more."""

reminder_mails = Table(
    "reminder_mails",
    metadata,
    Column(
        "reminder",
        BigInteger,
        ForeignKey("reminders.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("due", Date, nullable=False),
    Column("state", String(8), nullable=False, index=True),
    Column("at", BigInteger, nullable=True),
    Column("since", BigInteger, nullable=True),
    Column("tries", SmallInteger, nullable=False, server_default="0"),
    Column("claim", CHAR(16), nullable=True),
)
"""Mail 0 asks to confirm, the others invite to look back. Of one that is under way: the second from
which it may be tried or in which it was taken, the one of its first try, and who has it in hand."""

reminder_asks = Table(
    "reminder_asks",
    metadata,
    Column("day", Date, primary_key=True),
    Column("who", CHAR(64), primary_key=True),
    Column("number", SmallInteger, nullable=False),
)
"""How often a mail to confirm was asked today, by a keyed hash of the address or of the scan."""
