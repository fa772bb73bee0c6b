"""ECB+ (Cybulska and Vossen 2014): mentions of events over documents, which of them are one event.

    python -m bench.ecbplus FOLDER --learn    writes codebook/happenings/ecbplus.tsv and lines.tsv from the training topics

The folder holds `ECB_Train_...` and `ECB_Dev_...` files: the text a token a line, and the mentions of events as JSON, gz.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from msgspec import Struct

from bench.coreference import Score, conll, scores
from onrecord.coding.parse import Tokens as Unparsed
from onrecord.coding.parse import parse_tokens
from onrecord.coding.sentences import Sentence
from onrecord.linking.mentions import Mention, Telling, dictionary_form, groups, relation
from onrecord.linking.mentions.features import LIGHT, NAMES, Compared, features
from onrecord.linking.mentions.grouping import Model, by_story
from onrecord.linking.mentions.trust import USUAL, Trust
from onrecord.linking.mentions.words import RELATIONS, Relation, is_known, shared_lines

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

TABLES = Path(__file__).parent.parent / "src" / "onrecord" / "codebook" / "happenings"
Place: TypeAlias = tuple[str, int]
"""A document and a sentence of it."""
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_PARTIES = frozenset({"nsubj", "nsubjpass", "dobj", "poss", "compound", "agent"})
_CLAUSES = frozenset({"conj", "advcl", "ccomp", "relcl", "parataxis"})
_EMPTY = frozenset("be have do will would can could may might s mr mrs ms".split())
_FLOOR, _PENALTY, _STEPS = 1e-5, 1.0, 30
"""Where fitting ends, how strongly weights are kept small, steps at most."""
_TOPIC, _BEGIN = 30, 20


class Half(Struct, frozen=True):
    """The documents of one half with their mentions, the chains they belong to, and the corpus's own stories."""

    reports: dict[str, Telling]
    mentions: list[Mention]
    chains: dict[str, str]
    lemmas: dict[str, str]
    """The head's lemma as the tagger gives it: what the baseline goes by."""
    texts: dict[str, str]

    def topics(self) -> list[list[str]]:
        """Documents by topic: a kind of event, with two stories or more."""
        return _gathered(self.reports, lambda name: name.split("_")[0])

    def stories(self) -> list[list[str]]:
        """Documents by story: those of the first corpus and those that were added tell different events."""
        return _gathered(self.reports, lambda name: (name.split("_")[0], name.endswith("plus")))


def _gathered(names: Iterable[str], key: Any) -> list[list[str]]:
    found: dict[Any, list[str]] = defaultdict(list)
    for name in sorted(names):
        found[key(name)].append(name)
    return list(found.values())


# ---------------------------------------------------------------- reading


def half(folder: Path, name: str) -> Half:
    """One half, `Train` or `Dev`."""
    sentences = {place: _parsed(words) for place, words in _sentences(folder / f"ECB_{name}_corpus.txt.gz")}
    rows = json.loads(gzip.decompress((folder / f"ECB_{name}_Event_gold_mentions.json.gz").read_bytes()))
    mentions, chains, lemmas = [], {}, {}
    for number, row in enumerate(rows):
        span, index = sentences[row["doc_id"], row["sent_id"]]
        tokens = [span[index[n]] for n in row["tokens_number"] if n in index]
        id_ = f"m{number:05}"
        mentions.append(_mention(id_, row, span, tokens))
        chains[id_], lemmas[id_] = row["coref_chain"], _head(tokens).lemma_.lower()
    return Half(_tellings(sentences), mentions, chains, lemmas, _texts(sentences))


def _sentences(path: Path) -> Iterator[tuple[Place, dict[int, str]]]:
    found: dict[Place, dict[int, str]] = defaultdict(dict)
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        fields = line.split("\t")
        if len(fields) >= 5:
            found[fields[0], int(fields[1])][int(fields[2])] = fields[3] or "-"
    yield from sorted(found.items())


def _parsed(words: Mapping[int, str]) -> tuple[Span, dict[int, int]]:
    """A sentence parsed on its own tokens, and where each numbered token stands in it."""
    told = [words[n] for n in sorted(words)]
    starts = [sum(len(word) + 1 for word in told[:n]) for n in range(len(told))]
    text = " ".join(told)
    given = Unparsed(Sentence(0, len(text), 0), told, [True] * len(told), starts)
    return parse_tokens(text, [given]).spans[0], {n: i for i, n in enumerate(sorted(words))}


def _tellings(sentences: Mapping[Place, tuple[Span, dict[int, int]]]) -> dict[str, Telling]:
    words: dict[str, list[str]] = defaultdict(list)
    names: dict[str, list[str]] = defaultdict(list)
    for (document, _), (span, _) in sentences.items():
        words[document] += _forms(span)
        names[document] += [token.lower_ for token in span if token.pos_ in {"PROPN", "NUM"}]
    return {name: Telling(tuple(words[name]), tuple(names[name])) for name in words}


def _texts(sentences: Mapping[Place, tuple[Span, dict[int, int]]]) -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for (document, _), (span, _) in sentences.items():
        found[document].append(span.text)
    return {name: "\n\n".join(told) for name, told in found.items()}


def _mention(id_: str, row: Mapping[str, Any], span: Span, tokens: Sequence[Token]) -> Mention:
    head = _head(tokens)
    hanging = [one for one in _hanging(head) if one not in tokens]
    return Mention(
        id=id_,
        report=row["doc_id"],
        sentence=row["sent_id"],
        head=_words_for(head, tokens),
        is_verb=head.pos_ == "VERB",
        sentence_words=_forms(one for one in span if one not in tokens),
        sentence_names=tuple(one.lower_ for one in span if one.pos_ == "PROPN" and one not in tokens),
        arguments=_forms(hanging),
        parties=_forms(one for one in _parties(head) if one not in tokens),
        beside=_forms(one for one in span if 0 < abs(one.i - head.i) <= 6 and one not in tokens),
    )


def _forms(tokens: Iterable[Token]) -> tuple[str, ...]:
    """Dictionary forms of the words that tell something."""
    return tuple(t.lemma_.lower() for t in tokens if t.pos_ in _TELLING and t.lemma_.lower() not in _EMPTY)


def _head(tokens: Sequence[Token]) -> Token:
    return next((t for t in tokens if t.head == t or t.head not in tokens), tokens[0])


def _words_for(head: Token, tokens: Sequence[Token]) -> str:
    """The word or phrase that tells the event: "took over" as one, "went on strike" by its noun."""
    form = dictionary_form(head.text, head.lemma_)
    others = [t for t in tokens if t != head] or [t for t in head.children if t.dep_ == "prt"]
    for phrase in (
        "_".join(dictionary_form(t.text, t.lemma_) for t in tokens),
        "_".join([form, *(t.lower_ for t in others)]),
    ):
        if "_" in phrase and is_known(phrase):
            return phrase
    telling = [t for t in others if t.pos_ in _TELLING and t.lemma_.lower() not in LIGHT]
    if telling and (form in LIGHT or head.pos_ in {"ADP", "ADV", "DET", "PART"}):
        return dictionary_form(telling[-1].text, telling[-1].lemma_)
    return form


def _hanging(head: Token) -> set[Token]:
    """Words below the head, and those of the verb that a noun hangs on, or the subject that a verb shares."""
    found = set(_below(head, 4))
    above = head.head
    if above != head and head.pos_ == "NOUN":
        found |= {above} | {
            t for child in above.children if child.dep_ in {*_PARTIES, "pobj"} for t in _below(child, 3)
        }
    elif above != head and head.dep_ in {"xcomp", "conj", "advcl", "acl", "relcl"}:
        found |= {t for child in above.children if child.dep_ in {"nsubj", "nsubjpass"} for t in _below(child, 3)}
        found |= {above} if head.dep_ in {"acl", "relcl"} else set()
    return found


def _parties(head: Token) -> Iterator[Token]:
    for child in head.children:
        if child.dep_ in _PARTIES:
            yield from _below(child, 3)


def _below(token: Token, depth: int) -> Iterator[Token]:
    yield token
    if depth:
        for child in token.children:
            if child.dep_ not in _CLAUSES:
                yield from _below(child, depth - 1)


# ---------------------------------------------------------------- learning and scoring


class Seen(Struct, frozen=True):
    """A pair of mentions of one story: its topic, the relation of the heads, whether it is one event."""

    topic: str
    kind: Relation
    right: bool
    pair: tuple[Compared, Compared]


def learned(told: Half) -> Model:
    """A model by the pairs of mentions of each story, one row of weights for each relation of the words.

    While a topic's pairs are learned from, the lines of words are trusted as the other topics tell.
    """
    seen = [one for compared in by_story(told.mentions, told.reports, told.stories()) for one in _seen(told, compared)]
    tables = {topic: _trust(seen, but=topic) for topic in {one.topic for one in seen}}
    rows: dict[Relation, list[float]] = {}
    for kind in RELATIONS:
        these = [one for one in seen if one.kind == kind]
        numbers = np.array([features(*one.pair, kind, tables[one.topic]) for one in these])
        rows[kind] = _fitted(numbers, np.array([one.right for one in these], float))
    return Model(rows, _trust(seen))


def _seen(told: Half, compared: Sequence[Compared]) -> Iterator[Seen]:
    for a, b in combinations(compared, 2):
        right = told.chains[a.mention.id] == told.chains[b.mention.id]
        topic = a.mention.report.split("_")[0]
        yield Seen(topic, relation(a.mention.head, b.mention.head), right, (a, b))


def _trust(seen: Iterable[Seen], *, but: str | None = None) -> Trust:
    """Shares of right pairs by line; a topic counts as `_TOPIC` pairs at most, and each line begins with `_BEGIN` usual ones."""
    counts: dict[tuple[str, Relation, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in seen:
        if one.topic != but and one.kind in USUAL:
            for line in shared_lines(*(side.mention.head for side in one.pair)):
                counts[one.topic, one.kind, line][0] += one.right
                counts[one.topic, one.kind, line][1] += 1
    shares: dict[str, dict[str, float]] = {kind: {} for kind in USUAL}
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (_, kind, line), (right, total) in counts.items():
        sums[kind, line][0] += right * min(1, _TOPIC / total)
        sums[kind, line][1] += min(total, _TOPIC)
    for (name, line), (good, all_) in sums.items():
        shares[name][line] = (good + _BEGIN * USUAL[name]) / (all_ + _BEGIN)
    return Trust(shares["same"], shares["related"])


def _fitted(numbers: np.ndarray, right: np.ndarray) -> list[float]:
    """Newton's method on numbers brought to one scale; the weights given back are for the numbers as they are."""
    middle, scale = numbers.mean(0), numbers.std(0)
    middle[0], scale[scale == 0] = 0.0, 1.0
    even = (numbers - middle) / scale
    small = np.eye(numbers.shape[1]) * _PENALTY
    small[0, 0] = 0.0
    found = np.zeros(numbers.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(even @ found, -30, 30)))
        slope = even.T @ (likely - right) + small @ found
        bend = (even * (likely * (1 - likely))[:, None]).T @ even + small
        step = np.linalg.solve(bend, slope)
        found -= step
        if np.abs(step).max() < _FLOOR:
            break
    plain = found / scale
    plain[0] = found[0] - (plain[1:] * middle[1:]).sum()
    return [float(one) for one in plain]


def by_lemma(told: Half, stories: Iterable[Sequence[str]]) -> list[list[str]]:
    """The baseline: mentions of one story whose heads have the same lemma."""
    story_of = {name: number for number, names in enumerate(stories) for name in names}
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for one in told.mentions:
        found[story_of[one.report], told.lemmas[one.id]].append(one.id)
    return list(found.values())


def scored(told: Half, found: Iterable[Iterable[str]]) -> dict[str, Any]:
    """CoNLL F1 and its parts, in percent."""
    known: dict[str, list[str]] = defaultdict(list)
    for id_, chain in told.chains.items():
        known[chain].append(id_)
    figures = scores(known.values(), found)
    parts = {name: _percent(figures[name]) for name in ("muc", "b3", "ceafe", "pairs")}
    return {"conll_f1": round(float(100 * conll(figures)), 1), **parts}


def _percent(score: Score) -> str:
    return "/".join(f"{100 * one:.1f}" for one in (score.precision, score.recall, score.f1))


def learn(folder: Path) -> None:
    """Writes the tables."""
    told = half(folder, "Train")
    model = learned(told)
    rows = ["\t".join([name, *(f"{model.rows[kind][n]:.4f}" for kind in RELATIONS)]) for n, name in enumerate(NAMES)]
    _write(
        "ecbplus.tsv", "What each number about two mentions weighs: same word, derived, related by a line, other", rows
    )
    lines = sorted({*model.trust.same, *model.trust.related})
    shares = [[table.get(line, USUAL[kind]) for kind, table in _tables(model.trust)] for line in lines]
    rows = ["\t".join([line, *(f"{share:.3f}" for share in row)]) for line, row in zip(lines, shares, strict=True)]
    _write("lines.tsv", "How often two tellings by a line of en/doings.yaml are one event: same word, two words", rows)
    print(f"learned from: {scored(told, groups(told.mentions, told.reports, told.stories(), model=model))}")


def _tables(trust: Trust) -> list[tuple[str, Mapping[str, float]]]:
    return [("same", trust.same), ("related", trust.related)]


def _write(name: str, remark: str, rows: Sequence[str]) -> None:
    (TABLES / name).write_text("\n".join([f"# {remark}.", *_REMARKS, *rows]) + "\n", "utf-8")


_REMARKS = (
    "# Learned by `python -m bench.ecbplus FOLDER --learn` from pairs of mentions of one story in the training topics of ECB+",
    "# (Cybulska and Vossen 2014, CC BY 3.0). No word of the corpus is in it.",
)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--learn", action="store_true", required=True)
    learn(parser.parse_args().folder)


if __name__ == "__main__":
    main()
