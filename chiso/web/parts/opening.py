"""A row of a list opens its record: by a click, and for the keyboard in a list under it that says the same."""

from typing import Any

import pandas as pd

from chiso.core.text import missing
from chiso.figures.lateness import KINDS as LISTS
from chiso.web.parts import widgets
from chiso.web.shell import view
from chiso.web.shell.context import goto
from chiso.words.overdue import ALL_PLANS

SHOWN = "ban_ghi"  # in the address: kind and key
FIGURE = "figure"  # what a row of reported figures says instead of a kind
KINDS = LISTS[:-1]  # those whose rows files bring one by one
RECORD = "record"  # the column of a list that says what each row opens


def told(rows: pd.DataFrame, kind: str | None = None) -> pd.DataFrame:
    """The rows of a kind (None: each says its own) with what each opens; of a kind without records as they are."""
    if rows.empty or (kind is not None and kind not in LISTS):
        return rows
    kinds = rows["kind"] if kind is None else pd.Series(kind, rows.index)
    return rows.assign(
        **{RECORD: kinds + ":" + rows["key"].where(kinds.isin(KINDS), rows["title"]).astype(str)}
    )


def opens(code: str) -> None:
    """The record in its panel; a reported figure at the head of its page; a task of a plan in the plan's list. For
    callbacks."""
    kind, _, key = code.partition(":")
    if kind in KINDS:
        view.mark(SHOWN, code)
    elif kind == FIGURE:
        view.marked(chi_tieu=key)
    else:
        goto("ke-hoach", tim_ke_hoach=key, **ALL_PLANS)


def look(rows: pd.DataFrame, key: str) -> dict[str, Any]:
    """What makes a grid of rows answer a click; it is drawn anew when something else is chosen."""
    key, codes = f"{key}|{view.turn()}", rows[RECORD].to_list()  # not the list that the rows were cut from

    def clicked() -> None:
        for place, _ in view.clicked(key, "rows", len(codes)):
            opens(codes[place])

    return {"key": key, "on_select": clicked, "selection_mode": "single-row"}


def choices(rows: pd.DataFrame, key: str) -> None:
    """The same rows in a list."""
    names = {
        code: " · ".join(str(one) for one in said if not missing(one))
        for code, *said in zip(*(rows[name] for name in (RECORD, "id", "title") if name in rows), strict=True)
    }
    widgets.to_open("Mở một dòng", names, opens, key=f"mo_{key}|{view.turn()}")
