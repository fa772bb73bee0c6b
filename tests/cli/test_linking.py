"""What `link`, `person`, `doubles` and `judge` do and say, with reports that the coder itself has coded."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app

REPORTS = {
    "a": "SEMEI, Kazakhstan (Northern Wire) — Police arrested Aidar Beketov, a history teacher, in Semei on March 4, 2021, his wife,"
    " Marzhan Abilova, said. Beketov was taken to a police station.",
    "b": "SEMEI, Kazakhstan (Steppe Post) — A court in Semei sentenced Aidar Beketov, a history teacher, to seven years in prison on"
    " June 10, 2021, his wife, Marzhan Abilova, said. Beketov was arrested on March 4, 2021.",
    "c": "AKTAU, Kazakhstan (Shore Voices) — Police in Aktau detained Aidar Beketov, a fisherman, on March 4, 2021.",
    "d": "BISHKEK, Kyrgyzstan (Steppe Post) — Aidar Beketov spoke at a rally in Bishkek on May 1, 2019.",
}


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of the reports above, linked."""
    folder = tmp_path_factory.mktemp("linking")
    for name, text in REPORTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    made = CliRunner().invoke(
        app, ["add", "--no-link", *(str(folder / f"{name}.txt") for name in REPORTS), "-c", str(folder / "c")]
    )
    assert made.exit_code == 0, made.output
    return folder / "c"


def run(collection: Path, *words: str, user: str = "anna") -> str:
    done = CliRunner().invoke(
        app, [*words, "-c", str(collection)], env={"COLUMNS": "200", "NO_COLOR": "1", "ONRECORD_USER": user}
    )
    assert done.exit_code == 0, done.output
    return done.output


def cards(collection: Path, who: str, **told: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run(collection, "person", who, "--json", **told))
    return found


def test_whom_two_reports_tell_of_is_joined_and_shown(collection: Path) -> None:
    """The husband of one wife in one town is one man; his namesake in another town on the same day is another."""
    told = run(collection, "link")
    assert "Aidar Beketov" in told
    assert "tied alike: spouse of marzhan abilova" in told
    assert "the same town: semei, KZ" in told
    sizes = sorted(len(card["persons"]) for card in cards(collection, "Aidar Beketov"))  # type: ignore[arg-type]
    assert sizes == [1, 1, 2]
    assert "reports linked: 0; persons joined: 0" in run(collection, "link")


def test_a_case_stands_in_order(collection: Path) -> None:
    """Any id of a person shows all that was done, the first first."""
    run(collection, "link")
    [card] = [card for card in cards(collection, "Aidar Beketov") if len(card["persons"]) == 2]  # type: ignore[arg-type]
    for kept in card["persons"]:  # type: ignore[attr-defined]
        [same] = cards(collection, kept["id"])
        assert same["id"] == card["id"]
        dates = [act["act"]["date"] for act in same["acts"] if act["act"]["date"]]  # type: ignore[attr-defined]
        assert dates == sorted(dates)
        assert {"2021-03-04", "2021-06-10"} <= set(dates)


def test_a_judgement_parts_and_is_undone(collection: Path) -> None:
    """Parting two is told with how to take it back; taken back, they are one again."""
    run(collection, "link")
    [card] = [card for card in cards(collection, "Aidar Beketov") if len(card["persons"]) == 2]  # type: ignore[arg-type]
    one, other = (kept["id"] for kept in card["persons"])  # type: ignore[attr-defined]
    told = run(collection, "judge", "different", one, other, "--because", "two men of one name")
    assert [len(card["persons"]) for card in cards(collection, one)] == [1]  # type: ignore[arg-type]
    assert "two men of one name" in run(collection, "person", one)
    run(collection, "undo", told.split(":")[0], "--because", "their wife is one")
    assert [len(card["persons"]) for card in cards(collection, one)] == [2]  # type: ignore[arg-type]


def test_a_question_is_asked_and_answered(collection: Path) -> None:
    """Whose name alone is the same is not joined, but asked for; the answer joins them, until it is taken back."""
    run(collection, "link")
    [first, *_] = json.loads(run(collection, "doubles", "--json"))
    assert "Aidar Beketov" in run(collection, "doubles")
    ids = (first["left"]["id"], first["right"]["id"])
    told = run(collection, "judge", "same", *ids, "--because", "the group's list says so")
    [card] = cards(collection, ids[0])
    assert set(ids) <= {kept["id"] for kept in card["persons"]}  # type: ignore[attr-defined]
    assert ids not in [
        (one["left"]["id"], one["right"]["id"]) for one in json.loads(run(collection, "doubles", "--json"))
    ]
    run(collection, "undo", told.split(":")[0], "--because", "another list")
    assert [len(card["persons"]) for card in cards(collection, ids[0])] != [len(card["persons"])]  # type: ignore[arg-type]


def test_who_is_protected_in_one_report_is_in_all(collection: Path) -> None:
    """A name that one may not see is seen in no report of the same person, nor in what speaks for a join."""
    run(collection, "link")
    [card] = [card for card in cards(collection, "Marzhan Abilova") if len(card["persons"]) == 2]  # type: ignore[arg-type]
    [one, other] = (kept["id"] for kept in card["persons"])  # type: ignore[attr-defined]
    run(collection, "protect", one, "--reason", "relative", "--because", "she asked")
    assert "Marzhan" in run(collection, "person", other)
    for words in (("person", other), ("link", "--why"), ("doubles",), ("person", one, "--json")):
        assert "arzhan" not in run(collection, *words, user="ben")


def test_a_decision_parts_nobody(collection: Path) -> None:
    """Correcting an act of one report leaves its persons the same as before, and as hidden, until it is linked again."""
    run(collection, "link")
    [card] = [card for card in cards(collection, "Aidar Beketov") if len(card["persons"]) == 2]  # type: ignore[arg-type]
    act = card["acts"][0]["id"]  # type: ignore[index]
    told = run(collection, "decide", "correct", act, "charge", "extremism", "--because", "the list has it")
    assert [len(one["persons"]) for one in cards(collection, card["id"])] == [2]  # type: ignore[arg-type]
    assert "reports linked: 1" in run(collection, "link")
    assert [len(one["persons"]) for one in cards(collection, card["id"])] == [2]  # type: ignore[arg-type]
    run(collection, "undo", told.split(":")[0], "--because", "a slip")


def test_a_rebuilt_view_parts_nobody(collection: Path) -> None:
    """What is searched can be made again; who is the same stays so."""
    run(collection, "link")
    [card] = [card for card in cards(collection, "Aidar Beketov") if len(card["persons"]) == 2]  # type: ignore[arg-type]
    run(collection, "verify", "--rebuild")
    assert [len(one["persons"]) for one in cards(collection, str(card["id"]))] == [2]  # type: ignore[arg-type]


def test_a_purge_takes_judgements_and_links_along(tmp_path: Path) -> None:
    """Nothing of a purged report is left in what was linked or judged, and the collection is whole."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(REPORTS[name], "utf-8")
    folder = tmp_path / "c"
    CliRunner().invoke(app, ["add", "--no-link", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-c", str(folder)])
    run(folder, "link")
    [card] = cards(folder, "Aidar Beketov")
    one, other = (kept["id"] for kept in card["persons"])  # type: ignore[attr-defined]
    run(folder, "judge", "same", one, other, "--because", "canary of a judgement")
    report = next(kept["report"] for kept in card["persons"] if kept["id"] == one)  # type: ignore[attr-defined]
    for user in ("anna", "ben"):
        run(folder, "purge", report, "--ground", "court order", "--yes", user=user)
    assert not [path for path in folder.rglob("*") if path.is_file() and b"canary of a judgement" in path.read_bytes()]
    assert f'"id":"{one}"'.encode() not in (folder / "onrecord.sqlite").read_bytes()
    run(folder, "link")
    assert [len(found["persons"]) for found in cards(folder, other)] == [1]  # type: ignore[arg-type]
    run(folder, "verify")


def test_one_happening_is_told_by_two(collection: Path) -> None:
    """The arrest that two reports tell of is one, on two words; each act leads there."""
    run(collection, "link")
    [card] = [card for card in cards(collection, "Aidar Beketov") if len(card["persons"]) == 2]  # type: ignore[arg-type]
    arrests = [act["id"] for act in card["acts"] if act["act"]["type"] == "arrest"]  # type: ignore[attr-defined]
    assert len(arrests) == 2
    for act in arrests:
        told = json.loads(run(collection, "happening", act, "--json"))
        assert {one["id"] for one in told["acts"]} == set(arrests)
    shown = run(collection, "happening", arrests[0], "--why")
    assert "date: 4 March 2021" in shown
    assert "same person" in shown
    assert "officials: silent" in shown


def test_acts_are_parted_and_joined_by_judgement(collection: Path) -> None:
    """A judgement of two acts parts a happening; undone, it is whole again."""
    run(collection, "link")
    [card] = [card for card in cards(collection, "Aidar Beketov") if len(card["persons"]) == 2]  # type: ignore[arg-type]
    one, other = (act["id"] for act in card["acts"] if act["act"]["type"] == "arrest")  # type: ignore[attr-defined]
    told = run(collection, "judge", "different", one, other, "--because", "two arrests on one day")
    assert len(json.loads(run(collection, "happening", one, "--json"))["acts"]) == 1
    run(collection, "undo", told.split(":")[0], "--because", "it was one")
    assert len(json.loads(run(collection, "happening", one, "--json"))["acts"]) == 2


def test_a_case_has_a_status(collection: Path) -> None:
    """Arrested, then sentenced: serving a sentence since; by an earlier day he is held."""
    run(collection, "link")
    [card] = [card for card in cards(collection, "Aidar Beketov") if len(card["persons"]) == 2]  # type: ignore[arg-type]
    who = str(card["id"])
    assert "serving a sentence as of 2021-07-01" in run(collection, "case", who, "--as-of", "2021-07-01")
    assert "held as of 2021-05-01" in run(collection, "case", who, "--as-of", "2021-05-01")
    assert CliRunner().invoke(app, ["case", who, "--as-of", "May", "-c", str(collection)]).exit_code == 2


def test_an_incident_has_its_parts(tmp_path: Path) -> None:
    """The arrests at a rally belong to it."""
    text = "SEMEI, Kazakhstan (Northern Wire) — Some 200 people rallied in Semei on May 1, 2021. Police arrested twelve protesters at the rally."
    (tmp_path / "a.txt").write_text(text, "utf-8")
    CliRunner().invoke(app, ["add", "--no-link", str(tmp_path / "a.txt"), "-c", str(tmp_path / "c")])
    run(tmp_path / "c", "link")
    acts = {one["act"]["type"]: one["id"] for one in json.loads(run(tmp_path / "c", "show", "acts", "--json"))["acts"]}
    told = run(tmp_path / "c", "incident", acts["arrest"])
    assert f"whole {acts['protest']}" in told
    assert f"part  {acts['arrest']}" in told


def test_copies_are_shown_with_what_differs(tmp_path: Path) -> None:
    """A story that two outlets print is one; a silent edit stands out."""
    for name, number in (("a", "four"), ("b", "six")):
        text = f"{REPORTS['a']} He was questioned for {number} hours about a post on the water supply of the town, and his lessons were cancelled."
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    folder = tmp_path / "c"
    CliRunner().invoke(app, ["add", "--no-link", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-c", str(folder)])
    assert "No two linked reports" in run(folder, "copies")
    run(folder, "link")
    assert "2 reports print one story" in run(folder, "copies")
    [[one, _]] = json.loads(run(folder, "copies", "--json"))
    told = run(folder, "copies", one["id"], "--why")
    assert "edited" in told
    assert "[-four-] {+six+}" in told or "[-six-] {+four+}" in told
    [[person]] = [[one["id"] for one in card["persons"][:1]] for card in cards(folder, "Marzhan Abilova")[:1]]  # type: ignore[index]
    run(folder, "protect", person, "--reason", "relative", "--because", "she asked")
    hidden = run(folder, "copies", one["id"], "--why", "--json", user="ben")
    assert "Abilova" not in hidden
    assert "four" in hidden


def test_what_one_may_not_see_one_may_not_judge(tmp_path: Path) -> None:
    """Persons of a restricted report are as persons that are not there, for others."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(REPORTS[name], "utf-8")
    folder = tmp_path / "c"
    CliRunner().invoke(app, ["add", "--no-link", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-c", str(folder)])
    run(folder, "link")
    [card] = json.loads(run(folder, "person", "Aidar Beketov", "--json"))
    one, other = card["persons"]
    run(folder, "protect", one["report"], "--reason", "other", "--because", "the lawyer asked")
    words = ["judge", "different", one["id"], other["id"], "--because", "x", "-c", str(folder)]
    done = CliRunner().invoke(app, words, env={"ONRECORD_USER": "ben"})
    assert f"There is no person {one['id']} here" in done.output
    run(folder, "doubles", user="ben")
    assert [len(found["persons"]) for found in cards(folder, other["id"], user="ben")] == [1]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["judge", "same", "P-2222222", "P-3333333", "--because", "x"], "There is no person P-2222222 here"),
        (["judge", "same", "P-2222222", "A-3333333", "--because", "x"], "Give the ids of two persons"),
        (["happening", "A-2222222"], "There is no act A-2222222 here"),
        (["incident", "A-2222222"], "There is no act A-2222222 here"),
        (["copies", "R-2222222"], "There is no report R-2222222 here"),
        (["person", "P-2222222"], "There is no person P-2222222 here"),
        (["person", "Nobody Here"], "Nobody named “Nobody Here”"),
        (["undo", "J-2222222", "--because", "x"], "There is no judgement J-2222222 here"),
    ],
)
def test_what_is_wrong_is_told(collection: Path, words: list[str], said: str) -> None:
    """An id that is none ends with what to do."""
    done = CliRunner().invoke(app, [*words, "-c", str(collection)])
    assert done.exit_code == 2
    assert said in done.output


def added(folder: Path, *names: str) -> str:
    for name in names:
        (folder / f"{name}.txt").write_text(REPORTS[name], "utf-8")
    return run(folder / "c", "add", *(str(folder / f"{name}.txt") for name in names))


def test_what_is_added_is_joined_at_once(tmp_path: Path) -> None:
    """A report that comes later is joined with those before it, as if all had been linked together; twice changes nothing."""
    assert "Joined" not in added(tmp_path, "a")
    assert "Joined: persons 2, acts 1 (`onrecord link --why`" in added(tmp_path, "b", "c", "d")
    assert sorted(len(card["persons"]) for card in cards(tmp_path / "c", "Aidar Beketov")) == [1, 1, 2]  # type: ignore[arg-type]
    assert "Joined" not in added(tmp_path, "b")
    assert "reports linked: 0; persons joined: 0" in run(tmp_path / "c", "link")


def test_what_was_joined_is_told_to_programs(tmp_path: Path) -> None:
    """It stands in the line of sums, and not where it was not asked for."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(REPORTS[name], "utf-8")
    told = run(tmp_path / "c", "add", *(str(tmp_path / f"{name}.txt") for name in ("a", "b")), "--json").splitlines()
    assert json.loads(told[-1])["kept"] == 2
    assert json.loads(told[-1])["joined"] == {"persons": 2, "acts": 1, "copies": 0, "facilities": 0}
    told = run(tmp_path / "other", "add", str(tmp_path / "a.txt"), "--no-link", "--json").splitlines()
    assert "joined" not in json.loads(told[-1])
    assert "reports linked: 1" in run(tmp_path / "other", "link")


def test_what_cannot_be_linked_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Linking that fails costs no report: it says so, and how to go on."""
    from onrecord.errors import CollectionError
    from onrecord.verbs import linking

    def fails(*_: object) -> None:
        raise CollectionError("the collection is in use.")

    with monkeypatch.context() as patched:
        patched.setattr(linking, "link_added", fails)
        told = added(tmp_path, "a", "b")
    assert "2 items: 2 kept" in told
    assert "Not linked yet: the collection is in use. What was kept is safe; `onrecord link` does it." in told
    assert "reports linked: 2; persons joined: 2" in run(tmp_path / "c", "link")


def test_what_another_version_linked_is_not_mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report is not linked in a new way with what was linked in an old one; `link` does all again."""
    from onrecord.verbs.linking import running

    added(tmp_path, "a")
    monkeypatch.setattr(running, "VERSION", "another")
    assert "all must be linked again; `onrecord link` does it" in added(tmp_path, "b")
    assert "reports linked: 2; persons joined: 2" in run(tmp_path / "c", "link")


STORIES = {
    "a": "SEMEI, Kazakhstan (Northern Wire) — Police arrested Aidar Beketov, a history teacher, in Semei on March 4, 2021, after he"
    " wrote of the water works at Zhanashyr, his wife, Marzhan Abilova, said. Colleagues at Lyceum No. 12 asked for his release.",
    "b": "(Steppe Post) — The teacher Aidar Beketov of Lyceum No. 12 has been in custody in Semei for two days over posts on the"
    " Zhanashyr water works. Marzhan Abilova has not been let in to see her husband.",
    "c": "(Shore Voices) — Fishermen in Aktau struck for a third week over prices of diesel and nets; the port stood still, and the"
    " mayor promised a meeting with the harbour master on Friday.",
}


def test_reports_of_one_event_are_found_without_a_copied_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two tell one arrest in their own words; a third tells another matter. Nothing is joined as a copy by it."""
    for name, text in STORIES.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    folder = tmp_path / "c"
    run(folder, "add", *(str(tmp_path / f"{name}.txt") for name in STORIES))
    [told] = json.loads(run(folder, "copies", "--stories", "--json"))
    assert {one["given_id"] for one in told} == {"a", "b"}
    assert "2 reports tell one event:" in run(folder, "copies", "--stories", told[0]["id"])
    assert "No two linked reports" in run(folder, "copies")
    [other] = [one for one in json.loads(run(folder, "show", "reports", "--json"))["reports"] if one["given_id"] == "c"]
    assert "No two reports are found to tell one event" in run(folder, "copies", "--stories", other["id"])
    assert "No two reports" in run(folder, "copies", "--stories", "--date", "1999")
    run(folder, "protect", told[1]["id"], "--reason", "other", "--because", "she asked")
    assert json.loads(run(folder, "copies", "--stories", "--json", user="ben")) == []
    done = CliRunner().invoke(app, ["copies", "--stories", "R-2222222", "-c", str(folder)])
    assert "There is no report R-2222222 here" in done.output
    monkeypatch.setattr(import_module("onrecord.verbs.linking.events"), "_MOST", 1)
    done = CliRunner().invoke(app, ["copies", "--stories", "-c", str(folder)])
    assert "2 reports are too many to set beside each other: name one of them, or a --date." in done.output


def test_a_copied_sentence_on_nobody_by_name_is_one_doing(tmp_path: Path) -> None:
    """Two outlets that print one sentence tell one doing; another one there on that day stays another."""
    told = "Police arrested three protesters in Semei on March 4, 2021 beside the dry fountain with forty umbrellas and a brass band"
    other = "Police arrested three protesters in Semei on March 4, 2021 inside the cattle market during a quarrel over scales"
    for name, text in {"a": f"{told}.", "b": f"{told}, the outlet was told.", "c": f"{other}."}.items():
        (tmp_path / f"{name}.txt").write_text(f"SEMEI, Kazakhstan (Paper {name}) — {text}", "utf-8")
    folder = tmp_path / "c"
    run(folder, "add", *(str(tmp_path / f"{name}.txt") for name in "abc"))
    acts = [one["id"] for one in json.loads(run(folder, "show", "acts", "--type", "arrest", "--json"))["acts"]]
    sizes = [len(json.loads(run(folder, "happening", one, "--json"))["acts"]) for one in acts]
    assert sizes == [2, 2, 1]
