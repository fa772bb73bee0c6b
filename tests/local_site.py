"""A web server of the tests' own on this machine, and what lets a program reach it, and it alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "page.test"
"""The name under which it is reached."""

INSIDE = """127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0x7f.0.0.1 0x7f.1 017700000001 0177.0.0.1 0177.1 127.000.000.001 localhost
localhost. 0 0.0.0.0 0x0 [::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::]
①②⑦.⓪.⓪.① 127。0。0。1 127.0.0.1. [::ffff:0:127.0.0.1] 127.255.255.254 127.0.0.2 10.0.0.1 0xa000001 167772161 192.168.1.1 3232235777
0300.0250.1.1 172.16.0.1 169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376 [::ffff:a9fe:a9fe] [fd00:ec2::254] [fe80::1] [fc00::1]
[fec0::1] [ff02::1] 100.64.0.1 100.100.100.200 192.0.0.192 198.18.0.1 224.0.0.1 255.255.255.255 [2001:0:7f00:1::1] [2001:db8::1]
inside.test rebind.test back.test mixed.test metadata.google.internal 0177.0.0.0x1 127.0.0.1%2f.example.org""".split()
"""Spellings and names of this machine, of its network and of what a cloud keeps there: nothing of it may be asked."""

PROGRAM = """
import signal
import sys
# Tests that were themselves started in the background have Ctrl-C switched off.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.onrecord_loopback = True
from onrecord import pipeline
from onrecord.capture import fetch
from onrecord.cli import main
from onrecord.model import Coded, CoderName

def nothing(report):
    return Coded(id=report.id, text_sha256=report.sha256, coder=CoderName("none", "1", "1"), report=report.particulars)

guarded = fetch.Guarded
fetch.Guarded = lambda: guarded(lambda host, port: ["127.0.0.1"], allowed=frozenset({"page.test"}))
pipeline.code_report = nothing
main()
"""
"""The command line with a coder that finds nothing; the server is the only host that it reaches."""


class Site(ThreadingHTTPServer):
    """Pages by path: status, headers, body. A page with an ETag is not sent to who has it. `answers` are given to what is sent."""

    daemon_threads = True

    def __init__(self, host: str = "127.0.0.1") -> None:
        super().__init__((host, 0), Answer)
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.hits: list[str] = []
        self.asked: list[dict[str, str]] = []
        self.answers: dict[str, Callable[[bytes], bytes]] = {}

    def at(self, path: str) -> str:
        """The address of a path."""
        return f"http://{HOST}:{self.server_address[1]}{path}"

    def story(self, number: int) -> None:
        """Puts up a page with a story of its own."""
        said = f"Police in Osh arrested Ida Lund in street {number} on Monday, a court clerk said in the evening."
        body = (
            f"<html><head><title>Held in street {number}</title></head><body><p>{said}</p><p>{said}</p></body></html>"
        )
        self.pages[f"/{number}"] = (200, {"Content-Type": "text/html"}, body.encode())

    def feed(self, *numbers: int, etag: str | None = None) -> None:
        """Puts up, at /feed, a feed of these stories in this order."""
        items = "".join(f"<item><title>{n}</title><link>{self.at(f'/{n}')}</link></item>" for n in numbers)
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Lund</title>{items}</channel></rss>'
        self.pages["/feed"] = (200, {"ETag": etag} if etag else {}, body.encode())


class Answer(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.hits.append(self.path)
        self.server.asked.append({name.lower(): value for name, value in self.headers.items()})
        status, headers, body = self.server.pages.get(self.path, (404, {}, b"nothing here"))
        if headers.get("ETag") and headers["ETag"] == self.headers.get("If-None-Match"):
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value.encode().decode("latin-1"))  # as browsers take it: UTF-8
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.server.hits.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answer = self.server.answers.get(self.path)
        told = answer(body) if answer else b""
        self.send_response(200 if answer else 503)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def running(host: str = "127.0.0.1") -> Iterator[Site]:
    """A server that answers until the block ends, on one of this machine's addresses, or on all when it is empty."""
    with Site(host) as site:
        thread = threading.Thread(target=site.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield site
        site.shutdown()
        thread.join()
