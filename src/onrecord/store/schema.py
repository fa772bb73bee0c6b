"""The tables that are kept. Rows are added and never changed: a new coding, a decision, a protection is a new row.

What a coder said is kept whole (`json`). Every row carries the entry of the audit log that it was added with, and a
digest of its other columns. What is searched is computed from these tables into those of `view`, which may be made
again at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.sql.schema import SchemaItem

REVISION = "0013"
"""The newest revision under `migrations/`; a collection with an unknown one is not opened."""

metadata = MetaData()


def _kept(name: str, *columns: SchemaItem) -> Table:
    """A table whose rows are never changed; each knows its entry of the audit log, and its digest."""
    entry = Column("entry", Integer, nullable=False)
    digest = Column("digest", String(64), nullable=False)
    return Table(name, metadata, *columns, entry, digest, Index(f"{name}_by_entry", "entry"))


about = Table(
    "about",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the collection says of itself: `id`, `created`, and by which version of `view` its view was made."""

snapshots = _kept(
    "snapshots",
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("captured", String, nullable=False),
    Column("address", Text, nullable=False),
    Column("media_type", String, nullable=False),
)

captures = _kept(
    "captures",
    Column("id", String, primary_key=True),
    Column("snapshot", String(64), ForeignKey("snapshots.sha256"), nullable=False, index=True),
    Column("address", Text, nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("tool", String, nullable=False),
    Column("collector", String, nullable=False),
    Column("exchange", Text),
    Column("record", Text),
    Column("record_sha256", String(64)),
    Column("unsealed", Text),
    Column("timestamp", Text),
    Column("unstamped", Text),
    CheckConstraint("(record IS NULL) = (record_sha256 IS NULL)", name="record_has_its_digest"),
    CheckConstraint("(record IS NULL) != (unsealed IS NULL)", name="sealed_or_why_not"),
)
"""Each time that something was captured: which bytes, from where, when, by which program; `exchange` (JSON) how it came over
the network. `record` is the path of its WARC file; without one, `unsealed` says why; so does `unstamped` for `timestamp`, where
one was asked for."""

reports = _kept(
    "reports",
    Column("id", String, primary_key=True),
    Column("text_sha256", String(64), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("kept", String, nullable=False),
    Column("json", Text, nullable=False),
)
"""One text each; `json` is the whole report but its text."""

readings = _kept(
    "readings",
    Column("snapshot", String(64), ForeignKey("snapshots.sha256"), primary_key=True),
    Column("report", String, ForeignKey("reports.id"), primary_key=True, index=True),
    Column("part", String),
    Column("given_id", Text, nullable=False),
    Column("json", Text, nullable=False),
)
"""Which text was read from which bytes, or which `part` of them, with the particulars those bytes gave: one text may come
in many wrappings, and one file may hold many texts."""

coding_runs = _kept(
    "coding_runs",
    Column("id", Integer, primary_key=True),
    Column("report", String, ForeignKey("reports.id"), nullable=False),
    Column("coder", String, nullable=False),
    Column("version", String, nullable=False),
    Column("codebook", String, nullable=False),
    Column("coded", String, nullable=False),
    Column("line", Text, nullable=False),
    UniqueConstraint("report", "coder", "version", "codebook"),
)
"""One coder's pass over one report; `line` is what it wrote but its acts and persons, which have rows of their own."""

persons = _kept(
    "persons",
    Column("id", String, nullable=False),
    Column("run", Integer, ForeignKey("coding_runs.id"), nullable=False),
    Column("local_id", String, nullable=False),
    Column("json", Text, nullable=False),
    PrimaryKeyConstraint("id", "run"),
    UniqueConstraint("run", "local_id"),
)
"""A named person as one coding of one report tells of them; who is the same across reports is judged elsewhere."""

acts = _kept(
    "acts",
    Column("id", String, nullable=False),
    Column("run", Integer, ForeignKey("coding_runs.id"), nullable=False),
    Column("local_id", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("json", Text, nullable=False),
    PrimaryKeyConstraint("id", "run"),
    UniqueConstraint("run", "local_id"),
)
"""An act as one coding tells it. `start` and `end` are those of the first mention, by which a later coding is matched
with this one: an act that is found again keeps its id."""

decisions = _kept(
    "decisions",
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("report", String, ForeignKey("reports.id"), nullable=False, index=True),
    Column("act", String, nullable=False, index=True),
    Column("text_sha256", String(64), nullable=False),
    Column("type", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("slot", String),
    Column("value", Text),
    Column("words", Text),
    Column("because", Text, nullable=False),
    Column("supersedes", String, ForeignKey("decisions.id")),
    CheckConstraint("verdict IN ('accept', 'correct', 'reject', 'add', 'unsure', 'undo')", name="verdict_is_known"),
)
"""Who judged what, when, why. A judgement is bound to a text, a type, a span and a slot (null: the whole act), so that
a later coding keeps it; `value` is JSON, `words` the spans (JSON) it rests on; `number` is the order in which they were made."""

protections = _kept(
    "protections",
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("reason", String),
    Column("consent", String),
    Column("may_see", Text, nullable=False),
    Column("until", String(10)),
    Column("because", Text, nullable=False),
    Column("supersedes", String, ForeignKey("protections.id")),
)
"""Who may see a person or a report (`may_see`, a JSON list of users), why and until when; without a reason it is lifted."""

judgements = _kept(
    "judgements",
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("left", String, nullable=False, index=True),
    Column("right", String, nullable=False, index=True),
    Column("verdict", String, nullable=False),
    Column("because", Text, nullable=False),
    Column("supersedes", String, ForeignKey("judgements.id")),
    CheckConstraint("verdict IN ('same', 'different', 'unsure', 'undo')", name="judgement_is_known"),
)
"""Who judged whether two persons (two acts, two reports) of different reports are one; `left` is the smaller id."""

attachments = _kept(
    "attachments",
    Column("picture", String(64), ForeignKey("snapshots.sha256"), primary_key=True),
    Column("snapshot", String(64), ForeignKey("snapshots.sha256"), primary_key=True, index=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("because", Text, nullable=False),
)
"""Pictures of what a page showed, each by its digest with the snapshot of the page."""

assignments = _kept(
    "assignments",
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("task", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("other", String, index=True),
    Column("user", String),
    Column("because", Text, nullable=False),
    Column("supersedes", String, ForeignKey("assignments.id")),
    CheckConstraint("task IN ('review', 'second')", name="task_is_known"),
)
"""Who is to look at a report, or at a question on two items (`subject` and `other`, the smaller id first); without a `user` it was
taken back."""

second_codings = _kept(
    "second_codings",
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("report", String, ForeignKey("reports.id"), nullable=False, index=True),
    Column("run", Integer, ForeignKey("coding_runs.id"), nullable=False),
    Column("state", String, nullable=False),
    Column("because", Text, nullable=False),
    Column("supersedes", String, ForeignKey("second_codings.id")),
    CheckConstraint("state IN ('begun', 'finished', 'given up')", name="state_is_known"),
)
"""A second coder's pass over one report, blind to what others decided: what `run` coded, and how far the pass is. A row that
`supersedes` another is a later state of the same pass."""

second_judgements = _kept(
    "second_judgements",
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("coding", String, ForeignKey("second_codings.id"), nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("report", String, ForeignKey("reports.id"), nullable=False, index=True),
    Column("act", String, nullable=False, index=True),
    Column("text_sha256", String(64), nullable=False),
    Column("type", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("slot", String),
    Column("value", Text),
    Column("words", Text),
    Column("because", Text, nullable=False),
    Column("supersedes", String, ForeignKey("second_judgements.id")),
    CheckConstraint(
        "verdict IN ('accept', 'correct', 'reject', 'add', 'unsure', 'undo')", name="second_verdict_is_known"
    ),
)
"""What a second coder judged, as in `decisions`; it changes nothing that is shown. `coding` is the row that its pass began with."""

tombstones = _kept(
    "tombstones",
    Column("id", String, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("ground", String, nullable=False),
)
"""A report whose content was purged: its id, and on what ground; nothing of what it held."""

removals = _kept(
    "removals",
    Column("snapshot", String(64), ForeignKey("snapshots.sha256"), primary_key=True),
    Column("report", String, nullable=False),
    Column("at", String, nullable=False),
)
"""Bytes that a purge of a report took away although other reports were read from them too, and these are kept."""

refusals = _kept(
    "refusals",
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("address", Text, nullable=False),
    Column("snapshot", String(64), ForeignKey("snapshots.sha256")),
    Column("reason", Text, nullable=False),
)
"""What was brought and could not be read or coded, and why."""

imports = _kept(
    "imports",
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("name", String, nullable=False),
    Column("address", Text, nullable=False),
    Column("snapshot", String(64), nullable=False),
    Column("mapping", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("supersedes", String, ForeignKey("imports.id")),
)
"""A sheet that was imported: which bytes, read by which mapping (JSON), and how many rows they hold. `name` is the
mapping's: rows of one name with one key are one record. A row that `supersedes` another undoes that import. The bytes may be
gone: a purge of one row takes them."""

import_rows = _kept(
    "import_rows",
    Column("import_id", String, ForeignKey("imports.id"), nullable=False),
    Column("row", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("key", Text, index=True),
    Column("report", String, ForeignKey("reports.id"), index=True),
    Column("problem", Text),
    PrimaryKeyConstraint("import_id", "row"),
)
"""What became of each row: the report it is kept as, or why it was refused; `key` says which record it tells of."""

releases = _kept(
    "releases",
    Column("number", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("approved_by", Text, nullable=False),
    Column("policy", String(64), nullable=False),
    Column("json", Text, nullable=False),
)
"""What was published, who approved it (a JSON list), the digest of the policy; `json` tells the ids of its lines with their digests, its
tables of totals as they were published, and what was removed so far."""

release_lines = _kept(
    "release_lines",
    Column("subject", String, primary_key=True),
    Column("line", String, nullable=False, index=True),
)
"""The random id under which an act's happening, or a person, stands in releases; all acts of a happening share one."""

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
)
"""Who changed the collection, when, and how; never what a value was. See `audit.py` for how it is chained."""

entry_keys = Table(
    "entry_keys",
    metadata,
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("key", String(64), nullable=False),
)
"""The secret that an entry's digests are keyed with; a purge throws it away, so that they tell nothing of what was there."""

feeds = Table(
    "feeds",
    metadata,
    Column("address", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("polled", String),
    Column("due", String),
    Column("failures", Integer, nullable=False),
    Column("trouble", Text),
)
"""Feeds that are watched: what the site wants to hear at the next poll, and how it went. No record, so it is changed."""

feed_entries = Table(
    "feed_entries",
    metadata,
    Column("feed", Text, ForeignKey("feeds.address"), nullable=False),
    Column("key", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    Column("address", Text),
    Column("tries", Integer, nullable=False),
    PrimaryKeyConstraint("feed", "key"),
)
"""Which entries of a feed were seen, by a digest, in the order of their coming. `address` is null once an entry is dealt with."""

waiting = Table(
    "waiting",
    metadata,
    Column("address", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("since", String, nullable=False),
    Column("nature", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
"""Addresses that were brought while nothing could be reached, in their order. No record, so a row goes once it is dealt with."""

accounts = Table(
    "accounts",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("groups", Text, nullable=False),
    Column("made", String, nullable=False),
    Column("off", String),
    Column("password", Text),
    Column("secret", String),
    Column("step", Integer, nullable=False),
    Column("recovery", Text, nullable=False),
    Column("changed", Integer, nullable=False),
    CheckConstraint("role IN ('data', 'viewer', 'coder', 'reviewer', 'admin')", name="role_is_known"),
)
"""Who may sign in: `password` is a digest by argon2id, `secret` that of the codes, `step` the last one used, `recovery` (JSON) digests of
codes for when the device is lost; `changed` is counted up whenever sessions must end. No record: the log tells what was done, never with
what words, so that a password that was changed is gone."""

invitations = Table(
    "invitations",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("account", String, ForeignKey("accounts.name"), nullable=False),
    Column("until", String, nullable=False),
)
"""Links that let somebody choose their password, once; each by a digest of what stands in it."""

CONTENT = (
    snapshots, captures, reports, readings, coding_runs, persons, acts, decisions, protections, judgements, assignments, second_codings,
    second_judgements, tombstones, removals, refusals, imports, import_rows, attachments, releases,
    release_lines,
)  # fmt: skip
"""The tables whose rows the audit log answers for, in an order in which each comes after those it refers to."""
APPEND_ONLY = (*CONTENT, audit)


def sealed(row: dict[str, Any]) -> dict[str, Any]:
    """`row` with the digest of its columns."""
    return {**row, "digest": digest(row)}


def told(row: Mapping[Any, Any]) -> dict[str, Any]:
    """The columns of `row` but those that it has from the audit log."""
    return {name: value for name, value in row.items() if name not in {"entry", "digest"}}


def digest(row: dict[str, Any]) -> str:
    """SHA-256 over the columns of `row` but its digest, by name; a column that is null counts as one that is not there."""
    told = {name: value for name, value in row.items() if name != "digest" and value is not None}
    return sha256(msgspec.json.encode(told, order="sorted")).hexdigest()
