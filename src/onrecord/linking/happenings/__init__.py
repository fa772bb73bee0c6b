"""Acts of several reports to happenings: which of them are one and the same doing, and why."""

from onrecord.linking.happenings.doing import Doing, Somebody, doing_of
from onrecord.linking.happenings.joining import Happenings, candidates, happenings
from onrecord.linking.happenings.judge import Judgement, judge
from onrecord.linking.happenings.keys import keys
from onrecord.linking.happenings.reasons import Reason

__all__ = [
    "Doing",
    "Happenings",
    "Judgement",
    "Reason",
    "Somebody",
    "candidates",
    "doing_of",
    "happenings",
    "judge",
    "keys",
]
