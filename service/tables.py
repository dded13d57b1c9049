"""The tables of the database; the migrations in `service.migrations` end in these.

What somebody does with courses hangs on a pseudonym, the pseudonym hangs on the saved scan, and the
database itself takes all of it away with the scan: no code that deletes can forget it. Counts hang
on nobody.
"""

from __future__ import annotations

from sqlalchemy import (
    CHAR,
    Column,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
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
)

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
