"""What is brought to the desk is taken in, told item by item, and never half."""

from __future__ import annotations

import io
import socket
import time
import zipfile
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.store.collection import Collection
from onrecord.verbs import looking, opening, parcels
from onrecord.web.jobs import Job, Jobs, Task

TEXT = "OSLO, 3 March 2023 - Police in Oslo arrested three students on Thursday, said Ida Lund, a lawyer."


def ended(client: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    for _ in range(600):
        told: dict[str, Any] = client.get(f"/api/jobs/{job['id']}").json()
        if told["state"] in {"done", "broken off"}:
            return told
        time.sleep(0.05)
    raise AssertionError(told)


def brought(client: TestClient, *files: tuple[str, bytes], **said: str) -> dict[str, Any]:
    answer = client.post("/api/jobs/files", files=[("files", one) for one in files], data=said)
    assert answer.status_code == 200, answer.text
    return ended(client, answer.json())


def test_a_pasted_text_leads_to_its_report(client: TestClient, records: Collection) -> None:
    """It is kept with what was said of it, its weekday counted from the day of publication, and its job's page goes there."""
    told = {
        "text": TEXT,
        "title": "Three held",
        "publisher": "Fjord Post",
        "published": "2023-03-03",
        "kind": "statement",
    }
    job = ended(client, client.post("/api/jobs/text", json=told).json())
    assert job["counts"] == {"kept": 1}
    [item] = job["items"]
    page = client.get(f"/jobs/{job['id']}", follow_redirects=False)
    assert page.headers["location"] == f"/reports/{item['report']}"
    kept = opening.report(records, item["report"]).report.report
    assert (kept.text, kept.kind, kept.particulars.publisher) == (TEXT, "statement", "Fjord Post")
    assert "2023-03-02" in [one.act.date for one in looking.acts(records, looking.wanted(report=item["report"]))]


def test_a_form_works_without_scripts(client: TestClient) -> None:
    """The browser is sent to the page of the work, which shows what became of it."""
    answer = client.post("/add/text", data={"text": TEXT, "title": "<b>Held</b>"}, follow_redirects=False)
    assert answer.status_code == 303
    ended(client, {"id": answer.headers["location"].rpartition("/")[2]})
    assert "<b>Held" not in client.get(answer.headers["location"]).text
    assert "&lt;b&gt;Held" in client.get("/add").text


def test_files_are_known_by_their_own_names(client: TestClient, records: Collection) -> None:
    """Whatever a name says, the file lies within the collection and is called by what is harmless of the name; sums add up."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("inner.txt", TEXT + " In a zip.")
    job = brought(
        client,
        ("../../../etc/a.txt", TEXT.encode()),
        ("a.txt", TEXT.encode() + b" Again, in other words."),
        ("folder/b.zip", archive.getvalue()),
        ("twice.txt", TEXT.encode()),
        ("noise.bin", bytes(range(256))),
    )
    assert job["counts"] == {"kept": 3, "already kept": 1, "failed": 1}
    assert job["done"] == 5
    names = [one["name"] for one in job["items"]]
    assert set(names) == {"etc/a.txt", "a.txt", "folder/b.zip/inner.txt", "twice.txt", "noise.bin"}
    [failed] = [one for one in job["items"] if one["status"] == "failed"]
    assert failed["note"]
    assert "incoming" not in str(job["items"])
    assert not list((records.folder / parcels.FOLDER).iterdir())


@pytest.mark.parametrize(
    "name, plain",
    [
        ("../../x.txt", "x.txt"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Users\\x.pdf", "C_/Users/x.pdf"),
        ("..", "file"),
        (".hidden", "hidden"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("é" * 300 + ".html", "é" * 57 + ".html"),
    ],
)
def test_a_name_names_no_other_place(name: str, plain: str) -> None:
    """What leads out, hides a file or breaks a disk is taken from it."""
    assert parcels.name_within(name).startswith(plain[:20])
    assert len(parcels.name_within(name).encode()) <= 120
    assert ".." not in parcels.name_within(name).split("/")


def test_a_file_and_a_folder_of_one_name_both_come(client: TestClient) -> None:
    """And so do two files of one name."""
    job = brought(
        client, ("a", TEXT.encode()), ("a/b.txt", b"Second. " + TEXT.encode()), ("a", b"Third. " + TEXT.encode())
    )
    assert job["counts"] == {"kept": 3}


def test_what_is_brought_is_joined_with_what_is_kept(client: TestClient) -> None:
    """The same person in two reports is one, at once, and the page says how many were joined."""
    one = b"SEMEI, Kazakhstan - Police arrested Aidar Beketov, a history teacher, in Semei on March 4, 2021, a lawyer said."
    other = b"SEMEI, Kazakhstan - A court fined Aidar Beketov, a history teacher in Semei who was arrested on March 4, 2021."
    job = brought(client, ("one.txt", one), ("other.txt", other))
    assert job["joined"]["numbers"]["person"] == 1
    assert "Joined with what is kept: 1 person" in client.get(f"/jobs/{job['id']}").text


def test_an_address_waits_without_a_network(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told as such, with why, and the page of what is brought offers to ask again."""

    def no_name_server(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "no network")

    monkeypatch.setattr("onrecord.capture.fetch.socket.getaddrinfo", no_name_server)
    answer = client.post("/api/jobs/addresses", json={"addresses": ["https://news.example/one"]})
    job = ended(client, answer.json())
    assert job["counts"] == {"waits": 1}
    assert "1 address waits" in client.get("/add").text


@pytest.mark.parametrize(
    "path, sent, words",
    [
        ("text", {"text": "  "}, "no text"),
        ("text", {"text": TEXT, "derived_from": "R-0000000"}, "how it was made"),
        ("text", {"text": TEXT, "derived_from": "R-0000000", "how": "translation"}, "no report R-0000000"),
        ("text", {"text": TEXT, "kind": "gossip"}, "cannot be used"),
        ("addresses", {"addresses": ["file:///etc/passwd"]}, "no address"),
        ("addresses", {}, "no address"),
    ],
)
def test_what_cannot_be_taken_in_says_why(client: TestClient, path: str, sent: dict[str, Any], words: str) -> None:
    """Before anything is begun."""
    answer = client.post(f"/api/jobs/{path}", json=sent)
    assert answer.status_code in {404, 422}
    assert words in answer.json()["error"]
    assert client.get("/api/jobs").json() == []


def test_notes_of_an_interview_are_seen_by_who_brings_them_alone(client: TestClient, records: Collection) -> None:
    """Another user finds nothing of them."""
    told = {"text": TEXT, "kind": "interview note"}
    [item] = ended(client, client.post("/api/jobs/text", json=told).json())["items"]
    assert client.get(f"/reports/{item['report']}").status_code == 200
    assert item["report"] not in [one.id for one in looking.reports(records.seen_by("ben"))]


def test_what_was_broken_off_is_there_at_the_next_visit(client: TestClient, records: Collection) -> None:
    """Of a desk that was killed what was brought is left: it goes on, or is given up, by who brought it alone."""
    packed = parcels.pack(records, [("a.txt", io.BytesIO(TEXT.encode()))], title="<i>a</i>")
    theirs = parcels.pack(records.seen_by("ben"), [("b.txt", io.BytesIO(b"b"))], title="of ben")
    page = client.get("/add").text
    assert "&lt;i&gt;a" in page
    assert "of ben" not in page
    assert client.post(f"/add/{theirs.id}/resume").status_code == 404
    job = ended(client, client.post(f"/api/parcels/{packed.id}/resume").json())
    assert job["counts"] == {"kept": 1}
    again = parcels.pack(records, [("a.txt", io.BytesIO(b"c"))], title="given up")
    assert "given up" not in client.post(f"/add/{again.id}/give-up").text


def test_a_parcel_that_was_not_brought_whole_is_none(records: Collection) -> None:
    """Where the desk ended while files came, nothing is told of them."""
    packed = parcels.pack(records, [("a.txt", io.BytesIO(b"a"))], title="a")
    (records.folder / parcels.FOLDER / packed.id / "parcel.json").unlink()
    assert not list(parcels.left(records))


def test_jobs_are_told_to_who_began_them(client: TestClient) -> None:
    """Nobody else's is found, and one that is none is told in words."""
    answer = client.get("/jobs/none")
    assert answer.status_code == 404
    assert "knows of no such work" in answer.text


def test_work_that_fails_is_told_by_a_number(caplog: pytest.LogCaptureFixture) -> None:
    """The next job is done all the same."""
    jobs = Jobs()

    def fails() -> Any:
        raise ZeroDivisionError

    first = jobs.put(Task(fails, Job(kind="add", title="x", parcel=""), who="anna"))
    second = jobs.put(Task(lambda: iter(()), Job(kind="add", title="y", parcel=""), who="anna"))
    for _ in range(200):
        if jobs.find(second.id, who="anna").state == "done":
            break
        time.sleep(0.01)
    told = jobs.find(first.id, who="anna")
    assert told.state == "broken off"
    assert "number" in str(told.problem)
    assert "ZeroDivisionError" not in str(told.problem)
    assert jobs.of("ben") == ()
    jobs.stop()


def test_the_page_says_what_goes_out(client: TestClient) -> None:
    """An address is fetched from the network, and the page says so beside the field."""
    page = html.fromstring(client.get("/add").text)
    [form] = page.xpath("//form[@id='addresses']")
    assert "goes out to the network" in form.text_content()
