"""What somebody who knows every published table can work out of the numbers that are withheld: bounds, by linear programmes.

The attacker knows every number that is published, that a row and a column add up to their totals, that no number lies below the lines
that are published one by one, and, over releases, that numbers grow. See Fischetti and Salazar, "Models and algorithms for optimizing
cell suppression in tabular data with linear constraints", JASA 95 (2000).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from msgspec import Struct

from onrecord.errors import SettingsError

Cell: TypeAlias = tuple[str, str]
"""Row and column; `TOTAL` for the total over either."""
TOTAL = "*"


class Table(Struct, frozen=True):
    """A table as it is published: `values` hold every cell that is not 0 and every total, None where it is withheld."""

    values: Mapping[Cell, int | None]
    seen: Mapping[Cell, int]
    """How many published lines tell that they lie in a cell; totals too."""

    @property
    def withheld(self) -> list[Cell]:
        """The cells without a number."""
        return sorted(cell for cell, value in self.values.items() if value is None)


class Bounds(Struct, frozen=True):
    """Between what numbers a withheld one must lie."""

    least: float
    most: float

    @property
    def width(self) -> float:
        """How far apart they lie."""
        return self.most - self.least


_Terms: TypeAlias = dict[int, float]


class Attack:
    """The tables of one release after another, the latest last, and what follows from all of them together."""

    def __init__(self, tables: Sequence[Table], *, grows: bool = True) -> None:
        self._model: Any = _highs()
        self._infinity = float("inf")
        self._numbers: dict[tuple[int, Cell], int] = {}
        self._tables = tables
        for n, table in enumerate(tables):
            for cell in table.withheld:
                self._numbers[n, cell] = len(self._numbers)
                self._model.addVar(float(table.seen.get(cell, 0)), self._infinity)
        for n, table in enumerate(tables):
            for whole, parts in equations(table):
                self._add_up(n, whole, parts)
        for n in range(1, len(tables) if grows else 0):
            self._follow(n)

    @property
    def is_possible(self) -> bool:
        """Whether any numbers agree with what is supposed."""
        import highspy

        self._model.run()
        return bool(
            self._model.getModelStatus() in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty}
        )

    def bounds(self, release: int, cell: Cell) -> Bounds:
        """What can be worked out of one withheld number."""
        number = self._numbers[release, cell]
        return Bounds(self._best(number, least=True), self._best(number, least=False))

    def _best(self, number: int, *, least: bool) -> float:
        import highspy

        sense = highspy.ObjSense.kMinimize if least else highspy.ObjSense.kMaximize
        self._model.changeObjectiveSense(sense)
        self._model.changeColCost(number, 1.0)
        self._model.run()
        status = self._model.getModelStatus()
        value = float(self._model.getInfo().objective_function_value)
        self._model.changeColCost(number, 0.0)
        if status == highspy.HighsModelStatus.kOptimal:
            return value
        if status in {highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
            return 0.0 if least else self._infinity
        # Whatever cannot be solved protects nobody: the narrowest bounds there are.
        return 0.0

    def _add_up(self, n: int, whole: Cell, parts: Iterable[Cell]) -> None:
        known, terms = 0.0, dict[int, float]()
        for cell, sign in ((whole, -1.0), *((part, 1.0) for part in parts)):
            known += sign * self._told(n, cell, terms, sign)
        self._bind(terms, -known, -known)

    def _follow(self, n: int) -> None:
        """A number is at least what it was in the release before."""
        before, now = self._tables[n - 1].values, self._tables[n].values
        for cell in sorted(before.keys() | now.keys()):
            terms = dict[int, float]()
            known = self._told(n, cell, terms, 1.0) - self._told(n - 1, cell, terms, -1.0)
            self._bind(terms, -known, self._infinity)

    def _told(self, n: int, cell: Cell, terms: _Terms, sign: float) -> float:
        """The number that is published; of a withheld one, nothing, and its term."""
        if (n, cell) in self._numbers:
            terms[self._numbers[n, cell]] = sign
            return 0.0
        return float(self._tables[n].values.get(cell) or 0)

    def _bind(self, terms: _Terms, low: float, high: float) -> None:
        if terms:
            self._model.addRow(
                low, high, len(terms), _array(list(terms), "int32"), _array(list(terms.values()), "double")
            )


def equations(table: Table) -> Iterator[tuple[Cell, list[Cell]]]:
    """Each total with the cells that add up to it."""
    rows = sorted({row for row, _ in table.values} - {TOTAL})
    columns = sorted({column for _, column in table.values} - {TOTAL})
    for row in (*rows, TOTAL):
        yield (row, TOTAL), [(row, column) for column in columns if (row, column) in table.values]
    for column in (*columns, TOTAL):
        yield (TOTAL, column), [(row, column) for row in rows if (row, column) in table.values]


def _array(values: Sequence[float], kind: str) -> Any:
    import numpy as np

    return np.array(values, dtype=kind)


def _highs() -> Any:
    """The solver, without the class around it that prints a greeting."""
    try:
        from highspy._core import _Highs
    except ImportError as error:
        raise SettingsError(
            "What can be worked out from totals is checked by highspy: `pip install 'onrecord[release]'`. Nothing leaves unchecked."
        ) from error
    model = _Highs()
    model.setOptionValue("output_flag", False)
    return model
