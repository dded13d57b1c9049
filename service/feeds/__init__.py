"""Where catalogues come from: files on this computer, and feeds that are fetched with care."""

from service.feeds.sources import (
    Format,
    Source,
    location_source,
    open_source,
    read_sources,
)
from service.feeds.web import WebOptions, web_document

__all__ = [
    "Format",
    "Source",
    "WebOptions",
    "location_source",
    "open_source",
    "read_sources",
    "web_document",
]
