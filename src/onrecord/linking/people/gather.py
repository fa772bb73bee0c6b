"""What one report tells of its persons, to mentions that can be compared with those of other reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from anyascii import anyascii

from onrecord.letters import plain
from onrecord.linking.names import keys as name_keys
from onrecord.linking.people.mention import Involvement, Mention
from onrecord.linking.people.naming import full_names
from onrecord.linking.people.weights import weights
from onrecord.model import Act, Particulars, Person

__all__ = ["companions", "keys", "mentions"]

_TIES = frozenset({"spouse", "parent", "child", "sibling", "relative", "lawyer"})
_TURNED = {"spouse": "spouse", "parent": "child", "child": "parent", "sibling": "sibling", "relative": "relative"}
_GROUPS = frozenset({"member", "leader", "employee"})
_SHORTEST = 4
"""Letters of a word that tells what somebody is."""
_CONTEXTS = 12
"""As many of what could tell two apart as make keys."""


def mentions(report: str, told: Particulars, persons: Sequence[Person], acts: Iterable[Act]) -> list[Mention]:
    """Every person of a report with a name, with what the report tells of each. Ids are those the persons have."""
    doings = _doings(acts)
    ties = _ties(persons)
    folded = {one.id: _folded(_whole(one)) for one in persons}
    return [_mention(report, told, one, doings[one.id], ties[one.id], folded) for one in persons if one.name]


def companions(names: Iterable[str]) -> dict[str, str]:
    """Full names, each under the keys that its spellings share; a single word names nobody for sure."""
    return {key: name for name in names if " " in name for key in name_keys(name) if "." not in key}


def keys(mention: Mention) -> tuple[str, ...]:
    """What other mentions of the same person share at least one of: a spelling-blind name, alone and with what is told of them.

    A frequent name alone, or with a country, is shared by too many to compare all; together with a town or a wife it is not.
    """
    names = sorted({key for name in full_names(mention.names) for key in name_keys(name) if "." not in key})
    context = [*sorted(mention.ties), *sorted(mention.groups), *sorted(mention.towns)][:_CONTEXTS]
    return tuple(f"{name}|{one}" for name in names for one in ("", *context))


def _mention(
    report: str, told: Particulars, person: Person, doings: list[Involvement], ties: set[str], folded: Mapping[str, str]
) -> Mention:
    return Mention(
        id=person.id,
        report=report,
        names=(person.name, *(alias for alias in person.aliases if alias != person.name)),
        published=told.published,
        bearing=frozenset(_bearing(person)),
        ties=frozenset(ties),
        groups=frozenset(_folded(name) for name in _groups(person)),
        others=companions(name for id, name in folded.items() if id != person.id),
        towns=frozenset(_town(doing) for doing in doings if doing.town),
        countries=frozenset(doing.country for doing in doings if doing.country),
        doings=tuple(doings),
    )


def _doings(acts: Iterable[Act]) -> dict[str, list[Involvement]]:
    found: dict[str, list[Involvement]] = defaultdict(list)
    for act in acts:
        sources = [one for step in act.source for one in step]
        for role, told in (("affected", act.affected), ("actor", act.actors), ("source", sources)):
            for one in told:
                if one.person:
                    found[one.person].append(_doing(act, role))
    return found


def _doing(act: Act, role: str) -> Involvement:
    place = act.place
    town = place.name if place and place.precision in {"town", "site"} else None
    return Involvement(
        type=act.type,
        role=role,
        realis=act.realis,
        date=act.date,
        town=town,
        country=place.country if place else None,
        lat=place.lat if place and town else None,
        lon=place.lon if place and town else None,
        charge=act.charge if role == "affected" else None,
    )


def _ties(persons: Sequence[Person]) -> dict[str, set[str]]:
    """By person, their kin and counsel, told from either side."""
    named = {one.id: _whole(one) for one in persons}
    found: dict[str, set[str]] = defaultdict(set)
    for one in persons:
        for tie in one.relations:
            other = named.get(tie.of.person or "", tie.of.name or "")
            if tie.kind not in _TIES or " " not in other:
                continue
            # A relation tells what this person is of the other one: their spouse, their lawyer.
            found[one.id].add(f"{tie.kind} of {_folded(other)}")
            if tie.of.person and tie.kind in _TURNED and " " in named[one.id]:
                found[tie.of.person].add(f"{_TURNED[tie.kind]} of {_folded(named[one.id])}")
    return found


def _groups(person: Person) -> Iterator[str]:
    for tie in person.relations:
        if tie.kind in _GROUPS and tie.of.name:
            yield tie.of.name


def _bearing(person: Person) -> Iterator[str]:
    for word in _folded(person.description or "").split():
        if len(word) >= _SHORTEST and word not in weights().bearing["tells_nothing"]:
            yield word


def _town(doing: Involvement) -> str:
    return f"{_folded(doing.town or '')}, {doing.country or '?'}"


def _whole(person: Person) -> str:
    return max((person.name, *person.aliases), key=lambda name: len(name.split()))


def _folded(words: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain(anyascii(words))).split())
