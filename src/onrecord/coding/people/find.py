"""A parsed report to its cast: names, what they name, who is who, and whom each word for somebody means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.coding.people.bearers import bearers
from onrecord.coding.people.cast import Cast, Figure, Group, Mention, PlaceTest, Resolved, Tie
from onrecord.coding.people.entities import Entity
from onrecord.coding.people.forms import Chain, chain_names
from onrecord.coding.people.groups import chain_groups
from onrecord.coding.people.kin import Bond, bonds, root, settle_kin
from onrecord.coding.people.kinds import Kind, kinds_of
from onrecord.coding.people.lead import settle_lead
from onrecord.coding.people.lexicon import Gender, lexicon
from onrecord.coding.people.names import Name, find_names
from onrecord.coding.people.profiles import Profile, profiles
from onrecord.coding.people.reading import read_through
from onrecord.coding.people.renamed import join_renamed
from onrecord.coding.people.scene import Scene
from onrecord.coding.people.words import Words

if TYPE_CHECKING:
    from onrecord.coding.parse import Parsed

__all__ = ["find_people"]

_IN_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_TURNED = {"spouse": "spouse", "sibling": "sibling", "parent": "child", "child": "parent"}


def find_people(parsed: Parsed, *, places: PlaceTest | None = None) -> Cast:
    """The cast of the parsed sentences; `places` says whether words name a place."""
    words, lists = Words(parsed), lexicon()
    names = find_names(words, lists)
    kinds = kinds_of(words, lists, names, places)
    of_people, of_others = _apart(names, kinds)
    chains = join_renamed(words, lists, chain_names(of_people, lists, _told_genders(of_people)))
    chains.sort(key=lambda chain: chain.first)
    name_at = {t: name for chain in chains for name in chain.names for t in range(name.first, name.last + 1)}
    others = frozenset(t for name in of_others for t in range(name.first, name.last + 1))
    borne = bearers(words, lists, name_at, others)
    told = profiles(words, lists, chains, borne)
    groups = chain_groups(words, of_others, kinds)
    figure_of = {id(name): n for n, profile in enumerate(told) for name in profile.chain.names}
    group_at = {m.last: group.id for group in groups if group.kind == "organisation" for m in group.mentions}
    scene = Scene(words, lists, told, name_at, figure_of, group_at, borne)
    read_through(scene, others)
    ties = bonds(scene)
    settle_kin(scene, ties)
    settle_lead(scene)
    return _cast(scene, told, groups, ties)


def _apart(names: Sequence[Name], kinds: dict[tuple[str, ...], Kind]) -> tuple[list[Name], list[Name]]:
    """Names of persons, with short forms of theirs that show no kind of their own, and all others."""
    full = [name.parts for name in names if kinds[name.parts] == "person"]
    known = {part for parts in full if len(parts) > 1 for part in parts if len(part) > 1}
    people: list[Name] = []
    others: list[Name] = []
    for name in names:
        short = len(name.parts) == 1 and name.parts[0] in known and kinds[name.parts] != "place"
        (people if kinds[name.parts] == "person" or short else others).append(name)
    return people, others


def _told_genders(names: Sequence[Name]) -> dict[tuple[str, ...], Gender]:
    return {name.parts: name.gender for name in names if name.gender != "?"}


def _cast(scene: Scene, told: Sequence[Profile], groups: tuple[Group, ...], ties: Sequence[Bond]) -> Cast:
    names = [_full_name(scene.words, profile.chain) for profile in told]
    resolved: dict[int, Resolved] = {}
    for token, entity in scene.at.items():
        if token not in scene.name_at:
            kept = _resolved(scene, names, token, entity)
            if kept is not None:
                resolved[token] = kept
    relations = _relations(scene, names, groups, ties)
    people = tuple(_figure(scene, n, profile, names, relations[n], resolved) for n, profile in enumerate(told))
    return Cast(scene.words, people, groups, resolved)


def _full_name(words: Words, chain: Chain) -> str:
    """The fullest form as the report writes it."""
    best = max(
        chain.names,
        key=lambda name: (name.parts not in chain.others, len(name.parts), len("".join(name.parts)), -name.first),
    )
    return words.words(best.first, best.last)


def _resolved(scene: Scene, names: Sequence[str], token: int, entity: Entity) -> Resolved | None:
    entity = root(entity)
    pronoun = scene.words.low[token] in scene.lexicon.pronouns
    rule = "pronoun" if pronoun else _rule_of(scene, entity)
    sure = scene.sure.get(token, 0.8)
    if entity.figure is not None:
        return Resolved(
            people=(entity.figure,),
            rule=rule,
            confidence=round(sure, 3),
            evidence=(scene.figures[entity.figure].token,),
        )
    if entity.members:
        people = tuple(m.figure for member in entity.members if (m := root(member)).figure is not None)
        if len(people) == len(entity.members):
            return Resolved(people=people, rule=entity.rule, confidence=round(min(sure, entity.confidence), 3))
    if entity.group is not None:
        return Resolved(group=entity.group, rule=rule if pronoun else "name", confidence=round(sure, 3))
    name = display(scene, names, entity)
    told = "words" if entity.token == token else rule
    return Resolved(name=name, rule=told, confidence=round(sure, 3)) if name else None


def _rule_of(scene: Scene, entity: Entity) -> str:
    if entity.noun in scene.lexicon.kin:
        return "kin"
    return entity.rule if entity.members else "description"


def display(scene: Scene, names: Sequence[str], entity: Entity, depth: int = 0) -> str:
    """Words for somebody without a name: "X's mother", or the noun phrase itself."""
    entity = root(entity)
    if entity.figure is not None:
        return names[entity.figure]
    if entity.members:
        return " and ".join(display(scene, names, member, depth + 1) for member in entity.members)
    if entity.owner is not None and depth < 4:
        owner = display(scene, names, entity.owner, depth + 1)
        mark = "'" if owner.endswith("s") and entity.owner.plural else "'s"
        return f"{owner}{mark} {scene.words.text[entity.token]}"
    return scene.words.words(_phrase_start(scene.words, entity.token), entity.token)


def _phrase_start(words: Words, noun: int) -> int:
    """The first token of the noun phrase that ends in `noun`."""
    first, begin = noun, words.begins(noun)
    while first > begin and (
        words.pos[first - 1] in _IN_PHRASE or (words.text[first - 1] == "-" and first - 1 > begin)
    ):
        first -= 1
    return first


def _relations(
    scene: Scene, names: Sequence[str], groups: Sequence[Group], ties: Sequence[Bond]
) -> list[tuple[Tie, ...]]:
    found: list[dict[tuple[str, str], Tie]] = [{} for _ in names]
    for bond in ties:
        if bond.of is None:
            continue
        of = root(bond.of)
        if of.figure == bond.bearer:
            continue
        name = groups[of.group].name if of.group is not None else display(scene, names, of)
        found[bond.bearer].setdefault((bond.kind, name), Tie(bond.kind, name, of.figure))
        if of.figure is not None and bond.kind in _TURNED:
            back = _TURNED[bond.kind]
            found[of.figure].setdefault((back, names[bond.bearer]), Tie(back, names[bond.bearer], bond.bearer))
    return [tuple(told.values()) for told in found]


def _figure(
    scene: Scene,
    n: int,
    profile: Profile,
    names: Sequence[str],
    relations: tuple[Tie, ...],
    resolved: dict[int, Resolved],
) -> Figure:
    words = scene.words
    forms = dict.fromkeys(words.words(name.first, name.last) for name in profile.chain.names)
    mentions = [Mention(name.first, name.last, "name") for name in profile.chain.names]
    mentions += [
        Mention(token, token, "pronoun" if told.rule == "pronoun" else "kin" if told.rule == "kin" else "description")
        for token, told in resolved.items()
        if told.people == (n,)
    ]
    return Figure(
        id=n,
        name=names[n],
        aliases=tuple(form for form in forms if form != names[n]),
        gender=profile.gender,
        age=profile.age,
        description=max(profile.phrases, key=len) if profile.phrases else None,
        relations=relations,
        mentions=tuple(sorted(mentions, key=lambda m: m.first)),
        nouns=tuple(sorted(set(profile.borne))),
    )
