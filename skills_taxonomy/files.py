"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from skills_taxonomy.errors import TaxonomyError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file by renaming, so a reader sees the old content or the new, never a half.

    The folder of the file must be there: a slip in its name makes no new one.

    Raises:
        TaxonomyError: the file cannot be written; what was there is still there.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(draft).chmod(0o644)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except FileNotFoundError:
        raise TaxonomyError(
            f"'{path}' cannot be written: there is no folder '{path.parent}'; make it first, "
            "or name another place."
        ) from None
    except OSError as error:
        raise TaxonomyError(f"'{path}' cannot be written ({error.strerror}).") from None


def make_folder(path: Path) -> None:
    """Make one folder, inside a folder that is there; one that is there already is fine.

    Raises:
        TaxonomyError: it cannot be made.
    """
    try:
        path.mkdir(exist_ok=True)
    except FileNotFoundError:
        raise TaxonomyError(
            f"'{path}' cannot be made: there is no folder '{path.parent}'; make it first, "
            "or name another place."
        ) from None
    except OSError as error:
        raise TaxonomyError(f"Folder '{path}' cannot be made ({error.strerror}).") from None
