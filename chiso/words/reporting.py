"""What the report of a period says beside its findings, by the outline of CCHC reports, and what has to be filled in by
hand because no file speaks of it. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from chiso.core.periods import Period, month_end, month_of, short_day
from chiso.core.vietnamese import format_date, format_number
from chiso.figures.ask import Asked
from chiso.figures.judging import Value
from chiso.figures.plan_states import one_per_task
from chiso.words import goals
from chiso.words.attention import RATES
from chiso.words.claims import Claim, Sentence, claims_of
from chiso.words.findings import Finding, lacking, on_its_day
from chiso.words.headlines import inside
from chiso.words.insights import APART, DRIVEN, PILED
from chiso.words.overdue import KINDS
from chiso.words.unknown import amount


def gap(what: str) -> str:
    """What somebody has to write, marked in the paper (present/typesetting.py)."""
    return f"[… {what}]"


LED = gap(
    "công tác chỉ đạo, điều hành; kết quả cải cách thể chế, tổ chức bộ máy, chế độ công vụ, tài chính công trong kỳ"
)
LED_PLAN = gap("công tác chỉ đạo, phân công, kiểm tra việc thực hiện kế hoạch trong kỳ")
CARRIED_OUT = gap("phân công thực hiện, theo dõi, đôn đốc, chế độ báo cáo")
CAUSES = gap("nguyên nhân chủ quan, khách quan khác của các tồn tại, hạn chế tại mục II")
OTHER_CAUSES = gap("tồn tại, hạn chế khác và nguyên nhân; không có thì ghi: không")
SHORT = gap("tồn tại, hạn chế trong kỳ")
PLANNED = gap("nhiệm vụ trọng tâm của kỳ tới")
_OF_LOST: Mapping[str, str] = {
    "cause": "nguyên nhân",
    "remedy": "giải pháp",
    "units": "đơn vị",
    "deadline": "thời gian",
}
PROPOSED = gap("kiến nghị với UBND tỉnh, Sở Nội vụ và cơ quan liên quan; không có thì ghi: không")


def open_cells(row: Mapping[str, Any]) -> dict[str, Any]:
    """A criterion that lost points, with what somebody has to write where its sheet says no cause, remedy, unit or
    deadline."""
    return {**row, **{name: gap(what) for name, what in _OF_LOST.items() if not row.get(name)}}


def opening(agency: str, subject: str, period: Period, year: date) -> str:
    """Who reports what, of which days; `year`: the first day of what is said of the year so far."""
    begun = "" if year == period.first else f"; lũy kế từ ngày {format_date(year)}"
    return (
        f"Thực hiện {gap('số, ngày, trích yếu của văn bản yêu cầu báo cáo')}, {agency} báo cáo {inside(subject)} (số "
        f"liệu từ ngày {format_date(period.first)} đến ngày {format_date(period.last)}{begun}) như sau:"
    )


def decreed(agency: str, subject: str) -> str:
    """How a plan begins."""
    told = gap("số, ngày, trích yếu của văn bản chỉ đạo; mục đích, yêu cầu")
    return f"Thực hiện {told}, {agency} ban hành kế hoạch {inside(subject)} như sau:"


def closing(agency: str, subject: str, kind: str = "báo cáo") -> str:
    """How a report, or a paper of another kind, ends."""
    return f"Trên đây là {kind} {inside(subject)} của {agency}./."


def counted(finding: Finding) -> str:
    """A finding as an item of a numbered list, where "2. 17 hồ sơ" would read as one number."""
    text = finding.text
    return Sentence(f"Có {text}", *claims_of(text)) if text[:1].isdigit() else text


def until(period: Period) -> date:
    """The day up to which a report looks ahead: the end of the month after its period."""
    return month_end(period.last + timedelta(days=1))


def ahead(period: Period) -> str:
    """What is ahead of a period: the next month, of a part of the year the next part."""
    return month_of(until(period)).name if period.is_month else "kỳ tới"


def reached(found: Sequence[Value]) -> Sentence | None:
    """Which targets are met, each with its figure; None where none is."""
    met = [one for one in found if one.is_assigned and one.state == "met"]
    if not met:
        return None
    said = (f"{inside(one.name)} {_figure(one)}" for one in met)
    return Sentence(f"Đạt chỉ tiêu: {'; '.join(said)}.", *Claim.of_values(*met))


def _figure(found: Value) -> str:
    """ "97,6% (chỉ tiêu 95%)", "83,65 điểm (chỉ tiêu 80 điểm; số đến 31/10)", with the months that it lacks."""
    unit = f" {RATES[found.indicator].things}" if not found.is_rate and found.indicator in RATES else ""
    value = f"{amount(found)}{unit}"
    until = f"số đến {short_day(found.day, found.as_of)}" if found.day < found.as_of else ""
    known = lacking(found) or until
    if then := on_its_day(found):
        return f"{value}{f' ({known})' if known else ''}, chỉ tiêu {then}"
    return f"{value} ({'; '.join(filter(None, (f'chỉ tiêu {goals.target(found)}{unit}', known)))})"


def planned(plan: pd.DataFrame, asked: Asked) -> Sentence:
    """How far the plan is: its tasks, of them done and overdue; of these what each unit owes by a day, which is what
    lists and findings count, where that is more. `plan`: figures.plan."""
    states = one_per_task(plan)["state"]
    states = states[states != "dropped"]
    numbers = {"tasks": len(states), "done": sum(states == "done"), "overdue": sum(states == "overdue")}
    owed = int((plan["state"] == "overdue").sum())
    many = {name: format_number(number) if number else "chưa có" for name, number in numbers.items()}
    done = f"{many['done']} nhiệm vụ đã hoàn thành" if numbers["done"] else "chưa nhiệm vụ nào hoàn thành"
    late = f"{many['overdue']} nhiệm vụ quá hạn" if numbers["overdue"] else "không có nhiệm vụ quá hạn"
    if owed > numbers["overdue"]:
        late += f" ({format_number(owed)} việc, tính theo từng đơn vị, từng hạn)"
        numbers["owed"] = owed
    text = f"Kế hoạch đang thực hiện có {many['tasks']} nhiệm vụ: {done}, {late}."
    return Sentence(text, Claim.of("planned", asked, numbers))


def to_come(last: date) -> str:
    """What is said of the days of the plan that come up to a day, above their table."""
    return f"Hoàn thành các việc của kế hoạch có hạn đến ngày {format_date(last)}, theo bảng dưới đây."


def unknown(found: Finding) -> str:
    """What a finding that only misses its file leaves to be written."""
    return gap(inside(found.text.split(";")[0].rstrip(".")))


def causes(late: pd.DataFrame, kind: str, asked: Asked) -> Sentence | None:
    """Which causes units gave for what is overdue of a kind, the others left to be filled in; None where nothing is."""
    if late.empty:
        return None
    whole, things = format_number(len(late)), f"{KINDS[kind].things} quá hạn"
    counts = late["cause"].dropna().str.lower().value_counts()
    left = len(late) - int(counts.sum())
    text = gap(f"nguyên nhân của {whole} {things}")
    if left < len(late):
        given = ", ".join(f"{cause} {format_number(many)}" for cause, many in counts.items())
        rest = f"; {gap(f'nguyên nhân của {format_number(left)} {things} còn lại')}" if left else ""
        text = f"Nguyên nhân của {whole} {things}: {given}{rest}."
    return Sentence(text, Claim.of(f"overdue:{kind}", asked, {"count": len(late)}))


def drivers(found: Sequence[Finding]) -> list[Sentence]:
    """Where what is said of a rate comes from: what pulled it down, where what fails piles up, who is apart."""
    parts = [part for one in found for part in (one, *one.more) if part.about in RATES]
    why = [part for part in parts if part.state != "met" and part.key.endswith((DRIVEN, PILED, APART))]
    told = [part for part in why if not (part.key.endswith(APART) and part in found)]  # it is said so already
    return [Sentence(_of_rate(part), *claims_of(part.text)) for part in told]


def _of_rate(part: Finding) -> str:
    if part.key.endswith(APART):
        return str(part.text)  # it names the rate itself
    text = inside(part.whole) if part.key.endswith(PILED) else part.text
    return f"{RATES[part.about].name}: {text}"
