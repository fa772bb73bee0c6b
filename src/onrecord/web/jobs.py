"""Work that takes longer than a page: one thread does it, one job after the other, whether or not anybody watches.

What a job has told of is kept by then. A job itself is known to this process alone: what it was to take in lies in the
collection (`verbs/parcels.py`) until it is done.
"""

from __future__ import annotations

import logging
import secrets
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Full, Queue
from threading import Event, Lock, Thread
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct, field

from onrecord import pipeline
from onrecord.errors import CollectionBusy, OnrecordError, UnknownItem

State: TypeAlias = Literal["waits", "runs", "done", "broken off"]
Kind: TypeAlias = Literal["add", "try", "import"]

_LOG = logging.getLogger("onrecord.web")
_MOST_WAITING = 50
_REMEMBERED = 200
"""Jobs whose end is still told."""
_LISTED = 500
"""Items of a job that are told one by one, and as many again of those that went wrong."""
WRONG = frozenset({"failed", "refused"})
OVER: frozenset[State] = frozenset({"done", "broken off"})


class Item(Struct, frozen=True, kw_only=True):
    """What became of one thing: of a report that was brought, or a row of a sheet."""

    name: str
    status: str
    report: str | None = None
    acts: int = 0
    note: str = ""
    """Why it failed and what to do, or what is odd about it."""


class Joined(Struct, frozen=True, kw_only=True):
    """What the reports of a job share with others: how many persons, acts, copies, facilities were joined, or why none were looked for."""

    numbers: dict[str, int] = {}
    problem: str | None = None


class Job(Struct, frozen=True, kw_only=True):
    """How far some work has come: how many items had each status, and the last of them one by one."""

    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    kind: Kind
    title: str
    parcel: str
    state: State = "waits"
    counts: dict[str, int] = {}
    items: tuple[Item, ...] = ()
    done: int = 0
    acts: int = 0
    expected: int = 0
    """About how many items there will be; 0 where nobody can say."""
    left_out: int = 0
    """Items that are counted and not listed."""
    alone: bool = False
    """Whether it was one text, whose report is what one wants to see."""
    pasted: bool = False
    """Whether it was pasted: its report is ready before what it shares with others is."""
    joined: Joined | None = None
    problem: str | None = None
    """Why it was broken off."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in OVER

    @property
    def leads_to(self) -> str | None:
        """The report of a single text that was kept."""
        told = [one.report for one in self.items if one.report]
        ready = self.state == "done" or (self.pasted and self.state == "runs")
        return told[0] if self.alone and ready and len(told) == 1 else None


Work: TypeAlias = Callable[[], Iterator[Item | Joined]]


class Task:
    """A job at work; whoever asks meanwhile is told how far it is."""

    def __init__(self, work: Work, begun: Job, *, who: str) -> None:
        self.id = begun.id
        self.who = who
        self.state: State = "waits"
        self._work = work
        self._begun = begun
        self._counts: Counter[str] = Counter()
        self._acts = 0
        self._problem: str | None = None
        self._joined: Joined | None = None
        self._items: deque[Item] = deque(maxlen=_LISTED)
        self._wrong: deque[Item] = deque(maxlen=_LISTED)
        self._both = Lock()

    def shown(self) -> Job:
        """How far it is."""
        with self._both:
            items, done = (*self._wrong, *self._items), self._counts.total()
            return msgspec.structs.replace(
                self._begun,
                state=self.state,
                counts=dict(self._counts),
                items=items,
                done=done,
                acts=self._acts,
                left_out=done - len(items),
                joined=self._joined,
                problem=self._problem,
            )

    def run(self, stopping: Event) -> None:
        """Works until all is done, or the desk closes; what goes wrong with the whole is told as its problem."""
        self.state = "runs"
        try:
            for item in self._work():
                self._tell(item)
                if stopping.is_set():
                    self._end("broken off", "The desk was closed.")
                    return
        except OnrecordError as error:
            self._end("broken off", str(error))
        except Exception:  # noqa: BLE001  # as of a request: whatever goes wrong costs this job alone
            number = secrets.token_hex(4)
            _LOG.exception("job %s failed", number)
            self._end("broken off", f"Something went wrong here; in the desk's log it is number {number}.")
        else:
            self._end("done", None)

    def _tell(self, item: Item | Joined) -> None:
        with self._both:
            if isinstance(item, Joined):
                self._joined = item
                return
            self._counts[item.status] += 1
            self._acts += item.acts
            (self._wrong if item.status in WRONG else self._items).append(item)

    def _end(self, state: State, problem: str | None) -> None:
        with self._both:
            self.state, self._problem = state, problem


class Jobs:
    """The jobs of a desk, in the order in which they came."""

    def __init__(self) -> None:
        self._queue: Queue[Task | None] = Queue(_MOST_WAITING)
        self._tasks: dict[str, Task] = {}
        self._stopping = Event()
        self._both = Lock()
        self._thread: Thread | None = None

    def start(self, *, warms: bool = False) -> None:
        """Has the thread run; `warms` loads the coder first, so that the first text does not wait for it."""
        with self._both:
            if self._thread is None:
                self._thread = Thread(target=self._serve, args=(warms,), name="jobs", daemon=True)
                self._thread.start()

    def stop(self, *, seconds: float = 10.0) -> None:
        """Ends after the item at hand."""
        self._stopping.set()
        if self._thread:
            with suppress(Full):
                self._queue.put_nowait(None)
            self._thread.join(seconds)

    def put(self, task: Task) -> Job:
        """The job, which waits for its turn. Raises CollectionBusy when too many wait."""
        self.start()
        try:
            self._queue.put_nowait(task)
        except Full:
            raise CollectionBusy(f"{_MOST_WAITING} jobs wait already: bring this again when some have ended.") from None
        with self._both:
            self._tasks[task.id] = task
            for old in [id for id, one in self._tasks.items() if one.state in OVER][:-_REMEMBERED]:
                del self._tasks[old]
        return task.shown()

    def of(self, who: str) -> tuple[Job, ...]:
        """The jobs of somebody, the latest first."""
        with self._both:
            mine = [one for one in self._tasks.values() if one.who == who]
        return tuple(one.shown() for one in reversed(mine))

    def at_work_on(self, parcel: str, *, who: str) -> Job | None:
        """The job of somebody that takes a parcel in, or waits to."""
        return next((one for one in self.of(who) if one.parcel == parcel and not one.is_over), None)

    def find(self, id: str, *, who: str) -> Job:
        """The job of this id. Raises UnknownItem where it is none of theirs."""
        with self._both:
            told = self._tasks.get(id)
        if told is None or told.who != who:
            raise UnknownItem("This desk knows of no such work: what had been told as kept is kept.")
        return told.shown()

    def _serve(self, warms: bool) -> None:  # noqa: FBT001  # a thread's argument
        if warms:
            _warm()
        while not self._stopping.is_set():
            task = self._queue.get()
            if task is not None:
                task.run(self._stopping)


def _warm() -> None:
    try:
        pipeline.warm()
    except (OnrecordError, ImportError, OSError):  # the first report that is coded says so too
        _LOG.exception("the coder cannot be loaded")
