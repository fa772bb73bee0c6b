"""Parts of speech and lemmas remembered by form are those of the pipeline's own rules."""

from __future__ import annotations

from pathlib import Path

import yaml

from onrecord.coding.parse import forms, pipeline

CASES = Path(__file__).parent.parent / "cases" / "acts"
ODD = "There was a rally, but he's gonna go. Let's see what I do, and whom it did hurt! That they have had it, don't you think?"


def test_forms_are_those_of_the_rules() -> None:
    """Every word of the cases gets the part of speech and lemma that the pipeline gives it, and nothing else changes."""
    nlp = pipeline()
    rules = [nlp.get_pipe(name) for name in ("attribute_ruler", "lemmatizer")]
    texts = [case["text"] for path in sorted(CASES.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))]
    for text in [*texts[:60], ODD, *ODD.split(", "), texts[0]]:
        plain = nlp(text)
        remembered = forms()(plain.copy())
        for rule in rules:
            plain = rule(plain)
        assert [(t.text, t.pos_, t.lemma_, t.tag_, t.dep_, t.head.i) for t in remembered] == [
            (t.text, t.pos_, t.lemma_, t.tag_, t.dep_, t.head.i) for t in plain
        ]
