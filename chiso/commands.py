"""What each command does: (home, words) -> Answer. Printing and exit status are __main__'s."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from chiso import figures, homes, reference
from chiso.core import settings
from chiso.core.errors import InUse, Refused, UnknownName
from chiso.core.text import missing
from chiso.desk import retention
from chiso.intake.commit import batch, recovery
from chiso.intake.commit.stages import ImportResult, Upload
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise.layout import Answers
from chiso.people import accounts
from chiso.people.actor import COMMAND_LINE
from chiso.reference import changes
from chiso.store import Store
from chiso.store import backup as backups

Words = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What a command says: a JSON document, an exit status, and lines for people."""

    document: Any
    status: int = 0
    lines: tuple[str, ...] = ()

    def text(self) -> str:
        """Lines for people: those given, else the document as a plain table."""
        if self.lines:
            return "\n".join(self.lines)
        rows = self.document if isinstance(self.document, list) else [self.document]
        return _plain_table(rows) if rows else "Không có dòng nào."


def dataset_names() -> list[str]:
    """The ten datasets, for the choice of --dataset."""
    return list(DATASETS)


# --- the home -----------------------------------------------------------------------------------------------


def init(home: Path, agency: str) -> Answer:
    """Create the home with the agency's reference data; an existing home of that agency is left alone."""
    reference.init(home, agency).close()
    with homes.opened(home) as store:
        return Answer(_home_document(store), lines=(f"Thư mục dữ liệu {home} đã sẵn sàng.",))


def demo(home: Path) -> Answer:
    """Create the home with the demonstration data."""
    from chiso import demo as demonstration

    with demonstration.build(home, progress=lambda text: print(text, file=sys.stderr)) as store:
        return Answer(_home_document(store), lines=(f"Dữ liệu trình diễn nằm ở {home}.",))


def _home_document(store: Store) -> dict[str, Any]:
    return {
        "home": str(store.home),
        "agency": store.fact("agency"),
        "demonstration": store.fact("demonstration") == "true",
        "data_version": store.data_version,
    }


def backup(home: Path, out: Path | None) -> Answer:
    """Copy database, originals and ledger into a folder of their own."""
    with _open(home) as store:
        try:
            folder = backups.backup(store, out)
        except OSError as error:
            raise _not_written(out or home) from error
    return Answer({"folder": str(folder)}, lines=(f"Đã sao lưu vào {folder}.",))


def restore(home: Path, folder: Path) -> Answer:
    """Put a backup back; what was there is kept beside it."""
    kept = backups.restore(home, folder)
    return Answer({"home": str(home), "kept": str(kept)}, lines=(f"Đã phục hồi từ {folder}.",))


def verify(home: Path) -> Answer:
    """Compare database and ledger, and mend what a crash left between commit and ledger."""
    with homes.opened(home) as store:
        findings = recovery.verify(store)
    lines = tuple(f"{row['code']}: {row['message']}" for row in findings) or (
        "Cơ sở dữ liệu khớp với nhật ký.",
    )
    return Answer(findings, 0 if all(row["repaired"] for row in findings) else 2, lines)


def purge(home: Path, days: int | None, dry_run: bool) -> Answer:
    """Delete kept originals that are older than their time; what was imported stays."""
    days = days if days is not None else settings.originals_days()
    with _open(home) as store:
        found = retention.purge(store, COMMAND_LINE, days, dry_run=dry_run)
        backups = [str(folder) for folder in retention.backups_with_originals(store.home)]
    document = {
        "days": days,
        "dry_run": dry_run,
        "purged": [
            {"import_id": one.import_id, "file": one.file_name, "imported_at": plain(one.imported_at)}
            for one in found
        ],
        "backups": backups,
    }
    word = "Sẽ xóa" if dry_run else "Đã xóa"
    lines = [f"{word} tệp gốc của {len(found)} lần nhập cũ hơn {days} ngày; số liệu giữ nguyên."]
    lines += [f"  lần nhập {one.import_id}: {one.file_name}" for one in found]
    lines += [f"Bản sao lưu {folder} còn giữ tệp gốc; hãy xóa khi hết hạn lưu." for folder in backups]
    return Answer(document, lines=tuple(lines))


# --- files --------------------------------------------------------------------------------------------------


def import_files(home: Path, files: list[Path], dry_run: bool, **options: Any) -> Answer:
    """Import every file on its own; one file's refusal does not stop the others."""
    try:
        store = _open(home, agency=options.get("agency"))
    except InUse as error:
        refusal = {"code": error.code, "message": error.message}
        return Answer([_refused(path, refusal) for path in files], status=3, lines=(error.message,))
    with store:
        results = [_import_one(store, path, dry_run, options) for path in files]
    return Answer(results, status=max(map(_status, results)), lines=tuple(_import_lines(results)))


def _import_one(store: Store, path: Path, dry_run: bool, options: Words) -> Words:
    if not path.is_file():
        message = f"Không tìm thấy tệp “{path}”. Hãy kiểm tra lại đường dẫn."
        return _refused(path, {"code": "unsupported_file", "message": message})
    answers = Answers(dataset=options.get("dataset"), as_of=options.get("as_of"))
    try:
        upload = Upload.of_path(
            path, agency=options.get("agency") or "", answers=answers, mode=options.get("mode")
        )
    except OSError:
        message = f"Không đọc được tệp “{path}”. Hãy kiểm tra đường dẫn và quyền đọc."
        return _refused(path, {"code": "unsupported_file", "message": message})
    return batch.import_file(store, COMMAND_LINE, upload, dry_run=dry_run).as_json()


def _refused(path: Path, error: Words) -> Words:
    return ImportResult(str(path)).refused(error["code"], error["message"]).as_json()


def _status(result: Words) -> int:
    if result["status"] == "refused":
        return 2
    return 1 if result["rows_rejected"] else 0


def _import_lines(results: Iterable[Words]) -> Iterable[str]:
    said = {
        "imported": "đã nhập",
        "unchanged": "đã có, không đổi",
        "refused": "từ chối",
        "preview": "xem trước",
    }
    for result in results:
        yield f"{result['file']}: {said[result['status']]}"
        if result["error"]:
            yield f"  {result['error']['message']}"
            continue
        yield (
            f"  {result['dataset']} đến {result['as_of']}: đọc {result['rows_read']} dòng, "
            f"nhận {result['rows_loaded']}, loại {result['rows_rejected']}, bỏ qua {result['rows_skipped']}"
        )
        for reject in result["rejects"]:
            yield f"  dòng {reject['row']}, cột “{reject['header']}”: {reject['message']}"
        for warning in result["warnings"]:
            yield f"  lưu ý: {warning['message']}"


def imports(home: Path) -> Answer:
    """Every import, the newest last."""
    with _open(home) as store:
        return Answer(rows(store.run("imports/list")))


def rollback(home: Path, import_id: int) -> Answer:
    """Undo one import."""
    with _open(home) as store:
        batch.rollback(store, COMMAND_LINE, import_id)
        document = [row for row in rows(store.run("imports/list")) if row["import_id"] == import_id]
    return Answer(document, lines=(f"Đã hoàn tác lần nhập {import_id}.",))


# --- reference data -----------------------------------------------------------------------------------------


def unit_add(home: Path, code: str, name: str, agency: str | None, **words: Any) -> Answer:
    """Make a unit."""
    with _open(home) as store:
        of = agency or store.agency
        for key in ("parent_id", "successor_id"):
            if words[key]:
                words[key] = _unit(store, of, words[key])
        changes.add_unit(store, COMMAND_LINE, of, code, name=name, **words)
        return Answer(rows(reference.units(store, of)), lines=(f"Đã thêm đơn vị {name} ({code}).",))


def units(home: Path, agency: str | None) -> Answer:
    """The units of an agency with their spellings."""
    with _open(home) as store:
        return Answer(rows(reference.units(store, agency or store.agency)))


def alias(home: Path, name: str, unit: str, agency: str | None) -> Answer:
    """Teach a spelling of a unit."""
    with _open(home) as store:
        of = agency or store.agency
        unit_id = _unit(store, of, unit)
        changes.teach(store, COMMAND_LINE, of, name, unit_id)
        document = [row for row in rows(reference.units(store, of)) if row["unit"] == unit_id]
    return Answer(document, lines=(f"Từ nay “{name}” là {unit}.",))


def user_add(home: Path, name: str, role: str, unit: str | None, password_stdin: bool) -> Answer:
    """Make an account; without a password on standard input a one-time link is answered."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    with _open(home) as store:
        unit_id = _unit(store, store.agency, unit) if unit else None
        user = accounts.User(name, role=role, unit=unit_id)
        token = accounts.Accounts(store).add(COMMAND_LINE, user, password)
        link = accounts.link(token) if token else None
    lines = [f"Đã tạo tài khoản {name} ({role})."]
    if link:
        lines.append(f"Đặt mật khẩu tại: {link}")
    return Answer({"user": name, "role": role, "unit": unit_id, "link": link}, lines=tuple(lines))


# --- figures ------------------------------------------------------------------------------------------------


def indicators(home: Path, indicator: str | None, by: str | None, **words: Any) -> Answer:
    """Values of the indicators for a CCHC year up to a date."""
    answer = _figures(home, words, lambda store, asked: figures.values(store, asked, indicator, by).frame())
    for row in answer.document:
        for name in ("numerator", "denominator"):
            if row[name] is not None and row[name] == int(row[name]):
                row[name] = int(row[name])
    return answer


def records(home: Path, indicator: str, part: str, **words: Any) -> Answer:
    """The rows behind a number."""
    wanted = figures.Part(part)
    return _figures(home, words, lambda store, asked: figures.records(store, asked, indicator, wanted))


def overdue(home: Path, kind: str | None, soon: int | None, **words: Any) -> Answer:
    """What is overdue, or due within some working days."""
    return _figures(home, words, lambda store, asked: figures.overdue(store, asked, kind, soon))


def criteria(home: Path, year: int, agency: str | None) -> Answer:
    """Criteria of a year with points lost, and the total."""
    with _open(home) as store:
        document = plain(figures.criteria(store, agency or store.agency, year))
    return Answer(document, lines=(_plain_table(document["criteria"]), str(document["total"])))


def index(home: Path, name: str | None, place: str | None, agency: str | None) -> Answer:
    """The series of an index and its components."""
    with _open(home) as store:
        return Answer(rows(figures.index_series(store, agency or store.agency, name=name, place=place)))


def check(home: Path, agency: str | None) -> Answer:
    """Reconciliation findings."""
    with _open(home) as store:
        findings = rows(figures.check(store, agency or store.agency))
    lines = [f"{row['code']}: {row['message']}" for row in findings]
    return Answer(findings, lines=tuple(lines or ["Không có điểm nào phải đối soát."]))


def _figures(home: Path, words: Words, ask: Callable[[Store, figures.Asked | None], pd.DataFrame]) -> Answer:
    with _open(home) as store:
        return Answer(rows(ask(store, figures.newest(store, **_scope(store, words)))))


def _scope(store: Store, words: Words) -> Words:
    agency = words.get("agency") or store.agency
    unit = _unit(store, agency, words["unit"]) if words.get("unit") else None
    said = {**words, "agency": agency, "unit": unit}.items()
    return {name: word for name, word in said if word is not None}


# --- outputs ------------------------------------------------------------------------------------------------


def slides(home: Path, out: Path, **words: Any) -> Answer:
    """The giao ban deck."""
    from chiso.present import outputs as present

    return _write(home, out, words, present.deck)


def report(home: Path, out: Path, **words: Any) -> Answer:
    """The tables as a workbook."""
    from chiso.present import outputs as present

    return _write(home, out, words, present.workbook)


def digest(home: Path, out: Path | None, **words: Any) -> Answer:
    """Per unit the dossiers due today and within three working days, as text."""
    from chiso.present import outputs as present

    with _open(home) as store:
        scope = _scope(store, words)
        document = plain(present.digest(store, **scope))
        if out:
            _put(out, present.digest_workbook(store, **scope))
    texts = (document["note"], *(part["text"] for part in document["units"]))
    return Answer(document, lines=tuple(filter(None, texts)))


def _write(home: Path, out: Path, words: Words, make: Callable[..., bytes]) -> Answer:
    with _open(home) as store:
        content = make(store, **_scope(store, words))
    _put(out, content)
    return Answer({"file": str(out), "bytes": len(content)}, lines=(f"Đã ghi {out}.",))


def _put(out: Path, content: bytes) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as error:
        raise _not_written(out) from error


def _not_written(out: Path) -> Refused:
    message = f"Không ghi được “{out}”. Hãy kiểm tra đường dẫn, quyền ghi và dung lượng đĩa rồi thử lại."
    return Refused("cannot_write", message)


# --- shared -------------------------------------------------------------------------------------------------


def _open(home: Path, agency: str | None = None) -> Store:
    if not Store.exists(home):
        if home.exists() and not home.is_dir():
            raise Refused(
                "not_a_folder", f"“{home}” không phải là thư mục. Hãy chọn thư mục khác cho --home."
            )
        print(f"Tạo thư mục dữ liệu mới ở {home}.", file=sys.stderr)
        return reference.init(home, agency or "stp")
    store = homes.opened(home)
    for finding in recovery.opened(store):
        print(finding["message"], file=sys.stderr)
    return store


def _unit(store: Store, agency: str, text: str) -> str:
    unit_id = reference.resolve_unit(store, agency, text)
    if unit_id is None:
        raise UnknownName("đơn vị", text)
    return unit_id


def rows(frame: pd.DataFrame) -> list[Words]:
    """A frame as JSON rows: missing values null, dates ISO, whole floats stay numbers."""
    return [{str(key): plain(value) for key, value in row.items()} for row in frame.to_dict("records")]


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if missing(value):
        return None
    if isinstance(value, pd.Timestamp | datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def _plain_table(table: list[Words]) -> str:
    if not table:
        return "Không có dòng nào."
    frame = pd.DataFrame(table).dropna(axis=1, how="all")
    return str(frame.to_string(index=False, max_colwidth=40, na_rep="–"))
