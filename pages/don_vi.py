"""Đơn vị: everything about one unit, on one page to hand to its head."""

from dataclasses import replace
from functools import partial

import pandas as pd

from chiso import figures
from chiso.core.text import plain
from chiso.core.vietnamese import format_number
from chiso.present.columns import TABLES
from chiso.present.pictures import drivers, rates
from chiso.web.meeting import handouts
from chiso.web.parts import evaluated, loading, plots, province, summed, tables, unit_lists, widgets, workload
from chiso.web.parts import unit_scores as below
from chiso.web.shell import view
from chiso.web.shell.context import Context, current, kept_whole
from chiso.words import cards, criteria


def main() -> None:
    here = current()
    is_one = here.unit is not None and here.as_of is not None
    widgets.question(
        f"Kết quả của {plain(loading.unit_name(here))} thế nào?" if is_one else "Đơn vị nào cần chú ý?"
    )
    if here.as_of is None:
        widgets.empty("Chưa có số liệu theo đơn vị", here)
        return
    handouts.paper(here)
    if here.unit is None and province.is_chosen(here):
        province.draw(here)
        return
    (_all_units if here.unit is None else _one_unit)(here)
    loading.sources_line(here)


def _all_units(here: Context) -> None:
    rows = loading.values(here, by="unit")
    plots.heat(kept_whole(rates.heat, rows, rates.WATCHED), here, name="chon_don_vi", pages={})
    code = province.compared(rows, "các đơn vị")
    plots.shown(rates.by_unit(rows.of(code)), here, name="xep_hang_don_vi", clickable=view.on_unit)
    if summed.only(here):
        return
    workload.units(here)
    evaluated.draw(here)


def _one_unit(here: Context) -> None:
    if ended := loading.end_of_unit(here):
        widgets.note(f":material/history: {plain(ended)}")
    _figures(here)
    if summed.only(here, partial(_months, here)):
        return
    widgets.beside(partial(unit_lists.draw, here), partial(_months, here))
    workload.officials(here)
    evaluated.draw(here)
    _criteria(here)
    below.of_unit(here)


def _months(here: Context) -> None:
    code = view.segments("Diễn biến", rates.TRENDS, name="dien_bien")
    entry = loading.entry(here, code)
    behaviours = loading.ask(here, figures.behaviours, here.asked.year_so_far, code)
    if not behaviours:
        widgets.note("Chưa có tháng trọn vẹn nào phát sinh số liệu.")
    for found in behaviours:
        chart, why = drivers.months(found, entry, here.asked), partial(widgets.why, entry, key="dien_bien")
        month = plots.shown(chart, here, name="dien_bien_thang", clickable=True, tools=why)
        plots.of_whole_month(here, entry, "dien_bien_thang", month)


def _figures(here: Context) -> None:
    """The unit's figures, each with its place among the units that have a base."""
    now, before = loading.values(here), loading.levels(here, here.asked.earlier())
    whole, everyone = (loading.values(here, here.asked.whole, by=by) for by in (None, "unit"))
    widgets.kpis(kept_whole(cards.of_unit, now, before, whole, everyone), key="dv")


def _criteria(here: Context) -> None:
    years = loading.criteria_years(here)
    year = next((year for year in years if year <= here.year), years[0] if years else None)
    if year is None:
        return
    found = loading.ask(here, figures.criteria, replace(here.asked, year=year))
    mine = loading.answered_for(here, figures.without_sums(found["criteria"]))
    lost = [row for row in mine if (row["lost"] or 0) > 0]
    if lost:
        shown = pd.DataFrame([{**row, "data": criteria.measured(row)} for row in lost])
        points = format_number(float(shown["lost"].sum()), 2)
        with widgets.card(f"{len(lost)} tiêu chí của đơn vị mất {points} điểm năm {year}"):
            title = f"Tiêu chí mất điểm năm {year} của {loading.unit_name(here)}"
            tables.table(shown, TABLES["unit_criteria"], here, name="tieu_chi_dv", title=title)


main()
