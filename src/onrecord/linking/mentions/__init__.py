"""Mentions of doings of any kind, told in several reports, to which of them tell one and the same.

For texts in which such mentions are marked already; acts that were coded are judged by `linking.happenings`, more strictly.
"""

from onrecord.linking.mentions.grouping import LEAST, groups
from onrecord.linking.mentions.mention import Mention, Telling
from onrecord.linking.mentions.words import dictionary_form, relation

__all__ = ["LEAST", "Mention", "Telling", "dictionary_form", "groups", "relation"]
