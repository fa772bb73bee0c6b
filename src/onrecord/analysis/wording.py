"""The values of an act in words for people; what a report does not tell is `not told`, never a blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from onrecord.codebook import act_types
from onrecord.codebook.data import country_names
from onrecord.dates import describe
from onrecord.linking.judgement import Reason
from onrecord.model import Act, Count, Participant, Particulars, Penalty, Person, PersonRef, Place, Realis

NOT_TOLD = "not told"

_REALIS: dict[Realis, str] = {
    "actual": "told as done",
    "negated": "denied",
    "planned": "planned",
    "demanded": "demanded",
    "threatened": "threatened",
    "attempted": "attempted",
    "hypothetical": "said to be possible",
}
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}


def what(act: Act) -> str:
    """The type, and the finer kind where it is told: `protest (single picket)`."""
    known = act_types().get(act.type)
    label = known.label if known else act.type
    return f"{label} ({act.subtype})" if act.subtype else label


def told_as(act: Act) -> str:
    """Whether it is told as done, or else how: denied, planned, demanded."""
    if act.realis == "negated" and not act.source:
        return "did not happen"
    return _REALIS[act.realis]


def when(act: Act) -> str:
    """The date, as exact as it is known: `1 July 2021`, `21–27 June 2021`, `until 29 June 2021`."""
    if act.date is None:
        return NOT_TOLD
    words = describe(act.date).removeprefix("in ").replace("some time until", "until")
    return _shortened(words) if words.startswith("between ") else words


def where(act: Act) -> str:
    """The place from the nearest to the widest: `Almaty, Kazakhstan`."""
    return place_words(act.place) if act.place else NOT_TOLD


def where_in_short(act: Act) -> str:
    """The same without the region, where a nearer place and the country are told."""
    place = act.place
    if place and place.name and place.country:
        return place_words(msgspec.structs.replace(place, admin1=None))
    return where(act)


def place_words(place: Place) -> str:
    """A place in words; the report's own words where it is no known one."""
    parts = [place.name, place.admin1, country_name(place.country) if place.country else None]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or place.text or NOT_TOLD


def country_name(code: str) -> str:
    """The usual English name of an ISO 3166-1 alpha-2 country, or the code when it is none."""
    return country_names().get(code, code)


def by_whom(act: Act) -> str:
    """Who did it."""
    return people(act.actors)


def to_whom(act: Act) -> str:
    """Who was affected, and how many where the names alone do not say it."""
    named = people(act.affected)
    if act.count is None or _plain(act.count, act.affected):
        return named
    return how_many(act.count) if named == NOT_TOLD else f"{named} ({how_many(act.count)})"


def people(told: Iterable[Participant]) -> str:
    """Their names side by side."""
    return "; ".join(one.name for one in told) or NOT_TOLD


def how_many(count: Count) -> str:
    """A number with its open ends: `2`, `27 to 33`, `at least 5`, `up to 2,000,000`."""
    if count.min is None:
        return NOT_TOLD if count.max is None else f"up to {count.max:,}"
    if count.max is None:
        return f"at least {count.min:,}"
    return f"{count.min:,}" if count.min == count.max else f"{count.min:,} to {count.max:,}"


def on_whose_word(act: Act, *, outlet: str | None = None) -> str:
    """Who says so, the nearest to the deed first: `Baqyt Sembai, via RFE/RL`; else the outlet itself."""
    steps = [" and ".join(one.name for one in step) for step in act.source if step]
    if not steps:
        return f"{outlet}, in its own voice" if outlet else "the report, in its own voice"
    return ", via ".join(reversed(steps))


def weakest(act: Act) -> tuple[float, str] | None:
    """The least sure of the filled slots: how sure its best evidence is, and its name; None without evidence."""
    best = [(max(one.confidence for one in shown), slot) for slot, shown in act.evidence.items() if shown]
    return min(best) if best else None


def how_sure(act: Act) -> str:
    """The least sure slot of the act in words: `0.62 (place)`."""
    found = weakest(act)
    return f"{found[0]:.2f} ({found[1].replace('_', ' ')})" if found else NOT_TOLD


def penalty_words(penalty: Penalty) -> str:
    """A penalty in words: `prison, 7 years`, `fine, 10,000 USD`, `suspended, 2 years`."""
    parts = [penalty.kind or ("fine" if penalty.amount is not None else None)]
    if penalty.suspended and penalty.kind != "suspended":
        parts.append("suspended")
    if penalty.term:
        parts.append(duration(penalty.term))
    if penalty.amount is not None:
        parts.append(f"{penalty.amount:,.2f}".removesuffix(".00") + f" {penalty.currency or ''}".rstrip())
    return ", ".join(part for part in parts if part) or NOT_TOLD


def duration(term: str) -> str:
    """An ISO 8601 duration in words: `P15D` gives `15 days`; what is not one is left as it is."""
    words, digits = [], ""
    for letter in term.removeprefix("P"):
        if letter.isdigit() or letter == ".":
            digits += letter
        elif digits and letter in _UNITS:
            words.append(f"{digits} {_UNITS[letter]}{'' if digits == '1' else 's'}")
            digits = ""
    return " ".join(words) or term


def tie(kind: str, of: PersonRef, names: dict[str, str]) -> str:
    """A relation read from this person: `spouse of Baqyt Sembai`."""
    other = names.get(of.person or "", of.name or of.person or NOT_TOLD)
    return f"{kind} of {other}"


def protection(person: Person) -> str:
    """Why somebody may need protection: `minor; in custody`; empty where nothing is told."""
    return "; ".join(hint.reason for hint in person.protection)


def outlet(particulars: Particulars) -> str | None:
    """Who speaks where nobody is cited: the publisher, else the agency."""
    return particulars.publisher or particulars.agency


def _plain(count: Count, affected: Sequence[Participant]) -> bool:
    """Whether a count says no more than the names do."""
    return count.min == count.max == len(affected)


def _shortened(words: str) -> str:
    """`between 21 June 2021 and 27 June 2021` as `21–27 June 2021`."""
    first, _, last = words.removeprefix("between ").partition(" and ")
    start, end = first.split(), last.split()
    same = 0
    while same < min(len(start), len(end)) - 1 and start[-1 - same] == end[-1 - same]:
        same += 1
    kept = start[: len(start) - same]
    dash = "–" if len(kept) == 1 else " – "
    return " ".join(kept) + dash + last


DECIDED = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "add": "added",
    "unsure": "marked unsure",
}
"""What became of an act or slot, by the verdict on it."""

_REASONS = {
    "name": "the name",
    "tie": "tied alike",
    "other": "told of together with",
    "town": "the same town",
    "country": "the same country",
    "group": "the same group",
    "bearing": "called alike",
    "doing": "the same was done",
    "charge": "the same charge",
    "region": "the same region",
    "held": "held or tried in both",
    "contradiction": "cannot be one",
}
_AGAINST = {
    "name": "the names may be two",
    "country": "other countries",
    "region": "other regions",
    "doing": "other days",
}


def reason(told: Reason) -> str:
    """What speaks for or against two being one, in words: `the same town: Karaganda, KZ (+1.25)`."""
    known = _REASONS.get(told.kind, told.kind)
    words = f"{_AGAINST.get(told.kind, known) if told.side == 'against' else known}: {told.words}"
    return f"{words} ({'-' if told.side == 'against' else '+'}{told.weight:g})" if told.weight else words
