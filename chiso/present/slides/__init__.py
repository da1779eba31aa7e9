"""Frames -> PPTX with native, editable charts. Pure: no database, no Streamlit; positions are of design "Slides".

`model` says what a slide holds, `fit` measures text, `native` draws charts and tables, `build` puts a deck together.
"""

from chiso.present.slides.build import build, one_chart
from chiso.present.slides.model import Chart, Deck, Number, Role, Series, Slide, Table

__all__ = ["Chart", "Deck", "Number", "Role", "Series", "Slide", "Table", "build", "one_chart"]
