"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from skills_taxonomy.errors import TaxonomyError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file by renaming, so a reader sees the old content or the new, never a half.

    Raises:
        TaxonomyError: the file cannot be written; what was there is still there.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(draft).chmod(0o644)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise TaxonomyError(f"'{path}' cannot be written ({error.strerror}).") from None
