"""A mapping in words, for whoever is to say whether it is right."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.importing.mapping import ActMap, Condition, From, Mapping, Taken, columns_of, taken

_SLOTS = {
    "date": "date", "place": "place", "actors": "by whom", "affected": "to whom", "count": "how many", "charge": "charge",
    "penalties": "penalties", "source": "on whose word", "words": "in words",
}  # fmt: skip


def described(mapping: Mapping) -> Iterator[str]:
    """Line by line: how a record is known, what it tells, and what no value is taken from."""
    known = ", ".join(mapping.key)
    yield f"a row is known by {known}" if known else "no key: a row that changes becomes a new one"
    for one in mapping.acts:
        yield _act(one)
    report = [f"{name} from {_source(value)}" for name, value in _fields(mapping) if value is not None]
    if report:
        yield f"each row is a report: {', '.join(report)}"
    used = set(columns_of(mapping))
    left = [column for column in mapping.columns if column not in used]
    if left:
        yield f"kept as words only: {', '.join(left)}"


def _fields(mapping: Mapping) -> Iterator[tuple[str, Taken | None]]:
    return ((name, getattr(mapping.report, name)) for name in mapping.report.__struct_fields__)


def _act(one: ActMap) -> str:
    told = [f"{label} from {', '.join(columns)}" for slot, label in _SLOTS.items() if (columns := _columns(one, slot))]
    condition = f", where {_condition(one.when)}" if one.when else ""
    return f"{_what(one)}{condition}" + (f": {'; '.join(told)}" if told else "")


def _what(one: ActMap) -> str:
    source = taken(one.type) or From()
    if source.value:
        return f"every row tells {source.value}"
    codes = [code for code in dict.fromkeys(source.codes.values()) if code]
    none = sum(code is None for code in source.codes.values())
    told = ", ".join(codes) or "an act type as it stands there"
    return f"{source.column} tells {told}" + (f" ({none} of its words no act)" if none else "")


def _condition(told: Condition) -> str:
    if told.holds:
        return f"{told.column} is {' or '.join(told.holds)}"
    return (
        f"{told.column} is over {told.above:g}" if told.above is not None else f"{told.column} is at most {told.upto:g}"
    )


def _columns(one: ActMap, slot: str) -> list[str]:
    value = getattr(one, slot)
    several = value if isinstance(value, tuple) else (value,)
    named = (
        part for part in several for part in ([part] if isinstance(part, str) else columns_of(part) if part else [])
    )
    return list(dict.fromkeys(named))


def _source(told: Taken) -> str:
    source = taken(told) or From()
    return f"“{source.value}”" if source.value else source.column or ""
