"""Files held against the months before them, together with those of the same drop: tried in a transaction that is
undone, so that every number is what the home would show. The rules: `chiso.intake.commit.guard`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import pairwise
from statistics import median
from typing import Any

from chiso.core.clock import today
from chiso.core.periods import cchc_year_bounds, month_end, months_earlier, months_of, year_of
from chiso.core.vietnamese import format_number, format_percent
from chiso.intake.commit import guard, storing
from chiso.intake.commit.comparing import keys_of, table_of
from chiso.intake.commit.guard import Level, Span
from chiso.intake.commit.slices import ADD, REPLACE
from chiso.intake.commit.stages import ComparedFile, Preview
from chiso.intake.datasets import DATASETS, Dataset, Field
from chiso.people.actor import PROGRAM, Actor
from chiso.reference.unit_tree import scope_of, spellings
from chiso.store import Store

# Whose days are held against each other, and of which more is known: what begins when, and its figures.
DATED = frozenset(("dossiers", "tasks", "petitions", "field_report"))
KINDS = ("unusual_count", "missing_open", "unusual_date", "unusual_change", "missing_optional")
MONTHS = 12
NO_FIGURE = "chưa có số"
_RHYTHM_DAYS = {"weekly": 7, "monthly": 31, "quarterly": 92, "yearly": 366}

Warned = dict[str, Any]


@dataclass(frozen=True)
class _Source:
    """The files of one source, the one looked at among the last of them, and what they are of. `keys`: spellings of the
    units whose rows alone are held against each other, whoever brought them; None: all rows of the source."""

    store: Store
    looked: ComparedFile
    files: Sequence[Mapping[str, Any]]
    keys: list[str] | None = None

    @property
    def dataset(self) -> Dataset:
        return DATASETS[self.looked.cleaned.dataset]

    @property
    def about(self) -> dict[str, Any]:
        unit_filter = storing.source_of(self.looked.layout)
        return {"agency": self.looked.upload.agency, "unit_filter": unit_filter, "unit_keys": self.keys}

    @property
    def before(self) -> list[Mapping[str, Any]]:
        """Its files as of an earlier day."""
        return [row for row in self.files if row["as_of"] < self.looked.as_of]

    def spans(self) -> list[Span]:
        """The months before, twelve at most, of which a file speaks, and last the month of the file looked at."""
        month = self.looked.as_of.replace(day=1)
        oldest = months_earlier(month, MONTHS)
        days: dict[date, tuple[date, date]] = {}
        first = self.looked.layout.period[0] if self.looked.layout.period else month
        own = {"first_day": first, "as_of": self.looked.as_of}
        for row in (*self.before, own):
            for start in months_of(row["first_day"], row["as_of"]):
                if oldest <= start <= month:
                    now = max(start, row["first_day"]), min(month_end(start), row["as_of"])
                    was = days.get(start, now)
                    days[start] = min(was[0], now[0]), max(was[1], now[1])
        found = self._ask("begun", days.values())
        return [
            Span(row["first_day"], row["last_day"], row["working_days"] or 0, row["records"]) for row in found
        ]

    def figures(self, indicators: Sequence[str], days: Sequence[tuple[date, date]]) -> list[dict[str, Any]]:
        """indicator, first_day, numerator, base, known of these indicators in spans of days."""
        source = (tuple(f"indicators/{code}" for code in indicators),)
        return self._ask("figures", days, source) if indicators else []

    def _ask(self, query: str, days: Any, source: Any = ()) -> list[dict[str, Any]]:
        firsts, lasts = zip(*days, strict=True)
        spans = {"firsts": list(firsts), "lasts": list(lasts)}
        return self.store.rows(f"guard/{query}", self.dataset.names, _source=source, **self.about, **spans)


def watched(store: Store, files: Sequence[Preview], actor: Actor = PROGRAM) -> list[Preview]:
    """The files of a drop with the warnings that want a tick, in the order given; of what cannot go in nothing is said.
    What an account limited to a unit brings is held against the rows of its units. Nothing is stored; other writers
    wait meanwhile."""
    could = (one for one in files if isinstance(one, ComparedFile) and not one.error)
    turns = sorted((one for one in could if one.cleaned.dataset in DATED), key=_turn)
    if not turns:
        return list(files)
    said: dict[int, list[Warned]] = {}
    with store.transaction(is_trial=True):
        for looked in turns:
            put = partial(storing.store_import, store, PROGRAM, looked)
            said[id(looked)] = list(
                _warnings(_source_of(store, looked, actor), put, is_last=looked is turns[-1])
            )
    return [
        replace(one, result=one.result.with_warnings(KINDS, said[id(one)])) if id(one) in said else one
        for one in files
    ]


Stored = tuple[int, tuple[Mapping[str, Any], ...]]


def seen(_: Store, __: Actor, looked: ComparedFile, put: Callable[[], int]) -> Stored:
    """Stores by `put` a file of which all was said that `watched` says; its number, and its warnings."""
    return put(), looked.result.warnings


def stored(store: Store, actor: Actor, looked: ComparedFile, put: Callable[[], int]) -> Stored:
    """Stores a file that nobody looked at before by `put`, inside the caller's transaction, with the warnings that
    `watched` would have given it: the trial of that is as long as storing it. Its number, and its warnings."""
    if looked.cleaned.dataset not in DATED:
        return seen(store, actor, looked, put)
    numbers: list[int] = []
    source = _source_of(store, looked, actor)
    said = list(_warnings(source, lambda: numbers.append(put()), is_last=False))
    warnings = looked.result.with_warnings(KINDS, said).warnings
    store.execute("imports/set_warnings", import_id=numbers[0], warnings=storing.dump(list(warnings)))
    return numbers[0], warnings


def _turn(looked: ComparedFile) -> tuple[date, bool, str]:
    return looked.as_of, looked.cleaned.dataset != "dossiers", looked.upload.name


def _source_of(store: Store, looked: ComparedFile, actor: Actor) -> _Source:
    agency, dataset = looked.upload.agency, DATASETS[looked.cleaned.dataset]
    within = None if actor.scope == agency else scope_of(store, agency, actor)
    if within is None or "unit" not in dataset.by_name:
        filed = {"agency": agency, "dataset": dataset.name}
        return _Source(
            store, looked, store.rows("guard/files", **filed, unit_filter=storing.source_of(looked.layout))
        )
    keys = [key for key, unit in spellings(store, agency).items() if unit in within]
    files = store.rows("guard/files_of_units", dataset.names, agency=agency, unit_keys=keys)
    return _Source(store, looked, files, keys)


def _warnings(source: _Source, put: Callable[[], object], *, is_last: bool) -> Iterator[Warned]:
    """What is unusual about a file; it is stored then, by `put`, for the files after it."""
    looked, names = source.looked, {row["indicator"]: row for row in source.store.rows("figures/catalogue")}
    yield from _said("unusual_date", _date(source))
    missing = _missing_fields(source)
    is_case = source.dataset.history is not None
    if is_case:
        yield from _said("missing_open", _open(source))
    year = (cchc_year_bounds(year_of(looked.as_of))[0], looked.as_of)
    codes = tuple(dict.fromkeys(code for one in missing for code in one.feeds))
    was = source.figures(codes, [year])
    if missing or not is_last or (is_case and source.before):
        put()
    if is_case:
        yield from _optional(source, missing, (was, source.figures(codes, [year])), names)
    if is_case and source.before:
        spans = source.spans()
        most = max((row["rows_read"] for row in source.before), default=None)
        yield from _said("unusual_count", guard.unusual_count(spans[-1], spans[:-1]))
        yield from _said("unusual_count", guard.unusual_rows(looked.result.rows_read, most))
        for sentence in _changes(source, spans, names):
            yield from _said("unusual_change", sentence)


def _said(code: str, message: str) -> Iterator[Warned]:
    if message:
        yield {"code": code, "message": message}


def _date(source: _Source) -> str:
    looked = source.looked
    asked = {"agency": looked.upload.agency, "datasets": sorted(DATED)}
    days = [row["as_of"] for row in source.store.rows("guard/days", **asked)]
    others = [day for day in days if day != looked.as_of]
    own = sorted({row["as_of"] for row in source.before})
    gaps = [(later - earlier).days for earlier, later in pairwise(own)]
    first, last = looked.layout.period or (looked.as_of, looked.as_of)
    usual = max(_RHYTHM_DAYS.get(source.dataset.usual_rhythm, 0), (last - first).days)
    interval = median(gaps) if gaps else usual  # of the second file, what its sheet covers
    newest = max(others, default=None) if looked.as_of not in days else None
    return guard.unusual_date(looked.as_of, today(), newest, interval)


def _open(source: _Source) -> str:
    looked = source.looked
    last = [row for row in source.files if row["mode"] == REPLACE and row["as_of"] <= looked.as_of]
    if looked.cleaned.dataset != "dossiers" or looked.upload.mode == ADD or not last:
        return ""
    keys, given = table_of(keys_of(looked.cleaned)), {"as_of": looked.as_of, **source.about}
    found = source.store.with_table("guard/open", keys, last_import=last[-1]["import_id"], **given)
    (row,) = found.to_pylist()
    return guard.missing_open(row["open"], row["held"], row["missing"])


def _changes(source: _Source, spans: Sequence[Span], names: Mapping[str, Any]) -> Iterator[str]:
    codes = [code for code in source.dataset.watched if code in names]
    rows = source.figures(codes, [(span.first, span.last) for span in spans])
    for code in codes:
        found = {row["first_day"]: row for row in rows if row["indicator"] == code}
        is_rate = names[code]["kind"] == "rate"
        levels = []
        for span in spans:
            row = found.get(span.first, {})
            if not is_rate:
                levels.append(Level(span.first, row.get("numerator") or 0.0))
            elif row.get("known"):
                levels.append(Level(span.first, row["numerator"] / row["known"], row["known"]))
        if levels and levels[-1].month == spans[-1].first:
            yield guard.unusual_change(str(names[code]["short_name"]), levels)


# --- columns that an indicator needs ---------------------------------------------------------------------------


def _missing_fields(source: _Source) -> list[Field]:
    """The fields without a column that an indicator needs."""
    there = set(source.looked.cleaned.fields)
    return [field for field in source.dataset.fields if field.feeds and field.name not in there]


def _optional(
    source: _Source, missing: Sequence[Field], moved: Sequence[list[dict[str, Any]]], names: Mapping[str, Any]
) -> Iterator[Warned]:
    """One warning for all of them, the ones that the source's last file had first: it wants a tick for those."""
    if not missing:
        return
    was, now = ({row["indicator"]: row for row in rows} for rows in moved)
    there = [row for row in source.files if row["as_of"] <= source.looked.as_of]  # one that it replaces too
    last = there[-1]["columns"] or () if there else ()
    lost = [field for field in missing if field.name in last]
    others = [field for field in missing if field.name not in last]
    said = []
    for fields, head, tail in ((lost, "Tệp không có cột", " mà tệp lần trước có"),
                               (others, "Cũng không có" if lost else "Tệp không có cột", "")):  # fmt: skip
        codes = dict.fromkeys(code for field in fields for code in field.feeds if code in names)
        figures = [text for code in codes if (text := _moved(names[code], was.get(code), now.get(code)))]
        columns = ", ".join(f"“{field.label}”" for field in fields)
        more = (
            f"; lũy kế năm: {'; '.join(figures)}" if figures else ", nên không tính được chỉ tiêu cần cột đó"
        )
        said += [f"{head} {columns}{tail}{more}."] if fields else []
    yield {"code": "missing_optional", "message": " ".join(said), "wants_tick": bool(lost)}


def _moved(about: Mapping[str, Any], was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> str:
    """ "Số hóa hồ sơ 82,3% → 81,7% (376 trong 2.100 chưa rõ)"; "" where there is no figure, or none that moves."""
    before, after = (_shown(about, row) for row in (was, now))
    unknown = (now["base"] or 0) - (now["known"] or 0) if now else 0
    if not now or (before == after and (after == NO_FIGURE or not unknown)):
        return ""
    more = f" ({format_number(unknown)} trong {format_number(now['base'])} chưa rõ)" if unknown else ""
    return f"{about['short_name']} {f'giữ {after}' if before == after else f'{before} → {after}'}{more}"


def _shown(about: Mapping[str, Any], row: Mapping[str, Any] | None) -> str:
    if row is None or row["numerator"] is None:
        return NO_FIGURE
    if about["kind"] != "rate":
        return format_number(row["numerator"])
    return format_percent(row["numerator"] / row["base"], 1) if row["base"] else NO_FIGURE
