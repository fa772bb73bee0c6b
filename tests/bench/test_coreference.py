"""The figures of coreference, on clusters whose scores can be worked out by hand."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from bench.coreference import assigned, conll, scores
from bench.happenings import made


def test_all_right() -> None:
    """The clusters known, found as they are, have 1 in every figure."""
    told = scores(["ab", "c", "def"], ["c", "fed", "ba"])
    assert conll(told) == pytest.approx(1.0)
    assert all(one.f1 == pytest.approx(1.0) for one in told.values())


def test_by_hand() -> None:
    """MUC counts links, B-cubed mentions, CEAF-e clusters set against each other; a worked example of all three."""
    told = scores(["abc", "d"], ["ab", "cd"])
    assert (told["muc"].precision, told["muc"].recall) == (1 / 2, 1 / 2)
    assert told["b3"].precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert told["b3"].recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert told["ceafe"].precision == pytest.approx((4 / 5 + 2 / 3) / 2)
    assert (told["pairs"].precision, told["pairs"].recall) == (1 / 2, 1 / 3)


def test_mentions_must_be_the_same() -> None:
    """A mention that only one side has is an error, not a silent zero."""
    with pytest.raises(ValueError, match="same mentions"):
        scores(["ab"], ["a"])


@pytest.mark.parametrize("shape", [(4, 4), (3, 5), (5, 2)])
def test_assignment_is_the_best(shape: tuple[int, int]) -> None:
    """No other way to pair rows and columns has a larger sum."""
    gain = np.random.default_rng(sum(shape)).random(shape)
    few, many = sorted(shape)
    wide = gain if shape[0] <= shape[1] else gain.T
    best = max(sum(wide[row, column] for row, column in enumerate(p)) for p in permutations(range(many), few))
    assert sum(gain[pair] for pair in assigned(gain)) == pytest.approx(best)


def test_made_up_acts_are_the_same_each_time() -> None:
    """The same seed gives the same acts, another one others; each belongs to the happening that its id names."""
    assert made(20, seed=1) == made(20, seed=1) != made(20, seed=2)
    assert {doing.act.split()[0] for doing in made(20, seed=1)} == {f"h{n}" for n in range(20)}
