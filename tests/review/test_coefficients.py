"""Agreement beyond chance, held against figures that were published and figures worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.review.coefficients import alpha, kappa, share


def units(*observers: str) -> list[dict[str, str]]:
    """Rows of labels, one observer each, to units; a point is a label that is missing."""
    rows = [row.split() for row in observers]
    return [{str(who): label for who, label in enumerate(column) if label != "."} for column in zip(*rows, strict=True)]


@pytest.mark.parametrize(
    ("observers", "figure"),
    [
        (("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), 0.095),
        (("a a b b d c c c e d d a", "b a b b b c c c e d d d"), 0.692),
        (
            (
                "1 2 3 3 2 1 4 1 2 . . .",
                "1 2 3 3 2 2 4 1 2 5 . 3",
                ". 3 3 3 2 3 4 2 2 5 1 .",
                "1 2 3 3 2 4 4 1 2 5 1 .",
            ),
            0.743,
        ),
    ],
)
def test_published_alphas(observers: tuple[str, ...], figure: float) -> None:
    """The nominal examples A, B and C of Krippendorff (2011): binary, many values, many observers with values missing."""
    assert alpha(units(*observers)) == pytest.approx(figure, abs=0.0005)


def test_kappa_by_hand() -> None:
    """Of 50 units 20 are yes to both and 15 no to both: .7 agree, .5 would by chance, kappa is .4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert share(pairs) == pytest.approx(0.7)


def test_nothing_is_told_of_what_never_varies() -> None:
    """Where only one label was ever given, or nothing by two, chance cannot be told from agreement."""
    assert alpha(units("a a a", "a a a")) is None
    assert alpha(units("a b .", ". . a")) is None
    assert kappa([("a", "a")] * 3) is None
    assert kappa([]) is None


def test_a_tolerant_alpha_forgives_what_may_be_the_same() -> None:
    """With labels that do not differ where one is a part of the other."""
    told = units("2021 2020 2021-07 2019", "2021-07 2020 2021 2018")
    strict, tolerant = alpha(told), alpha(told, lambda a, b: not (a.startswith(b) or b.startswith(a)))
    assert strict is not None
    assert tolerant is not None
    assert strict < tolerant < 1


labels = st.sampled_from("abc")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a machine that is busy is no fault
@given(st.lists(st.tuples(labels, labels), min_size=2, max_size=30))
def test_the_figures_do_not_hang_on_names_or_order(pairs: list[tuple[str, str]]) -> None:
    """Coders may change places, units their order, labels their names; none is above 1."""
    told = [{"x": one, "y": other} for one, other in pairs]
    renamed = [{"x": other * 2, "y": one * 2} for one, other in reversed(pairs)]
    assert alpha(told) == pytest.approx(alpha(renamed))
    assert kappa(pairs) == pytest.approx(kappa([(other, one) for one, other in pairs]))
    assert (alpha(told) or 0) <= 1
    assert (kappa(pairs) or 0) <= 1
