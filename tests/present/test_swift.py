"""Names and paths of Office's XML are read once, and find what python-pptx finds."""

from lxml import etree
from pptx import Presentation
from pptx.oxml import ns, xmlchemy

from chiso.present.slides import TEMPLATE, Deck, Slide, sketch, swift

DECK = Deck(
    "Giao ban",
    "Sở Tư pháp",
    "Sở Tư pháp",
    "Số liệu đến 31/10/2024",
    [Slide("soon", "2 việc", lines=("Một",))],
)
PATHS = (
    "./p:cSld/p:spTree",
    ".//*[@type='title']/ancestor::p:sp",
    "count(.//p:sp)",
    "string(.//a:t)",
    ".//@id",
    "./p:none",
)


def test_a_second_deck_reads_no_path_again() -> None:
    sketch.pictures(DECK)
    before = swift.path.cache_info()
    sketch.pictures(DECK)
    after = swift.path.cache_info()
    assert (after.hits > before.hits, after.misses) == (True, before.misses)


def test_a_path_finds_what_lxml_finds() -> None:
    slide = Presentation(str(TEMPLATE)).slide_layouts[1]._element
    found = [slide.xpath(said) for said in PATHS]
    assert found == [etree.ElementBase.xpath(slide, said, namespaces=ns._nsmap) for said in PATHS]
    assert [bool(one) for one in found] == [True, True, True, True, True, False]


def test_a_name_is_the_same_as_before() -> None:
    assert xmlchemy.qn("a:t") == ns.NamespacePrefixedTag("a:t").clark_name == "{" + ns._nsmap["a"] + "}t"
