"""Charts and tables -> PPTX, native and editable. Pure: no database, no Streamlit; positions are of design "Slides".

`model` says what a slide holds, `fit` measures text, `native` and `tables` draw, `build` puts a deck together.
"""

from chiso.present.slides.build import build, one_chart
from chiso.present.slides.model import Deck, Number, Slide, Table

__all__ = ["Deck", "Number", "Slide", "Table", "build", "one_chart"]
