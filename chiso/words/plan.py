"""Tasks of the plan as a page lists them: states in words, what is chosen of them, the text of a reminder. Pure."""

from datetime import date

import pandas as pd

from chiso.core.vietnamese import format_date, format_number
from chiso.words.cards import Kpi
from chiso.words.states import STATES

AHEAD_DAYS = 14
# state of a deadline -> words
STATE_WORDS = {
    "overdue": "▲ Quá hạn",
    "open": "Chưa đến hạn",
    "done": "✓ Đã xong",
    "waiting": "○ Chờ sự kiện",
    "standing": "Thường xuyên",
    "unknown": "○ Chưa rõ hạn",
    "earlier": "Kỳ trước",
    "dropped": "Dừng thực hiện",
}
HANDED_IN = "✓ Đã nộp"
REPORT_WORDS = {
    "done": "✓ đã nộp",
    "overdue": "▲ chưa nộp",
    "open": "chưa đến kỳ",
    "earlier": "○ chưa ghi nhận",
}
FILTERS = {
    "all": "Tất cả",
    "overdue": "Quá hạn",
    "soon": f"{AHEAD_DAYS} ngày tới",
    "waiting": "Chờ sự kiện",
    "done": "Đã xong",
}
STATUS_WORDS = ("Chưa thực hiện", "Đang thực hiện", "Hoàn thành")
# Which state a task with several deadlines shows: the first of these that one of them has.
_WORST = ("overdue", "open", "waiting", "unknown", "standing", "earlier", "done", "dropped")
_WAITING = ("waiting", "unknown")


def states(plan: pd.DataFrame) -> list[str]:
    """The state of each deadline; of a task that goes on, a report handed in is that, not the task's end."""
    is_handed_in = (
        (plan["state"] == "done") & plan["is_recurring"] & ~plan["is_finished"].fillna(False).astype(bool)
    )
    found = [STATE_WORDS.get(state, state) for state in plan["state"]]
    return [HANDED_IN if done else words for words, done in zip(found, is_handed_in, strict=True)]


def one_per_task(plan: pd.DataFrame) -> pd.DataFrame:
    """One row per task, in the state of its most urgent deadline and in the order of the plan."""
    order = plan["state"].map({state: place for place, state in enumerate(_WORST)})
    urgent_first = plan.assign(order=order).sort_values("order", kind="stable")
    return urgent_first.drop_duplicates("key").sort_index()


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
    if name in ("overdue", "done"):
        return plan[plan["state"] == name]
    return plan[plan["state"] != "earlier"]


def reminder(rows: pd.DataFrame, as_of: date) -> str:
    """Deadlines as text to paste into a message, unit by unit."""
    lines = [f"Việc kế hoạch quá hạn và sắp đến hạn, tính đến {format_date(as_of)}"]
    for unit, part in rows.groupby(rows["unit_name"].fillna("Chưa rõ chủ trì"), sort=False):
        lines += ["", f"{unit}:"]
        lines += [
            f"- {row['id']}: {row['task']}, hạn {format_date(row['due'])}"
            + (f" (quá {row['days_late']} ngày làm việc)" if row["state"] == "overdue" else "")
            for row in part.to_dict("records")
        ]
    return "\n".join(lines)


def register(plan: pd.DataFrame, as_of: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Unit × report × period from the recurring tasks, with `report_state`; and those of them that are lacking."""
    rows = plan[plan["is_recurring"].astype(bool) & plan["due"].notna()].sort_values("due")
    rows = rows.assign(report_state=[REPORT_WORDS.get(state, state) for state in rows["state"]])
    past = rows[pd.to_datetime(rows["due"]) < pd.Timestamp(as_of)]
    return rows, past[past["state"] == "overdue"]


def lacking(rows: pd.DataFrame, late: pd.DataFrame, as_of: date) -> str:
    """How many reports of a register (`rows`) were not handed in (`late`); before the first is due nothing is."""
    if len(late):
        return f"{format_number(len(late))} báo cáo định kỳ chưa nộp"
    past = rows[pd.to_datetime(rows["due"]) < pd.Timestamp(as_of)]
    if past.empty:
        return "Chưa có báo cáo định kỳ nào đến hạn"
    if unknown := int((past["state"] == "earlier").sum()):
        return f"{format_number(unknown)} báo cáo định kỳ của kỳ trước chưa ghi nhận"
    return "Đã nộp đủ báo cáo định kỳ đến hạn"


def cards(tasks: pd.DataFrame, soon: int) -> list[Kpi]:
    """Tasks of the plan by state; `soon`: deadlines within AHEAD_DAYS."""
    states = tasks.loc[tasks["state"] != "dropped", "state"]
    done, late = int((states == "done").sum()), int((states == "overdue").sum())
    waiting, nothing = int(states.isin(_WAITING).sum()), STATES["no_target"]
    return [
        Kpi("Nhiệm vụ", format_number(len(states)), nothing, f"{format_number(done)} đã xong"),
        Kpi("Quá hạn", _many(late), STATES["overdue" if late else "met"],
            "Tính theo hạn ghi trong kế hoạch"),
        Kpi(f"Trong {AHEAD_DAYS} ngày tới", _many(soon),
            STATES["near"].named("Sắp đến hạn") if soon else nothing, "Đến hạn, kể cả báo cáo định kỳ"),
        Kpi("Chưa có ngày", _many(waiting), STATES["open"].named("Đang chờ") if waiting else nothing,
            "Chờ sự kiện hoặc chưa rõ hạn"),
    ]  # fmt: skip


def _many(count: int) -> str:
    return f"{format_number(count)} việc" if count else "Không có"
