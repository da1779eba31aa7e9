"""Where and when dossiers became late: a chart, and the rows of the bar that was chosen."""

from typing import cast

from chiso import figures
from chiso.figures.handling import Cut
from chiso.present.pictures import handling as pictures
from chiso.web.parts import loading, plots, workload
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.words import handling

CHOSEN, DAY = "tre_khi", "theo_ngay"  # in the address


def draw(here: Context, kind: str) -> None:
    """One of `handling.CUTS`; of days those of receipt or those of the due dates."""
    cut: Cut = "step"
    if kind != "step":
        day = view.segments("Tính theo", handling.DAYS, name=DAY)
        cut = cast(Cut, f"{day}_{kind}")
    parts = loading.ask(here, figures.late_parts, here.asked, cut)
    chart = pictures.late(parts, cut, here.asked)
    name = f"{CHOSEN}_{cut}"
    picked = plots.shown(chart, here, name=name, clickable=True)
    if picked is None:
        return
    key = "" if picked == handling.NAMELESS else picked
    plots.chosen(name, handling.name(key))
    workload.listed(here, figures.LateOf(cut, key), f"Trễ hạn: {handling.name(key)}", name)
