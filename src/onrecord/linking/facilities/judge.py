"""Two facilities to whether they are one, with what speaks for and against. Another number, town or kind is another facility."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from onrecord.linking.facilities.lexicon import lexicon, weights
from onrecord.linking.facilities.mention import Mention
from onrecord.linking.happenings.where import is_same, kilometres, words_for
from onrecord.linking.judgement import Judgement, Reason, Verdict, score
from onrecord.linking.names import compare
from onrecord.linking.names import keys as name_keys

__all__ = ["SURE", "apart", "contradictions", "judge", "keys"]

SURE = "="
"""A key that begins so is shared only by what surely is one, and may be shared by any number."""

_HARDLY = 0.9
"""The score (0..1) from which on two single words may be spellings of one."""
_NEAR_KM = 15.0
"""Two towns that lie no farther apart may be told of one place."""


class _Name(Struct, frozen=True):
    weight: float
    unsure: bool


def judge(one: Mention, other: Mention) -> Judgement:
    """Whether two are one; `same` asks for a name and for where it lies, or for somebody told to have been in both."""
    name = _name(one, other)
    if name is None:
        return Judgement("none", 0.0)
    words = " = ".join(dict.fromkeys((one.names[0], other.names[0])))
    own = Reason("for" if name.weight >= 0 else "against", "name", abs(name.weight), words)
    against = [Reason("against", "contradiction", 0.0, told, contradicts=True) for told in contradictions(one, other)]
    if against:
        return Judgement("different", 0.0, (*against, own))
    reasons = [own, *_for(one, other), *_against(one, other)]
    bars, told = weights().bars, score(reasons)
    verdict: Verdict = "unsure" if told >= bars["unsure"] else "none"
    if told >= bars["same"] and not name.unsure:
        verdict = "same"
    return Judgement(verdict, told, tuple(sorted(reasons, key=lambda reason: -reason.weight)))


def keys(mention: Mention) -> tuple[str, ...]:
    """What tellings of one facility share at least one of. Under a key with `=` all are surely the same."""
    levels = "|".join(sorted(mention.levels))
    names = sorted(_bones(" ".join(mention.core))) if mention.core else [levels]
    names += [f"no {mention.number}"] if mention.number else []
    towns = [words_for(place) for place in mention.towns]
    where = towns + sorted(mention.regions) + sorted(mention.countries)
    found = [f"{mention.kind}|{name}|{one}" for name in names for one in ("", *where, *sorted(mention.people))]
    found += [f"{mention.kind}|{levels}|{town}" for town in towns if levels]
    return (*dict.fromkeys(found), *_sure_key(mention))


def contradictions(one: Mention, other: Mention) -> Iterator[str]:
    """Each thing, in words, for which two cannot be one facility."""
    if one.kind != other.kind:
        yield f"a {one.kind} and a {other.kind}"
    if one.number and other.number and one.number != other.number:
        yield f"No. {one.number} and No. {other.number}"
    mine, its = _telling(one, other), _telling(other, one)
    if mine and its and mine != its:
        yield f"{', '.join(sorted(mine))} and {', '.join(sorted(its))}"
    if one.towns and other.towns and not _share_a_town(one, other):
        yield f"in {words_for(one.towns[0])} and in {words_for(other.towns[0])}"


def apart(mentions: Mapping[str, Mention]) -> Iterator[tuple[str, str]]:
    """The pairs among some that cannot be one facility, by their ids, the smaller first. What is told alike is compared once."""
    alike: dict[tuple[object, ...], list[str]] = {}
    of = {_as_told(one): one for one in mentions.values()}
    for id, one in mentions.items():
        alike.setdefault(_as_told(one), []).append(id)
    for left, right in combinations(alike, 2):
        if any(contradictions(of[left], of[right])) or _differ(of[left], of[right]):
            yield from ((min(a, b), max(a, b)) for a in alike[left] for b in alike[right])


def _as_told(one: Mention) -> tuple[object, ...]:
    return one.kind, one.core, one.levels, one.number, one.towns


def _sure_key(mention: Mention) -> Iterator[str]:
    """One key for what is told with the same name and in the same place, word for word; all of it is one."""
    alone = replace(mention, people={})
    if judge(alone, alone).verdict == "same":
        name = (mention.kind, *mention.core, *sorted(mention.levels), mention.number or "", str(mention.is_own))
        places = (words_for(place) for place in mention.towns)
        yield SURE + "|".join((*name, *places, *sorted(mention.regions), *sorted(mention.countries)))


# ---------------------------------------------------------------- names


def _name(one: Mention, other: Mention) -> _Name | None:
    """What the names tell; None where they are two."""
    if one.kind != other.kind or _differ(one, other):
        return None
    known = weights().name
    weight = min(_weight(one), _weight(other))
    half = (one.number is None) != (other.number is None) or _telling(one, other) != _telling(other, one)
    if half:
        return _Name(min(weight, known["not quite"]), unsure=True)
    if _same_core(one, other):
        return _Name(weight, unsure=False)
    if not one.core or not other.core:
        return _Name(min(weight, known["not quite"]), unsure=True)
    verdict = compare(" ".join(one.core), " ".join(other.core)).verdict
    return _Name(min(weight, known["spelt otherwise" if verdict == "same" else "not quite"]), verdict != "same")


def _weight(one: Mention) -> float:
    known, words = weights().name, lexicon().words
    if one.is_worldwide:
        return known["own"] + weights().speaks_for["country"]
    if one.number:
        return known["number"]
    if one.levels & words["one_a_country"] and not one.core:
        return known["own"]
    is_own = one.core and one.is_own and one.kind not in words["many_of_a_name"]
    return known["own" if is_own else "shared"]


def _telling(one: Mention, other: Mention) -> frozenset[str]:
    """What tells one from others of its kind, without what only one of two names of prisons has and which says little."""
    if one.kind == "court" or not one.core:
        return one.levels
    return one.levels - (lexicon().words["says_little"] - other.levels)


def _same_core(one: Mention, other: Mention) -> bool:
    return one.core == other.core or _whole(one) == _whole(other)


def _whole(one: Mention) -> frozenset[str]:
    """The words of the name with those of the town: "City Court in Osh" is "Osh City Court"."""
    return frozenset(one.core) | {word for place in one.towns for word in (place.name or "").lower().split()}


def _differ(one: Mention, other: Mention) -> bool:
    """Whether the names are those of two, as far as words go; a number may stand for a name."""
    if _same_core(one, other):
        return False
    if not one.core or not other.core:
        return not (one.number and other.number)
    found = compare(" ".join(one.core), " ".join(other.core))
    return found.verdict == "different" or (found.verdict == "unsure" and found.score < _HARDLY)


def _bones(name: str) -> set[str]:
    return {key for key in name_keys(name) if "." not in key}


# ---------------------------------------------------------------- where, and who was there


def _share_a_town(one: Mention, other: Mention) -> bool:
    pairs = [(mine, its) for mine in one.towns for its in other.towns]
    return any(is_same(*pair) or (kilometres(*pair) or _NEAR_KM + 1) <= _NEAR_KM for pair in pairs)


def _for(one: Mention, other: Mention) -> Iterator[Reason]:
    """The nearest thing that tells where both lie, and who was in both."""
    yield from _shared("held", _in_both(one, other))
    if one.towns and _share_a_town(one, other):
        yield from _shared("town", [words_for(one.towns[0])])
    elif one.regions & other.regions:
        yield from _shared("region", one.regions & other.regions)
    else:
        yield from _shared("country", one.countries & other.countries)


def _in_both(one: Mention, other: Mention) -> Iterator[str]:
    """Those whose names surely are spellings of one."""
    for key in one.people.keys() & other.people.keys():
        if compare(one.people[key], other.people[key]).verdict == "same":
            yield one.people[key]


def _shared(kind: str, told: Iterable[str]) -> Iterator[Reason]:
    words: Sequence[str] = sorted(set(told))
    if words:
        yield Reason("for", kind, weights().speaks_for[kind], "; ".join(words[:3]))


def _against(one: Mention, other: Mention) -> Iterator[Reason]:
    known = weights().against
    for kind, mine, its in (
        ("country", one.countries, other.countries),
        ("region", one.regions, other.regions),
    ):
        if mine and its and not mine & its:
            words = f"{', '.join(sorted(mine))} and {', '.join(sorted(its))}"
            yield Reason("against", kind, -known[kind], words)
