"""What each command does and says."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner, Result

from onrecord import __version__
from onrecord.cli.app import app
from onrecord.model import Coded, Report
from onrecord.store.collection import Collection


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("ONRECORD_COLLECTION", raising=False)
    return Run()


class Run:
    """The program within this process, on a screen of 80 columns."""

    def __call__(self, *words: str | Path, columns: int = 80) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": str(columns)})


@pytest.fixture
def stubbed(monkeypatch: pytest.MonkeyPatch, told: dict[str, Any]) -> None:
    """A coder that knows the short report only, and finds nothing elsewhere."""

    def stub(report: Report) -> Coded:
        found = told["coded"] if report.text == told["text"] else {**told["coded"], "acts": [], "persons": []}
        return msgspec.convert({**found, "id": report.id, "text_sha256": report.sha256}, Coded)

    monkeypatch.setattr("onrecord.pipeline.code_report", stub)


def ids(records: Collection) -> list[str]:
    from onrecord.verbs import looking

    return [kept.id for kept in looking.acts(records)]


# ---------------------------------------------------------------- the program


def test_help_is_quick(offline_env: dict[str, str]) -> None:
    """Help needs neither the parser nor the database, and comes at once."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", "from onrecord.cli import main; main()", "--help"],
        env=offline_env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert time.perf_counter() - start < 1
    assert all(command in done.stdout for command in ("add", "show", "why", "code", "export"))


@pytest.mark.parametrize("heavy", ["spacy", "sqlalchemy", "rich", "openpyxl", "trafilatura"])
def test_help_loads_nothing_heavy(heavy: str, offline_env: dict[str, str]) -> None:
    """The command line alone imports no heavy library."""
    code = f"import sys, onrecord.cli.app; sys.exit({heavy!r} in sys.modules)"
    subprocess.run([sys.executable, "-c", code], env=offline_env, check=True)


def test_version(run: Run) -> None:
    """The version is told in one line."""
    assert run("--version").output == f"onrecord {__version__}\n"


def test_every_command_is_documented(project: Path) -> None:
    """Each command, and each of its options, stands in the reference."""
    page = (project / "docs" / "reference" / "cli.md").read_text("utf-8")
    for command in app.registered_commands:
        assert f"## onrecord {command.name}" in page
    for option in ("--collection", "--type", "--person", "--place", "--date", "--realis", "--workers", "--xlsx"):
        assert option in page


@pytest.mark.parametrize(
    "words", [["nonsense"], ["show", "--realis", "perhaps"], ["add"], ["why"], ["export", "-c", "."], ["code", "--x"]]
)
def test_wrong_use_is_2(run: Run, words: list[str]) -> None:
    """An unknown command, option or value, or a missing one, ends with 2."""
    assert run(*words).exit_code == 2


# ---------------------------------------------------------------- add


def test_add_keeps_then_says_already_kept(run: Run, stubbed: None, tmp_path: Path) -> None:
    """The first time a report is kept, the second time nothing is added, and the sums add up."""
    first = run("add", "example", "-c", tmp_path / "c")
    assert first.exit_code == 0
    assert "1 item: 1 kept, 0 already kept, 0 failed" in first.output
    assert str(tmp_path / "c") in first.output
    again = run("add", "example", "-c", tmp_path / "c")
    assert again.exit_code == 0
    assert "1 item: 0 kept, 1 already kept, 0 failed" in again.output


def test_add_goes_on_after_a_failure(run: Run, stubbed: None, tmp_path: Path) -> None:
    """A file that is not there is told with its reason; the others are kept; the exit code says that some failed."""
    done = run("add", tmp_path / "nowhere.txt", "example", "-c", tmp_path / "c")
    assert done.exit_code == 1
    assert "nowhere.txt is not there" in done.output
    assert "2 items: 1 kept, 0 already kept, 1 failed" in done.output


def test_add_says_that_a_text_is_known_from_other_bytes(run: Run, stubbed: None, tmp_path: Path) -> None:
    """The same text in another wrapping is noted, and is no second report."""
    text = "Police in Osh arrested Ida Lund on Monday, officials said."
    (tmp_path / "one.txt").write_text(text)
    (tmp_path / "two.txt").write_text(text + "\n\n")
    done = run("add", tmp_path / "one.txt", tmp_path / "two.txt", "-c", tmp_path / "c")
    assert "same text" in done.output
    assert "1 kept, 1 already kept" in done.output
    assert "1 report" in run("show", "reports", "-c", tmp_path / "c").output


def test_a_report_that_failed_is_tried_again(
    run: Run, stubbed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the coder is kept with the report; when the coder is mended, the same command codes it."""

    def broken(_: Report) -> Coded:
        raise ValueError("not today")

    with monkeypatch.context() as patched:
        patched.setattr("onrecord.pipeline.code_report", broken)
        failed = run("add", "example", "-c", tmp_path / "c")
    assert failed.exit_code == 3
    assert "not today" in failed.output
    assert "1 report" in run("show", "reports", "-c", tmp_path / "c").output
    assert "1 kept" in run("add", "example", "-c", tmp_path / "c").output


def test_add_finds_the_collection_it_is_in(
    run: Run, stubbed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an option the collection is ./collection, and from within it is that one."""
    monkeypatch.chdir(tmp_path)
    assert run("add", "example").exit_code == 0
    monkeypatch.chdir(tmp_path / "collection")
    assert "already kept" in run("add", "example").output


def test_a_wrong_setting_is_told(run: Run, records: Collection) -> None:
    """A slip in onrecord.toml names the file and the nearest setting."""
    (records.folder / "onrecord.toml").write_text("titel = 'x'")
    done = run("show", "-c", records.folder)
    assert done.exit_code == 2
    assert "did you mean `title`?" in done.output


# ---------------------------------------------------------------- show, why


@pytest.mark.parametrize("columns", [80, 160])
def test_show_tells_who_did_what_on_whose_word(run: Run, records: Collection, columns: int) -> None:
    """Acts and persons are shown in words at any width, no line is wider than the screen, no slot is blank."""
    done = run("show", "-c", records.folder, columns=columns)
    words = " ".join(done.output.split())
    for told in (
        "16 March 2023",
        "Aktau, Kazakhstan",
        "police",
        "Ole Lund, via",
        "denied",
        "demanded",
        "fine, 500 EUR",
    ):
        assert told in words
    assert "spouse of Ole Lünd" in words
    assert "not told" in words
    table, _, _ = done.output.partition("Collection:")
    assert max(map(len, table.splitlines())) <= columns


def test_show_as_json(run: Run, records: Collection) -> None:
    """Programs get the acts as the contract has them, with permanent ids."""
    told = json.loads(run("show", "--json", "-c", records.folder).output)
    assert [one["act"]["type"] for one in told["acts"]] == ["arrest", "torture", "fine", "release"]
    assert all(one["id"].startswith("A-") for one in told["acts"])
    assert [one["person"]["name"] for one in told["persons"]] == ["Ida Lund", "Ole Lünd"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--type", "arrest"], 1),
        (["--place", "Kazakhstan"], 1),
        (["--person", "lund"], 3),
        (["--date", "2023-03"], 3),
        (["--realis", "demanded"], 1),
        (["--type", "protest"], 0),
    ],
)
def test_show_filters(run: Run, records: Collection, words: list[str], found: int) -> None:
    """Each filter narrows the table."""
    told = json.loads(run("show", "acts", *words, "--json", "-c", records.folder).output)
    assert len(told["acts"]) == found


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--type", "arest"], "`arrest`"), (["--date", "yesterday"], "2021-07-01"), (["--type", "%%"], "known are")],
)
def test_show_names_what_was_meant(run: Run, records: Collection, words: list[str], said: str) -> None:
    """A type or date that cannot be is told with what would do."""
    done = run("show", *words, "-c", records.folder)
    assert done.exit_code == 2
    assert said in done.output


def test_show_says_what_is_left_out(run: Run, records: Collection) -> None:
    """A table that is cut says so."""
    assert "4 acts, 3 not shown" in run("show", "acts", "--limit", "1", "-c", records.folder).output


def test_show_without_a_collection(run: Run, tmp_path: Path) -> None:
    """There is nothing to show, and the message says how to begin."""
    done = run("show", "-c", tmp_path)
    assert done.exit_code == 3
    assert "onrecord add" in done.output


def test_why_marks_the_words(run: Run, records: Collection) -> None:
    """Each slot is shown with the words it came from, marked in their sentence, and how sure the rule is."""
    words = " ".join(run("why", ids(records)[0].lower(), "-c", records.folder).output.split())
    assert "in Aktau «on Thursday», Radio Shagala" in words
    assert "sure 0.70" in words
    assert "charge not told" in words


def test_why_of_an_unknown_act(run: Run, records: Collection) -> None:
    """An id that is not there is wrong use."""
    done = run("why", "A-2222222", "-c", records.folder)
    assert done.exit_code == 2
    assert "no act A-2222222" in done.output


def test_a_text_cannot_steer_the_terminal(run: Run, stubbed: None, tmp_path: Path) -> None:
    """Escape codes and bidirectional overrides in a report reach no terminal."""
    lines = [
        {"id": "x", "title": "\x1b]0;owned\x07 [bold]\u202e", "text": "Nothing happened in the town today, they said."}
    ]
    (tmp_path / "evil.jsonl").write_text("\n".join(map(json.dumps, lines)))
    told = run("add", tmp_path / "evil.jsonl", "-c", tmp_path / "c").output
    told += run("show", "reports", "-c", tmp_path / "c").output
    assert "[bold]" in told
    assert not {"\x1b", "\x07", "\u202e"} & set(told)


# ---------------------------------------------------------------- export


@pytest.mark.parametrize("format", ["csv", "xlsx", "jsonl"])
def test_export_is_marked_in_its_name(
    run: Run, records: Collection, format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without another name the file says what it is."""
    monkeypatch.chdir(tmp_path)
    assert run("export", f"--{format}", "-c", records.folder).exit_code == 0
    assert (tmp_path / f"onrecord-acts.internal-unchecked.{format}").stat().st_size > 0


def test_export_to_standard_output(run: Run, records: Collection) -> None:
    """A dash sends the rows on."""
    assert "internal, unchecked" in run("export", "--jsonl", "-o", "-", "-c", records.folder).stdout


def test_a_failed_export_leaves_the_old_file(
    run: Run, records: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is replaced whole or not at all, and no part is left behind."""
    target = tmp_path / "acts.csv"
    target.write_text("old")

    def fail(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("onrecord.verbs.exporting.export", fail)
    done = run("export", "--csv", "-o", target, "-c", records.folder)
    assert done.exit_code == 3
    assert "No space left" in done.output
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["acts.csv"]
    assert target.read_text() == "old"


# ---------------------------------------------------------------- code


def test_code_writes_line_for_line(run: Run, stubbed: None, tmp_path: Path) -> None:
    """A line in, a line out; the message names file and line; the exit code says that some failed."""
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "text": "x"}\nnonsense\n{"id": "b", "text": "y"}\n')
    done = run("code", source, "-o", tmp_path / "out.jsonl")
    told = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [one["id"] for one in told] == ["a", None, "b"]
    assert done.exit_code == 1
    assert "in.jsonl: line 2 is not valid JSON" in done.output
    assert "1 of 3 lines" in done.output


def test_code_to_standard_output(run: Run, stubbed: None, tmp_path: Path) -> None:
    """Without -o, or with a dash, the lines go on to the next program, with nothing mixed in."""
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "x"}\n')
    assert json.loads(run("code", tmp_path / "in.jsonl").stdout)["id"] == "a"
    assert json.loads(run("code", tmp_path / "in.jsonl", "-o", "-").stdout)["id"] == "a"
