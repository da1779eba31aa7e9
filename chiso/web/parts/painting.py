"""How the cells of a grid look and what they say: what Streamlit takes of a Styler, without what pandas works out."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, cast

import pandas as pd
from pandas.io.formats.style import Styler

from chiso.present.columns import ALARMS, NUMERIC, Columns
from chiso.present.palette import palette

pd.set_option(
    "styler.render.max_elements", 10**8
)  # a longer list would be an error on its page, not a slow page

# how cells look: CSS, and which cells (row, column)
Looks = Sequence[tuple[Mapping[str, str], list[tuple[int, int]]]]


def styled(shown: pd.DataFrame, columns: Columns, theme: str) -> Any:
    """Numbers by Styler (the grid's own formats drop zeros), alarms in red, pinned cells at full contrast.

    A Styler sends every cell twice, so a table that needs none of it goes without.
    """
    formats = {name: column.said for name, column in columns.items() if column.kind in NUMERIC - {"days"}}
    if not formats and not any(column.look for column in columns.values()):
        return shown
    p = palette(theme)
    red, plain_ink = {"color": p["alarm_ink"], "font-weight": "700"}, {"color": p["pinned"]}
    cells, looks = [], []
    for at, (name, column) in enumerate(columns.items()):
        values = [*shown[name]]
        if name in formats:
            cells += [(row, at, column.said(value)) for row, value in enumerate(values)]
        if column.look == "pinned":
            looks.append((plain_ink, [(row, at) for row in range(len(values))]))
        elif test := ALARMS.get(column.look):
            looks.append((red, [(row, at) for row, value in enumerate(values) if test(value)]))
    return painted(shown, cells, looks)


def painted(
    shown: pd.DataFrame,
    cells: Iterable[tuple[int, int, str]],
    looks: Looks,
) -> Styler:
    """What Streamlit asks of a Styler, as it asks it: cells (row, column) that say something else than their values,
    and how cells look. Pandas' own works a web page out for it, a fifth of what a page with tables costs."""
    body = [{"id": f"row{row}_col{at}", "display_value": said} for row, at, said in cells]
    styles = [
        {"props": [*look.items()], "selectors": [f"row{row}_col{at}" for row, at in those]}
        for look, those in looks
        if those
    ]
    styler: Any = Styler.__new__(Styler)
    styler.data, styler.uuid, styler.caption = shown, None, None
    styler.set_uuid = partial(setattr, styler, "uuid")
    styler._compute = lambda: None
    styler._translate = lambda *_: {"body": [body], "cellstyle": styles}
    return cast(Styler, styler)
