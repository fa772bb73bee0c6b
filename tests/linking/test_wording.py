"""Which words of an act's sentence tell more than its slots."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.linking.happenings.wording import telling_words
from onrecord.model import Act, Participant, Place, Span

TEXT = "On Thursday police in Semei arrested three protesters at the dry fountain with 40 umbrellas. They slept."
ACT = Act(
    id="A-1",
    type="arrest",
    mentions=(Span(TEXT.index("arrested"), TEXT.index("arrested") + 8),),
    sentences=(Span(0, TEXT.index(" They")),),
    date_text="On Thursday",
    place=Place(name="Semei", text="Semei", country="KZ"),
    actors=(Participant(name="police", kind="official"),),
    affected=(Participant(name="three protesters", kind="people"),),
)


def test_what_the_slots_do_not_tell() -> None:
    """Longer words and numbers, each once; none of the act, the people, the place or the day."""
    assert telling_words(ACT, TEXT) == ("40", "fountain", "umbrellas", "with")


def test_of_somebody_by_name_none_is_kept() -> None:
    """Their name tells more."""
    named = replace(ACT, affected=(Participant(name="Aidar Beketov", kind="person", person="P-1"),))
    assert telling_words(named, TEXT) == ()
    assert telling_words(replace(ACT, sentences=()), TEXT) == ()
