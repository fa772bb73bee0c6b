"""A sheet is looked over, tried, imported and taken back at the desk; nothing is kept before somebody says so."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.importing import slots
from onrecord.store.collection import Collection
from onrecord.verbs import deciding, looking
from tests.web.test_adding import ended

SHEET = "id,what,when,who,remark\n1,arrested,2019,Ana Ruiz,<script>x</script>\n2,killed,03/01/2022,Bo Dahl,=1+1\n3,mourned,2021,Cy Ek,\n"


def brought(client: TestClient, text: str = SHEET, name: str = "list.csv", **said: str) -> str:
    """The address of the page of a sheet that was brought."""
    answer = client.post("/import", files={"files": (name, text.encode())}, data=said, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def form_of(client: TestClient, page: str) -> dict[str, str]:
    """What a browser would send of the form of columns."""
    [form] = html.fromstring(client.get(page).text).xpath("//form[@id='columns']")
    return {name: value for name, value in form.form_values() if name}


def done(client: TestClient, page: str, do: str, **changed: str) -> dict[str, Any]:
    sent = {**form_of(client, page), **changed, "do": do}
    answer = client.post(page, data=sent, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return ended(client, {"id": answer.headers["location"].rpartition("/")[2]})


def test_columns_are_shown_with_what_stands_in_them(client: TestClient) -> None:
    """Each with some of its values, escaped, and what it would be read as."""
    told = client.get(brought(client)).text
    assert "&lt;script&gt;x" in told
    assert "<script>x" not in told
    page = html.fromstring(told)
    assert page.xpath("//select[@name='slot.affected']/option[@selected]/text()") == ["who"]
    assert page.xpath("//tr[th='remark']//span[@class='dim']/text()") == ["kept as words only"]
    assert len(page.xpath("//input[starts-with(@name, 'cell.')]")) == 3


def test_a_trial_keeps_nothing_and_tells_faults_by_row_and_column(client: TestClient, records: Collection) -> None:
    """A day that may be two is refused, with what to do."""
    before = len(list(looking.reports(records)))
    job = done(client, brought(client), "try")
    assert job["counts"] == {"added": 1, "refused": 2}
    [fault] = [one for one in job["items"] if "03/01/2022" in one["note"]]
    assert (fault["name"], fault["status"]) == ("3", "refused")
    assert fault["note"].startswith("when: ")
    assert len(list(looking.reports(records))) == before


def test_a_sheet_is_imported_by_the_columns_that_were_chosen(client: TestClient, records: Collection) -> None:
    """A word may be given another act, the day of a date said; then the sheet is gone from the desk and stands in the list."""
    page = brought(client)
    sent = form_of(client, page)
    [cell] = [name for name, value in sent.items() if value == "mourned"]
    job = done(client, page, "import", day_first="day", **{cell.replace("cell", "code"): "protest"})
    assert job["counts"] == {"added": 3}
    found = {one.act.type: one.act for one in looking.acts(records, looking.wanted()) if one.act.date}
    assert found["killing"].date == "2022-01-03"
    assert found["protest"].date == "2021"
    assert client.get(page).status_code == 404
    [standing] = client.get("/api/imports").json()
    assert (standing["sheet"], standing["counts"]) == ("list.csv", {"added": 3})
    assert standing["id"] in client.get("/import").text


def test_an_import_is_taken_back(client: TestClient, records: Collection) -> None:
    """Its rows leave the view, and decisions on its acts are told; a second time there is none."""
    done(client, brought(client), "import", day_first="day")
    [act] = looking.acts(records, looking.wanted(type="killing"))
    deciding.accept(records, act.id, because="read")
    [standing] = client.get("/api/imports").json()
    told = client.post(f"/imports/{standing['id']}/undo").text
    assert act.id in told
    assert not list(looking.acts(records, looking.wanted(type="killing")))
    assert client.post(f"/imports/{standing['id']}/undo").status_code == 404
    assert client.get("/api/imports").json() == []


def test_a_mapping_may_be_written_as_a_file(client: TestClient) -> None:
    """One that is wrong is told with what is wrong, and what was written stays in its field."""
    page = brought(client)
    answer = client.post(f"{page}/mapping", data={"mapping": "name: x\nacts:\n- type: nowhere\n"})
    assert answer.status_code == 422
    assert "has no column `nowhere`" in answer.text
    assert "type: nowhere" in answer.text
    assert "no mapping of columns" in client.post(f"{page}/mapping", data={"mapping": "{"}).text
    good = "name: x\nacts:\n- type: {value: killing}\n  date: when\n"
    assert client.post(f"{page}/mapping", data={"mapping": good}).status_code == 200
    assert client.get(page.replace("/import/", "/api/sheets/")).json()["type"] == "killing"


def test_a_sheet_that_does_not_say_what_was_done_asks(client: TestClient) -> None:
    """The answer is what every row tells."""
    page = brought(client, "who,when\nAna Ruiz,2019\n", "names.csv")
    assert "Nothing in names.csv says what was done" in client.get(page).text
    client.post(f"{page}/type", data={"type": "arrest"})
    assert done(client, page, "try")["counts"] == {"added": 1}


@pytest.mark.parametrize("name, data", [("a.csv", b""), ("a.pdf", b"%PDF-1.4"), ("a.xlsx", b"PK\x03\x04none")])
def test_what_is_no_sheet_says_so(client: TestClient, name: str, data: bytes) -> None:
    """And it does not stay at the desk."""
    answer = client.post("/import", files={"files": (name, data)})
    assert answer.status_code == 422
    assert "Not imported yet" not in client.get("/import").text


def test_a_sheet_is_seen_by_who_brought_it_alone(client: TestClient, records: Collection) -> None:
    """Its page is not there for a wrong id, nor is that of a parcel of reports."""
    assert client.get("/import/AAAAAAAAAAAAAAAA").status_code == 404
    assert client.get("/import/..%2F..").status_code == 404
    page = brought(client)
    assert re.fullmatch(r"/import/[\w-]{16}", page)
    client.post(f"{page}/give-up")
    assert client.get(page).status_code == 404


def test_programs_bring_sheets_too(client: TestClient) -> None:
    """The draft says how each column would be read; trying and importing are jobs."""
    draft = client.post("/api/sheets", files={"files": ("list.csv", SHEET.encode())}).json()
    assert draft["slots"]["date"] == "when"
    assert draft["rows"] == 3
    mapping = draft["mapping"].replace("\nacts:", "\nday_first: true\nacts:", 1)
    client.post(f"/api/sheets/{draft['id']}/mapping", json={"mapping": mapping})
    ended(client, client.post(f"/api/sheets/{draft['id']}/try").json())
    job = ended(client, client.post(f"/api/sheets/{draft['id']}/import").json())
    assert job["counts"]["added"] >= 2
    assert set(draft["slots"]) == set(slots.SLOTS)
