"""When a page was published: its markup, address and shown days weighed against each other."""

from __future__ import annotations

import pytest

from onrecord.model import Particulars
from onrecord.reading import read_page
from tests.reading.test_page import FIRST, SECOND, THIRD, page

META = '<meta property="article:published_time" content="{}">'
CHANGED = '<meta property="article:modified_time" content="{}">'


def told(head: str = "", shown: str = "", *, before: str = "", lang: str = "en") -> Particulars:
    return _read(head, shown, before=before, lang=lang)[0]


def flags(head: str = "", shown: str = "") -> tuple[str, ...]:
    return _read(head, shown, before="", lang="en")[1]


def _read(head: str, shown: str, *, before: str, lang: str) -> tuple[Particulars, tuple[str, ...]]:
    story = f"{before}<article><h1>Campaigner taken from flat</h1>{shown}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
    report = read_page(page(head, story, html=f"<html lang='{lang}'>"), id="r1")
    return report.particulars, report.flags


@pytest.mark.parametrize(
    ("shown", "lang", "day"),
    [
        ("3. Juli 2021", "de", "2021-07-03"),
        ("3 de julio de 2021", "es", "2021-07-03"),
        ("3 июля 2021", "ru", "2021-07-03"),
        ("03.07.2021", "tr", "2021-07-03"),
        ("3 temmuz 2021", "tr", "2021-07-03"),
        ("2021年7月3日", "zh", "2021-07-03"),
        ("03/07/2021", "fr", "2021-07-03"),
        ("٣ يوليو ٢٠٢١", "ar", "2021-07-03"),
        ("3 जुलाई 2021", "hi", "2021-07-03"),
        ("July 3, 2021", "en", "2021-07-03"),
    ],
)
def test_a_shown_day_in_many_languages(shown: str, lang: str, day: str) -> None:
    """Where the markup is silent, the day under the headline is taken, in any of the usual languages and forms."""
    assert told(shown=f"<div>{shown}</div>", lang=lang).published == day


def test_a_shown_time_with_its_zone() -> None:
    """The time of day and zone beside a shown day are kept."""
    assert told(shown="<div>July 3, 2021 4:05 pm GMT</div>").published == "2021-07-03T16:05:00+00:00"


def test_a_day_that_may_be_two() -> None:
    """03/07/2021 on a page in English may be in March or July: whatever is taken from it is called a guess."""
    assert "date of publication guessed from the page: check it" in flags(shown="<div>03/07/2021</div>")


def test_days_in_prose_and_in_lists_are_not_the_stories() -> None:
    """A day in a sentence, and days that follow each other closely as in a list of stories, say nothing of this one."""
    assert told(shown=f"<p>{FIRST} She had been held on July 3, 2019 as well.</p>").published is None
    links = "<ul><li>Nine held July 3, 2019</li><li>Two freed July 9, 2019</li></ul>"
    assert told(META.format("2021-07-03"), links).published == "2021-07-03"
    assert flags(META.format("2021-07-03"), links) == ()


def test_the_shown_day_decides_between_two_in_the_markup() -> None:
    """Where fields of the markup name several days, the one that readers see is taken."""
    head = META.format("2021-07-01") + '<meta name="pubdate" content="2021-07-03">'
    assert told(head, "<div>July 3, 2021</div>").published == "2021-07-03"
    assert told(head).published == "2021-07-01"


def test_a_bare_date_field_gives_way_to_the_shown_day() -> None:
    """A field called only "date" may be of the last change: the day under the headline goes before it."""
    assert told('<meta name="date" content="2021-08-09">', "<div>July 3, 2021</div>").published == "2021-07-03"
    assert told('<meta name="date" content="2021-08-09">').published == "2021-08-09"


def test_a_change_shown_instead_of_the_publication_leaves_it_open() -> None:
    """Where the only shown day is the one of a change long after publication, the text is of that day: with the reason."""
    head = META.format("2019-01-02T09:00:00+01:00") + CHANGED.format("2021-07-03T10:00:00+02:00")
    shown = "<div>July 3, 2021</div>"
    assert (told(head, shown).published, told(head, shown).updated) == (None, "2021-07-03T10:00:00+02:00")
    assert flags(head, shown) == (
        "date of publication left open: its markup says that it was published on 2019-01-02, the page shows 2021-07-03",
    )


def test_another_shown_day_is_named() -> None:
    """A shown day that nothing in the markup agrees with is told beside the one that is kept."""
    assert told(META.format("2021-07-03"), "<div>July 9, 2021</div>").published == "2021-07-03"
    assert "the page shows 2021-07-09" in " ".join(flags(META.format("2021-07-03"), "<div>July 9, 2021</div>"))


@pytest.mark.parametrize("label", ["Updated", "Aktualisiert am", "Обновлено"])
def test_a_labelled_change_is_no_publication(label: str) -> None:
    """A shown day with the label of a change is when the page was changed, in any of the languages."""
    particulars = told(META.format("2021-07-03"), f"<div><span>{label}</span> <span>2021-07-05</span></div>")
    assert (particulars.published, particulars.updated) == ("2021-07-03", "2021-07-05")


def test_the_sites_own_zone() -> None:
    """A time in UTC is told in the zone that the site uses elsewhere, or in which the shown time is the same instant."""
    utc = META.format("2021-07-04T02:10:00Z")
    zoned = '<meta name="pubdate" content="2021-07-03T19:10:00-07:00">'
    assert told(utc + zoned).published == "2021-07-03T19:10:00-07:00"
    assert told(utc, "<div>July 3, 2021 7:10 pm</div>").published == "2021-07-03T19:10:00-07:00"


def test_a_neighbouring_day_that_no_zone_explains() -> None:
    """Ten in the morning UTC is never the day before, anywhere that people live: the address is taken for a mistake."""
    link = '<link rel="canonical" href="https://example.org/2021/07/03/taken">'
    assert told(link + META.format("2021-07-04T10:10:00Z")).published == "2021-07-04T10:10:00+00:00"


def test_a_change_before_the_publication() -> None:
    """A page that says it was changed before it was published keeps only the publication, and says so."""
    head = META.format("2021-07-03") + CHANGED.format("2021-07-01")
    assert (told(head).published, told(head).updated) == ("2021-07-03", None)
    assert flags(head) == ("it says that it was changed on 2021-07-01, before it was published on 2021-07-03",)


@pytest.mark.parametrize(
    ("value", "published"),
    [
        ("1625328600", "2021-07-03T16:10:00+00:00"),
        ("1625328600000", "2021-07-03T16:10:00+00:00"),
        ("1970-01-01T00:00:00Z", None),
        ("2021-07-03T16:10:5Z", "2021-07-03T16:10:05+00:00"),
        ("২০২১-০৭-০৩T১৬:১০:০০+০৬:০০", "2021-07-03T16:10:00+06:00"),
        ("3 luglio 2021", "2021-07-03"),
    ],
)
def test_odd_values(value: str, published: str | None) -> None:
    """Unix epochs in seconds and milliseconds, no time at all, one-digit seconds, digits of other scripts, other languages."""
    assert told(META.format(value)).published == published


def test_full_dates_go_before_years() -> None:
    """A bare year in the markup, which may be of something quoted, is no day to anchor a story to where a full one is told."""
    assert (
        told('<meta name="pubdate" content="1988">' + '<meta name="date" content="2021-07-03">').published
        == "2021-07-03"
    )


def test_a_day_found_elsewhere_is_called_a_guess() -> None:
    """A day that only a search of the whole page finds is kept with a warning."""
    found = _read("", "", before="", lang="en")
    assert found == (found[0], ())
    story = (
        f"<article><h1>Campaigner taken from flat</h1><p>{FIRST}</p><p>{SECOND}</p></article>{'<p>' + THIRD + '</p>'}"
        + (f"<p>{SECOND}</p>" * 40 + "<div class='date'>2021-07-03</div>")
    )
    report = read_page(page("", story), id="r1")
    assert report.particulars.published == "2021-07-03"
    assert "date of publication guessed from the page: check it" in report.flags


def test_a_live_page_changed_the_next_day() -> None:
    """A live page that shows the day of its last change, told in the markup too, was published when its markup says."""
    twice = META.format("2021-07-03T13:23:00Z") + '<meta name="pubdate" content="2021-07-04T19:49:50Z">'
    head = twice + CHANGED.format("2021-07-04T19:49:50Z")
    assert told(head, "<div>July 4, 2021</div>").published == "2021-07-03T13:23:00+00:00"


def test_order_is_told_by_instants() -> None:
    """A change in another zone whose day is the one before is still after the publication where its instant is."""
    head = META.format("2021-07-04T01:00:00+06:00") + CHANGED.format("2021-07-03T20:00:00+00:00")
    assert told(head).updated == "2021-07-03T20:00:00+00:00"
