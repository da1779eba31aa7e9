"""What an office's template makes of the present deck, looked at before it is taken."""

from collections.abc import Sequence
from dataclasses import replace

from chiso import figures
from chiso.core.errors import Refused
from chiso.desk import own_template
from chiso.people.actor import ADMINISTER, Actor
from chiso.present import deck as slide_deck
from chiso.present.outputs import instead, look_at
from chiso.present.slides import Deck, Slide
from chiso.present.slides.capped import OnTemplate, on_template
from chiso.store import Store

PICTURES = 3  # slides that are shown: the cover, one with a chart, one with a table


def tried(store: Store, agency: str, name: str, content: bytes) -> OnTemplate:
    """A few slides of the present deck on a template, with what was understood of it, without the file
    that was drawn: pages keep the answer. Refused: `unusable_template`, `timeout`."""
    asked = figures.newest(store, agency)
    if asked is None:
        slides: Sequence[Slide] = (Slide("missing", "Chưa nhập số liệu", empty="Trang này chưa có số liệu."),)
        wanted = Deck("Giao ban", agency, agency, "", slides)
    else:
        wanted = slide_deck.make(look_at(store, asked), draw=_sample)
    return on_template(name, content, wanted, PICTURES)._replace(content=b"")


def unusable(store: Store, agency: str) -> str:
    """Why the agency's decks are drawn on our template though it chose one of its own; "" where they are not."""
    own = own_template.chosen(store, agency)
    if own is None:
        return ""
    try:
        one = Slide("missing", "Thử mẫu", empty="Thử mẫu")
        on_template(own.file_name, own_template.content(store, own), Deck("Thử mẫu", "", "", "", (one,)))
    except Refused as refused:
        return instead(refused)
    return ""


def _sample(deck: Deck) -> Deck:
    """A slide with a chart, one with a table, and the longest headline."""
    charts = [slide for slide in deck.slides if slide.chart is not None]
    tables = [slide for slide in deck.slides if slide.table is not None and slide.chart is None]
    longest = max(deck.slides, key=lambda slide: len(slide.headline))
    picked = {slide.topic: slide for slide in (*charts[:1], *tables[:1], longest)}
    return replace(deck, slides=tuple(picked.values()))


def take(store: Store, actor: Actor, agency: str, template: tuple[str, bytes]) -> None:
    """The agency's decks are drawn on this template from now on. Refused: `forbidden`, `unusable_template`, `timeout`.
    Raises StorageFull."""
    actor.needs(ADMINISTER)  # before a stranger's file is opened
    tried(store, agency, *template)
    own_template.choose(store, actor, agency, *template)
