"""Types of act that go together, where a rule holds for all of them."""

from __future__ import annotations

RULINGS = frozenset({"conviction", "sentence", "fine", "acquittal"})
"""What one sitting of a court does: date and court of one hold for the others."""
PROCEEDINGS = RULINGS | {"charge", "trial", "sentence_change"}
"""The steps of a case before a court."""
TAKINGS = frozenset({"arrest", "abduction", "custody"})
"""How somebody comes to be held."""
OF_THE_HELD = frozenset({"release", "torture"})
"""What befalls those who are held: it lies between their taking and the report."""
