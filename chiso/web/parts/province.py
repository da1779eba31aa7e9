"""The agencies of a province that one home keeps: each by its own targets and files, side by side."""

from dataclasses import replace
from functools import partial

from chiso import figures
from chiso.figures.judging import Values
from chiso.present.chart import records
from chiso.present.columns import TABLES
from chiso.present.pictures import rates
from chiso.store import attached
from chiso.web.parts import loading, plots, tables, widgets
from chiso.web.parts.table_year import YEAR, table_year
from chiso.web.shell import view
from chiso.web.shell.context import Context, goto
from chiso.words import appraisal
from chiso.words.cards import NAMES

WHOSE = "xem"  # in the address: the rooms of one agency, or the agencies
AGENCIES, _THINGS = "co_quan", "cơ quan"


def is_chosen(here: Context) -> bool:
    """Whether the agencies are looked at, by somebody who may look at several."""
    if here.actor.scope is not None or len(loading.query(here, "frame/agencies")) < 2:
        return False
    words = {"phong": f"Các phòng của {here.agency_name}", AGENCIES: "Các cơ quan"}
    return bool(view.segments("Xem", words, name=WHOSE) == AGENCIES)


def draw(here: Context) -> None:
    """Agencies by indicators; below one rate in their order, those of few records last. A cell, a bar leads there."""
    found = by_agency(here)
    drawn = rates.heat(found, NAMES, _THINGS)
    plots.heat(drawn, here, name="co_quan_chi_tieu", pages=rates.PAGES, of="agency")
    code = compared(found, "các cơ quan")
    drawn = rates.by_unit(found.of(code), of=_THINGS)
    plots.shown(drawn, here, name="xep_hang_co_quan", clickable=partial(_into, code))
    _points(here)
    known = [row["agency"] for row in records(loading.query(here, "frame/agencies"))]
    loading.sources_line(here, "dossiers", "tasks", "petitions", "criteria", of=known)


def compared(found: Values, whom: str) -> str:
    """The rate by which they are compared: where nobody chose, the first that is known."""
    known = (code for code in rates.WATCHED if any(one.value is not None for one in found.of(code)))
    words, first = f"So sánh {whom} theo", next(known, None)
    return view.segments(words, rates.WATCHED, name="so_sanh", default=first)


def _points(here: Context) -> None:
    """The CCHC points of every agency, of a year of which one has a table; sums made elsewhere carry none."""
    if attached.is_on(here.store):
        return
    names = {row["agency"]: row["name"] for row in records(loading.query(here, "frame/agencies"))}
    years = {year for code in names for year in loading.criteria_years(here.but(agency=code))}
    if not years:
        return
    year = table_year(here, sorted(years, reverse=True))
    asked = replace(here.asked.whole, year=year)
    found = loading.ask(here, figures.appraisals, asked, tuple(names))
    with widgets.card(appraisal.headline(found, names, year), appraisal.NOTE):
        title = f"Điểm CCHC năm {year} của các cơ quan"
        shown = appraisal.rows(found, names)
        tables.table(shown, TABLES["ranked_agencies"], here, name="diem_co_quan", title=title)
        scored = {one.agency: names[one.agency] for one in found if one.basis}

        def opens(code: str) -> None:
            goto("tieu-chi", agency=code, unit=None, **{YEAR: str(year)})

        widgets.to_open("Mở bảng điểm của", scored, opens, key="mo_diem_co_quan")


def by_agency(here: Context) -> Values:
    """The values of every agency that has data, named as units are."""
    names = {row["agency"]: row["short_name"] for row in records(loading.query(here, "frame/agencies"))}
    found = loading.values(here, here.asked.whole, by="agency")
    rows = (replace(one, unit=one.agency, unit_name=names.get(one.agency)) for one in found)
    return replace(found, rows=tuple(rows))


def _into(code: str, agency: str) -> None:
    page, chosen_there = rates.PAGES[rates.WATCHED[code]]
    goto(page, agency=agency, unit=None, **chosen_there)
