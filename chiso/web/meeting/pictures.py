"""Each slide of the deck as the picture of what PowerPoint will open; a click on it says which part was meant."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import streamlit as st

from chiso.desk import own_template
from chiso.present import outputs
from chiso.present.deck import own_words
from chiso.present.slides import Deck, Slide, sketch
from chiso.web.parts import loading
from chiso.web.shell.context import Context, kept_whole

COVER = "cover"  # the topic of the first picture
_CLICKED = "bam_trang"
_VERSION = re.compile(r"(?<=phiên bản )\d+")
_PLACE = "0\u0335"  # as wide as a digit, and nobody writes it


def drawn(here: Context, frame: Deck, slides: Sequence[Slide]) -> dict[str, str]:
    """By topic the picture (SVG) of each slide and of the cover, asked once per slide, in whatever order they stand; of
    an office's template all at once: each time a process of its own opens it. The version of the data, which each
    source says, is written in afterwards: a picture is kept by what it shows, imports that change none of it too."""
    bare = sorted((slide.bare for slide in slides), key=lambda slide: slide.topic)
    template = loading.ask(here, own_template.chosen, here.agency)
    version = _VERSION.search(frame.source)
    said = version[0] if version else ""
    place = _PLACE * len(said)
    frame = replace(frame, origin=None, source=_VERSION.sub(place, frame.source))
    found: dict[str, str] = {}
    for batch in [bare] if template else [[], *([slide] for slide in bare)]:
        wanted, first = replace(frame, slides=batch), int(bool(batch) and not template)

        def draw(_: str, wanted: Deck = wanted, first: int = first) -> list[str]:
            return outputs.pictures(here.store, here.agency, wanted, first)

        topics = [COVER, *(slide.topic for slide in batch)][first:]
        found |= dict(zip(topics, kept_whole(draw, _mark(wanted, template)), strict=True))
    return {topic: picture.replace(place, said) for topic, picture in found.items()} if said else found


def _mark(wanted: Deck, template: Any) -> str:
    """A short digest of all that is drawn; what is equal is equal however a program keeps it."""
    photos = [sha256(slide.picture or b"").hexdigest() for slide in wanted.slides]
    said = replace(wanted, slides=[replace(slide, picture=None) for slide in wanted.slides])
    return own_words.mark((said, photos, template))


def show(slug: str, picture: str, number: int) -> None:
    """The picture of a slide as that page of the deck."""
    with st.container(key=f"hinh_{slug}"):
        words = ". ".join(sketch.texts(picture))
        st.image(sketch.numbered(picture, number), width="stretch", alt=words)


def listen(heard: Callable[[str, str], None]) -> None:
    """Does `heard(slug, part)` when somebody clicks on a picture: chrome.js types it here, nobody sees it."""

    def clicked() -> None:
        slug, _, part = str(st.session_state[_CLICKED]).partition(" ")
        st.session_state[_CLICKED] = ""
        heard(slug, part)

    with st.container(key="bam_hinh"):
        st.text_input("Bấm trên hình", key=_CLICKED, on_change=clicked)
