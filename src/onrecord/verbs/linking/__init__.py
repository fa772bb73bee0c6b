"""Reports to who is the same in them, with the reasons of each join, and with what people judge of it."""

from onrecord.verbs.linking.deciding import judge, judgements, undo
from onrecord.verbs.linking.running import Linked, link
from onrecord.verbs.linking.showing import Double, Join, PersonCard, doubles, joins, person, persons

__all__ = [
    "Double", "Join", "Linked", "PersonCard", "doubles", "joins", "judge", "judgements", "link", "person", "persons", "undo",
]  # fmt: skip
