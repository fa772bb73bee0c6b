"""Prisons, camps, police stations and courts as single reports name them, to which are one across reports, and who was there."""

from onrecord.linking.facilities.gather import mentions, sign
from onrecord.linking.facilities.judge import SURE, apart, contradictions, judge, keys
from onrecord.linking.facilities.mention import How, Mention, Stay

__all__ = ["SURE", "How", "Mention", "Stay", "apart", "contradictions", "judge", "keys", "mentions", "sign"]
