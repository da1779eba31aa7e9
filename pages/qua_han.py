"""Quá hạn: which records, with whom, since when, and what falls due tomorrow morning."""

from functools import partial

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.vietnamese import format_number
from chiso.intake.datasets import SOURCES
from chiso.present.columns import TABLES
from chiso.present.pictures import lateness as pictures
from chiso.web.parts import editing, further, loading, meaning, paging, plots, soon, summed, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, current, kept_whole
from chiso.words.overdue import ALL_PLANS, KINDS, as_text, unknown

WEEKS = 9


def main() -> None:
    here = current()
    widgets.question("Hồ sơ nào quá hạn, ở ai, từ bao giờ, việc nào sắp đến hạn?")
    if here.as_of is None:
        widgets.empty("Chưa có danh sách hồ sơ, nhiệm vụ", here)
        return
    if summed.only(here, partial(summed.by_unit, here, "qua-han")):
        return
    ages = {kind: loading.overdue_ages(here, kind, *further.counted_by(kind)) for kind in KINDS}
    words = {
        kind: f"{KINDS[kind].name} · {format_number(_many(of)) if loading.speaks(here, kind) else '–'}"
        for kind, of in ages.items()
    }
    first = next((one for one in words if loading.speaks(here, one)), None)
    kind = view.segments("Loại", words, name="loai", default=first)
    if not loading.speaks(here, kind):
        widgets.empty(unknown(kind), here, file=SOURCES[KINDS[kind].dataset])
        return
    late, people = further.of_kind(here, kind, ages[kind]), KINDS[kind].has_officials
    by = "official" if here.unit and people else "unit"
    soon.head(here, kind)
    if soon.is_first():
        soon.draw(here, kind)
    picked, _ = widgets.beside(
        lambda: _by_whom(here, kind, ages[kind], by), lambda: _by_week(here, kind, _many(ages[kind]))
    )
    _list(here, kind, late if picked is None else late[late[by].fillna("") == picked], by, picked)
    if not soon.is_first():
        soon.draw(here, kind)
    if people:
        further.officials(here, kind)
    if kind == "dossiers":
        further.draw(here)
    further.behind(here, kind)
    loading.sources_line(here, "dossiers", "tasks", "petitions", "joint_dossiers", "plan_tasks")


def _many(counts: pd.DataFrame) -> int:
    return int(counts["total"].sum())


def _by_whom(here: Context, kind: str, late: pd.DataFrame, by: str) -> str | None:
    of, unheard = KINDS[kind], loading.unheard(here, kind)
    chart = kept_whole(pictures.overdue, late, by=by, things=of.things, unheard=unheard)
    define = partial(meaning.define, here, of.indicator, dataset=of.dataset)
    return plots.shown(chart, here, name=f"qua_han_{kind}", clickable=True, tools=define)


def _by_week(here: Context, kind: str, many: int) -> None:
    if kind != "plan":
        weeks, unheard = loading.weeks(here, kind, WEEKS), loading.unheard(here, kind)
        begun = loading.ask(here, figures.spoken_since, here.asked, KINDS[kind].dataset)
        chart = kept_whole(pictures.weeks, weeks, things=KINDS[kind].things, begun=begun, unheard=unheard)
        plots.shown(chart, here, name=f"tuan_{kind}", clickable=view.on_day)
        return
    with widgets.card("Trạng thái việc kế hoạch do cơ quan cập nhật"):
        todo = f" Mở trang **Kế hoạch** để cập nhật {format_number(many)} việc." if many else ""
        st.markdown(f"Việc đã làm xong mà chưa đánh dấu vẫn bị tính quá hạn.{todo}")
        widgets.link("Mở trang Kế hoạch", "ke-hoach", key="mo_ke_hoach", **ALL_PLANS)


def _list(here: Context, kind: str, counts: pd.DataFrame, by: str, picked: str | None) -> None:
    """`counts`: of the rows of the list (loading.overdue_ages)."""
    things, total = further.things(kind), _many(counts)
    many = f"Danh sách {f'{format_number(total)} ' if total else ''}{things} quá hạn"
    widgets.title(loading.known(here, kind, many))
    title = f"Danh sách {things} quá hạn"
    if picked is not None and total:
        whose = str(counts.iloc[0]["official" if by == "official" else "unit_name"])
        plots.chosen(f"qua_han_{kind}", whose)
        title = f"{title}, {whose}"
    if not total:
        widgets.all_fine(f"Không có {things} nào quá hạn.")
        return
    mine = () if picked is None else ((by, tuple(counts["own" if by == "unit" else by].fillna("").unique())),)
    read = partial(further.rows, here, kind)

    def copied() -> str:
        rows = read(figures.Page(only=listed.only))
        return as_text(rows, f"{things.capitalize()} quá hạn, {loading.until(here, kind)}")

    def form(rows: pd.DataFrame) -> None:
        if total > len(rows):
            widgets.note("Lưu xong mới sang trang khác, tìm hay sắp xếp lại.")
        editing.lateness_editor(here, KINDS[kind].dataset, rows, TABLES[kind], key=f"sua_bang_{kind}")

    count = partial(loading.ask, here, figures.count_overdue, here.asked, kind)
    columns, only = {**TABLES[kind], **TABLES["entered"]}, (*further.only(kind), *mine)
    listed = paging.Listed(f"qua_han_{kind}", title, columns, count, read, only)
    is_open = editing.switch(here, f"sua_{kind}", "Ghi nguyên nhân, ngày hẹn xong")
    tables.listed(
        listed,
        here,
        tools=lambda: widgets.copy_block(copied, key=f"chep_{kind}"),
        draw=form if is_open else None,
    )


main()
