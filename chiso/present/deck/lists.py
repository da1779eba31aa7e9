"""Slides of text and tables: (look) -> Slide. The headline is the finding; without data the slide names the file."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from chiso import figures
from chiso.core.vietnamese import format_number
from chiso.desk import meetings
from chiso.present.chart import records
from chiso.present.columns import TABLES, Table
from chiso.present.deck.look import Look, Row, figure, no_data, shown
from chiso.present.slides import Slide
from chiso.words import findings, headlines
from chiso.words.overdue import KINDS
from chiso.words.states import STATES

PROPOSALS = {
    "overdue": "rà soát, giải quyết dứt điểm, báo cáo nguyên nhân từng trường hợp",
    "missed": "báo cáo giải pháp khắc phục và thời hạn",
    "unreachable": "báo cáo giải pháp hạn chế phần thiếu",
    "behind": "có biện pháp để đạt chỉ tiêu đúng hạn",
    "near": "theo dõi, đôn đốc hằng tuần",
    "unknown": "bổ sung số liệu trước kỳ giao ban sau",
}


def summary(look: Look) -> Slide:
    """The week's findings, worst first."""
    sentences = look.findings
    if not any(look.speaks(kind) for kind in KINDS):
        return no_data("summary", "của tuần", "tệp hồ sơ Một cửa, Nhắc việc, PAKN")
    if not sentences:
        return Slide("summary", "Không có việc nào phải chú ý trong tuần", empty=headlines.ALL_MET)
    many = findings.in_words(len(sentences), capital=True)
    is_alarm = any(STATES[s.state].role == "alarm" for s in sentences)
    calm = "Tuần này không có việc gấp"
    if any(s.state == "unknown" for s in sentences):
        calm = "Chưa đủ số liệu để nói tuần này có việc gấp hay không"
    headline = f"{many} nội dung cần lãnh đạo cho ý kiến" if is_alarm else calm
    return Slide("summary", headline, lines=tuple(s.text for s in sentences))


def _marked(column: int, is_bad: Sequence[bool]) -> frozenset[tuple[int, int]]:
    """The cells of a column that are an alarm."""
    return frozenset((place, column) for place, bad in enumerate(is_bad) if bad)


def commitments(look: Look) -> Slide:
    """Conclusions of earlier meetings: overdue and due first."""
    standing = meetings.commitments(look.store, look.agency, look.as_of, look.asked.unit)
    found = records(standing)
    if not found:
        none, remedy = "Chưa ghi kết luận giao ban nào", "Ghi kết luận ở trang Slide để kỳ sau nhắc lại."
        return Slide("commitments", none, empty=remedy)
    is_late = [row["state"] == "overdue" for row in found]
    statuses = [row["status"] for row in found]
    late, done = sum(is_late), statuses.count("done")
    headline = f"{late} kết luận quá hạn, {statuses.count('open') - late} đang thực hiện, {done} đã xong"
    rows = [
        row
        | {"state": meetings.STATES[row["state"]], "unit_name": look.short(row["unit_id"], row["unit_name"])}
        for row in found
    ]
    columns = dict(TABLES["slide_conclusions"])
    if not any(row["note"] for row in found):
        del columns["note"]
    table = Table.of(columns, rows, alarm=_marked(0, is_late))
    return Slide("commitments", headline, "Kết luận các kỳ giao ban trước", table=table)


def criteria(look: Look) -> Slide:
    """Criteria that lost points, with cause and remedy; the newest year that has a scoring sheet."""
    sheet = look.scores
    if not sheet.rows:
        return no_data("criteria", "bảng chấm điểm CCHC", "bảng tự chấm hoặc thẩm định Chỉ số CCHC")
    total = sheet.total
    all_lost = (total["max"] or 0) - (total["points"] or 0)
    headline = headlines.lost([row["lost"] for row in sheet.worst], all_lost)
    said = f"Năm {sheet.year}: {format_number(total['points'], 2)}/{format_number(total['max'])} điểm"
    if total["unexplained"]:
        said += f"; {format_number(total['unexplained'])} điểm chưa có chi tiết"
    rows = [row | {"remedy": row["remedy"] or row["cause"] or "Chưa có giải pháp"} for row in sheet.worst]
    table = Table.of(TABLES["slide_criteria"], rows)
    return Slide("criteria", f"{headline} (năm {sheet.year})", said, table=table)


def indices(look: Look) -> Slide:
    """The published indices over the years."""
    frame = figures.index_series(look.store, look.agency)
    totals = frame[frame["component"].isna()]
    if totals.empty:
        return no_data("indices", "kết quả công bố các chỉ số", "tệp kết quả PAR INDEX, SIPAS, PAPI, PCI")
    rows = [_edition(part) for _, part in totals.groupby(["index", "place"], sort=False)]
    fell = [row["change"].startswith("giảm") for row in rows]
    headline = "Không chỉ số nào giảm điểm so với kỳ trước"
    if any(fell):
        falling = findings.in_words(sum(fell), capital=True)
        headline = f"{falling} trong {findings.in_words(len(rows))} chỉ số giảm điểm"
    table = Table.of(TABLES["slide_indices"], rows, alarm=_marked(5, fell))
    return Slide("indices", headline, "Kết quả đã công bố; năm thiếu số thì để trống", table=table)


def _edition(part: pd.DataFrame) -> Row:
    """The newest edition of an index, beside the one before."""
    *earlier, last = records(part.sort_values("year"))
    rank = format_number(last["rank"]) if last["rank"] else "—"
    rank += f"/{format_number(last['rank_of'])}" if last["rank"] and last["rank_of"] else ""
    change = "—"
    if earlier and earlier[-1]["score"] is not None and last["score"] is not None:
        gap = findings.pair(last["score"], earlier[-1]["score"], rate=False, decimals=2)
        moved = f"{'tăng' if gap.sign > 0 else 'giảm'} {gap.gap} so với {earlier[-1]['year']}"
        change = moved if gap.sign else "giữ nguyên"
    score = "chưa có điểm" if last["score"] is None else format_number(last["score"])
    return last | {"score": score, "rank": rank, "change": change}


def plan(look: Look) -> Slide:
    """Deadlines of the plan: overdue, and within two weeks."""
    if not look.speaks("plan"):
        return no_data("plan", "kế hoạch", "phụ lục kế hoạch CCHC (bảng nhiệm vụ)")
    late = look.overdue("plan")
    ahead = look.soon("plan", 10)
    if late.empty and ahead.empty:
        return Slide(
            "plan",
            "Không có việc kế hoạch quá hạn hay đến hạn trong hai tuần tới",
            empty="Kế hoạch không có việc nào quá hạn hay đến hạn trong mười ngày làm việc.",
        )
    rows = [*records(late), *records(ahead)]
    is_late = [place < len(late) for place in range(len(rows))]
    table = Table.of(TABLES["slide_plan"], rows, alarm=_marked(0, is_late))
    soon = f"{len(ahead)} việc" if len(ahead) else "không có việc"
    headline = f"{len(late)} việc kế hoạch quá hạn, {soon} đến hạn trong hai tuần tới"
    if late.empty:
        headline = f"{len(ahead)} việc kế hoạch đến hạn trong hai tuần tới"
    return Slide("plan", headline, "Ngày đỏ là đã quá hạn", table=table)


def conclusions(look: Look) -> Slide:
    """What the meeting may conclude: one proposal per finding, to be edited."""
    if not any(look.speaks(kind) for kind in KINDS):
        return no_data("conclusions", "để đề nghị kết luận", "tệp hồ sơ Một cửa, Nhắc việc, PAKN")
    lines = tuple(
        f"{s.text.split(';')[0].rstrip('.')}: đề nghị {PROPOSALS[s.state]}."
        for s in look.findings
        if s.state in PROPOSALS
    )[:6]
    if not lines:
        return Slide("conclusions", "Đề nghị kết luận", empty="Không có đề nghị; bổ sung khi họp.")
    return Slide("conclusions", "Đề nghị kết luận", "Dự kiến, trình lãnh đạo xem xét", lines=lines)


def appendix(look: Look) -> list[Slide]:
    """One slide per unit: its figures beside the agency's."""
    units = {str(value.unit): str(value.unit_name) for value in look.values("unit")}
    return [_unit(look, unit, name) for unit, name in units.items()]


def _unit(look: Look, unit: str, unit_name: str) -> Slide:
    late = len(Look(look.store, replace(look.asked, unit=unit)).overdue("dossiers"))
    rows = []
    for value in look.values("unit"):
        if value.unit == unit:
            whole = look.value(value.indicator)
            said = {"value": shown(value), "whole": shown(whole) if whole else "—"}
            rows.append(figure(value) | said)
    headline = f"{unit_name}: {late} hồ sơ quá hạn" if late else f"{unit_name}: không có hồ sơ quá hạn"
    return Slide(f"unit:{unit}", headline, "Phụ lục theo đơn vị", table=Table.of(TABLES["slide_unit"], rows))
