"""What each command does: (home or its open store, words) -> Answer. What is said of it and the files it makes are
written by whoever gave the command."""

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from chiso import figures, homes, reference
from chiso.core import settings
from chiso.core.errors import Refused, UnknownName, WrongUsage
from chiso.core.vietnamese import format_number
from chiso.desk import drafts, export, history, nightly, office, own_template, restoring
from chiso.figures.ask import Asked
from chiso.figures.scope import find
from chiso.figures.why import Dimension
from chiso.intake.commit import batch, recovery
from chiso.people.actor import COMMAND_LINE
from chiso.reference import agencies, changes
from chiso.store import DamagedDatabase, Store, attached, disk
from chiso.words import behaviour, compliance, drivers, scoring, states, trying

Words = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What a command says: a document (rows as a frame or a list), an exit status, lines for people; the files that are
    to be written, under the paths that were asked for; where what it shows was counted, if not here."""

    document: Any
    status: int = 0
    lines: tuple[str, ...] = ()
    files: Mapping[Path, bytes] = field(default_factory=dict)
    made_elsewhere: str = ""


def on_home(command: Callable[..., Answer]) -> Callable[..., Answer]:
    """The command gets the open store of a home; `agency` is the home's where none is said, units are codes."""

    def run(home: Path | Store, **words: Any) -> Answer:
        with at_home(home) as store:
            agency = agencies.code_of(store, words.get("agency") or "")
            if "agency" in words:
                words["agency"] = agency
            for key in ("unit", "parent_id", "successor_id"):
                if text := words.get(key):
                    words[key] = reference.resolve_unit(store, agency, text)
                    if words[key] is None:
                        raise UnknownName("đơn vị", text)
            try:
                answer = command(store, **words)
                return replace(answer, made_elsewhere=attached.label(store, agency))
            except OSError as error:
                if disk.is_of_the_disk(error):
                    raise disk.failed() from error
                raise Refused(
                    "cannot_write",
                    f"Không ghi được “{words.get('out') or store.home}”. "
                    "Hãy kiểm tra đường dẫn và quyền ghi rồi thử lại.",
                ) from error

    return run


def shown(ask: Callable[..., Any]) -> Callable[..., Answer]:
    """The command that answers what is asked with its words, and nothing else."""
    return on_home(lambda store, **words: Answer(ask(store, **words)))


def at_home(home: Path | Store) -> AbstractContextManager[Store]:
    """The store of a home: opened for one command, or the one that this process holds."""
    return nullcontext(home) if isinstance(home, Store) else _open(home)


def _open(home: Path) -> Store:
    if home.exists() and not home.is_dir():
        raise Refused("not_a_folder", f"“{home}” không phải là thư mục. Hãy chọn --home khác.")
    store = homes.opened(home)
    for finding in recovery.opened(store):
        print(finding["message"], file=sys.stderr)
    return store


def init(home: Path, agency: str | None, name: str | None, short_name: str | None) -> Answer:
    """Create the home with the agency's reference data; an existing home of that agency is left alone."""
    if (name or short_name) and not (name and agency):
        raise WrongUsage(
            "cơ quan chưa có trong danh mục cần cả --agency và --name, ví dụ --agency syt --name 'Sở Y tế'"
        )
    line = f"Thư mục dữ liệu {home} đã sẵn sàng."
    if Store.exists(home):
        try:
            homes.opened(home).close()  # of an earlier release: as every command opens it
        except DamagedDatabase:  # as after an init that was killed; refused where the home has held anything
            line += f" Cơ sở dữ liệu bị hỏng trước đó được giữ trong {home / 'replaced'}."
    reference.init(home, agency or "stp", name or "", short_name or "").close()
    with homes.opened(home) as store:
        return _made(store, line)


def demo(home: Path, first: bool) -> Answer:
    """Create the home with the demonstration data; `first`: of one agency, the server adds the others."""
    from chiso import demo as demonstration

    tell = partial(print, file=sys.stderr)
    with demonstration.build(home, progress=tell) as store:
        if not first:
            demonstration.add_others(store, progress=tell)
        return _made(store, f"Dữ liệu minh họa nằm ở {home}.")


def _made(store: Store, line: str) -> Answer:
    document = {"home": str(store.home), "agency": store.fact("agency"), "data_version": store.data_version}
    return Answer(document | {"demonstration": store.is_demonstration}, lines=(line,))


@on_home
def backup(store: Store, out: Path | None, parquet: Path | None) -> Answer:
    """Copy database, originals and ledger into a folder, and restore that aside to see that it is sound; or write the
    data as Parquet, for other programs."""
    if parquet is not None:
        made = export.write(store, COMMAND_LINE, parquet)
        line = f"Đã kết xuất {made['tables']} bảng, {format_number(made['rows'])} dòng vào {made['folder']}."
        return Answer(made, lines=(line,))
    document, lines = nightly.told(store, nightly.make(store, COMMAND_LINE, out))
    return Answer(document, 0 if document["checked"] else 2, lines)


def restore(home: Path, folder: Path | None, as_it_was: bool) -> Answer:
    """Put a backup back and do again what came after it; what was there is kept beside it."""
    document = restoring.restore(home, folder, as_it_was=as_it_was)
    return Answer(document, 1 if document["not_redone"] else 0, restoring.told(document))


def verify(home: Path | Store) -> Answer:
    """Compare database and ledger, and mend what a crash left between commit and ledger."""
    with nullcontext(home) if isinstance(home, Store) else homes.opened(home) as store:
        findings = [
            *recovery.verify(store),
            *own_template.missing(store).values(),
            *drafts.missing(store).values(),
            *nightly.damaged(store),
        ]
    status = 0 if all(row["repaired"] for row in findings) else 2
    return Answer(findings, status, _findings(findings, "Cơ sở dữ liệu khớp với nhật ký."))


def _findings(rows: list[Any], none: str) -> tuple[str, ...]:
    return tuple(f"{row['code']}: {row['message']}" for row in rows) or (none,)


@on_home
def purge(store: Store, days: int | None, dry_run: bool) -> Answer:
    """Delete kept originals that are older than their time; what was imported stays."""
    days = days if days is not None else settings.originals_days()
    found = history.purge(store, COMMAND_LINE, days, dry_run=dry_run)
    backups = [str(folder) for folder in history.backups_with_originals(store.home)]
    document = {
        "days": days,
        "dry_run": dry_run,
        "purged": [
            {"import_id": one.import_id, "file": one.file_name, "imported_at": one.imported_at}
            for one in found
        ],
        "backups": backups,
    }
    word = "Sẽ xóa" if dry_run else "Đã xóa"
    lines = [
        f"{word} tệp gốc của {format_number(len(found))} lần nhập cũ hơn {days} ngày; số liệu giữ nguyên."
    ]
    lines += [f"  lần nhập {one.import_id or '–'}: {one.file_name}" for one in found]
    lines += [f"Bản sao lưu {folder} còn giữ tệp gốc; hãy xóa khi hết hạn lưu." for folder in backups]
    return Answer(document, lines=tuple(lines))


@on_home
def rollback(store: Store, import_id: int) -> Answer:
    """Undo one import."""
    batch.rollback(store, COMMAND_LINE, import_id)
    found = store.run("imports/list")
    return Answer(found[found["import_id"] == import_id], lines=(f"Đã hoàn tác lần nhập {import_id}.",))


def agency_add(home: Path | Store, code: str, name: str | None, short_name: str | None) -> Answer:
    """Keep one more agency."""
    with at_home(home) as store:
        added = agencies.add(store, COMMAND_LINE, code, name or "", short_name or "")
        document = {"agency": added.code, "agency_name": added.name, "agencies": [*agencies.kept(store)]}
    return Answer(document, lines=(f"Thư mục dữ liệu này giữ cả số liệu của {added.name} ({added.code}).",))


@on_home
def unit_add(store: Store, code: str, name: str, agency: str, date_from: Any, **words: Any) -> Answer:
    """Make a unit."""
    changes.add_unit(store, COMMAND_LINE, agency, code, name=name, valid_from=date_from, **words)
    return Answer(reference.units(store, agency), lines=(f"Đã thêm đơn vị {name} ({code}).",))


@on_home
def alias(store: Store, name: str, unit: str, agency: str) -> Answer:
    """Teach a spelling of a unit."""
    changes.teach(store, COMMAND_LINE, agency, name, unit)
    found = reference.units(store, agency).loc[lambda row: row["unit"] == unit]
    return Answer(found, lines=(f"Từ nay “{name}” là {found['unit_name'].iloc[0]}.",))


imports = shown(lambda store: store.run("imports/list"))
units = shown(reference.units)
records = shown(
    lambda store, indicator, part, **asked: figures.records(
        store, asked_of(store, asked), indicator, figures.Part(part)
    )
)
overdue = shown(lambda store, kind, soon, **asked: figures.overdue(store, asked_of(store, asked), kind, soon))
changes_since = shown(lambda store, since, **asked: figures.between(store, asked_of(store, asked), since))
submit = shown(
    lambda store, key, on, is_thin, agency: office.submit(
        store, COMMAND_LINE, agency, key, office.HandedIn(on, is_thin)
    )
)
criteria = shown(lambda store, **asked: figures.criteria(store, asked_of(store, asked), date.max))
index = shown(figures.index_series)
# before the first import there is no day: nothing of the agency's own is published or hidden
components = shown(
    lambda store, name, year, place, as_of, agency: figures.components(
        store, figures.newest(store, agency, as_of) or Asked(agency=agency, as_of=date.max), name, year, place
    )
)


@on_home
def indicators(store: Store, indicator: str | None, by: str | None, **words: Any) -> Answer:
    """Values of the indicators for a CCHC year up to a date."""
    found = figures.values(store, asked_of(store, words), indicator, by).frame()
    for name in ("numerator", "denominator"):  # counts are whole numbers, in a column that also holds none
        whole = [int(number) if float(number).is_integer() else number for number in found[name]]
        found[name] = pd.Series(whole, found.index, dtype=object)
    return Answer(found)


@on_home
def what_if(store: Store, indicator: str, share: float | None, more: float | None, **words: Any) -> Answer:
    """What a figure would be on its target's date with another share, or more a week, of what comes."""
    change = figures.Change(share, {} if more is None else {None: more})
    found = figures.what_if(store, asked_of(store, words), indicator, change)
    entry = find(figures.catalogue(store), indicator)
    return Answer(asdict(found), lines=trying.lines(found, entry))


@on_home
def explain(store: Store, indicator: str, by: Dimension, against: date | None, **words: Any) -> Answer:
    """Why an indicator moved between two days: the parts that add up to its change."""
    found = figures.explain(store, asked := asked_of(store, words), indicator, by, against)
    entry = find(figures.catalogue(store), indicator)
    return Answer(asdict(found), lines=drivers.lines(found, entry, asked))


@on_home
def points(store: Store, **words: Any) -> Answer:
    """The year's index as far as it can be known."""
    found = figures.points(store, asked_of(store, words))
    return Answer(scoring.document(found), lines=scoring.lines(found))


@on_home
def signals(store: Store, by: Literal["unit"] | None, **words: Any) -> Answer:
    """The months in which a rate changed for real."""
    asked, entries = asked_of(store, words), {one.indicator: one for one in figures.catalogue(store)}
    found = [
        (one, place, behaviour.sentence(one, place, entries[one.indicator], asked))
        for one in figures.behaviours(store, asked, None, by) if asked for place in one.signals
    ]  # fmt: skip
    rows = [{**one.at(place), "sentence": sentence} for one, place, sentence in found]
    none = f"Không tháng nào có {states.REAL}: chỉ {states.USUAL}, hoặc chưa đủ ba tháng trọn vẹn."
    return Answer(rows, lines=tuple(sentence for *_, sentence in found) or (none,))


def asked_of(store: Store, words: Words) -> figures.Asked | None:
    """The question that a command's words put: as of the newest data where no day is said."""
    return figures.newest(store, **{name: word for name, word in words.items() if word is not None})


@on_home
def check(store: Store, rules: bool, **words: Any) -> Answer:
    """Reconciliation findings; `rules`: the dossiers that break a rule."""
    asked = asked_of(store, words)
    if rules:
        counted = figures.compliance(store, asked), figures.rule_breaks(store, asked)
        return Answer(
            compliance.document(*counted), lines=compliance.lines(*counted, asked.agency if asked else "")
        )
    found = figures.check(store, asked)
    return Answer(found, lines=_findings(found.to_dict("records"), "Không có điểm nào phải đối soát."))
