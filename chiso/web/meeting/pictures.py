"""Each slide of the deck as the picture of what PowerPoint will open; a click on it says which part was meant."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, NamedTuple

import streamlit as st

from chiso.desk import own_template
from chiso.present import outputs
from chiso.present.deck import Choice, own_words
from chiso.present.slides import Deck, Slide, sketch
from chiso.web.parts import loading
from chiso.web.shell.context import Context, kept_whole, told

COVER = "cover"  # the topic of the first picture
_CLICKED = "bam_trang"
_VERSION = re.compile(r"(?<=phiên bản )\d+")
_PLACE = "0\u0335"  # as wide as a digit, and nobody writes it


class Picture(NamedTuple):
    """A slide as SVG, and its texts in the order in which they are read."""

    svg: str
    words: str


def drawn(here: Context, frame: Deck, slides: Sequence[Slide], choice: Choice) -> dict[str, Picture]:
    """By topic the picture of each slide of a choice and of the cover, asked once per slide, in whatever order they
    stand; of an office's template all at once: each time a process of its own opens it. The version of the data, which
    each source says, is written in afterwards: a picture is kept by what it shows, imports that change none of it too;
    what a choice shows is told once per version."""
    bare = sorted((slide.bare for slide in slides), key=lambda slide: slide.topic)
    template = loading.ask(here, own_template.chosen, here.agency)
    version = _VERSION.search(frame.source)
    said = version[0] if version else ""
    place = _PLACE * len(said)
    frame = replace(frame, origin=None, source=_VERSION.sub(place, frame.source))
    batches = [bare] if template else [[], *([slide] for slide in bare)]

    def marks(*_: object) -> tuple[str, ...]:
        return tuple(_mark(replace(frame, slides=batch), template) for batch in batches)

    found: dict[str, Picture] = {}
    of_each = told(here, marks, own_words.mark((choice, [slide.topic for slide in bare])))
    for batch, mark in zip(batches, of_each, strict=True):
        wanted, first = replace(frame, slides=batch), int(bool(batch) and not template)

        def draw(_: str, wanted: Deck = wanted, first: int = first) -> tuple[Picture, ...]:
            made = outputs.pictures(here.store, here.agency, wanted, first)
            return tuple(Picture(one, ". ".join(sketch.texts(one))) for one in made)

        topics = [COVER, *(slide.topic for slide in batch)][first:]
        found |= dict(zip(topics, kept_whole(draw, mark), strict=True))
    if not said:
        return found
    return {
        topic: Picture(*(one.replace(place, said) for one in picture)) for topic, picture in found.items()
    }


def _mark(wanted: Deck, template: Any) -> str:
    """A short digest of all that is drawn; what is equal is equal however a program keeps it."""
    photos = [sha256(slide.picture or b"").hexdigest() for slide in wanted.slides]
    said = replace(wanted, slides=[replace(slide, picture=None) for slide in wanted.slides])
    return own_words.mark((said, photos, template))


def show(slug: str, picture: Picture, number: int) -> None:
    """The picture of a slide as that page of the deck."""
    with st.container(key=f"hinh_{slug}"):
        st.image(sketch.numbered(picture.svg, number), width="stretch", alt=picture.words)


def listen(heard: Callable[[str, str], None]) -> None:
    """Does `heard(slug, part)` when somebody clicks on a picture: chrome.js types it here, nobody sees it."""

    def clicked() -> None:
        slug, _, part = str(st.session_state[_CLICKED]).partition(" ")
        st.session_state[_CLICKED] = ""
        heard(slug, part)

    with st.container(key="bam_hinh"):
        st.text_input("Bấm trên hình", key=_CLICKED, on_change=clicked)
