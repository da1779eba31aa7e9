"""Imported and typed text does nothing in whatever leaves the house: tables, slides, reports, charts, log, SQL.

Pages in a real browser: tests/browser/test_hostile_browser.py. What is tried: tests/worlds/hostile.py.
"""

import csv
import io
import json
import logging
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from lxml import etree
from streamlit.testing.v1 import AppTest

from chiso import figures
from chiso.core import logs
from chiso.core.text import plain, table_csv
from chiso.desk import history
from chiso.figures.ask import Asked
from chiso.figures.what_if import Change
from chiso.intake.commit import batch, recovery
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.present import books, minutes, papers, rejected, reports, slides
from chiso.present import outputs as present
from chiso.present.chart import Chart, Series
from chiso.present.columns import Column, Table
from chiso.store import Store
from chiso.store.ledger import LEDGER
from chiso.web.parts import attention, trying, widgets
from chiso.web.shell import view
from chiso.words.findings import Finding
from tests.conftest import LONG, sample
from tests.present.chart_examples import BOUND
from tests.worlds import fresh_home, hostile
from tests.worlds.apps import FIGURES, opened, shown
from tests.worlds.demo_home import copy_home
from tests.worlds.import_world import table_rows
from tests.worlds.people import ADMIN

ROOT = Path(__file__).resolve().parents[2]
ASKED: dict[str, Any] = {"agency": "stp", "as_of": hostile.DAY}
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # text that hides behind other text
# What charts of ours are allowed to contain.
OURS = re.compile(r"</?b>|</?i>|<br>|<span style=\"color:#?\w+\">|</span>|<extra></extra>")


@pytest.fixture(scope="module")
def store(hostile_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(copy_home(hostile_template, tmp_path_factory.mktemp("hostile") / "home")) as opened:
        yield opened


# --- what the importer kept ----------------------------------------------------------------------------------


def test_every_string_is_data_and_nothing_but_data(store: Store) -> None:
    tried = hostile.tried()
    counted = {row["dataset"]: row for row in store.rows("imports/list")}
    for dataset in ("dossiers", "tasks", "petitions"):
        row = counted[dataset]
        # Six strings are nothing but blanks: such rows are rejected, or no rows at all.
        assert row["rows_read"] == row["rows_loaded"] + row["rows_rejected"] >= len(tried) - 6
        assert row["rows_loaded"] == len(table_rows(store, dataset)) >= len(tried) - 6
    said = {row["procedure_name"] for row in table_rows(store, "dossiers")}
    for text in ("'); drop table dossiers; --", "<script>alert(1)</script>", "$unit {{ source }} {0} %s"):
        assert text in said
    assert recovery.verify(store) == []


def test_every_string_of_the_world_is_data(tmp_path: Path) -> None:
    """The home of the other tests has a third of them in a usual run."""
    tried = hostile.strings()
    with fresh_home.build(tmp_path / "home") as store:
        upload = Upload("x.csv", hostile.dossiers(tried), answers=Answers(as_of=hostile.DAY))
        result = batch.import_file(store, ADMIN, upload)
        assert result.rows_read == result.rows_loaded + result.rows_rejected >= len(tried) - 6
        assert result.rows_loaded == len(table_rows(store, "dossiers")) >= len(tried) - 6


def test_no_table_holds_a_sign_that_turns_text_or_speaks_to_a_terminal(store: Store) -> None:
    """In files, or typed into any place where people type."""
    found = {}
    for table in [row["name"] for row in store.rows("store/made") if row["kind"] == "table"]:
        texts = store.arrow("reference/whole", {"table": (table,)})
        for name in texts.column_names:
            if texts.schema.field(name).type == "string":
                said = "".join(map(str, texts[name].drop_null().unique().to_pylist())).replace("\n", "")
                if TURNING.search(said) or re.search(r"[\x00-\x1f\x7f]", said):
                    found[table, name] = said[:40]
    assert found == {}


def test_units_that_nobody_knows_are_unknown_not_guessed(store: Store) -> None:
    found = figures.overdue(store, Asked(**ASKED), kind="dossiers")
    assert set(found["unit_name"]) == {*(name for name, _ in hostile.UNITS), "Chưa xác định"}


# --- files ---------------------------------------------------------------------------------------------------


def check_workbook(content: bytes, *, is_of_chart: bool = False) -> None:
    """No formula but those of a chart's labels, no link, no relation to the outside; every part is well-formed."""
    check_package(content)
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                is_bound = is_of_chart and cell.data_type == "f" and BOUND.fullmatch(cell.value)
                assert is_bound or cell.data_type not in ("f", "e"), cell.value
                assert cell.hyperlink is None


def check_package(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            assert not name.startswith(("/", "..")), name
            data = package.read(name)
            if name.endswith(".xlsx"):
                check_workbook(data, is_of_chart=True)
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
                if name.endswith(".rels"):
                    assert [part.get("Target") for part in root if part.get("TargetMode") == "External"] == []
                assert not re.search(rb"<(?:\w+:)?(?:hyperlink|hlinkClick|externalLink|script)\b", data), name
                assert not TURNING.search(etree.tostring(root, encoding="unicode")), name


def test_the_workbook_of_tables_holds_no_formula_and_no_link(store: Store) -> None:
    for unit in sample([None, "x1"]):
        check_workbook(books.workbook(store, Asked(unit=unit, **ASKED)))


def test_the_morning_list_holds_no_formula_and_no_link(store: Store) -> None:
    check_workbook(books.digest_workbook(store, Asked(**ASKED)))


@pytest.mark.parametrize("unit", sample([None, "x1", "x3"]))
def test_slides_are_whole_and_link_nowhere(store: Store, unit: str | None) -> None:
    check_package(present.deck(store, Asked(unit=unit, **ASKED)).content)


def test_a_single_chart_as_a_slide_holds_no_formula_in_its_data(store: Store) -> None:
    names = tuple(text or "?" for text in hostile.strings()[:40])
    values = tuple(float(number) for number in range(len(names)))
    chart = Chart(
        "bars",
        names,
        (Series(names[0], values, texts=names),),
        headline=names[8],
        note=names[9],
        source=names[1],
    )
    check_package(slides.one_chart(chart, names[3]))


@pytest.mark.skipif(not LONG, reason="in a usual run slides")
@pytest.mark.parametrize("kind", sample([*papers.KINDS]))
def test_reports_are_whole_and_link_nowhere(store: Store, kind: str) -> None:
    check_package(papers.build(store, kind, Asked(**ASKED)))


def test_every_string_of_the_world_makes_a_whole_paper() -> None:
    rows = tuple((text, text) for text in hostile.strings())
    head = reports.Letterhead(*hostile.OWN[:4])
    section = reports.Section(hostile.OWN[0], hostile.OWN, (Table((Column("a"), Column("b")), rows),))
    check_package(reports.build(reports.Report(head, hostile.DAY, *hostile.OWN[4:6], [section])))


@pytest.mark.parametrize("kind", list(minutes.KINDS))
def test_papers_of_a_meeting_are_whole_and_link_nowhere(store: Store, kind: str) -> None:
    check_package(minutes.build(kind, minutes.meeting_of(store, Asked(**ASKED), None)))


def test_tables_as_csv_hold_no_formula(store: Store) -> None:
    frame = figures.overdue(store, Asked(**ASKED))
    content = table_csv(frame[["id", "title", "unit_name", "official", "note", "office_note"]])
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == len(frame) + 1
    for row in rows:
        assert len(row) == 6
        for cell in row:
            assert not re.match(r"\s*[=+\-@].|[\t\r]", cell, re.DOTALL), cell
            assert not TURNING.search(cell), cell


def test_rejected_rows_come_back_as_text(store: Store) -> None:
    for row in history.imports(store, "stp"):
        if row["rows_rejected"]:
            check_workbook(rejected.workbook_of_import(store, row, range(1, 1_000_000)))


# --- charts and texts of pages -------------------------------------------------------------------------------

SECTIONS = tuple(
    re.findall(
        r'^    "([^"]+)": \w+\.\w+,$', (ROOT / "pages" / "quan_tri.py").read_text("utf-8"), re.MULTILINE
    )
)
# Fields of a page's messages whose text the browser shows as it is; whatever else is text may be read as Markdown.
AS_IT_IS = {
    "ArrowData.data", "BidiComponent.js_content", "Code.code_text", "Dataframe.columns", "Image.url",
    "MultiSelect.options", "PlotlyChart.config", "PlotlyChart.spec", "Selectbox.options", "Selectbox.raw_value",
    "Selectbox.set_value", "TextArea.default", "TextArea.value", "TextInput.default", "TextInput.value",
}  # fmt: skip
PAGES = (
    *(*FIGURES, "slide", "slide ket_luan", "doi_soat", "nhap_du_lieu"),
    *(f"quan_tri {place}" for place in range(len(SECTIONS))),  # one of its sections
)


def test_every_section_of_administration_is_looked_at() -> None:
    assert len(SECTIONS) == 16


@pytest.fixture
def unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page shows at a click stands open."""
    monkeypatch.setattr(widgets, "aside", lambda _label, _icon, draw, **_look: draw())
    toggle = view.toggle
    monkeypatch.setattr(view, "toggle", lambda *said, **look: toggle(*said, **look) or True)


@pytest.mark.parametrize("page", sample(PAGES))
def test_charts_and_markdown_of_pages_hold_no_markup_of_theirs(
    store: Store, page: str, unfolded: None
) -> None:
    with shown(store):
        page, _, place = page.partition(" ")
        where = {"muc": SECTIONS[int(place)]} if place.isdecimal() else {"phan": place} if place else {}
        app = opened(page, **where)
    assert not app.exception
    assert [one.value for one in app.error] == []
    for chart in app.get("plotly_chart"):
        drawn = json.loads(chart.proto.spec)
        del drawn["layout"]["meta"]  # of the picture that is taken away: put into it as text
        for trace in drawn["data"]:  # the third is what a click hands on; hovers show the first two
            trace["customdata"] = [row[:2] for row in trace.get("customdata", ())]
        for text in _texts(drawn):
            assert "<" not in OURS.sub("", text), text
    raw = [text for text in hostile.strings() if re.search(r"[<\[`:*$]", text) and len(text) > 6]
    for place, text in {said for one in _messages(app._tree) for said in _said(one)}:
        assert [one for one in raw if one in text] == [], (place, text)


def _page_of_options() -> None:
    import streamlit as page

    page.radio("nhan", ["[bam](javascript:alert(1))"])
    page.number_input("[P](//e.vn)")
    page.text_input("ten", "<b>dam</b>")  # shown as it is


def test_the_net_sees_labels_and_options() -> None:
    app = AppTest.from_function(_page_of_options).run()
    found = {text for one in _messages(app._tree) for _, text in _said(one)}
    assert {"nhan", "[bam](javascript:alert(1))", "[P](//e.vn)"} <= found
    assert "<b>dam</b>" not in found


def test_what_may_be_put_away_and_who_needs_more_are_told_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings and units of this home are read by the pages above only where they come to have several."""
    told: list[str] = []

    def radio(_label: str, options: list[str], format_func: Any, **_look: Any) -> str:
        told.extend(map(format_func, options))
        return options[0]

    monkeypatch.setattr("streamlit.radio", radio)
    monkeypatch.setattr("streamlit.number_input", lambda label, *_given, **_look: told.append(label))
    monkeypatch.setattr(trying, "_names", lambda _here: {"x": hostile.UNITS[1][1]})
    here: Any = SimpleNamespace(asked=SimpleNamespace(as_of=hostile.DAY))
    row = [Finding(text, "overdue", "qua-han", 1.0, key=text) for text in hostile.OWN[:8]]
    attention._put_away(here, row)
    part = SimpleNamespace(unit="x", unit_name="", left=3, weekly=None)
    found: Any = SimpleNamespace(parts=[part])
    trying._by_unit(here, found, Change())
    assert told == [*map(plain, hostile.OWN[:8]), plain(hostile.UNITS[1][1])]
    assert len({*told, *hostile.OWN[:8]}) == 17


def _messages(block: Any) -> Iterator[Any]:
    """What the browser is told of a part of the page, and of the parts in it."""
    if (proto := getattr(block, "proto", None)) is not None:
        yield proto
    for child in getattr(block, "children", {}).values():
        yield from _messages(child)


def _said(message: Any) -> Iterator[tuple[str, str]]:
    """(kind and field, text) of all that may be read as Markdown."""
    for field, value in message.ListFields():
        place = f"{message.DESCRIPTOR.name}.{field.name}"
        if place in AS_IT_IS or field.name in ("alt", "id", "key", "form_id", "element_id", "fragment_id"):
            continue
        if field.type not in (field.TYPE_MESSAGE, field.TYPE_STRING):
            continue
        one = isinstance(value, str) or hasattr(value, "ListFields")
        for each in [value] if one else value.values() if hasattr(value, "values") else value:
            if hasattr(each, "ListFields"):
                yield from _said(each)
            elif isinstance(each, str):
                yield place, each


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


# --- lines ---------------------------------------------------------------------------------------------------


def test_a_log_line_stays_one_line(tmp_path_factory: pytest.TempPathFactory) -> None:
    formatter = logs.OneLine("%(levelname)s %(message)s")
    for text in hostile.strings():
        record = logging.LogRecord("chiso", logging.WARNING, "x.py", 1, "start: %s", (text,), None)
        line = formatter.format(record)
        assert line.splitlines() in ([line], [])
        assert not re.search(r"[\x00-\x1f\x7f\x1b]", line)


def test_a_traceback_keeps_its_lines_and_the_message_above_it_is_one() -> None:
    try:
        raise ValueError("một\nhai\x1b[31m")
    except ValueError as error:
        record = logging.LogRecord(
            "chiso", logging.ERROR, "x.py", 1, "lỗi\n2024 giả", (), (type(error), error, None)
        )
    lines = logs.OneLine("%(message)s").format(record).splitlines()
    assert lines[0] == r"lỗi\n2024 giả"
    assert all("\x1b" not in line for line in lines)


def test_the_ledger_has_one_line_per_act(store: Store) -> None:
    lines = (store.home / LEDGER).read_bytes().splitlines()
    imports = [line for line in map(json.loads, lines) if line["action"] == "import"]
    assert len(imports) == len(store.rows("imports/all"))
    assert len({line["number"] for line in map(json.loads, lines)}) == len(lines)
