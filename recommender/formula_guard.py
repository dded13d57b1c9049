"""Keeping spreadsheets from running a text as a formula: OWASP ASVS 5, 1.2.10; CWE-1236.

Whoever writes a CSV file guards its texts, and whoever reads one takes the guard off again.
"""

from __future__ import annotations

import re

# Spaces of every width are skipped by some programs, and full-width signs are read like plain ones.
# Apostrophes in front count too: whoever takes one off again must find what somebody wrote.
_RUNS = re.compile(
    r"'*[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\u2212]"
)


def guarded(text: str) -> str:
    """A text that no spreadsheet runs: with an apostrophe in front where it needs one."""
    return f"'{text}" if _RUNS.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given; any other text stays as it is."""
    return text[1:] if text.startswith("'") and _RUNS.match(text[1:]) else text
