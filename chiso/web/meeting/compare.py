"""What changed against the last deck that was kept."""

from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.vietnamese import format_date
from chiso.desk import meetings
from chiso.present import deck
from chiso.present import outputs as present
from chiso.present.columns import TABLES
from chiso.web.parts import loading, tables, widgets
from chiso.web.shell.context import Context
from chiso.words import findings


def draw(here: Context) -> None:
    """Choose a kept deck, see each figure then and now."""
    kept = meetings.decks(here.store, here.agency)
    if not kept:
        with st.container(border=True):
            st.markdown(":material/hourglass_empty: **Chưa lưu bộ slide nào để so sánh**")
            st.markdown(
                "Sau mỗi kỳ giao ban, bấm **Lưu bộ slide** ở phần Bộ slide; kỳ sau trang này nói cái gì đã đổi."
            )
        return
    names = {row["deck_id"]: f"{row['title']} (số liệu đến {format_date(row['as_of'])})" for row in kept}
    number = st.selectbox("So với bộ slide", list(names), format_func=names.__getitem__, key="so_voi_bo")
    before = next(row for row in kept if row["deck_id"] == number)
    frame = changes(
        loading.ask(here, _now, agency=here.agency, as_of=here.as_of, unit=here.unit), before["figures"]
    )
    frame["name"] = frame["indicator"].map(_names(here)).fillna(frame["indicator"])
    moved = frame[frame["change"] != findings.change(0, 0, rate=False, since="kỳ trước")]
    widgets.title(f"{len(moved)} trong {len(frame)} chỉ tiêu thay đổi so với “{before['title']}”")
    tables.table(
        moved if len(moved) else frame,
        TABLES["compared"],
        here,
        name="so_voi_ky_truoc",
        title="So với kỳ trước",
    )


def _now(store: Any, **asked: Any) -> list[dict[str, Any]]:
    return deck.figures_shown(present.look_at(store, **asked))


def _names(here: Context) -> dict[str, str]:
    frame = here.store.run("figures/catalogue")
    return dict(zip(frame["indicator"], frame["name"], strict=True))


def changes(now: list[dict[str, Any]], then: list[dict[str, Any]]) -> pd.DataFrame:
    """indicator, then, now, change in words; figures that only one side has say so."""
    before = {row["indicator"]: row for row in then}
    rows = []
    for row in now:
        old, rate = before.get(row["indicator"]), row["denominator"] is not None
        value, was = row["value"], old["value"] if old else None
        said = "chưa có số ở kỳ trước"
        if value is not None and was is not None:
            said = findings.change(value, was, rate=rate, since="kỳ trước")
        rows.append(
            {
                "indicator": row["indicator"],
                "then": "–" if was is None else findings.show(was, rate=rate),
                "now": "–" if value is None else findings.show(value, rate=rate),
                "change": said,
            }
        )
    return pd.DataFrame(rows, columns=["indicator", "then", "now", "change"])
