"""Acts of several reports to happenings: which of them are one and the same doing, and why."""

from onrecord.linking.happenings.doing import Doing, Somebody, doing_of
from onrecord.linking.happenings.judge import judge
from onrecord.linking.happenings.keys import keys

__all__ = ["Doing", "Somebody", "doing_of", "judge", "keys"]
