"""What is said of enterprises: their questions, dialogues with them, inspections of them, what surveys found. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from chiso.core.text import missing
from chiso.core.vietnamese import fold, format_date, format_number
from chiso.figures.enterprises import Questions
from chiso.figures.judging import Value
from chiso.intake.datasets import DATASETS
from chiso.words import goals
from chiso.words.cards import Kpi, share
from chiso.words.reported import number
from chiso.words.reporting import gap
from chiso.words.states import STATES

KINDS: Mapping[str, str] = DATASETS["enterprise_events"].by_name["kind"].words
OVER = "qua-mot-lan"  # a filter of the list beside its kinds: inspections beyond the first of an enterprise in a year
FILTERS: Mapping[str, str] = {"all": "Tất cả", **KINDS, OVER: "Kiểm tra quá 1 lần/năm"}
RULE = (
    "Thanh tra, kiểm tra không quá 01 lần trong năm đối với mỗi doanh nghiệp "
    "(Kế hoạch PCI năm 2023 của Ban Quản lý Khu kinh tế Vân Phong, mục II.1)"
)
# The figure that events of a kind make, and what a card calls it.
_COUNTED = {
    "dialogue": ("enterprise_dialogues", "Cuộc đối thoại"),
    "survey": ("satisfaction_surveys", "Đợt khảo sát"),
}

NO_KIND = gap("kiến nghị của doanh nghiệp quá hạn trả lời; tệp phản ánh, kiến nghị không ghi loại")


def cards(asked: Questions | None, events: pd.DataFrame, found: Mapping[str, Value]) -> list[Kpi]:
    """The year in four figures. `asked`: None where no file speaks of petitions; `found`: the agency's figures by code,
    empty where a unit is looked at, whose events alone are counted."""
    dialogues, surveys = (_counted(kind, events, found) for kind in _COUNTED)
    return [_questions(asked), dialogues, _inspections(events), surveys]


def _questions(asked: Questions | None) -> Kpi:
    name = "Kiến nghị trả lời đúng hạn"
    where: dict[str, Any] = {"page": "qua-han", "filters": {"loai": "petitions", "loai_pakn": "enterprise"}}
    if asked is None:
        return Kpi(name, "–", STATES["unknown"], "Chưa có tệp phản ánh, kiến nghị ghi loại")
    judged = asked.answered + asked.overdue
    if not judged:
        under = f"{format_number(asked.open)} kiến nghị còn trong hạn" if asked.open else "Chưa có kiến nghị"
        return Kpi(name, "–", STATES["not_applicable"], under, **where)
    late = asked.late + asked.overdue
    state = STATES["missed"].named(f"{format_number(late)} trễ, quá hạn") if late else STATES["met"]
    told = "" if asked.posted is None else f"\nĐã đăng trang TTĐT {share(asked.posted, asked.answered)}"
    under = f"{format_number(asked.open)} đang xử lý, {format_number(asked.overdue)} quá hạn{told}"
    return Kpi(name, share(asked.on_time, judged), state, under, **where)


def _counted(kind: str, events: pd.DataFrame, found: Mapping[str, Value]) -> Kpi:
    """Events of a kind; a survey round is a day."""
    code, name = _COUNTED[kind]
    listed = _many(kind, events)
    value = found.get(code)
    if value is None or value.value is None:
        return Kpi(
            name, format_number(listed) if listed else "–", STATES["no_target" if listed else "unknown"]
        )
    under = [f"Kế hoạch {goal}" if (goal := goals.target(value)) else "Chưa giao chỉ tiêu"]
    if value.value != listed:
        under.append(f"Theo số báo cáo; danh sách có {format_number(listed)}")
    return Kpi(name, number(value), goals.state(value), "\n".join(filter(None, under)))


def _inspections(events: pd.DataFrame) -> Kpi:
    name, rows = "Doanh nghiệp bị kiểm tra quá 1 lần", events[events["kind"] == "inspection"]
    if rows.empty:
        return Kpi(name, "–", STATES["unknown"], "Chưa có cuộc thanh tra, kiểm tra nào trong số liệu")
    over, many = _enterprises(rows[rows["is_over"]]), _enterprises(rows)
    state = STATES["missed"].named("Quá 1 lần trong năm") if over else STATES["met"]
    nameless = int(rows["enterprise"].isna().sum())
    left = f"\n{format_number(nameless)} cuộc chưa ghi doanh nghiệp" if nameless else ""
    under = f"{format_number(len(rows))} cuộc ở {format_number(many)} doanh nghiệp{left}"
    return Kpi(name, format_number(over), state, under)


def _enterprises(rows: pd.DataFrame) -> int:
    """How many enterprises these are, however their names are written."""
    return len({fold(name) for name in rows["enterprise"].dropna()})


def headline(events: pd.DataFrame) -> str:
    """What of the events comes first: enterprises that were inspected too often, else how many there were."""
    if over := _enterprises(events[events["is_over"]]):
        return f"{format_number(over)} doanh nghiệp bị thanh tra, kiểm tra quá 1 lần trong năm"
    said = [
        f"{format_number(many)} {what}"
        for kind, what in (
            ("dialogue", "cuộc đối thoại"), ("inspection", "cuộc thanh tra, kiểm tra"), ("survey", "đợt khảo sát"),
        )
        if (many := _many(kind, events))
    ]  # fmt: skip
    return ", ".join(said).capitalize()


def listed(events: pd.DataFrame, chosen: str = "all") -> pd.DataFrame:
    """The events of a filter as the list shows them."""
    rows = events
    if chosen == OVER:
        rows = events[events["is_over"]]
    elif chosen in KINDS:
        rows = events[events["kind"] == chosen]
    sign = STATES["overdue"].sign
    over = [
        f"{sign if row['is_over'] else ''} lần {int(row['turn'])}".strip()
        if not missing(row["turn"])
        else None
        for row in rows.to_dict("records")
    ]
    share_of = rows["satisfied"] / rows["answers"].where(rows["answers"] > 0)
    return rows.assign(
        kind_words=rows["kind"].map(KINDS),
        turn_words=pd.Series(over, rows.index, dtype="object"),
        share=share_of,
    )


# --- the monthly report ----------------------------------------------------------------------------------------

PROPOSED = gap("khó khăn, vướng mắc vượt thẩm quyền và đề xuất; không có thì ghi: không")
COUNTS: Mapping[str, str] = {
    "carried_over": "Kiến nghị của doanh nghiệp kỳ trước chuyển sang",
    "received": "Kiến nghị tiếp nhận trong kỳ",
    "answered": "Kiến nghị đã trả lời",
    "on_time": "– trả lời đúng hạn",
    "late": "– trả lời trễ hạn",
    "posted": "– văn bản trả lời đã đăng trang thông tin điện tử",
    "open": "Kiến nghị đang xử lý đến cuối kỳ",
    "overdue": "– quá hạn",
    "dialogue": "Cuộc đối thoại với doanh nghiệp",
    "inspection": "Cuộc thanh tra, kiểm tra doanh nghiệp",
    "over": "– vượt quá một lần trong năm đối với một doanh nghiệp",
    "survey": "Đợt khảo sát",
}


def since(first: date) -> str:
    """From when the year is counted."""
    return f"Lũy kế từ {format_date(first)}; thanh tra, kiểm tra theo năm dương lịch."


def counts(events: pd.DataFrame) -> dict[str, int]:
    """How many events of each kind, as `COUNTS` calls them; kinds without any are not known."""
    found = {kind: _many(kind, events) for kind in KINDS}
    found["over"] = int(events["is_over"].sum())
    return {kind: many for kind, many in found.items() if many or (kind == "over" and found["inspection"])}


def _many(kind: str, events: pd.DataFrame) -> int:
    """Events of a kind; a survey round is a day."""
    rows = events[events["kind"] == kind]
    return int(rows["held_on"].nunique()) if kind == "survey" else len(rows)
