"""The guard that keeps tests and commands off the network."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest


def test_sockets_are_refused_in_tests() -> None:
    """A library that opens a connection fails the test that called it."""
    with socket.socket() as s, pytest.raises(ConnectionRefusedError, match="offline"):
        s.connect(("127.0.0.1", 9))


def test_names_are_not_looked_up() -> None:
    """Nor does a host name leave the machine."""
    with pytest.raises(ConnectionRefusedError, match="offline"):
        socket.getaddrinfo("localhost", 80)


def test_sockets_are_refused_in_commands(offline_env: dict[str, str]) -> None:
    """The guard reaches the commands that tests start."""
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", code], env=offline_env, capture_output=True, text=True, check=False)
    assert "offline" in done.stderr
