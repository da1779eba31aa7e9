"""Slides of text and tables: (look) -> Slide. The headline is the finding; without data the slide names the file."""

from dataclasses import replace

from chiso import figures
from chiso.core.vietnamese import format_date, format_number
from chiso.present.deck import parts
from chiso.present.deck.look import Look, clean
from chiso.present.slides import Slide, Table
from chiso.words import findings, headlines
from chiso.words.states import STATES


def summary(look: Look) -> Slide:
    """The week's findings, worst first."""
    sentences = look.findings
    if not sentences:
        return Slide(
            "summary", "Không có việc nào phải chú ý trong tuần", empty="Các chỉ tiêu có số liệu đều đạt."
        )
    worst = sum(STATES[s.state].role == "alarm" for s in sentences)
    headline = (
        f"Tuần này có {findings.in_words(worst)} việc phải quyết" if worst else "Tuần này không có việc gấp"
    )
    return Slide("summary", headline, lines=tuple(s.text for s in sentences[:6]))


def commitments(look: Look) -> Slide:
    """Conclusions of earlier meetings: overdue and due first."""
    frame = look.commitments
    open_ones = frame[frame["status"] == "open"]
    if frame.empty:
        return Slide(
            "commitments",
            "Chưa ghi kết luận giao ban nào",
            empty="Ghi kết luận ở trang Slide để kỳ sau nhắc lại.",
        )
    late = int((open_ones["state"] == "overdue").sum())
    done = int((frame["status"] == "done").sum())
    headline = f"{late} kết luận quá hạn, {len(open_ones) - late} đang thực hiện, {done} đã xong"
    words = {
        "overdue": "Quá hạn",
        "due_soon": "Sắp đến hạn",
        "open": "Đang làm",
        "done": "Đã xong",
        "dropped": "Thôi",
    }
    rows = tuple(
        (
            words[row["state"]],
            row["content"],
            look.short(row["unit_id"], row["unit_name"]),
            format_date(row["due_on"]),
            row["note"] or "",
        )
        for row in map(clean, frame.to_dict("records"))
    )
    alarm = frozenset((i, 0) for i, row in enumerate(rows) if row[0] == "Quá hạn")
    table = Table(
        ("Tình trạng", "Việc", "Đơn vị", "Hạn", "Ghi chú"), rows, (1.3, 5, 1.8, 1.3, 2.6), alarm=alarm
    )
    return Slide("commitments", headline, "Kết luận các kỳ giao ban trước", table=table)


def criteria(look: Look) -> Slide:
    """Criteria that lost points, with cause and remedy; the newest year that has a scoring sheet."""
    for year in (look.year, look.year - 1):
        answer = figures.criteria(look.store, look.agency, year)
        if answer["criteria"]:
            break
    else:
        return parts.no_data("criteria", "bảng chấm điểm CCHC", "bảng tự chấm hoặc thẩm định Chỉ số CCHC")
    lost = sorted(
        (c for c in map(clean, answer["criteria"]) if (c["lost"] or 0) > 0), key=lambda c: -c["lost"]
    )
    total = clean(answer["total"])
    all_lost = (total["max"] or 0) - (total["points"] or 0)
    headline = headlines.lost([c["lost"] for c in lost], all_lost)
    rows = tuple(
        (
            c["code"],
            c["name"],
            format_number(c["lost"]),
            c["remedy"] or c["cause"] or "Chưa có giải pháp",
            parts.joined(c["units"]),
        )
        for c in lost
    )
    said = f"Năm {year}: {format_number(total['points'], 2)}/{format_number(total['max'])} điểm"
    if total.get("unexplained"):
        said += f"; {format_number(total['unexplained'])} điểm chưa có chi tiết"
    table = Table(
        ("Mã", "Tiêu chí", "Mất", "Nguyên nhân, giải pháp", "Đơn vị"), rows, (1.7, 4.2, 0.9, 4.6, 2.2)
    )
    return Slide("criteria", f"{headline} (năm {year})", said, table=table)


def indices(look: Look) -> Slide:
    """The published indices over the years."""
    frame = figures.index_series(look.store, look.agency)
    totals = frame[frame["component"].isna()] if not frame.empty else frame
    if totals.empty:
        return parts.no_data(
            "indices", "kết quả công bố các chỉ số", "tệp kết quả PAR INDEX, SIPAS, PAPI, PCI"
        )
    rows = []
    for (name, place), part in totals.groupby(["index", "place"], sort=False):
        part = part.sort_values("year")
        last = clean(part.iloc[-1].to_dict())
        before = clean(part.iloc[-2].to_dict()) if len(part) > 1 else None
        rank = f"{format_number(last['rank'])}" if last["rank"] else "—"
        rank += f"/{format_number(last['rank_of'])}" if last["rank"] and last["rank_of"] else ""
        change = "—"
        if before and before["score"] is not None and last["score"] is not None:
            gap = findings.pair(last["score"], before["score"], rate=False, decimals=2)
            change = (
                f"{'tăng' if gap.sign > 0 else 'giảm'} {gap.gap} so với {before['year']}"
                if gap.sign
                else "giữ nguyên"
            )
        score = format_number(last["score"]) if last["score"] is not None else "chưa có điểm"
        rows.append((str(name), str(place), str(last["year"]), score, rank, change))
    falling = [row for row in rows if row[5].startswith("giảm")]
    headline = (
        f"{findings.in_words(len(falling), capital=True)} trong {findings.in_words(len(rows))} chỉ số giảm điểm"
        if falling
        else "Không chỉ số nào giảm điểm so với kỳ trước"
    )
    alarm = frozenset((i, 5) for i, row in enumerate(rows) if row[5].startswith("giảm"))
    table = Table(
        ("Chỉ số", "Nơi", "Năm", "Điểm", "Hạng", "So với kỳ trước"),
        tuple(rows),
        (2, 3, 1, 1.3, 1.2, 3.4),
        alarm=alarm,
    )
    return Slide("indices", headline, "Kết quả đã công bố; năm thiếu số thì để trống", table=table)


def plan(look: Look) -> Slide:
    """Deadlines of the plan: overdue, and within two weeks."""
    late = look.overdue("plan")
    ahead = look.soon("plan", 10)
    if late.empty and ahead.empty:
        return Slide(
            "plan",
            "Không có việc kế hoạch đến hạn trong hai tuần tới",
            empty="Chưa có việc nào quá hạn hay đến hạn.",
        )
    rows = [(True, row) for row in map(clean, late.to_dict("records"))]
    rows += [(False, row) for row in map(clean, ahead.to_dict("records"))]
    table = Table(
        ("Hạn", "Mục", "Việc", "Đơn vị"),
        tuple(
            (format_date(row["due"]), row["id"] or "", row["title"] or "", row["unit_name"] or "")
            for _, row in rows
        ),
        (1.4, 1.2, 6, 2.6),
        alarm=frozenset((i, 0) for i, (is_late, _) in enumerate(rows) if is_late),
    )
    headline = f"{len(late)} việc kế hoạch quá hạn, {len(ahead)} việc đến hạn trong hai tuần tới"
    return Slide("plan", headline, "Ngày đỏ là đã quá hạn", table=table)


def conclusions(look: Look) -> Slide:
    """What the meeting may conclude: one proposal per finding, to be edited."""
    proposals = {
        "overdue": "rà soát, giải quyết dứt điểm, báo cáo nguyên nhân từng hồ sơ",
        "missed": "báo cáo giải pháp khắc phục và thời hạn",
        "unreachable": "báo cáo giải pháp hạn chế phần thiếu",
        "behind": "có biện pháp để đạt chỉ tiêu đúng hạn",
        "near": "theo dõi, đôn đốc hằng tuần",
        "unknown": "bổ sung số liệu trước kỳ giao ban sau",
    }
    lines = tuple(
        f"{s.text.split(';')[0].rstrip('.')}: đề nghị {proposals[s.state]}."
        for s in look.findings
        if s.state in proposals
    )[:6]
    if not lines:
        return Slide("conclusions", "Đề nghị kết luận", empty="Không có đề nghị; bổ sung khi họp.")
    return Slide("conclusions", "Đề nghị kết luận", "Sửa lại trước khi trình bày", lines=lines)


def _unit(look: Look, unit: str, unit_name: str) -> Slide:
    """Appendix: one unit's figures beside the agency's."""
    own = Look(look.store, replace(look.asked, unit=unit))
    labels = parts.short_names(look)
    rows = []
    for figure in (value for value in look.values("unit") if value.unit == unit):
        whole = look.value(figure.indicator)
        name = str(labels.get(figure.indicator, figure.indicator))
        rows.append(
            (
                name,
                parts.shown(figure),
                parts.fraction(figure, ""),
                parts.target(figure),
                parts.shown(whole) if whole else "—",
            )
        )
    late = own.overdue("dossiers")
    headline = (
        f"{unit_name}: {len(late)} hồ sơ quá hạn" if len(late) else f"{unit_name}: không có hồ sơ quá hạn"
    )
    table = Table(
        ("Chỉ tiêu", "Đơn vị", "Trên cơ sở", "Giao", "Toàn cơ quan"), tuple(rows), (4, 1.6, 2.4, 1.4, 1.8)
    )
    return Slide(f"unit:{unit}", headline, "Phụ lục theo đơn vị", table=table)


def appendix(look: Look) -> list[Slide]:
    """One slide per unit."""
    units = {str(value.unit): str(value.unit_name) for value in look.values("unit")}
    return [_unit(look, unit, name) for unit, name in units.items()]
