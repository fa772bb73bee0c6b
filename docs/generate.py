"""The generated pages of the reference, and the JSON Schemas: `python -m docs.generate` writes them again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord import codebook, settings
from onrecord.codebook import ActType, contract

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
MADE = "<!-- Made by `make docs` from {}; change it there. -->\n"
WIDTH = 88


def pages() -> dict[Path, str]:
    """The text of each generated file, by its path."""
    return {
        ROOT / "src" / "onrecord" / "codebook" / contract.FILE: contract.printed(contract.made_schema()),
        ROOT / "src" / "onrecord" / "codebook" / contract.LAYERS_FILE: contract.printed(contract.made_layers_schema()),
        REFERENCE / "codebook.md": "\n".join(codebook_page()),
        REFERENCE / "cli.md": "\n".join(cli_page()),
        REFERENCE / "settings.md": "\n".join(settings_page()),
    }


def codebook_page() -> Iterator[str]:
    """Every act type: when to code it, what is not it, its subtypes, its codes in other schemes."""
    book = codebook.codebook()
    yield MADE.format("src/onrecord/codebook/types.yaml")
    yield f"# Act types (codebook version {book.version})\n"
    yield "What a report may tell that somebody did. Types marked * do harm to those affected: only they may be shown and"
    yield "counted as *victims*. Everywhere else people are *affected*, no more: an accused attacker is affected by a charge.\n"
    yield "| type | code it when |\n|---|---|"
    yield from (
        f"| [`{name}`](#{name}){' *' if t.victims else ''} | {t.description} |" for name, t in book.types.items()
    )
    yield "\n## Codes in other schemes\n"
    yield "A crosswalk gives the nearest code, so that records can be counted beside those of others. It is no claim that\nthe other scheme's coders would have recorded the act.\n"
    yield "| scheme | how near | |\n|---|---|---|"
    yield from (f"| {s.name} | {s.fit} | {s.note or ''} |" for s in book.schemes.values())
    for name, kind in book.types.items():
        yield from _type_section(name, kind)


def _type_section(name: str, kind: ActType) -> Iterator[str]:
    yield f"\n## {name}\n"
    yield kind.description + (f" *Deprecated: use `{kind.deprecated}`.*" if kind.deprecated else "")
    if kind.not_this:
        yield "\nNot this:\n"
        yield from (f"- {note}" for note in kind.not_this)
    if kind.subtypes:
        yield "\nSubtypes: " + "; ".join(f"**{sub}** ({told})" for sub, told in kind.subtypes.items()) + "."
    yield "\n| PLOVER | CAMEO | ACLED, about | HURIDOCS, about |\n|---|---|---|---|"
    walk = kind.crosswalk
    cells = (", ".join(codes) or "-" for codes in (walk.plover, walk.cameo, walk.acled, walk.huridocs))
    yield "| " + " | ".join(cells) + " |"


def cli_page() -> Iterator[str]:
    """The help of each command, as the program prints it."""
    yield MADE.format("src/onrecord/cli/")
    yield "# Commands\n"
    yield "```\n$ onrecord --help\n" + help_of() + "\n```"
    for name in command_names():
        yield f"\n## onrecord {name}\n\n```\n$ onrecord {name} --help\n" + help_of(name) + "\n```"
    yield "\nExit codes: [errors and exit codes](errors-and-exit-codes.md).\n"


def command_names() -> list[str]:
    """The commands, in the order of the program's help."""
    from onrecord.cli.app import app

    return [str(command.name) for command in app.registered_commands]


def help_of(*command: str) -> str:
    """What `onrecord COMMAND --help` prints on a terminal of fixed width."""
    from typer.testing import CliRunner

    from onrecord.cli.app import app

    env = {"COLUMNS": str(WIDTH), "TERMINAL_WIDTH": str(WIDTH), "NO_COLOR": "1"}
    told = CliRunner().invoke(app, [*command, "--help"], env=env, prog_name="onrecord").output
    return "\n".join(line.rstrip() for line in told.strip("\n").splitlines())


def settings_page() -> Iterator[str]:
    """Each setting of `onrecord.toml` with its default and what it does."""
    yield MADE.format("src/onrecord/settings.py")
    yield "# Settings\n"
    yield "`onrecord.toml` in the collection's folder holds them. What it leaves out has its default; a name that is not"
    yield "known is an error that tells the nearest one.\n"
    yield "| setting | default | |\n|---|---|---|"
    yield from (f"| `{s.name}` | `{s.default!r}` | {s.help} |" for s in settings.listing())


def main() -> None:
    for path, text in pages().items():
        ended = text.rstrip("\n") + "\n"
        if not path.exists() or path.read_text("utf-8") != ended:
            path.write_text(ended, "utf-8")
            print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
