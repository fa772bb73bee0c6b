"""Reports to who is the same in them, with the reasons of each join, and with what people judge of it."""

from onrecord.verbs.linking.copying import Copy, copies, copies_of
from onrecord.verbs.linking.corroborated import Corroborated, happenings, incidents
from onrecord.verbs.linking.deciding import judge, judgements, undo
from onrecord.verbs.linking.doubts import Doubt, Doubts, doubts
from onrecord.verbs.linking.events import events
from onrecord.verbs.linking.facilities import FacilityCard, FacilityLine, every_facility, facility, find_facilities
from onrecord.verbs.linking.gathering import IncidentPage, incident_page
from onrecord.verbs.linking.listing import Happenings, People, list_happenings, people
from onrecord.verbs.linking.portraying import Portrait, portrait
from onrecord.verbs.linking.running import Linked, link, link_added
from onrecord.verbs.linking.showing import Double, Join, PersonCard, doubles, joins, open_questions, person, persons
from onrecord.verbs.linking.telling import CaseCard, HappeningCard, IncidentCard, case, happening, incident
from onrecord.verbs.linking.trying import Change, Joining, join, join_preview, part, part_preview
from onrecord.verbs.linking.tuning import Tuned, choose_bar, tuned

__all__ = [
    "CaseCard", "Change", "Copy", "Corroborated", "Double", "Doubt", "Doubts", "FacilityCard", "FacilityLine", "HappeningCard", "Happenings",
    "IncidentCard", "IncidentPage", "Join", "Joining", "Linked", "People", "PersonCard", "Portrait", "Tuned", "case", "choose_bar", "copies", "copies_of",
    "doubles", "doubts", "events", "every_facility", "facility", "find_facilities", "happening", "happenings", "incident", "incident_page",
    "incidents", "join", "join_preview", "joins", "judge", "judgements", "link", "link_added", "list_happenings", "open_questions",
    "part", "part_preview", "people", "person", "persons", "portrait", "tuned", "undo",
]  # fmt: skip
