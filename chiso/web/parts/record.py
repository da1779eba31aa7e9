"""One record by itself, on every page: a panel that the address opens (`ban_ghi=dossiers:KEY`)."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import missing, plain
from chiso.core.vietnamese import format_date
from chiso.intake.datasets import DATASETS
from chiso.present.columns import TABLES
from chiso.web.parts import loading, paper, tables, widgets
from chiso.web.parts.opening import KINDS, SHOWN
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.words import overdue


def draw(here: Context) -> None:
    """The panel where the address asks for one; a record of another unit is not there for an account limited to one."""
    kind, _, key = (view.get(SHOWN) or "").partition(":")
    if kind not in KINDS or here.as_of is None:
        return
    row = loading.ask(
        here, figures.record, here.asked.whole if here.only_unit is None else here.asked, kind, key
    )
    with st.container(border=True, key="ban_ghi", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"## {plain(_head(kind, row, key))}")
            widgets.quiet("Đóng", "close", partial(view.put, **{SHOWN: None}), key="_chiso_record")
        if row is None:
            widgets.note("Số liệu của cơ quan, đơn vị đang xem không có bản ghi này.")
            return
        known = dict(facts(kind, row))
        widgets.beside(lambda: widgets.facts(known), partial(_versions, here, kind, key))


def _versions(here: Context, kind: str, key: str) -> None:
    found = pd.DataFrame(loading.ask(here, figures.versions, here.agency, kind, key))
    many = f"Có trong {len(found)} tệp, mới nhất đứng đầu"
    widgets.note(many)
    tables.small(found, tables.filled(found, TABLES["versions"]), alt=many)


def _head(kind: str, row: dict[str, Any] | None, key: str) -> str:
    things = overdue.KINDS[kind].things.capitalize()
    if row is None:
        return f"{things} {key}"
    return f"{things} {row['id']}: {overdue.became(row)}"


def facts(kind: str, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is known of a record, in the words of its file, and what the office entered."""
    for field in DATASETS[kind].fields[1:]:  # the first is its number
        value = row["unit_name"] if field.name == "unit" else row.get(field.name)
        if not missing(value) and value is not False:
            yield field.label, "Có" if value is True else field.words.get(str(value), paper.line(value))
    if not missing(days := row.get("term_days")):
        yield "Cách tính hạn", f"{days} ngày làm việc từ ngày tiếp nhận"
    for name, label in DATASETS[kind].entries.items():
        if not missing(value := row.get(f"office_{name}")):
            yield label, format_date(date.fromisoformat(str(value))) if name.endswith("_on") else str(value)
    if row["handed_from_name"]:
        yield "Nhận từ", row["handed_from_name"]
    if row["first_due"] and row["due"] and row["first_due"] < row["due"]:
        yield "Hạn lần đầu", format_date(row["first_due"])
