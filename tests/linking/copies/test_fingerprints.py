"""By which keys the copies of a text are found."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.linking.copies import Fingerprint, candidates, fingerprint, may_copy

PLAIN = "Guards at the prison in Zelin turned away a mother with a parcel of sugar. "
WORDS = (
    "river stone ladder copper window garden letter morning engine bottle candle forest market needle saddle".split()
)
passages = st.lists(st.sampled_from(WORDS), min_size=19, max_size=60).map(" ".join)
others = st.lists(st.sampled_from([word[::-1] for word in WORDS]), max_size=40).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(passages, others, others)
def test_a_passage_of_some_length_is_found_wherever_it_stands(passage: str, before: str, after: str) -> None:
    """A text shares a key with every text that takes in nineteen words or more of it in a row."""
    around = f"xx {before} {passage} {after} yy"
    assert set(fingerprint(f"xx {passage} yy").keys) & set(fingerprint(around).keys)


def test_the_same_in_every_process() -> None:
    """Keys do not hang on the process that made them, so that they can be kept."""
    code = f"from onrecord.linking.copies import fingerprint; print(*fingerprint({PLAIN * 3!r}).keys)"
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in "ab"]
    told = [run.stdout.split() for run in runs]
    assert all(first == second for first, second in pairwise([*told, list(fingerprint(PLAIN * 3).keys)]))


def test_it_can_be_kept_as_json() -> None:
    """A fingerprint comes back from JSON as it was."""
    made = fingerprint(PLAIN)
    assert msgspec.json.decode(msgspec.json.encode(made), type=Fingerprint) == made


def test_what_is_around_a_story_does_not_count() -> None:
    """Headline, dateline, credit and case leave the digest as it is; another word does not."""
    dressed = f"Mother turned away\n\nZELIN, May 3 (Northern Wire) - {PLAIN.replace('mother', 'MOTHER')}"
    assert fingerprint(dressed, title="Mother turned away").digest == fingerprint(PLAIN).digest
    assert fingerprint(PLAIN.replace("sugar", "salt")).digest != fingerprint(PLAIN).digest


def test_it_stays_small() -> None:
    """A story of four hundred words has some fifty keys, and no text more than a few thousand."""
    varied = " ".join(f"{a}{b}" for a in WORDS for b in WORDS)
    assert 15 <= len(fingerprint(varied).keys) <= 40
    assert len(fingerprint(" ".join(f"w{n}x" for n in range(60_000))).keys) <= 4000


@pytest.mark.parametrize("text", ["", "Police.", "\x00\ud800", "12 34"])
def test_short_and_odd_texts_have_a_fingerprint(text: str) -> None:
    """Too short a text has a digest and no keys."""
    assert fingerprint(text).keys == ()


def test_pairs_worth_comparing() -> None:
    """A cut stands beside its story once, in the order given; a text with nothing in common, or made by another scheme, does not."""
    story = " ".join(f"{a} {b}" for a, b in zip(WORDS * 4, WORDS[::-1] * 3 + WORDS, strict=False))
    made = {"z": fingerprint(story), "a": fingerprint(story[: len(story) // 2]), "m": fingerprint(PLAIN)}
    assert list(candidates(made)) == [("z", "a")]
    assert not may_copy(made["z"], msgspec.structs.replace(made["z"], scheme="other"))
