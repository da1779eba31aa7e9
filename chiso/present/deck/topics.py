"""Slides with a chart: (look) -> Slide. The chart is the one of the pages; without data the slide says which file
is missing."""

from dataclasses import replace

from chiso import figures
from chiso.core.periods import short_day
from chiso.core.vietnamese import format_date, format_number
from chiso.figures.between import CLEARED, NEW
from chiso.figures.judging import Value
from chiso.figures.lateness import SOON_DAYS
from chiso.figures.verdicts import past
from chiso.present.chart import records
from chiso.present.columns import TABLES, Table
from chiso.present.deck.ended import is_over
from chiso.present.deck.longest import first, longest, single, where
from chiso.present.deck.look import Look
from chiso.present.deck.said import absent, figure, fraction, no_data, shown
from chiso.present.pictures import lateness, online, points, rates
from chiso.present.slides import Slide
from chiso.words import ended_units, findings, goals, headlines, online_cards, rooms, unknown
from chiso.words import overdue as late
from chiso.words.attention import overdue_before, week_move
from chiso.words.cards import Kpi
from chiso.words.heard import NOT_KNOWN_SINCE, known
from chiso.words.numbers import in_words
from chiso.words.outlook import has_one
from chiso.words.soon import OTHERS, besides
from chiso.words.states import STATES, State
from chiso.words.unknown import undecided

MOST_UNITS = 9
MOST_NUMBERS = 3  # beside a chart, with what stands under them
ONE_STOP = "tệp hồ sơ Một cửa của năm"
DIGITAL = (
    "e_result_rate",
    "digitised_rate",
    "reuse_rate",
    "online_payment_rate",
    "postal_dossier_rate",
    "receipt_8h_rate",
)
PETITIONS = ("petition_on_time_rate", "petition_satisfied_rate", "service_index", "satisfaction")


def overdue(look: Look) -> Slide:
    """Overdue dossiers by unit and age, beside the longest."""
    if not look.speaks("dossiers"):
        return no_data("overdue", "hồ sơ quá hạn", ONE_STOP)
    frame = look.overdue("dossiers")
    before = overdue_before(look.store, look.asked, "dossiers")
    unheard = look.unheard("dossiers")
    below = NOT_KNOWN_SINCE if unheard.ended else _moved(look, before, len(frame))
    if frame.empty:
        return Slide("overdue", known("Không có hồ sơ quá hạn", unheard), empty=f"{below}.")
    chart = lateness.overdue(look.shortened(frame), things="hồ sơ", unheard=unheard)
    places = enumerate(zip(chart.names, chart.keys, strict=True))
    units = [(name, int(chart.total(place))) for place, (name, key) in places if key not in ("", rooms.LEFT)]
    if look.asked.unit:
        units = []  # of whom the whole deck speaks
    left = int((frame["unit"] == rooms.LEFT).sum())
    move = None if before is None else week_move(look.answer, look.asked, "dossiers")
    now = late.Late(len(frame), before, units, left=left, move=move, unheard=unheard)
    found = late.finding(now, since=look.asked.since)
    assert found is not None
    table = longest(look, "dossiers", frame)
    drawn = chart if len(frame) > 1 else None  # one bar compares nothing
    return Slide("overdue", found.text.rstrip("."), chart.note, drawn, table, line_below=below)


def _moved(look: Look, before: int | None, now: int) -> str:
    if before is None:
        return f"Chưa có số liệu đến {look.asked.since} để so sánh"
    if not now:
        return (
            f"Đến {look.asked.since} có {format_number(before)}"
            if before
            else f"Đến {look.asked.since} cũng không có"
        )
    turns = (figures.Turn(change, "dossiers", look.asked.earlier().as_of) for change in (NEW, CLEARED))
    new, done = (figures.count_turned(look.store, look.asked, turn) for turn in turns)
    many = map(format_number, (before, new, done, now))
    return "Đến {}: {} · phát sinh {} · đã giải quyết hoặc được hẹn lại {} · hiện còn {}".format(
        look.asked.since, *many
    )


def soon(look: Look) -> Slide:
    """Dossiers due today, in one, in three working days, by unit; how much else is."""
    if not look.speaks("dossiers"):
        return no_data("soon", "hồ sơ sắp đến hạn", ONE_STOP)
    frame = look.shortened(look.soon("dossiers", SOON_DAYS))
    found, unheard = findings.due_soon({"hồ sơ": len(frame)}, SOON_DAYS), look.unheard("dossiers")
    below = besides(look.asked, {kind: len(look.soon(kind, SOON_DAYS)) for kind in OTHERS})
    if found is None:
        head = known("Không có hồ sơ đến hạn trong ba ngày làm việc tới", unheard)
        none = NOT_KNOWN_SINCE if unheard.ended else "Tính theo hạn trả trong tệp Một cửa"
        return Slide("soon", head, empty=f"{none}.", line_below=below)
    headline = known(found.text.rstrip(".") + where(look, frame), unheard)
    if len(frame) == 1:
        return Slide("soon", headline, table=single(look, frame), line_below=below)
    chart = lateness.due_soon(frame, headline)
    rows = (
        row
        | {"title": f"{row['id']}\n{row['title'] or ''}".rstrip(), "who": row["official"] or row["unit_name"]}
        | {"standing": row["standing"].removeprefix("còn ")}  # as the column's head says
        for row in records(late.listed(first(frame)))
    )
    title, beyond = "Hồ sơ đến hạn sớm nhất", len(frame) - len(first(frame))
    table = Table.of(TABLES["slide_soon"], rows, title=title, beyond=beyond)
    return Slide("soon", headline, chart.note, chart, table, line_below=below)


def online_rate(look: Look) -> Slide:
    """The cumulative online rate against its target, with what the rest of the year must bring."""
    now = look.value("online_rate")
    if now is None or now.value is None:
        return absent("online", "hồ sơ trực tuyến", ONE_STOP, now)
    days = figures.days(look.store, look.asked, now.indicator)
    chart = online.cumulative(days, f"Tỷ lệ lũy kế {findings.period(ended_units.counted(now))}", now)
    numbers = [online_cards.from_now(now, is_official=True)] if now.expected else []
    if has_one(now) or past(now):
        numbers.insert(0, online_cards.forecast(now, is_official=True))
    for month in look.by("month", now.indicator)[-1:]:
        name = f"Tháng {int(str(month.month)[5:])}"
        numbers.append(Kpi(name, shown(month), STATES["no_target"], fraction(month, "hồ sơ")))
    if len(numbers) < MOST_NUMBERS:
        numbers.append(Kpi("Lũy kế", shown(now), STATES["no_target"], fraction(now, "hồ sơ")))
    below = _year_before(look, now)
    return Slide("online", chart.headline, chart.note, chart, numbers=tuple(numbers), line_below=below)


def _year_before(look: Look, now: Value) -> str:
    """What it was on the same day a year earlier; "" without a whole figure, or of a unit that works no more."""
    if is_over(look):
        return ""
    earlier = replace(look.asked, compare="year").earlier()
    found = figures.values(look.store, earlier, now.indicator).one(now.indicator)
    if found is None or found.value is None or not found.is_known:
        return ""
    look.claim_values(found)
    lacking = f" ({findings.lacking(found)})" if found.lacking else ""
    return f"Cùng kỳ năm trước, đến {format_date(found.day)}: {shown(found)}{lacking}"


def online_units(look: Look) -> Slide | list[Slide]:
    """Online rate by unit, and the procedures with most dossiers not online; none of one unit without a gap,
    of which the slide before says it all, or of one that works no more."""
    rows, now = look.by_unit("online_rate"), look.value("online_rate")
    if is_over(look):
        return []
    if not rows:
        return absent("online_units", "hồ sơ trực tuyến theo đơn vị", ONE_STOP, now)
    if now is None or now.target is None or now.target_date is None or not unknown.has_gap(now):
        if len(rows) == 1:
            return []
        chart = rates.by_unit(rows, MOST_UNITS)
        note = f"Tỷ lệ nộp trực tuyến theo đơn vị, thấp nhất trước; {findings.period(rows[0])}"
        drawn = [goals.state(value) for value in rows if not value.small_base]
        said = filter(None, (note, *_colours(drawn), findings.judged_on(rows)))
        note = "; ".join(said) + rates.marked(rows, "hồ sơ")
        headline = f"Hồ sơ trực tuyến: {chart.headline.replace('Chưa đủ', 'chưa đủ')}"
        return Slide("online_units", headline, note, chart)
    parts, procedures = (look.gap(now.indicator, by) for by in ("unit", "procedure"))
    parts = look.shortened(parts.rename(columns={"key": "unit", "name": "unit_name"}))
    parts = parts.rename(columns={"unit": "key", "unit_name": "name"})
    chart = online.shortfall(
        parts, target=now.target, until=short_day(now.target_date, look.as_of), by="unit"
    )
    headline, note = chart.headline, "Theo đơn vị; trong ngoặc là tỷ lệ đã đạt"
    if parts["is_ended"].any():  # what nobody can win any more may be the longest bar
        note = "Trong ngoặc: tỷ lệ đã đạt; đơn vị đã thôi: nơi khác bù"
    short = records(procedures[procedures["needed"] > 0].head(8))  # the others have more than enough
    table = (
        Table.of(TABLES["slide_procedures"], short, title="Thủ tục cần thêm nhiều nhất") if short else None
    )
    if len(parts) == 1 and table:
        if parts["needed"].sum() > 0:  # else others make up for what the procedures lack
            most = int(short[0]["needed"])
            headline = headlines.with_procedure(headline, str(short[0]["name"]), most, is_all=len(short) == 1)
        return Slide("online_units", headline, f"Tỷ lệ nộp trực tuyến {shown(now)}", table=table)
    return Slide("online_units", headline, note, chart, table)


def digital(look: Look) -> Slide:
    """Digitisation, e-results, re-use, online payment beside their targets."""
    rows = look.known(*DIGITAL)
    listed = [value for value in map(look.value, DIGITAL) if value is not None]
    if not rows:
        file = "tệp hồ sơ Một cửa có cột số hóa, kết quả điện tử"
        first = map(look.value, DIGITAL[:2])  # which the slide is called by
        return absent("digital", "hồ sơ để số hóa, cấp kết quả điện tử", file, *first)
    chart = rates.companions(rows)
    states = [goals.state(value) for value in listed]
    table = Table.of(
        TABLES["slide_digital"],
        (
            figure(value) | {"state": state.word or "Chưa giao"}
            for value, state in zip(listed, states, strict=True)
        ),
        title="So với chỉ tiêu, thưởng, trừ",
        roles={(place, 3): state.role for place, state in enumerate(states) if state.role != "neutral"},
    )
    if is_over(look):  # held against nothing: beside each figure what it is made of
        columns = {name: TABLES["slide_unit"][name] for name in ("short_name", "value", "base")}
        table = Table.of(columns, map(figure, listed))
    others = [look.values().one(code) for code in rates.COMPANIONS if code not in DIGITAL]
    of_procedures = [one for one in others if one is not None and one.value is not None]
    left = f"không kể {in_words(len(of_procedures))} tỷ lệ tính trên thủ tục" if of_procedures else ""
    note = "; ".join(filter(None, (findings.period(rows[0]), left, *_colours(states))))
    return Slide("digital", chart.headline, note, chart, table, line_below=rates.undecided_among(listed))


def _colours(states: list[State]) -> list[str]:
    """What the bars that stand out say: "đỏ: khó đạt, không còn đạt được"."""
    words = {
        role: ", ".join(dict.fromkeys(state.word.lower() for state in states if state.role == role))
        for role in ("alarm", "warning")
    }
    return [f"{name}: {words[role]}" for role, name in (("alarm", "đỏ"), ("warning", "vàng")) if words[role]]


def tasks(look: Look) -> Slide:
    """Tasks of the province: on time by unit, and those overdue."""
    now, frame = look.value("task_on_time_rate"), look.overdue("tasks")
    if now is None or now.value is None:
        return absent("tasks", "nhiệm vụ UBND tỉnh giao", "tệp Nhắc việc", now)
    found = late.finding(late.Late(len(frame), unheard=look.unheard("tasks")), "tasks")
    standing = found.text.rstrip(".") + where(look, frame) if found else "không có nhiệm vụ quá hạn"
    table = longest(look, "tasks", frame) if not frame.empty else None
    early, extended = look.value("task_early_rate"), look.value("task_extended")
    units, below = look.by_unit("task_on_time_rate"), []
    is_one = len(units) == 1 and now.is_covered  # one bar compares nothing
    if early and early.value is not None and early.is_covered and not is_one:
        below.append(f"Sớm hạn {shown(early)}")
    if extended and extended.numerator:
        below.append(f"{'xin' if below else 'Xin'} gia hạn {format_number(extended.numerator)} nhiệm vụ")
    # what is overdue alone is no rate to draw either
    chart = rates.by_unit(units, MOST_UNITS) if now.is_covered and not is_one else None
    if chart and len(units) > MOST_UNITS:
        below.append(f"{len(units) - MOST_UNITS} đơn vị khác không vẽ")
    # nor to open with: the note says what it rests on
    why = undecided(now)
    rate = f"Nhiệm vụ đúng hạn {shown(now)}{', chưa kết luận' if why else ''}; "
    headline = f"{rate}{standing}" if now.is_covered else f"{standing[:1].upper()}{standing[1:]}"
    starred = "" if chart is None else rates.marked(units, "nhiệm vụ")
    note = f"Tỷ lệ đúng hạn{'' if is_one else ' theo đơn vị'}, {findings.period(now)}{starred}"
    note = "; ".join(filter(None, (note, why))) if now.is_covered else f"Đúng hạn: {findings.lacking(now)}"
    numbers = _numbers(now, early) if is_one else ()
    return Slide("tasks", headline, note, chart, table, numbers, line_below=" · ".join(below))


def _numbers(*found: Value | None) -> tuple[Kpi, ...]:
    """Figures in place of a chart, each with what it is made of."""
    return tuple(
        Kpi(one.short_name, shown(one), goals.state(one), fraction(one, "nhiệm vụ"))
        for one in found
        if one is not None and one.value is not None
    )


def _wanted(found: Value) -> str:
    """What stands under a figure: its base where that is small, what was assigned, what it earns and costs."""
    base = fraction(found) if found.small_base and found.is_covered else ""
    goal = goals.target(found)
    goal = f"chỉ tiêu {goal}{'' if found.is_rate else ' điểm'}" if goal else ""
    return "; ".join(filter(None, (base, goal, *goals.extras(found))))


def petitions(look: Look) -> Slide:
    """Petitions, satisfaction and the index of service."""
    rows = look.known(*PETITIONS)
    if not rows:
        file = "tệp PAKN và Bộ chỉ số phục vụ"
        if look.speaks("petitions"):
            return Slide("petitions", "Không phát sinh phản ánh, kiến nghị", is_missing=True)
        return no_data("petitions", "phản ánh, kiến nghị", file)
    frame = look.overdue("petitions")
    overdue = late.finding(late.Late(len(frame), unheard=look.unheard("petitions")), "petitions")
    numbers = tuple(
        Kpi(
            row.short_name,
            shown(row, "–") if row.is_rate else format_number(row.value, 2),  # as at the end of its line
            goals.state(row),
            _wanted(row),
        )
        for row in rows
    )
    months = look.by("month", "service_index")
    name = "Bộ chỉ số phục vụ người dân, doanh nghiệp"
    chart = points.monthly(months, name) if len(months) > 1 else None
    below = overdue.text.rstrip(".") + where(look, frame) if overdue else ""
    left = (f"{row.short_name}: {findings.lacking(row)}" for row in rows if not row.is_covered)
    note = "; ".join((*left, *([chart.note] if chart and chart.note else [])))
    table = longest(look, "petitions", frame) if chart is None and len(frame) else None
    headline = headlines.about("PAKN", headlines.companions(rows))
    return Slide("petitions", headline, note, chart, table, numbers, line_below=below)
