"""Typst: a template and data in, the bytes of a PDF out.

What is said goes in as data, as strings that Typst shows and never reads as markup. Nothing comes
from the machine it runs on: the typeface is ours, and no package or font is looked for elsewhere.
"""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from service.documents.printable import breakable, is_own, printable, without

if TYPE_CHECKING:
    from typst import Fonts

FOLDER = Path(__file__).parent
Template = Literal["plan", "card"]
Output = Literal["pdf", "png"]

_PRESSES = ThreadPoolExecutor(2, "typeset")
"""All pages are set in two threads: every thread that ever set one keeps some megabytes."""

_MOST_ODD = 64
"""Different characters outside our typeface that are looked up for one document."""


def typeset(
    template: Template, data: Mapping[str, Any], day: dt.date, output: Output = "pdf"
) -> bytes:
    """Set a document.

    Args:
        template: its name in this folder.
        data: what it shows; every string in it is shown as it is.
        day: the day it was made, so that the same data always gives the same bytes.
        output: a PDF that is tagged for screen readers (PDF/UA-1), or its page as a picture.
    """
    from typst import TypstError  # noqa: PLC0415

    used: set[str] = set()

    def clean(text: str) -> str:
        shown = printable(text)
        used.update(shown)
        return shown

    cleaned = _mapped(data, clean)
    odd = sorted(c for c in used if not is_own(c))
    missing = frozenset(c for n, c in enumerate(odd) if n >= _MOST_ODD or not _is_drawn(c))
    try:
        return _compile(template, _laid_out(cleaned, missing), day, output)
    except TypstError:
        if not odd:
            raise
        # Together they may still have no shape, as an accent over the letter of another script.
        return _compile(template, _laid_out(cleaned, frozenset(odd)), day, output)


def _laid_out(data: object, missing: frozenset[str]) -> object:
    return _mapped(data, lambda text: breakable(without(text, missing)))


def _compile(template: str, data: object, day: dt.date, output: Output) -> bytes:
    import typst  # noqa: PLC0415 - 20 megabytes that only a document needs

    return _PRESSES.submit(
        lambda: typst.compile(
            FOLDER / f"{template}.typ",
            root=FOLDER,
            font_paths=_fonts(),
            format=output,
            ppi=144,
            sys_inputs={"data": json.dumps(data)},
            pdf_standards=["ua-1"] if output == "pdf" else [],
            timestamp=dt.datetime.combine(day, dt.time(), dt.UTC),
        )
    ).result()


@lru_cache(maxsize=1)
def _fonts() -> Fonts:
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False, font_paths=[FOLDER / "fonts"])


@lru_cache(maxsize=8_192)
def _is_drawn(character: str) -> bool:
    """Whether our typeface or one inside Typst has a character; an accent is tried on a letter."""
    import typst  # noqa: PLC0415

    shown = f"a{character}" if unicodedata.category(character)[0] == "M" else character
    probe = _PRESSES.submit(
        lambda: typst.compile(
            FOLDER / "probe.typ",
            root=FOLDER,
            font_paths=_fonts(),
            format="pdf",
            sys_inputs={"text": shown},
            pdf_standards=["ua-1"],
        )
    )
    return not isinstance(probe.exception(), typst.TypstError)


def _mapped(data: object, change: Callable[[str], str]) -> object:
    if isinstance(data, str):
        return change(data)
    if isinstance(data, Mapping):
        return {name.replace("_", "-"): _mapped(value, change) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_mapped(value, change) for value in data]
    return data
