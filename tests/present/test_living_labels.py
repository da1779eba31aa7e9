"""A label of a slide's chart is bound to a cell of its sheet that is a formula over its number."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation

from chiso.present.chart import Chart
from chiso.present.slides import one_chart
from chiso.present.slides.living import formula
from tests.present.chart_examples import EXAMPLES

C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DRAWN = {name: chart for name, chart in EXAMPLES.items() if chart.kind != "heat"}


@pytest.mark.parametrize(
    ("said", "cells", "expected"),
    [
        ("52,2%", {"B2": 0.5224}, '=SUBSTITUTE(FIXED(B2*100,1,TRUE),".",",")&"%"'),
        ("Chỉ tiêu 55%", {"C2": 0.55}, '="Chỉ tiêu "&SUBSTITUTE(FIXED(C2*100,0,FALSE),",",".")&"%"'),
        ("1.305", {"B3": 1305.0}, '=SUBSTITUTE(FIXED(B3,0,FALSE),",",".")'),
        ("vượt 26", {"B2": -26.0}, '="vượt "&SUBSTITUTE(FIXED(ABS(B2),0,FALSE),",",".")'),
        ("77,8% (45–94%)", {"B2": 7 / 9}, '=SUBSTITUTE(FIXED(B2*100,1,TRUE),".",",")&"% (45–94%)"'),
        ("5", {"B2": 1.0, "SUM(B2:C2)": 5.0}, '=SUBSTITUTE(FIXED(SUM(B2:C2),0,FALSE),",",".")'),
        ('a "b" 3', {"B2": 3.0}, '="a ""b"" "&SUBSTITUTE(FIXED(B2,0,FALSE),",",".")'),
        ("52,2%", {"B2": 0.53}, None),  # another number
        ("Chưa có số", {"B2": 3.0}, None),
        (
            "1.234,50 tỷ",
            {"B2": 1234.5},
            '=SUBSTITUTE(FIXED(TRUNC(ROUND(B2,2)),0,FALSE),",",".")&","&RIGHT(FIXED(B2,2,TRUE),2)&" tỷ"',
        ),
    ],
)
def test_a_formula_says_the_words_over_the_cell_whose_number_they_say(
    said: str, cells: dict[str, float], expected: str | None
) -> None:
    assert formula(said, cells) == expected


def read(chart: Chart) -> tuple[Any, bytes]:
    """The native chart, and its sheet."""
    slide = Presentation(io.BytesIO(one_chart(chart))).slides[0]
    (drawn,) = (shape.chart for shape in slide.shapes if shape.has_chart)
    return drawn, drawn.part.chart_workbook.xlsx_part.blob


@pytest.mark.parametrize("name", DRAWN)
def test_fields_cells_and_caches_say_the_same(name: str) -> None:
    drawn, blob = read(DRAWN[name])
    cached, sheet = (
        openpyxl.load_workbook(io.BytesIO(blob), data_only=only).active for only in (True, False)
    )
    for series in drawn._chartSpace.iter("{*}ser"):
        said = {
            int(label.find("{*}idx").get("val")): "".join(one.text for one in label.iter(f"{A}t"))
            for label in series.iter("{*}dLbl")
            if label.find("{*}delete") is None
        }
        assert all(one.get("type") == "CELLRANGE" for one in series.iter(f"{A}fld"))
        assert len(list(series.iter(f"{A}fld"))) == len(said)
        found = series.find(f".//{C15}datalabelsRange")
        if not said:
            assert found is None
            continue
        cells = found.findtext(f"{C15}f").removeprefix("Sheet1!").replace("$", "")
        words = [row[0].value for row in cached[cells]]
        assert {place: text for place, text in enumerate(words) if text} == said
        cache = {int(one.get("idx")): one.findtext("{*}v") for one in found.iter("{*}pt")}
        assert cache == said
        for (cell,) in sheet[cells]:
            # the words of a move are the two figures, its bar how unusual it is
            if name != "moves" and re.search(r"\d", str(cached[cell.coordinate].value or "")):
                assert cell.data_type == "f", cached[cell.coordinate].value
        assert series[-1].tag.endswith("extLst")


@pytest.mark.office
def test_another_program_counts_the_same_words_and_follows_a_new_number(tmp_path: Path) -> None:
    """LibreOffice counts the formulas itself: first as they are, then with the first value changed."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice here")
    chart = DRAWN["bullets"]
    _, blob = read(chart)
    book = openpyxl.load_workbook(io.BytesIO(blob))  # which keeps no cached result
    wanted = [row[-1] for row in openpyxl.load_workbook(io.BytesIO(blob), data_only=True).active.values][1:]
    book.save(tmp_path / "same.xlsx")
    book.active["B2"] = 0.123
    book.save(tmp_path / "other.xlsx")
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):59,34,76",
    ]
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "same.xlsx", tmp_path / "other.xlsx"],
        check=True,
        capture_output=True,
    )
    same, other = (
        [
            line.split(";")[-1].strip('"')
            for line in (tmp_path / f"{name}.csv").read_text("utf-8").splitlines()
        ][1:]
        for name in ("same", "other")
    )
    assert same == [one or "" for one in wanted]
    assert other == ["12,3%", *same[1:]]


def test_every_text_is_said_to_be_vietnamese_and_a_table_has_its_head() -> None:
    with zipfile.ZipFile(io.BytesIO(one_chart(DRAWN["bullets"]))) as package:
        for name in package.namelist():
            if re.fullmatch(r"ppt/(slides|charts)/[a-z]+\d+\.xml", name):
                root = etree.fromstring(package.read(name))
                runs = list(root.iter(f"{A}r", f"{A}fld"))
                assert all(one.find(f"{A}rPr").get("lang") == "vi-VN" for one in runs), name
