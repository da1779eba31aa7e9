"""Charts and tables -> PPTX, native and editable. Pure: no database, no Streamlit; positions are of design "Slides".

`base` measures and sets text, `native`, `marks` and `tables` draw, `build` says what a slide holds and puts a deck
together.
"""

from chiso.present.slides.build import Deck, Number, Slide, build, one_chart

__all__ = ["Deck", "Number", "Slide", "build", "one_chart"]
