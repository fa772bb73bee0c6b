"""How many were never recorded: known answers are found, and nothing is said where nothing can be."""

from __future__ import annotations

from itertools import product
from math import exp, lgamma
from typing import Any

import numpy as np
import pytest

from onrecord.analysis.estimate import Estimate, Histories, estimate, figure, graphs, loglinear, of_csv, of_people
from onrecord.analysis.estimate.answer import Answer
from onrecord.analysis.estimate.histories import made
from onrecord.analysis.listed import Listed
from onrecord.errors import InputError

# Diabetics of Casale Monferrato on four lists (Bruno et al., Journal of Clinical Epidemiology 47, 1994, from the table in
# Chao et al., Statistics in Medicine 20, 2001): clinics and doctors, hospitals, prescriptions, reimbursements.
DIABETES = {
    "0001": 10, "0010": 182, "0011": 8, "0100": 74, "0101": 7, "0110": 20, "0111": 14, "1000": 709, "1001": 12, "1010": 650,
    "1011": 46, "1100": 104, "1101": 18, "1110": 157, "1111": 58,
}  # fmt: skip
PUBLISHED = 2341, 2586, 2830
"""Bruno et al., 1994: the estimate and its interval."""


def histories(told: dict[str, int], *lists: str) -> Histories:
    size = len(next(iter(told)))
    return made(
        lists or [f"L{n}" for n in range(size)], ((tuple(map(int, one)), number) for one, number in told.items())
    )


def drawn(seed: int, people: int, chances: list[float], *, copied: float = 0.0) -> Histories:
    """Lists of made-up people; `copied` is the share of the first list that the second takes over."""
    chance = np.random.default_rng(seed)
    on = chance.random((people, len(chances))) < np.array(chances)
    on[:, 1] |= on[:, 0] & (chance.random(people) < copied)
    return made([f"L{n}" for n in range(len(chances))], ((tuple(map(int, row)), 1) for row in on))


def test_a_published_figure() -> None:
    """Both ways find the diabetics of Casale Monferrato within the interval that was published."""
    found = estimate(histories(DIABETES))
    assert found.seen == 2069
    low, middle, high = PUBLISHED
    for one in found.answers:
        assert low <= one.middle <= high
        assert one.low <= middle <= one.high
    assert not found.doubts


@pytest.mark.parametrize("copied", [0.0, 0.3])
def test_a_truth_that_is_known(copied: float) -> None:
    """Of 30 made-up populations, nearly all are within the interval, also where one list copies another."""
    found = [estimate(drawn(seed, 1200, [0.3, 0.25, 0.2, 0.2], copied=copied)) for seed in range(30)]
    for way in (0, 1):
        assert sum(one.answers[way].low <= 1200 <= one.answers[way].high for one in found) >= 26


def test_taking_lists_for_independent_would_be_wrong() -> None:
    """Where one list copies another, the model without ties falls short, and the average does not."""
    told = drawn(3, 5000, [0.3, 0.1, 0.25, 0.2], copied=0.6)
    alone = loglinear._fit(loglinear._table(told), frozenset(), 7.0)
    assert alone is not None
    assert told.people + exp(alone.unseen) < 4600
    assert all(one.low <= 5000 <= one.high for one in estimate(told).answers)


# ---------------------------------------------------------------- graphs


@pytest.mark.parametrize(("lists", "number"), [(3, 8), (4, 61), (5, 822), (6, 18154)])
def test_all_decomposable_graphs(lists: int, number: int) -> None:
    """As many as there are (OEIS A058862), without the complete one."""
    assert len(graphs.orders(lists)) == number - 1


def test_the_likelihood_of_a_table() -> None:
    """The closed form is the Dirichlet-multinomial one, computed cell by cell."""
    told = histories({"100": 5, "010": 4, "001": 3, "110": 2, "011": 6, "111": 1})
    found = graphs._likelihood(told, 0b011, np.array([7.0]))[0]
    cells = {(1, 0): 5, (0, 1): 4 + 6, (1, 1): 2 + 1, (0, 0): 3 + 7}
    assert found == pytest.approx(sum(lgamma(n + 0.25) - lgamma(0.25) for n in cells.values()))


# ---------------------------------------------------------------- log-linear models


def test_a_model_keeps_the_margins() -> None:
    """What is fitted has each list's number, and each tie's, as observed (Birch, 1963)."""
    told = histories(DIABETES)
    table = loglinear._table(told)
    for ties in (frozenset[int](), frozenset({0}), frozenset({1, 4})):
        columns = [np.ones(15), *table.lists.T, *(table.pairs[one] for one in sorted(ties))]
        design = np.array(columns).T
        at, _, _ = fitted(design, table.counts)
        assert np.allclose(design.T @ np.exp(design @ at), design.T @ table.counts, rtol=1e-5)
        found = loglinear._fit(table, ties, 1.0)
        assert found is not None
        assert found.unseen == pytest.approx(at[0], abs=1e-5)


def fitted(design: Any, counts: Any) -> Any:
    """By plain gradient steps in the scale of the information, far more of them than are needed."""
    at = np.zeros(design.shape[1])
    at[0] = np.log(counts.mean())
    for _ in range(400):
        means = np.exp(design @ at)
        at += 0.5 * np.linalg.lstsq(design.T @ (design * means[:, None]), design.T @ (counts - means), rcond=None)[0]
    return at, None, None


def test_a_pair_that_shares_nobody_does_no_harm() -> None:
    """Its tie is "never both"; the others are fitted without these combinations."""
    told = histories(
        {"1000": 60, "0100": 50, "0010": 40, "0001": 55, "1010": 9, "0110": 8, "0011": 7, "1001": 11, "0101": 12}
    )
    found = loglinear.average(told)
    assert found is not None
    assert told.people < found.low <= found.middle <= found.high < 10_000


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"10": 50, "01": 40, "11": 30}, "Fewer than three"),
        ({"100": 40, "010": 30, "001": 20, "110": 3, "011": 3}, "nothing can be said"),
        ({"100": 40, "010": 30, "001": 20, "110": 30}, "shares nobody"),
        ({"1000": 40, "0100": 30, "0010": 20, "1100": 30, "0110": 9}, "Nobody is on the list"),
        ({"1111111": 50, "1000000": 3}, "at most six"),
    ],
)
def test_thin_lists_are_refused(told: dict[str, int], words: str) -> None:
    """In words that say why, and what could be done."""
    with pytest.raises(InputError, match=words):
        estimate(histories(told))


def test_an_end_that_is_not_found_is_refused() -> None:
    """Where the lists share a handful of thousands, no upper end can be told."""
    thin = {"100": 4000, "010": 4000, "001": 4000, "110": 4, "101": 3, "011": 3}
    with pytest.raises(InputError, match="no upper end"):
        estimate(histories(thin))


def found(*answers: tuple[int, int, int], without: int = 1000) -> Estimate:
    told = tuple(Answer("a way", middle, low, high, 1) for low, middle, high in answers)
    return Estimate(seen=100, on_several=20, lists={"A": 50}, answers=told, without={"A": without})


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (found((900, 1000, 1100), (900, 1700, 1800)), "The ways differ: 1,000 and 1,700"),
        (found((900, 1000, 1100), without=400), "Without the list “A” it would be 400"),
        (found((300, 1000, 1900)), "so far apart"),
    ],
)
def test_an_answer_that_should_not_be_quoted(told: Estimate, words: str) -> None:
    """Where the ways differ, one list decides, or the ends are far apart, it is said; what no calculation checks always is."""
    notes = " ".join(figure(told, title="t").notes)
    assert words in notes
    assert "no calculation can check" in notes
    assert not found((900, 1000, 1100)).doubts


# ---------------------------------------------------------------- tables and collections


def test_a_table_of_people() -> None:
    """A row a person; whatever the order of rows, who is on no list does not count."""
    told = of_csv(b"name,in_A,in_B,'in_C\nx,1,0,0\ny,1,0,0\nz,yes,no,x\nw,0,,false\n")
    assert told == Histories(("A", "B", "C"), {(1, 0, 1): 1, (1, 0, 0): 2})


def test_a_table_of_combinations() -> None:
    """A row a combination with how many there are; the same combination twice is added."""
    assert of_csv(b"in_A,in_B,n\n1,0,4.0\n1,0,2\n1,1,3\n", count="n").counts == {(1, 1): 3, (1, 0): 6}


@pytest.mark.parametrize(
    ("data", "count", "words"),
    [
        (b"a,b\n1,0\n", None, "no columns that begin with `in_`"),
        (b"in_a,in_b\n1,2\n", None, "Line 2, column `in_b`: '2' is neither"),
        (b"in_a,n\n1,-3\n", "n", "is no number of people"),
        (b"in_a,n\n1,3\n", "m", "no column `m`"),
        (b"in_a\xff\n1\n", None, "not UTF-8"),
    ],
)
def test_a_table_that_cannot_be_read(data: bytes, count: str | None, words: str) -> None:
    """One clear error that names the line and the column."""
    with pytest.raises(InputError, match=words):
        of_csv(data, count=count)


def test_lists_of_a_collection() -> None:
    """By kind of word-giver, those of few people put together; or by origin."""
    people = [
        Listed(id=f"{n}{kind}", name="x", types=("arrest",), origins=frozenset({f"o{n % 3}"}), kinds=frozenset({kind}))
        for n, kind in product(range(6), ("family", "lawyer"))
    ]
    people += [
        Listed(id="w", name="x", types=(), origins=frozenset({"o0", "w"}), kinds=frozenset({"family", "witness"}))
    ]
    assert of_people(people, by="kind").lists == ("family", "lawyer", "others")
    assert of_people(people, by="kind").counts[1, 0, 1] == 1
    assert of_people(people, by="origin").lists == ("o0", "o1", "o2", "w")
