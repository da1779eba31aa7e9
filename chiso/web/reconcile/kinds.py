"""Findings by kind, worst first: what it means, what to do, the rows behind, and "đã xem" with a note."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.errors import ChisoError
from chiso.core.text import plain
from chiso.core.vietnamese import format_number, format_percent
from chiso.desk import reconciliation
from chiso.desk.reconciliation import Kind, kind_of
from chiso.present.columns import TABLES, Column
from chiso.web.parts import loading, tables, widgets
from chiso.web.parts.editing import Edited, editor, fingerprint
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.web.shell.problems import show_error

STATUSES = {
    "new": "Mới đăng ký", "received": "Đã tiếp nhận", "refused": "Từ chối", "processing": "Đang xử lý",
    "supplement": "Chờ bổ sung", "fee": "Chờ nộp phí", "withdrawn": "Rút, trả lại", "stopped": "Tạm dừng",
    "done": "Đã xong", "handed_over": "Đã trả kết quả",
}  # fmt: skip
_NEEDED = {"nhap-du-lieu": "upload", "quan-tri": "administer"}  # page -> what one must be allowed to open it
MOST_SENTENCES = 10  # findings that are read as sentences rather than in a table


def visible(here: Context, found: pd.DataFrame) -> pd.DataFrame:
    """The findings of the chosen unit; of the agency all. An account of one unit sees its dossiers' only."""
    units = loading.unit_ids(here)
    if units is None or found.empty:
        return found
    with_rows = {code for code in found["code"].unique() if kind_of(code).rows == "dossiers"}
    found = found[found["code"].isin(with_rows)]
    behind = _dossiers(here, tuple(sorted(found["subject"].dropna().unique())))
    mine = set(behind.loc[behind["unit_id"].isin(units), "subject"])
    return found[found["subject"].isin(mine)]


def draw(here: Context, found: pd.DataFrame) -> None:
    """One card per kind."""
    for code in dict.fromkeys(found["code"]):
        part = found[found["code"] == code].reset_index(drop=True)
        _card(here, kind_of(code), part)


def _card(here: Context, kind: Kind, part: pd.DataFrame) -> None:
    headline = kind.headline.format(n=format_number(len(part)))
    with widgets.card(stretch=False, key=f"loai_{kind.code}"):
        left, right = st.columns([7.2, 1.8], vertical_alignment="top")
        with left:
            st.markdown(f"### {_sign(kind)} {plain(headline)}")
            st.markdown(plain(kind.meaning))
            if kind.remedy:
                st.markdown(f"**Cần làm:** {plain(kind.remedy)}")
        with right:
            if here.may(_NEEDED.get(kind.page, "edit")):
                section: dict[str, Any] = {"muc": "Đơn vị"} if kind.page == "quan-tri" else {}
                widgets.link(kind.link, kind.page, key=f"di_{kind.code}", **section)
        seen = int(part["seen"].sum())
        words = f"Xem {format_number(len(part))} dòng"
        words += f", {format_number(seen)} đã xem" if seen else ""
        if view.toggle(words, name=f"mo_{kind.code}"):
            _open(here, kind, part)


def _sign(kind: Kind) -> str:
    if kind.weight >= 80:
        return ":red[▲]"
    return ":orange[●]" if kind.weight >= 50 else ":gray[○]"


def _open(here: Context, kind: Kind, part: pd.DataFrame) -> None:
    lines = part.assign(state=["✓ đã xem" if seen else "mới" for seen in part["seen"]])
    draw_rows, columns = _ROWS.get(kind.rows, _ROWS[""])
    shown = draw_rows(here, lines)
    title = kind.headline.format(n=format_number(len(part)))
    if kind.rows in ("field_report", "rejects", "measurements"):
        if len(part) <= MOST_SENTENCES:
            for line in lines.to_dict("records"):
                st.markdown(f"- {plain(line['message'])}{_seen_words(line)}")
        else:
            tables.table(
                lines,
                {**TABLES["doubts"], **TABLES["seen"]},
                here,
                name=f"loai_{kind.code}",
                title=title,
                optional=("note",),
            )
        st.markdown("**Dòng trong tệp**")
        tables.table(shown, columns, here, name=f"dong_{kind.code}", title=f"{title}: dòng trong tệp",
                     optional=list(columns))  # fmt: skip
    else:
        tables.table(shown, {**columns, **TABLES["seen"]}, here, name=f"loai_{kind.code}", title=title,
                     optional=[*columns, "note"])  # fmt: skip
        if kind.rows:
            widgets.note(f"Ví dụ: {plain(part['message'].iloc[0])}")
    if here.may("edit") and st.toggle("Đánh dấu đã xem", key=f"danh_dau_{kind.code}"):
        _marks(here, kind, part)


def _seen_words(line: Mapping[Any, Any]) -> str:
    if not line["seen"]:
        return ""
    note = f": {plain(line['note'])}" if isinstance(line["note"], str) else ""
    return f" :green[✓ đã xem]{note}"


def _plain_rows(here: Context, lines: pd.DataFrame) -> pd.DataFrame:
    return lines


def _dossier_rows(here: Context, lines: pd.DataFrame) -> pd.DataFrame:
    behind = _dossiers(here, tuple(sorted(lines["subject"].dropna().unique())))
    words = behind.assign(status_words=[STATUSES.get(code, code) for code in behind["status"]])
    return lines.merge(words.drop(columns=["status"]), on="subject", how="left")


def _dossiers(here: Context, ids: tuple[str, ...]) -> pd.DataFrame:
    return loading.query(here, "reconcile/dossiers", agency=here.agency, as_of=here.as_of, ids=ids)


def _reject_rows(here: Context, lines: pd.DataFrame) -> pd.DataFrame:
    """The cells of the files, or of the records, that the findings name."""
    cells = loading.query(here, "reconcile/rejected_cells", agency=here.agency)
    named = set(lines["subject"])
    return cells[cells["file_name"].isin(named) | cells["record_key"].isin(named)]


def _report_rows(here: Context, lines: pd.DataFrame) -> pd.DataFrame:
    rows = loading.query(here, "reconcile/field_report", agency=here.agency)
    rows = rows[rows["subject"].isin(set(lines["subject"]))]
    period = [
        f"{row['period_from']:%d/%m/%Y} – {row['period_to']:%d/%m/%Y}" for row in rows.to_dict("records")
    ]
    return rows.assign(period=period)


def _measurement_rows(here: Context, lines: pd.DataFrame) -> pd.DataFrame:
    first, last = pd.Timestamp("2000-01-01").date(), pd.Timestamp("2045-12-31").date()
    rows = loading.query(here, "reconcile/measurements", agency=here.agency, from_day=first, until_day=last)
    rows = rows[rows["subject"].isin(set(lines["subject"]))]
    names = {
        row["indicator"]: row["name"] for row in loading.query(here, "figures/catalogue").to_dict("records")
    }
    return rows.assign(
        name=[names.get(code, code) for code in rows["indicator"]],
        printed=[format_percent(value) for value in rows["value"]],
        fraction=[format_percent(value) for value in rows["numerator"] / rows["denominator"]],
    )


_MARKS: Mapping[str, Any] = {
    "seen": st.column_config.CheckboxColumn("Đã xem", width=80),
    "subject": st.column_config.TextColumn("Đối với", width=220, disabled=True),
    "message": st.column_config.TextColumn("Phát hiện", width=480, disabled=True),
    "note": st.column_config.TextColumn("Ghi chú", width=280, max_chars=reconciliation.LONGEST_NOTE),
}
_Rows = Callable[[Context, pd.DataFrame], pd.DataFrame]
_ROWS: Mapping[str, tuple[_Rows, Mapping[str, Column]]] = {
    "": (_plain_rows, TABLES["doubts"]),
    "dossiers": (_dossier_rows, TABLES["doubted_dossiers"]),
    "rejects": (_reject_rows, TABLES["rejected_before"]),
    "field_report": (_report_rows, TABLES["doubted_report"]),
    "measurements": (_measurement_rows, TABLES["doubted_measurements"]),
}  # fmt: skip


def _marks(here: Context, kind: Kind, part: pd.DataFrame) -> None:
    """Which findings somebody has looked at, with a note; kept until the finding itself changes."""
    shown = part[["seen", "subject", "message", "note"]].head(tables.MOST_ROWS)
    known = part.to_dict("records")

    def save(edited: Edited) -> bool:
        return _save(here, [{**known[place], **cells} for place, cells in edited.changed.items()])

    mark = fingerprint(shown.to_dict("records"))
    editor(shown, _MARKS, save, key=f"da_xem_{kind.code}|{mark}")
    label, icon = "Đã xem tất cả", ":material/done_all:"
    new = [{**line, "seen": True} for line in known if not line["seen"]]
    if new and st.button(label, icon=icon, key=f"het_{kind.code}") and _save(here, new):
        st.rerun()


def _save(here: Context, lines: list[dict[Any, Any]]) -> bool:
    try:
        reconciliation.mark(here.store, here.actor, here.agency, lines)
    except ChisoError as error:
        show_error(error)
        return False
    return True
