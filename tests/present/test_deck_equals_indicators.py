"""Every number of an indicator in a written deck is the one that `indicators --json` answers: in headlines, big
numbers, tables, sentences and speaker notes as printed, in the charts' caches and embedded workbooks as it is."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from chiso import __main__ as command_line
from chiso.commands import saying
from chiso.figures.ask import Asked
from chiso.present import deck as slide_deck
from chiso.present import outputs
from chiso.store import Store
from tests.worlds.schemas import Schemas

AS_OF, WEEK_BEFORE, YEAR_BEFORE = "2024-10-31", "2024-10-24", "2023-10-31"
UNIT = "stp-nv1"
NUMBER = r"(\d+(?:\.\d{3})*(?:,\d+)?%?)"

# --- which slide says which figure: written by hand from the contract and data/reference --------------------------

# shape, the words around the number (#), indicator, which of its fields
BOTH = (
    ("summary.lines", "# hồ sơ quá hạn", "overdue_dossiers", "value"),
    ("overdue.title", "^# hồ sơ quá hạn", "overdue_dossiers", "value"),
    ("overdue.line_below", "hiện còn #$", "overdue_dossiers", "value"),
    ("online.title", "^Hồ sơ trực tuyến (?:đạt )?#", "online_rate", "value"),
    ("online.number_1_under", "^từ #", "online_rate", "forecast_low"),
    ("online.number_1_under", "đến #$", "online_rate", "forecast_high"),
    ("digital.title", "tái sử dụng dữ liệu #$", "reuse_rate", "value"),
    ("tasks.title", "^Nhiệm vụ đúng hạn #", "task_on_time_rate", "value"),
)
TOLD = {
    None: (
        *BOTH,
        ("summary.lines", "Hồ sơ trực tuyến #, khó đạt", "online_rate", "value"),
        ("summary.lines", "cần thêm # trong", "online_rate", "needed"),
        ("summary.lines", "trong # hồ sơ dự kiến", "online_rate", "expected"),
        ("summary.lines", r"hồ sơ dự kiến \(#\)", "online_rate", "required"),
        ("summary.lines", "để đạt # vào 30/11", "online_rate", "target"),
        ("summary.lines", "# nhiệm vụ quá hạn", "overdue_tasks", "value"),
        ("summary.lines", "hài lòng về trả lời PAKN #", "petition_satisfied_rate", "value"),
        ("online.title", "khó đạt #:", "online_rate", "target"),
        ("online.title", "cần thêm # hồ sơ", "online_rate", "needed"),
        ("online.number_2_under", "^# /", "online_rate", "needed"),
        ("online.number_2_under", "/ # hồ sơ", "online_rate", "expected"),
        ("online.number_2_under", "ba tháng qua #$", "online_rate", "recent"),
        ("online_units.title", "^Cần thêm # hồ sơ", "online_rate", "needed"),
        ("tasks.title", "; # nhiệm vụ quá hạn$", "overdue_tasks", "value"),
        ("tasks.line_below", "Sớm hạn #", "task_early_rate", "value"),
        ("tasks.line_below", "xin gia hạn # nhiệm vụ", "task_extended", "value"),
        ("petitions.title", "PAKN hài lòng #$", "petition_satisfied_rate", "value"),
    ),
    UNIT: (
        *BOTH,
        ("summary.lines", r"chưa số hóa \(mới đạt #\)", "digitised_rate", "value"),
        ("summary.lines", "Hồ sơ đúng hạn #", "on_time_rate", "value"),
        ("summary.lines", "Nhiệm vụ đúng hạn #", "task_on_time_rate", "value"),
    ),
}
# what else is said in sentences; of the criteria's slide it is the points of the index
SENTENCES = r"(?!criteria\.)[\w:]+\.(title|lines|line_below)"
# slide, what a big number is called -> indicator, field
CARDS = {
    ("online", "Dự báo 30/11"): ("online_rate", "forecast"),
    ("online", "Cần từ nay"): ("online_rate", "required"),
    ("online", "Tháng 10"): ("online_rate", "2024-10"),
    ("tasks", "Nhiệm vụ đúng hạn"): ("task_on_time_rate", "value"),
    ("tasks", "Nhiệm vụ trước hạn"): ("task_early_rate", "value"),
    ("petitions", "PAKN đúng hạn"): ("petition_on_time_rate", "value"),
    ("petitions", "PAKN hài lòng"): ("petition_satisfied_rate", "value"),
    ("petitions", "Chỉ số phục vụ"): ("service_index", "value"),
    ("petitions", "Mức độ hài lòng"): ("satisfaction", "value"),
}
DIGITAL = {  # in the table, beside the bar
    "e_result_rate": ("Kết quả điện tử", "Hồ sơ cấp kết quả điện tử"),
    "digitised_rate": ("Số hóa hồ sơ", "Số hóa hồ sơ"),
    "reuse_rate": ("Tái sử dụng dữ liệu", "Tái sử dụng dữ liệu số hóa"),
    "online_payment_rate": ("Thanh toán trực tuyến", "Hồ sơ thanh toán trực tuyến"),
    "postal_dossier_rate": ("Hồ sơ qua bưu chính", "Thưởng: Hồ sơ qua bưu chính công ích"),
    "receipt_8h_rate": ("Tiếp nhận trong 8 giờ", "Hồ sơ trực tuyến tiếp nhận trong 8 giờ làm việc"),
}
CONCLUDED = {
    "Hồ sơ trực tuyến": "online_rate",
    "Kết quả điện tử": "e_result_rate",
    "Hồ sơ quá hạn": "overdue_dossiers",
}
UNITS = {
    "Lãnh đạo Sở": "stp-ld",
    "Văn phòng": "stp-vp",
    "Nghiệp vụ 1": "stp-nv1",
    "Nghiệp vụ 2": "stp-nv2",
    "Thanh tra": "stp-thanhtra",
    "ĐV sự nghiệp": "stp-dvsn",
}
ENDED = ("stp-hctp", "stp-ttbttp", "stp-pbgdpl", "stp-vbqppl")  # on 30/06/2024


# --- what was answered ---------------------------------------------------------------------------------------------

Row = dict[str, Any]


def command(store: Store, *words: str) -> saying.Said:
    """A command on an open home, as the server runs it."""
    call = command_line.understood(["--json", *words], Path.cwd())
    return saying.of(call.function(store, **call.words), True)


@dataclass
class Answers:
    """Of the agency or a unit: by indicator; by indicator and unit, now and a week before; by indicator and month."""

    whole: dict[str, Row]
    units: dict[tuple[str, str], Row]
    before: dict[tuple[str, str], Row]
    months: dict[tuple[str, str], Row]
    year_before: dict[str, Row]

    @classmethod
    def of(cls, store: Store, unit: str | None) -> "Answers":
        def rows(*words: str, as_of: str = AS_OF) -> list[Row]:
            answer: list[Row] = json.loads(command(store, "indicators", "--as-of", as_of, *words).out)
            return answer

        where = ("--unit", unit) if unit else ()
        by_unit = [{(row["indicator"], row["unit"]): row for row in rows("--by", "unit", as_of=day)}
                   for day in (AS_OF, WEEK_BEFORE)]  # fmt: skip
        watched = ("online_rate", "service_index")
        by_month = [row for one in watched for row in rows(*where, "--by", "month", "--indicator", one)]
        months = {(row["indicator"], row["month"]): row for row in by_month}
        whole, then = (
            {row["indicator"]: row for row in rows(*where, as_of=day)} for day in (AS_OF, YEAR_BEFORE)
        )
        return cls(whole, by_unit[0], by_unit[1], months, then)

    def one(self, indicator: str, field: str) -> str:
        """As it is printed: a field of the whole's, or the value of a month."""
        month = self.months.get((indicator, field))
        return printed(month) if month else printed(self.whole[indicator], field)

    def ended(self, indicator: str) -> tuple[float, float]:
        """Numerator and denominator of the units that are over."""
        found = [row for unit in ENDED if (row := self.units.get((indicator, unit)))]
        return sum(row["numerator"] for row in found), sum(row["denominator"] or 0 for row in found)

    @property
    def everything(self) -> set[str]:
        """All that may be printed with a percent sign: of each rate every field, every target of the year, and what can
        be reached if all that is still expected counts."""
        fields = ("value", "target", "required", "forecast", "forecast_low", "forecast_high", "recent")
        groups = (self.whole, self.units, self.before, self.months, self.year_before)
        said = set()
        for row in (row for group in groups for row in group.values() if row["kind"] == "rate"):
            said |= {printed(row, field) for field in fields if row[field] is not None}
            more = [step["target"] for step in row["steps"]]
            if row["expected"] is not None and row["denominator"]:
                most = row["numerator"] + row["expected"]
                more.append(most / (row["denominator"] + row["expected"]))
            said |= {printed({"kind": "rate", "value": one}) for one in more if one is not None}
        return said


def printed(row: Row, field: str = "value") -> str:
    """A number as the office writes it: rates as percentages of one decimal, near 0 and 100 of two, what is required
    rounded up; counts whole; points with up to two decimals."""
    is_share = row["kind"] == "rate" and field not in ("needed", "expected")
    number = Decimal(repr(row[field])) * (100 if is_share else 1)
    if field == "required":
        number = max(number, Decimal(0))  # nothing more is needed
    places = 2 if row["kind"] == "value" or (is_share and (0 < number < 1 or 99 < number < 100)) else 1
    places = places if is_share or row["kind"] == "value" else 0
    way = ROUND_CEILING if field == "required" else ROUND_HALF_UP
    text = f"{number.quantize(Decimal(1).scaleb(-places), way):,}".translate(str.maketrans(",.", ".,"))
    text = text.rstrip("0").rstrip(",") if "," in text else text
    return f"{text}%" if is_share else text


# --- what stands in the deck ---------------------------------------------------------------------------------------


class Deck:
    """A written deck as it is read back: its shapes by key."""

    def __init__(self, content: bytes) -> None:
        self.presentation = Presentation(io.BytesIO(content))
        named = (shape for slide in self.presentation.slides for shape in slide.shapes)
        self.shapes = {one.name.removeprefix("chiso:"): one for one in named}

    def text(self, key: str) -> str:
        return str(self.shapes[key].text_frame.text) if key in self.shapes else ""

    def rows(self, key: str) -> list[dict[str, str]]:
        """The rows of a table by the heads of its columns."""
        head, *rows = ([cell.text for cell in row.cells] for row in self.shapes[key].table.rows)
        return [dict(zip(head, row, strict=True)) for row in rows]

    def series(self, key: str) -> dict[str, list[tuple[str, float | None]]]:
        """Name of a series -> (name, value) as the chart keeps them for drawing."""
        plots = self.shapes[key].chart.plots
        names = list(plots[0].categories)
        return {one.name: list(zip(names, one.values, strict=True)) for plot in plots for one in plot.series}

    def labels(self, key: str) -> dict[int, str]:
        """Place -> what is typed at it."""
        found: dict[int, str] = {}
        for label in self.shapes[key].chart._chartSpace.iter(qn("c:dLbl")):
            said = "".join(one.text or "" for one in label.iter(qn("a:t")))
            place = int(label.find(qn("c:idx")).get("val"))
            found[place] = found.get(place, "") + said
        return found

    def cards(self) -> Iterator[tuple[str, str, str]]:
        """Slide, name, number; those of published indices are of no indicator."""
        for key in self.shapes:
            found = re.fullmatch(r"(\w+)(\.number_\d+)_name", key)
            if found and found[1] != "indices":
                yield found[1], self.text(key), self.text(found[1] + found[2])


Compared = Iterator[tuple[str, Any, Any]]  # where, what stands there, what was answered


def compared(deck: Deck, answers: Answers, told: tuple[tuple[str, str, str, str], ...]) -> Compared:
    """Everything that the table above names, and the percentages of headlines and notes that it does not name."""
    for key, words, indicator, field in told:
        found = re.search(words.replace("#", NUMBER), deck.text(key))
        yield f"{key}: {words}", found and found[1], answers.one(indicator, field)
    for slide, name, number in deck.cards():
        yield f"{slide}: {name}", number, answers.one(*CARDS[slide, name])
    yield from of_digital(deck, answers)
    yield from of_online(deck, answers)
    yield from by_unit(deck, answers)
    for row in deck.rows("commitments.table"):
        moved = re.match(rf"([^\d]+) {NUMBER} → {NUMBER}", row["Con số"])
        if moved:
            at = CONCLUDED[moved[1]], UNITS[row["Đơn vị"]]
            yield f"commitments: {at} then", moved[2], printed(answers.before[at])
            yield f"commitments: {at} now", moved[3], printed(answers.units[at])
    yield from of_notes(deck, answers)
    known = answers.everything
    said = [(key, deck.text(key)) for key in deck.shapes if re.fullmatch(SENTENCES, key)]
    for number, slide in enumerate(deck.presentation.slides, start=1):
        if slide.has_notes_slide:
            said.append((f"notes of {number}", slide.notes_slide.notes_text_frame.text))
    for where, text in said:
        for one in re.findall(r"\d[\d.,]*%", text):
            yield f"{where}: {text}", one, one if one in known else None


def of_notes(deck: Deck, answers: Answers) -> Compared:
    """What each figure is made of: "Cách tính Số hóa hồ sơ: 9 hồ sơ đã số hóa ÷ 10 hồ sơ đã giải quyết = 90%"."""
    rows = {row["short_name"]: row for row in answers.whole.values()}
    for number, slide in enumerate(deck.presentation.slides, start=1):
        for line in notes_of(slide):
            if found := re.match(r"Cách tính ([^:]+): ([\d.,%]+)", line):
                where, row = f"notes of {number}: {found[1]}", rows[found[1]]
                parts = re.match(rf"[^:]+: {NUMBER} [^÷]+ ÷ {NUMBER} [^=]+ = {NUMBER}", line)
                if row["kind"] != "rate":
                    yield where, found[2].rstrip(","), printed(row)
                    continue
                counts = [
                    printed({"kind": "count", "value": row[one]}) for one in ("numerator", "denominator")
                ]
                yield where, parts and list(parts.groups()), [*counts, printed(row)]


def notes_of(slide: Any) -> list[str]:
    return str(slide.notes_slide.notes_text_frame.text).split("\n") if slide.has_notes_slide else []


def of_digital(deck: Deck, answers: Answers) -> Compared:
    table = {row["Chỉ tiêu"]: row for row in deck.rows("digital.table")}
    bars, goals = (dict(deck.series("digital.chart")[name]) for name in ("Đạt", "Chỉ tiêu"))
    labels = deck.labels("digital.chart")
    yield "digital: which", {*table}, {name for name, _ in DIGITAL.values()}
    # of procedures with online submission, online payment, the post
    yield "digital: without", "không kể ba tỷ lệ tính trên thủ tục" in deck.text("digital.note"), True
    for indicator, (name, bar) in DIGITAL.items():
        answer = answers.whole[indicator]
        yield f"digital.table: {name}", table[name]["Đạt"], printed(answer)
        goal = re.search(NUMBER, table[name]["Mức"])
        yield f"digital.table: {name}, level", goal and goal[1], printed(answer, "target")
        yield f"digital.chart: {bar}", bars[bar], answer["value"]
        yield f"digital.chart: {bar}, level", goals[bar], answer["target"]
        yield f"digital.chart: {bar}, label", labels[[*bars].index(bar)], printed(answer)


def of_online(deck: Deck, answers: Answers) -> Compared:
    answer, drawn = answers.whole["online_rate"], deck.series("online.chart")
    ends = {name: [value for _, value in points if value is not None][-1] for name, points in drawn.items()}
    words = {
        "Lũy kế": "value",
        "thấp nhất": "forecast_low",
        "cao nhất": "forecast_high",
        "Chỉ tiêu": "target",
    }
    words |= {name: "forecast" if name.startswith("dự báo") else "target"
              for name in ends if re.match("dự báo|phải đạt", name)}  # fmt: skip
    for name, field in words.items():
        yield f"online.chart: {name}", ends[name], pytest.approx(answer[field], abs=1e-9)
    (dotted,) = (name for name in ends if name.startswith("dự báo"))
    yield "online.chart: forecast", dotted, f"dự báo {printed(answer, 'forecast')}"
    for name, _ in (
        deck.series("online_units.chart")["Cần thêm"] if "online_units.chart" in deck.shapes else ()
    ):
        if unit := re.fullmatch(rf"(.+) \({NUMBER}\)", name):
            rate = printed(answers.units["online_rate", UNITS[unit[1]]])
            yield f"online_units.chart: {name}", unit[2], rate


def by_unit(deck: Deck, answers: Answers) -> Compared:
    late: dict[str, float] = {}
    for points in deck.series("overdue.chart").values():
        for name, value in points:
            late[name] = late.get(name, 0) + (value or 0)
    for name, many in late.items():
        is_left = name == "Chưa có người nhận"
        answer = answers.ended("overdue_dossiers")[0] if is_left else None
        of_unit = None if is_left else answers.units["overdue_dossiers", UNITS[name]]["value"]
        yield f"overdue.chart: {name}", many, answer if is_left else of_unit
    yield "overdue.chart", sum(late.values()), answers.whole["overdue_dossiers"]["value"]
    if "tasks.chart" in deck.shapes:
        labels = deck.labels("tasks.chart")
        for place, (name, value) in enumerate(deck.series("tasks.chart")["Đạt"]):
            unit, done, base = re.fullmatch(r"(.+) \((\d+)/(\d+)\)", name).groups()  # type: ignore[union-attr]
            row = answers.units.get(("task_on_time_rate", UNITS.get(unit, "")))
            parts = (row["numerator"], row["denominator"]) if row else answers.ended("task_on_time_rate")
            yield f"tasks.chart: {name}, base", (int(done), int(base)), parts
            yield f"tasks.chart: {name}", value, pytest.approx(parts[0] / parts[1])
            rate = printed({"kind": "rate", "value": parts[0] / parts[1]})
            yield f"tasks.chart: {name}, label", labels[place].removesuffix(" *"), rate
    if then := re.fullmatch(rf"Cùng kỳ năm trước, đến 31/10/2023: {NUMBER}", deck.text("online.line_below")):
        yield "online.line_below", then[1], printed(answers.year_before["online_rate"])
    if "petitions.chart" in deck.shapes:
        months = [row["value"] for (what, _), row in answers.months.items() if what == "service_index"]
        (points,) = deck.series("petitions.chart").values()
        yield "petitions.chart", [value for _, value in points], months
        last = answers.one("service_index", "value")
        yield "petitions.chart: last", deck.labels("petitions.chart")[len(points) - 1], last


def differences(deck: Deck, answers: Answers, unit: str | None) -> list[tuple[str, Any, Any]]:
    return [one for one in compared(deck, answers, TOLD[unit]) if one[1] != one[2]]


@pytest.fixture(scope="module")
def decks(demo_store: Store) -> dict[str | None, bytes]:
    """What the command `slides` writes of the agency and of a unit."""
    made = {}
    for unit in (None, UNIT):
        where = ("--unit", unit) if unit else ()
        (content,) = command(demo_store, "slides", "--as-of", AS_OF, "--out", "x.pptx", *where).files.values()
        made[unit] = content
    return made


@pytest.fixture(scope="module")
def answers(demo_store: Store) -> dict[str | None, Answers]:
    return {unit: Answers.of(demo_store, unit) for unit in (None, UNIT)}


# --- tests ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("unit", "least"), [(None, 100), (UNIT, 50)])
def test_a_deck_says_what_the_indicators_answer(
    decks: Any, answers: Any, unit: str | None, least: int
) -> None:
    deck = Deck(decks[unit])
    assert differences(deck, answers[unit], unit) == []
    assert len([*compared(deck, answers[unit], TOLD[unit])]) > least


def test_a_number_that_differs_is_found(decks: Any, answers: Any) -> None:
    """One value of a chart, one cell, one big number, one word of a headline changed by hand."""
    deck = Deck(decks[None])
    bar = deck.shapes["tasks.chart"].chart._chartSpace.find(f".//{qn('c:val')}//{qn('c:v')}")
    bar.text = str(float(bar.text) - 0.001)
    deck.shapes["digital.table"].table.cell(1, 1).text = "79,3%"
    deck.shapes["petitions.number_1"].text_frame.text = "92,4%"
    title = deck.shapes["indices.title"].text_frame
    title.text = f"{title.text}: 12,345%"
    overdue = deck.presentation.slides[3].notes_slide.notes_text_frame
    overdue.text = overdue.text.replace("Hồ sơ quá hạn: 17 hồ sơ", "Hồ sơ quá hạn: 18 hồ sơ")
    found = [where for where, *_ in differences(deck, answers[None], None)]
    starts = ("petitions: PAKN", "digital.table: Kết quả", "tasks.chart: Nghiệp vụ 1", "notes of 4: Hồ sơ quá hạn",
              "indices.title: ")  # fmt: skip
    assert [one.startswith(start) for one, start in zip(found, starts, strict=True)] == [True] * 5


def test_notes_say_what_a_slide_means_who_answers_and_what_had_no_room(decks: Any, demo_store: Store) -> None:
    slides = {one.shapes.title.name: notes_of(one) for one in Deck(decks[None]).presentation.slides}
    said = dict(line.partition(": ")[::2] for line in slides["chiso:overdue.title"])
    assert [*said] == [
        "Ý chính",
        "Đơn vị trả lời",
        "Cách tính Hồ sơ quá hạn",
        "Số liệu",
        "Không nằm trên slide",
    ]
    assert said["Đơn vị trả lời"].startswith("Chưa có người nhận: 8 hồ sơ (")
    assert said["Số liệu"].startswith(f"đến {date.fromisoformat(AS_OF):%d/%m/%Y}; Một cửa: 2024-10 ")
    late = json.loads(command(demo_store, "overdue", "--as-of", AS_OF, "--kind", "dossiers").out)
    on_slide = {[*row.values()][1].split()[0] for row in Deck(decks[None]).rows("overdue.table")}
    left = set(re.findall(r"[\w.]+-\d+-\d+", said["Không nằm trên slide"]))
    assert on_slide | left == {row["id"] for row in late}
    assert not on_slide & left


def test_the_notes_of_a_unit_name_no_other_unit(decks: Any) -> None:
    lines = [line for slide in Deck(decks[UNIT]).presentation.slides for line in notes_of(slide)]
    said = [line for line in lines if line.startswith(("Đơn vị trả lời: ", "Không nằm trên slide: "))]
    others = {*UNITS} - {"Nghiệp vụ 1"} | {"Nghiệp vụ 2", "Chưa có người nhận"}
    assert len(said) > 4
    assert not [one for one in others for line in said if one in line]


@pytest.mark.parametrize("unit", [None, UNIT])
def test_the_sheet_behind_a_chart_holds_what_the_chart_draws(decks: Any, unit: str | None) -> None:
    charts = [shape for shape in Deck(decks[unit]).shapes.values() if shape.has_chart]
    assert len(charts) >= (7 if unit is None else 4)
    for shape in charts:
        plots = shape.chart.plots
        book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        names, *columns = zip(*book.active.iter_rows(values_only=True), strict=True)
        columns = [one for one in columns if not str(one[0]).startswith("Nhãn: ")]  # test_living_labels
        drawn = [(one.name, *one.values) for plot in plots for one in plot.series]
        shown = [*plots[0].categories]  # of a long line those that stand at its axis
        assert [name if said else "" for name, said in zip(names[1:], shown, strict=True)] == shown, (
            shape.name
        )
        assert all(names[1:]), shape.name
        # lines that stand over columns come last in the chart alone; a sheet rounds the last digit
        behind, before = (
            sorted([name, *map(digits, values)] for name, *values in each) for each in (columns, drawn)
        )
        assert behind == before, shape.name


def digits(number: float | None) -> str:
    return "" if number is None else f"{number:.12g}"


def test_the_slide_of_a_unit_says_its_figures_beside_the_agencys(
    demo_store: Store, answers: dict[str | None, Answers]
) -> None:
    asked = Asked(agency="stp", as_of=date.fromisoformat(AS_OF))
    content = outputs.deck(demo_store, asked, slide_deck.Choice(("units",))).content
    deck, said = Deck(content), answers[None]
    tables = {
        key.removeprefix("unit:").removesuffix(".table"): key for key in deck.shapes if key.endswith(".table")
    }
    assert {*UNITS.values()} - {"stp-dvsn"} <= {*tables}
    codes = {row["short_name"]: code for code, row in said.whole.items()}
    for unit in {*UNITS.values()} & {*tables}:
        for row in deck.rows(tables[unit]):
            code = codes[row["Chỉ tiêu"]]
            answer = said.units[code, unit]
            if answer["value"] is not None:
                assert row["Đơn vị"] == printed(answer), (unit, row)
            if answer["denominator"] and not answer["lacking"]:
                numbers = [
                    f"{int(answer[name]):,}".replace(",", ".") for name in ("numerator", "denominator")
                ]
                assert row["Số liệu"] == "/".join(numbers), (unit, row)
            if said.whole[code]["value"] is not None:
                assert row["Toàn cơ quan"] == printed(said.whole[code]), (unit, row)


@pytest.mark.parametrize("unit", [None, UNIT])
def test_the_decks_are_sound_by_the_schemas(decks: Any, schemas: Schemas, unit: str | None) -> None:
    assert schemas.errors(decks[unit]) == []
