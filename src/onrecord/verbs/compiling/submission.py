"""A person's case to a draft of a submission on arbitrary detention: each field from what reports tell, with its sources, or marked as empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

import msgspec
from msgspec import Struct

from onrecord.analysis import wording
from onrecord.analysis.evidence import quote
from onrecord.codebook.data import read_yaml
from onrecord.model import Act
from onrecord.publishing.documents.document import Block, Document, Field, Heading, Sourced, Words
from onrecord.publishing.rows import STATUS
from onrecord.store.collection import Collection
from onrecord.store.kept import KeptAct
from onrecord.verbs.compiling.evidence import Papers, seen
from onrecord.verbs.linking import Portrait

_ARREST = ("arrest", "abduction")
_CUSTODY = ("custody",)


class _Asked(Struct, frozen=True, forbid_unknown_fields=True):
    label: str
    hint: str = ""
    source: str = msgspec.field(name="from", default="")


class _Section(Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    fields: tuple[_Asked, ...]


class Form(Struct, frozen=True, forbid_unknown_fields=True):
    """All of `codebook/submission.yaml`."""

    title: str
    about: str
    sections: tuple[_Section, ...]


def form() -> Form:
    """The form; a mistake in its file names the field."""
    return msgspec.convert(read_yaml("submission.yaml"), Form)


def submission(collection: Collection, id: str, *, as_of: str) -> Document:
    """The draft for the person with this id, as of a day (ISO 8601). Raises UnknownItem."""
    told = seen(collection, id, as_of=as_of)
    asked = form()
    with collection.reading() as connection:
        filled = _Filled(told, Papers(connection, collection.user))
        blocks = tuple(_blocks(asked, filled))
    return Document(title=f"{asked.title}: {told.name}", status=f"{STATUS}, a draft", day=as_of, blocks=blocks)


def _blocks(asked: Form, filled: _Filled) -> Iterator[Block]:
    yield Words(asked.about)
    for section in asked.sections:
        yield Heading(section.title)
        for one in section.fields:
            yield Field(one.label, filled.values(one.source), one.hint)


class _Filled:
    """What fills the fields, by the names that the form uses; only what is told as done counts."""

    def __init__(self, told: Portrait, papers: Papers) -> None:
        self._told, self._papers = told, papers
        self._acts = [one.kept for one in told.deeds if "affected" in one.parts and one.kept.act.realis == "actual"]
        self._fields: Mapping[str, Callable[[], Iterator[Sourced]]] = {
            "": lambda: iter(()),
            "names": self._names,
            "described": self._described,
            "status": self._status,
            "consent": self._consent,
            "arrest.date": partial(self._slot, _ARREST, wording.when),
            "arrest.place": partial(self._slot, _ARREST, wording.where),
            "arrest.actors": partial(self._slot, _ARREST, wording.by_whom),
            "arrest.charge": partial(self._slot, _ARREST, _charge),
            "custody.date": partial(self._slot, (*_CUSTODY, "release"), _what_and_when),
            "custody.actors": partial(self._slot, _CUSTODY, wording.by_whom),
            "custody.place": partial(self._slot, _CUSTODY, wording.where),
            "trial.actors": partial(self._slot, ("trial", "conviction", "sentence", "sentence_change"), wording.by_whom),
            "warrants": partial(self._slot, ("warrant",), _what_and_when),
            "charges": partial(self._slot, (*_ARREST, *_CUSTODY, "charge", "trial", "conviction", "sentence"), _charge),
            "sentences": partial(self._slot, ("sentence", "sentence_change", "fine"), _sentence),
            "circumstances": partial(self._quoted, (*_ARREST, "search", "questioning", "assault", "torture", "harassment")),
            "fairness": partial(self._quoted, ("torture", "restriction")),
            "remedies": partial(self._quoted, ("sentence_change", "acquittal", "release", "trial", "lawsuit")),
        }  # fmt: skip

    def values(self, name: str) -> tuple[Sourced, ...]:
        """The values of a field, equal ones put together."""
        found: dict[str, list[str]] = {}
        for one in self._fields[name]():
            if one.value and one.value != wording.NOT_TOLD:
                found.setdefault(one.value, []).append(one.source)
        return tuple(Sourced(value, "; ".join(dict.fromkeys(sources))) for value, sources in found.items())

    def _of(self, types: Iterable[str]) -> Iterator[KeptAct]:
        wanted = set(types)
        return (one for one in self._acts if one.act.type in wanted)

    def _slot(self, types: Iterable[str], words: Callable[[Act], str]) -> Iterator[Sourced]:
        return (Sourced(words(one.act), self._source(one)) for one in self._of(types))

    def _quoted(self, types: Iterable[str]) -> Iterator[Sourced]:
        for one in self._of(types):
            said = quote(one.act, self._papers.report(one.report).report.text)
            yield Sourced(f"{_what_and_when(one.act)}: “{said}”", self._source(one))

    def _source(self, one: KeptAct) -> str:
        report = self._papers.report(one.report).report
        word = wording.on_whose_word(one.act, outlet=wording.outlet(report.particulars))
        return f"{one.id}, {self._papers.called(one.report)}; on the word of {word}"

    def _names(self) -> Iterator[Sourced]:
        for one in self._told.names:
            yield Sourced(one.name, "; ".join(map(self._papers.called, one.reports)))

    def _described(self) -> Iterator[Sourced]:
        for one in self._told.card.persons:
            yield Sourced(one.person.description or "", self._papers.called(one.report))

    def _status(self) -> Iterator[Sourced]:
        status = self._told.case.case.status
        if status.state != "not told":
            yield Sourced(status.words, status.happening or "computed from what is told above")

    def _consent(self) -> Iterator[Sourced]:
        for one in self._told.protections:
            yield Sourced(one.consent or "", f"protection {one.id}")


def _charge(act: Act) -> str:
    return act.charge or ""


def _what_and_when(act: Act) -> str:
    when = wording.when(act)
    return wording.what(act) + (f", {when}" if when != wording.NOT_TOLD else "")


def _sentence(act: Act) -> str:
    penalties = "; ".join(map(wording.penalty_words, act.penalties))
    return _what_and_when(act) + (f": {penalties}" if penalties else "")
