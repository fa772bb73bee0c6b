"""Settings and their file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from onrecord import settings
from onrecord.errors import SettingsError
from onrecord.settings import Settings


def written(folder: Path, text: str) -> Path:
    path = folder / settings.FILE
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    """A file need only say what differs."""
    assert settings.read(written(tmp_path, 'title = "Coast"')) == Settings(title="Coast")


def test_an_unknown_setting_names_the_nearest(tmp_path: Path) -> None:
    """A slip of the pen is told with the file and what was meant."""
    with pytest.raises(SettingsError, match=r"onrecord\.toml has an unknown setting `wait_second`.*`wait_seconds`"):
        settings.read(written(tmp_path, "wait_second = 3"))


def test_a_setting_like_no_other_lists_the_known(tmp_path: Path) -> None:
    """When nothing is near, all are named."""
    with pytest.raises(SettingsError, match="known are: title"):
        settings.read(written(tmp_path, "xyzzy = 3"))


@pytest.mark.parametrize("text", ["wait_seconds = -1", 'longest_text = "long"', 'title = ""'])
def test_a_wrong_value_names_the_setting(tmp_path: Path, text: str) -> None:
    """A value of the wrong kind or out of bounds is refused."""
    with pytest.raises(SettingsError, match=text.split(maxsplit=1)[0]):
        settings.read(written(tmp_path, text))


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    """TOML that cannot be parsed is told with its place."""
    with pytest.raises(SettingsError, match="not valid TOML"):
        settings.read(written(tmp_path, "title ="))


def test_a_new_file_lists_every_setting() -> None:
    """The file that a collection starts with shows each setting with its default, all commented out."""
    text = settings.as_toml()
    assert tomllib.loads(text) == {}
    uncommented = "\n".join(line.removeprefix("# ") for line in text.splitlines() if " = " in line)
    assert set(tomllib.loads(uncommented)) == {setting.name for setting in settings.listing()}


def test_every_setting_has_help() -> None:
    """No setting is unexplained."""
    assert all(setting.help for setting in settings.listing())
