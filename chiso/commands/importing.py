"""The command `import`: (home or its open store, words) -> Answer, an entry per part of every file."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from chiso.commands.answers import Answer, Words, at_home
from chiso.commands.beside import Handed
from chiso.core.errors import InUse
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import effects
from chiso.intake.commit import columns
from chiso.intake.commit.preview import parts
from chiso.intake.commit.stages import KEPT, ImportResult, Upload
from chiso.intake.commit.watching import watched
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise.layout import Answers
from chiso.people.actor import COMMAND_LINE
from chiso.store import Store

_MOST_TOLD = 5  # names in the text of an answer; its JSON has all


def import_files(home: Path | Store, files: Sequence[Path | Handed], dry_run: bool, **options: Any) -> Answer:
    """Import every part of every file on its own; one's refusal does not stop the others."""
    said = dict(options.pop("columns") or ())
    with at_home(home) as store:
        own = (
            columns.of_files(store, (_upload(_handed(file), options) for file in files), said) if said else {}
        )
        results: list[Words] = []
        for place, file in enumerate(files):
            results += _import_one(store, _handed(file), dry_run, {**options, "columns": own.get(place, {})})
    status = max(2 if one["status"] == "refused" else min(one["rows_rejected"], 1) for one in results)
    return Answer(results, status, tuple(_import_lines(results)))


def none_imported(files: Sequence[Path], error: InUse) -> Answer:
    """Somebody else holds the home and does not answer: every file says so."""
    return Answer([_refused(path, error.code, error.message) for path in files], 3, (error.message,))


def _import_one(store: Store, file: Handed, dry_run: bool, options: Mapping[str, Any]) -> list[Words]:
    upload, path = _upload(file, options), Path(file.name)
    if upload is None:
        missing = f"Không tìm thấy tệp “{path}”. Hãy kiểm tra lại đường dẫn."
        closed = f"Không đọc được tệp “{path}”. Hãy kiểm tra đường dẫn và quyền đọc."
        return [_refused(path, "unsupported_file", closed if file.is_there else missing)]
    if dry_run:
        return [looked.result.as_json() for looked in watched(store, parts(store, upload))]
    return [result.as_json() for result in effects.import_parts(store, COMMAND_LINE, upload)]


def _upload(file: Handed, options: Mapping[str, Any]) -> Upload | None:
    said = {name: value for name, value in options.items() if name not in ("agency", "mode", "is_ours")}
    how = {"agency": options["agency"] or "", "mode": options["mode"], "is_ours": options["is_ours"]}
    return None if file.content is None else Upload(file.name, file.content, answers=Answers(**said), **how)


def _handed(path: Path | Handed) -> Handed:
    if isinstance(path, Handed):
        return path
    try:
        return Handed(str(path), Upload.of_path(path).content)
    except OSError:
        return Handed(str(path), is_there=path.is_file())


def _refused(path: Path, code: str, message: str) -> Words:
    return ImportResult(str(path)).refused(code, message).as_json()


def _import_lines(results: list[Words]) -> Iterator[str]:
    said = {
        "imported": "đã nhập",
        "unchanged": "đã có, không đổi",
        "refused": "từ chối",
        "preview": "xem trước",
    }
    for result in results:
        sheet = f", trang “{result['sheet']}”" if result["sheet"] else ""
        yield f"{result['file']}{sheet}: {said[result['status']]}"
        if result["error"]:
            yield f"  {result['error']['message']}"
            continue
        day = format_date(date.fromisoformat(result["as_of"]))
        read, loaded, rejected, skipped = (
            format_number(result[f"rows_{name}"]) for name in ("read", "loaded", "rejected", "skipped")
        )
        yield (
            f"  {DATASETS[result['dataset']].label}, số liệu đến {day}: đọc {read} dòng, nhận {loaded}, "
            f"loại {rejected}, bỏ qua {skipped}"
        )
        for reject in result["rejects"]:
            yield f"  dòng {reject['row']}, cột “{reject['header']}”: {reject['message']}"
        yield from (f"  lưu ý: {message}" for message in _warnings(result))


def _warnings(result: Words) -> list[str]:
    """What is to be heeded; of many spellings that nobody knows the first and how many others."""
    units, few = result["unknown_units"], len(result["unknown_units"]) <= _MOST_TOLD
    said = [one["message"] for one in result["warnings"] if few or one["code"] != "unknown_unit"]
    if not few:
        named = ", ".join(f"“{name}”" for name in units[:_MOST_TOLD])
        said.append(f"Chưa biết {format_number(len(units))} đơn vị, như {named} (--json cho đủ tên): {KEPT}")
    return said
