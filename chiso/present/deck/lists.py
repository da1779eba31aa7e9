"""Slides of text and tables: (look) -> Slide. The headline is the finding; without data the slide names the file."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from chiso import figures
from chiso.core.text import missing
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import minutes
from chiso.desk.conclusions import outcome as became
from chiso.desk.conclusions import since as conclusions_since
from chiso.figures.lateness import SOON_DAYS
from chiso.figures.promises import BROKEN
from chiso.intake.datasets import MEETING
from chiso.present.chart import records
from chiso.present.columns import TABLES, Table
from chiso.present.deck import ended, register
from chiso.present.deck.longest import single
from chiso.present.deck.look import Look
from chiso.present.deck.said import no_data
from chiso.present.pictures import points
from chiso.present.signing import body_of
from chiso.present.slides import Multiple, Slide
from chiso.words import concluded, findings, headlines, meeting, proposals, rooms
from chiso.words import indices as published
from chiso.words.attention import RATES
from chiso.words.cards import Kpi
from chiso.words.claims import Sentence, claims_of
from chiso.words.criteria import most_lost, scored
from chiso.words.findings import Finding
from chiso.words.numbers import in_words
from chiso.words.overdue import KINDS
from chiso.words.plan import AHEAD_DAYS, together
from chiso.words.states import SHORT, STATES

# Beyond as many a list of what was left is read on the page, not slide by slide.
MOST_LEFT = 40
_YEARS = 7  # of an index, on its small chart


def summary(look: Look) -> Slide:
    """The week's findings, worst first; of a unit that has ended what became of it."""
    if ended.is_over(look):
        return ended.summary(look)
    sentences, away = look.attention.foremost, look.attention.put_away()
    if _knows_nothing(look):
        return no_data("summary", "của tuần", "tệp hồ sơ Một cửa, Nhắc việc, PAKN")
    if not sentences:
        calm = "Mọi nội dung cần chú ý đã được cất" if away else headlines.ALL_CALM
        title = calm if away else "Không có việc nào phải chú ý trong tuần"
        return Slide("summary", title, empty=f"{calm.rstrip('.')}.", speaker_note=away)
    many = in_words(len(sentences), capital=True)
    is_alarm = any(STATES[s.state].role == "alarm" for s in sentences)
    calm = "Tuần này không có việc gấp"
    if any(s.state == "unknown" for s in sentences):
        calm = "Chưa đủ số liệu để nói tuần này có việc gấp hay không"
    first = sentences[0].text
    headline = Sentence(proposals.foremost(many, first), *claims_of(first)) if is_alarm else calm
    return Slide("summary", headline, lines=tuple(s.text for s in sentences), speaker_note=away)


def _knows_nothing(look: Look) -> bool:
    """Whether no file speaks of the week's records, nor is anything else to be told, as of what is reported."""
    is_silent = all(one.state == "unknown" for one in look.attention.foremost)
    return is_silent and not any(look.speaks(kind) for kind in KINDS)


def _marked(column: int, is_bad: Sequence[bool]) -> frozenset[tuple[int, int]]:
    """The cells of a column that are an alarm."""
    return frozenset((place, column) for place, bad in enumerate(is_bad) if bad)


def commitments(look: Look) -> Slide:
    """Conclusions of earlier meetings that were open at the last one or made since, with how the figure moved and what
    became of each, as Giao ban and the minutes say it: those that were not met first."""
    day = minutes.last_meeting(look.store, look.agency, look.as_of)
    listed = conclusions_since(look.store, look.asked, day)
    if not listed:
        none = "Kết luận các kỳ giao ban trước"
        return Slide("commitments", none, empty="Không có kết luận nào cần theo dõi.")
    listed = sorted(listed, key=lambda row: concluded.BY_URGENCY.index(row["outcome"]))
    about = meeting.Compared(look.asked, day)
    moved = [{**row, "figure": concluded.figure(about, row), "state": became(row)} for row in listed]
    found = records(rooms.held(pd.DataFrame(moved).rename(columns={"unit_id": "unit"})))
    rows = [row | {"unit_name": look.short(row["unit"], row["unit_name"])} for row in found]
    columns = {
        name: column
        for name, column in TABLES["slide_conclusions"].items()
        if name not in ("note", "former", "figure") or any(row[name] not in (None, "", "–") for row in found)
    }
    table = Table.of(columns, rows, alarm=_marked(0, [row["outcome"] == BROKEN for row in listed]))
    units = tuple(str(row["unit_name"] or "") for row in rows)
    headline = concluded.headline(about, listed)
    return Slide("commitments", headline, f"Con số từ {format_date(day)} đến nay", table=table, units=units)


def criteria(look: Look) -> Slide:
    """Criteria that lost points, with cause and remedy; the newest year that has a scoring sheet."""
    sheet = look.scores
    if not sheet.rows:
        return no_data("criteria", "bảng chấm điểm CCHC", "bảng tự chấm hoặc thẩm định Chỉ số CCHC")
    total = sheet.total
    if missing(total["points"]):
        return Slide("criteria", "Tiêu chí mất điểm", empty=f"{scored(sheet.year, total, sheet.rows)}.")
    all_lost = sum(float(row["lost"]) for row in sheet.lost) if missing(total["lost"]) else total["lost"]
    look.claim(f"criteria:{sheet.year}", points=total["points"], max=total["max"])
    worst = [(str(row["name"]), float(row["lost"])) for row in sheet.worst]
    said = scored(sheet.year, total, sheet.rows)
    rows = [
        row
        | {
            "remedy": row["remedy"] or row["cause"] or "Chưa có giải pháp",
            "units": look.responsible(row["units"]),
        }
        for row in sheet.worst
    ]
    table = Table.of(TABLES["slide_criteria"], rows) if rows else None
    return Slide("criteria", most_lost(worst, all_lost, sheet.year), said, table=table)


def indices(look: Look) -> Slide:
    """The published indices over the years."""
    frame = figures.scores(look.store, look.agency, look.as_of)
    totals = frame[frame["component"].isna() & frame["own"]]
    if totals.empty:
        return no_data("indices", "kết quả công bố các chỉ số", "tệp kết quả PAR INDEX, SIPAS, PAPI, PCI")
    years = range(
        max(int(totals["year"].max()) - _YEARS + 1, int(totals["year"].min())), int(totals["year"].max()) + 1
    )
    rows = {name: published.totals(totals, name) for name in published.in_order(totals)}
    newest = {name: published.newest(of) for name, of in rows.items()}
    compared = {name: one.move.sign for name, one in newest.items() if one.move is not None}
    fell = [name for name, sign in compared.items() if sign < 0]
    look.claim("indices", fell=len(fell), compared=len(compared))
    comparable = in_words(len(compared))
    headline = "Không chỉ số nào giảm điểm so với kỳ trước"
    if not compared:
        headline = "Chưa chỉ số nào có kỳ trước để so sánh"
    elif len(compared) == 1:
        (only,) = compared
        headline = f"{only} {newest[only].year} {newest[only].moved(' điểm')}"
    elif fell:
        falling = in_words(len(fell), capital=True)
        headline = f"{falling} trong {comparable} chỉ số so sánh được giảm điểm"
        headline += f": {', '.join(fell)}" if len(fell) < len(compared) else ""
        move = newest[fell[0]].move
        if len(fell) == 1 and move is not None:
            headline = f"Chỉ {fell[0]} giảm điểm ({move.gap}) trong {comparable} chỉ số so sánh được"
    note = "Kết quả đã công bố; năm chưa có số liệu để trống"
    editions = tuple(_edition(rows[name], name, one, years) for name, one in newest.items())
    return Slide("indices", headline, note, multiples=editions)


def _edition(rows: pd.DataFrame, name: str, newest: published.Newest, years: range) -> Multiple:
    """The newest edition of an index over its years."""
    place = str(rows["place"].iloc[-1])
    sign = newest.move.sign if newest.move else 0
    state = STATES[{-1: "missed", 0: "none", 1: "met"}[sign]]
    score = newest.shown or "chưa có điểm"
    under = " · ".join(filter(None, (place, newest.rank)))
    figure = Kpi(f"{name} {newest.year}", score, state, under, newest.moved() or None)
    chart = points.small_years(rows, years, published.breaks(rows), f"Điểm {name}, {place}")
    return Multiple(published.number(name), figure, chart)


def plan(look: Look) -> Slide:
    """Deadlines of the plan: overdue, and within two weeks as the page of plans counts them."""
    if not look.speaks("plan"):
        return no_data("plan", "kế hoạch", "phụ lục kế hoạch CCHC (bảng nhiệm vụ)")
    late = look.overdue("plan")
    ahead = look.planned()
    if late.empty and ahead.empty:
        return Slide(
            "plan",
            "Không có việc kế hoạch quá hạn hay đến hạn trong hai tuần tới",
            empty=f"Tính theo hạn ghi trong kế hoạch, đến hết {AHEAD_DAYS} ngày tới.",
        )
    past, next_ones = together(late), together(ahead)
    rows = [*records(past), *records(next_ones)]
    is_late = [place < len(past) for place in range(len(rows))]
    table = Table.of(TABLES["slide_plan"], rows, alarm=_marked(0, is_late))
    if len(rows) == 1:
        table = single(look, past if len(past) else next_ones)
    overdue, soon = (f"{format_number(len(found))} việc" if len(found) else "" for found in (late, ahead))
    headline = f"{overdue} kế hoạch quá hạn, {soon or 'không có việc'} đến hạn trong hai tuần tới"
    if late.empty:
        headline = f"{soon} kế hoạch đến hạn trong hai tuần tới"
    below = register.said_with_plan(look)
    note = "Hạn in đỏ là đã quá hạn" if len(past) else ""
    return Slide("plan", headline, note, table=table, line_below=below)


def answering(look: Look, about: str) -> list[str]:
    """The units that a finding about this asks something of, who has most of it first; none that works no more."""
    return [str(look.units[unit]["unit_name"]) for unit, _ in _held(look, about)]


def _held(look: Look, about: str) -> list[tuple[str, int]]:
    """The same by code, each with how much of a list it has; 0 of a rate."""
    if about in RATES:
        every = look.values("unit").of(about)
        short = [
            value for value in every
            # of whom nothing fails there is nothing to explain
            if (value.state in SHORT or ((value.needed or 0) > 0 and not value.lacking))
            and value.numerator != value.denominator
        ]  # fmt: skip
        short.sort(key=lambda value: (value.numerator or 0) - (value.denominator or 0))
        held = [(str(value.unit), 0) for value in short]
    else:
        lists = [look.soon(kind, SOON_DAYS) for kind in MEETING] if about == "soon" else []
        lists = [look.overdue(about)] if about in KINDS else lists
        held = [(str(unit), int(n)) for unit, n in _units_of(lists).value_counts().items()]
    # the leadership gives orders and reports to nobody in the meeting
    return [one for one in held if look.works(one[0]) and look.units[one[0]]["kind"] != "leadership"]


def _units_of(lists: Sequence[pd.DataFrame]) -> "pd.Series[str]":
    return pd.concat([rows["unit"] for rows in lists]) if lists else pd.Series(dtype=str)


def conclusions(look: Look) -> Slide:
    """What the meeting may conclude: one proposal per finding, to be edited; of a unit that has ended who takes over
    what it left."""
    if ended.is_over(look):
        return ended.conclusions(look)
    if _knows_nothing(look):
        return no_data("conclusions", "để đề nghị kết luận", "tệp hồ sơ Một cửa, Nhắc việc, PAKN")
    after = minutes.next_meeting(look.store, look.agency, look.as_of)
    found = look.attention.foremost
    if not found:
        return Slide("conclusions", "Đề nghị kết luận", empty="Số liệu không có nội dung nào cần đề nghị.")
    lines = tuple(proposed(look, one, after) for one in found)
    value = look.value(found[0].about) if found[0].about in RATES else None
    held = [(str(look.units[unit]["unit_name"]), many) for unit, many in _held(look, found[0].about)]
    headline = Sentence(proposals.headline(found[0], value, held, after), *claims_of(found[0].text))
    return Slide("conclusions", headline, "Dự kiến, trình lãnh đạo xem xét", lines=lines)


def proposed(look: Look, found: Finding, after: date, *, is_whole: bool = False) -> Sentence:
    """What follows from a finding up to a day, claiming what the finding claims; `is_whole`: as of proposals.named."""
    value = look.value(found.about) if found.about in RATES else None
    units = asked = answering(look, found.about)
    if is_whole and (one := as_one(look, units, proposals.sharing(found.about))):
        units = [one]
    said = proposals.proposal(found, value, units, after, is_whole=is_whole)
    if found.left:
        said = proposals.with_left(said, found.left, found.about, is_office=asked in ([], [proposals.OFFICE]))
    return Sentence(said, *claims_of(found.text))


def as_one(look: Look, names: Sequence[str], shared: str = "") -> str:
    """What a paper that gives an order calls all, or nearly all, of today's units, or many that share something
    (`proposals.as_one`); "" of few, and where nobody is among them."""
    codes = {str(row["unit_name"]): code for code, row in look.units.items() if look.works(code)}
    if not codes.keys() >= {*names}:
        return ""
    asked = dict.fromkeys(look.roll.department(codes[name]) for name in names)
    every = [one for one in look.roll.departments() if look.works(one.unit_id) and one.kind != "leadership"]
    others = [one.name for one in every if one.unit_id not in asked]
    together = f"các phòng, đơn vị thuộc {body_of(look.agency_name)}"
    return proposals.as_one([str(look.roll.name(unit)) for unit in asked], others, together, shared)


def left(look: Look) -> list[Slide]:
    """What nobody has taken over from units that ended: how much of each, then one by one; no slide without any."""
    found = look.shortened(look.answer(figures.left_behind, look.asked))
    if found.empty:
        return []
    look.claim("left", count=len(found))
    counts = pd.crosstab(found["unit_name"], found["kind"])
    counts = counts.reindex(index=found["unit_name"].unique()).assign(total=counts.sum(axis=1))
    counts = counts.sort_values("total", ascending=False, kind="stable")
    columns = {name: one for name, one in TABLES["slide_left"].items() if name in ("unit_name", *counts)}
    rows = [*records(counts.reset_index()), {"unit_name": "Cộng", **counts.sum()}]
    many, units = format_number(len(found)), in_words(len(counts))
    whose = look.unit_name if look.asked.unit else f"{units} đơn vị đã thôi"
    headline = f"{many} việc của {whose} chưa có người nhận"
    names, most = findings.largest([(str(unit), int(of)) for unit, of in counts["total"].items()])
    headline += f"; nhiều nhất {names[0]} ({format_number(most)})" if len(names) == 1 < len(counts) else ""
    below = "Bàn giao ở trang Quản trị, phần Bàn giao"  # what staff have to do is for the notes
    if len(found) > MOST_LEFT:
        below += ", nơi có danh sách từng việc"
    note = "Việc đang mở, kể cả chưa đến hạn"
    table = Table.of(columns, rows, last_bold=True)
    slides = [Slide("left", headline, note, table=table, speaker_note=f"{below}.")]
    if len(found) <= MOST_LEFT:
        listed = found.assign(kind_name=found["kind"].map(rooms.LEFT_KINDS)).sort_values(
            "due", na_position="last", kind="stable"
        )
        table = Table.of(TABLES["slide_left_items"], records(listed))
        headline = f"{many} việc chưa có người nhận"
        slides.append(Slide("left:1", headline, note, table=table, goes_on=True))
    return slides
