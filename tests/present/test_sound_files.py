"""Decks, papers and workbooks that leave the house are sound by the schemas of their format, and say their language."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn

from chiso import figures
from chiso.core import clock
from chiso.present import books, minutes, papers
from chiso.present.slides import Deck, Slide, build, draw
from chiso.present.slides.canvas import OWN
from chiso.store import Store
from tests.conftest import LONG
from tests.present import test_refreshed_decks as refreshed
from tests.worlds import office_templates as templates
from tests.worlds.schemas import Schemas

TITLE = Deck("Giao ban", "Sở Tư pháp", "Sở Tư pháp", "Nguồn", (Slide("a", "Một ý", lines=("Hai", "Ba")),))
SLIDE = "ppt/slides/slide2.xml"
# how LibreOffice writes how a slide comes in: a word of a later standard, and what to do without knowing it
COMES_IN = (
    b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    b'<mc:Choice xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" Requires="p14">'
    b'<p:transition spd="slow" p14:dur="2000"/></mc:Choice>'
    b'<mc:Fallback><p:transition spd="slow"/></mc:Fallback></mc:AlternateContent>'
)
Change = Callable[[bytes], bytes]


def slide_with(change: Change) -> bytes:
    return templates.changed(build(TITLE), {SLIDE: change})


# --- the checker ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda part: part.replace(b"</p:sld>", COMES_IN + b"</p:sld>"),
        lambda part: part.replace(
            b"<p:sld ",
            b'<p:sld xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            b'xmlns:new="urn:new" mc:Ignorable="new" new:way="1" ',
        ).replace(b"<p:cSld", b"<new:thing/><p:cSld"),
    ],
    ids=["alternatives", "ignorable"],
)
def test_what_a_reader_may_not_know_is_not_wrong(schemas: Schemas, change: Change) -> None:
    assert slide_with(change) != build(TITLE)
    assert schemas.errors(slide_with(change)) == []


def wrong_inside(part: bytes) -> bytes:
    return part.replace(
        b"</p:sld>", COMES_IN.replace(b'spd="slow"/></mc:F', b'spd="late"/></mc:F') + b"</p:sld>"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda part: part.replace(b"<p:spPr", b"<p:odd/><p:spPr", 1), "odd"),
        (lambda part: part.replace(b"<p:sld ", b'<p:sld show="yes" ', 1), "show"),
        (wrong_inside, "spd"),
    ],
    ids=["element", "attribute", "the alternative that is taken"],
)
def test_what_the_standard_does_not_know_is_found(schemas: Schemas, change: Change, said: str) -> None:
    found = schemas.errors(slide_with(change))
    assert found
    assert all(one.startswith(f"{SLIDE}: ") for one in found)
    assert said in found[0]


def test_a_part_that_is_missing_is_found(schemas: Schemas) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(build(TITLE))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != "ppt/theme/theme1.xml":
                new.writestr(name, old.read(name))
    found = schemas.errors(stream.getvalue())
    assert "ppt/slideMasters/_rels/slideMaster1.xml.rels: no ppt/theme/theme1.xml" in found


# --- what is written -----------------------------------------------------------------------------------------------

KINDS = [*papers.KINDS, *minutes.KINDS]


@pytest.mark.parametrize("kind", KINDS if LONG else ["bieu_ii06a"])
def test_a_paper_of_the_demonstration_is_sound(demo_store: Store, schemas: Schemas, kind: str) -> None:
    asked = figures.newest(demo_store, "stp")
    if kind in minutes.KINDS:
        content = minutes.build(kind, minutes.meeting_of(demo_store, asked, None))
    else:
        content = papers.build(demo_store, kind, asked)
    assert schemas.errors(content) == []


@pytest.mark.skipif(not LONG, reason="the tables of a year take seconds")
def test_the_workbook_of_the_demonstration_is_sound(demo_store: Store, schemas: Schemas) -> None:
    assert schemas.errors(books.workbook(demo_store, figures.newest(demo_store, "stp"))) == []


def words_of(content: bytes, *parts: str) -> list[Any]:
    """The texts of a deck's parts, beginning with those names."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        roots = [etree.fromstring(package.read(one)) for one in package.namelist() if one.startswith(parts)]
    own = qn("a:defRPr"), qn("a:endParaRPr")
    return [text for root in roots for text in root.iter(qn("a:r"), qn("a:fld"), *own)]


def test_every_text_says_that_it_is_vietnamese() -> None:
    """Otherwise Office underlines it, word by word."""
    content = build(refreshed.OLD)
    texts = words_of(content, "ppt/slides/slide", "ppt/charts/chart", "ppt/notesSlides/notes")
    assert len(texts) > 30
    said = [text.find(qn("a:rPr")) if text.tag in (qn("a:r"), qn("a:fld")) else text for text in texts]
    assert {one.get("lang") for one in said} == {"vi-VN"}


def languages_of(content: bytes) -> dict[str, set[str]]:
    """By part the languages that it names, those of workbooks within it too; "" of a text of a drawing without one."""
    found: dict[str, set[str]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith(".xlsx"):
                found |= languages_of(package.read(name))
            elif name.endswith(".xml"):
                for one in etree.fromstring(package.read(name)).iter():
                    named = {str(value) for key, value in one.attrib.items() if key in ("lang", "altLang")}
                    if one.tag in (qn("w:lang"), qn("w:themeFontLang")):
                        named |= {*map(str, one.attrib.values())}
                    if one.tag in (qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")) and not named:
                        named = {""}
                    found.setdefault(name, set()).update(named)
    return {name: said for name, said in found.items() if said}


def test_masters_layouts_styles_and_sheets_say_it_too(demo_store: Store) -> None:
    """What somebody adds on a layout, or types into a paper, would be marked; LibreOffice takes the master's word."""
    asked = figures.newest(demo_store, "stp")
    deck = languages_of(build(refreshed.OLD))
    assert {f"ppt/{one}1.xml" for one in ("slideMasters/slideMaster", "notesMasters/notesMaster")} < {*deck}
    foreign = Presentation(io.BytesIO(templates.of()))
    draw(foreign, refreshed.OLD, OWN)
    files = [refreshed.saved(foreign), papers.build(demo_store, "bieu_ii06a", asked)]
    files += [books.workbook(demo_store, asked)] if LONG else []  # the tables of a year take seconds
    for found in (deck, *map(languages_of, files)):
        assert found
        assert {name: said for name, said in found.items() if said != {"vi-VN"}} == {}


def test_the_first_row_of_a_table_is_its_head() -> None:
    """Who hears a slide is told what a cell is of."""
    tables = [
        shape.table
        for shape in refreshed.shapes(refreshed.opened(build(refreshed.OLD))).values()
        if shape.has_table
    ]
    assert tables
    assert all(table.first_row and not table.horz_banding for table in tables)


def test_a_deck_says_whose_it_is_not_whose_library_wrote_it() -> None:
    with clock.at("2024-10-31T01:05:00.000+00:00"):
        about = refreshed.opened(build(refreshed.OLD)).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("Sở Tư pháp", "Sở Tư pháp", "")
    assert (about.language, about.title) == ("vi-VN", "Giao ban 2024-09-30")
    assert about.created.isoformat()[:16] == about.modified.isoformat()[:16] == "2024-10-31T01:05"


# --- what people edited --------------------------------------------------------------------------------------------

EDITED = {
    "untouched": lambda content: content,
    "edited": refreshed.edited,
    "through another program": refreshed.through_another_program,
    "with a slide that comes in": lambda content: templates.changed(
        content, {SLIDE: lambda part: part.replace(b"</p:sld>", COMES_IN + b"</p:sld>")}
    ),
}


@pytest.mark.parametrize("how", EDITED)
def test_a_deck_brought_up_to_date_is_sound(schemas: Schemas, how: str) -> None:
    made, _ = refreshed.again(EDITED[how](build(refreshed.OLD)))
    assert schemas.errors(refreshed.saved(made)) == []


@pytest.mark.skipif(
    not (LONG and shutil.which("soffice")), reason="LibreOffice is only asked in the long run"
)
def test_into_what_libreoffice_saved_nothing_unsound_is_written(schemas: Schemas, tmp_path: Path) -> None:
    """What it writes beside the standard itself is left to it."""
    (tmp_path / "bo.pptx").write_bytes(refreshed.edited(build(refreshed.OLD)))
    words = ["soffice", f"-env:UserInstallation={(tmp_path / 'u').as_uri()}", "--headless", "--convert-to"]
    to = ["pptx:Impress MS PowerPoint 2007 XML", "--outdir", str(tmp_path / "ra"), str(tmp_path / "bo.pptx")]
    subprocess.run([*words, *to], check=True, capture_output=True, timeout=300)
    saved = (tmp_path / "ra" / "bo.pptx").read_bytes()
    made, _ = refreshed.again(saved)
    assert {*schemas.errors(refreshed.saved(made))} <= {*schemas.errors(saved)}
