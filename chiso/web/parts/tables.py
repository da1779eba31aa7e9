"""Tables: columns declared once, numbers as the documents write them, searchable, and taken away as shown."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core import vietnamese
from chiso.core.text import missing, plain
from chiso.core.vietnamese import fold
from chiso.people import acts
from chiso.present import workbooks
from chiso.web.parts.plots import selection_key, source_words
from chiso.web.parts.widgets import aside, download, note
from chiso.web.shell.context import Context, goto
from chiso.words.findings import is_rate, show, state_of
from chiso.words.states import STATES, State

ROW_HEIGHT = 40
MOST_ROWS = 100  # a page shows no more; the download has all
SEARCH_FROM = 12  # a list shorter than this is read, not searched

# Status colours of the theme; a Styler cannot ask the theme itself.
_TINTS = {
    "light": {"alarm": ("#FCE8E6", "#A11C12"), "warning": ("#FFF3DC", "#804B00"), "pinned": ("", "#000000")},
    "dark": {"alarm": ("#43201D", "#FFA498"), "warning": ("#3D2E10", "#F6C76F"), "pinned": ("", "#FFFFFF")},
}


@dataclass(frozen=True)
class Column:
    """How a column is printed. kind: text, count, number (two decimals), percent, date, day (dd/mm), days."""

    label: str
    kind: str = "text"
    width: int | None = None
    help: str | None = None
    pinned: bool = False


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
        more: dict[str, Any] = {"width": column.width, "help": column.help, "pinned": column.pinned or None}
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
    tints = _TINTS[theme]
    for name, test in alarm.items():
        ink = f"color: {tints['alarm'][1]}; font-weight: 700"
        styler = styler.map(lambda value, test=test, ink=ink: ink if test(value) else "", subset=[name])
    pinned: list[Any] = [name for name, column in columns.items() if column.pinned]
    if pinned:
        styler = styler.map(lambda _: f"color: {tints['pinned'][1]}", subset=pinned)
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
    """A list with its search and its downloads; the downloads hold what is shown, all rows of it.

    Columns in `optional` are left out while they hold nothing.
    """
    found = frame
    empty = {key for key in optional if key not in frame or not frame[key].notna().any()}
    columns = {key: column for key, column in columns.items() if key not in empty}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"cong_cu_{name}"):
        if len(frame) > SEARCH_FROM:
            found = matching(frame, columns, search(f"tim_{name}", "Tìm trong bảng"))
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


def search(key: str, words: str, *, width: int = 240) -> str | None:
    """What a reader looks for in a list."""
    return st.text_input(
        words, key=key, placeholder=words, label_visibility="collapsed", width=width, icon=":material/search:"
    )


def matching(frame: pd.DataFrame, columns: Mapping[str, Column], words: str | None) -> pd.DataFrame:
    """The rows in which every word occurs in some column, whatever its accents."""
    wanted = fold(words or "").split()
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

    file = f"{here.agency}-{name.replace('_', '-')}" + (f"-{here.as_of:%Y-%m-%d}" if here.as_of else "")
    table_xlsx = partial(workbooks.table_xlsx, title=title, source=source_words(here))
    for label, build in (
        ("XLSX", lambda: table_xlsx(taken())),
        ("CSV", lambda: workbooks.table_csv(taken())),
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


def cell_words(row: Mapping[str, Any], state: State) -> str:
    """The text of a heat cell: sign first, so that signs form a column; no percent sign, the note names the unit."""
    if state.code in ("unknown", "none"):
        return state.sign
    number = show(float(row["value"]), rate=is_rate(row)).rstrip("%")
    if is_rate(row) and "," not in number and number not in ("0", "100"):
        number += ",0"
    base = "*" if row.get("small_base") and state.sign != "*" else ""
    return f"{state.sign or '·'} {number}{base}"


def heat(
    rows: pd.DataFrame,
    indicators: Mapping[str, str],
    here: Context,
    *,
    name: str,
    pages: Mapping[str, str],
) -> None:
    """Units × indicators from figures.values by unit; a click on a cell opens that unit's page of that indicator."""
    grid, states, units = _grid(rows, indicators)
    if grid.empty:
        note("Chưa có số theo đơn vị.")
        return
    tints = _TINTS[here.palette]

    def ink(code: str) -> str:
        role = STATES[code].role if code else ""
        if role not in ("alarm", "warning"):
            return ""
        return f"background-color: {tints[role][0]}; color: {tints[role][1]}; font-weight: 600"

    paint = states.map(ink)
    paint["Đơn vị"] = f"color: {tints['pinned'][1]}"
    key = selection_key(here, name)

    def opened() -> None:
        picked = st.session_state[key]["selection"]["cells"]
        if not picked:
            return
        place, column = picked[0]
        code = next((c for c, label in indicators.items() if label == column), None)
        goto(pages.get(code or "", "don-vi"), unit=units[int(place)])

    widths = {label: st.column_config.TextColumn(label, width=112) for label in indicators.values()}
    st.dataframe(
        grid.style.apply(lambda _: paint, axis=None),
        column_config={"Đơn vị": st.column_config.TextColumn("Đơn vị", pinned=True, width=150), **widths},
        hide_index=True,
        row_height=42,
        height=grid_height(len(grid), row=42, most=20),
        on_select=opened,
        selection_mode="single-cell",
        key=key,
        alt="Bảng đơn vị theo chỉ tiêu; bấm một ô để mở chi tiết",
    )


def _grid(rows: pd.DataFrame, indicators: Mapping[str, str]) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Texts, state codes and unit codes of the heat table; units with the most misses first."""
    lines: list[tuple[int, str, dict[str, str], dict[str, str]]] = []
    names: dict[str, str] = {}
    for (unit, unit_name), group in rows.groupby(["unit", "unit_name"], sort=False):
        texts: dict[str, str] = {"Đơn vị": str(unit_name)}
        codes: dict[str, str] = {"Đơn vị": ""}
        bad = 0
        by_code: dict[str, Any] = {row["indicator"]: row for row in group.to_dict("records")}
        for code, label in indicators.items():
            row = by_code.get(code)
            if row is None:
                absent = STATES["none" if (rows["indicator"] == code).any() else "unknown"]
                texts[label], codes[label] = absent.sign, absent.code
                continue
            state = state_of(row)
            bad += state.badness
            texts[label], codes[label] = cell_words(row, state), state.code
        names[str(unit)] = str(unit_name)
        lines.append((bad, str(unit), texts, codes))
    lines.sort(key=lambda line: -line[0])
    grid = pd.DataFrame([line[2] for line in lines])
    states = pd.DataFrame([line[3] for line in lines])
    return grid, states, [line[1] for line in lines]


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


# How the fields of a record are headed, whatever its dataset; others keep out of the list.
RECORD_COLUMNS: Mapping[str, Column] = {
    "dossier_id": Column("Số hồ sơ", width=190),
    "document_no": Column("Số văn bản", width=130),
    "petition_id": Column("Mã phản ánh", width=130),
    "procedure_code": Column("Mã TTHC", width=120),
    "procedure_name": Column("Thủ tục", width=260),
    "content": Column("Nội dung", width=320),
    "subject": Column("Nội dung", width=320),
    "field": Column("Lĩnh vực", width=150),
    "unit_name": Column("Đơn vị", width=180),
    "official": Column("Công chức", width=150),
    "received_on": Column("Tiếp nhận", "date", width=105),
    "assigned_on": Column("Ngày giao", "date", width=105),
    "due_on": Column("Hẹn trả", "date", width=105),
    "finished_on": Column("Hoàn thành", "date", width=105),
    "resolved_on": Column("Kết thúc", "date", width=105),
    "answered_on": Column("Trả lời", "date", width=105),
    "pause_reason": Column("Lý do dừng", width=180),
    "supplement_count": Column("Lần bổ sung", "count", width=100),
    "month": Column("Tháng", width=90),
    "component": Column("Thành phần", width=200),
    "score": Column("Điểm", "number", width=90),
    "numerator": Column("Tử số", "number", width=110),
    "denominator": Column("Mẫu số", "number", width=110),
    "value": Column("Giá trị", "number", width=110),
    "file_name": Column("Tệp", width=200),
    "row_no": Column("Dòng Excel", "count", width=100),
}


def records_table(rows: pd.DataFrame, here: Context, *, name: str, title: str) -> None:
    """The rows behind a number: the fields that this dataset has."""
    columns = {
        key: column for key, column in RECORD_COLUMNS.items() if key in rows and rows[key].notna().any()
    }
    table(rows, columns, here, name=f"dong_{name}", title=title)


PARTS = {"numerator": "Đã tính", "rest": "Còn lại", "denominator": "Tất cả"}


def behind(here: Context, indicator: str, name: str, **more: Any) -> None:
    """ "Hồ sơ đã tính / Còn lại": the rows behind a rate and those still to do, one list at a time."""
    part = st.segmented_control(
        "Xem từng dòng",
        list(PARTS),
        format_func=lambda code: f":blue[{PARTS[code]}]",
        key=f"phan_{indicator}_{name}",
    )
    if part is None:
        return
    with st.spinner("Đang lấy danh sách…"):
        rows = figures.records(
            here.store, indicator, agency=here.agency, as_of=here.as_of, year=here.year, unit=here.unit,
            part=part, date_from=here.date_from, **more,
        )  # fmt: skip
    title = f"{name}: {PARTS[part].lower()} {vietnamese.format_number(len(rows))} dòng"
    st.markdown(f"**{plain(title)}**")
    records_table(rows, here, name=f"{indicator}_{part}", title=title)
