"""Keeping the taxonomy in a spreadsheet: out, changed, seen, and back in whole or not at all.

Imported only where it is needed: openpyxl takes a quarter of a second to load.
"""

from skills_taxonomy.editing.edit import (
    Edit,
    apply_edit,
    next_version,
    read_edit,
    renew_register,
)
from skills_taxonomy.editing.spreadsheet import read_workbook, write_csv, write_workbook
from skills_taxonomy.editing.writer import write_entries, write_source

__all__ = [
    "Edit",
    "apply_edit",
    "next_version",
    "read_edit",
    "read_workbook",
    "renew_register",
    "write_csv",
    "write_entries",
    "write_source",
    "write_workbook",
]
