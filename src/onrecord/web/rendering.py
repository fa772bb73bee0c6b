"""Templates and values to HTML: everything is escaped, every word of the desk's own can be translated."""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord import __version__
from onrecord.analysis import wording
from onrecord.codebook import act_types
from onrecord.dates import describe, is_valid
from onrecord.web import phrases
from onrecord.web.marking import lit

_CATALOGUES = Path(__file__).parent / "translations"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ug", "ur"})


class Pages:
    """The templates of the desk."""

    def __init__(self, *, title: str) -> None:
        self._title = title

    def render(self, name: str, told: Mapping[str, Any], *, language: str) -> str:
        """The template filled with values, in a language; values are escaped wherever they stand."""
        direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        given = {"collection_title": self._title, "language": language, "direction": direction, **told}
        return _environment(language).get_template(name).render(given)


@cache
def _environment(language: str) -> Environment:
    made = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    told = _translations(language)
    made.install_gettext_translations(told, newstyle=True)  # type: ignore[attr-defined]  # the extension's own
    made.globals |= {"version": __version__, "with_query": with_query, "type_label": type_label, "wording": wording}
    made.globals |= {"keys_of_pages": lambda: tuple(_keys(made)), "lit": lit, "place_path": place_path}
    made.globals["phrases"] = phrases.translated(told.gettext)
    made.filters |= {"edtf": edtf, "country": wording.country_name, "day": _day, "plain": _plain}
    made.filters["place"] = wording.place_words
    return made


def _keys(made: Environment) -> Iterator[tuple[str, Markup]]:
    """The keys of each page that has its own, by the name of its template, as the page shows them."""
    for name in made.list_templates(["html"]):
        template = made.get_template(name)
        if "keys" in template.blocks and name != "base.html":
            yield name, Markup("".join(template.blocks["keys"](template.new_context())))  # noqa: S704  # a template's


def _translations(language: str) -> gettext.NullTranslations:
    return gettext.translation("desk", _CATALOGUES, [language], fallback=True)


@cache
def languages() -> tuple[str, ...]:
    """Those that the desk speaks: English, and each that has a catalogue under `translations/`."""
    found = sorted(path.parent.parent.name for path in _CATALOGUES.glob("*/LC_MESSAGES/desk.mo"))
    return ("en", *found)


def language_of(accepted: str) -> str:
    """The first language a browser asks for (RFC 9110, 12.5.4) that the desk speaks; else English."""
    weighed = []
    for number, part in enumerate(accepted.split(",")):
        tag, _, quality = part.strip().partition(";q=")
        weighed.append((-_number(quality), number, tag.partition("-")[0].lower()))
    return next((tag for _, _, tag in sorted(weighed) if tag in languages()), "en")


def _number(quality: str) -> float:
    try:
        return float(quality or 1)
    except ValueError:
        return 0.0


def with_query(path: str, told: Mapping[str, str], **changed: str | None) -> str:
    """An address with the values behind its `?`, some of them changed or (None) left out."""
    left = {name: value for name, value in {**told, **changed}.items() if value}
    return f"{path}?{urlencode(left)}" if left else path


def place_path(country: str | None, name: str | None) -> str:
    """Where a place is shown; empty of one whose country is not told."""
    if not country:
        return ""
    return f"/places/{country}/{quote(name, safe='')}" if name else f"/places/{country}"


def type_label(type: str) -> str:
    """An act type in words."""
    known = act_types().get(type)
    return known.label if known else type


def edtf(date: str | None) -> str:
    """A date in words; what is none is shown as it is."""
    return describe(date) if date and is_valid(date) else date or wording.NOT_TOLD


def _day(instant: str | None) -> str:
    return (instant or "")[:10]


def _plain(code: str) -> str:
    """A code of the program, such as `part_of`, in words."""
    return code.replace("_", " ")
