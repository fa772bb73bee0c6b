"""No connection and no name look-up in any process that has this folder on its PYTHONPATH.

The tests load it too: the hook is in force in the process that runs them and in every command they start.
Sockets of the machine itself (AF_UNIX, between worker processes) stay open.
"""

import sys


def refuse(event: str, args: tuple[object, ...]) -> None:
    """An error for each try to reach a network, whatever library makes it."""
    if event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        raise ConnectionRefusedError(f"tests and commands are offline: {event}{args[:1]}")
    if event == "socket.connect" and isinstance(args[1], tuple):
        raise ConnectionRefusedError(f"tests and commands are offline: connect to {args[1]}")


sys.addaudithook(refuse)
