"""On every kind of day every page stands for every kind of unit; and the chart, the headline, the answer of the
command line, the list and the file are one number. A usual run takes pairs (unit × page, page × day, unit × day), a
long one all units on all days."""

import io
import json
import re
from contextlib import redirect_stdout
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from chiso import figures
from chiso.__main__ import main
from chiso.figures.ask import Asked
from chiso.figures.coverage import Unheard
from chiso.figures.lateness import SOON_DAYS
from chiso.present import books, outputs, slides
from chiso.present.chart import Chart
from chiso.present.pictures import lateness
from chiso.store import Store
from chiso.web.parts import plots
from chiso.words import overdue
from chiso.words.attention import attention
from chiso.words.claims import Claim, claims_of
from tests.conftest import LONG, sample
from tests.web.test_pages import assert_sound
from tests.words.agreement import lists_agree, online_agrees
from tests.words.recomputed import Again
from tests.worlds.apps import FIGURES, opened, shown
from tests.worlds.demo_home import copy_home

# The whole agency; a room that works, one with a small base, one that has ended, the leadership without records, Văn
# phòng with the one-stop counter.
UNITS = ("", "stp-nv2", "stp-thanhtra", "stp-hctp", "stp-ld", "stp-vp")
DAYS = (
    date(2024, 3, 31),  # a Sunday and the last day of a month and a quarter
    date(2024, 9, 2),  # a holiday
    date(2024, 6, 29),  # a Saturday, the last day of rooms that ended but one
    date(2024, 1, 2),  # the first week of the year
    date(2023, 12, 14),  # the last day of a CCHC year
    date(2023, 12, 15),  # the first one of the next
)
PAIRS = [
    (unit, page, DAYS[(u + p) % len(DAYS)]) for u, unit in enumerate(UNITS) for p, page in enumerate(FIGURES)
]


@pytest.fixture
def codes(demo_store: Store) -> list[str]:
    return [
        row["unit"] for row in demo_store.rows("reference/units", agency="stp") if row["kind"] != "agency"
    ]


def stands(store: Store, unit: str, page: str, day: date) -> None:
    """The page has no error, what its buttons make a slide of has rows, and headlines say what their figures do."""
    offered: list[Chart] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plots, "slide_button", lambda chart, *_, **__: offered.append(chart))
        year = str(Asked(agency="stp", as_of=day).year)
        with shown(store):
            app = opened(page, nam=year, den=f"{day:%d/%m/%Y}", **({"don_vi": unit} if unit else {}))
        assert_sound(app, page)
    assert not [chart.headline for chart in offered if chart.is_empty]
    again = Again(store)
    for chart in offered:
        if claims_of(chart.headline):  # those of judged values; of a list the chart itself holds the numbers
            again.check(chart.headline)
    for chart in offered if LONG else offered[:1]:
        assert slides.one_chart(chart, "Sở Tư pháp")


@pytest.mark.parametrize("page", FIGURES)
def test_every_page_stands_for_every_kind_of_unit_and_day(demo_store: Store, page: str) -> None:
    for unit, _, day in sample([one for one in PAIRS if one[1] == page], FIGURES.index(page)):
        stands(demo_store, unit, page, day)


@pytest.mark.skipif(not LONG, reason="all of it with --long")
@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("page", FIGURES)
def test_every_page_stands_for_every_unit_on_every_kind_of_day(
    demo_store: Store, codes: list[str], page: str, day: date
) -> None:
    for unit in codes:
        stands(demo_store, unit, page, day)


def dated(sheet: Any) -> list[Any]:
    """The rows of a sheet that have a day."""
    return [row for row in sheet.iter_rows(values_only=True) if any(isinstance(cell, date) for cell in row)]


def asked_of(unit: str, day: date) -> Asked:
    return Asked(agency="stp", as_of=day, unit=unit or None)


@pytest.mark.parametrize(
    ("unit", "day"), list(product(UNITS, DAYS) if LONG else zip(UNITS, DAYS, strict=True)), ids=str
)
def test_chart_headline_list_file_and_message_hold_the_same_records(
    demo_store: Store, unit: str, day: date
) -> None:
    asked = asked_of(unit, day)
    value = figures.values(demo_store, asked, "overdue_dossiers").one("overdue_dossiers")
    late = figures.overdue(demo_store, asked, "dossiers")
    assert value is not None
    assert len(late) == (value.numerator or 0)
    assert late["days_left"].isna().all()
    soon = figures.overdue(demo_store, asked, "dossiers", SOON_DAYS)
    assert soon["days_left"].between(0, SOON_DAYS).all()
    assert not set(late["key"]) & set(soon["key"])
    for by in ("unit", "official"):
        chart = lateness.overdue(late, by=by, things="hồ sơ", unheard=Unheard(day))
        assert sum(chart.total(place) for place in range(len(chart.names))) == len(late)
    if len(soon):
        chart = lateness.due_soon(soon, "")
        assert sum(chart.total(place) for place in range(len(chart.names))) == len(soon)
    said = outputs.digest(demo_store, asked)
    lines = [line for part in said["units"] for line in part["text"].splitlines()[1:]]
    numbers = {
        begins: sum(line.count(", ") + 1 for line in lines if line.startswith(begins))
        for begins in ("- Quá hạn", "- Hạn ")
    }
    assert tuple(numbers.values()) == (len(late), len(soon))
    assert not any("trễ 0" in line for line in lines)
    book = openpyxl.load_workbook(io.BytesIO(books.digest_workbook(demo_store, asked)), read_only=True)
    sheets = [one for one in book.worksheets if one.title == "Hồ sơ"]  # none where nothing is to be listed
    assert sum(len(dated(one)) for one in sheets) == len(late) + len(soon)
    counted = {"Hồ sơ": "hồ sơ", "Nhiệm vụ": "nhiệm vụ", "PAKN": "phản ánh, kiến nghị"}
    assert {*book.sheetnames} <= {*counted}
    heads = [part["text"].partition("\n")[0] for part in said["units"]]
    told = {
        sheet: sum(int(many.replace(".", "")) for many in re.findall(rf"([\d.]+) {things}", " ".join(heads)))
        for sheet, things in counted.items()
    }
    listed = {sheet: len(dated(book[sheet])) if sheet in book.sheetnames else 0 for sheet in counted}
    assert listed == told
    assert overdue.as_text(late, "").count("\n- ") == len(late)
    for code, part in soon.groupby("unit"):
        text = overdue.message(part, late[late["unit"] == code], "hồ sơ", f"số liệu đến {day:%d/%m/%Y}")
        assert text.count("\n") < 6
        assert len(text) <= overdue.MESSAGE
        assert f": {len(part)} hồ sơ đến hạn" in text.replace(".", "")


@pytest.mark.parametrize(
    ("unit", "day"), list(product(UNITS, DAYS) if LONG else zip(UNITS, DAYS, strict=True)), ids=str
)
def test_every_list_and_the_gap_agree_with_their_figure_chart_text_and_sentence(
    demo_store: Store, unit: str, day: date
) -> None:
    asked = asked_of(unit, day)
    lists_agree(demo_store, asked, attention(demo_store, asked).foremost)
    online_agrees(demo_store, asked)


@pytest.mark.skipif(not LONG, reason="in a usual run the lists and figures themselves")
def test_the_workbook_holds_every_list_and_the_figures(demo_store: Store) -> None:
    """A sheet per list with as many rows; and of the online rate by unit what adds up to the agency's."""
    asked = asked_of("", date(2024, 10, 31))
    book = openpyxl.load_workbook(io.BytesIO(books.workbook(demo_store, asked)), read_only=True)
    for kind, title in books.OVERDUE.items():
        ids = sorted(figures.overdue(demo_store, asked, kind)["id"])
        sheet = book[title] if ids else None
        written = [set(ids) & set(row) for row in sheet.iter_rows(values_only=True)] if sheet else []
        assert ids or kind == "joint_dossiers"  # of these the demonstration has none overdue
        assert sorted(one for found in written for one in found) == ids
    rows = list(book["Theo đơn vị"].iter_rows(values_only=True))
    heads = next(row for row in rows if "Tử số" in row)
    name, top = heads.index("Chỉ tiêu"), heads.index("Tử số")
    value = figures.values(demo_store, asked, "online_rate").one("online_rate")
    assert value is not None
    assert sum(row[top] for row in rows if row[name : name + 1] == (value.name,)) == value.numerator


@pytest.fixture(scope="module")
def printed(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[date, dict[str, Any]]:
    """day -> what `indicators --json` prints by indicator, and how many rows `overdue --json` has by kind."""
    home = copy_home(demo_template, tmp_path_factory.mktemp("calendar") / "home")

    def answer(day: date, *words: str) -> list[dict[str, Any]]:
        with redirect_stdout(io.StringIO()) as out:
            assert main(["--home", str(home), "--json", *words, "--as-of", day.isoformat()]) == 0
        found: list[dict[str, Any]] = json.loads(out.getvalue())
        return found

    return {
        day: {row["indicator"]: row for row in answer(day, "indicators")}
        | {kind: len(answer(day, "overdue", "--kind", kind)) for kind in overdue.KINDS}
        for day in DAYS[:2]
    }


@pytest.mark.skipif(not LONG, reason="in a usual run the pages")
@pytest.mark.parametrize("day", DAYS[:2], ids=str)
def test_the_command_line_answers_the_same_on_days_without_work(
    demo_store: Store, printed: dict[date, dict[str, Any]], day: date
) -> None:
    asked, said = asked_of("", day), printed[day]
    late = {kind: len(figures.overdue(demo_store, asked, kind)) for kind in overdue.KINDS}
    assert {kind: said[kind] for kind in overdue.KINDS} == late
    assert said["overdue_dossiers"]["numerator"] == late["dossiers"]
    assert said["overdue_tasks"]["numerator"] == late["tasks"]
    claims = Claim.of_values(*figures.values(demo_store, asked))
    assert claims
    for claim in claims:
        numbers = dict(claim.numbers)
        assert {name: said[claim.figure][name] for name in numbers} == pytest.approx(numbers), claim
