"""Text out of HTML, as providers paste it into descriptions.

The parser is the one of the standard library: it comes with Python's own security fixes, and never
hands strangers' bytes to C code. What holds no mark-up does not reach it.
"""

from __future__ import annotations

import html as entities
import re
from html.parser import HTMLParser

_MOST = 500_000
"""Characters of one text that are read: a whole book of course description."""

_DROPPED = frozenset(("script", "style", "template", "head", "svg"))
_BREAKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section"
    " summary table tbody thead tr ul".split()
)
_CELLS = frozenset(("td", "th"))
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_OPENS = re.compile(r"<(?:p|li|ul|ol|div|span|strong|em|b|i|h[1-6]|a)\b[^<>]*>", re.I)
_CLOSES = re.compile(r"</(?:p|li|ul|ol|div|span|strong|em|b|i|h[1-6]|a)\s*>", re.I)
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"[^\S\n]+")


def plain(html: str) -> str:
    """The text of HTML, for people: a line per paragraph or list item, entities decoded.

    Anything is taken, whole pages and broken fragments too; text without mark-up comes back with
    its line ends. Nothing is raised.
    """
    return "\n".join(paragraphs(html))


def paragraphs(html: str) -> tuple[str, ...]:
    """The lines of `plain`: paragraphs, list items, rows of tables; none is empty."""
    if "<" not in html and "&" not in html and html.isprintable():
        line = " ".join(html[:_MOST].split())  # most texts by far
        return (line,) if line else ()
    html = _without_comments(html[:_MOST])
    text = _text(html)
    if not _TAG.search(html) and _OPENS.search(text) and _CLOSES.search(text):
        # Escaped twice on the way, as content systems do: &lt;p&gt;Tekst&lt;/p&gt;.
        text = _text(text)
    lines = _SPACES.sub(" ", _INVISIBLE.sub("", text)).splitlines()
    return tuple(line for line in map(str.strip, lines) if line)


def _without_comments(html: str) -> str:
    # The parser takes quadratic time over comments that never end; this does not.
    first, *others = html.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)


def _text(html: str) -> str:
    if not _TAG.search(html):
        return entities.unescape(html)
    parser = _Text()
    try:
        parser.feed(html)
        parser.close()
    except (AssertionError, RecursionError, ValueError):
        # Python 3.11 gives up on the likes of "<![x[": cut the tags out, and keep the words.
        return entities.unescape(_TAG.sub("\n", html))
    return "".join(parser.parts)


class _Text(HTMLParser):
    """Collects text, with a line end wherever a browser would begin a new line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._dropped = ""
        self._depth = 0
        self._kept = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropped:
            self._depth += tag == self._dropped
        elif tag in _DROPPED:
            self._dropped, self._depth = tag, 1
        else:
            self._kept += tag == "pre"
            self._gap(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._dropped:
            self._gap(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._dropped:
            if tag == self._dropped:
                self._depth -= 1
                self._dropped = self._dropped if self._depth else ""
            return
        if tag == "pre":
            self._kept = max(0, self._kept - 1)
        self._gap(tag)

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            # Line ends in the source of a page are spaces, except where it is set as it stands.
            self.parts.append(data if self._kept else re.sub(r"\s+", " ", data))

    def _gap(self, tag: str) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")
        elif tag in _CELLS:
            self.parts.append(" ")
