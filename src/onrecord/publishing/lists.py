"""Happenings to a row a person to whom something was done, with a column for each independent origin: who tells of them.

Such a table is what multiple systems estimation starts from. It is of named persons alone: of "several activists" nobody can say
whether another source means the same.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import BinaryIO

from onrecord.analysis.counted import Happening
from onrecord.analysis.listed import listed
from onrecord.publishing.cells import safe
from onrecord.publishing.exchange import Written
from onrecord.publishing.rows import STATUS
from onrecord.store.veil import WITHHELD

_MOST = 250
"""So many columns a spreadsheet of old can hold, with room for the others."""
LOSSES = (
    "Only named persons are in it. Origins are one by their names alone; whether two are independent, somebody has to judge.",
    "Nobody is called a victim here: a person is in it because something was done to them.",
)


def write(happenings: Sequence[Happening], labels: Mapping[str, str], file: BinaryIO) -> Written:
    """Writes the table; of more origins than it has room for, those that tell of the most."""
    people = listed(happenings, labels)
    counted = Counter(origin for one in people for origin in one.origins)
    shown = [origin for origin, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0]))][:_MOST]
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(["status", "person", "name", "types", "origins", *(safe(f"in_{one}") for one in shown)])
    for one in people:
        cells = [STATUS, one.id, safe(one.name), "; ".join(one.types), len(one.origins)]
        writer.writerow([*cells, *(int(origin in one.origins) for origin in shown)])
    text.detach()
    left_out = [f"{len(counted) - _MOST} origins that tell of few have no column"] if len(counted) > _MOST else []
    hidden = sum(WITHHELD in one.persons for one in happenings)
    left_out += [f"persons whose names are withheld, in {hidden} happenings, are left out"] if hidden else []
    return Written(len(people), (*left_out, *LOSSES))
