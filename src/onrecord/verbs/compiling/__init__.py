"""A person or an act to a document of all that is told, for somebody who has to read it through."""

from __future__ import annotations

from onrecord.verbs.compiling.dossier import of_act, of_person
from onrecord.verbs.compiling.submission import submission

__all__ = ["of_act", "of_person", "submission"]
