"""Sheets to rows, and rows to reports with their acts, by a mapping of columns that a person has seen.

open_sheet(path) -> Sheet                     the head and the rows of a CSV, TSV, Excel, JSON or JSONL file
propose(sheet) -> Mapping                     by the names of the columns and by what stands in them
read_row(row, mapping) -> Read                a report of its own, its acts, and what cannot be read
"""

from onrecord.importing.mapping import Mapping
from onrecord.importing.proposing import propose
from onrecord.importing.rows import Read, read_row
from onrecord.importing.sheets import Sheet, SheetRow, open_sheet

__all__ = ["Mapping", "Read", "Sheet", "SheetRow", "open_sheet", "propose", "read_row"]
