"""Chosen slots to the records of the contract, each value with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.coding.givers import Givers
from onrecord.model import Act, Evidence, Participant, Person, PersonRef, Relation, Role, Span

if TYPE_CHECKING:
    from onrecord.coding.acts import Found
    from onrecord.coding.attribution import Attribution, Speaker
    from onrecord.coding.choosing import Chosen
    from onrecord.coding.people import Figure
    from onrecord.coding.telling import Party, Telling

_ROLES: tuple[Role, ...] = ("affected", "actor", "source", "relative", "other")


class Records:
    """Makes acts and, from the people these need, persons; local ids are given in the order of need."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._givers = Givers(found.parsed, found.cast, self._speaking)
        self._roles: dict[int, set[Role]] = {}
        self._relays: dict[str, None] = {}
        self._sentences: set[int] = set()

    def act(self, number: int, chosen: Chosen) -> Act:
        """The record of one act."""
        source = self._source(chosen.source) or self._demanders(chosen)
        self._sentences.update(telling.sentence for telling in chosen.tellings)
        return Act(
            id=f"a{number}",
            type=chosen.type,
            subtype=next((t.cue.entry.subtype for t in (chosen.lead, *chosen.tellings) if t.cue.entry.subtype), None),
            mentions=tuple(sorted({self._span(t) for t in chosen.tellings})),
            sentences=tuple(sorted({self._sentence(t) for t in chosen.tellings})),
            date=chosen.when.edtf if chosen.when else None,
            date_kind=chosen.when.kind if chosen.when else None,
            date_text=self._found.parsed.text[chosen.when.start : chosen.when.end] if chosen.when else None,
            place=chosen.where.place if chosen.where else None,
            actors=tuple(self._participant(p, "actor") for p in chosen.actors),
            affected=tuple(self._participant(p, "affected") for p in chosen.affected),
            count=chosen.count,
            charge=self._found.parsed.phrase(chosen.charge.first, chosen.charge.last) if chosen.charge else None,
            penalties=tuple(penalty for penalty, _ in chosen.penalties),
            realis=chosen.lead.told.realis,
            source=source,
            evidence=self._evidence(chosen),
        )

    def _span(self, telling: Telling) -> Span:
        return Span(*self._found.parsed.offsets(telling.cue.first, telling.cue.last))

    def _sentence(self, telling: Telling) -> Span:
        sentence = self._found.parsed.sentences[telling.sentence]
        return Span(sentence.start, sentence.end)

    def _participant(self, party: Party, role: Role) -> Participant:
        if party.figure is None:
            return Participant(name=party.name, kind=party.kind)
        return Participant(name=party.name, kind="person", person=self._person(party.figure, role))

    def _person(self, figure: int, role: Role) -> str:
        self._roles.setdefault(figure, set()).add(role)
        return f"p{list(self._roles).index(figure) + 1}"

    # ------------------------------------------------------------ word-givers

    def _source(self, attribution: Attribution | None) -> tuple[tuple[Participant, ...], ...]:
        if attribution is not None and not attribution.own:
            for step in attribution.steps:
                self._relay(step)
        return self._givers.chain(attribution)

    def _demanders(self, chosen: Chosen) -> tuple[tuple[Participant, ...], ...]:
        """Who demands the act, where no word-giver is told for it."""
        told = tuple(self._participant(party, "source") for party in chosen.lead.demanders)
        return (told,) if told and not (chosen.source is not None and chosen.source.own) else ()

    def _speaking(self, figure: Figure) -> Participant:
        return Participant(name=figure.name, kind="person", person=self._person(figure.id, "source"))

    def _relay(self, step: Sequence[Speaker]) -> None:
        for speaker in step:
            if speaker.kind == "outlet" or (speaker.giver == "rights group" and not speaker.pronoun):
                self._relays[speaker.name] = None

    def relays(self) -> tuple[str, ...]:
        """Outlets and organisations whose reporting the acts rest on, in the order of the text."""
        return tuple(self._relays)

    # ------------------------------------------------------------ evidence

    def _evidence(self, chosen: Chosen) -> dict[str, tuple[Evidence, ...]]:
        lead = chosen.lead
        told: dict[str, tuple[Evidence, ...]] = {
            "type": tuple(
                Evidence(*self._offsets(t.cue.first, t.cue.last), f"cue “{t.cue.entry.word}”", t.cue.entry.sure)
                for t in chosen.tellings
            )
        }
        told["actors"] = tuple(self._of_party(p) for p in chosen.actors)
        told["affected"] = tuple(self._of_party(p) for p in chosen.affected)
        for slot, value in (("date", chosen.when), ("place", chosen.where)):
            if value is not None:
                told[slot] = (Evidence(value.start, value.end, value.rule, value.confidence),)
        if (charge := chosen.charge) is not None:
            told["charge"] = (Evidence(*self._offsets(charge.first, charge.last), charge.rule, charge.confidence),)
        told["penalties"] = tuple(evidence for _, evidence in chosen.penalties)
        if chosen.count is not None:
            told["count"] = told["actors"] if chosen.type == "protest" else told["affected"]
        token = lead.told.token if lead.told.token is not None else lead.cue.head
        told["realis"] = (Evidence(*self._offsets(token, token), lead.told.rule, 0.85),)
        told["source"] = self._of_source(chosen) or tuple(self._of_party(p) for p in lead.demanders)
        return {slot: rows for slot, rows in told.items() if rows}

    def _of_source(self, chosen: Chosen) -> tuple[Evidence, ...]:
        source = chosen.source
        if source is None or source.own:
            return ()
        sure = round(source.confidence, 3)
        speakers = (speaker for step in source.steps for speaker in step)
        return tuple(Evidence(*self._offsets(s.first, s.last), source.rule, sure) for s in speakers)

    def _offsets(self, first: int, last: int) -> tuple[int, int]:
        return self._found.parsed.offsets(first, last)

    def _of_party(self, party: Party) -> Evidence:
        return Evidence(*self._offsets(party.first, party.last), party.rule, party.confidence)

    # ------------------------------------------------------------ persons

    def persons(self) -> tuple[Person, ...]:
        """The named people of the acts so far, those named beside them in the same sentences, and the kin that tie them."""
        people = self._found.cast.people
        for figure in self._named_beside():
            if figure not in self._roles:
                self._person(figure, "other")
        for figure in list(self._roles):
            for tie in people[figure].relations:
                if tie.person is not None and tie.person not in self._roles:
                    self._person(tie.person, "relative")
        ids = {figure: f"p{n}" for n, figure in enumerate(self._roles, 1)}
        return tuple(self._of_figure(people[figure], ids) for figure in self._roles)

    def figures(self) -> tuple[Figure, ...]:
        """Those that `persons` gives, in the same order, as the report's layers know them."""
        return tuple(self._found.cast.people[figure] for figure in self._roles)

    def _named_beside(self) -> Iterable[int]:
        """Those named in a sentence that tells an act, in the order of the report."""
        parsed = self._found.parsed
        for figure in self._found.cast.people:
            names = [m for m in figure.mentions if m.kind == "name"]
            if any(parsed.sentence_of(parsed.doc[m.first]) in self._sentences for m in names):
                yield figure.id

    def _of_figure(self, figure: Figure, ids: dict[int, str]) -> Person:
        ties = tuple(
            Relation(tie.kind, PersonRef(person=ids[tie.person]) if tie.person in ids else PersonRef(name=tie.of))
            for tie in figure.relations
        )
        return Person(
            id=ids[figure.id],
            name=figure.name,
            aliases=figure.aliases,
            roles=tuple(role for role in _ROLES if role in self._roles[figure.id]),
            description=figure.description,
            relations=ties,
            mentions=tuple(Span(*self._offsets(m.first, m.last)) for m in figure.mentions),
        )
