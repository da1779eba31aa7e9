"""Charts and tables -> PPTX, native and editable. Pure: no database, no Streamlit; positions are of design "Slides".

`model` says what a slide holds, `fit` measures text, `native`, `marks` and `tables` draw, `build` puts a deck together.
"""

from chiso.present.slides.build import build, one_chart
from chiso.present.slides.model import Deck, Number, Slide

__all__ = ["Deck", "Number", "Slide", "build", "one_chart"]
