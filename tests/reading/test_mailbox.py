"""Files of several messages to a report each."""

from __future__ import annotations

import pytest

from onrecord.capture.captured import captured
from onrecord.errors import UnreadableFile
from onrecord.reading import Reading, read_all
from onrecord.reading.mailbox import messages

HEADERS = "From: News <news@a.example>\nSubject: {0}\nDate: Mon, 4 Mar 2024 10:00:00 +0000\nMessage-ID: <{0}@a>\n\n"
BETWEEN = "From news@a.example Mon Mar  4 10:00:00 2024\n"


def letter(subject: str, text: str) -> str:
    return HEADERS.format(subject) + text + "\n"


def read(data: str) -> list[Reading]:
    return list(read_all(captured(data.encode(), address="news.mbox", media_type="message/rfc822")))


def test_a_mailbox_is_parted() -> None:
    """Each message is a report with its own subject, numbered; a line that was quoted for the mailbox is as it was."""
    told = [
        "Police in Osh arrested Ida Lund.",
        "A court in Osh heard her.\n\n>From there she was led away.",
        "She was freed.",
    ]
    found = read("\n".join(BETWEEN + letter(f"s{number}", text) for number, text in enumerate(told)))
    assert [one.part for one in found] == ["1", "2", "3"]
    reports = [one.report for one in found if one.report]
    assert [one.particulars.title for one in reports] == ["s0", "s1", "s2"]
    assert reports[1].text.endswith("From there she was led away.")


def test_a_sentence_is_no_message() -> None:
    """A paragraph that begins with `From` in the text parts nothing: a message begins with headers."""
    assert (
        len(read(BETWEEN + letter("one", "Police came.\n\nFrom there they went on\nto the square: all of them."))) == 1
    )


def test_one_that_is_empty_costs_only_itself() -> None:
    """It is told with its part; the others are read."""
    found = read(BETWEEN + letter("one", "Police came.") + "\n" + BETWEEN + letter("two", ""))
    assert [one.report is None for one in found] == [False, True]
    assert "part 2" in str(found[1].problem)


def test_a_digest_is_parted() -> None:
    """The messages in a digest are reports, what stands around them is not."""
    inner = [letter("one", "Police in Osh arrested Ida Lund."), letter("two", "A court in Osh freed her.")]
    parts = "".join(f"--B\nContent-Type: message/rfc822\n\n{one}\n" for one in inner)
    digest = HEADERS.format("digest").strip() + f'\nContent-Type: multipart/digest; boundary="B"\n\n{parts}--B--\n'
    reports = [one.report for one in read(digest) if one.report]
    assert [one.particulars.title for one in reports] == ["one", "two"]


def test_a_digest_within_a_message() -> None:
    """A list's digest often has a table of contents before the messages."""
    part = f"--C\nContent-Type: message/rfc822\n\n{letter('one', 'Police came.')}\n"
    inner = f'--B\nContent-Type: multipart/digest; boundary="C"\n\n{part}--C--\n'
    first = "--B\nContent-Type: text/plain\n\nToday: one.\n"
    mixed = HEADERS.format("digest").strip() + f'\nContent-Type: multipart/mixed; boundary="B"\n\n{first}{inner}--B--\n'
    [only] = read(mixed)
    assert only.report is not None
    assert only.report.particulars.title == "one"


def test_a_mailbox_of_endless_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused with what to do."""
    monkeypatch.setattr("onrecord.reading.mailbox._MOST_MESSAGES", 3)
    with pytest.raises(UnreadableFile, match="split it"):
        messages("\n".join(BETWEEN + letter("x", "y") for _ in range(5)).encode(), name="m")
