"""What several reports tell of together: persons with their cases, happenings, incidents, and what people judge of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal, TypeAlias, get_args

from msgspec import Struct

from onrecord.errors import BadRequest
from onrecord.store.filters import Filter
from onrecord.store.ids import is_id
from onrecord.store.judging import Judgement
from onrecord.verbs import linking, looking
from onrecord.verbs.linking import (
    CaseCard,
    Change,
    Doubts,
    HappeningCard,
    Happenings,
    IncidentPage,
    Joining,
    People,
    Portrait,
)
from onrecord.web.asking import Asked

Kind: TypeAlias = Literal["person", "act", "report"]
Verdict: TypeAlias = Literal["same", "different", "unsure"]
USUAL = "compared at the desk"
_MOST_PAGES = 1_000_000


class JudgingTwo(Struct, frozen=True, kw_only=True):
    """What is to be judged of two persons, two acts or two reports."""

    one: str
    other: str
    verdict: Verdict
    because: str = USUAL


class Parting(Struct, frozen=True, kw_only=True):
    """The persons of single reports who are somebody else."""

    apart: tuple[str, ...]
    because: str = USUAL


class JoiningTwo(Struct, frozen=True, kw_only=True):
    """Somebody who is the same person."""

    other: str
    because: str = USUAL
    despite: bool = False
    """Whether what contradicts it was looked at."""


class TakingBack(Struct, frozen=True, kw_only=True):
    """A judgement to be taken back."""

    judgement: str
    because: str = "changed my mind"


def people(asked: Asked) -> People:
    """A page of persons; `name` finds those whose name, in any script, may be this one."""
    return linking.people(asked.records, name=asked.query.get("name"), page=_page(asked))


def person(asked: Asked) -> Portrait:
    """A person with names, ties, protection, acts and case."""
    return linking.portrait(asked.records, asked.path["id"], as_of=day(asked))


def case(asked: Asked) -> CaseCard:
    """What happened to a person, in order, and what is known last, as of a day."""
    [card] = linking.case(asked.records, an_id(asked.path["person"]), as_of=day(asked))
    return card


def joining(asked: Asked) -> Joining:
    """What would be one if two persons were the same; nothing is kept."""
    if "with" not in asked.query:
        raise BadRequest("Say behind the `?` with whom: `with=P-...`.")
    return linking.join_preview(asked.records, asked.path["id"], asked.query["with"], as_of=day(asked))


def join(asked: Asked) -> tuple[Judgement, ...]:
    """Two persons are the same, in all their reports. 409 where these contradict each other and nobody has looked at it."""
    told = asked.told(JoiningTwo)
    because = told.because.strip() or USUAL
    return linking.join(asked.records, asked.path["id"], told.other, because=because, despite=told.despite)


def parting(asked: Asked) -> Change:
    """Who a person would be if those of some reports were somebody else; nothing is kept."""
    return linking.part_preview(asked.records, asked.path["id"], asked.many.get("apart", ()), as_of=day(asked))


def part(asked: Asked) -> tuple[Judgement, ...]:
    """Parts a person: those of some reports are somebody else."""
    told = asked.told(Parting)
    return linking.part(asked.records, asked.path["id"], told.apart, because=told.because.strip() or USUAL)


def happenings(asked: Asked) -> Happenings:
    """A page of what several reports tell of, contradicted first."""
    return linking.list_happenings(asked.records, wanted(asked), page=_page(asked))


def happening(asked: Asked) -> HappeningCard:
    """One doing as all reports tell of it, and on how many independent origins it rests."""
    return linking.happening(asked.records, asked.path["act"])


def incident(asked: Asked) -> IncidentPage:
    """The incident that an act belongs to, whole and parts, with what they add up to."""
    return linking.incident_page(asked.records, asked.path["act"])


def doubles(asked: Asked) -> Doubts:
    """A page of persons, acts or reports (`of`) that may be one, the question first whose answer settles most."""
    return linking.doubts(asked.records, kind(asked), page=_page(asked))


def judgements(asked: Asked) -> tuple[Judgement, ...]:
    """All that people judged of two, those undone and superseded too."""
    return tuple(linking.judgements(asked.records))


def judge(asked: Asked) -> Judgement:
    """Two persons, acts or reports are the same, different, or that is not to be told."""
    told = asked.told(JudgingTwo)
    because = told.because.strip() or USUAL
    return linking.judge(asked.records, told.one, told.other, told.verdict, because=because)


def take_back(asked: Asked) -> Judgement:
    """What stood before a judgement stands again."""
    told = asked.told(TakingBack)
    return linking.undo(asked.records, told.judgement, because=told.because)


def day(asked: Asked) -> str:
    """The day `as_of` which is asked; else today. Raises BadRequest."""
    told = asked.query.get("as_of")
    try:
        return date.fromisoformat(told).isoformat() if told else datetime.now(UTC).date().isoformat()
    except ValueError:
        raise BadRequest(f"`{told}` is no day: write it as 2024-05-31.") from None


def kind(asked: Asked) -> Kind:
    """Of which kind of questions (`of`). Raises BadRequest."""
    told = asked.query.get("of", "person")
    for one in get_args(Kind):
        if one == told:
            known: Kind = one
            return known
    raise BadRequest(f"`of` is one of {', '.join(get_args(Kind))}, not `{told}`.")


def wanted(asked: Asked) -> Filter:
    """What is looked for behind the `?`, checked."""
    names = ("words", "type", "person", "place", "date")
    return looking.wanted(**{name: asked.query.get(name) for name in names})


def an_id(told: str) -> str:
    """An id and not a name, since a name may be that of several. Raises BadRequest."""
    if not is_id(told):
        raise BadRequest(f"`{told}` is no id of a person: these begin with P-.")
    return told


def _page(asked: Asked) -> int:
    return asked.number("page", 1, most=_MOST_PAGES)
