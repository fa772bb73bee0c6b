"""Tellings of one and the same act put together: told thrice, coded once.

Two tellings are one act when their type and realis agree, those affected may be the same and nothing speaks
against it (a date, a place, another doer). In doubt about persons they stay apart. Nouns ("the arrest")
mostly look back: they join a fitting act told before, and make an act of their own only when they bring
somebody, a date or a place.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord import dates
from onrecord.coding.families import PROCEEDINGS
from onrecord.coding.telling import Party, Telling
from onrecord.coding.words import word_list

if TYPE_CHECKING:
    from onrecord.coding.choosing import Chosen

_TOLD_BARE = frozenset({"protest", "surveillance", "warrant", "dispersal"})
"""Types whose words tell an act even where nobody is named with them."""
_FORMAL = PROCEEDINGS - {"fine", "trial"}
"""Told by a verb, these are acts of their own even where they are only demanded, planned or denied, and of nobody in particular."""
_MANY_KINDS = frozenset({"harassment", "restriction"})
_ONCE = frozenset({"killing"})
_SURE_ENOUGH = 0.5


def merge(tellings: Sequence[Telling]) -> tuple[tuple[Telling, ...], ...]:
    """Groups of tellings, one a distinct act, in the order of their first telling."""
    groups: list[list[Telling]] = []
    for telling in tellings:
        home = _home(telling, groups)
        if home is not None:
            home.append(telling)
        elif _stands_alone(telling, groups):
            groups.append([telling])
    return tuple(tuple(group) for group in groups)


def without_acknowledged(acts: Sequence[Chosen]) -> list[Chosen]:
    """The acts without disappearances that the report itself explains by an arrest of the same people, told as done."""
    arrested = {
        p.figure
        for act in acts
        if act.type == "arrest" and act.lead.told.realis == "actual"
        for p in act.affected
        if p.figure is not None
    }
    return [left for act in acts if (left := _without(act, arrested)) is not None]


def _without(act: Chosen, arrested: Collection[int]) -> Chosen | None:
    if act.type != "abduction" or act.actors or not act.affected:
        return act
    left = tuple(p for p in act.affected if p.figure not in arrested)
    return replace(act, affected=left) if left else None


def _home(telling: Telling, groups: Sequence[list[Telling]]) -> list[Telling] | None:
    best: tuple[float, int] | None = None
    for n, group in enumerate(groups):
        score = _likeness(telling, group)
        if score > 0 and (best is None or (score, n) > best):
            best = (score, n)
    return groups[best[1]] if best is not None else None


def _likeness(telling: Telling, group: Sequence[Telling]) -> float:
    """0 where they cannot be one act, else higher the more they share."""
    if group[0].type != telling.type or not _realis_agrees(telling, group):
        return 0
    if any(_dates_apart(telling, other) or _places_apart(telling, other) for other in group):
        return 0
    if telling.type in _MANY_KINDS and not _same_kind(telling, group):
        return 0
    likeness = _parties_alike(telling, group) or _one_breath(telling, group)
    if likeness == 0:
        return 0
    if telling.again:
        return 0
    return likeness + (0.5 if any(_same_date(telling, o) for o in group) else 0)


def _same_kind(telling: Telling, group: Sequence[Telling]) -> bool:
    """Of types that gather many kinds of deed (a threat, a smear; a ban, a denied visit), whether the wording is of one."""
    words = {other.cue.entry.word for other in group} | {other.cue.entry.subtype for other in group}
    general = {"harassment", "persecution", "intimidation", "ban", "censorship"}
    own = {telling.cue.entry.word, telling.cue.entry.subtype}
    return bool((own - {None}) & words) or bool(general & (own | words)) or telling.sentence == group[-1].sentence


def _realis_agrees(telling: Telling, group: Sequence[Telling]) -> bool:
    if telling.type == "dispersal" and telling.sentence == group[-1].sentence:
        return True
    return group[0].told.realis == telling.told.realis


def _dates_apart(a: Telling, b: Telling) -> bool:
    """Whether the times told for two tellings rule out that they are one; a person dies but once, whatever the times."""
    if a.when is None or b.when is None or min(a.when.confidence, b.when.confidence) < _SURE_ENOUGH:
        return False
    if a.type in _ONCE and any(_alike(x, y) for x in a.affected for y in b.affected if x.figure is not None):
        return False
    return not dates.overlap(a.when.edtf, b.when.edtf)


def _same_date(a: Telling, b: Telling) -> bool:
    return a.when is not None and b.when is not None and a.when.edtf == b.when.edtf


def _places_apart(a: Telling, b: Telling) -> bool:
    if a.where is None or b.where is None or min(a.where.confidence, b.where.confidence) < _SURE_ENOUGH:
        return False
    one, other = a.where.place, b.where.place
    if one.country and other.country and one.country != other.country:
        return True
    if a.type != "protest":
        return False
    if one.precision == other.precision == "site":
        return (one.text or "").casefold() != (other.text or "").casefold()
    return one.precision == other.precision == "town" and one.name != other.name


def _parties_alike(telling: Telling, group: Sequence[Telling]) -> float:
    """How far those by whom an act is known agree: 0 apart, 1 may be the same, 2 and more the same."""
    mine = telling.doers
    theirs = [party for other in group for party in other.doers]
    if not mine or not theirs:
        return _one_untold(telling, group)
    shared = sum(any(_alike(a, b) for b in theirs) for a in mine)
    if shared:
        return 1 + shared
    return 1.2 if _named_later(telling, group) else 0


def _one_breath(telling: Telling, group: Sequence[Telling]) -> float:
    """Of protests and of force against them: those told in one sentence are one, where no spot or "another" parts them."""
    return 0.9 if telling.type in ("protest", "dispersal") and telling.sentence == group[-1].sentence else 0


def _named_later(telling: Telling, group: Sequence[Telling]) -> bool:
    """Whether people first described ("indicted a girl", "the pair was held") are the ones named next in the same deed.

    The same cue word told close by, and as many people named as were described.
    """
    other = group[-1]
    if (
        telling.sentence - other.sentence > 3
        or telling.cue.entry.word != other.cue.entry.word
        or other.nominal
        or telling.nominal
    ):
        return False
    mine, theirs = telling.affected, other.affected
    described, named = (theirs, mine) if all(p.figure is not None for p in mine) else (mine, theirs)
    if len(described) != 1 or described[0].figure is not None or not all(p.figure is not None for p in named):
        return False
    return len(named) == _how_many(described[0])


def _how_many(party: Party) -> int | None:
    """How many people a description is of: one, or two for "the pair"."""
    words = party.name.casefold().split()
    if any(w in ("pair", "couple", "duo", "two", "both") for w in words):
        return 2
    return 1 if not party.plural and not party.definite else None


def _one_untold(telling: Telling, group: Sequence[Telling]) -> float:
    """Of tellings where one side does not say who: a noun looks back; a verb joins only in the same sentence's reach."""
    gap = telling.sentence - group[-1].sentence
    if telling.type in ("protest", "dispersal"):
        return 0.8 if gap <= 12 else 0.4
    if telling.nominal or all(other.nominal for other in group):
        return 0.7 if gap <= 6 else 0.3
    return 0.4 if gap == 0 else 0


def _alike(a: Party, b: Party) -> bool:
    if a.figure is not None and b.figure is not None:
        return a.figure == b.figure
    if a.figure is not None or b.figure is not None:
        described = b if a.figure is not None else a
        return described.definite and not described.plural and described.lemma in word_list("anybody")
    if a.name.casefold() == b.name.casefold():
        return True
    if a.plural == b.plural and any(p.definite and p.lemma in word_list("anybody") for p in (a, b)):
        return True
    return a.lemma == b.lemma and (a.definite or b.definite or a.plural == b.plural)


def _stands_alone(telling: Telling, groups: Sequence[list[Telling]]) -> bool:
    """Whether a telling that joins none is an act of its own: it must bring particulars."""
    entry = telling.cue.entry
    parties = bool(telling.actors or telling.affected)
    if entry.kind == "modifiers":
        return (
            parties
            and _specific(telling)
            and not any(p.plural and not p.definite and p.name[:1].islower() for p in telling.affected)
            and not _held_elsewhere(telling, groups)
        )
    if telling.told.realis != "actual" and not _specific(telling) and (telling.nominal or telling.type not in _FORMAL):
        return False
    if entry.sure < _SURE_ENOUGH:
        return parties and telling.when is not None
    if telling.looks_back:
        return False
    if telling.nominal and telling.type == "custody" and _held_elsewhere(telling, groups):
        return False
    if telling.nominal:
        return parties or _told_bare(telling, groups)
    return parties or telling.when is not None or entry.sure >= 0.7


def _told_bare(telling: Telling, groups: Sequence[list[Telling]]) -> bool:
    """Whether a noun without anybody tells an act: by its own date, or the first of a type known by its word alone."""
    if telling.when is not None and telling.when.confidence >= 0.8 and telling.cue.entry.sure >= 0.7:
        return True
    if telling.type in ("arrest", "killing") and telling.cue.entry.sure >= 0.8 and telling.counted:
        return True
    if telling.cue.entry.bare or (telling.type == "protest" and _has_own_place(telling)):
        return True
    first = not any(group[0].type == telling.type for group in groups)
    return telling.type in _TOLD_BARE and telling.cue.entry.sure >= 0.8 and (first or telling.again)


def _has_own_place(telling: Telling) -> bool:
    """Whether a protest that joins none told before is told with a spot or town of its own."""
    where = telling.where
    return where is not None and where.place.precision in ("site", "town") and where.confidence >= _SURE_ENOUGH


def _held_elsewhere(telling: Telling, groups: Sequence[list[Telling]]) -> bool:
    """Whether an arrest or custody of the same people is already told: "the detained official" adds nothing."""
    kin = {"custody", "arrest", "sentence", "abduction"} if telling.type == "custody" else {telling.type}
    return any(group[0].type in kin and _parties_alike(telling, group) >= 0.3 for group in groups)


def _specific(telling: Telling) -> bool:
    """Whether somebody in particular is meant: a name, "the ...", one person, a number of them."""
    return any(
        p.figure is not None or p.definite or not p.plural or _is_number(p.name.split()[0]) or " " in p.name
        for p in (*telling.affected, *telling.actors)
        if p.name
    )


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word.casefold() in word_list("numbers")
