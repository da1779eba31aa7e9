"""What the commands of lakes do: figures of many agencies, made and shown beyond one home."""

import json
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from chiso import homes
from chiso.commands import beside
from chiso.commands.answers import Answer, Words, at_home, on_home
from chiso.core.errors import ChisoError, InUse, Refused
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import attaching, lake, lake_share, lake_sums
from chiso.people.actor import COMMAND_LINE
from chiso.store import Store, originals

_SAID = {"taken": "đã lấy", "unchanged": "không đổi", "failed": "không lấy được"}


@on_home
def export(store: Store, parquet: Path) -> Answer:
    """What this home keeps as a part of a lake."""
    made = lake_share.export(store, COMMAND_LINE, parquet)
    line = (
        f"Đã ghi {format_number(made['rows'])} dòng của {', '.join(made['agencies']) or 'không cơ quan nào'} "
        f"vào kho {parquet}."
    )
    return Answer(made, lines=(line,))


def collect(_: Path | Store, lake_folder: Path, sources: list[Path]) -> Answer:
    """Several homes or lakes into one; what cannot be read is named, and what the lake had of it stays."""
    lake.known(lake_folder)  # what cannot be added to is refused before anything is asked
    rows: list[Words] = []
    for source in sources:
        rows.append(_collected(lake_folder, source, {code for row in rows for code in row["agencies"]}))
    lines = tuple(_line(row) for row in rows)
    codes = {row["error"]["code"] for row in rows if row["error"]}
    return Answer(rows, 3 if InUse().code in codes else 2 if codes else 0, lines)


def sums(_: Path | Store, lake_folder: Path, engine: str, master: str | None, out: Path) -> Answer:
    """The figures of all agencies in a lake, made by an engine."""
    began = time.monotonic()
    rows = lake_sums.made(lake_folder, engine, master, out)
    seconds = round(time.monotonic() - began, 1)
    line = (
        f"Đã ghi {format_number(rows)} dòng tổng của kho {lake_folder} vào {out} bằng {engine}, "
        f"hết {format_number(seconds)} giây."
    )
    return Answer({"engine": engine, "rows": rows, "seconds": seconds}, lines=(line,))


@on_home
def attach(store: Store, sums_folder: Path, records: Path | None) -> Answer:
    """This home shows sums that were made elsewhere."""
    made = attaching.attach(store, COMMAND_LINE, sums_folder, records)
    document = {
        "agencies": [*made.marks], "made_at": max(made.made_at.values(), default=None),
        "engine": made.engine, "as_of": made.as_of,
    }  # fmt: skip
    day = f", số liệu đến {format_date(made.as_of)}" if made.as_of else ""
    line = f"Đã gắn số tổng của {', '.join(made.marks)}{day}. Thư mục này từ nay chỉ để xem."
    return Answer(document, lines=(line,))


@on_home
def detach(store: Store) -> Answer:
    """The sums are taken out again."""
    attaching.detach(store, COMMAND_LINE)
    return Answer({"attached": None}, lines=("Đã bỏ gắn số tổng; thư mục này lại nhập được tệp.",))


def _line(row: Words) -> str:
    day = f", số liệu đến {format_date(row['as_of'])}" if row["as_of"] else ""
    line = f"{row['from']}: {_SAID[row['status']]} ({', '.join(row['agencies']) or 'chưa có gì'}{day})"
    return f"{line}. {row['error']['message']}" if row["error"] else line


def _collected(folder: Path, source: Path, taken: set[str]) -> Words:
    """One source: what came of it; of one that failed the agencies that the lake has from it, as they were."""
    before = {code: one for code, one in lake.known(folder).items() if one.source == str(source.resolve())}
    try:
        shares, news = _shares(folder, source, taken)
        error, status = None, "taken" if news else "unchanged"
    except (ChisoError, OSError) as failed:
        told = (
            failed
            if isinstance(failed, ChisoError)
            else Refused("cannot_read", f"Không đọc được “{source}”.")
        )
        shares, status = before, "failed"
        error = {"code": told.code, "message": told.message}
    days = [one.as_of for one in shares.values() if one.as_of]
    return {
        "from": str(source), "agencies": sorted(shares), "status": status,
        "as_of": max(days, default=None), "error": error,
    }  # fmt: skip


def _shares(folder: Path, source: Path, taken: set[str]) -> tuple[dict[str, lake.Share], bool]:
    """What a source has, now in the lake too; whether any of it is new there."""
    if not lake.is_there(source):
        return _of_home(folder, source, taken)
    return _of_lake(folder, source, source, taken)


def _of_lake(folder: Path, own: Path, source: Path, taken: set[str]) -> tuple[dict[str, lake.Share], bool]:
    shares = _from(source, lake.read(own).values(), taken)
    taken_over = [lake.take(folder, own, share) for share in shares.values()]
    return shares, any(taken_over)


def _of_home(folder: Path, source: Path, taken: set[str]) -> tuple[dict[str, lake.Share], bool]:
    home = homes.in_use(source)
    if not Store.exists(home):
        raise Refused("no_lake", f"“{source}” không phải là thư mục dữ liệu, cũng không phải là kho dữ liệu.")
    try:
        with at_home(home) as store:
            shares = _from(source, lake_share.written(store, COMMAND_LINE, folder), taken)
    except InUse:  # its server writes a lake of its own beside it
        return _of_server(folder, home, source, taken)
    written = [lake.put(folder, share) for share in shares.values()]
    return shares, any(written)


def _of_server(folder: Path, home: Path, source: Path, taken: set[str]) -> tuple[dict[str, lake.Share], bool]:
    own = folder.resolve() / f".{originals.digest(str(source.resolve()).encode())[:12]}"
    said = beside.ask(home, ["--json", "export", "--parquet", str(own)], Path.cwd(), [])
    if said.status:
        error: Any = json.loads(said.out)["error"]
        raise Refused(error["code"], error["message"])
    return _of_lake(folder, own, source, taken)


def _from(source: Path, shares: Iterable[lake.Share], taken: set[str]) -> dict[str, lake.Share]:
    """Code -> share, said to be of this source. Refused `agency_twice`."""
    found = {one.agency: replace(one, source=str(source.resolve())) for one in shares}
    if codes := taken & found.keys():
        raise Refused(
            "agency_twice",
            f"“{source}” có {', '.join(sorted(codes))} mà một nguồn trước đó đã có. Mỗi cơ quan chỉ lấy từ một nguồn.",
        )
    return found
