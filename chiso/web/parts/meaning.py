"""What a figure means, said beside it: what is counted over what, by which rule, from which files."""

import streamlit as st

from chiso import figures
from chiso.core.text import missing, plain
from chiso.core.vietnamese import format_number
from chiso.present.chart import records
from chiso.web.parts import loading, widgets
from chiso.web.shell.context import Context


def define(here: Context, *codes: str, dataset: str = "") -> None:
    """ "Định nghĩa" of indicators: what is counted, over what, by which rule; the files of `dataset` behind it."""

    def draw() -> None:
        rows = {row["indicator"]: row for row in records(loading.query(here, "figures/catalogue"))}
        for row in (rows[code] for code in codes if code in rows):
            st.markdown(f"**{plain(row['name'])}**")
            parts = [row[name] for name in ("numerator", "denominator") if not missing(row.get(name))]
            st.markdown(" ÷ ".join(plain(part) for part in parts))
            if not missing(row.get("definition")):
                widgets.note(plain(row["definition"]))
        if files := _files(here, dataset) if dataset else ():
            st.markdown("**Tệp dùng để tính**")
            for file in files:
                st.markdown(f"- {plain(file)}")

    widgets.aside("Định nghĩa", "info", draw, key=f"dinh_nghia_{'_'.join(codes[:1])}_{dataset}")


def _files(here: Context, dataset: str, most: int = 6) -> list[str]:
    """The files behind a dataset's figures, newest first, in words."""
    found = loading.ask(here, figures.files, here.asked, dataset)
    words = [
        f"{row['file_name']} (số liệu đến {row['as_of']:%d/%m/%Y}, {format_number(row['rows_loaded'])} dòng)"
        for row in found.head(most).to_dict("records")
    ]
    return [*words, f"và {len(found) - most} tệp trước đó"] if len(found) > most else words
