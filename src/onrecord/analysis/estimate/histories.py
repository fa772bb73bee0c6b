"""Who is on which lists: how many people have each combination, from a table of people or from a collection."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from onrecord.analysis.listed import Listed
from onrecord.errors import InputError

History: TypeAlias = tuple[int, ...]
"""1 or 0 for each list."""
By: TypeAlias = Literal["kind", "origin"]
_COLUMN = "in_"
_YES, _NO = frozenset({"1", "1.0", "true", "yes", "y", "x"}), frozenset({"0", "0.0", "", "false", "no", "n"})
_SMALLEST = 5
"""Kinds of word-givers with fewer people than that are put together."""


class Histories(Struct, frozen=True):
    """The lists by name, and how many people are on each combination of them; none are on none."""

    lists: tuple[str, ...]
    counts: dict[History, int]

    @property
    def people(self) -> int:
        """How many are on some list."""
        return sum(self.counts.values())

    @property
    def on_several(self) -> int:
        """How many are on two or more."""
        return sum(number for history, number in self.counts.items() if sum(history) > 1)

    def on(self, at: int) -> int:
        """How many are on one list."""
        return sum(number for history, number in self.counts.items() if history[at])

    def shared(self, at: int) -> int:
        """How many of those on one list are on another as well."""
        return sum(number for history, number in self.counts.items() if history[at] and sum(history) > 1)

    def without(self, at: int) -> Histories:
        """The same with a list left out, and so those who were on no other."""
        left = self.lists[:at] + self.lists[at + 1 :]
        return made(left, ((history[:at] + history[at + 1 :], number) for history, number in self.counts.items()))


def made(lists: Sequence[str], counted: Iterable[tuple[History, int]]) -> Histories:
    """Histories, put together; who is on no list is left out."""
    found: Counter[History] = Counter()
    for history, number in counted:
        if any(history) and number:
            found[history] += number
    return Histories(tuple(lists), dict(sorted(found.items(), reverse=True)))


def of_csv(data: bytes, *, count: str | None = None) -> Histories:
    """The lists of a table with a row a person and columns `in_NAME` (1 or 0), or a row a combination with its number in `count`.

    Raises InputError, which names the line and the column.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("The table is not UTF-8: save it as CSV in UTF-8.") from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    heads = [head for head in rows.fieldnames or () if head.removeprefix("'").startswith(_COLUMN)]
    if not heads:
        raise InputError("The table has no columns that begin with `in_`: one for each list, with 1 for who is on it.")
    if count is not None and count not in (rows.fieldnames or ()):
        raise InputError(f"The table has no column `{count}`.")
    names = [head.removeprefix("'").removeprefix(_COLUMN) for head in heads]
    return made(names, (_row(row, heads, count, line) for line, row in enumerate(rows, 2)))


def _row(row: Mapping[str, str | None], heads: Sequence[str], count: str | None, line: int) -> tuple[History, int]:
    history = tuple(_flag(row[head], head, line) for head in heads)
    if count is None:
        return history, 1
    told = (row[count] or "").strip()
    number = told.removesuffix(".0")
    if not number.isdecimal():
        raise InputError(f"Line {line}, column `{count}`: {told!r} is no number of people.")
    return history, int(number)


def _flag(cell: str | None, head: str, line: int) -> int:
    told = (cell or "").strip().lower()
    if told in _YES:
        return 1
    if told in _NO:
        return 0
    raise InputError(f"Line {line}, column `{head}`: {cell!r} is neither 1 nor 0.")


def of_people(people: Iterable[Listed], *, by: By) -> Histories:
    """The lists of a collection: each origin, or each kind of origin, small ones put together."""
    told = [one.kinds if by == "kind" else one.origins for one in people]
    number = Counter(name for names in told for name in names)
    small = {name for name, n in number.items() if by == "kind" and n < _SMALLEST}
    big = sorted(set(number) - small, key=lambda name: (-number[name], name))
    lists = [*big, *(["others"] if small else [])]
    histories = (
        (*(int(name in names) for name in big), *([int(bool(small & names))] if small else [])) for names in told
    )
    return made(lists, ((history, 1) for history in histories))
