"""The wire formats of the teletype: ANPA 1312 (AP and others) and IPTC 7901 (dpa and others), to their stories."""

from __future__ import annotations

import re

from onrecord.reading.cues import cues
from onrecord.reading.decode import decode
from onrecord.reading.paragraphs import joined
from onrecord.reading.story import Story

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HEADER_LINE = re.compile(r"\^([^<=^]{0,1000}?)\s*[<=]")
_SENT = re.compile(r"\x03?\s*([A-Z]{2,5})-[A-Z]{2}-(\d\d)-(\d\d)-(\d\d)\s+(\d\d)(\d\d)(GMT|[A-Z]{3})")
_NOT_TITLES = ("eds:", "eds ", "ap photo", "editor's note", "ap graphic", "ap video", "by ", "*", "with ap")
_NOTES = ("eds:", "editor's note")
_SLUG = re.compile(r",\s*(?:\d{1,5})?\s*$")
_AGENCIES = ("the associated press", "associated press")
_ENDED = re.compile(r"\x03\s*(\d\d)(\d\d)(\d\d)\s+(?:([A-Z]{3,4})\s+)?([A-Za-z]{3})\w{0,6}\s+(\d\d)")
_ADVICE = re.compile(
    r"^\s*(?:#+\s*(?:\w+\s+)?notebook\b|\* \* \* \*|the following information is not (?:intended )?for publication)",
    re.IGNORECASE | re.MULTILINE,
)
_LEADS = re.compile(
    r"^(?:\(?(?:\d(?:st|nd|rd|th)\s+(?:lead|roundup)|refile|extra|urgent|update|correction|achtung|eil)\)?\s*)+$",
    re.IGNORECASE,
)
_MONTHS = {"okt": 10, "mai": 5, "dez": 12, "mrz": 3, "mär": 3}


def read_anpa(data: bytes, *, name: str) -> list[Story]:
    """The story of a file of ANPA 1312. Raises UnreadableFile when it is no text."""
    read = decode(data, name=name)
    header, _, rest = read.text.replace("\r", "").partition("\x02")
    sent = _SENT.search(rest)
    body = rest[: sent.start()] if sent else rest.partition("\x03")[0]
    lines, text = _split(body)
    titles = [_SLUG.sub("", line) for line in lines[1:] if not line.lower().startswith((*_NOT_TITLES, *_AGENCIES))]
    notes = [line for line in lines if line.lower().startswith(_NOTES)]
    slug = _SLUG.sub("", lines[0]) if lines else None
    return [
        Story(
            text=text,
            title=(titles[0] if titles else slug),
            publisher=sent[1] if sent else None,
            byline=next(
                (line for line in lines if line.lower().startswith("by ") and "press" not in line.lower()), None
            ),
            published=_stamp(sent) if sent else None,
            language="en",
            slug=slug or _CONTROLS.sub(" ", header).strip()[:100],
            note=" / ".join(notes) or None,
            flags=read.flags,
        )
    ]


def _split(body: str) -> tuple[list[str], str]:
    """The lines above a story, which begin with a caret, and the story, its signs made those of today."""
    lines: list[str] = []
    kept: list[str] = []
    for line in body.split("\n"):
        told = [" ".join(_CONTROLS.sub("", one).split()) for one in _HEADER_LINE.findall(line)]
        if told and not line.startswith(("\t", " ")) and not kept:
            lines += told
        elif bare := _CONTROLS.sub("", line).strip().rstrip("<").strip():
            kept.append(bare.lstrip("^").rstrip("=").replace("``", "“").replace("''", "”").replace(" _ ", " - "))
    if not kept:
        kept, lines = lines[2:], lines[:2]
    return lines, "\n".join(line for line in kept if line.strip("_ "))


def _stamp(sent: re.Match[str]) -> str:
    month, day, year, hour, minute = (int(sent[n]) for n in range(2, 7))
    return f"{_century(year)}-{month:02}-{day:02}T{hour:02}:{minute:02}:00{'Z' if sent[7] == 'GMT' else ''}"


def _century(year: int) -> int:
    return year + (1900 if year >= 70 else 2000)


def read_iptc7901(data: bytes, *, name: str) -> list[Story]:
    """The story of a file of IPTC 7901. Raises UnreadableFile when it is no text."""
    read = decode(data, name=name)
    header, _, rest = read.text.replace("\r", "").partition("\x02")
    ended = _ENDED.search(rest)
    body = rest[: ended.start()] if ended else rest.partition("\x03")[0]
    heading, found, text = body.partition("=\n")
    if not found or len(heading) > 1500:
        heading, text = "", body
    lines = [line for one in heading.split("\n") if (line := _CONTROLS.sub("", one).strip()) and not _LEADS.match(line)]
    by = next((n for n, line in enumerate(lines) if line.lower().startswith("by ")), None)
    advice = _ADVICE.search(text)
    first, *others = [line.strip() for line in _CONTROLS.sub(" ", header).split("\n") if line.strip()] or [""]
    return [
        Story(
            text=joined(_CONTROLS.sub("", text[: advice.start()] if advice else text)).strip(),
            title=" ".join(lines[:by]) or None,
            publisher=_service(first),
            byline=lines[by] if by is not None else None,
            published=_time(ended) if ended else None,
            slug=" ".join(others)[:100] or None,
            note="with advice to editors, left out" if advice else None,
            flags=read.flags,
        )
    ]


def _service(header: str) -> str | None:
    """The agency in the line that opens a message: the last word but the running number."""
    names = [word for word in header.split() if word.isalpha() and len(word) > 2 and not word.startswith("ccc")]
    return names[-1] if names else next(iter(w.partition("-")[0] for w in header.split() if "-" in w), None)


def _time(ended: re.Match[str]) -> str | None:
    name = ended[5].lower()
    month = cues().months.get(name) or _MONTHS.get(name)
    if not month:
        return None
    day = f"{_century(int(ended[6]))}-{month:02}-{ended[1]}"
    return f"{day}T{ended[2]}:{ended[3]}:00{'Z' if ended[4] in {'GMT', 'UTC'} else ''}"
