"""No connection and no name look-up in any process that has this folder on its PYTHONPATH.

The tests load it too: the hook is in force in the process that runs them and in every command they start.
Sockets of the machine itself (AF_UNIX, between worker processes) stay open; a test with a server of its own on this
machine (the fixture `loopback`) may connect to it, and have what is plainly this machine looked up.
"""

import sys


def is_own(host: object) -> bool:
    """Whether a host is plainly this machine, or a number, which is looked up without asking anybody."""
    name = host.decode() if isinstance(host, bytes) else str(host)
    return name == "localhost" or ":" in name or set(name.lower()) <= set("0123456789abcdefx.")


def refuse(event: str, args: tuple[object, ...]) -> None:
    """An error for each try to reach a network, whatever library makes it."""
    if getattr(sys, "onrecord_loopback", False):
        if event == "socket.getaddrinfo" and is_own(args[0]):
            return
        if event == "socket.connect" and isinstance(args[1], tuple) and str(args[1][0]) in {"127.0.0.1", "::1"}:
            return
    if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        raise ConnectionRefusedError(f"tests and commands are offline: {event}{args[:1]}")
    if event == "socket.connect" and isinstance(args[1], tuple):
        raise ConnectionRefusedError(f"tests and commands are offline: connect to {args[1]}")


sys.addaudithook(refuse)
