"""What the program tells who speaks to a slide, from the same look as the slide: what it means, who answers, how its
figures are reckoned, of which day and files they are; a paragraph each after its head."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

import pandas as pd

from chiso.core.vietnamese import format_date, format_number
from chiso.figures.facts import OVERDUE
from chiso.figures.judging import Value
from chiso.figures.lateness import SOON_DAYS
from chiso.intake.datasets import SOURCES
from chiso.present.chart import records
from chiso.present.deck import lists
from chiso.present.deck.longest import first
from chiso.present.deck.look import Look
from chiso.present.deck.said import shown
from chiso.present.slides import Notes, Slide
from chiso.words import findings, goals
from chiso.words.attention import RATES
from chiso.words.claims import Claim, claims_of
from chiso.words.overdue import KINDS, standing
from chiso.words.proposals import named
from chiso.words.rooms import ENDED
from chiso.words.states import SHORT
from chiso.words.unknown import has_gap

MEANING, WHO, HOW, FILES = "Ý chính", "Đơn vị trả lời", "Cách tính", "Số liệu"
_MOST_DEFINED = 8  # of more figures only what each is made of
_MOST_PEOPLE, _MOST_FILES = 3, 2
# how to read what stands on a slide, beside its headline
_READ: Mapping[str, str] = {
    "summary": "Các ý xếp theo mức cần quan tâm, nặng nhất đứng trước.",
    "standing": "Thứ hạng xếp từ tỷ lệ cao nhất; đơn vị dưới 10 hồ sơ, nhiệm vụ, phản ánh không xếp.",
    "commitments": "Kết luận quá hạn đứng trước; cột con số cho biết chỉ tiêu gắn với kết luận đã đổi thế nào.",
    "soon": "Các hồ sơ này còn kịp đúng hạn nếu xong trước ngày hẹn.",
    "online_units": "Phần cần thêm của các đơn vị, trừ phần vượt của đơn vị khác, bằng số cả cơ quan cần thêm.",
    "criteria": "Mỗi dòng là một tiêu chí bị trừ điểm, kèm giải pháp hoặc nguyên nhân.",
    "indices": "Chỉ so với kỳ trước công bố theo cùng phương pháp.",
    "below": "Tỷ lệ so với điểm tối đa của chính đơn vị, tiêu chí; chỉ xếp hạng đơn vị đã thẩm định đủ.",
    "plan": "Tính theo hạn ghi trong kế hoạch, kể cả báo cáo định kỳ.",
    "reports": "Mỗi dòng là một kỳ của một đơn vị; kỳ đã nộp đúng hạn không liệt kê.",
    "conclusions": "Đây là dự kiến để lãnh đạo chọn, sửa; kết luận chính thức ghi sau cuộc họp.",
    "unit": "Số của đơn vị đặt cạnh số của toàn cơ quan.",
}
_LISTS = {"overdue": "dossiers", "tasks": "tasks", "petitions": "petitions", "soon": "dossiers"}
_GAPS = ("online", "digital", "tasks", "petitions")  # whose worst figure is said in a sentence
_ROWS = {"commitments": "kết luận", "reports": "kỳ"}
_OF_OTHERS = ("summary", "conclusions")  # whose figures are defined where they stand
_DATASETS = {
    "soon": "dossiers",
    "plan": "plan_tasks",
    "reports": "plan_tasks",
    "criteria": "criteria",
    "indices": "index_scores",
    "below": "unit_scores",
}


def told(look: Look, slide: Slide) -> Notes:
    """What stands in the notes of a proposed slide of the topic that is made at the moment; nothing under one that has
    no figure: which file is missing is said there."""
    topic, _, part = slide.topic.partition(":")
    if slide.is_missing or (topic == "left" and part):  # whose first slide says it all
        return Notes()
    values = _values(look, slide)
    is_short = topic in _OF_OTHERS or len(values) > _MOST_DEFINED
    who = _WHO.get(topic, _nobody)(look, slide, values)
    lines = [f"{MEANING}: {' '.join(_meaning(look, slide, values))}"]
    lines += [f"{WHO}: {who}"] if who else []
    lines += [_reckoned(look, value, is_short=is_short) for value in values]
    datasets = [str(look.meanings[value.indicator]["dataset"]) for value in values]
    datasets += [_DATASETS[topic]] if topic in _DATASETS else []
    files = "; ".join(filter(None, (_files(look, one) for one in dict.fromkeys(datasets))))
    if files or not slide.empty:
        lines.append("; ".join(filter(None, (f"{FILES}: đến {format_date(look.as_of)}", files))))
    return Notes(tuple(lines), tuple(_rows(look, topic, values)))


def _values(look: Look, slide: Slide) -> list[Value]:
    """The figures of the catalogue that a slide speaks of, of a unit's slide the unit's."""
    _, _, unit = slide.topic.partition(":")
    if unit and unit in look.units:
        return [value for value in look.values("unit") if value.unit == unit]
    claims: list[Claim] = [*look.claims.get(look.topic, ()), *claims_of(slide.headline)]
    claims += [claim for line in slide.lines for claim in claims_of(line)]
    codes = dict.fromkeys(code for claim in claims for code in _codes(claim.figure) if code in look.meanings)
    return [value for value in map(look.values().one, codes) if value is not None]


def _codes(figure: str) -> Iterator[str]:
    """The indicators in the name of what is claimed: "overdue:tasks", "gap:online_rate:unit"."""
    for part in figure.split(":"):
        yield part
        if figure.startswith("overdue:"):
            yield OVERDUE.get(part, "")


def _meaning(look: Look, slide: Slide, values: Sequence[Value]) -> Iterator[str]:
    topic = slide.topic.partition(":")[0]
    gaps = [
        findings.target_gap(value, RATES[value.indicator]) for value in values if value.indicator in RATES
    ]
    worst = sorted((gap for gap in gaps if gap), key=lambda gap: -gap.weight)
    if topic != "online" or not worst:
        yield f"{slide.headline.rstrip('.')}."
    if slide.empty:
        yield slide.empty
        return
    if topic in _GAPS and worst:
        yield worst[0].text
    if topic in ("overdue", "tasks") and len(frame := look.overdue(_LISTS[topic])):
        longest = format_number(frame["days_late"].max())
        yield f"{KINDS[_LISTS[topic]].things.capitalize()} trễ lâu nhất đã quá {longest} ngày làm việc."
    has_parts = topic != "online_units" or any(map(has_gap, values))  # else the units' rates are drawn
    if topic in _READ and has_parts:
        yield _READ[topic]


# --- who answers -----------------------------------------------------------------------------------------------------


def _nobody(_look: Look, _slide: Slide, _values: Sequence[Value]) -> str:
    return ""


def _of_list(look: Look, slide: Slide, _values: Sequence[Value]) -> str:
    kind = _LISTS[slide.topic]
    frame = look.soon(kind, SOON_DAYS) if slide.topic == "soon" else look.overdue(kind)
    return _people(frame, KINDS[kind].things)


def _people(frame: pd.DataFrame, things: str) -> str:
    """ "Phòng A: 9 hồ sơ (Trần Văn Bình 5, Lê Thị Cúc 4); Phòng B: 3 hồ sơ": units with their officials, who has most
    first."""
    said = []
    for unit, count in frame["unit_name"].fillna("").value_counts().items():
        of = frame[frame["unit_name"] == unit]
        people = of["official"].dropna().value_counts() if "official" in of else pd.Series(dtype=int)
        names = [f"{name} {format_number(many)}" for name, many in islice(people.items(), _MOST_PEOPLE)]
        more = (
            [f"{format_number(len(people) - _MOST_PEOPLE)} người khác"] if len(people) > _MOST_PEOPLE else []
        )
        who = f" ({', '.join([*names, *more])})" if names else ""
        said += [f"{unit}: {format_number(count)} {things}{who}"] if unit else []
    return "; ".join(said)


def _of_gap(look: Look, _slide: Slide, values: Sequence[Value]) -> str:
    now = next(iter(values), None)
    if now is None or not (now.needed or 0) > 0 or not has_gap(now):
        return ""
    parts = look.gap(now.indicator, "unit")
    is_ended = parts["is_ended"].astype(bool)
    living = parts[~is_ended & (parts["needed"] > 0)].sort_values("needed", ascending=False)
    rows = [(row["name"], row["needed"]) for row in records(living)]
    rows += [(ENDED, left)] if (left := parts[is_ended]["needed"].sum()) > 0 else []
    return "; ".join(f"{name}: cần thêm {format_number(needed)} hồ sơ" for name, needed in rows)


def _of_rates(look: Look, _slide: Slide, values: Sequence[Value]) -> str:
    """Of each rate that misses its target, the units that pull it down."""
    said = []
    for value in values:
        units = lists.answering(look, value.indicator) if value.state in SHORT else []
        said += [f"{value.short_name}: {named(units)}"] if units else []
    return "; ".join(said)


def _of_findings(look: Look, _slide: Slide, _values: Sequence[Value]) -> str:
    """Of each sentence of the summary."""
    names = {code: rate.name for code, rate in RATES.items()}
    names |= {code: f"{kind.things} quá hạn".capitalize() for code, kind in KINDS.items()}
    names |= {"soon": "Hồ sơ sắp đến hạn"}
    by = {
        one.about: lists.answering(look, one.about) for one in look.attention.foremost if one.about in names
    }
    return "; ".join(f"{names[about]}: {named(units)}" for about, units in by.items() if units)


def _of_plan(look: Look, _slide: Slide, _values: Sequence[Value]) -> str:
    return _people(pd.concat([look.overdue("plan"), look.planned()]), "việc")


def _of_criteria(look: Look, _slide: Slide, _values: Sequence[Value]) -> str:
    counts = Counter(look.responsible(row["units"]) for row in look.scores.worst if row["units"])
    units = ((unit.replace("; ", ", "), many) for unit, many in counts.most_common())
    return "; ".join(f"{unit}: {many} tiêu chí" for unit, many in units)


def _of_rows(_look: Look, slide: Slide, _values: Sequence[Value]) -> str:
    """How many rows of its table each unit has, who has most first."""
    counts = Counter(filter(None, slide.units)).most_common()
    return "; ".join(f"{unit}: {many} {_ROWS[slide.topic]}" for unit, many in counts)


_WHO: Mapping[str, Callable[[Look, Slide, Sequence[Value]], str]] = {
    **dict.fromkeys(_LISTS, _of_list),
    "summary": _of_findings,
    "online": _of_gap,
    "online_units": _of_gap,
    "digital": _of_rates,
    "criteria": _of_criteria,
    "plan": _of_plan,
    **dict.fromkeys(_ROWS, _of_rows),
}


# --- how it is reckoned, from what -----------------------------------------------------------------------------------


def _reckoned(look: Look, value: Value, *, is_short: bool) -> str:
    """ "Cách tính Hồ sơ trực tuyến: 6.720 hồ sơ nộp trực tuyến ÷ 12.866 hồ sơ tiếp nhận = 52,2%; …"."""
    row = look.meanings[value.indicator]
    said = shown(value)
    if value.is_rate and value.numerator is not None and value.denominator:
        top, base = format_number(value.numerator), format_number(value.denominator)
        said = f"{top} {row['numerator']} ÷ {base} {row['denominator']} = {said}"
    elif value.value is not None:
        said = f"{said} {row['numerator']}" if value.kind == "count" else f"{said}, {row['numerator']}"
    lacking, goal = findings.lacking(value), goals.target(value)
    said += f" ({lacking})" if lacking else ""
    said += (
        f"; chỉ tiêu {goal}: {goals.state(value).word.lower()}" if goal and value.value is not None else ""
    )
    meaning = "" if is_short else f". {row['definition'] or ''}".rstrip()
    return f"{HOW} {value.short_name}: {said}{meaning}"


def _files(look: Look, dataset: str) -> str:
    """The newest files behind a dataset, with the day that each speaks of, where it says one."""
    found = look.files(dataset)
    files = [
        f"{row['file_name']} ({format_date(row['as_of'])})"
        if row["as_of"] <= pd.Timestamp(look.as_of)
        else row["file_name"]
        for row in found.head(_MOST_FILES).to_dict("records")
    ]
    more = f" và {len(found) - _MOST_FILES} tệp trước đó" if len(found) > _MOST_FILES else ""
    return f"{SOURCES.get(dataset, dataset)}: {', '.join(files)}{more}" if files else ""


def _rows(look: Look, topic: str, values: Sequence[Value]) -> Iterator[tuple[str, str]]:
    """The list whose beginning the slide's table shows, in the same order."""
    if topic == "soon":
        for row in records(first(look.soon("dossiers", SOON_DAYS))):
            yield look.short(row["unit"], row["unit_name"]), f"{row['id']} ({standing(row)})"
    if topic in ("overdue", "tasks"):
        for row in records(first(look.overdue(_LISTS[topic]))):
            days = f"{format_number(row['days_late'])} ngày" if row["days_late"] else "mới quá hẹn"
            yield look.short(row["unit"], row["unit_name"]), f"{row['id']} ({days})"
    if topic == "online_units" and values and values[0].target is not None and has_gap(values[0]):
        parts = look.gap(values[0].indicator, "procedure")
        for row in records(parts[parts["needed"] > 0]):
            yield "", f"{row['name']} (cần thêm {format_number(row['needed'])})"
