"""The lists of what is overdue and what is asked of them: how each is called."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from chiso.core.text import missing, named_unit
from chiso.core.vietnamese import format_date, format_number
from chiso.figures.coverage import Unheard
from chiso.figures.late_risk import Risk
from chiso.figures.lateness import SOON_DAYS
from chiso.figures.targets import Entry
from chiso.words.claims import Sentence, claims_of
from chiso.words.findings import MOST_WORDS, Finding, compose, count_words, largest, without
from chiso.words.heard import known
from chiso.words.numbers import change
from chiso.words.states import high_or_usual


@dataclass(frozen=True)
class Kind:
    """`name` on the switch, `things` that are counted, their dataset, the indicator of the list, the rate that it
    lowers and what that is called; whether officials answer for them."""

    name: str
    things: str
    dataset: str
    indicator: str
    rate: str = ""
    rate_name: str = ""
    has_officials: bool = False


KINDS: Mapping[str, Kind] = {
    "dossiers": Kind("Hồ sơ", "hồ sơ", "dossiers", "overdue_dossiers", "on_time_rate", "Hồ sơ đúng hạn", True),
    "tasks": Kind("Nhiệm vụ", "nhiệm vụ", "tasks", "overdue_tasks", "task_on_time_rate", "Nhiệm vụ đúng hạn", True),
    "petitions": Kind(
        "PAKN", "phản ánh, kiến nghị", "petitions", "overdue_dossiers", "petition_on_time_rate", "PAKN trả lời đúng hạn"
    ),
    "joint_dossiers": Kind(
        "Phối hợp", "hồ sơ phối hợp", "joint_dossiers", "overdue_dossiers", "joint_late_rate", "Hồ sơ phối hợp trễ hạn"
    ),
    "plan": Kind("Kế hoạch", "việc kế hoạch", "plan_tasks", "overdue_dossiers"),
}  # fmt: skip


ALL_PLANS = {"ke_hoach": "tat-ca"}  # in the address of Kế hoạch, where one plan stands first
MESSAGE, _NAMED = 600, 3  # letters of a message, and how many it names


@dataclass(frozen=True)
class Late:
    """How many are overdue, how many were on the day compared with, how many lie where, the longest (working days), how
    many nobody has taken over from a unit that ended; whether the newest week is a real change (limits.newest_count);
    of which days no file speaks (figures.unheard): how many were done on them is not known, so that after the last file
    nothing is said of a change."""

    count: int
    before: int | None = None
    units: Sequence[tuple[str, int]] = ()
    longest: int = 0
    left: int = 0
    move: int | None = None
    unheard: Unheard | None = None

    @property
    def where(self) -> str:
        """Where most of them lie: all who have as many are named; more than two of them: nobody."""
        names, most = largest((named_unit(name), number) for name, number in self.units)
        if len(names) == 1 and most == self.count:
            return f"{'đều ' if self.count > 1 else ''}ở {names[0]}"
        if most < 2 or len(names) > 2:
            return ""
        return f"{most} ở {names[0]}" if len(names) == 1 else f"{' và '.join(names)} mỗi nơi {most}"

    @property
    def unclaimed(self) -> str:
        """How many nobody has taken over, "" for none."""
        if not self.left or self.count == 1:
            return "chưa có người nhận" if self.left else ""
        return f"{'đều' if self.left == self.count else format_number(self.left)} chưa có người nhận"


def finding(late: Late, kind: str = "dossiers", since: str = "") -> Finding | None:
    """What is overdue of a kind now, how that moved since a day (`since`), where most of it lies, how long the oldest
    waits: who has to act goes before how long where there is no room for both."""
    if late.count <= 0:
        return None
    bold = f"{format_number(late.count)} {KINDS[kind].things}"
    head = f"{bold} quá hạn"
    head = known(head, late.unheard) if late.unheard else head
    if late.before is not None and not (late.unheard and late.unheard.ended):
        head += ", " + change(late.count, late.before, rate=False, since=since)
        sign = (late.count > late.before) - (late.count < late.before)
        head += f" ({said})" if (said := high_or_usual(sign, late.move)) else ""
    where, left = late.where, late.unclaimed
    longest = f"lâu nhất {late.longest} ngày làm việc" if late.longest > 0 else ""
    clauses = [
        ", ".join(filter(None, said)) for said in ((where, left, longest), (where, left), (left or longest,))
    ]
    clause = next((one for one in clauses if count_words(f"{head}; {one}") <= MOST_WORDS), "")
    page, filters = (
        ("ke-hoach", {"loc_ke_hoach": "overdue", **ALL_PLANS})
        if kind == "plan"
        else ("qua-han", {"loai": kind})
    )
    weight = 600 + min(late.count, 99)
    gap = without(late.unheard.months, late.unheard.day.year) if late.unheard else ""
    return Finding(
        compose(head, clause), "overdue", page, weight, bold, filters, kind, left=late.left, gap=gap
    )


def together(found: Sequence[Finding]) -> Finding:
    """Several kinds of what is overdue (`finding`, with what each claims) as one sentence; it leads where the first
    does."""
    claims = [claim for one in found for claim in claims_of(one.text)]
    numbers = [int(dict(claim.numbers)["count"]) for claim in claims]
    bold = f"{format_number(sum(numbers))} việc quá hạn"
    parts = " · ".join(one.bold for one in found)
    return replace(found[0], text=Sentence(f"{bold}: {parts}.", *claims), bold=bold)


def standing(row: Mapping[Any, Any]) -> str:
    """How long a record of figures.overdue is late, or how long there is still: "trễ 5 ngày làm việc", "còn 1 ngày"."""
    if row["state"] == "due":
        return f"còn {row['days_left']} ngày" if row["days_left"] else "hôm nay"
    late = f"trễ {format_number(int(row['days_late']))} ngày làm việc"
    return late if row["days_late"] else f"đã quá hẹn {format_date(row['due'])}"


def became(row: Mapping[Any, Any]) -> str:
    """What became of one record (figures.record) up to the day: done, overdue, open, stopped."""
    if row["is_overdue"]:
        return f"quá hạn, {standing({**row, 'state': 'overdue'})}"
    if row["finished"]:
        late = f", {standing({**row, 'state': 'overdue'})}" if row["is_late"] else ""
        return f"xong {format_date(row['finished'])}{late}"
    if missing(row["due"]):
        return "chưa xong, không ghi hạn"
    return "chưa xong, đang tạm dừng" if row["days_left"] < 0 else f"chưa xong, hạn {format_date(row['due'])}"


def told(row: Mapping[Any, Any]) -> str:
    """`standing` in a line that stands alone, without a head that names the days: "còn 1 ngày làm việc"."""
    said = standing(row)
    return f"{said} làm việc" if said.startswith("còn ") else said


def listed(records: pd.DataFrame) -> pd.DataFrame:
    """The list with `standing` of each record."""
    return records.assign(standing=[standing(row) for row in records.to_dict("records")])


# Chances of being late up to a limit, in words; the signs keep the order where a table is sorted
_RISKS = ((0.1, "●○○ thấp"), (0.3, "●●○ vừa"), (2.0, "●●● cao"))
RISK_NOTE = (
    "Khả năng trễ: thấp dưới 10%, vừa từ 10% đến dưới 30%, cao từ 30%; tính theo hồ sơ cùng thủ tục đến hạn trong "
    "12 tháng qua mà khi còn bằng ấy ngày vẫn chưa xong."
)


def risk(chance: float) -> str:
    """ "●●○ vừa, 14%": how likely a dossier ends late; tenths below one percent."""
    word = next(words for limit, words in _RISKS if chance < limit)
    percent = chance * 100 + 1e-9
    return f"{word}, {format_number(int(percent)) if percent >= 1 else format_number(percent, 1)}%"


def with_risks(records: pd.DataFrame, risks: Mapping[tuple[str, int], Risk]) -> pd.DataFrame:
    """The list of what falls due with the `risk` of each dossier; none where too few of its procedure are known."""
    keys = zip(records["title"], records["days_left"], strict=True)
    found = [risks.get((title, int(left))) for title, left in keys]
    said = [risk(one.chance) if one else None for one in found]
    return records.assign(risk=pd.Series(said, index=records.index, dtype="object"))


def whose(row: Mapping[Any, Any]) -> str:
    """What follows a record's title: its official, and the ended unit that it came from (`rooms.held`)."""
    official, former = ("" if missing(row.get(name)) else row[name] for name in ("official", "former"))
    return (f", {official}" if official else "") + (f" (trước đó: {former})" if former else "")


def as_text(records: pd.DataFrame, title: str) -> str:
    """The list as text to paste into a message: a line per record, grouped by unit."""
    lines = [title]
    for unit, part in records.groupby("unit_name", sort=False, dropna=False):
        lines += ["", f"{unit} ({format_number(len(part))}):"]
        for row in part.to_dict("records"):
            due = format_date(row["due"])
            lines.append(f"- {row['id']}: {row['title']}{whose(row)}, hạn {due}, {told(row)}")
    return "\n".join(lines)


def by_due(records: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """The records of each due day, in the order of the list: the day in words, its rows."""
    for day, rows in records.groupby(records["due"].map(format_date), sort=False):
        yield str(day), rows


def message(soon: pd.DataFrame, late: pd.DataFrame, things: str, said: str) -> str:
    """What falls due soon of one room, and what is overdue there, as a message: at most six lines, 600 letters."""
    name = soon.iloc[0]["unit_name"]
    lines = [
        f"{name}: {format_number(len(soon))} {things} đến hạn trong {SOON_DAYS} ngày làm việc ({said})",
        "Hạn " + "; ".join(f"{day[:5]}: {len(rows)}" for day, rows in by_due(soon)),
    ]
    people = soon["official"].dropna().value_counts()
    if len(people):
        more = f" và {format_number(len(people) - _NAMED)} người khác" if len(people) > _NAMED else ""
        lines.append(
            "Của "
            + ", ".join(f"{who} {format_number(count)}" for who, count in people.head(_NAMED).items())
            + more
        )
    lines.append("Gần nhất: " + ", ".join(soon["id"].head(_NAMED).astype(str)))
    if len(late):
        first = late.sort_values("days_late", ascending=False).iloc[0].to_dict()
        lines.append(
            f"Quá hạn: {format_number(len(late))} {things}, lâu nhất {first['id']}, {standing(first)}"
        )
    while len("\n".join(lines)) > MESSAGE and len(lines) > 1:
        lines.pop()
    return "\n".join(lines)


def unknown(kind: str) -> str:
    """Said instead of "none" where no file speaks of a kind."""
    return f"Chưa có số liệu {KINDS[kind].things}"


def parts_of(rate: Entry) -> dict[str, str]:
    """What the lists behind a rate are called; of one of which less is better nothing is still to do."""
    rest = "Không bị tính" if rate.is_falling else "Còn lại"
    return {"numerator": "Đã tính", "rest": rest, "denominator": "Tất cả"}


# Further lists of the year: late dossiers by something, dossiers promised anew, records of an indicator
LATE_BY = {
    "unit": "Theo đơn vị",
    "official": "Theo công chức",
    "procedure": "Theo thủ tục",
    "field": "Theo lĩnh vực",
    "month": "Theo tháng",
}
TIMES = {"times": "Thời gian giải quyết"}
MOVED = {"moved": "Hẹn lại ngày trả"}
RECORDS = {
    "paused_without_reason": "Tạm dừng không lý do",
    "extra_supplement_dossiers": "Bổ sung quá 1 lần",
}


def counts(late: Mapping[str, pd.DataFrame], soon: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Per kind of record that a file speaks of how many are late and soon due, of the counts of figures.overdue_ages
    and soon_counts: name, late, longest (working days), soon."""
    rows = [
        {
            "name": kind.name,
            "late": int(late[code]["total"].sum()),
            "longest": late[code]["longest"].max() if len(late[code]) else None,
            "soon": int(soon[code]["total"].sum()),
        }
        for code, kind in KINDS.items()
        if code in late
    ]
    return pd.DataFrame(rows, columns=["name", "late", "longest", "soon"])


NO_LISTS = "Chưa có số liệu hồ sơ, nhiệm vụ, PAKN, kế hoạch."  # where a list of what is overdue would stand


def things_of(known: Collection[str]) -> str:
    """ "việc" where files speak of every kind, else what they speak of: "hồ sơ, nhiệm vụ"; "" of none."""
    return "việc" if len(known) == len(KINDS) else ", ".join(KINDS[kind].things for kind in known)


def in_all(late: Mapping[str, int]) -> str:
    """How much is overdue of the kinds that a file speaks of (`late`), and of what."""
    if not late:
        return "Chưa có số liệu việc quá hạn"
    parts = [(count, KINDS[kind].things) for kind, count in late.items() if count]
    said = " · ".join(f"{format_number(count)} {things}" for count, things in parts)
    if len(parts) < 2:
        return f"{said} quá hạn" if said else f"Không có {things_of(late)} nào quá hạn"
    return f"{format_number(sum(count for count, _ in parts))} việc quá hạn ({said})"
