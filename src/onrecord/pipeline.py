"""One report through coding. The same text and particulars give the same line, on a laptop and on a cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from onrecord.capture.captured import Captured
from onrecord.capture.items import items
from onrecord.errors import CoderError
from onrecord.examples import EXAMPLES
from onrecord.layers import Layers, NoLayers
from onrecord.model import Act, Coded, Report, Span, Uncoded
from onrecord.reading import read_all
from onrecord.settings import Settings

Line = TypeVar("Line")

_LONGEST = Settings().longest_text


def code_report(report: Report) -> Coded:
    """What the coder finds in `report`, checked against the contract.

    Raises CoderError when a value cites words that do not stand in the text, whichever coder it came from.
    """
    from onrecord.coding.coder import code

    coded = code(report)
    check(coded, report)
    return coded


def layers_of(report: Report) -> Layers:
    """What the coder's layers find in the whole of `report`: times, places, persons, attributions."""
    from onrecord.coding.layers import layers

    return layers(report)


def attempt(report: Report, *, longest: int = _LONGEST, line: int = 1) -> Coded | Uncoded:
    """What the coder finds in `report`, or a line that says why not: over `longest` characters, or the coder fails on it."""
    made = _guarded(code_report, report, longest)
    return Uncoded(id=report.id, line=line, error=made) if isinstance(made, str) else made


def attempt_layers(report: Report, *, longest: int = _LONGEST, line: int = 1) -> Layers | NoLayers:
    """The layers of `report`, or a line that says why not, as `attempt` does."""
    made = _guarded(layers_of, report, longest)
    return NoLayers(id=report.id, line=line, error=made) if isinstance(made, str) else made


def _guarded(work: Callable[[Report], Line], report: Report, longest: int) -> Line | str:
    """What `work` makes of `report`, or the words for how it failed.

    A fault in one report must not end a run over a million others, so here, and only here, any error is caught.
    A coder whose libraries or data files are not all there would fail on every one: that is raised, as CoderError.
    """
    length = len(report.text)
    if length > longest:
        return f"the text has {length:,} characters, more than {longest:,}: split it, or raise `longest_text` in onrecord.toml"
    try:
        return work(report)
    except (ImportError, OSError) as error:
        raise CoderError(f"The coder cannot be loaded ({error}): install Onrecord again.") from error
    except Exception as error:  # noqa: BLE001
        told = f"{type(error).__name__}: {' '.join(str(error).split())}"
        return f"the coder failed on this report: {told}"


def warm() -> None:
    """Loads all that the coder needs, by coding the bundled example, so that the next report is coded at once."""
    for item in items(EXAMPLES["example"]):
        for reading in read_all(item) if isinstance(item, Captured) else ():
            if reading.report:
                code_report(reading.report)


def check(coded: Coded, report: Report) -> None:
    """Raises CoderError unless every act is told somewhere in the text and every span lies within it."""
    if coded.text_sha256 != report.sha256:
        raise CoderError(f"report {report.id}: the coder answered for another text")
    for act in coded.acts:
        for span in _cited(act):
            if not 0 <= span.start < span.end <= len(report.text):
                raise CoderError(f"report {report.id}, act {act.id}: cites {span.start}-{span.end}, outside the text")
        if not act.mentions:
            raise CoderError(f"report {report.id}, act {act.id}: no words of the text tell it")
    for person in coded.persons:
        for hint in person.protection:
            if not 0 <= hint.evidence.start < hint.evidence.end <= len(report.text):
                raise CoderError(f"report {report.id}, person {person.id}: a hint cites words outside the text")


def _cited(act: Act) -> list[Span]:
    shown = (Span(one.start, one.end) for slot in act.evidence.values() for one in slot)
    return [*act.mentions, *act.sentences, *shown]
