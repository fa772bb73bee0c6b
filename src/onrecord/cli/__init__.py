"""The command line. One file a command, thin over the verbs."""

from __future__ import annotations


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    from onrecord.cli.app import app

    app(prog_name="onrecord")
