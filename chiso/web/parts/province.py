"""The agencies of a province that one home keeps: each by its own targets and files, side by side."""

from dataclasses import replace
from functools import partial

from chiso.figures.judging import Values
from chiso.present.chart import records
from chiso.present.pictures import rates
from chiso.web.parts import loading, plots
from chiso.web.shell import view
from chiso.web.shell.context import Context, goto
from chiso.words.cards import NAMES

WHOSE = "xem"  # in the address: the rooms of one agency, or the agencies
AGENCIES = "co_quan"


def is_chosen(here: Context) -> bool:
    """Whether the agencies are looked at, by somebody who may look at several."""
    if here.actor.scope is not None or len(loading.query(here, "frame/agencies")) < 2:
        return False
    words = {"phong": f"Các phòng của {here.agency_name}", AGENCIES: "Các cơ quan"}
    return bool(view.segments("Xem", words, name=WHOSE) == AGENCIES)


def draw(here: Context) -> None:
    """Agencies by indicators; below one rate in their order, those of few records last. A cell, a bar leads there."""
    found = by_agency(here)
    plots.heat(rates.heat(found, NAMES), here, name="co_quan_chi_tieu", pages=rates.PAGES, of="agency")
    code = view.segments("So sánh các cơ quan theo", rates.WATCHED, name="so_sanh")
    plots.shown(rates.by_unit(found.of(code)), here, name="xep_hang_co_quan", clickable=partial(_into, code))


def by_agency(here: Context) -> Values:
    """The values of every agency that has data, named as units are."""
    names = {row["agency"]: row["short_name"] for row in records(loading.query(here, "frame/agencies"))}
    found = loading.values(here, here.asked.whole, by="agency")
    rows = (replace(one, unit=one.agency, unit_name=names.get(one.agency)) for one in found)
    return replace(found, rows=tuple(rows))


def _into(code: str, agency: str) -> None:
    page, chosen_there = rates.PAGES[rates.WATCHED[code]]
    goto(page, agency=agency, unit=None, **chosen_there)
