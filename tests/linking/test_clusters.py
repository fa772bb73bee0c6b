"""Clusters are what hangs together, with nothing inside that is judged different."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.clusters import Edge, clusters

ITEMS = "abcdefgh"
PAIRS = sorted(combinations(ITEMS, 2))
EDGES = st.lists(
    st.builds(
        lambda pair, score: Edge(pair[0], pair[1], score),
        st.sampled_from(PAIRS),
        st.sampled_from((0.8, 0.9, 0.95, 1.0)),
    ),
    max_size=14,
)
APART = st.lists(st.sampled_from(PAIRS), max_size=6)


@given(EDGES, APART)
def test_nothing_different_is_together(same: list[Edge], different: list[tuple[str, str]]) -> None:
    """Whatever chain of judgements leads there."""
    made, _ = clusters(ITEMS, same, different)
    assert not [(left, right) for left, right in different for one in made if {left, right} <= one]


@given(EDGES, APART)
def test_every_item_is_in_one_cluster(same: list[Edge], different: list[tuple[str, str]]) -> None:
    """None is lost, none is twice."""
    made, _ = clusters(ITEMS, same, different)
    assert sorted(item for one in made for item in one) == sorted(ITEMS)


@given(st.data(), EDGES, APART)
def test_the_order_of_arrival_changes_nothing(
    data: st.DataObject, same: list[Edge], different: list[tuple[str, str]]
) -> None:
    """The same judgements in another order, and told from the other side, give the same clusters."""
    turned = [Edge(edge.right, edge.left, edge.score) for edge in data.draw(st.permutations(same))]
    items = data.draw(st.permutations(ITEMS))
    assert clusters(items, turned, data.draw(st.permutations(different)))[0] == clusters(ITEMS, same, different)[0]


@given(EDGES)
def test_what_hangs_together_is_together(same: list[Edge]) -> None:
    """Where nothing is different, each judgement holds."""
    made, left_out = clusters(ITEMS, same, ())
    assert not left_out
    for edge in same:
        assert any({edge.left, edge.right} <= one for one in made)


def test_the_surest_link_wins() -> None:
    """Of two links of which only one can hold, the surer one does; the other is told."""
    same = [Edge("a", "b", 0.9), Edge("b", "c", 0.95)]
    made, left_out = clusters("abc", same, [("a", "c")])
    assert made == [frozenset("a"), frozenset("bc")]
    assert left_out == [same[0]]
