"""Names as they are written to whether they are one name: scripts, spellings, fathers' names, order, short forms."""

from onrecord.linking.names.compare import Comparison, compare, compare_parsed, verdict
from onrecord.linking.names.keys import keys
from onrecord.linking.names.name import Name, Part
from onrecord.linking.names.parse import parse

__all__ = ["Comparison", "Name", "Part", "compare", "compare_parsed", "keys", "parse", "verdict"]
