"""The year's index as far as it can be known, on a page: the whole, the nearest step of each criterion, what is not
decided yet by criterion and by unit; a bar opens its criterion with rule, definition and rows."""

from functools import partial

import pandas as pd

from chiso.core.text import plain
from chiso.figures.points import Criterion, Index
from chiso.present.chart import records
from chiso.present.columns import TABLES
from chiso.present.pictures import points
from chiso.web.parts import loading, meaning, plots, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, kept_whole
from chiso.words import scoring
from chiso.words.criteria import short

# in the address: the chosen criterion; whose criteria the steps are of
OPEN, WHOSE = "diem_mo", "diem_mo_don_vi"


def draw(here: Context) -> None:
    """The card of the whole with the steps (of a chosen unit its own), the charts of what is open; nothing once it
    is published."""
    found = loading.points(here)
    if found.is_published or found.projected is None:
        return
    opens = partial(view.mark, OPEN)
    chart = kept_whole(points.ruler, found, here.asked)
    plots.shown(chart, here, name="thuoc_diem", clickable=opens)
    if here.unit is None and scoring.stakes(found):
        by_criterion, by_unit = kept_whole(points.not_decided, found, here.asked)
        widgets.beside(
            lambda: plots.shown(by_criterion, here, name=OPEN, clickable=True),
            lambda: plots.shown(by_unit, here, name=WHOSE, clickable=True),
        )
    names = {row.code: f"{row.code} {short(row.name)}" for row in found.criteria if row.code}
    names |= {code: f"điểm {words.lower()}" for code, words in scoring.WHOLES.items()}
    key = view.get(OPEN)
    if key is not None and key in names:
        plots.chosen(OPEN, names[key])
        found = scoring.of_piece(found, key)
        if key not in scoring.WHOLES:
            _one(here, found.criteria[0], found)
    _steps(here, found)


def _steps(here: Context, found: Index) -> None:
    """What each criterion is worth, its nearest step and who answers for it; of a chosen unit its own."""
    rows = [row | {"units": row["unit_name"] or None} for row in kept_whole(scoring.rows, found)]
    shown = pd.DataFrame(loading.answered_for(here, rows), columns=[*rows[0]])
    whose = view.get(WHOSE) if here.unit is None else None
    with widgets.card("Từng tiêu chí: hiện nay, bước kế tiếp, ai làm", scoring.under(found)):
        shown = plots.of_mark(shown, "units", WHOSE, whose)
        tables.table(shown, TABLES["steps"], here, name="buoc_diem", title=f"Điểm CCHC năm {found.year}")


def _one(here: Context, row: Criterion, found: Index) -> None:
    """A criterion: what it may become and why, the printed rule, the definition and rows of its figure."""
    with widgets.card(f"{row.code}: {row.name}"):
        facts = {
            "Điểm dự kiến": scoring.between(row),
            "Cơ sở": scoring.basis(row),
            "Bước kế tiếp": scoring.step(row),
        }
        widgets.facts({name: words or "–" for name, words in facts.items()})
        rules = loading.query(here, "figures/score_rules", agency=here.agency, year=found.year)
        for source in dict.fromkeys(
            one["source"] for one in records(rules) if one["code"] == row.code and one["source"]
        ):
            widgets.note(plain(source))
        if row.figure is not None:
            meaning.define(here, row.figure.indicator)
            tables.behind(here, row.figure.indicator, row.name)
