"""Tables: columns declared once, numbers as the documents write them, searchable, and taken away as shown."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core import vietnamese
from chiso.core.text import plain, sought, table_csv
from chiso.core.vietnamese import fold
from chiso.figures.scope import find
from chiso.people import acts
from chiso.present.columns import NUMERIC, Columns, no_wider, of_records, written
from chiso.present.workbooks import Tab, workbook
from chiso.web.parts import opening, paging, painting, paper, sent
from chiso.web.parts.widgets import aside, download, file_name, note, source_words, why
from chiso.web.shell import view
from chiso.web.shell.context import Context, kept, kept_whole
from chiso.words import workload
from chiso.words.overdue import parts_of

ROW_HEIGHT = 40
HIGH_ROW = 66  # of three lines: Streamlit's grid breaks lines in rows of more than 64 pixels alone
HIGHEST_ROW = 84  # of four, of which no line is cut through its middle
MOST_HIGH = 12  # such rows in sight
PHONE_HIGH = 530  # pixels of such rows on a telephone, which they would fill
TICKS = 40  # the column in which a row is chosen
PHONE = 220, 320  # the widest columns of text there: a number beside one stays in sight; beyond first sight
SEARCH_PHONE = 144  # a search there, so that both downloads stand beside it, in a card too
MOST_ROWS = 100  # a page shows no more; the download has all
SEARCH_FROM = 12  # a list shorter than this is read, not searched


def config(columns: Columns) -> dict[str, Any]:
    """What Streamlit's grids are told of the columns."""
    found: dict[str, Any] = {}
    for name, column in columns.items():
        more: dict[str, Any] = {"width": column.width, "pinned": column.look == "pinned" or None}
        more |= {"alignment": "right"} if column.kind == "figure" else {}  # a number with its mark, as text
        if column.kind == "date":
            found[name] = st.column_config.DateColumn(column.label, format="DD/MM/YYYY", **more)
        elif column.kind == "flag":
            found[name] = st.column_config.CheckboxColumn(column.label, **more)
        elif column.kind in NUMERIC:
            unit = "%d ngày" if column.kind == "days" else None
            found[name] = st.column_config.NumberColumn(column.label, format=unit, **more)
        else:
            found[name] = st.column_config.TextColumn(column.label, **more)
    return found


def grid(frame: pd.DataFrame, columns: Columns, here: Context, *, most: int = 15, **more: Any) -> None:
    """Rows as they are declared, `most` of them in sight; `more`: `key`, `alt` and the like of `st.dataframe`. A row
    that has a record opens it. On paper all of them."""
    if view.is_printed():
        paper.rows(frame, columns, str(more.get("alt", "")))
        return
    columns, can_open = no_wider(columns, *PHONE) if view.is_narrow() else columns, opening.RECORD in frame
    ticks = TICKS * (can_open or more.get("selection_mode") == "single-row")
    drawn = kept_whole(_laid, frame, columns, view.room() - ticks, here.palette)
    if can_open:
        more = more | opening.look(frame, more["key"])
    st.dataframe(
        drawn.table.data,
        column_config=config(drawn.columns),
        hide_index=True,
        row_height=drawn.row,
        height=grid_height(len(frame), row=drawn.row, most=in_sight(drawn.row, most)),
        placeholder="–",
        **more,
    )
    if can_open:
        opening.choices(frame, more["key"])


@dataclass(frozen=True, eq=False)
class _Laid:
    """A grid as it is drawn: its columns as wide as they are, how high a row is, what is sent."""

    columns: Columns
    row: int
    table: sent.Sent


def _laid(frame: pd.DataFrame, columns: Columns, room: int, theme: str) -> _Laid:
    shown = paper.prepared(frame, columns)
    columns = paper.roomy(shown, columns, room)
    painted = painting.styled(paper.cut(shown, columns), columns, theme)
    return _Laid(columns, row_height(shown, columns), sent.made(painted))


def row_height(shown: pd.DataFrame, columns: Columns) -> int:
    """For one line; where a text is longer than its column, so high that the grid breaks it: four lines at most."""
    lines = paper.lines(shown, columns)
    return ROW_HEIGHT if lines <= 1 else HIGH_ROW if lines <= paper.FEW_LINES else HIGHEST_ROW


def table(
    frame: pd.DataFrame,
    columns: Columns,
    here: Context,
    *,
    name: str,
    title: str,
    downloads: bool = True,
    tools: Callable[[], None] | None = None,
) -> None:
    """A list with its search and its downloads, which hold all rows found; a column without a value stays away."""
    columns = filled(frame, columns)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"cong_cu_{name}"):
        words = search(f"tim_{name}", "Tìm trong bảng") if len(frame) > SEARCH_FROM else ""
        found = matching(frame, columns, words)
        if downloads:
            told = paging.narrowed(title, words, len(found))
            download_buttons(lambda: found, columns, here, name=name, title=told)
        if tools is not None:
            tools()
    if found.empty:
        note("Không có dòng nào khớp." if len(frame) else "Không có dòng nào.")
        return
    grid(found.head(MOST_ROWS), columns, here, key=f"bang_{name}", alt=title)
    if len(found) > MOST_ROWS:
        note(f"Hiện {MOST_ROWS} trong {vietnamese.format_number(len(found))} dòng; tệp tải về có đủ.")


def in_sight(row: int, most: int) -> int:
    """How many of such rows stand in sight: of high ones fewer."""
    return most if row == ROW_HEIGHT else min(most, PHONE_HIGH // row if view.is_narrow() else MOST_HIGH)


def grid_height(rows: int, *, row: int = ROW_HEIGHT, most: int = 15) -> int:
    """Exactly so high that no row is cut: the header is 36 pixels, whatever the rows are."""
    return 36 + row * min(rows, most) + 2


def filled(frame: pd.DataFrame, columns: Columns) -> Columns:
    """Without those in which no row says anything."""
    said = {key: one for key, one in columns.items() if key in frame and frame[key].notna().any()}
    return columns if frame.empty else said


def search(name: str, words: str, *, width: int = 240, forgets: tuple[str, ...] = ()) -> str:
    """What a reader looks for in a list; `forgets` as of `view.pick`. On a phone its words would be cut."""
    is_narrow = view.is_narrow()
    draw = partial(
        st.text_input,
        placeholder="Tìm" if is_narrow else words,
        label_visibility="collapsed",
        width=SEARCH_PHONE if is_narrow else width,
        icon=":material/search:",
    )
    return view.words(draw, words, name=name, forgets=forgets)


def matching(frame: pd.DataFrame, columns: Columns, words: str) -> pd.DataFrame:
    """The rows in which every word occurs in some column, whatever its accents."""
    wanted = sought(words)
    if not wanted:
        return frame
    text = frame.reindex(columns=list(columns)).map(paper.line).agg(" ".join, axis=1).map(fold)
    keep = pd.Series(True, index=frame.index)
    for word in wanted:
        keep &= text.str.contains(word, regex=False)
    return frame[keep]


def download_buttons(
    rows: Callable[[], pd.DataFrame], columns: Columns, here: Context, *, name: str, title: str
) -> None:
    """XLSX and CSV of all rows found, read and built at the click and written into the audit log."""

    def xlsx(shown: pd.DataFrame, filled: Columns) -> bytes:
        return workbook([Tab("Bảng", shown, title, source=source_words(here), columns=filled)])

    def csv(shown: pd.DataFrame, filled: Columns) -> bytes:
        return table_csv(written(shown, filled))

    def built(write: Callable[[pd.DataFrame, Columns], bytes]) -> bytes:
        frame = rows()
        acts.audit(here.store, here.actor, "table_exported", title, {"rows": len(frame)})
        shown = filled(frame, columns)
        return write(paper.prepared(frame, shown), shown)

    for label, write in (("XLSX", xlsx), ("CSV", csv)):
        file = f"{file_name(here, title)}.{label.lower()}"
        download(label, partial(built, write), file, key=f"tai_{label.lower()}_{name}", type="tertiary")


def behind_a_button(frame: pd.DataFrame, columns: Columns, here: Context, *, name: str, title: str) -> None:
    """The table beside a figure, for those who read rather than look."""
    label = "Bảng số, nguồn" if "source" in columns else "Bảng số"
    draw = partial(table, frame, columns, here, name=f"so_{name}", title=title)
    aside(label, "table", draw, key=f"bang_so_{name}")


def small(frame: pd.DataFrame, columns: Columns, *, alt: str) -> None:
    """At most eight rows to read, nothing to do with them."""
    paper.short(kept_whole(paper.few, frame, columns), alt)


def behind(here: Context, indicator: str, name: str) -> None:
    """ "Hồ sơ đã tính / Còn lại": the rows behind a rate and those still to do, one list at a time."""
    entry = find(kept(here.store, figures.catalogue), indicator)
    parts = parts_of(entry)
    words = {code: f":blue[{text}]" for code, text in parts.items()}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        part = view.pick(
            st.segmented_control, "Xem từng dòng", words, name=f"phan_{indicator}", optional=True
        )
        why(entry, key=indicator)
    if part is None:
        return
    of = figures.Part(part)
    total = count(here, indicator, of)
    title = f"{name}: {parts[part].lower()} {vietnamese.format_number(total)} dòng"
    st.markdown(f"**{plain(title)}**")
    if part == "rest" and entry.is_mendable:
        _backlog(here, indicator, total)
    records(here, indicator, title, of)


def _backlog(here: Context, indicator: str, left: int) -> None:
    """How many a day of what is left to do until the target's day, else the year's end."""
    value = kept(here.store, figures.values, here.asked, indicator, None).one(indicator)
    ahead = value.target_date if value else None
    until = ahead if ahead and ahead > here.asked.day else here.asked.bounds()[1]
    days = kept(here.store, figures.working_days_since, (here.asked.day,), until)[here.asked.day]
    if said := workload.backlog(left, "hồ sơ", days, until):
        note(f"Còn {said}.")


def count(here: Context, indicator: str, part: figures.Part = figures.COUNTED) -> int:
    """How many records stand behind a number."""
    return int(kept(here.store, figures.count_records, here.asked, indicator, part))


def records(
    here: Context, indicator: str, title: str, part: figures.Part = figures.COUNTED, only: figures.Only = ()
) -> None:
    """The records behind a number, one page of them in the browser."""
    some = (part.month, part.official, part.base.procedure, part.base.field)
    name = "_".join(filter(None, ("dong", indicator, part.side, *some)))
    entry = find(kept(here.store, figures.catalogue), indicator)

    def read(page: figures.Page) -> pd.DataFrame:
        return opening.told(
            kept(here.store, figures.records, here.asked, indicator, part, page), entry.dataset
        )

    def counted(page: figures.Page) -> int:
        return int(kept(here.store, figures.count_records, here.asked, indicator, part, page))

    columns = of_records(entry.kind, read(figures.Page(most=None if entry.is_reported else 0)))
    listed(paging.Listed(name, title, columns, counted, read, only, is_sampled=True), here)


def listed(
    of: paging.Listed,
    here: Context,
    *,
    tools: Callable[[], None] | None = None,
    draw: Callable[[pd.DataFrame], None] | None = None,
    downloads: bool = True,
) -> None:
    """A list with its search, its order and its downloads, one page of it in the browser; `draw`: what shows the rows
    in the place of a grid."""
    page, name, title = figures.Page(only=of.only), of.name, of.title
    place = view.page_of(name)
    total, drawn = of.count(page), paging.drawn(name) if of.is_sampled else None
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"cong_cu_{name}"):
        if drawn:
            sample = drawn.said(total)
            title, total = f"{title}. {sample}", min(total, drawn.many)
            page = replace(page, most=drawn.many, seed=drawn.seed)
            paging.put_back(name, sample)
        elif total > SEARCH_FROM:
            words = search(f"tim_{name}", "Tìm trong bảng", forgets=(place,))
            ordered = {key: one for key, one in of.columns.items() if key not in of.unordered}
            page = replace(page, search=words, order=paging.order(ordered, f"xep_{name}", place))
            total = of.count(replace(page, order=""))
            if of.is_sampled:
                paging.draw(name)
        if downloads:
            told = paging.narrowed(title, page.search, total)
            download_buttons(lambda: of.read(page), of.columns, here, name=name, title=told)
        if tools is not None:
            tools()
    if not total:
        note("Không có dòng nào khớp." if page.search else "Không có dòng nào.")
        return
    skip = paging.skipped(place, total, MOST_ROWS)
    with st.spinner("Đang lấy danh sách…"):
        rows = of.read(replace(page, skip=skip, most=page.most or MOST_ROWS))
    shown = draw or partial(grid, columns=filled(rows, of.columns), here=here, key=f"bang_{name}", alt=title)
    shown(rows)
    paging.turn(place, skip, total, MOST_ROWS)
