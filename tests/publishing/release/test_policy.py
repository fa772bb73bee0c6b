"""A policy says what may leave, and a slip of the pen is named with what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import SettingsError
from onrecord.publishing.release import policy


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "policy.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_template_is_a_policy_that_names_nobody(tmp_path: Path) -> None:
    """It can be read as it is; its values are the defaults, and nobody approved it."""
    told = policy.read(written(tmp_path, policy.template()))
    assert told.person == ()
    assert told.approved_by == ()
    assert (told.rows, told.coarse, told.small) == (policy.Rows(), policy.Coarse(), policy.Small())
    assert not policy.LEADING_BACK & set(told.fields)


@pytest.mark.parametrize(
    "line, nearest",
    [
        ('licens = "x"', "licence"),
        ('[coarse]\ndat = "day"', "coarse.date"),
        ('[[person]]\nid = "P-1"\nfrm = "named"', "person.form"),
        ('fields = ["typ"]', "type"),
        ('formats = ["sqlight"]', "sqlite"),
    ],
)
def test_what_is_unknown_names_the_nearest(tmp_path: Path, line: str, nearest: str) -> None:
    """In every table of the file."""
    with pytest.raises(SettingsError, match=f"did you mean `{nearest}`"):
        policy.read(written(tmp_path, line))


@pytest.mark.parametrize("line", ["[small]\nk = 1", '[coarse]\ndate = "hour"', "title = 3", "= 3"])
def test_what_cannot_be_used_is_refused(tmp_path: Path, line: str) -> None:
    """A group of one is none."""
    told = 'title = ""\nlicence = ""\ncontact = ""\napproved_by = []\n' + line
    with pytest.raises(SettingsError, match=r"policy\.toml"):
        policy.read(written(tmp_path, told))
