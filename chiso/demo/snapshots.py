"""What an export prints of the dossiers on its day, before a layout gives it its looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from chiso.demo import content
from chiso.demo.lives import Dossier

Value = str | int | bool | date | datetime | None
Row = dict[str, Value]


@dataclass(frozen=True)
class FileDay:
    """One export: its name, the period it covers (its last day is the as-of date) and its layout."""

    name: str
    first: date
    last: date
    layout: str


# Quarters, then months; each also prints what was still open when its period began, so the files overlap.
FILES = (
    FileDay("2023-03 So_theo_doi_ho_so.xlsx", date(2022, 12, 15), date(2023, 3, 31), "register"),
    FileDay("2023-06 Danh_sach_ho_so.xlsx", date(2023, 4, 1), date(2023, 6, 30), "list"),
    FileDay("2023-09 So_theo_doi_ho_so.xlsx", date(2023, 7, 1), date(2023, 9, 30), "register"),
    FileDay("2023-10 Tinh_hinh_giai_quyet.xls", date(2023, 10, 1), date(2023, 10, 31), "html"),
    FileDay("2023-11 ho_so.csv", date(2023, 11, 1), date(2023, 11, 30), "csv"),
    FileDay("2023-12 DanhSachHoSo.xls", date(2023, 12, 1), date(2023, 12, 31), "spreadsheetml"),
    FileDay("2024-01 So_theo_doi_ho_so.xlsx", date(2024, 1, 1), date(2024, 1, 31), "register"),
    FileDay("2024-02 Tinh_hinh_giai_quyet.xls", date(2024, 2, 1), date(2024, 2, 29), "html"),
    FileDay("2024-03 ho_so.csv", date(2024, 3, 1), date(2024, 3, 31), "csv"),
    FileDay("2024-04 Danh_sach_ho_so.xlsx", date(2024, 4, 1), date(2024, 4, 30), "list"),
    FileDay("2024-05 DanhSachHoSo.xls", date(2024, 5, 1), date(2024, 5, 31), "spreadsheetml"),
    FileDay("2024-06 So_theo_doi_ho_so.xlsx", date(2024, 6, 1), date(2024, 6, 30), "register"),
    FileDay("2024-07 DSHS_utf16.txt", date(2024, 7, 1), date(2024, 7, 31), "utf16"),
    FileDay("2024-08 Danh_sach_ho_so.xlsx", date(2024, 8, 1), date(2024, 8, 31), "list"),
    FileDay("2024-09 Tinh_hinh_giai_quyet.xls", date(2024, 9, 1), date(2024, 9, 30), "html"),
    FileDay("2024-10 So_theo_doi_ho_so.xlsx", date(2024, 10, 1), date(2024, 10, 31), "register"),
)
FILE_DAYS = tuple(file.last for file in FILES)

_BAD = ("32/13/2024", "31/02/2024", "00/00/0000", "chưa rõ", "30/02/2024")
_SLIPS = ("received", "due", "channel", "due")
DUPLICATES_IN = "2024-05 DanhSachHoSo.xls"


def is_printed(dossier: Dossier, file: FileDay) -> bool:
    """Received or sent in the period, or still open when it began; not before it was sent, not after it vanished."""
    if dossier.vanishes_after and file.last > dossier.vanishes_after:
        return False
    if dossier.submitted.date() > file.last:
        return False
    if dossier.is_refused:
        return dossier.submitted.date() >= file.first
    return dossier.finished is None or dossier.finished.date() >= file.first


def printed(dossier: Dossier, day: date, number: int) -> Row:
    """The row of a dossier as it stands at the end of a day; `number` chooses spelling and citizen."""
    end = datetime.combine(day, time.max)
    is_received = dossier.received is not None and dossier.received <= end
    is_done = dossier.finished is not None and dossier.finished <= end
    is_handed = dossier.returned is not None and dossier.returned <= end
    pause = dossier.pause if dossier.pause and dossier.pause.first <= day and not is_done else None
    if pause and pause.last is not None and pause.last <= day:
        pause = None
    due = dossier.due_at(day) if is_received else None
    spellings = content.SPELLINGS[dossier.unit]
    flags = dossier.flags
    return {
        "id": dossier.dossier_id,
        "code": dossier.procedure.code,
        "name": dossier.procedure.name,
        "field": dossier.procedure.field,
        "room": spellings[0],
        "unit": spellings[number % len(spellings)],
        "official": dossier.official,
        "applicant": f"Công dân giả định {number:05d}",
        "identity": f"000{number:09d}",
        "phone": f"0000{number:06d}",
        "address": f"Địa chỉ giả định số {number % 400 + 1}, Khánh Hòa",
        "channel": dossier.channel,
        "submitted": dossier.submitted,
        "received": dossier.received if is_received else None,
        "due": datetime.combine(due, time(16, 30)) if due else None,
        "finished": dossier.finished if is_done else None,
        "returned": dossier.returned if is_handed else None,
        "status": _status(dossier, day, is_received, is_done, is_handed, pause.status if pause else None),
        "reason": pause.reason if pause else None,
        "supplements": dossier.supplements if dossier.pause and dossier.pause.first <= day else 0,
        "e_result": is_done and "e_result" in flags,
        "digitised": is_received and ("digitised" in flags),
        "reused": is_received and "reused" in flags,
        "fee": dossier.procedure.fee,
        "paid": "paid" in flags and is_received,
        "interagency": "interagency" in flags,
        "postal": "postal" in flags,
        "apology": dossier.has_apology and _said_sorry(dossier, day),
        "foreigner": "foreigner" in flags,
        "authorised": "authorised" in flags,
    }


def _said_sorry(dossier: Dossier, day: date) -> bool:
    """The slip goes out with the new date, else once the first one has passed."""
    if dossier.moved_on:
        return dossier.moved_on <= day
    return dossier.due is not None and dossier.due < day


def _status(
    dossier: Dossier, day: date, is_received: bool, is_done: bool, is_handed: bool, pause: str | None
) -> str:
    if dossier.is_refused:
        return "refused"
    if not is_received:
        return "new"
    if is_done:
        return "withdrawn" if dossier.is_withdrawn else "handed_over" if is_handed else "done"
    if pause:
        return pause
    return "received" if dossier.received_on == day else "processing"


def rows_of(dossiers: Sequence[Dossier], file: FileDay, spoiled: Mapping[tuple[str, str], str]) -> list[Row]:
    """The rows of a file in the order of receipt, with its slips of the keyboard and its double rows."""
    rows = []
    for number, dossier in enumerate(dossiers):
        if not is_printed(dossier, file):
            continue
        row = printed(dossier, file.last, number)
        slip = spoiled.get((file.name, dossier.dossier_id))
        if slip:
            row["bad"] = slip
        rows.append(row)
    if file.name == DUPLICATES_IN:
        rows.append(dict(rows[40]))  # the same row twice: skipped with a warning
        moved = dict(rows[60])
        submitted = moved["submitted"]
        assert isinstance(submitted, datetime)
        moved["submitted"] = submitted - timedelta(hours=1)
        rows.append(moved)  # one dossier twice, differently: the second is rejected
    return rows


def slips(dossiers: Sequence[Dossier]) -> dict[tuple[str, str], str]:
    """(file, dossier) -> "column=text" of a few unreadable cells.

    Only dossiers that are still open on the file's day, so that the next export brings them back readable; those
    of the last file stay rejected.
    """
    random = Random(f"{content.SEED} slips")
    out: dict[tuple[str, str], str] = {}
    seen: set[str] = set()
    for file in FILES:
        open_now = [
            d
            for d in dossiers
            if d.received
            and file.first <= d.received_on < file.last
            and (d.finished is None or d.finished.date() > file.last)
            and d.due is not None
            and d.due > file.last
            and d.pause is None
            and d.moved_on is None
            and d.dossier_id not in seen
        ]
        for i, dossier in enumerate(random.sample(open_now, 4 if file.last.year == 2024 else 2)):
            column = _SLIPS[i]
            text = "Fax" if column == "channel" else random.choice(_BAD)
            out[file.name, dossier.dossier_id] = f"{column}={text}"
            seen.add(dossier.dossier_id)
    return out
