"""The language of a text, offline."""

from __future__ import annotations

import pytest

from onrecord.reading.language import Language, language_of

ENGLISH = (
    "Police took two people from a flat in the north of the town on Monday, and one of them has not been seen since."
)
RUSSIAN = (
    "В понедельник полиция увела двух человек из квартиры на севере города, и одного из них с тех пор никто не видел."
)


@pytest.mark.parametrize(
    "text, code",
    [
        (ENGLISH, "en"),
        (ENGLISH.lower(), "en"),
        (ENGLISH.upper(), "en"),
        ("The two were held.", "en"),
        (RUSSIAN, "ru"),
        ("Дүйсенбі күні полиция қаланың солтүстігіндегі пәтерден екі адамды алып кетті, олардың бірін содан бері ешкім көрмеген.", "kk"),
        ("دۈشەنبە كۈنى ساقچىلار شەھەرنىڭ شىمالىدىكى ئۆيدىن ئىككى كىشىنى ئېلىپ كەتتى", "ug"),
        ("周一警方从城北一处公寓带走两人，其中一人至今下落不明。", "zh"),
        ("月曜日、警察は市の北部のアパートから二人を連れ去り、そのうち一人の行方は分かっていない。", "ja"),
        ("경찰은 월요일 도시 북쪽의 아파트에서 두 사람을 연행했다", "ko"),
        ("Am Montag holte die Polizei zwei Menschen aus einer Wohnung im Norden der Stadt, einer wurde seither nicht gesehen.", "de"),
        ("Pazartesi günü polis, kentin kuzeyindeki bir evden iki kişiyi aldı ve onlardan biri o günden beri görülmedi.", "tr"),
        ("12 34 56", None),
        ("", None),
    ],
)  # fmt: skip
def test_language(text: str, code: str | None) -> None:
    """Small words tell English, letters Uyghur and Kazakh, statistics the rest; too little to go by is not guessed."""
    assert language_of(text).code == code


@pytest.mark.parametrize("told", ["en", "EN-us", "English", "en_GB"])
def test_labels(told: str) -> None:
    """A label is read in its usual forms."""
    assert language_of(ENGLISH, told=told) == Language("en", "en")


def test_a_wrong_label() -> None:
    """English that is labelled as another language is taken for what it is, and the label is kept beside it."""
    assert language_of(ENGLISH, told="kk") == Language("en", "kk")
    assert language_of(RUSSIAN, told="en") == Language("ru", "en")


def test_a_label_helps_where_there_is_little() -> None:
    """A near language or a short text is what its label says."""
    assert language_of(RUSSIAN, told="be").code == "be"
    assert language_of("Detuvieron dos", told="es").code == "es"


def test_two_languages() -> None:
    """The language of most of a text is its language; the other one is named."""
    text = f"{ENGLISH * 30}\n\n{RUSSIAN * 20}"
    assert language_of(text) == Language("en", None, "ru")
