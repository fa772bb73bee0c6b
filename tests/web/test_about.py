"""The pages about the desk itself: its help, and its operations for programs."""

from __future__ import annotations

import shlex

import msgspec
import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.web.api import described
from onrecord.web.pages import programs
from onrecord.web.routes import API


def test_every_operation_has_a_line_that_tries_it(client: TestClient) -> None:
    """The page shows as many as there are routes."""
    page = html.fromstring(client.get("/api").text)
    lines = [one.text_content() for one in page.xpath("//article//pre")]
    assert len(lines) == len(API)
    assert all(line.startswith("curl -H") and shlex.split(line)[-1].startswith("$DESK/api/") for line in lines)


@pytest.mark.parametrize("route", [one for one in API if one.body], ids=lambda one: one.path)
def test_what_a_line_sends_is_what_is_asked_for(route: object) -> None:
    """The example of a body can be decoded as what the route takes."""
    document = described.description([route])  # type: ignore[list-item]
    [methods] = document["paths"].values()
    [told] = methods.values()
    schema = told["requestBody"]["content"]["application/json"]["schema"]
    sent = programs.example(schema, document["components"]["schemas"])
    assert msgspec.convert(sent, route.body) is not None  # type: ignore[attr-defined]


def test_the_help_holds_the_keys_of_every_page(client: TestClient) -> None:
    """Those of the report page and of the page where things are brought stand there as on the pages."""
    told = html.fromstring(client.get("/help").text).xpath("//section[@aria-labelledby='all-keys']")[0].text_content()
    assert "undo the last decision" in told
    assert "choose files" in told
    assert "to the overview" in told
