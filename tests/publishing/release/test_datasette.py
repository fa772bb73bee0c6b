"""Datasette serves a release as it is: its tables, what each column means, and the questions that come with it."""

from __future__ import annotations

import asyncio
import json
import warnings
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.publishing.release.policy import Policy
from onrecord.store.collection import Collection
from onrecord.verbs import releasing


@pytest.mark.slow
def test_datasette_serves_it(records: Collection, policy: Policy, tmp_path: Path) -> None:
    """Each table and each question gives an answer."""
    releasing.release(records, policy, tmp_path / "out", today=date(2026, 5, 1))
    folder = tmp_path / "out" / "current" / "explore"
    metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
    told = metadata["databases"]["release"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own parts
        given = asyncio.run(_given(folder / "release.db", metadata, told))
    assert set(given) == {*told["tables"], *told["queries"]}
    assert given["incidents"]["rows"]
    assert given["in_a_country"]["rows"]
    assert given["of_a_person"]["rows"] == []
    assert metadata["license"] == "CC-BY-4.0"


async def _given(path: Path, metadata: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    from datasette.app import Datasette

    served = Datasette([], immutables=[str(path)], metadata=metadata)
    await served.invoke_startup()
    found = {}
    asked = dict.fromkeys(told["queries"], "country=KZ&person=nobody&")
    for name in (*told["tables"], *asked):
        answer = await served.client.get(f"/release/{name}.json?{asked.get(name, '')}_shape=objects")
        assert answer.status_code == 200, (name, answer.text[:200])
        found[name] = answer.json()
    return found
