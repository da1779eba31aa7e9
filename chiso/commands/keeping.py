"""The commands that make, keep and change a home."""

import sys
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from chiso import homes, reference
from chiso.commands.answers import Answer, at_home, lines_of, on_home, shown
from chiso.core import settings
from chiso.core.errors import WrongUsage
from chiso.core.vietnamese import format_number
from chiso.desk import drafts, export, history, nightly, office, own_template, restoring
from chiso.intake.commit import batch, recovery
from chiso.people.actor import COMMAND_LINE
from chiso.reference import agencies, changes
from chiso.store import DamagedDatabase, Store


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
    return Answer(findings, status, lines_of(findings, "Cơ sở dữ liệu khớp với nhật ký."))


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


submit = shown(
    lambda store, key, on, is_thin, agency: office.submit(
        store, COMMAND_LINE, agency, key, office.HandedIn(on, is_thin)
    )
)
