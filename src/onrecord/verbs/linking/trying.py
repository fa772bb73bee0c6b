"""A judgement that nobody has made yet to what it would change; and the parting of one person into two."""

from __future__ import annotations

from collections.abc import Collection as Collected
from collections.abc import Iterator, Sequence
from itertools import islice, product

from msgspec import Struct

from onrecord.errors import Contradicted, InputError
from onrecord.linking.judgement import Judgement as Compared
from onrecord.linking.judgement import Reason
from onrecord.linking.people import Mention
from onrecord.store import finding, judging, linked
from onrecord.store.collection import Collection, Reading
from onrecord.store.ids import tidied
from onrecord.store.judging import Judgement
from onrecord.verbs.linking.joining import settle
from onrecord.verbs.linking.linkers import linker_of
from onrecord.verbs.linking.showing import PersonCard, person_in
from onrecord.verbs.linking.telling import CaseCard, case_in

__all__ = ["Change", "Joining", "join", "join_preview", "part", "part_preview"]

_MOST_PAIRS = 400
"""So many pairs of two persons' reports are compared, the first ones."""


class Change(Struct, frozen=True, kw_only=True):
    """Who persons are now, and who they would be."""

    before: tuple[CaseCard, ...]
    after: tuple[CaseCard, ...]
    judgements: int
    """How many judgements it takes."""

    @property
    def is_none(self) -> bool:
        """Whether all would stay as it is."""
        return _who(self.before) == _who(self.after)


class Joining(Struct, frozen=True, kw_only=True):
    """Two persons who may be one: what speaks for and against, and what would change if they were."""

    left: PersonCard
    right: PersonCard
    compared: Compared
    """The two of their reports that come nearest to each other."""
    contradictions: tuple[Reason, ...]
    """All that could not be told of one person, in whichever reports."""
    in_the_way: tuple[Judgement, ...]
    """What people judged of any two of their reports, and stands."""
    change: Change


def join_preview(collection: Collection, one: str, other: str, *, as_of: str) -> Joining:
    """What would be one if these two persons were the same; nothing is kept. Raises UnknownItem, InputError."""
    user = collection.user
    with collection.trying() as connection:
        left, right = person_in(connection, one, user), person_in(connection, other, user)
        if left.id == right.id:
            raise InputError("These two are one person already.")
        compared, contradictions = _compared(connection, left, right, user)
        change = _preview(connection, (one, other), left, right, user, as_of=as_of)
        ids = {each.id for each in right.persons}
        between = [told for told in left.judgements if told.left in ids or told.right in ids]
    return Joining(
        left=left,
        right=right,
        compared=compared,
        contradictions=contradictions,
        in_the_way=tuple(between),
        change=change,
    )


def join(collection: Collection, one: str, other: str, *, because: str, despite: bool = False) -> tuple[Judgement, ...]:
    """Judges two persons the same, in all their reports; `despite` what contradicts that, where somebody has looked at it.

    Raises UnknownItem, InputError, and Contradicted where something does.
    """
    user = collection.user
    with collection.writing() as connection:
        left, right = person_in(connection, one, user), person_in(connection, other, user)
        if left.id == right.id:
            raise InputError("These two are one person already.")
        made = _join(connection, (one, other), left, right, because=because, user=user)
        if len(made) > 1 and not despite:
            raise Contradicted("Other reports of these two contradict each other; look at what would change first.")
        return made


def part_preview(collection: Collection, id: str, apart: Collected[str], *, as_of: str) -> Change:
    """Who a person would be if those of some reports were somebody else; nothing is kept. Raises UnknownItem, InputError."""
    user = collection.user
    with collection.trying() as connection:
        before = case_in(connection, person_in(connection, id, user), as_of=as_of)
        made = _part(connection, before.person, apart, because="a preview", user=user)
        after = _cases(connection, [one.id for one in before.person.persons], user, as_of=as_of)
    return Change(before=(before,), after=after, judgements=len(made))


def part(collection: Collection, id: str, apart: Collected[str], *, because: str) -> tuple[Judgement, ...]:
    """Judges those of some reports different from the rest of a person, as often as it takes to part them.

    Raises UnknownItem, InputError.
    """
    with collection.writing() as connection:
        card = person_in(connection, id, collection.user)
        return _part(connection, card, apart, because=because, user=collection.user)


def _preview(
    connection: Reading, ends: tuple[str, str], left: PersonCard, right: PersonCard, user: str, *, as_of: str
) -> Change:
    before = tuple(case_in(connection, one, as_of=as_of) for one in (left, right))
    made = _join(connection, ends, left, right, because="a preview", user=user)
    ids = [each.id for one in (left, right) for each in one.persons]
    return Change(before=before, after=_cases(connection, ids, user, as_of=as_of), judgements=len(made))


def _join(
    connection: Reading, ends: tuple[str, str], left: PersonCard, right: PersonCard, *, because: str, user: str
) -> tuple[Judgement, ...]:
    """Judges pairs of two persons' reports the same until all are one, save those of which people judged otherwise."""
    some, others = (sorted(one.id for one in card.persons) for card in (left, right))
    judged = {(one.left, one.right) for one in judging.standing(connection, "person", [*some, *others])}
    made = [judging.judge(connection, *ends, "same", because=because, who=user)]
    settle(connection, linker_of(connection, "person"))
    judged.add((made[0].left, made[0].right))
    while pair := _apart(connection, some, others, judged):
        made.append(judging.judge(connection, *pair, "same", because=because, who=user))
        settle(connection, linker_of(connection, "person"))
        judged.add((made[-1].left, made[-1].right))
    return tuple(made)


def _apart(
    connection: Reading, some: Sequence[str], others: Sequence[str], judged: set[tuple[str, str]]
) -> tuple[str, str] | None:
    of = linked.cluster_of(connection, "person", [*some, *others])
    pairs = (pair for pair in product(some, others) if of[pair[0]] != of[pair[1]])
    return next((pair for pair in pairs if (min(pair), max(pair)) not in judged), None)


def _part(
    connection: Reading, card: PersonCard, apart: Collected[str], *, because: str, user: str
) -> tuple[Judgement, ...]:
    out = {tidied(id) for id in apart}
    known = [one.id for one in card.persons]
    rest = [id for id in known if id not in out]
    if not out <= set(known) or not out or not rest:
        raise InputError("Choose some of the reports that tell of this person, and leave at least one.")
    made: list[Judgement] = []
    while pair := _still_together(connection, sorted(out), rest):
        made.append(judging.judge(connection, *pair, "different", because=because, who=user))
        settle(connection, linker_of(connection, "person"))
    return tuple(made)


def _still_together(connection: Reading, out: Sequence[str], rest: Sequence[str]) -> tuple[str, str] | None:
    of = linked.cluster_of(connection, "person", [*out, *rest])
    return next((pair for pair in product(out, rest) if of[pair[0]] == of[pair[1]]), None)


def _cases(connection: Reading, ids: Sequence[str], user: str, *, as_of: str) -> tuple[CaseCard, ...]:
    """Each person that some ids are now, with their case, those of most reports first."""
    found: dict[str, PersonCard] = {}
    done: set[str] = set()
    for id in ids:
        if id not in done:
            card = person_in(connection, id, user)
            found[card.id] = card
            done |= {one.id for one in card.persons}
    cards = sorted(found.values(), key=lambda one: (-len(one.persons), one.id))
    return tuple(case_in(connection, one, as_of=as_of) for one in cards)


def _compared(
    connection: Reading, left: PersonCard, right: PersonCard, user: str
) -> tuple[Compared, tuple[Reason, ...]]:
    """The nearest two, and everything that contradicts."""
    every = [one.id for card in (left, right) for one in card.persons]
    linker = linker_of(connection, "person")
    told = {one.id: linker.decode(one.data) for one in linked.placed(connection, "person", every)}
    judged = [linker.judge(*pair) for pair in _pairs(told, left, right)]
    best = max(judged, key=lambda one: one.score, default=Compared("none", 0.0))
    against = dict.fromkeys(reason for one in judged for reason in one.reasons if reason.contradicts)
    seen = finding.seen_by(connection, best, user=user)
    return seen, tuple(finding.seen_by(connection, one, user=user) for one in against)


def _pairs(told: dict[str, Mention], left: PersonCard, right: PersonCard) -> Iterator[tuple[Mention, Mention]]:
    sides = ([told[one.id] for one in card.persons if one.id in told] for card in (left, right))
    return islice(product(*sides), _MOST_PAIRS)  # type: ignore[arg-type]  # of two sides


def _who(cards: Sequence[CaseCard]) -> set[frozenset[str]]:
    return {frozenset(one.id for one in card.person.persons) for card in cards}
