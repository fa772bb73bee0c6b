"""A person, or an act, to a dossier: what happened in order, accounts side by side, who says so, what it rests on, what is open."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.analysis import wording
from onrecord.dates import describe
from onrecord.publishing.documents.document import Block, Document, Grid, Heading, Items, Words
from onrecord.publishing.rows import STATUS
from onrecord.store.collection import Collection
from onrecord.verbs.compiling.evidence import (
    NOT_TOLD,
    Papers,
    accounts,
    listed,
    questions,
    seen,
    unchecked,
    word_givers,
)
from onrecord.verbs.linking import HappeningCard, Portrait, incident
from onrecord.verbs.linking.telling import happening_of

_ABOUT = (
    "This holds what reports tell, and on whose word; it is no finding that it is true. It may name people who must not be named: it is for work"
    " within the team."
)


def of_person(collection: Collection, id: str, *, as_of: str) -> Document:
    """The dossier of the person with this id, which is that of any report's, as of a day (ISO 8601). Raises UnknownItem."""
    told = seen(collection, id, as_of=as_of)
    with collection.reading() as connection:
        cards = [happening_of(connection, step.happening, collection.user) for step in told.case.case.steps]
        papers = Papers(connection, collection.user)
        blocks = tuple(_person(told, cards, papers))
    return Document(title=f"Dossier: {told.name}", status=STATUS, day=as_of, blocks=blocks)


def of_act(collection: Collection, act: str, *, as_of: str) -> Document:
    """The dossier of the incident that an act belongs to. Raises UnknownItem."""
    whole = incident(collection, act)
    with collection.reading() as connection:
        cards = [happening_of(connection, some[0].id, collection.user) for some in whole.acts.values()]
        papers = Papers(connection, collection.user)
        blocks: list[Block] = [Words(_ABOUT), Heading("What happened"), _chronology(cards)]
        blocks += [
            Items(tuple(f"{one.part} belongs to {one.whole}: {'; '.join(one.reasons)}" for one in whole.incident.parts))
        ]
        blocks += _rest(cards, papers, ())
    first = cards[0].acts[0].act
    return Document(
        title=f"Dossier: {wording.what(first)}, {wording.when(first)}", status=STATUS, day=as_of, blocks=tuple(blocks)
    )


def _person(told: Portrait, cards: list[HappeningCard], papers: Papers) -> Iterator[Block]:
    yield Words(_ABOUT)
    case = told.case.case
    yield Heading("Who")
    names = tuple((one.name, one.script, ", ".join(map(papers.called, one.reports))) for one in told.names)
    yield Grid(("name", "script", "used by"), names, (30, 12, 58))
    about = [f"described as: {one.person.description}" for one in told.card.persons if one.person.description]
    about += [
        f"{one.name}: {one.kind} of this person" if one.turned else f"{one.kind} of {one.name}" for one in told.kin
    ]
    if about:
        yield Items(tuple(dict.fromkeys(about)))
    yield Heading("Protection")
    hints = [f"may need protection: {one.reason} (told in {one.report})" for one in told.hints]
    yield listed([*hints, *(f"protected: {one.reason}, because {one.because}" for one in told.protections)])
    yield Heading("Last known status")
    yield Words(case.status.words)
    if case.superseded:
        yield Items(tuple(f"superseded: {one.words} ({one.happening}), by {one.by}" for one in case.superseded))
    yield Heading("What happened, in order")
    yield _chronology(cards)
    doubles = (
        f"may be one with {one.left.person.name} / {one.right.person.name}: `onrecord judge` answers it."
        for one in told.card.doubles
    )
    yield from _rest(cards, papers, (*case.gaps, *doubles))


def _rest(cards: list[HappeningCard], papers: Papers, open_: tuple[str, ...]) -> Iterator[Block]:
    yield Heading("Accounts side by side")
    for card in cards:
        yield from accounts(card, papers)
    yield Heading("Who says so")
    yield word_givers(cards)
    yield Heading("What is open")
    yield listed((*open_, *questions(cards), *unchecked(cards)))
    yield Heading("What it rests on")
    yield papers.digests()


def _chronology(cards: list[HappeningCard]) -> Grid:
    rows = []
    for card in cards:
        best = min(card.acts, key=lambda one: (one.act.realis != "actual", one.act.date is None, one.id)).act
        told = wording.what(best) + ("" if best.realis == "actual" else f" ({wording.told_as(best)})")
        origins = str(len(card.corroboration.told_by)) + (" (denied)" if card.corroboration.denied_by else "")
        when = describe(best.date) if best.date else NOT_TOLD
        rows.append((card.id, when, told, wording.where(best), wording.by_whom(best), origins, str(len(card.reports))))
    columns = ("happening", "when", "what", "where", "by whom", "origins", "reports")
    return Grid(columns, tuple(rows), (12, 16, 18, 18, 18, 10, 8))
