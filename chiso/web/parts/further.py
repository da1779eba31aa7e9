"""Further lists of what is late: the officials under the rule of ten percent, and detail tables when asked for."""

from collections.abc import Iterable
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import plain
from chiso.core.vietnamese import format_number, format_percent
from chiso.figures import lateness
from chiso.figures.officials import Official
from chiso.present.columns import TABLES, Column, Columns
from chiso.present.deck.said import shown
from chiso.web.parts import handling, loading, meaning, opening, paging, paper, tables, widgets, workload
from chiso.web.shell import view
from chiso.web.shell.context import Context, told
from chiso.words import joint, overdue, petitions, rooms
from chiso.words import officials as words
from chiso.words.cards import share
from chiso.words.findings import period
from chiso.words.handling import CUTS

MOST_OFFICIALS = 8
VERDICT = "Đánh giá"
NO_KIND = "khong-ghi"  # in the address
# What a list may be narrowed by: its name in the address, the column of the lists, that of the records.
_BY = {
    "petitions": ("loai_pakn", "petition_kind", "kind"),
    "joint_dossiers": ("chu_tri", "lead_agency", "lead_agency"),
}
MOST_LEADS = 8


class _Judged(NamedTuple):
    """What is said of the officials of a kind, who did well, whether a record names any, and the table of the worst:
    heads with their cells, none where nobody was late."""

    headline: str
    praise: str
    is_any: bool
    worst: tuple[tuple[str, tuple[str, ...]], ...]


def officials(here: Context, kind: str) -> None:
    """The ten percent rule of documents 2 and 3; dossiers and tasks are judged apart."""
    kind = "tasks" if kind == "tasks" else "dossiers"
    things, found = words.THINGS[kind], told(here, _judged, kind)
    with widgets.card(loading.known(here, kind, found.headline), words.RULE):
        if found.praise:
            widgets.all_fine(found.praise)
        if not found.worst:
            none = f"Không công chức nào có {things} trễ hạn trong năm."
            widgets.all_fine(none) if found.is_any else widgets.note(
                f"Không có {things} nào ghi tên công chức đã xử lý hoặc quá hạn trong năm."
            )
            return
        paper.read(dict(found.worst), badges={VERDICT}, alt=f"Công chức theo tỷ lệ {things} trễ hạn")
        with widgets.toolbar():
            title, rows = f"Công chức có {things} trễ hạn", told(here, _late_rows, kind)
            tables.behind_a_button(rows, TABLES["officials"], here, name=f"cong_chuc_{kind}", title=title)
            meaning.define(here, "official_late_rate", dataset=kind)


def _judged(here: Context, kind: str) -> _Judged:
    things, found = words.THINGS[kind], loading.ask(here, figures.officials, here.asked, kind)
    most = words.worst_first(_late(found))[:MOST_OFFICIALS]
    cells = {
        "Công chức": [one.name for one in most],
        "Trễ": [f"{format_percent(one.rate, 1)} ({share(one.numerator, one.denominator)})" for one in most],
        VERDICT: [widgets.badge_text(words.verdict(one, kind)) for one in most],
    }
    worst = tuple((head, tuple(said)) for head, said in cells.items()) if most else ()
    return _Judged(words.headline(found, things), words.praise(found, things), bool(found), worst)


def _late_rows(here: Context, kind: str) -> pd.DataFrame:
    return words.rows(_late(loading.ask(here, figures.officials, here.asked, kind)), kind)


def _late(found: Iterable[Official]) -> list[Official]:
    return [one for one in found if one.numerator]


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


def counted_by(kind: str) -> tuple[str, ...]:
    """The columns beside the unit by which the page counts what is overdue of a kind."""
    people = ("official",) if overdue.KINDS[kind].has_officials else ()
    return (*people, _BY[kind][1]) if kind in _BY else people


def of_kind(here: Context, kind: str, counts: pd.DataFrame) -> pd.DataFrame:
    """Of petitions their rates by kind, of other agencies' dossiers those by who leads; and the kind, or the agency,
    of which the page's lists hold what is overdue (`counts` of it); other lists as they are."""
    if kind not in _BY:
        return counts
    there = _petitions(here) if kind == "petitions" else _leads(here)
    name, column, _ = _BY[kind]
    words = {
        code or NO_KIND: _called(kind, code) for code in dict.fromkeys([*there, *counts[column].fillna("")])
    }
    if len(words) > 1:
        label = "Lọc danh sách theo loại" if kind == "petitions" else "Lọc danh sách theo cơ quan chủ trì"
        view.pick(st.pills, label, words, name=name, optional=True)
    return kept(kind, counts)


def _petitions(here: Context) -> list[str]:
    """The rates of petitions by kind and by source; the kinds."""
    found = loading.ask(here, figures.petition_kinds, here.asked)
    if len(found):
        _rates("Phản ánh, kiến nghị theo loại", petitions.petition_rows(found), TABLES["petition_kinds"])
    sources = loading.ask(here, figures.petition_kinds, here.asked, "source")
    if sources["kind"].any():
        shown, columns = petitions.petition_rows(sources, petitions.NO_SOURCE), TABLES["petition_kinds"]
        _rates("Phản ánh, kiến nghị theo nguồn", shown, {**columns, **TABLES["petition_sources"]})
    return [str(code) for code in found["kind"]]


def _leads(here: Context) -> list[str]:
    """How much of other agencies' dossiers was late, by who leads and by who answers here; who leads."""
    leads, units = (
        loading.ask(here, figures.joint_late, here.asked, by) for by in ("lead_agency", "unit_name")
    )
    if len(leads):
        widgets.beside(
            partial(_late_of, here, "joint_leads", leads), partial(_late_of, here, "joint_units", units)
        )
    return [str(name) for name in leads["name"]]


def _late_of(here: Context, table: str, found: pd.DataFrame) -> None:
    title, shown = joint.TITLES[table], joint.rows(found)
    with widgets.card(title, "Trả lời trễ và đang quá hạn trên đã trả lời và đang quá hạn; * mẫu số dưới 10"):
        tables.small(shown.head(MOST_LEADS), TABLES[table], alt=title)
        if len(shown) > MOST_LEADS:
            tables.behind_a_button(shown, TABLES[table], here, name=table, title=title)


def _rates(title: str, shown: list[dict[str, Any]], columns: Columns) -> None:
    with widgets.card(title, "Đã trả lời và quá hạn trong năm; * mẫu số dưới 10"):
        tables.small(pd.DataFrame(shown), columns, alt=title)


def rows(here: Context, kind: str, page: figures.Page) -> pd.DataFrame:
    """What is overdue of a kind as the page lists it."""
    return _rows(here, kind, page) if page.most is None else told(here, _rows, kind, page)


def _rows(here: Context, kind: str, page: figures.Page) -> pd.DataFrame:
    return loading.short_names(here, lateness.with_first_due(loading.overdue(here, kind, page=page)))


def kept(kind: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the kind of petition, or of the agency that leads, that the view has chosen."""
    chosen = _chosen(kind)
    return rows if chosen is None else rows[rows[_BY[kind][1]].fillna(NO_KIND) == chosen]


def only(kind: str, *, of_records: bool = False) -> figures.Only:
    """The same for the store, of a list of what is overdue or of an indicator's records."""
    chosen = _chosen(kind)
    if chosen is None:
        return ()
    return ((_BY[kind][2 if of_records else 1], ("" if chosen == NO_KIND else chosen,)),)


def things(kind: str) -> str:
    """What is counted in the page's lists: of what the view has chosen, so that none of it is not none."""
    chosen = _chosen(kind)
    return overdue.KINDS[kind].things + ("" if chosen is None else f" ({_words(kind, chosen)})")


def _chosen(kind: str) -> str | None:
    return view.get(_BY[kind][0]) if kind in _BY else None


def _called(kind: str, code: str) -> str:
    return petitions.PETITION_KINDS.get(code, code) if kind == "petitions" else code


def _words(kind: str, chosen: str) -> str:
    """What the view has chosen, within a sentence."""
    if kind != "petitions":
        return chosen
    return petitions.PETITION_KINDS.get(chosen, petitions.PETITION_KINDS[""]).lower()


def behind(here: Context, kind: str) -> None:
    """The rate that a list moves, and the rows behind it; those of what the view has chosen alone."""
    rate, name = overdue.KINDS[kind].rate, overdue.KINDS[kind].rate_name
    found = loading.value(here, rate) if rate else None
    if found is None or found.value is None:
        return
    base = f"{format_number(found.numerator)}/{format_number(found.denominator)}"
    st.markdown(f"**{name}: {shown(found, '–')}** :small[:gray[({base}; {period(found)})]]")
    chosen = _chosen(kind)
    if chosen is None:
        tables.behind(here, rate, name)
        return
    part, some = figures.Part("denominator"), only(kind, of_records=True)
    many = loading.ask(here, figures.count_records, here.asked, rate, part, figures.Page(only=some))
    title = f"{name}, {_words(kind, chosen)}: {format_number(many)} dòng"
    st.markdown(f"**{plain(title)}**")
    tables.records(here, rate, title, part, some)


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
    moved = figures.Moved()

    def read(page: figures.Page) -> pd.DataFrame:
        rows = loading.ask(here, figures.listed, here.asked, moved, page)
        return opening.told(loading.short_names(here, rows), "dossiers")

    count = partial(loading.ask, here, figures.count_listed, here.asked, moved)
    widgets.title(
        f"{format_number(count(figures.Page()))} hồ sơ được hẹn lại ngày trả",
        "Ngày hẹn sau muộn hơn ngày hẹn đầu mà không phải do tạm dừng; trễ tính theo cả hai ngày",
    )
    title = "Hồ sơ được hẹn lại ngày trả"
    tables.listed(paging.Listed("hen_lai", title, TABLES["moved"], count, read), here)
