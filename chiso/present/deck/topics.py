"""One slide per topic: (look) -> Slide. The headline is the finding; without data it says which file is missing."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from chiso import figures
from chiso.core.vietnamese import format_date, format_number
from chiso.present.deck import parts
from chiso.present.deck.look import Look, Row, clean
from chiso.present.slides import Chart, Number, Role, Series, Slide, Table
from chiso.words import findings, headlines
from chiso.words.states import STATES


def summary(look: Look, sentences: Sequence[findings.Finding]) -> Slide:
    """The week's findings, worst first."""
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


def overdue(look: Look) -> Slide:
    """Overdue dossiers by unit and age, beside the longest."""
    frame, before = look.overdue("dossiers"), look.overdue("dossiers", as_of=look.before)
    if frame.empty:
        return Slide(
            "overdue",
            "Không có hồ sơ quá hạn",
            parts.since(0, len(before)),
            empty="Không có hồ sơ nào quá hạn trả.",
        )
    units = parts.top_units(look, frame)
    found = findings.overdue(
        len(frame), before=len(before), top_unit=units[0][0], top_count=len(units[0][1]), longest=0
    )
    assert found is not None
    new, done = set(frame["key"]) - set(before["key"]), set(before["key"]) - set(frame["key"])
    below = (
        f"Tuần trước {len(before)} · mới thêm {len(new)} · không còn quá hạn {len(done)} · nay {len(frame)}"
    )
    note = "Hồ sơ quá hạn theo đơn vị và số ngày làm việc đã trễ"
    chart, table = parts.ages(units, note), parts.longest(look, frame, "dossiers")
    return Slide("overdue", found.text.rstrip("."), note, chart, table, line_below=below)


def soon(look: Look) -> Slide:
    """Dossiers due today, in one, in three working days, by unit."""
    frame = look.soon("dossiers", 3)
    if frame.empty:
        return Slide(
            "soon", "Không có hồ sơ đến hạn trong ba ngày làm việc tới", empty="Không có hồ sơ sắp đến hạn."
        )
    units = parts.top_units(look, frame)
    found = findings.due_soon(len(frame), 3)
    assert found is not None
    roles: tuple[Role, ...] = ("dark", "middle", "light", "context")
    series = tuple(
        Series(format_date(day)[:5], tuple(float((part["due"] == day).sum()) for _, part in units), role)
        for day, role in zip(sorted(frame["due"].unique()), roles, strict=False)
    )
    note = "Theo đơn vị và ngày hẹn trả"
    chart = Chart("stacked", tuple(name for name, _ in units), series, alt=note)
    rows = tuple(
        (
            format_date(row["due"])[:5],
            row["title"] or row["id"],
            row["official"] or look.short(row["unit"], row["unit_name"]),
        )
        for row in map(clean, frame.to_dict("records"))
    )
    table = Table(("Hẹn trả", "Thủ tục", "Công chức"), rows, (1.1, 4, 2.2), "Đến hạn trước")
    return Slide("soon", found.text.rstrip("."), note, chart, table)


def online(look: Look) -> Slide:
    """The cumulative online rate against its target, with what the rest of the year must bring."""
    row = look.row("online_rate")
    if not row or row["value"] is None:
        return parts.no_data("online", "hồ sơ trực tuyến", "tệp hồ sơ Một cửa của năm")
    deadline = format_date(row["target_date"])[:5] if row["target_date"] is not None else "cuối năm"
    headline = headlines.online(row["value"], row["target"], row["required"], deadline)
    months, rates = parts.cumulative(look.rows("month", "online_rate"))
    series = [Series("Lũy kế", rates)]
    if row["target"] is not None:
        series.append(Series("Chỉ tiêu", (float(row["target"]),) * len(months), "target"))
    chart = Chart(
        "line",
        months,
        tuple(series),
        "rate",
        label_points="last",
        alt=f"{headline}. Lũy kế theo tháng.",
        axis_from_zero=False,
    )
    numbers = []
    if row["required"] is not None and row["required"] > 0:
        text, note = headlines.needed(row["required"]), "số hồ sơ nộp trực tuyến trong mỗi 100 hồ sơ"
        if row["required"] > 1:
            note = "dù mọi hồ sơ còn lại đều nộp trực tuyến"
        numbers.append(Number(f"Cần từ nay đến {deadline}", text, note, True))
    last = look.rows("month", "online_rate")[-1:]
    for month in last:
        numbers.append(
            Number(f"Tháng {month['month'][5:]}", parts.shown(month), parts.fraction(month, "hồ sơ"))
        )
    numbers.append(Number("Lũy kế", parts.shown(row), parts.fraction(row, "hồ sơ")))
    note = f"Tỷ lệ lũy kế năm CCHC {look.year}"
    return Slide("online", headline, note, chart, numbers=tuple(numbers))


def online_units(look: Look) -> Slide:
    """Online rate by unit, and the procedures with most dossiers not online."""
    rows = [row for row in look.rows("unit", "online_rate") if row["denominator"]]
    if not rows:
        return parts.no_data("online_units", "hồ sơ trực tuyến theo đơn vị", "tệp hồ sơ Một cửa của năm")
    rest = figures.records(
        look.store,
        "online_rate",
        agency=look.agency,
        as_of=look.as_of,
        year=look.year,
        unit=look.unit,
        part="rest",
    )
    by_unit = [(look.short(r["unit"], r["unit_name"]), r["denominator"] - r["numerator"]) for r in rows]
    headline = headlines.share(
        sorted(by_unit, key=lambda x: -x[1]), things="hồ sơ", rest="chưa nộp trực tuyến"
    )
    note = "Tỷ lệ nộp trực tuyến theo đơn vị, thấp nhất trước"
    chart = parts.rate_bars(look, rows, note)
    counts = (
        rest.groupby("procedure_name").size().sort_values(ascending=False) if not rest.empty else pd.Series()
    )
    table = Table(
        ("Hồ sơ", "Thủ tục"),
        tuple((format_number(int(count)), str(name)) for name, count in counts.head(8).items()),
        (1, 5),
        "Thủ tục còn nhiều hồ sơ chưa nộp trực tuyến",
    )
    return Slide("online_units", headline, note, chart, table)


def digital(look: Look) -> Slide:
    """Digitisation, e-results, re-use, online payment beside their targets."""
    names = (
        "e_result_rate",
        "digitised_rate",
        "reuse_rate",
        "online_payment_rate",
        "postal_dossier_rate",
        "receipt_8h_rate",
    )
    rows = [row for row in map(look.row, names) if row and row["value"] is not None]
    if not rows:
        return parts.no_data("digital", "số hóa, kết quả điện tử", "tệp hồ sơ Một cửa có các cột này")
    labels = parts.short_names(look)
    chart = Chart(
        "bars",
        tuple(labels[row["indicator"]] for row in rows),
        (Series("Tỷ lệ", tuple(row["value"] for row in rows)),),
        "rate",
        frozenset(i for i, row in enumerate(rows) if findings.state_of(row).role == "alarm"),
        alt="Tỷ lệ từng mặt so với chỉ tiêu",
    )
    table = Table(
        ("Chỉ tiêu", "Đạt", "Giao", "Tình trạng"),
        tuple(
            (
                labels[row["indicator"]],
                parts.shown(row),
                parts.target(row),
                findings.state_of(row).word or "Chưa giao",
            )
            for row in rows
        ),
        (2.6, 1.2, 1.2, 2.2),
        "So với chỉ tiêu",
        alarm=frozenset((i, 3) for i, row in enumerate(rows) if findings.state_of(row).role == "alarm"),
    )
    return Slide("digital", headlines.companions(rows), "Lũy kế năm CCHC; cột đỏ là chưa đạt", chart, table)


def tasks(look: Look) -> Slide:
    """Tasks of the province: on time by unit, and those overdue."""
    row, frame = look.row("task_on_time_rate"), look.overdue("tasks")
    if not row or row["value"] is None:
        return parts.no_data("tasks", "nhiệm vụ UBND tỉnh giao", "tệp Nhắc việc")
    found = findings.overdue(len(frame), things="nhiệm vụ", indicator="overdue_tasks")
    late = found.text.rstrip(".") if found else "không có nhiệm vụ quá hạn"
    headline = f"Nhiệm vụ đúng hạn {parts.shown(row)}; {late}"
    by_unit = look.rows("unit", "task_on_time_rate")
    note = "Tỷ lệ nhiệm vụ đúng hạn theo đơn vị"
    table = parts.longest(look, frame, "tasks") if not frame.empty else None
    early = look.row("task_early_rate")
    extended = look.row("task_extended")
    below = " · ".join(
        filter(
            None,
            [
                f"Sớm hạn {parts.shown(early)}" if early and early["value"] is not None else "",
                f"xin gia hạn {format_number(extended['numerator'])} nhiệm vụ"
                if extended and extended["numerator"]
                else "",
            ],
        )
    )
    return Slide("tasks", headline, note, parts.rate_bars(look, by_unit, note), table, line_below=below)


def petitions(look: Look) -> Slide:
    """Petitions, satisfaction and the index of service."""
    rows = [
        look.row(name)
        for name in ("petition_on_time_rate", "petition_satisfied_rate", "service_index", "satisfaction")
    ]
    rows = [row for row in rows if row and row["value"] is not None]
    if not rows:
        return parts.no_data("petitions", "phản ánh, kiến nghị", "tệp PAKN và Bộ chỉ số phục vụ")
    labels, overdue_ones = parts.short_names(look), look.overdue("petitions")
    headline = headlines.companions(rows)
    numbers = tuple(
        Number(
            labels[row["indicator"]],
            parts.shown(row),
            f"chỉ tiêu {parts.target(row)}" if row["target"] is not None else "",
            findings.state_of(row).role == "alarm",
        )
        for row in rows
    )
    monthly = look.rows("month", "service_index")
    chart = None
    if len(monthly) > 1:
        months = tuple(f"T{int(row['month'][5:])}" for row in monthly)
        chart = Chart("line", months, (Series("Bộ chỉ số phục vụ", tuple(row["value"] for row in monthly)),), "points",
                      label_points="last", alt="Bộ chỉ số phục vụ theo tháng", axis_from_zero=False)  # fmt: skip
    below = f"{len(overdue_ones)} phản ánh, kiến nghị quá hạn trả lời" if len(overdue_ones) else ""
    note = "Bộ chỉ số phục vụ người dân, doanh nghiệp theo tháng" if chart else ""
    return Slide("petitions", headline, note, chart, numbers=numbers, line_below=below)


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


def conclusions(look: Look, sentences: Sequence[findings.Finding]) -> Slide:
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
        for s in sentences
        if s.state in proposals
    )[:6]
    if not lines:
        return Slide("conclusions", "Đề nghị kết luận", empty="Không có đề nghị; bổ sung khi họp.")
    return Slide("conclusions", "Đề nghị kết luận", "Sửa lại trước khi trình bày", lines=lines)


def unit_page(look: Look, row: Row) -> Slide:
    """Appendix: one unit's figures beside the agency's."""
    own = Look(look.store, replace(look.asked, unit=row["unit"]))
    labels = parts.short_names(look)
    frame = look.values("unit")
    mine = [clean(r) for r in frame[frame["unit"] == row["unit"]].to_dict("records")]
    rows = []
    for figure in mine:
        whole = look.row(figure["indicator"])
        name = str(labels.get(figure["indicator"], figure["indicator"]))
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
        f"{row['unit_name']}: {len(late)} hồ sơ quá hạn"
        if len(late)
        else f"{row['unit_name']}: không có hồ sơ quá hạn"
    )
    table = Table(
        ("Chỉ tiêu", "Đơn vị", "Trên cơ sở", "Giao", "Toàn cơ quan"), tuple(rows), (4, 1.6, 2.4, 1.4, 1.8)
    )
    return Slide(f"unit:{row['unit']}", headline, "Phụ lục theo đơn vị", table=table)


Topic = Callable[[Look], Slide]
