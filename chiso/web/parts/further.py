"""Further lists of what is late: the officials under the rule of ten percent, and detail tables when asked for."""

from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import plain
from chiso.core.vietnamese import format_number, format_percent
from chiso.present.columns import TABLES, Column, Columns
from chiso.web.parts import handling, loading, opening, paper, tables, widgets, workload
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.words import officials as words
from chiso.words import overdue, rooms
from chiso.words.cards import share
from chiso.words.findings import period, show
from chiso.words.handling import CUTS

MOST_OFFICIALS = 8
VERDICT = "Đánh giá"
CHOSEN_KIND, NO_KIND = "loai_pakn", "khong-ghi"  # in the address


def officials(here: Context, kind: str) -> None:
    """The ten percent rule of documents 2 and 3; dossiers and tasks are judged apart."""
    kind = "tasks" if kind == "tasks" else "dossiers"
    things, found = words.THINGS[kind], loading.ask(here, figures.officials, here.asked, kind)
    late = words.worst_first(one for one in found if one.numerator)
    said = overdue.known(words.headline(found, things), loading.ended(here, kind))
    with widgets.card(said, words.RULE):
        if well := words.praise(found, things):
            widgets.all_fine(well)
        if not late:
            none = f"Không công chức nào có {things} trễ hạn trong năm."
            widgets.all_fine(none) if found else widgets.note(
                "Số liệu đang xem không có dòng nào ghi tên công chức."
            )
            return
        most = late[:MOST_OFFICIALS]
        cells = {
            "Công chức": [one.name for one in most],
            "Trễ": [
                f"{format_percent(one.rate, 1)} ({share(one.numerator, one.denominator)})" for one in most
            ],
            VERDICT: [widgets.badge_text(words.verdict(one, kind)) for one in most],
        }
        paper.read(cells, badges={VERDICT}, alt=f"Công chức theo tỷ lệ {things} trễ hạn")
        with widgets.toolbar():
            title, rows = f"Công chức có {things} trễ hạn", words.rows(late, kind)
            tables.behind_a_button(rows, TABLES["officials"], here, name=f"cong_chuc_{kind}", title=title)
            loading.definition(here, "official_late_rate", dataset=kind)


def draw(here: Context) -> None:
    """Detail tables, one at a time and only when asked for."""
    choices = {**overdue.LATE_BY, **CUTS, **overdue.TIMES, **overdue.MOVED, **overdue.RECORDS}
    chosen = view.pick(st.pills, "Xem thêm trong năm CCHC", choices, name="xem_them", optional=True)
    if chosen is None:
        return
    if chosen in CUTS:
        handling.draw(here, chosen)
        return
    if chosen in overdue.TIMES:
        workload.procedures(here, None)
        return
    with widgets.card():
        if chosen in overdue.LATE_BY:
            _late_by(here, chosen)
        elif chosen in overdue.MOVED:
            _moved(here)
        else:
            name = overdue.RECORDS[chosen]
            widgets.title(f"{name}: {format_number(tables.count(here, chosen))} hồ sơ")
            tables.records(here, chosen, name)


def of_kind(here: Context, kind: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Of petitions: their rates by kind, and the kind whose rows the page's lists hold; other lists as they are."""
    if kind != "petitions":
        return rows
    found = loading.ask(here, figures.petition_kinds, here.asked)
    if len(found):
        _rates("Phản ánh, kiến nghị theo loại", overdue.petition_rows(found), TABLES["petition_kinds"])
    sources = loading.ask(here, figures.petition_kinds, here.asked, "source")
    if sources["kind"].any():
        shown, columns = overdue.petition_rows(sources, overdue.NO_SOURCE), TABLES["petition_kinds"]
        _rates("Phản ánh, kiến nghị theo nguồn", shown, {**columns, **TABLES["petition_sources"]})
    there = dict.fromkeys([*found["kind"], *rows["petition_kind"].fillna("")])
    words = {code or NO_KIND: overdue.PETITION_KINDS.get(code, code) for code in there}
    if len(words) > 1:
        view.pick(st.pills, "Lọc danh sách theo loại", words, name=CHOSEN_KIND, optional=True)
    return kept(kind, rows)


def _rates(title: str, shown: list[dict[str, Any]], columns: Columns) -> None:
    with widgets.card(title, "Đã trả lời và quá hạn trong năm; * mẫu số dưới 10"):
        tables.small(pd.DataFrame(shown), columns, alt=title)


def kept(kind: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the kind of petition that the view has chosen."""
    chosen = _chosen(kind)
    return rows if chosen is None else rows[rows["petition_kind"].fillna(NO_KIND) == chosen]


def things(kind: str) -> str:
    """What is counted in the page's lists: of petitions the kind that is chosen, so that none of it is not none."""
    chosen = _chosen(kind)
    return overdue.KINDS[kind].things + ("" if chosen is None else f" ({_kind_words(chosen)})")


def _chosen(kind: str) -> str | None:
    return view.get(CHOSEN_KIND) if kind == "petitions" else None


def _kind_words(chosen: str) -> str:
    return overdue.PETITION_KINDS.get(chosen, overdue.PETITION_KINDS[""]).lower()


def behind(here: Context, kind: str) -> None:
    """The rate that a list lowers, and the rows behind it; of petitions those of the chosen kind alone."""
    rate, name = overdue.KINDS[kind].rate, overdue.KINDS[kind].rate_name
    found = loading.value(here, rate) if rate else None
    if found is None or found.value is None:
        return
    base = f"{format_number(found.numerator)}/{format_number(found.denominator)}"
    st.markdown(f"**{name}: {show(found.value, rate=True)}** :small[:gray[({base}; {period(found)})]]")
    chosen = _chosen(kind)
    if chosen is None:
        tables.behind(here, rate, name)
        return
    rows = loading.ask(here, figures.records, here.asked, rate, figures.Part("denominator"))
    rows = rows[rows["kind"].fillna(NO_KIND) == chosen]
    title = f"{name}, {_kind_words(chosen)}: {len(rows)} dòng"
    st.markdown(f"**{plain(title)}**")
    columns = {key: one for key, one in TABLES["records"].items() if key in rows}
    tables.table(rows, columns, here, name="pakn_theo_loai", title=title)


def _late_by(here: Context, by: str) -> None:
    name = overdue.LATE_BY[by]
    rows = loading.ask(here, figures.late_by, here.asked, by)
    late = rows[(rows["late"] + rows["overdue"] + rows["first_late"]) > 0]
    widgets.title(
        f"Hồ sơ trễ hạn trong năm, {name.lower()}",
        "Trễ = đã trả trễ; quá hạn = chưa trả; theo hẹn đầu = tính theo ngày hẹn trả lần đầu",
    )
    columns = {**TABLES["late_by"], "name": Column(name.removeprefix("Theo ").capitalize(), width=320)}
    shown = rows.sort_values("key") if by == "month" else rooms.named_last(late)
    tables.table(shown, columns, here, name=f"tre_{by}", title=f"Hồ sơ trễ hạn {name.lower()}")


def _moved(here: Context) -> None:
    rows = opening.told(loading.short_names(here, loading.ask(here, figures.moved, here.asked)), "dossiers")
    widgets.title(
        f"{format_number(len(rows))} hồ sơ được hẹn lại ngày trả",
        "Ngày hẹn sau muộn hơn ngày hẹn đầu mà không phải do tạm dừng; trễ tính theo cả hai ngày",
    )
    tables.table(rows, TABLES["moved"], here, name="hen_lai", title="Hồ sơ được hẹn lại ngày trả")
