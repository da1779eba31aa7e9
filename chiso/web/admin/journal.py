"""Nhật ký: who did what; changes of reference data with before and after, and "Hoàn tác"; all of it as a workbook."""

import json
import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core import settings
from chiso.core.clock import show, utc_now
from chiso.core.text import missing, plain
from chiso.core.vietnamese import format_number
from chiso.intake.datasets import SOURCES
from chiso.people import acts
from chiso.people.actor import ROLES
from chiso.people.second_factor import REQUIRED
from chiso.present import reference_book as book
from chiso.present.columns import TABLES
from chiso.reference import changes
from chiso.store import ledger
from chiso.web.admin import forms
from chiso.web.parts import loading, tables, widgets
from chiso.web.parts.editing import generation, saved
from chiso.web.parts.widgets import source_words
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained

_SAID = tomllib.loads(settings.JOURNAL.read_text(encoding="utf-8"))
MOST_PROBLEMS = 30  # of a workbook that are listed
# Acts whose subject is a number of one.
_OF_IMPORTS = frozenset({ledger.IMPORT, ledger.ROLLBACK, ledger.BRING_BACK})
_DIGEST = 12  # letters of a digest that are shown: enough to tell two files apart
SPANS = {7: "7 ngày qua", 31: "31 ngày qua", 366: "12 tháng qua", 36_600: "Từ đầu"}
_FILTERS = (("what", "Việc", "loc_viec", "Mọi việc"), ("who", "Người", "loc_nguoi", "Mọi người"))
KEYS: Mapping[str, str] = _SAID["keys"]
_VALUES: Mapping[str, str] = {
    **_SAID["values"],
    **{code: role.word for code, role in ROLES.items()},
    **SOURCES,
}


def draw(here: Context) -> None:
    """Changes that can be undone, the log, the workbook."""
    _changes(here)
    _audit(here)
    _book(here)


def _changes(here: Context) -> None:
    found = loading.ask(here, changes.history, agency=here.agency)
    many = f"{format_number(len(found))} lần sửa dữ liệu tham chiếu"
    headline = many if len(found) else "Chưa ai sửa dữ liệu tham chiếu"
    under = "Chọn một lần để xem trước và sau; hoàn tác cũng được ghi lại" if len(found) else ""
    with widgets.card(headline, under):
        if found.empty:
            return
        lines = {int(row["batch_id"]): row for row in found.head(200).to_dict("records")}
        words = {batch: _batch_words(row) for batch, row in lines.items()}
        chosen = widgets.pick("Lần sửa", words, key="lan_sua")
        line = lines[chosen]
        shown = loading.ask(here, changes.details, batch=chosen)
        title = f"Lần sửa {chosen}: {line['title']}"
        tables.table(shown, TABLES["changes"], here, name=f"lan_sua_{chosen}", title=title)
        is_undone = not missing(line["undone_by"])
        word = "Hoàn tác" if missing(line["undoes"]) else "Làm lại"
        if st.button(f"{word} lần sửa này", icon=":material/undo:", key="hoan_tac_qt", disabled=is_undone):
            with explained():
                changes.undo(here.store, here.actor, chosen)
                saved(f"Đã {word.lower()}: {line['title']}.")


def _batch_words(row: Mapping[Any, Any]) -> str:
    undone = "" if missing(row["undone_by"]) else " (đã hoàn tác)"
    return f"{row['batch_id']} · {show(row['at'])} · {row['who']} · {row['title']}{undone}"


def _audit(here: Context) -> None:
    span = widgets.pick("Khoảng thời gian", SPANS, key="khoang_nhat_ky", now=31, width=180)
    until = utc_now() + timedelta(days=1)
    since = max(until - timedelta(days=span + 1), datetime(2000, 1, 1))
    names = _names(here)
    lines = [
        {
            "moment": show(row["at"]),
            "who": "(tên không có)" if row["who"] == "?" else row["who"] or "–",
            "what": acts.WORDS.get(row["what"], row["what"]),
            "subject": _subject_words(row["what"], row["subject"]),
            "detail": detail_words(row["detail"], names),
        }
        for row in here.store.rows("changes/audit", since=since, until=until)
    ]
    frame = pd.DataFrame(lines, columns=list(TABLES["journal"]))
    headline = f"Nhật ký: {format_number(len(frame))} việc"
    with widgets.card(headline, "Giờ Việt Nam; nhật ký chỉ thêm, không sửa, không xóa được"):
        kept = pd.Series(True, index=frame.index)
        for place, (column, label, key, everything) in zip(st.columns(2), _FILTERS, strict=True):
            chosen = place.multiselect(label, sorted(set(frame[column])), key=key, placeholder=everything)
            kept &= frame[column].isin(chosen) | (not chosen)
        title = f"Nhật ký, {SPANS[span].lower()}"
        tables.table(frame[kept], TABLES["journal"], here, name="nhat_ky", title=title)


def _subject_words(what: str, subject: str) -> str:
    """A role as it is called; a number says that it is one of an import."""
    if what == REQUIRED:
        return _VALUES[subject]
    return f"Lần nhập {subject}" if what in _OF_IMPORTS else subject


def _names(here: Context) -> Mapping[str, str]:
    """What the codes of agencies and of their units are called: the log tells of all of them."""
    agencies = {row["agency"]: row["short_name"] for row in here.store.rows("frame/agencies")}
    units = (
        row for agency in agencies for row in loading.ask(here, changes.rows, agency=agency, table="units")
    )
    return {**agencies, **{row["unit_id"]: row["short_name"] for row in units}}


def detail_words(text: str | None, names: Mapping[str, str]) -> str:
    """The JSON of an audit line for people: "vai trò: Quản trị; đơn vị: Văn phòng"; `names`: of units and agencies."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return str(text)
    if not isinstance(found, dict):
        return str(found)
    return "; ".join(
        f"{KEYS.get(key, key)}: {_value_words(key, str(value), names)}"
        for key, value in found.items()
        if not isinstance(value, dict) and (value not in (None, "", [], 0) or value is False)
    )


def _value_words(key: str, value: str, names: Mapping[str, str]) -> str:
    if key == "sha256":
        return value[:_DIGEST]
    return (names if key in ("unit", "agency") else _VALUES).get(value, value)


def _book(here: Context) -> None:
    under = (
        "Mọi bảng của cơ quan trong một tệp XLSX: sửa trong Excel rồi nhập lại. Cả tệp được kiểm tra trước, "
        "khác biệt hiện ra trước, chỉ ghi khi bấm Áp dụng"
    )
    with widgets.card("Sổ dữ liệu tham chiếu", under):
        name, key = f"{here.agency}-du-lieu-tham-chieu.xlsx", f"nhap_so|{generation('so')}"
        widgets.download("Tải sổ (XLSX)", partial(_exported, here), name, key="tai_so")
        file = st.file_uploader("Nhập sổ đã sửa", type=["xlsx"], key=key, max_upload_size=5)
        if file is not None:
            with explained():
                _plan(here, file.name, file.getvalue())


def _exported(here: Context) -> bytes:
    acts.audit(here.store, here.actor, "reference_exported", here.agency)
    return book.export(here.store, here.agency, source_words(here))


def _plan(here: Context, name: str, content: bytes) -> None:
    with st.spinner("Đang kiểm tra sổ…"):
        plan = loading.ask(here, book.plan, here.agency, name, content)
    if plan.problems:
        st.error(f"Sổ có {len(plan.problems)} chỗ cần sửa nên chưa áp dụng được:", icon=":material/error:")
        shown = [f"- {plain(text)}" for text in plan.problems[:MOST_PROBLEMS]]
        left = len(plan.problems) - len(shown)
        st.markdown("\n".join(shown + [f"- và {format_number(left)} chỗ nữa"] * bool(left)))
    elif not plan.edits:
        widgets.all_fine("Sổ giống hệt dữ liệu đang dùng, không có gì để áp dụng.")
    else:
        st.markdown(f"**{format_number(len(plan.edits))} dòng sẽ đổi**")
        if plan.put_back:
            st.warning(
                f"{format_number(len(plan.put_back))} dòng sẽ trở lại như cũ: sổ này được tải trước khi các dòng đó "
                "được sửa ở đây (cột “Bỏ lần sửa”). Không định bỏ các lần sửa ấy thì tải sổ mới rồi sửa trong sổ đó.",
                icon=":material/history:",
            )
        tables.table(
            plan.differences(), TABLES["differences"], here, name="khac_biet_so", title="Khác biệt của sổ"
        )
        if st.button("Áp dụng", type="primary", icon=":material/check:", key="ap_dung_so"):
            forms.keep(here, plan.edits, f"Nhập sổ dữ liệu tham chiếu {name}", "so")
