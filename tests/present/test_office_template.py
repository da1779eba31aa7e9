"""Decks on an office's own template: layouts told by the types of their placeholders, its colours in the charts, what
cannot be used refused; what is written is sound by the schema of the format."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Cm

from chiso import __main__ as command_line
from chiso import figures
from chiso.core.errors import Refused
from chiso.core.settings import TEMPLATE_LIMITS, Limits
from chiso.desk import own_template
from chiso.intake.files import presentations
from chiso.present import after_import, books, office_template, outputs
from chiso.present.chart import Chart, Series
from chiso.present.columns import Column, Table
from chiso.present.palette import contrast, luminance
from chiso.present.slides import Deck, Slide, build, capped, layouts, tables
from chiso.present.slides.base import width_cm
from chiso.present.slides.canvas import colours
from chiso.present.slides.capped import on_template
from chiso.store import Store, originals
from tests.conftest import LONG
from tests.worlds import fresh_home
from tests.worlds import office_templates as templates
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN
from tests.worlds.schemas import Schemas

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

    templates.drawn_here(monkeypatch)


def drawn(name: str) -> Any:
    content = on_template("mau.pptx", USABLE[name], DECK).content
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


@pytest.mark.parametrize(("brand", "is_taken"), [("C00000", False), ("990033", False), ("F07F09", True)])
def test_beside_a_red_brand_red_still_says_late(brand: str, is_taken: bool) -> None:
    content, canvas, warnings, *_ = on_template("mau.pptx", templates.of(accent1=brand), DECK)
    told = "Màu chính của mẫu là màu đỏ, dành cho trễ hạn, chưa đạt: biểu đồ dùng màu xanh."
    assert (told not in warnings) is is_taken
    slide = Presentation(io.BytesIO(content)).slides[1]
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    (fill,) = chart.plots[0].series[0]._element.find(f"{qn('c:spPr')}/{qn('a:solidFill')}")
    assert fill.get("val") == ("accent1" if is_taken else "0B5A8F")  # ours
    assert (canvas.colours["accent"] != "#0B5A8F") is is_taken


def test_a_headline_ends_before_the_logo_and_an_old_font_is_not_used() -> None:
    content, _, warnings, *_ = on_template("mau.pptx", USABLE["logo"], DECK)
    slide = Presentation(io.BytesIO(content)).slides[1]
    logo = next(shape for shape in slide.slide_layout.slide_master.shapes if not shape.is_placeholder)
    title = slide.shapes.title
    assert title.left + title.width <= logo.left
    assert {latin.get("typeface") for latin in slide._element.iter(qn("a:latin"))} == {"Arial"}
    assert any(".VnTime" in sentence for sentence in warnings)


def test_a_ground_of_many_colours_gets_a_white_panel() -> None:
    content, canvas, warnings, *_ = on_template("mau.pptx", USABLE["ground"], DECK)
    shapes = {shape.name: shape for shape in Presentation(io.BytesIO(content)).slides[1].shapes}
    panel, source = shapes["chiso:a.panel"], shapes["chiso:a.footer"]
    assert panel.top <= source.top
    assert source.top + source.height <= panel.top + panel.height  # what is written stands on it to its end
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
        **dict.fromkeys(("không phải", "chủ đề", "lồng nhau"), "bị hỏng"),
    }
    assert words[what] in refused.value.message
    assert "Hãy" in refused.value.message


def test_a_template_has_at_most_20_mb() -> None:
    """A megabyte is a million bytes; one byte more is refused before anything is read of it."""
    for size, code in ((20_000_001, "too_large"), (20_000_000, "unsupported_file")):
        with pytest.raises(Refused) as refused:
            presentations.look("mau.pptx", bytes(size), TEMPLATE_LIMITS)
        assert refused.value.code == code
    with pytest.raises(Refused, match="vượt quá 20 MB"):
        on_template("mau.pptx", bytes(20_000_001), DECK)


def test_a_cover_without_a_place_for_the_subtitle_still_says_whose_and_up_to_which_day() -> None:
    """On a template whose only layout is “Title Only” the cover has no second placeholder."""
    content = on_template("mau.pptx", templates.of(templates.only("Title Only")), DECK).content
    cover = Presentation(io.BytesIO(content)).slides[0]
    texts = {shape.name: shape.text_frame.text for shape in cover.shapes if shape.has_text_frame}
    assert texts["chiso:cover.title"] == "Giao ban tuần 44"
    assert texts["chiso:cover.subtitle"] == "Sở Tư pháp"


# --- what the office is told of it -----------------------------------------------------------------------------


def test_properties_that_another_program_relates_in_its_own_way_are_written_once(schemas: Schemas) -> None:
    def otherwise(part: bytes) -> bytes:
        usual = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        assert usual in part
        return part.replace(
            usual,
            b"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties",
        )

    template = templates.changed(templates.of(), {"_rels/.rels": otherwise})
    content = on_template("mau.pptx", template, DECK).content
    assert schemas.errors(content) == []
    assert Presentation(io.BytesIO(content)).core_properties.title == DECK.title


def test_what_a_template_says_of_itself_is_not_said_of_the_deck(schemas: Schemas) -> None:
    """Nobody signed the deck; small picture and titles of slides may show what the template's slides said."""
    signed = (
        b'<Relationship Id="rId90" Target="_xmlsignatures/origin.sigs" Type="http://schemas.openxmlformats.org/'
        b'package/2006/relationships/digital-signature/origin"/></Relationships>'
    )
    changes = {
        "_rels/.rels": lambda part: part.replace(b"</Relationships>", signed),
        "[Content_Types].xml": lambda part: part.replace(
            b"<Override",
            b'<Default Extension="sigs" ContentType="application/vnd.openxmlformats-package.digital-signature-origin"/>'
            b"<Override",
            1,
        ),
    }
    template = templates.changed(templates.of(), changes, **{"_xmlsignatures/origin.sigs": b""})
    content = on_template("mau.pptx", template, DECK).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        said = ("_xmlsignatures", "docProps/thumbnail", "docProps/app")
        assert [name for name in package.namelist() if name.startswith(said)] == []
    assert schemas.errors(content) == []


def test_an_axis_that_is_left_out_is_said_to_be() -> None:
    """LibreOffice takes an element without a value for its contrary in a file of Office 2007, which templates are."""
    content = on_template("mau.pptx", templates.of(), DECK).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        (chart,) = (package.read(name) for name in package.namelist() if name.startswith("ppt/charts/chart"))
    assert [axis.get("val") for axis in etree.fromstring(chart).iter(qn("c:delete"))] == ["0", "1"]


def test_notes_have_a_place_for_text_where_those_of_the_template_have_none() -> None:
    def without_text(presentation: Any) -> None:
        for shape in list(presentation.notes_master.placeholders):
            if shape.placeholder_format.type == PP_PLACEHOLDER.BODY:
                shape._element.getparent().remove(shape._element)

    slide = replace(DECK.slides[1], speaker_note="Hỏi Văn phòng")
    found = on_template("mau.pptx", templates.of(without_text), replace(DECK, slides=(slide,))).content
    (notes,) = (one.notes_slide for one in Presentation(io.BytesIO(found)).slides if one.has_notes_slide)
    assert "Hỏi Văn phòng" in notes.notes_text_frame.text
    assert notes.notes_placeholder.height > 0


def test_what_was_understood_is_told_and_what_is_not_used() -> None:
    """python-pptx's template: 25.4 × 19.05 cm, its layouts as PowerPoint named them, the logo in the upper right."""
    found = on_template("mau.pptx", USABLE["logo"], DECK)
    assert found.facts["Khổ trang"] == "25,4 × 19,1 cm"
    assert found.facts["Trang bìa"] == "bố cục “Title Slide”"
    assert found.facts["Trang nội dung (tiêu đề, biểu đồ, bảng)"] == "bố cục “Title Only”"
    assert found.facts["Màu"] == "nền #FFFFFF, chữ #000000, màu chính của biểu đồ #8E44AD"
    assert found.facts["Phông chữ"] == "Arial"
    assert found.facts["Logo, hình của mẫu"] == "góc trên bên phải"
    assert found.unused[0] == "1 trang đã có trong tệp không được đưa vào bộ slide."
    assert "“Two Content”" in found.unused[1]
    plain = on_template("mau.pptx", USABLE["order"], DECK)
    assert plain.facts["Logo, hình của mẫu"] == "không có"
    assert plain.unused == ["Không dùng đến bố cục “Comparison”, “Title and Content”."]


def test_pictures_show_texts_bars_and_logo_and_whatever_is_written_stays_text() -> None:
    hostile = replace(
        DECK, slides=(replace(DECK.slides[0], headline="<script>alert(1)</script> & 17 hồ sơ"),)
    )
    cover, slide = on_template("mau.pptx", USABLE["logo"], hostile, pictures=3).pictures
    root = etree.fromstring(slide)
    named = {
        kind: [*root.iter(f"{{http://www.w3.org/2000/svg}}{kind}")] for kind in ("text", "rect", "image")
    }
    words = " ".join(one.text for one in named["text"])
    assert "<script>alert(1)</script> & 17 hồ sơ" in words
    assert not [*root.iter("{*}script")]
    assert {"126", "ngày", "Phòng"} <= {*words.split()}
    bars = [one for one in named["rect"] if one.get("fill") == f"#{templates.BRAND}"]
    longer, shorter = sorted((float(one.get("width")) for one in bars), reverse=True)[:2]
    assert longer / shorter == pytest.approx(0.9 / 0.4, abs=0.01)
    assert len(named["image"]) == 1
    assert "Giao ban tuần 44" in cover


def test_a_legend_that_is_wider_than_its_chart_takes_a_second_row() -> None:
    """Beside a table on a 4:3 slide the chart is 8.1 cm wide: three names of 3 cm do not stand in one row."""
    names = ("đến 7 ngày làm việc", "8–30 ngày làm việc", "trên 30 ngày làm việc")
    series = tuple(Series(name, (1.0, 2.0)) for name in names)
    chart = Chart("stacked", CHART.names, series, "count", source="nguồn")
    deck = replace(DECK, slides=(Slide("a", HEADLINE, "", chart, TABLE),))
    presentation = Presentation(io.BytesIO(on_template("mau.pptx", USABLE["4:3"], deck).content))
    shapes = {one.name: one for one in presentation.slides[1].shapes}
    table, drawn = shapes["chiso:a.table"], shapes["chiso:a.chart"]
    for place in (1, 2, 3):
        name = shapes[f"chiso:a.chart_name_{place}"]
        assert name.left + name.width <= table.left
        assert name.top + name.height <= drawn.top + 1


# --- the office's own ------------------------------------------------------------------------------------------


def one_dossier(store: Store) -> None:
    World(store).put([dossier("H1", unit_text="Văn phòng")], "31/10")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """One dossier; its slides, hand-outs and lists, which take seconds, are others' tests."""
    monkeypatch.setattr(outputs.slide_deck, "storyboard", lambda *_: [*DECK.slides])
    monkeypatch.setattr(books, "digest_workbook", lambda store, asked: b"")
    monkeypatch.setattr(after_import.handout, "of_units", lambda store, asked: [])
    with fresh_home.build(tmp_path / "home", fill=one_dossier) as opened:
        yield opened


def width(content: bytes) -> int:
    return int(Presentation(io.BytesIO(content)).slide_width)


OURS, FOUR_TO_THREE = Cm(33.867), Cm(25.4)


def test_every_deck_is_drawn_on_what_the_office_chose_until_it_is_dropped(store: Store) -> None:
    asked = figures.newest(store, "stp")
    of_unit = replace(asked, unit="stp-vp")
    assert abs(width(outputs.deck(store, asked).content) - OURS) < Cm(0.01)
    office_template.take(store, ADMIN, "stp", ("mau.pptx", USABLE["order"]))
    morning = after_import.files(store)
    made = [outputs.deck(store, one).content for one in (asked, of_unit)]
    made += [content for name, content in morning.items() if name.endswith(".pptx")]
    assert [width(one) for one in made] == [FOUR_TO_THREE] * 3
    named = outputs.deck(store, asked, template=("khac.pptx", USABLE["dark"])).content
    ground = Presentation(io.BytesIO(named)).slide_masters[0]._element.find(qn("p:clrMap")).get("bg1")
    assert ground == "dk1"  # what a command names goes before
    own_template.drop(store, ADMIN, "stp")
    assert abs(width(outputs.deck(store, asked).content) - OURS) < Cm(0.01)


def test_a_template_that_is_lost_gives_our_own_deck_and_says_so(store: Store) -> None:
    office_template.take(store, ADMIN, "stp", ("mau.pptx", USABLE["order"]))
    originals.path_of(store.home, originals.digest(USABLE["order"])).unlink()
    made = outputs.deck(store, figures.newest(store, "stp"))
    assert abs(width(made.content) - OURS) < Cm(0.01)
    (sentence,) = made.warnings
    assert "“mau.pptx” không còn" in sentence
    assert "Quản trị › Mẫu slide" in sentence
    assert office_template.unusable(store, "stp") == sentence  # on the page, before anybody downloads


def test_a_template_in_use_is_not_complained_of(store: Store) -> None:
    assert office_template.unusable(store, "stp") == ""
    office_template.take(store, ADMIN, "stp", ("mau.pptx", USABLE["order"]))
    assert office_template.unusable(store, "stp") == ""


def test_what_cannot_be_used_is_not_taken_and_not_kept(store: Store) -> None:
    before = {*originals.kept(store.home)}
    for what in ("không có bố cục", "macro"):
        with pytest.raises(Refused) as refused:
            office_template.take(store, ADMIN, "stp", ("mau.pptx", UNUSABLE[what]))
        assert refused.value.code == "unusable_template"
    assert own_template.chosen(store, "stp") is None
    assert {*originals.kept(store.home)} == before


def test_before_the_first_import_it_is_looked_at_with_an_empty_slide(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:  # a cover, and a slide that says so
        assert len(office_template.tried(store, "stp", "mau.pptx", USABLE["4:3"]).pictures) == 2


@pytest.mark.skipif(not LONG, reason="without the command line: the tests above")
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


def test_what_is_written_is_sound_by_the_schema(schemas: Schemas) -> None:
    assert schemas.errors(build(DECK)) == []
    content = on_template("mau.pptx", USABLE["dark"], DECK).content
    assert schemas.errors(content) == []


def test_in_a_narrow_table_no_date_or_number_is_broken() -> None:
    """16 cm by the shares 90, 300, 130, 80: a date of 16 points takes 2.9 cm, its share is 2.4."""
    columns = (
        Column("Hạn", width=90),
        Column("Việc", width=300),
        Column("Đơn vị", width=130),
        Column("Mất", width=40),
    )
    row = ("31/12/2024", "Rà soát, đơn giản hóa thủ tục hành chính", "Văn phòng", "1,54")
    given = tables._widths(Table(columns, (row,)), 16.0, 16)
    assert sum(given) == pytest.approx(16.0)
    for width, word in zip(given, ("31/12/2024", "chính", "phòng", "1,54"), strict=True):
        assert width_cm(word, 16) <= tables._inner(width)
    roomy = Table(columns, (row,))
    assert tables._widths(roomy, 40.0, 16) == pytest.approx(roomy.widths(40.0))


def test_sentences_end_above_the_footer_and_what_does_not_fit_is_counted() -> None:
    said = tuple(
        f"Ý {number}: " + "phòng báo cáo nguyên nhân từng hồ sơ quá hạn trước ngày họp " * 4
        for number in range(14)
    )
    deck = replace(DECK, slides=(Slide("a", "Đề nghị kết luận", lines=said),))
    presentation = Presentation(io.BytesIO(on_template("mau.pptx", USABLE["4:3"], deck).content))
    (shape,) = (one for one in presentation.slides[1].shapes if one.name == "chiso:a.lines")
    *shown, rest = shape.text_frame.paragraphs
    assert rest.text == f"… và {14 - len(shown)} ý nữa"
    # three lines of 12 points each, 0.6 of a line between them
    assert ((3 * len(shown) + 1) * 1.2 + 0.6 * (len(shown) + 1)) * 12 / 28.35 <= shape.height.cm + 0.3
    assert len(shown) >= 5


def test_a_dossiers_number_stays_whole_in_a_narrow_table_and_short_columns_give_way() -> None:
    """15 cm, of which a number of 16 points takes 7.6: by the shares 130, 400, 560 it had 5.5 and broke."""
    columns = (Column("Loại", width=130), Column("Số", width=400), Column("Nội dung", width=560))
    row = ("Kế hoạch", "000.00.12.H32-240417-0033", "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam")
    given = tables._widths(Table(columns, (row,)), 15.0, 16)
    assert sum(given) == pytest.approx(15.0)
    for width, text in zip(given, (*row[:2], "Phiếu"), strict=True):
        assert width_cm(text, 16) <= tables._inner(width)
    wide = tables._widths(Table(columns, (("Kế hoạch", "IX.2", row[2]),)), 20.0, 16)
    assert wide[2] == max(wide) > 560 / 1090 * 20.0  # what "IX.2" leaves of its share
