"""What is overdue: by whom and how long, week by week; what falls due next; tasks of the plan by section or unit."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from chiso.core.vietnamese import format_date
from chiso.figures import lateness
from chiso.figures.coverage import Unheard
from chiso.present.chart import Chart, Series, values
from chiso.present.columns import TABLES
from chiso.words import headlines, heard
from chiso.words.plan import LACKING, section_title
from chiso.words.rooms import LEFT, NOBODY

MOST, MOST_BARS = 9, 16
_WHO = {"unit": "đơn vị", "official": "công chức"}
_STEPS = ("late_3", "late_2", "late_1", "context")  # the nearest day darkest
# group of tasks -> words, role, the states of a deadline that it holds
GROUPS = {
    "done": ("đã xong", "good", ("done",)),
    "open": ("chưa đến hạn", "context", ("open", "standing", "earlier")),
    "waiting": ("chờ sự kiện, chưa rõ hạn", "grid", ("waiting", "unknown")),
    "overdue": ("quá hạn", "late_2", ("overdue",)),
}


def _counted(records: pd.DataFrame, by: str, name: str) -> pd.DataFrame:
    """`lateness.ageing`; beyond MOST rows the rest together, without a key; what nobody has taken over last."""
    counts = lateness.ageing(records, by, name)
    left = counts[counts["key"] == LEFT]
    counts = counts[counts["key"] != LEFT]
    if len(counts) > MOST - len(left):
        rest = counts.iloc[MOST - 1 - len(left) :]
        together = rest[[*lateness.AGES, "total"]].sum().to_frame().T
        together = together.assign(key="", name=f"{len(rest)} {_WHO[by]} khác", longest=rest["longest"].max())
        counts = pd.concat([counts.head(MOST - 1 - len(left)), together])
    return pd.concat([counts, left], ignore_index=True)


def overdue(late: pd.DataFrame, *, by: str = "unit", things: str, unheard: Unheard) -> Chart:
    """Overdue records of figures.overdue by unit or official, stacked by age; `unheard`: as of figures.unheard."""
    counts = _counted(late, by, "official" if by == "official" else "unit_name")
    is_left = counts["key"] == LEFT
    pairs = list(zip(counts["name"][~is_left], counts["total"][~is_left], strict=True))
    left = int(counts["total"][is_left].sum())
    words = headlines.share(pairs, things=things, rest="quá hạn", kind=_WHO[by], left=left)
    return Chart(
        "stacked",
        tuple(counts["name"].astype(str)),
        tuple(
            Series(band.words, values(counts[band.code]), band.role)
            for band in lateness.BANDS
            if counts[band.code].sum() > 0
        ),
        headline=heard.known(words, unheard),
        note=f"Quá hạn đến {format_date(unheard.day)}, theo số ngày làm việc đã trễ",
        things=things,
        keys=tuple(counts["key"].astype(str)),
        fine=f"Không có {things} nào quá hạn.",
    )


def weeks(frame: pd.DataFrame, *, things: str, unheard: Unheard, begun: date | None = None) -> Chart:
    """Week by week (figures.known_weeks): `new` up, `cleared` down, `standing` as a line. `begun`: the first day of
    which files speak; `unheard`: of which later ones none does."""
    note, days = "Cuối mỗi tuần; theo ngày hẹn trả mới nhất", pd.to_datetime(frame["week"])
    if begun and not frame.empty and days.min() < pd.Timestamp(begun + timedelta(days=7)):
        note = f"{note}; tệp chỉ từ {format_date(begun)}"
    ended = unheard.ended
    if unheard:
        note = f"{note}; {heard.said(unheard)}"
    if frame.empty:
        words = f"Chưa biết số {things} quá hạn từng tuần"
        words = f"{words} sau {format_date(ended)}" if ended else words
        return Chart("columns", (), (), headline=words, note=note, empty="Chưa có tệp của các tuần này.")
    last = pd.to_datetime(frame["week"]).max().date() if ended else None
    words = headlines.weeks([float(number) for number in frame["standing"]], things=things, until=last)
    if not frame[["standing", "new", "cleared"]].any(axis=None):  # a picture of nothing but its axis
        return Chart("columns", (), (), headline=words, note=note, empty=f"Không có {things} quá hạn.")
    down = values(-frame["cleared"])
    return Chart(
        "columns",
        tuple(f"{day:%d/%m}" for day in pd.to_datetime(frame["week"])),
        (
            Series("còn quá hạn", values(frame["standing"]), "text", style="line"),
            Series("mới quá hạn", values(frame["new"]), "late_2"),
            Series("đã giải quyết", down, "context", texts=tuple(f"{-(number or 0):.0f}" for number in down)),
        ),
        headline=words,
        note=note,
        things=things,
        keys=tuple(f"{day:%Y-%m-%d}" for day in pd.to_datetime(frame["week"])),
        is_stack=True,
        labels="last",
        behind=(frame.iloc[::-1], TABLES["weeks"]),
    )


def due_soon(records: pd.DataFrame, headline: str) -> Chart:
    """Records about to fall due by unit, stacked by the working days left; beyond MOST units the rest together."""
    order = sorted(records["unit_name"].value_counts().index, key=lambda name: name == NOBODY)
    kept = order if len(order) <= MOST else order[: MOST - 1]
    shown = [*kept, f"{len(order) - len(kept)} đơn vị khác"] if len(kept) < len(order) else kept
    name = records["unit_name"].where(records["unit_name"].isin(kept), shown[-1])
    counts = pd.crosstab(name, records["days_left"]).reindex(shown)
    return Chart(
        "stacked",
        tuple(map(str, shown)),
        tuple(
            Series(f"còn {left} ngày" if left else "hôm nay", values(counts[left]), role)
            for left, role in enumerate(_STEPS)
            if left in counts
        ),
        headline=headline,
        note="Theo đơn vị và số ngày làm việc còn lại",
        things="hồ sơ",
    )


def sections(tasks: pd.DataFrame) -> Chart:
    """One row per task (`section, section_name, state`) counted by section; a click means the section."""
    titles = [section_title(*pair) for pair in zip(tasks["section"], tasks["section_name"], strict=True)]
    rows = tasks.assign(section=tasks["section"].fillna("–"), title=titles)
    return _tasks_by(rows, "section", "mục")


def plan_units(tasks: pd.DataFrame) -> Chart:
    """One row per task and unit (`whose, whose_name, state`) counted by unit, most overdue first; a click means it."""
    late = (tasks["state"] == "overdue").groupby(tasks["whose"]).transform("sum")
    many = tasks.groupby("whose")["key"].transform("size")
    order = tasks.assign(late=late, many=many).sort_values(["late", "many"], ascending=False, kind="stable")
    return _tasks_by(order.assign(title=order["whose_name"]), "whose", "đơn vị")


def register(units: pd.DataFrame, note: str) -> Chart:
    """What became of the reports of each unit (rows of words.plan.punctuality), who lacks most first."""
    lacking = units[[*LACKING]].sum(axis=1)
    order = units.assign(lacking=lacking).sort_values(["lacking", "total"], ascending=False, kind="stable")
    shown, hidden = order.head(MOST_BARS), len(order) - MOST_BARS
    parts = (("overdue", "alarm"), ("late", "warning"), ("thin", "unfinished"), ("submitted", "context"))
    named = LACKING | {"submitted": "đúng hạn"}
    return Chart(
        "stacked",
        tuple(shown["unit_name"].astype(str)),
        tuple(
            Series(named[state], values(shown[state]), role) for state, role in parts if shown[state].sum()
        ),
        note=note + (f"; {hidden} đơn vị khác không vẽ" if hidden > 0 else ""),
        things="kỳ",
    )


def components(tasks: pd.DataFrame, titles: Mapping[str, str]) -> Chart:
    """One row per task (`component, state`) counted by the component of an index, whose title says how it stands; a
    click means it."""
    chart = _tasks_by(tasks.assign(title=tasks["component"]), "component", "thành phần")
    note = "Tên thành phần, mức chỉ tiêu, kết quả; số nhiệm vụ trong kế hoạch; bấm một thanh để xem từng việc"
    return replace(chart, names=tuple(titles[key] for key in chart.keys), note=note)


def _tasks_by(tasks: pd.DataFrame, by: str, kind: str) -> Chart:
    live = tasks[tasks["state"] != "dropped"]
    group = live["state"].map({state: group for group, (_, _, states) in GROUPS.items() for state in states})
    names = live[by].unique()
    frame = pd.crosstab(live[by], group).reindex(names, columns=[*GROUPS], fill_value=0)
    frame = frame.assign(name=live.drop_duplicates(by).set_index(by)["title"], key=names)
    late = frame[frame["overdue"] > 0].sort_values("overdue", ascending=False, kind="stable")
    pairs = list(zip(late["name"], late["overdue"], strict=True))
    shown = frame.head(MOST_BARS)
    hidden = f"; {len(frame) - MOST_BARS} {kind} khác ở danh sách" if len(frame) > MOST_BARS else ""
    return Chart(
        "stacked",
        tuple(shown["name"]),
        tuple(Series(words, values(shown[group]), role) for group, (words, role, _) in GROUPS.items()),
        headline=headlines.share(pairs, things="nhiệm vụ", rest="quá hạn", kind=kind),
        note=f"Số nhiệm vụ từng {kind}; bấm một thanh để lọc danh sách{hidden}",
        things="việc",
        keys=tuple(shown["key"].astype(str)),
    )
