"""Who is subject and object of a verb, and which words make up a noun phrase, over spaCy's dependencies.

subject, objects, indirect_objects, agents     who does it, and to whom
is_passive, is_misread_verb, misread_object    what kind of verb it is
phrase                                         all words of a noun phrase
up, outermost, prepositional, possessors, joined, content, is_somebody, clause_words
"""

from onrecord.coding.grammar.arguments import agents, indirect_objects, objects, subject
from onrecord.coding.grammar.heads import (
    clause_words,
    content,
    is_somebody,
    joined,
    outermost,
    possessors,
    prepositional,
    up,
)
from onrecord.coding.grammar.phrases import phrase
from onrecord.coding.grammar.verbs import is_misread_verb, is_passive, misread_object

__all__ = [
    "agents",
    "clause_words",
    "content",
    "indirect_objects",
    "is_misread_verb",
    "is_passive",
    "is_somebody",
    "joined",
    "misread_object",
    "objects",
    "outermost",
    "phrase",
    "possessors",
    "prepositional",
    "subject",
    "up",
]
