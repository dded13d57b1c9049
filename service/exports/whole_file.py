"""Writing a file of any size whole or not at all, and never over another one by accident."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from skills_taxonomy import CatalogueError


@contextmanager
def whole_file(path: Path, *, force: bool = False) -> Iterator[IO[bytes]]:
    """A file to write to, which takes its name when the block ends and vanishes when it raises.

    The folder must be there: a slip in its name makes no new one.

    Args:
        path: what the file will be called.
        force: whether a file of that name may be replaced.

    Raises:
        CatalogueError: there is a file by that name already, or it cannot be written.
    """
    target = path.resolve()
    if target.exists() and not (force and target.is_file()):
        mend = "add --force to replace it, or " if target.is_file() else ""
        raise CatalogueError(f"'{path}' is there already; {mend}name another file.")
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{target.name[:100]}-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(draft).chmod(0o644)
            Path(draft).replace(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except FileNotFoundError:
        raise CatalogueError(
            f"'{path}' cannot be written: there is no folder '{path.parent}'; make it first, "
            "or name another place."
        ) from None
    except OSError as error:
        raise CatalogueError(f"'{path}' cannot be written ({error.strerror}).") from None
