"""Reconciliation beyond the list of findings: what each kind means and asks for, who looked at which finding, the three
denominators of a year, and what was reported against what the records say."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from chiso import figures
from chiso.core import settings
from chiso.core.clock import utc_now
from chiso.core.masking import typed
from chiso.core.vietnamese import format_date
from chiso.desk import corrections
from chiso.figures import facts
from chiso.figures.ask import Asked
from chiso.figures.coverage import REJECTS
from chiso.figures.scope import find, scope
from chiso.intake.datasets import ANY, KEY_JOIN, OF_UNITS
from chiso.people.actor import EDIT, Actor, other_unit
from chiso.people.acts import act, redoes
from chiso.reference.unit_tree import scope_of
from chiso.store import Store
from chiso.store.ledger import Line

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
LONGEST_NOTE = 500
SEEN = "findings_seen"  # in the audit log and the ledger


@dataclass(frozen=True)
class Kind:
    """One kind of finding, as data/checks.toml explains it."""

    code: str
    headline: str = "{n} phát hiện khác"
    meaning: str = "Xem từng dòng bên dưới."
    remedy: str = ""
    weight: int = 60
    page: str = "nhap-du-lieu"
    link: str = "Nhập dữ liệu"
    rows: str = ""


_EXPLAINED = tomllib.loads(settings.CHECKS.read_text(encoding="utf-8"))
KINDS: Mapping[str, Kind] = {code: Kind(code, **words) for code, words in _EXPLAINED.items()}


def kind_of(code: str) -> Kind:
    """The kind of a code; a new check that nobody explained yet speaks by its messages."""
    return KINDS.get(code) or Kind(code)


def about(subject: str, names: Mapping[str, str]) -> str:
    """What a finding is of as people write it: an indicator by its name (`names`) with the day that was reported
    ("e_file_rate | 2024-03-31 | …"), a month ("2024-03", by which it is marked)."""
    indicator, _, rest = subject.partition(KEY_JOIN)
    if indicator in names:
        day = _DAY.match(rest)
        return f"{names[indicator]}, {format_date(date.fromisoformat(day[0]))}" if day else names[indicator]
    return re.sub(r"^(\d{4})-(\d\d)$", r"\2/\1", subject)


def findings(store: Store, agency: str, as_of: date | None) -> pd.DataFrame:
    """figures.check, and the figures shown before that are others now, with seen (bool) and note: code, subject,
    message … worst kinds first. A finding whose sentence changed since somebody looked is new again.
    """
    seen = store.run("reconcile/seen", agency=agency)
    found = figures.check(store, figures.newest(store, agency, as_of))
    if as_of is not None:
        found = pd.concat([found, corrections.find(store, agency, as_of)[list(found)]], ignore_index=True)
    found = found.merge(seen, on=["code", "subject", "message"], how="left")
    found["seen"] = found["seen"].eq(True)
    found["note"] = found["note"].astype(object).where(found["note"].notna(), None)
    weights = [-kind_of(code).weight for code in found["code"]]
    return found.iloc[np.argsort(weights, kind="stable")].reset_index(drop=True)


def to_tell(store: Store, agency: str, as_of: date) -> list[str]:
    """Figures that a meeting saw and that are others now, in sentences, until somebody marked them as seen."""
    found = corrections.find(store, agency, as_of)
    if found.empty:
        return []
    seen = {
        (row["code"], row["subject"], row["message"])
        for row in store.rows("reconcile/seen", agency=agency)
        if row["seen"]
    }
    keys = zip(found["code"], found["subject"], found["message"], strict=True)
    return [message for code, subject, message in keys if (code, subject, message) not in seen]


def unknown_spellings(store: Store, agency: str) -> pd.DataFrame:
    """Spellings of units in the data that nobody taught: alias_key, unit_text, row_count, datasets, file_name."""
    found: pd.DataFrame = store.arrow("changes/unknown_spellings", OF_UNITS, agency=agency).to_pandas()
    return found


def rejected_cells(store: Store, agency: str) -> pd.DataFrame:
    """Rejected cells of the files that count which nobody has mended since: file_name, row_no, header, value, message,
    record_key, import_id, as_of."""
    return store.run("reconcile/rejected_cells", ANY, _source=REJECTS, agency=agency)


def mark(store: Store, actor: Actor, agency: str, lines: Iterable[Mapping[str, Any]]) -> int:
    """Says of findings (code, subject, message, seen, note) that somebody looked, or takes it back; how many.

    Refused: `forbidden`, `bad_entry` for a note that is too long, `other_unit` for what is not found of the dossiers of
    the units for which `actor` may act.
    """
    marks: list[dict[str, Any]] = []
    with act(store, actor, EDIT, SEEN) as doing:
        for line in lines:
            note = typed(str(line.get("note") or ""), LONGEST_NOTE, "Ghi chú")
            texts = {name: str(line[name]) for name in ("code", "subject", "message")}
            marks.append({"agency": agency, **texts, "note": note, "is_seen": bool(line.get("seen"))})
        _needs_dossiers(store, actor, agency, marks)
        doing.subject, doing.kept = f"{len(marks)} phát hiện", {"marks": marks}
        _write(store, {"who": actor.name, "marks": marks})
    return len(marks)


def _needs_dossiers(store: Store, actor: Actor, agency: str, marks: Iterable[Mapping[str, Any]]) -> None:
    within = scope_of(store, agency, actor)
    if within is None:
        return
    subjects = {str(mark["subject"]) for mark in marks}
    found = store.rows("reconcile/dossiers", agency=agency, ids=sorted(subjects))
    own = subjects - {row["subject"] for row in found if row["unit_id"] not in within}
    own &= {row["subject"] for row in found}
    if any(kind_of(mark["code"]).rows != "dossiers" or mark["subject"] not in own for mark in marks):
        raise other_unit()


@redoes(SEEN)
def _write(store: Store, line: Line) -> None:
    """What a line of the ledger says was looked at."""
    for mark in line["marks"]:
        store.execute("reconcile/mark", now=utc_now(), who=line["who"], **mark)
    store.bump()


# --- the three denominators -----------------------------------------------------------------------------------------

DENOMINATORS = (
    ("online_rate", "Tiếp nhận", "Hồ sơ tiếp nhận trong năm CCHC, mọi hình thức. Mẫu số của tỷ lệ nộp trực tuyến."),
    ("online_payment_rate", "Có phí", "Hồ sơ tiếp nhận có phí, lệ phí. Mẫu số của tỷ lệ thanh toán trực tuyến."),
    ("on_time_rate", "Đã giải quyết", "Hồ sơ có kết quả trong năm, kể cả tiếp nhận từ năm trước. Mẫu số của tỷ lệ "
     "đúng hạn, số hóa, kết quả điện tử."),
)  # fmt: skip


def denominators(store: Store, asked: Asked) -> list[dict[str, Any]]:
    """The three, each: indicator, label, meaning, value (in use), reported (bool), own (what the records say)."""
    values = figures.values(store, asked)
    rows = []
    for code, label, meaning in DENOMINATORS:
        value, own = values.one(code), _own_sum(store, asked, code)
        used = {"value": value and value.denominator, "reported": bool(value and value.reported)}
        rows.append(
            {"indicator": code, "label": label, "meaning": meaning, **used, "own": own["denominator"]}
        )
    return rows


def _own_sum(store: Store, asked: Asked, indicator: str) -> dict[str, Any]:
    """Numerator, denominator, entries counted from the records of a CCHC year up to a day."""
    entry = find(figures.catalogue(store, asked.agency, asked.year), indicator)
    rows = facts.sums(store, facts.Rows(scope(store, asked), [entry]))[indicator]
    return rows[0] if rows else {"numerator": None, "denominator": None, "entries": 0}


def reported_against_records(store: Store, asked: Asked) -> pd.DataFrame:
    """What was reported for a record-based indicator and what the records say: one row per report of the year.

    indicator, name, day, numerator, denominator, own_numerator, own_denominator, file_name, row_no. The records are
    counted up to the day of the report (at most the year's last).
    """
    first, last = asked.bounds()
    until = max(min(asked.as_of, date(asked.year, 12, 31)), first)
    reports = store.rows("reconcile/measurements", agency=asked.agency, from_day=first, until_day=until)
    counted = {
        entry.indicator: entry
        for entry in figures.catalogue(store, asked.agency, asked.year)
        if not entry.is_entered
    }
    rows = []
    for row in reports:
        if row["indicator"] not in counted or row["unit_id"] not in (None, asked.agency):
            continue
        then = replace(asked, as_of=min(row["day"], last))
        own = _own_sum(store, then, row["indicator"])
        if own["entries"]:
            sums = {"own_numerator": own["numerator"], "own_denominator": own["denominator"]}
            rows.append({**row, "name": counted[row["indicator"]].name, **sums})
    columns = ["indicator", "name", "day", "numerator", "denominator", "own_numerator", "own_denominator", "file_name",
               "row_no"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
