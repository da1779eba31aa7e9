"""Tasks of the plan as a page lists them: states in words, what is chosen of them, the text of a reminder. Pure."""

import re
import textwrap
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from chiso.core.text import missing
from chiso.core.vietnamese import format_date, format_number
from chiso.figures.plan_states import one_per_task
from chiso.words.cards import Kpi
from chiso.words.numbers import show
from chiso.words.rooms import NOBODY
from chiso.words.states import STATES

AHEAD_DAYS = 14
# A message that is read in a chat: letters of a task, lines, letters of the whole.
_SHORT_TASK, _MOST_LINES, _MOST_LETTERS = 80, 6, 600
# words that stay in capitals in a heading that is printed in capitals
_SHORT = ("CCHC", "TTHC", "(TTHC)", "(CCHC)", "(PCI)", "(PGI)", "PCI", "PGI", "PAPI", "SIPAS", "DDCI")
# state of a deadline -> words
STATE_WORDS = {
    "overdue": "▲ Quá hạn",
    "open": "Chưa đến hạn",
    "done": "✓ Đã xong",
    "waiting": "○ Chờ sự kiện",
    "standing": "Thường xuyên",
    "unknown": "○ Chưa rõ hạn",
    "dropped": "Dừng thực hiện",
}
# what a unit is in a task that it owes a day of -> words
ROLE_WORDS = {"lead": "Chủ trì", "support": "Phối hợp", "assigned": "Được phân công"}
NOBODY_KNOWN = "Chưa rõ đơn vị"
NAMELESS = "Kế hoạch"  # a plan without a name
# what became of a report that a unit owes -> words
REPORT_WORDS = {
    "submitted": "✓ Đã nộp",
    "late": "◐ Nộp trễ",
    "thin": "△ Sơ sài",
    "overdue": "▲ Chưa nộp",
    "open": "Chưa đến hạn",
}
FILTERS = {
    "all": "Tất cả",
    "left": "Chưa xong",
    "overdue": "Quá hạn",
    "soon": f"{AHEAD_DAYS} ngày tới",
    "waiting": "Chờ sự kiện",
    "done": "Đã xong",
}
MOST_OF_DAY = 3  # units named in a cell of a calendar
LACKING = {"overdue": "chưa nộp", "late": "nộp trễ", "thin": "sơ sài"}
HOW_EVENTS = (
    "Việc có hạn tính từ một sự kiện: ghi mọi lần, ngày đứng trước, như “10/05/2024 QĐ 12; 03/09/2024 QĐ 34, Văn "
    "phòng”. Mỗi lần có hạn riêng, của đơn vị được nêu tên, nếu có; ngày làm xong ghi ở Sổ theo dõi báo cáo."
)
STATUS_WORDS = ("Chưa thực hiện", "Đang thực hiện", "Hoàn thành")
_WAITING = ("waiting", "unknown")
_COMPLETION = ("done", "overdue", "open", "standing", "waiting")


def section_title(section: object, name: object) -> str:
    """A section as a page names it: "Mục I. Cải cách thể chế"; capitals throughout are read as a sentence."""
    number = "" if missing(section) else str(section)
    if missing(name):
        return f"Mục {number}" if number else "Phần không ghi mục"
    text = str(name)
    if text.isupper():
        text = re.sub(r"\(\w+\)|\w+", lambda word: word[0] if word[0] in _SHORT else word[0].lower(), text)
        text = text[:1].upper() + text[1:]
    return f"Mục {number}. {text}" if number else text


def states(plan: pd.DataFrame) -> list[str]:
    """The state of each deadline; of a task that goes on, a report handed in is that, not the task's end."""
    is_over = plan["is_finished"].fillna(False).astype(bool)
    return [
        STATE_WORDS.get(state, state) if missing(how) or (over and how == "submitted") else REPORT_WORDS[how]
        for state, how, over in zip(plan["state"], plan["handed_in"], is_over, strict=True)
    ]


def unit_names(units: pd.DataFrame, as_of: date) -> dict[str, str]:
    """Code of a unit -> its name; of one that has ended its short one, which says so."""
    is_over = pd.to_datetime(units["valid_to"]) < pd.Timestamp(as_of)
    names = units["unit_name"].where(~is_over, units["short_name"] + " (đã thôi)")
    return dict(zip(units["unit"], names, strict=True))


def of_units(plan: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """One row per deadline and unit that has a part in it: `whose` (its code, else the words as printed) and
    `whose_name`, by the units' `names`."""
    rows = plan.explode("units")
    whose = rows["units"].fillna(rows["unit_name"]).fillna(NOBODY_KNOWN)
    return rows.assign(whose=whose, whose_name=[names.get(one, one) for one in whose])


def soon(plan: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Deadlines within AHEAD_DAYS calendar days, nearest first."""
    last = pd.Timestamp(as_of) + pd.Timedelta(days=AHEAD_DAYS)
    found: pd.DataFrame = plan[(plan["state"] == "open") & (pd.to_datetime(plan["due"]) <= last)]
    return found.sort_values("due")


def chosen(plan: pd.DataFrame, name: str, as_of: date) -> pd.DataFrame:
    """The deadlines of one of FILTERS."""
    if name == "soon":
        return soon(plan, as_of)
    if name == "waiting":
        return plan[plan["state"].isin(_WAITING)]
    if name in ("left", "done"):  # all rows of such a task, those of its reports that are handed in too
        tasks = _counted_tasks(plan)
        return plan[plan["key"].isin(tasks["key"][(tasks["state"] == "done") == (name == "done")])]
    return plan[plan["state"] == name] if name == "overdue" else plan


def shortly(row: Mapping[Any, Any]) -> str:
    """A task in one line of a message or a calendar: its number and the beginning of its words."""
    number = ".".join(str(part) for part in (row["section"], row["no"]) if not missing(part) and part)
    return f"{number}: {textwrap.shorten(str(row['task']), _SHORT_TASK, placeholder=' …')}"


def urgent(plan: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """What is overdue, the oldest first, then what falls due within AHEAD_DAYS."""
    return pd.concat([plan[plan["state"] == "overdue"].sort_values("due"), soon(plan, as_of)])


def reminders(rows: pd.DataFrame, as_of: date, names: Mapping[str, str]) -> dict[str, str]:
    """Unit -> its deadlines of `rows` as a short message to paste into a chat: six lines, 600 letters at most. `names`
    of units by their codes (`unit_names`)."""
    whom = rows["unit"].map(names).astype(object).fillna(rows["unit_name"]).fillna(NOBODY_KNOWN)
    by_unit = rows.groupby(whom, sort=False)
    return {
        str(unit): _message(f"{unit}: {_counted(part)}, tính đến {format_date(as_of)}", part)
        for unit, part in by_unit
    }


def _counted(rows: pd.DataFrame) -> str:
    late = int((rows["state"] == "overdue").sum())
    parts = [(late, "quá hạn"), (len(rows) - late, f"đến hạn trong {AHEAD_DAYS} ngày tới")]
    return "việc kế hoạch có " + ", ".join(
        f"{format_number(many)} việc {words}" for many, words in parts if many
    )


def _message(head: str, rows: pd.DataFrame) -> str:
    lines = [
        f"- {shortly(row)}, hạn {format_date(row['due'])}"
        + (f" (quá {row['days_late']} ngày làm việc)" if row["state"] == "overdue" else "")
        for row in rows.to_dict("records")
    ]
    for kept in range(min(len(lines), _MOST_LINES - 1), 0, -1):
        rest = [f"và {format_number(len(lines) - kept)} việc khác"] if kept < len(lines) else []
        text = "\n".join([head, *lines[:kept], *rest])
        if len(text) <= _MOST_LETTERS and text.count("\n") < _MOST_LINES:
            break
    return text


def register(plan: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Unit × report × period: every deadline that is due by AHEAD_DAYS from now, the newest first, with `report_state`
    and `is_thin`."""
    last = pd.Timestamp(as_of) + pd.Timedelta(days=AHEAD_DAYS)
    rows = plan[plan["due"].notna() & (pd.to_datetime(plan["due"]) <= last)]
    state = rows["handed_in"].fillna(rows["state"])
    rows = rows.assign(report=state, report_state=state.map(REPORT_WORDS), is_thin=state == "thin")
    return rows.sort_values(["due", "unit_name"], ascending=[False, True], kind="stable")


def punctuality(rows: pd.DataFrame) -> pd.DataFrame:
    """Per unit of a register (`rows`) how many of its reports were due, handed in on time, late, thin, not at all."""
    past = rows[rows["report"] != "open"]
    units = past["unit_name"].fillna(NOBODY_KNOWN)
    counted = pd.crosstab(units, past["report"])
    counted = counted.reindex(columns=[one for one in REPORT_WORDS if one != "open"], fill_value=0)
    counted.insert(0, "total", counted.sum(axis=1))
    is_over = pd.to_datetime(past["submitted_on"]) > pd.to_datetime(past["due"])
    is_on_time = past["handed_in"].isin(("submitted", "thin")) & ~is_over  # a thin one may be late as well
    counted["share"] = is_on_time.groupby(units).sum() / counted["total"]
    return counted.rename_axis("unit_name").reset_index().sort_values("share", kind="stable")


def lacking(rows: pd.DataFrame, *, most: int = 0) -> str:
    """What became of a register's reports that were due; before the first is due nothing is lacking. Of the worst that
    lacks up to `most` units are named."""
    count = rows["report"].value_counts()
    due = len(rows) - int(count.get("open", 0))
    if not due:
        return "Chưa có việc, báo cáo nào đến hạn"
    said = [(state, int(count.get(state, 0)), words) for state, words in LACKING.items()]
    parts = [f"{format_number(many)} {words}" for _, many, words in said if many]
    worst = next((state for state, many, _ in said if many), "")
    units = (
        rows.loc[rows["report"] == worst, "unit_name"].fillna(NOBODY_KNOWN).unique() if most and worst else ()
    )
    if 0 < len(units) <= most:
        parts[0] += f" ({', '.join(units)})"
    return f"{format_number(due)} kỳ đến hạn: " + (", ".join(parts) if parts else "đã nộp đủ, đúng hạn")


def completion(plan: pd.DataFrame) -> pd.DataFrame:
    """Per plan (in their order) its tasks, how many are done, overdue, not due, go on or wait, and the share that is
    done ("hoàn thành 100% kế hoạch": documents 2 and 3, I.1): plan, total, done, overdue, open, standing, waiting,
    value. Tasks that go on all year count until somebody says that they are done; dropped ones do not."""
    tasks = _counted_tasks(plan)
    states = tasks["state"].replace("unknown", "waiting")
    counted = pd.crosstab(tasks["plan"], states).reindex(columns=_COMPLETION, fill_value=0)
    counted.insert(0, "total", counted.sum(axis=1))
    counted["value"] = counted["done"] / counted["total"]
    return counted.reindex(tasks["plan"].unique()).rename_axis("plan").reset_index()


def _counted_tasks(plan: pd.DataFrame) -> pd.DataFrame:
    tasks = one_per_task(plan)
    return tasks[tasks["state"] != "dropped"]


def cards(plan: pd.DataFrame, soon: int) -> list[Kpi]:
    """Tasks of the plan by state; what is overdue or `soon` due (within AHEAD_DAYS) counts per unit and day."""
    states = _counted_tasks(plan)["state"]
    done, late = int((states == "done").sum()), int((plan["state"] == "overdue").sum())
    waiting, nothing = int(states.isin(_WAITING).sum()), STATES["no_target"]
    whole = STATES["met"] if done == len(states) else nothing.named("Chỉ tiêu 100%")
    return [
        Kpi("Hoàn thành", show(done / len(states), rate=True) if len(states) else "–", whole,
            f"{format_number(done)} / {format_number(len(states))} nhiệm vụ"),
        Kpi("Quá hạn", _many(late), STATES["overdue" if late else "met"],
            "Tính theo hạn ghi trong kế hoạch"),
        Kpi(f"Trong {AHEAD_DAYS} ngày tới", _many(soon),
            STATES["near"].named("Sắp đến hạn") if soon else nothing, "Đến hạn, kể cả báo cáo định kỳ"),
        Kpi("Chưa có ngày", _many(waiting), STATES["open"].named("Đang chờ") if waiting else nothing,
            "Chờ sự kiện hoặc chưa rõ hạn"),
    ]  # fmt: skip


def _many(count: int) -> str:
    return f"{format_number(count)} việc" if count else "Không có"


def due_on(rows: pd.DataFrame) -> dict[date, pd.DataFrame]:
    """Day -> the deadlines (rows of a plan) that fall on it, the first day first."""
    days = pd.to_datetime(rows["due"]).dt.date
    return {day: part for day, part in rows.groupby(days, sort=True) if isinstance(day, date)}


def day_words(rows: pd.DataFrame) -> tuple[str, str]:
    """What falls due on a day: how many tasks and what became of them; and whose, those with the most first."""
    late, many = int((rows["state"] == "overdue").sum()), len(rows)
    is_done = bool((rows["state"] == "done").all())
    count = f"{format_number(many)} việc"
    units = rows["unit_name"].fillna(NOBODY_KNOWN).value_counts()
    named = [f"{unit} ({number})" if number > 1 else str(unit) for unit, number in units.items()]
    if len(named) > MOST_OF_DAY:
        named = [*named[: MOST_OF_DAY - 1], f"{len(named) - MOST_OF_DAY + 1} đơn vị khác"]
    return f"▲ {late}/{count} quá hạn" if late else f"✓ {count}" if is_done else count, ", ".join(named)


def month_headline(days: Mapping[date, pd.DataFrame], first: date) -> str:
    """What the days of the month that begins with `first` hold, and which of them the most."""
    month = f"Tháng {first.month}/{first.year}"
    if not days:
        return f"{month}: không có việc kế hoạch nào đến hạn"
    fullest = max(days, key=lambda day: len(days[day]))
    count = format_number(sum(map(len, days.values())))
    most = f", nhiều nhất ngày {fullest.day}/{fullest.month} ({len(days[fullest])})" if len(days) > 1 else ""
    late = sum(int((rows["state"] == "overdue").sum()) for rows in days.values())
    return f"{month}: {count} việc kế hoạch đến hạn{most}" + (f", {late} quá hạn" if late else "")


def together(deadlines: pd.DataFrame, called: Callable[[list[str]], str] | None = None) -> pd.DataFrame:
    """One row per task and day of rows per unit: whose it is by name, of more than two how many; of a paper that
    gives the order all by name, or as they are `called` as one. Keeps the order."""
    by = [name for name in ("plan", "id", "title", "task", "due") if name in deadlines]
    rows = [
        part.iloc[0].to_dict() | {"unit_name": _whose(list(part["unit_name"]), called)}
        for _, part in deadlines.groupby(by, sort=False, dropna=False)
    ]
    return pd.DataFrame(rows, columns=deadlines.columns)


def _whose(names: list[str], called: Callable[[list[str]], str] | None) -> str:
    one = called(names) if called else ""
    if one:
        return f"{one[0].upper()}{one[1:]}"
    # of several units that have ended nobody has taken it over once
    names = sorted(dict.fromkeys(names), key=lambda name: name == NOBODY)
    return "; ".join(names) if called or len(names) <= 2 else f"{len(names)} đơn vị"
