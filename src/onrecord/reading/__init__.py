"""What was captured to reports: one readable text each, laid out, with its particulars.

read_all(captured) -> Readings      each story in it, or why there is none, with its part
read(captured) -> Report            the one story in it, or that of its part
read_line, read_text, read_page     three kinds by themselves: a line of a JSONL list, a plain text, a web page
lay_out(text) -> Layout             passages, dateline, credits
report_date(particulars) -> date    the day the report is from, in its own time zone
"""

from onrecord.reading.line import read_line
from onrecord.reading.page import read_page
from onrecord.reading.published import report_date
from onrecord.reading.readers import Reading, read, read_all
from onrecord.reading.text import read_text
from onrecord.reading.wire import Layout, lay_out

__all__ = [
    "Layout", "Reading", "lay_out", "read", "read_all", "read_line", "read_page", "read_text", "report_date",
]  # fmt: skip
