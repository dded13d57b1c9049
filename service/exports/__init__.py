"""The catalogue out again: schema.org JSON-LD and CSV; Excel in `xlsx_export`.

That one is imported where a workbook is asked for: openpyxl takes time and memory at a start.
"""

from service.exports.csv_export import csv_chunks, table_chunk
from service.exports.schema_org import SchemaOrg, data_block
from service.exports.selection import courses_of, file_name
from service.exports.whole_file import whole_file

__all__ = [
    "SchemaOrg",
    "courses_of",
    "csv_chunks",
    "data_block",
    "file_name",
    "table_chunk",
    "whole_file",
]
