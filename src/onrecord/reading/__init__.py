"""What was captured to reports: one readable text each, laid out, with its particulars.

read(captured) -> Report            by the kind that capture found
read_line, read_text, read_page     the three kinds: a line of a JSONL list, a plain text, a web page
lay_out(text) -> Layout             passages, dateline, credits
report_date(particulars) -> date    the day the report is from, in its own time zone
"""

from pathlib import PurePath

from onrecord.capture.captured import Captured
from onrecord.capture.kinds import LINE, PAGE
from onrecord.errors import UnreadableFile
from onrecord.model import Report
from onrecord.reading.line import read_line
from onrecord.reading.page import read_page
from onrecord.reading.published import report_date
from onrecord.reading.text import read_text
from onrecord.reading.wire import Layout, lay_out

__all__ = ["Layout", "lay_out", "read", "read_line", "read_page", "read_text", "report_date"]


def read(item: Captured) -> Report:
    """The report in a captured item; of a file, its name without the ending is the report's id.

    Raises BadLine or UnreadableFile, which say what is wrong and what to do.
    """
    kind, name = item.snapshot.media_type, item.snapshot.address
    if kind == LINE:
        return read_line(item.data, line=item.line or 1)
    reader = read_page if kind == PAGE else read_text
    report = reader(item.data, id=PurePath(name).stem, name=name)
    if not report.text.strip():
        raise UnreadableFile(f"{name} holds no text: save the story again and add it then")
    return report
