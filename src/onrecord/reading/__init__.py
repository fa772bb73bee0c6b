"""What was captured to reports: one readable text each, laid out, with its particulars."""

from onrecord.reading.line import read_line
from onrecord.reading.published import report_date
from onrecord.reading.wire import Layout, lay_out

__all__ = ["Layout", "lay_out", "read_line", "report_date"]
