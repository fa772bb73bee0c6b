"""How a site wants to be asked: what its robots.txt leaves free, and not too often."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from protego import Protego

from onrecord.capture.fetch import AGENT, Fetched, Fetcher
from onrecord.errors import AddressRefused, FetchFailed, NoNetwork

_LONGEST_WAIT = 60.0
_RULES_STAND, _FAILURES_STAND = 86_400.0, 600.0
"""How many seconds a site's rules are taken for its present ones, and that it gave none because it failed."""
_TOO_OFTEN = frozenset({429, 503})
_NAME = AGENT.partition("/")[0]


class Polite:
    """Fetches with a wait between two requests to one host; `obeys` says whether robots.txt is asked first.

    A single address that a person names is asked without: it is as if they opened it themselves.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        seconds: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._fetcher = fetcher
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep
        self._free: dict[str, float] = {}
        self._rules: dict[str, tuple[float, Protego | None]] = {}

    def fetch(self, address: str, *, obeys: bool = True, headers: dict[str, str] | None = None) -> Fetched:
        """What stands at an address. Raises AddressRefused where robots.txt does not want it, and what `Fetcher.fetch` does."""
        rules = self._rules_of(address) if obeys else None
        if rules and not rules.can_fetch(address, _NAME):
            raise AddressRefused(
                f"{address}: the site asks programs not to take this page; add it by itself, or save it."
            )
        self._wait(address, (rules.crawl_delay(_NAME) if rules else None) or self._seconds)
        got = self._fetcher.fetch(address, headers=headers)
        if got.exchange.status in _TOO_OFTEN:
            self._keep_away(address, got.header("retry-after"))
            raise FetchFailed(f"{address}: the site asks to be left alone for a while. Try again later.")
        return got

    def _rules_of(self, address: str) -> Protego | None:
        """What the site's robots.txt says; a site that has none leaves all free, one that fails leaves nothing."""
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        until, rules = self._rules.get(site, (0.0, None))
        if until <= self._clock():
            stand, rules = self._read(f"{site}/robots.txt")
            self._rules[site] = (self._clock() + stand, rules)
        return rules

    def _read(self, address: str) -> tuple[float, Protego | None]:
        """For how long the rules stand that were read, and these."""
        self._wait(address, self._seconds)
        try:
            got = self._fetcher.fetch(address)
        except NoNetwork:
            raise
        except FetchFailed:
            return _FAILURES_STAND, None
        if got.exchange.status >= 500:
            return _FAILURES_STAND, Protego.parse("User-agent: *\nDisallow: /")
        told = got.data[:500_000].decode("utf-8", "replace")
        return _RULES_STAND, Protego.parse(told) if got.exchange.status == 200 else None

    def _wait(self, address: str, seconds: float) -> None:
        host = urlsplit(address).netloc
        left = self._free.get(host, 0.0) - self._clock()
        if left > _LONGEST_WAIT:
            raise FetchFailed(f"{address}: the site asks to be left alone for a while. Try again later.")
        if left > 0:
            self._sleep(left)
        self._free[host] = self._clock() + min(seconds, _LONGEST_WAIT)

    def _keep_away(self, address: str, told: str | None) -> None:
        self._free[urlsplit(address).netloc] = self._clock() + _seconds(told)


def _seconds(told: str | None) -> float:
    """How long a site asks to wait: a number of seconds, or until a time; ten minutes where it does not say."""
    if told and told.strip().isdigit():
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told or "").timestamp() - time.time())
    except (TypeError, ValueError):
        return 600.0
