"""Reports to who is the same in them, with the reasons of each join, and with what people judge of it."""

from onrecord.verbs.linking.copying import Copy, copies, copies_of
from onrecord.verbs.linking.corroborated import Corroborated, happenings, incidents
from onrecord.verbs.linking.deciding import judge, judgements, undo
from onrecord.verbs.linking.facilities import FacilityCard, FacilityLine, every_facility, facility, find_facilities
from onrecord.verbs.linking.running import Linked, link, link_added
from onrecord.verbs.linking.showing import Double, Join, PersonCard, doubles, joins, open_questions, person, persons
from onrecord.verbs.linking.telling import CaseCard, HappeningCard, IncidentCard, case, happening, incident
from onrecord.verbs.linking.tuning import Tuned, choose_bar, tuned

__all__ = [
    "CaseCard", "Copy", "Corroborated", "Double", "FacilityCard", "FacilityLine", "HappeningCard", "IncidentCard", "Join", "Linked", "PersonCard", "Tuned",
    "case", "choose_bar", "copies", "copies_of", "doubles", "every_facility", "facility", "find_facilities", "happening", "happenings", "incident", "incidents", "joins", "judge",
    "judgements", "link", "link_added", "open_questions", "person", "persons", "tuned", "undo",
]  # fmt: skip
