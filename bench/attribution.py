"""Measure attribution: source, cue and content spans on PolNeAR, and word-givers on coded reports.

    python bench/attribution.py polnear FOLDER            FOLDER holds text/*.txt and attributions/*.ann
    python bench/attribution.py gold GOLD REPORTS [--half work|check --split SPLIT] [--list]

A span counts as found when it overlaps one of its kind in the annotation, one to one. On coded reports each act's quote
is looked up at the word that tells the act, and the names of its steps are compared with the act's `source`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, TypeAlias

from onrecord.coding.attribution import Attribution, Attributions, Speaker, attribute
from onrecord.coding.parse import Parsed, parse
from onrecord.coding.people import Cast, find_people
from onrecord.coding.sentences import split
from onrecord.model import Passage
from onrecord.reading.line import read_line

Spans: TypeAlias = list[tuple[int, int]]
Row: TypeAlias = dict[str, Spans]
LAYERS = ("Source", "Cue", "Content")
TELLING = re.compile(
    r"arrest|detain|detent|held|tak(e|en|ing)|took|caught|custody|jail|charg|indict|accus|case|rall|protest|strike|picket"
    r"|march|released?|freed?|releas|sentenc|fined?|convict|guilty|tri(al|ed)|tortur|beat|mistreat|kill|shot|dead|die"
    r"|abduct|kidnap|missing|disappear|deport|raid|search|question|interrog|summon|ban|block|censor|suspen|restrict|fir(ed|ing)"
    r"|sack|dismiss|threat|harass|intimidat|persecut|surveil|spyware|follow|trail|attack|assault|injur|wound|threw|gas|dispers",
    re.IGNORECASE,
)


def passages(text: str) -> list[Passage]:
    """Each line of a text as a body passage."""
    return [Passage(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text)]


def attributed(text: str, **outlets: str | None) -> tuple[Parsed, Attributions, float]:
    """A text parsed and attributed, and the seconds that attribution took."""
    parsed = parse(text, split(text, passages(text)))
    begun = perf_counter()
    found = attribute(parsed, **outlets)
    return parsed, found, perf_counter() - begun


def prf(right: int, found: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    p, r = right / found if found else 0.0, right / gold if gold else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def annotated(path: Path) -> list[Row]:
    """The attributions of one brat file, as spans by layer."""
    marks: dict[str, tuple[str, Spans]] = {}
    rows: list[Row] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            kind, _, where = rest.split("\t")[0].partition(" ")
            marks[name] = kind, [(int(a), int(b)) for a, b in (part.split() for part in where.split(";"))]
        elif name.startswith("E"):
            row: Row = {layer: [] for layer in LAYERS}
            for role, mark in (part.split(":") for part in rest.split()):
                layer = role.rstrip("0123456789")
                if layer in row and mark in marks:
                    row[layer] += marks[mark][1]
            rows.append(row)
    return rows


def told(parsed: Parsed, item: Attribution) -> Row:
    """An attribution found, as spans by layer."""
    return {
        "Source": [parsed.offsets(*item.source)] if item.source else [],
        "Cue": [parsed.offsets(*item.cue)],
        "Content": [parsed.offsets(*part) for part in item.content],
    }


def overlapping(gold: Sequence[Spans], found: Sequence[Spans]) -> int:
    """How many of two lists of spans overlap, one to one."""
    left = list(found)
    hits = 0
    for spans in gold:
        hit = next((f for f in left if any(a < d and c < b for a, b in spans for c, d in f)), None)
        if hit is not None:
            left.remove(hit)
            hits += 1
    return hits


def polnear(folder: Path, *, listing: bool) -> None:
    """Print span F1 of the three layers over a folder of annotated texts."""
    sums: dict[str, list[int]] = {layer: [0, 0, 0] for layer in LAYERS}
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    seconds = characters = 0.0
    for path in sorted((folder / "attributions").glob("*.ann")):
        source = folder / "text" / f"{path.stem.rpartition('_')[0]}.txt"
        if not source.exists():
            continue
        text = source.read_text(encoding="utf-8")
        parsed, found, spent = attributed(text)
        seconds, characters = seconds + spent, characters + len(text)
        gold, coded = annotated(path), [told(parsed, item) for item in found.items if item.source]
        for layer in LAYERS:
            want, have = [r[layer] for r in gold if r[layer]], [r[layer] for r in coded if r[layer]]
            sums[layer] = [
                a + b for a, b in zip(sums[layer], (overlapping(want, have), len(have), len(want)), strict=True)
            ]
        if listing:
            cues, mine = [r["Cue"] for r in gold], [r["Cue"] for r in coded]
            missed.update(text[c[0][0] : c[-1][1]].lower() for c in cues if c and not overlapping([c], mine))
            false.update(text[c[0][0] : c[-1][1]].lower() for c in mine if not overlapping([c], cues))
    for layer in LAYERS:
        print(f"{layer:8} " + "  ".join(f"{n} {v:.3f}" for n, v in zip("PRF", prf(*sums[layer]), strict=True)))
    print(f"{1000 * seconds / characters * 4000:.2f} ms for 4,000 characters")
    if listing:
        print("missed", missed.most_common(250), "\nfalse", false.most_common(150))


def words(text: str) -> list[str]:
    """A name's words, for comparing names."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = [w.removesuffix("'s") for w in re.findall(r"[a-z0-9][a-z0-9'.-]*", plain)]
    return [w for w in found if w not in {"a", "an", "the", "of", "in", "at", "on", "and", "for", "who"}] or found


def same_name(one: str, other: str) -> bool:
    """Whether two names share half their words, or their last."""
    x, y = words(one), words(other)
    if not x or not y:
        return False
    shared = len(set(x) & set(y))
    last = x[-1].rstrip("s") == y[-1].rstrip("s")
    return shared / len(set(x) | set(y)) >= 0.5 or (last and (len(x) == 1 or len(y) == 1 or shared >= 2))


def named(speaker: Speaker, cast: Cast) -> str:
    """A speaker's name: the person it refers to, else the earlier word-giver it takes up, else its own words."""
    for one in (speaker, speaker.resolved):
        figures = cast.refer(one.head).figures
        if figures:
            return str(figures[0].name)
    if speaker.owner is not None and (owners := cast.refer(speaker.owner).figures):
        return f"{owners[0].name}'s {speaker.name.partition(' ')[2]}"
    return speaker.resolved.name


def chain(source: Attribution | None, cast: Cast) -> list[list[str]]:
    """The names of an attribution's steps."""
    return [[named(s, cast) for s in step] for step in source.steps] if source else []


def at_quote(parsed: Parsed, quote: str, cues: set[int]) -> int | None:
    """The token that tells the act within its quote; not one that attributes, where there is another."""
    match = re.search(r"\s+".join(map(re.escape, quote.split())), parsed.text)
    tokens = list(parsed.tokens_between(*match.span())) if match else []
    telling = [t.i for t in tokens if TELLING.match(t.text) and t.i not in cues]
    verbs = [t.i for t in reversed(tokens) if t.pos_ in ("VERB", "AUX") and t.i not in cues]
    return next(iter(telling or verbs or [t.i for t in tokens]), None)


def looked_up(
    folder: Path, reports: Path, ids: set[str] | None
) -> Iterator[tuple[str, dict[str, Any], list[list[str]]]]:
    """Each act of a coded set with the chain that attribution gives."""
    for line in reports.read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        gold = folder / f"{report['id']}.json"
        if not gold.exists() or (ids is not None and report["id"] not in ids):
            continue
        told = read_line(line.encode(), line=1)
        parsed = parse(told.text, split(told.text, told.passages, dateline=told.dateline_span))
        found = attribute(parsed, publisher=told.particulars.publisher, agency=told.particulars.agency)
        cast = find_people(parsed)
        cues = {i for item in found.items for i in range(item.cue[0], item.cue[1] + 1)}
        for act in json.loads(gold.read_text(encoding="utf-8"))["acts"]:
            token = at_quote(parsed, act["quote"], set() if act["type"] == "charge" else cues)
            yield report["id"], act, chain(found.source_at(token) if token is not None else None, cast)


def gold(options: argparse.Namespace) -> None:
    """Print F1 of the speaker and of the whole chain over a coded set."""
    ids = None
    if options.half:
        rows = (line.split() for line in options.split.read_text(encoding="utf-8").splitlines())
        ids = {row[0] for row in rows if row[1] == options.half}
    speaker, everybody = [0, 0, 0], [0, 0, 0]
    for name, act, steps in looked_up(options.gold, options.reports, ids):
        want, have = act["source"] or [], [n for step in steps for n in step]
        right = bool(want and steps) and any(same_name(want[-1], n) for n in steps[-1])
        pairs = sum(any(same_name(w, n) for n in have) for w in want)
        speaker = [a + b for a, b in zip(speaker, (right, bool(have), bool(want)), strict=True)]
        everybody = [a + b for a, b in zip(everybody, (pairs, len(have), len(want)), strict=True)]
        if options.list and options.half != "check" and (bool(want) != bool(have) or (want and not right)):
            print(f"{name} {act['type']} | {act['quote']} | gold {want} | found {steps}")
    for label, sums in (("source", speaker), ("chain", everybody)):
        print(f"{label:8} " + "  ".join(f"{n} {v:.3f}" for n, v in zip("PRF", prf(*sums), strict=True)), sums)


def main(arguments: Sequence[str] = ()) -> None:
    """Run one of the two measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    spans = commands.add_parser("polnear")
    spans.add_argument("folder", type=Path)
    spans.add_argument("--list", action="store_true")
    acts = commands.add_parser("gold")
    acts.add_argument("gold", type=Path)
    acts.add_argument("reports", type=Path)
    acts.add_argument("--half", choices=["work", "check"])
    acts.add_argument("--split", type=Path)
    acts.add_argument("--list", action="store_true")
    options = parser.parse_args(list(arguments) or sys.argv[1:])
    if options.command == "polnear":
        polnear(options.folder, listing=options.list)
    else:
        gold(options)


if __name__ == "__main__":
    main()
