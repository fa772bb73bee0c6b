"""What one report tells to the facilities that it names: where they lie, and which acts tell of somebody held or tried there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from onrecord.coding.places import find_places
from onrecord.linking.facilities.find import Named, find, folded
from onrecord.linking.facilities.lexicon import lexicon
from onrecord.linking.facilities.mention import How, Mention, Stay
from onrecord.linking.facilities.where import Lying, lying
from onrecord.linking.people import companions
from onrecord.model import Act, Place, Span

__all__ = ["mentions", "sign"]

_WORDS = re.compile(r"[^\s]+")
_LEFT = 40
_WHERE = re.compile(r",? (?:where|in which) [^.;]{0,60}")


class _Found(Struct, frozen=True):
    named: Named
    lying: Lying
    stays: tuple[Stay, ...]
    acts: tuple[Act, ...]
    """Those whose own sentences name it."""


def mentions(report: str, text: str, acts: Sequence[Act]) -> list[Mention]:
    """The facilities of a report, each once, without ids; `acts` are those of the report, with the ids that they are kept under."""
    named = list(find(text))
    if not named:
        return []
    places = [one for one in find_places(text) if not one.no_place]
    found = [_found(text, one, lying(text, one, places), acts) for one in named]
    made = [one for told in _alike(found).values() for one in _mentions(report, text, told, acts)]
    return sorted(made, key=sign)


def _found(text: str, named: Named, where: Lying, acts: Sequence[Act]) -> _Found:
    here = tuple(act for act in acts if any(_holds(one, named) for one in act.sentences))
    return _Found(named, where, tuple(_stays(text, named, here)), here)


def _holds(span: Span, named: Named) -> bool:
    return span.start <= named.start and named.end <= span.end


def _alike(found: Iterable[_Found]) -> dict[tuple[object, ...], list[_Found]]:
    alike: dict[tuple[object, ...], list[_Found]] = defaultdict(list)
    for one in found:
        alike[one.named.kind, one.named.core, one.named.levels, one.named.number].append(one)
    return alike


def _mentions(report: str, text: str, alike: list[_Found], acts: Sequence[Act]) -> Iterator[Mention]:
    """One mention; where the report tells of one name in several towns, one for each."""
    towns = {folded(one.lying.towns[0].name or "") for one in alike if one.lying.towns}
    if len(towns) < 2:
        yield _mention(report, text, alike, acts)
        return
    by_town: dict[str, list[_Found]] = defaultdict(list)
    for one in alike:
        by_town[folded(one.lying.towns[0].name or "") if one.lying.towns else ""].append(one)
    for told in by_town.values():
        yield _mention(report, text, told, acts)


def _mention(report: str, text: str, alike: list[_Found], acts: Sequence[Act]) -> Mention:
    first = alike[0].named
    stays = tuple(sorted({stay for one in alike for stay in one.stays}, key=lambda stay: (stay.act, stay.how)))
    there = {one.act for one in stays}
    here = [act for one in alike for act in one.acts]
    names = Counter(" ".join(text[one.named.start : one.named.end].split()) for one in alike)
    return Mention(
        report=report,
        kind=first.kind,
        names=tuple(name for name, _ in names.most_common()),
        core=first.core,
        levels=first.levels,
        number=first.number,
        is_own=any(one.named.is_proper or not one.lying.names_it for one in alike),
        is_worldwide=_is_worldwide(first),
        towns=_towns(alike, here, first.kind),
        regions=frozenset(region for one in alike for region in one.lying.regions),
        countries=frozenset(code for one in alike for code in one.lying.countries)
        or _countries(here)
        or _countries(acts),
        stays=stays,
        people=companions(_people(act for act in acts if act.id in there)),
    )


def _is_worldwide(named: Named) -> bool:
    words = {*named.core, *named.levels}
    return any(words >= set(name.split()[:-1]) for name in lexicon().words["worldwide"] if named.kind in name)


def _towns(alike: list[_Found], here: list[Act], kind: str) -> tuple[Place, ...]:
    """The towns that are told; for a court without one, that of what was done by it, where that is one alone."""
    told = {folded(place.name or ""): place for one in alike for place in one.lying.towns}
    if not told and kind == "court":
        done = {stay.act for one in alike for stay in one.stays}
        places = [act.place for act in here if act.id in done and act.place and act.place.precision == "town"]
        told = {folded(place.name or ""): place for place in places}
        told = told if len(told) == 1 else {}
    return tuple(replace(told[name], text="") for name in sorted(told))


def _countries(acts: Iterable[Act]) -> frozenset[str]:
    """The country of these acts, where it is one alone."""
    found = frozenset(act.place.country for act in acts if act.place and act.place.country)
    return found if len(found) == 1 else frozenset()


def _people(acts: Iterable[Act]) -> set[str]:
    return {one.name for act in acts if act.realis == "actual" for one in act.affected if one.person}


def sign(one: Mention) -> str:
    """What tells a facility from all others of its report, in words; a recoding gives the same."""
    towns = " ".join(folded(place.name or "") for place in one.towns)
    return "|".join((one.kind, " ".join(one.core), " ".join(sorted(one.levels)), one.number or "", towns))


# ---------------------------------------------------------------- who was there


def _stays(text: str, named: Named, acts: Sequence[Act]) -> Iterator[Stay]:
    """The acts that tell of somebody held or tried in it: a court that did them, or the one that is told to be done there."""
    how: How = "tried" if named.kind == "court" else "held"
    there = _done_there(text, named, acts)
    for act in acts:
        by_it = how == "tried" and _cites(act, "actors", named)
        if act.type in lexicon().words[how] and (by_it or act in there):
            yield Stay(act.id, how)


def _cites(act: Act, slot: str, named: Named) -> bool:
    return any(one.start < named.end and named.term_at < one.end for one in act.evidence.get(slot, ()))


def _done_there(text: str, named: Named, acts: Sequence[Act]) -> list[Act]:
    """The acts that are told last before "in X", or first after "X, where"; not what else the sentence tells."""
    if _stands_within(text, named):
        ends = [one.end for act in acts for one in act.mentions if one.end <= named.start and _near(text, one, named)]
        return [act for act in acts if any(one.end == max(ends, default=-1) for one in act.mentions)]
    starts = [one.start for act in acts for one in act.mentions if _WHERE.fullmatch(text[named.end : one.start])]
    return [act for act in acts if any(one.start == min(starts, default=-1) for one in act.mentions)]


def _stands_within(text: str, named: Named) -> bool:
    """Whether the name follows "in", "to" and the like; "outside" and "near" tell of nobody within."""
    start, known = named.owner[0] if named.owner else named.start, lexicon().words
    for word in reversed(_WORDS.findall(text[max(0, start - _LEFT) : start])):
        if word.lower() not in known["between"]:
            return word.lower() in known["within"]
    return False


def _near(text: str, mention: Span, named: Named) -> bool:
    """Whether an act is told in the sentence of the name, before it, with no other clause between."""
    return not any(sign in text[mention.end : named.start] for sign in (". ", ";", "\n"))
