"""The tellings of a parsed report: each cue with who, when, where, on whose word and how it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from onrecord import dates
from onrecord.coding import cues as cue_words
from onrecord.coding.charges import CHARGED, Charge, charge
from onrecord.coding.demanders import demander
from onrecord.coding.families import RULINGS
from onrecord.coding.imposed import penalties
from onrecord.coding.parties import Parties
from onrecord.coding.realis import realis
from onrecord.coding.roles import Roles, fits, roles
from onrecord.coding.telling import Party, Telling
from onrecord.coding.when import Owned, When, is_earlier, share_out, when
from onrecord.coding.where import where
from onrecord.coding.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.coding.attribution import Attributions
    from onrecord.coding.clock import Clock
    from onrecord.coding.cues import Cue, Entry
    from onrecord.coding.parse import Parsed
    from onrecord.coding.people import Cast
    from onrecord.coding.places import PlaceMention
    from onrecord.coding.times import TimeMention

_ONE_MORE = frozenset(
    "second third fourth fifth another new fresh separate similar further other additional previous earlier".split()
)
_IN_CUSTODY = (
    "in custody", "in police custody", "in detention", "in jail", "in prison", "in there", "behind bars", "confession",
    "confessions", "while detained", "in captivity", "to confess", "while being held",
)  # fmt: skip
_OF_THINGS = frozenset({"restriction", "search", "surveillance", "assault", "dispersal"})
"""Types that are also done to things: a site blocked, a house searched, a convoy attacked."""


class Found(Struct, frozen=True, kw_only=True):
    """What the layers found in a parsed report: what tellings are made of."""

    parsed: Parsed
    cast: Cast
    attributions: Attributions
    times: tuple[TimeMention, ...]
    hours: Clock
    places: tuple[PlaceMention, ...]
    report_date: str | None

    @property
    def home(self) -> str | None:
        """The country that the report names most."""
        named = Counter(m.place.country for m in self.places if m.place.country)
        return named.most_common(1)[0][0] if named else None


def tellings(found: Found) -> tuple[Telling, ...]:
    """One telling for each cue whose words and grammar fit, in the order of the text."""
    parsed = found.parsed
    judged = [(cue, roles(cue, parsed.doc)) for cue in cue_words.find(parsed, cue_words.lexicon())]
    kept = _one_a_token([(cue, told) for cue, told in judged if fits(cue, told, parsed.doc)])
    cues = [cue for cue, _ in kept]
    heads = frozenset(cue.head for cue in cues if cue.entry.type in CHARGED)
    charges = [charge(cue, parsed, heads - {cue.head}) for cue in cues]
    shares = share_out(parsed, cues, found.times)
    parties = Parties(parsed, found.cast)
    made: list[Telling] = []
    for n, (cue, told) in enumerate(kept):
        if not _is_no_event(cue, cues, shares[n], charges, parsed):
            dated = _dated(found, cue, shares[n], made)
            made.append(_telling(found, cue, told, charges[n], dated, parties, cues))
    return tuple(made)


def _is_no_event(
    cue: Cue, cues: Sequence[Cue], owned: Sequence[Owned], charges: Sequence[Charge | None], parsed: Parsed
) -> bool:
    """Whether a cue that fits tells nothing of its own: "if convicted", what is threatened, what somebody is charged with."""
    if cue.entry.type == "conviction" and realis(cue, parsed.doc).rule == "condition":
        return True
    if _is_changed(cue, cues, parsed):
        return True
    return _is_private_threat(cue, cues, parsed) or _is_charged_deed(cue, owned, charges, parsed)


def _is_changed(cue: Cue, cues: Sequence[Cue], parsed: Parsed) -> bool:
    """Whether a ruling is only named as what another court changed: "halved the six-year sentence"."""
    head = parsed.doc[cue.head]
    if cue.entry.kind != "nouns" or cue.entry.type not in RULINGS:
        return False
    if head.dep_ == "pobj" and head.head.lower_ == "against":
        head = head.head.head
    if head.dep_ not in ("dobj", "nsubjpass"):
        return False
    return any(c.entry.type == "sentence_change" and c.head == head.head.i for c in cues)


def _one_a_token(judged: Sequence[tuple[Cue, Roles]]) -> list[tuple[Cue, Roles]]:
    """One cue of a type on a token; "charged" as a charge and "fined" as a fine may stand side by side."""
    kept: dict[tuple[int, str], tuple[Cue, Roles]] = {}
    for cue, told in judged:
        key = (cue.head, cue.entry.type)
        if key not in kept or cue.entry.sure > kept[key][0].entry.sure:
            kept[key] = (cue, told)
    best: dict[int, tuple[Cue, Roles]] = {}
    for cue, told in kept.values():
        rival = best.get(cue.first)
        if rival is None or _beats(cue, rival[0]):
            best[cue.first] = (cue, told)
    return sorted(best.values(), key=lambda pair: pair[0].first)


def _beats(cue: Cue, rival: Cue) -> bool:
    """Of two types told by one word, the one whose entry asks for more (and so says more) is meant."""
    return _demands(cue.entry) > _demands(rival.entry)


def _demands(entry: Entry) -> tuple[bool, bool, float]:
    return bool(entry.with_), entry.since or entry.term, entry.sure


def _is_private_threat(cue: Cue, cues: Sequence[Cue], parsed: Parsed) -> bool:
    """Whether a cue only says what somebody threatened to do ("threatened to kill her"), where the threat is the act."""
    head = parsed.doc[cue.head]
    return head.dep_ == "xcomp" and any(c.entry.type == "harassment" and c.head == head.head.i for c in cues)


def _is_charged_deed(cue: Cue, owned: Sequence[Owned], charges: Sequence[Charge | None], parsed: Parsed) -> bool:
    """Whether a cue only names what somebody is charged with; a deed with a time or a spot of its own is an event."""
    if any(o.nearness == "own" for o in owned) or (cue.entry.type == "protest" and _has_spot(cue, parsed)):
        return False
    behind = any(o.mention.start > parsed.starts[cue.head] for o in owned)
    return any(c is not None and c.first <= cue.head <= c.last and not (c.occasion and behind) for c in charges)


def _has_spot(cue: Cue, parsed: Parsed) -> bool:
    """Whether a protest is told with the spot it was held at."""
    behind = {c.lower_ for c in parsed.doc[cue.head].children if c.dep_ == "prep"}
    behind |= {t.lower_ for t in parsed.doc[cue.last + 1 : cue.last + 2]}
    return bool(behind & {"in", "at", "outside", "near", "before"})


def _reference(found: Found, cue: Cue, owned: Sequence[Owned], before: Sequence[Telling]) -> str | None:
    """The date that the times of a cue lean on: of the act or the main clause told last before them."""
    leaning = min((o.mention.start for o in owned if o.mention.anchor == "act"), default=None)
    act = next((t.when for t in reversed(before) if t.when is not None and "/" not in t.when.edtf), None)
    if leaning is None:
        return act.edtf if act is not None else None
    story = found.hours.before(leaning, found.parsed.sentence_of(found.parsed.doc[cue.head]))
    told = [w for w in (act, story) if w is not None]
    return max(told, key=lambda w: w.start).edtf if told else None


def _dated(found: Found, cue: Cue, owned: Sequence[Owned], before: Sequence[Telling]) -> When | None:
    leaned = {t.when.start: t.when.edtf for t in before if t.when is not None}
    taken = next(
        (leaned[o.mention.start] for o in owned if o.mention.anchor == "act" and o.mention.start in leaned), None
    )
    head = found.parsed.doc[cue.head]
    if taken is not None and is_earlier(head):
        owned = [o for o in owned if o.mention.anchor != "act"]
    reference = _reference(found, cue, owned, before)
    told = when(cue.entry.type, owned, reference=reference, report_date=found.report_date, earlier=is_earlier(head))
    if told is None and taken is not None and (until := dates.until(taken)):
        at = next(t.when for t in reversed(before) if t.when is not None and t.when.edtf == taken)
        return replace(at, edtf=until, rule="before the act told last", confidence=0.6)
    return told


def _telling(
    found: Found,
    cue: Cue,
    told: Roles,
    charged: Charge | None,
    dated: When | None,
    parties: Parties,
    others: Sequence[Cue],
) -> Telling:
    parsed = found.parsed
    place = where(cue, parsed, found.places, [other.head for other in others])
    country = place.place.country if place is not None and place.place.country else found.home
    affected = () if cue.entry.type == "protest" else parties.of(told.affected, things=cue.entry.type in _OF_THINGS)
    actors = parties.of(told.actors, doers=cue.entry.type != "protest")
    how = realis(cue, parsed.doc)
    return Telling(
        cue=cue,
        sentence=parsed.sentence_of(parsed.doc[cue.head]),
        told=how,
        actors=actors,
        affected=affected,
        when=dated,
        where=place,
        charge=charged,
        penalties=penalties(cue, others, parsed, country),
        source=found.attributions.source_at(cue.head),
        demanders=parties.of(demander(cue, how, parsed.doc), doers=True),
        again=any(c.lower_ in _ONE_MORE for c in parsed.doc[cue.head].children),
        looks_back=_looks_back(cue, parsed),
        counted=_counted(parsed.doc[cue.head]),
        retyped=_retyped(cue, actors, affected, parsed),
    )


def _is_no_state(party: Party) -> bool:
    """Whether a doer is armed but no authority of a state: rebels, gunmen, unknown men."""
    words = set(party.name.casefold().replace("-", " ").split())
    if words & ({"anti", "counter"} | word_list("authorities")):
        return False
    names = word_list("nonstate")
    if party.lemma in names or words & names:
        return True
    return party.lemma in ("man", "person", "individual") and bool(
        words & {"armed", "masked", "unknown", "unidentified", "hooded"}
    )


def _looks_back(cue: Cue, parsed: Parsed) -> bool:
    """Whether a cue only takes up an act told before: "this arrest"; a death that nothing violent is told of."""
    if any(c.lower_ in ("this", "these", "that", "such") and c.dep_ == "det" for c in parsed.doc[cue.head].children):
        return True
    if any(t.lower_ == "pending" for t in parsed.doc[max(0, cue.first - 3) : cue.first]):
        return True
    if cue.entry.word not in ("death", "die"):
        return False
    sentence = parsed.spans[parsed.sentence_of(parsed.doc[cue.head])]
    return not any(t.lower_ in word_list("violence") for t in sentence)


def _counted(word: Token) -> bool:
    return (
        any(c.dep_ == "nummod" for c in word.children)
        or (
            word.tag_ == "NNS"
            and word.dep_ in ("dobj", "nsubjpass")
            and word.head.lemma_ in ("make", "report", "follow", "carry")
        )
        or any(c.dep_ == "acl" and c.lower_ == "made" for c in word.children)
    )


def _retyped(cue: Cue, actors: Sequence[Party], affected: Sequence[Party], parsed: Parsed) -> str | None:
    """The type that the people give an act: taken by rebels is abduction; beaten in custody is torture.

    The latter where those hurt are prisoners, or the clause says that they were held.
    """
    if cue.entry.type == "arrest":
        return "abduction" if any(_is_no_state(party) for party in actors) else None
    if cue.entry.type != "assault" or cue.entry.kind != "verbs":
        return None
    if any(party.lemma in word_list("held") for party in affected) or any(
        p.lemma in word_list("holders") for p in actors
    ):
        return "torture"
    sentence = parsed.spans[parsed.sentence_of(parsed.doc[cue.head])]
    lower = f" {' '.join(t.lower_ for t in sentence)} "
    if any(f" {w} " in lower for w in _IN_CUSTODY) or any(t.lower_ in word_list("held") for t in sentence):
        return "torture"
    return None
