"""Decks on an office's own template: layouts told by the types of their placeholders, its colours in the charts, what
cannot be used refused; what is written is sound by the schema of the format."""

import io
import json
import pickle
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn

from chiso import __main__ as command_line
from chiso.core.errors import Refused
from chiso.core.settings import Limits
from chiso.present.chart import Chart, Series
from chiso.present.columns import Column, Table
from chiso.present.palette import contrast, luminance
from chiso.present.slides import Deck, Slide, build, capped, child, layouts
from chiso.present.slides.canvas import colours
from chiso.present.slides.capped import on_template
from tests.worlds import fresh_home
from tests.worlds import office_templates as templates
from tests.worlds.import_world import World, dossier

HEADLINE = "17 hồ sơ quá hạn, không đổi so với 24/10; 5 ở Phòng Nghiệp vụ 1, 8 chưa có người nhận"
CHART = Chart("bars", ("Phòng A", "Phòng B"), (Series("Tỷ lệ", (0.9, 0.4)),), "rate", source="nguồn")
TABLE = Table((Column("Trễ"), Column("Thủ tục", width=300)), (("126 ngày", "Cấp Phiếu lý lịch tư pháp"),) * 3)
DECK = Deck(
    "Giao ban tuần 44",
    "Sở Tư pháp",
    "Sở Tư pháp",
    "Số liệu đến 31/10/2024",
    (Slide("a", HEADLINE, "ghi chú", CHART, TABLE), Slide("b", "Danh sách", lines=("Một", "Hai"))),
)
USABLE, UNUSABLE = templates.usable(), templates.unusable()


@pytest.fixture(autouse=True)
def here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the child does is done in this process: its start takes a second. Who asks for `own_child` starts it."""
    if "own_child" in request.fixturenames:
        return

    def drawn(drawing: Any, wanted: Any) -> tuple[bytes, dict[str, Any]]:
        (drawing.folder / capped.DECK).write_bytes(pickle.dumps(wanted))
        (drawing.folder / "content.pptx").write_bytes(drawing.content)
        child.answer(
            drawing.folder, {"path": str(drawing.folder / "content.pptx"), "file_name": drawing.file_name}
        )
        told = json.loads((drawing.folder / capped.ANSWER).read_text(encoding="utf-8"))
        return (drawing.folder / capped.MADE).read_bytes(), told

    monkeypatch.setattr(capped._Drawing, "drawn", drawn)


def drawn(name: str) -> Any:
    content, _, _ = on_template("mau.pptx", USABLE[name], DECK)
    return Presentation(io.BytesIO(content))


@pytest.mark.parametrize("name", USABLE)
def test_a_deck_stands_on_the_template_with_nothing_of_ours_and_nothing_old(name: str) -> None:
    presentation, source = drawn(name), Presentation(io.BytesIO(USABLE[name]))
    assert (presentation.slide_width, presentation.slide_height) == (source.slide_width, source.slide_height)
    assert [one.name for one in layouts(presentation)] == [one.name for one in layouts(source)]
    assert len(presentation.slides) == 3
    slide = presentation.slides[1]
    shapes = {shape.name: shape for shape in slide.shapes}
    assert shapes["chiso:a.title"].is_placeholder
    assert shapes["chiso:a.title"].text_frame.text == HEADLINE
    assert list(shapes["chiso:a.chart"].chart.plots[0].series[0].values) == [0.9, 0.4]
    assert [row.cells[0].text for row in shapes["chiso:a.table"].table.rows] == ["Trễ", *["126 ngày"] * 3]
    title = shapes["chiso:a.title"]
    for shape in slide.shapes:
        assert shape.left >= 0, shape.name
        assert shape.left + shape.width <= presentation.slide_width, shape.name
        assert shape.top + shape.height <= presentation.slide_height, shape.name
        if shape is not title and not shape.is_placeholder:
            assert shape.top >= title.top + title.height, shape.name
    parts = zipfile.ZipFile(io.BytesIO(saved(presentation)))
    assert not [one for one in parts.namelist() if "Trang cũ mật".encode() in parts.read(one)]


def saved(presentation: Any) -> bytes:
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def test_the_brand_is_named_in_the_charts_so_that_it_follows_the_theme() -> None:
    chart = next(shape.chart for shape in drawn("names").slides[1].shapes if shape.has_chart)
    fill = chart.plots[0].series[0]._element.find(f"{qn('c:spPr')}/{qn('a:solidFill')}")
    assert [one.tag for one in fill] == [qn("a:schemeClr")]
    assert fill[0].get("val") == "accent1"


def test_a_headline_ends_before_the_logo_and_an_old_font_is_not_used() -> None:
    content, _, warnings = on_template("mau.pptx", USABLE["logo"], DECK)
    slide = Presentation(io.BytesIO(content)).slides[1]
    logo = next(shape for shape in slide.slide_layout.slide_master.shapes if not shape.is_placeholder)
    title = slide.shapes.title
    assert title.left + title.width <= logo.left
    assert {latin.get("typeface") for latin in slide._element.iter(qn("a:latin"))} == {"Arial"}
    assert any(".VnTime" in sentence for sentence in warnings)


def test_a_ground_of_many_colours_gets_a_white_panel() -> None:
    _, canvas, warnings = on_template("mau.pptx", USABLE["ground"], DECK)
    assert canvas.has_panel
    assert canvas.colours["background"] == "#FFFFFF"
    assert "Nền của mẫu không đều nên nội dung được đặt trên một khung trắng." in warnings


@pytest.mark.parametrize(
    ("ground", "text", "accent"),
    [("#FFFFFF", "#000000", "#FFC000"), ("#000000", "#FFFFFF", "#1F3864"), ("#1F3864", "#1F3864", "#1F3864")],
)
def test_colours_are_seen_on_every_ground(ground: str, text: str, accent: str) -> None:
    found, moved = colours(ground, text, accent)
    assert moved  # each of these accents is too near its ground
    for role, ratio in {
        "accent": 3,
        "text": 4.5,
        "gray": 4.5,
        "accent_ink": 4.5,
        "alarm": 3,
        "alarm_ink": 4.5,
    }.items():
        assert contrast(luminance(found[role]), luminance(ground)) >= ratio, role


@pytest.mark.parametrize("what", UNUSABLE)
def test_what_cannot_be_used_is_refused_with_what_and_where(what: str) -> None:
    with pytest.raises(Refused) as refused:
        on_template("mau.pptx", UNUSABLE[what], DECK)
    assert refused.value.code == "unusable_template"
    words = {
        "không có bố cục": "Chỉ tiêu đề",
        "macro": "có macro",
        "đối tượng nhúng": "OLE",
        "liên kết ra ngoài": "bố cục 6, có liên kết ra ngoài",
        "bị hỏng": "bị hỏng",
        "không phải": "bị hỏng",
    }
    assert words[what] in refused.value.message
    assert "Hãy" in refused.value.message


@pytest.mark.usefixtures("own_child")
def test_the_command_answers_and_a_refusal_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        World(store).put([dossier("H1")], "31/10")
    out, template = tmp_path / "ra.pptx", tmp_path / "mau.pptx"
    template.write_bytes(UNUSABLE["macro"])
    words = [
        "--home",
        str(tmp_path / "home"),
        "slides",
        "--json",
        "--out",
        str(out),
        "--template",
        str(template),
    ]
    assert command_line.main(words) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "unusable_template"
    assert not out.exists()
    template.write_bytes(USABLE["order"])
    assert command_line.main(words) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["slides"] == len(Presentation(str(out)).slides)
    assert [said[name] for name in ("updated", "kept", "review", "removed")] == [[], [], [], []]


@pytest.mark.usefixtures("own_child")
def test_a_template_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capped, "Limits", lambda: Limits(child_seconds=0))
    with pytest.raises(Refused) as refused:
        on_template("mau.pptx", USABLE["4:3"], DECK)
    assert refused.value.code == "timeout"


# --- sound by the schema ---------------------------------------------------------------------------------------

ROOTS = {r"ppt/slides/slide\d+\.xml": "pml.xsd", r"ppt/charts/chart[^/]*\.xml": "dml-chart.xsd"}


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, etree.XMLSchema]:
    """PresentationML and charts as ISO/IEC 29500-4 has them, where ../shared is there."""
    archive = Path(__file__).resolve().parents[3] / "shared" / "schemas" / "ooxml-transitional.zip"
    if not archive.is_file():
        return {}
    folder = tmp_path_factory.mktemp("schemas")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return {name: etree.XMLSchema(etree.parse(folder / name)) for name in {*ROOTS.values()}}


def errors(content: bytes, schemas: dict[str, etree.XMLSchema]) -> list[str]:
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            for pattern, schema in ROOTS.items():
                if schemas and re.fullmatch(pattern, name):
                    checked = schemas[schema]
                    checked.validate(etree.fromstring(package.read(name)))
                    found += [f"{name}: {one.message}" for one in checked.error_log]
    return [
        one for one in found if "axId" not in one and "crossAx" not in one
    ]  # python-pptx's own negative ids


def test_what_is_written_is_sound_by_the_schema(schemas: dict[str, etree.XMLSchema]) -> None:
    assert errors(build(DECK), schemas) == []
    content, _, _ = on_template("mau.pptx", USABLE["dark"], DECK)
    assert errors(content, schemas) == []
