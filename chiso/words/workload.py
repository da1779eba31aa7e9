"""What is said of the work that officials and units have in hand. Pure."""

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from chiso.core.text import missing
from chiso.core.vietnamese import format_date, format_number
from chiso.figures.ask import Asked
from chiso.figures.judging import SMALL_BASE
from chiso.figures.values import NO_OFFICIAL
from chiso.reference.unit_tree import UNKNOWN, Units
from chiso.words import rooms
from chiso.words.claims import Claim, Sentence
from chiso.words.findings import largest
from chiso.words.numbers import show

# What each number counts, as its button and the list behind it are called
PARTS: Mapping[str, str] = {
    "open": "Đang giữ",
    "week": "Đến hạn trong tuần",
    "overdue": "Quá hạn",
    "paused": "Tạm dừng",
    "done": "Đã giải quyết",
}
NOTE = (
    "Đã giải quyết: trong 60 ngày làm việc gần nhất, không kể hồ sơ rút. Số ngày việc = hồ sơ đang giữ, không kể "
    f"tạm dừng ÷ số giải quyết mỗi ngày làm việc; – là chưa đủ cơ sở (dưới {SMALL_BASE} hồ sơ)"
)
NONE_MOST = "Khối lượng công việc"
TIMES_NOTE = (
    "Ngày làm việc từ khi tiếp nhận đến khi có kết quả: một nửa số hồ sơ (trung vị), 90% số hồ sơ không quá số ngày "
    f"này; so với thời hạn của danh mục, không có thì thời gian đã hẹn; * dưới {SMALL_BASE} hồ sơ"
)


def backlog(left: int, things: str, days: int, until: date) -> str:
    """What a day has to bring until nothing is left ("định lượng cụ thể thời gian", document 2, 1.3): "2.387 hồ sơ, 31
    ngày làm việc đến 14/12/2024: 77 mỗi ngày"; "" where nothing is left, or no day."""
    if not left or days <= 0:
        return ""
    a_day, many = format_number(math.ceil(left / days)), f"{format_number(left)} {things}"
    return f"{many}, {format_number(days)} ngày làm việc đến {format_date(until)}: {a_day} mỗi ngày"


def officials(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of figures.workload of one unit with the official as `name` and `key`, the fullest hands first."""
    named = rows.assign(name=rows["official"].replace("", NO_OFFICIAL), key=rows["official"])
    return named.sort_values(["open", "name"], ascending=[False, True], ignore_index=True)


def units(rows: pd.DataFrame, tree: Units) -> pd.DataFrame:
    """The rows of caseload.by_department with `name` and `key`, in the office's order; what ended units left open under
    one name at the end, with `key` '' and no pace: nobody works there any more."""
    living = rows[rows["left_on"].isna()]
    living = living.assign(name=[_short(tree, unit) for unit in living["unit"]], key=living["unit"])
    living = living.sort_values("unit", key=lambda units: units.map(tree.order), ignore_index=True)
    left = rows[rows["left_on"].notna() & (rows["open"] > 0)]
    if left.empty:
        return living
    counted = {name: int(left[name].sum()) for name in ("open", "paused", "week", "overdue")}
    return pd.concat(
        [living, pd.DataFrame([{"name": rooms.NOBODY, "key": "", **counted}])], ignore_index=True
    )


def _short(tree: Units, unit: str) -> str:
    found = tree.get(unit)
    return found.short_name if found and found.short_name else str(tree.name(unit))


def headline(rows: pd.DataFrame) -> str:
    """Who has most in hand: of people or units that are named."""
    held = rows[rows["open"] > 0]
    named = held[~held["key"].isin(("", UNKNOWN))]
    names, most = largest(zip(named["name"], named["open"].astype(int), strict=True))
    if not names:
        many = int(held["open"].sum())
        return f"{format_number(many)} hồ sơ đang giữ, chưa rõ ai giữ" if many else "Không hồ sơ nào đang giữ"
    if len(names) > 1:
        both = f"{' và '.join(names)} giữ nhiều nhất, mỗi bên {format_number(most)} hồ sơ"
        return both if len(names) == 2 else NONE_MOST
    (row,) = named[named["name"] == names[0]].to_dict("records")
    days = "" if missing(row["backlog"]) else f", bằng {format_number(row['backlog'], 0)} ngày việc"
    return f"{names[0]} giữ nhiều nhất: {format_number(most)} hồ sơ{days}"


def times(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of figures.procedure_days with `allowed` (days), `by` (whose), `over` (days above), `took` with a star
    on a small base."""
    is_listed = rows["statutory"].notna()
    allowed = rows["statutory"].where(is_listed, rows["promised"])
    made = rows.assign(
        allowed=allowed, by=is_listed.map({True: "danh mục", False: "đã hẹn"}).where(allowed.notna())
    )
    made["took"] = [
        format_number(days, 1 if days % 1 else 0) + ("*" if done < SMALL_BASE else "")
        for days, done in zip(made["days"], made["done"], strict=True)
    ]
    made["slow"] = made["slow"].map(lambda days: "–" if missing(days) else format_number(days))
    made["share"] = made["within"] / made["judged"].where(made["judged"] > 0)
    made["over"] = (made["days"] - allowed).where(lambda over: over > 0)
    return made


def times_headline(rows: pd.DataFrame) -> str:
    """How many procedures take longer than they may, of those with enough dossiers."""
    judged = rows[(rows["done"] >= SMALL_BASE) & rows["allowed"].notna()]
    if judged.empty:
        return "Thời gian giải quyết theo thủ tục"
    over = int(judged["over"].notna().sum())
    many = f"{format_number(over)}/{format_number(len(judged))} thủ tục" if over else "Không thủ tục nào"
    return f"{many} có thời gian giải quyết trung vị quá thời hạn"


def spread_headline(row: Mapping[Any, Any], asked: Asked) -> Sentence:
    """ "Thủ tục Một: 95/100 hồ sơ (95%) trong thời hạn 10 ngày làm việc của danh mục", of a row of `times`."""
    numbers = {
        name: None if missing(row[name]) else row[name] for name in ("days", "within", "judged", "done")
    }
    claim = Claim.of(f"days:{row['key']}", asked, numbers)
    if not row["judged"]:
        return Sentence(f"{row['name']}: {format_number(row['done'])} hồ sơ, chưa biết thời hạn", claim)
    share = show(row["within"] / row["judged"], rate=True) + ("*" if row["judged"] < SMALL_BASE else "")
    kept = f"{format_number(row['within'])}/{format_number(row['judged'])} hồ sơ ({share})"
    if row["by"] == "danh mục":
        days = format_number(row["allowed"], 1 if row["allowed"] % 1 else 0)
        return Sentence(f"{row['name']}: {kept} trong thời hạn {days} ngày làm việc của danh mục", claim)
    return Sentence(f"{row['name']}: {kept} không quá ngày hẹn; danh mục chưa ghi thời hạn", claim)


def spread_note(row: Mapping[Any, Any]) -> str:
    """What one column is, and where half and nine of ten of the dossiers are."""
    return (
        f"Số hồ sơ theo số ngày làm việc từ khi tiếp nhận đến khi có kết quả; một nửa không quá {row['took']} ngày, "
        f"90% không quá {row['slow']} ngày"
    )
