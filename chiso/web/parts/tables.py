"""Tables: columns declared once, numbers as the documents write them, searchable, and taken away as shown."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core import vietnamese
from chiso.core.text import missing, plain, table_csv
from chiso.core.vietnamese import fold
from chiso.people import acts
from chiso.present.columns import TABLES, Column
from chiso.present.palette import palette
from chiso.present.workbooks import Tab, workbook
from chiso.web.parts.widgets import aside, download, file_name, note, source_words
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.words.findings import show

ROW_HEIGHT = 40
MOST_ROWS = 100  # a page shows no more; the download has all
SEARCH_FROM = 12  # a list shorter than this is read, not searched


def _text(value: Any, kind: str) -> str:
    if missing(value):
        return "–"
    if kind == "count":
        return vietnamese.format_number(float(value), 0)
    if kind == "number":
        return vietnamese.format_number(float(value), 2)
    if kind == "percent":
        return show(float(value), rate=True)
    if kind == "days":
        return f"{vietnamese.format_number(float(value), 0)} ngày"
    return str(value)


_NUMERIC = {"count", "number", "percent", "days"}


def _config(columns: Mapping[str, Column]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, column in columns.items():
        more: dict[str, Any] = {"width": column.width, "pinned": column.pinned or None}
        if column.kind == "date":
            found[name] = st.column_config.DateColumn(column.label, format="DD/MM/YYYY", **more)
        elif column.kind == "days":
            found[name] = st.column_config.NumberColumn(column.label, format="%d ngày", **more)
        elif column.kind in _NUMERIC:
            found[name] = st.column_config.NumberColumn(column.label, **more)
        else:
            found[name] = st.column_config.TextColumn(column.label, **more)
    return found


def _prepared(frame: pd.DataFrame, columns: Mapping[str, Column]) -> pd.DataFrame:
    """Only the declared columns, typed for the grid: dates as dates, the rest as it is."""
    shown = frame.reindex(columns=list(columns)).reset_index(drop=True)
    for name, column in columns.items():
        if column.kind == "date":
            shown[name] = pd.to_datetime(shown[name], errors="coerce").dt.date
        elif column.kind in _NUMERIC:
            shown[name] = pd.to_numeric(shown[name], errors="coerce")
        else:
            shown[name] = [_line(value) for value in shown[name]]
    return shown


def _line(value: Any) -> str:
    if missing(value):
        return "–"
    if isinstance(value, date):
        return vietnamese.format_date(value)
    return " ".join(str(value).split()) or "–"


def _styled(shown: pd.DataFrame, columns: Mapping[str, Column], theme: str, alarm: Mapping[str, Any]) -> Any:
    """Numbers by Styler (the grid's own formats drop zeros), alarms in red, pinned cells at full contrast.

    A Styler sends every cell twice, so a table that needs none of it goes without.
    """
    formats: Any = {
        name: (lambda value, kind=column.kind: _text(value, kind))
        for name, column in columns.items()
        if column.kind in _NUMERIC - {"days"}
    }
    if not formats and not alarm and not any(column.pinned for column in columns.values()):
        return shown
    styler = shown.style.format(formats)
    p = palette(theme)
    for name, test in alarm.items():
        ink = f"color: {p['alarm_ink']}; font-weight: 700"
        styler = styler.map(lambda value, test=test, ink=ink: ink if test(value) else "", subset=[name])
    pinned: list[Any] = [name for name, column in columns.items() if column.pinned]
    if pinned:
        styler = styler.map(lambda _: f"color: {p['pinned']}", subset=pinned)
    return styler


def table(
    frame: pd.DataFrame,
    columns: Mapping[str, Column],
    here: Context,
    *,
    name: str,
    title: str,
    alarm: Mapping[str, Callable[[Any], bool]] | None = None,
    height: int | None = None,
    downloads: bool = True,
    tools: Callable[[], None] | None = None,
    optional: Collection[str] = (),
) -> None:
    """A list with its search and its downloads, which hold all rows found; an `optional` column needs some value."""
    columns = _filled(frame, columns, optional)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"cong_cu_{name}"):
        words = search(f"tim_{name}", "Tìm trong bảng") if len(frame) > SEARCH_FROM else ""
        found = matching(frame, columns, words)
        if downloads:
            download_buttons(found, columns, here, name=name, title=title)
        if tools is not None:
            tools()
    if found.empty:
        note("Không có dòng nào khớp." if len(frame) else "Không có dòng nào.")
        return
    shown = _prepared(found.head(MOST_ROWS), columns)
    st.dataframe(
        _styled(shown, columns, here.palette, alarm or {}),
        column_config=_config(columns),
        hide_index=True,
        row_height=ROW_HEIGHT,
        height=height or grid_height(len(shown)),
        alt=title,
        key=f"bang_{name}",
        placeholder="–",
    )
    if len(found) > MOST_ROWS:
        note(f"Hiện {MOST_ROWS} trong {vietnamese.format_number(len(found))} dòng; tệp tải về có đủ.")


def _filled(
    frame: pd.DataFrame, columns: Mapping[str, Column], optional: Collection[str]
) -> Mapping[str, Column]:
    empty = {key for key in optional if key not in frame or not frame[key].notna().any()}
    return {key: column for key, column in columns.items() if key not in empty}


def pick_rows(
    frame: pd.DataFrame,
    columns: Mapping[str, Column],
    here: Context,
    *,
    key: str,
    on_select: Callable[[], None],
    alt: str,
) -> None:
    """A list of which one row can be picked; `on_select` reads st.session_state[key]["selection"]["rows"]."""
    shown = _prepared(frame, columns)
    st.dataframe(
        _styled(shown, columns, here.palette, {}),
        column_config=_config(columns),
        hide_index=True,
        row_height=ROW_HEIGHT,
        height=grid_height(len(shown), most=8),
        on_select=on_select,
        selection_mode="single-row",
        key=key,
        alt=alt,
    )


def grid_height(rows: int, *, row: int = ROW_HEIGHT, most: int = 15) -> int:
    """Exactly so high that no row is cut: the header is 36 pixels, whatever the rows are."""
    return 36 + row * min(rows, most) + 2


def search(name: str, words: str, *, width: int = 240) -> str:
    """What a reader looks for in a list."""
    draw = partial(
        st.text_input,
        placeholder=words,
        label_visibility="collapsed",
        width=width,
        icon=":material/search:",
    )
    return view.words(draw, words, name=name)


def matching(frame: pd.DataFrame, columns: Mapping[str, Column], words: str) -> pd.DataFrame:
    """The rows in which every word occurs in some column, whatever its accents."""
    wanted = fold(words).split()
    if not wanted:
        return frame
    text = frame.reindex(columns=list(columns)).map(_line).agg(" ".join, axis=1).map(fold)
    keep = pd.Series(True, index=frame.index)
    for word in wanted:
        keep &= text.str.contains(word, regex=False)
    return frame[keep]


def download_buttons(
    frame: pd.DataFrame, columns: Mapping[str, Column], here: Context, *, name: str, title: str
) -> None:
    """XLSX and CSV of the rows shown, built at the click and written into the audit log."""

    def taken() -> pd.DataFrame:
        acts.audit(here.store, here.actor, "table_exported", title, {"rows": len(frame)})
        return _prepared(frame, columns).rename(
            columns={key: column.label for key, column in columns.items()}
        )

    file = file_name(here, name)
    for label, build in (
        ("XLSX", lambda: workbook([Tab("Bảng", taken(), title, source=source_words(here))])),
        ("CSV", lambda: table_csv(taken())),
    ):
        end = label.lower()
        download(label, build, f"{file}.{end}", key=f"tai_{end}_{name}", type="tertiary")


def look_up(
    here: Context,
    frame: pd.DataFrame,
    columns: Mapping[str, Column],
    *,
    name: str,
    title: str,
    label: str = "Bảng số",
    optional: Collection[str] = (),
) -> None:
    """The table beside a chart, for those who read rather than look."""

    def draw() -> None:
        table(frame, columns, here, name=f"so_{name}", title=title, optional=optional)

    aside(label, "table", draw, key=f"bang_so_{name}")


def small(frame: pd.DataFrame, columns: Mapping[str, Column], *, alt: str) -> None:
    """At most eight rows to read, nothing to do with them. Cells are escaped: st.table reads Markdown."""
    shown = _prepared(frame, columns)
    for key, column in columns.items():
        if column.kind == "date":
            shown[key] = ["–" if missing(v) else vietnamese.format_date(v) for v in shown[key]]
        elif column.kind == "day":
            shown[key] = [f"{v:%d/%m}" for v in pd.to_datetime(frame[key])]
        else:
            shown[key] = [plain(_text(v, column.kind)) for v in shown[key]]
    shown = shown.rename(columns={key: column.label for key, column in columns.items()})
    st.table(shown.astype(str), border="horizontal", hide_index=True, alt=alt)


def copy_block(text: Callable[[], str], *, key: str, label: str = "Chép danh sách") -> None:
    """Text to paste into a message, behind a button; the block has its own copy sign."""

    def draw() -> None:
        note("Bấm dấu chép ở góc phải của khung, rồi dán vào tin nhắn.")
        st.code(text(), language=None, wrap_lines=True)

    aside(label, "content_copy", draw, key=key)


def badges(frame: pd.DataFrame, columns: Mapping[str, str], *, badges: set[str], alt: str) -> None:
    """A short table whose `badges` columns hold Markdown of ours; everything else is escaped."""
    shown = pd.DataFrame(
        {label: [str(v) if key in badges else plain(v) for v in frame[key]] for key, label in columns.items()}
    )
    st.table(shown, border="horizontal", hide_index=True, alt=alt)


def records_table(rows: pd.DataFrame, here: Context, *, name: str, title: str) -> None:
    """The rows behind a number: the fields that this dataset has."""
    columns = {
        key: column for key, column in TABLES["records"].items() if key in rows and rows[key].notna().any()
    }
    table(rows, columns, here, name=f"dong_{name}", title=title)


PARTS = {"numerator": "Đã tính", "rest": "Còn lại", "denominator": "Tất cả"}


def behind(here: Context, indicator: str, name: str) -> None:
    """ "Hồ sơ đã tính / Còn lại": the rows behind a rate and those still to do, one list at a time."""
    words = {code: f":blue[{text}]" for code, text in PARTS.items()}
    part = view.pick(st.segmented_control, "Xem từng dòng", words, name=f"phan_{indicator}", optional=True)
    if part is None:
        return
    with st.spinner("Đang lấy danh sách…"):
        rows = figures.records(here.store, here.asked, indicator, figures.Part(part))
    title = f"{name}: {PARTS[part].lower()} {vietnamese.format_number(len(rows))} dòng"
    st.markdown(f"**{plain(title)}**")
    records_table(rows, here, name=f"{indicator}_{part}", title=title)
