"""Who is in a report: names of people, their kin, and whom pronouns and descriptions mean."""

from onrecord.coding.people.cast import Cast, Figure, Group, Mention, PlaceTest, Reference, Tie
from onrecord.coding.people.find import find_people

__all__ = ["Cast", "Figure", "Group", "Mention", "PlaceTest", "Reference", "Tie", "find_people"]
