"""A desk that is killed in the middle of its work loses nothing that it told as kept, and asks about the rest."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

from starlette.testclient import TestClient

from onrecord.store.collection import open_collection
from onrecord.verbs import guarding, looking, parcels
from onrecord.web.app import desk
from onrecord.web.sessions import Sessions
from tests.web.conftest import HOST, ORIGIN, RAW
from tests.web.test_adding import ended

REPORTS = 40
# The program with a coder that takes its time.
PROGRAM = """
import time
from onrecord import pipeline
from onrecord.cli import main
quick = pipeline.code_report
def slow(report):
    time.sleep(0.1)
    return quick(report)
pipeline.code_report = slow
main()
"""


def asked(
    port: int, token: str, path: str, sent: bytes | None = None, kind: str = "application/json"
) -> dict[str, object]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": kind}
    connection.request("POST" if sent else "GET", path, body=sent, headers=headers)
    told: dict[str, object] = json.loads(connection.getresponse().read())
    connection.close()
    return told


def test_power_cut(tmp_path: Path, offline_env: dict[str, str], loopback: None) -> None:
    """What was told is there; at the next visit the same parcel goes on, each report is kept once, and all is as it was kept."""
    folder = tmp_path / "c"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["serve", "--port", str(port), "--collection", str(folder)]
    env = {**offline_env, "ONRECORD_USER": "anna"}
    running = subprocess.Popen(
        [sys.executable, "-u", "-c", PROGRAM, *words], env=env, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout
    [token] = next(filter(None, (re.findall(r"token=(\S+)", line) for line in running.stdout)))
    lines = "\n".join(
        json.dumps({"id": f"r{n}", "text": f"Police arrested Ida Lund in street {n}."}) for n in range(REPORTS)
    )
    body = f'--x\r\nContent-Disposition: form-data; name="files"; filename="a.jsonl"\r\n\r\n{lines}\r\n--x--\r\n'
    job = asked(port, token, "/api/jobs/files", body.encode(), "multipart/form-data; boundary=x")
    told: list[str] = []
    while len(told) < 5:
        time.sleep(0.05)
        items = asked(port, token, f"/api/jobs/{job['id']}")["items"]
        assert isinstance(items, list)
        told = [one["report"] for one in items]
    running.kill()
    running.communicate(timeout=30)
    with open_collection(folder, user="anna") as records:
        kept = {one.id for one in looking.reports(records)}
        assert set(told) <= kept
        assert len(kept) < REPORTS
        [left] = parcels.left(records)
        sessions = Sessions("anna", port=port)
        app = desk(records, sessions, hosts=(HOST,), raw=RAW)
        with TestClient(app, base_url=ORIGIN, headers={"authorization": f"Bearer {sessions.token}"}) as client:
            resumed = ended(client, client.post(f"/api/parcels/{left.id}/resume").json())
        assert resumed["counts"] == {"already kept": len(kept), "kept": REPORTS - len(kept)}
        assert not list(parcels.left(records))
        assert not guarding.verify(records).faults
