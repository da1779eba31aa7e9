"""The self-scoring of a CCHC year in words: how far it is, what is lacking, the rows of its list. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from chiso.core.clock import local
from chiso.core.vietnamese import format_date, format_number
from chiso.figures.self_scoring import Line, Proof, Said, SelfScoring, State, sums
from chiso.words.criteria import short

# "Báo cáo tự đánh giá, chấm điểm … 20/12/2024" (document 2, X.1): evidence lies ready by then
_READY = (12, 20)
LATER = "Minh chứng phải nộp bổ sung sau thì bị trừ 30% điểm chuẩn (tiêu chí II.2.2.2.3 năm 2023)"
STATES: Mapping[State, str] = {
    "open": "○ Chưa chấm",
    "waiting": "◐ Chờ duyệt",
    "accepted": "✓ Chấp nhận",
    "returned": "▲ Trả lại",
}
PROOFS: Mapping[Proof, str] = {"missing": "Thiếu", "unchecked": "Chưa kiểm tra", "checked": "✓ Đã kiểm tra"}
ALL, LACKING = "tat-ca", "minh-chung"  # in the address
FILTERS: Mapping[str, str] = {
    ALL: "Tất cả",
    **{state: words[2:] for state, words in STATES.items()},
    LACKING: "Thiếu, chưa kiểm tra minh chứng",
}


def headline(found: SelfScoring) -> str:
    """ "Các phòng tự chấm năm 2024: 5/11 tiêu chí đã chấm, 3 chờ duyệt"; an imported table has points of its own."""
    states = [line.state for line in found.lines]
    scored = f"{len(states) - states.count('open')}/{len(states)} tiêu chí đã chấm"
    rest = [(states.count("waiting"), "chờ duyệt"), (states.count("returned"), "trả lại")]
    parts = [f"{format_number(many)} {words}" for many, words in rest if many]
    return f"Các phòng tự chấm năm {found.year}: " + ", ".join([scored, *parts])


def compared(found: SelfScoring) -> str:
    """The total of what was scored against its maximum, last year's points and the appraised ones of the same
    criteria; "" where nothing was."""
    mine, most, many = sums(found.lines, "max_points")
    if not many:
        return ""
    said = [f"Các phòng chấm {_points(mine)}/{_points(most)} điểm của {many} tiêu chí"]
    for words, (mine, its, many) in (
        (f"năm {found.year - 1} được", sums(found.lines, "before")),
        ("thẩm định", sums(found.lines, "appraised")),
    ):
        if many:
            said.append(f"{words} {_points(its)} (cùng {many} tiêu chí, các phòng chấm {_points(mine)})")
    return "; ".join(said)


def evidence(found: SelfScoring, as_of: date) -> str:
    """What evidence is lacking until the day of the report, or since."""
    ready = date(found.year, *_READY)
    proofs = [line.proof for line in found.lines]
    counts = [(proofs.count("missing"), "thiếu minh chứng"), (proofs.count("unchecked"), "chưa kiểm tra")]
    parts = [f"{format_number(many)} tiêu chí {words}" for many, words in counts if many]
    when = f"Trước {format_date(ready)}" if as_of <= ready else f"Đã quá {format_date(ready)}"
    return f"{when}: còn {', '.join(parts)}" if parts else "Mọi tiêu chí đã có minh chứng, đã kiểm tra"


def chosen(lines: Sequence[Line], name: str) -> list[Line]:
    """The lines of one of FILTERS."""
    if name == LACKING:
        return [line for line in lines if line.proof != "checked"]
    return [line for line in lines if name in (ALL, line.state)]


def rows(lines: Sequence[Line]) -> pd.DataFrame:
    """A row per criterion as page, form and file have it."""
    columns = [
        "key", "code", "name", "short", "units", "max_points", "before", "room_points", "state_words", "review",
        "review_reason", "needed", "evidence", "proof", "evidence_checked", "scored_by", "reviewed_by", "checked_by",
        "appraised",
    ]  # fmt: skip
    return pd.DataFrame([_row(line) for line in lines], columns=columns)


def _row(line: Line) -> dict[str, object]:
    texts = {name: line.said[name].value if name in line.said else None for name in (
        "needed", "evidence", "review", "review_reason",
    )}  # fmt: skip
    return texts | {
        "key": line.key,
        "code": line.code,
        "name": line.name,
        "short": short(line.name),
        "units": line.units,
        "max_points": line.max_points,
        "before": line.before,
        "room_points": line.points,
        "appraised": line.appraised,
        "state_words": STATES[line.state],
        "proof": PROOFS[line.proof],
        "evidence_checked": line.proof == "checked",
        "scored_by": _who(line.said.get("room_points")),
        "reviewed_by": _who(line.said.get("review")),
        "checked_by": _who(line.said.get("evidence_checked")) if line.proof == "checked" else None,
    }


def _who(said: Said | None) -> str | None:
    return f"{said.by}, {format_date(local(said.at))}" if said else None


def _points(points: float) -> str:
    return format_number(round(points, 2))
