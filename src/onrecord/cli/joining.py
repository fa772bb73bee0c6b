"""Reports that were just kept to whom they share with others, in one line; what is kept stays so, whatever comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Collection as Some

    from onrecord.cli.telling import Tally
    from onrecord.store.collection import Collection
    from onrecord.store.linked import Kind

NoLink = Annotated[
    bool,
    typer.Option(
        "--no-link", help="Leave it to `onrecord link` to find who and what the new reports share with others."
    ),
]
_OPEN = "`onrecord link` does it."
_WORDS: dict[Kind, str] = {"person": "persons", "act": "acts", "report": "copies", "facility": "facilities"}


def link_new(records: Collection, reports: Some[str], tally: Tally) -> None:
    """Links these reports, and has told what was joined, if anything, or why it could not be looked for."""
    from onrecord.errors import OnrecordError
    from onrecord.verbs import linking

    if not reports:
        return
    try:
        done = linking.link_added(records, reports)
    except OnrecordError as error:
        tally.note_joined({}, f"Not linked yet: {error} What was kept is safe; {_OPEN}")
        return
    if done is None:
        tally.note_joined({}, f"Not linked yet: another version linked before, and all must be linked again; {_OPEN}")
        return
    joined = {_WORDS[kind]: len(joins) for kind, joins in done.joins.items()}
    told = ", ".join(f"{words} {number}" for words, number in joined.items() if number)
    tally.note_joined(joined, told and f"Joined: {told} (`onrecord link --why` lists the persons with the reasons)")
