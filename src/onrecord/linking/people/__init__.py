"""Persons as single reports tell of them, to who is the same across reports."""

from onrecord.linking.people.contradictions import apart
from onrecord.linking.people.gather import companions, keys, mentions
from onrecord.linking.people.judge import judge, marks
from onrecord.linking.people.mention import Involvement, Mention

__all__ = ["Involvement", "Mention", "apart", "companions", "judge", "keys", "marks", "mentions"]
