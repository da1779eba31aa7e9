"""The slide of the register of reports: what became of each day by which units owe something of their plans; its
numbers are those of the register on Kế hoạch."""

import pandas as pd

from chiso import figures
from chiso.core.vietnamese import format_date
from chiso.figures.ask import Asked
from chiso.present.chart import records
from chiso.present.columns import TABLES, Table
from chiso.present.deck.look import Look
from chiso.present.pictures import lateness
from chiso.present.slides import Slide
from chiso.store import Store
from chiso.words import plan as words

_NAMED = 2  # units in the headline


def reports(look: Look) -> list[Slide]:
    """What was not handed in, late or thin, beside how each unit keeps its days; no slide where nothing is lacking, or
    nothing but what the slide of the plan names."""
    rows = _register(look)
    lacking = rows[rows["report"].isin(words.LACKING)]
    if lacking.empty or _said_with_plan(look, rows):
        return []
    order = {state: place for place, state in enumerate(words.LACKING)}
    listed = lacking.assign(order=lacking["report"].map(order)).sort_values(["order", "due"], kind="stable")
    found = records(look.shortened(listed))
    shown = [row | {"who": _who(row)} for row in found]
    alarm = frozenset((place, 0) for place, row in enumerate(found) if row["report"] == "overdue")
    table = Table.of(TABLES["slide_reports"], shown, title="Chưa nộp, nộp trễ, sơ sài", alarm=alarm)
    units = words.punctuality(look.shortened(rows))
    note = "Kỳ đến hạn của các kế hoạch, theo đơn vị"
    chart = lateness.register(units, note) if len(units) > 1 else None
    named = 0 if look.asked.unit else _NAMED
    headline = f"Theo sổ báo cáo, {words.lacking(look.shortened(rows.sort_values('due', kind='stable')), most=named)}"
    whose = tuple(_unit(row) for row in found)
    return [Slide("reports", headline, chart.note if chart else "", chart, table, units=whose)]


def said_with_plan(look: Look) -> str:
    """What the register says, under the plan's list of what is overdue where that is all that lacks, and of one unit,
    which is compared with none; else ""."""
    return _said_with_plan(look, _register(look))


def _said_with_plan(look: Look, rows: pd.DataFrame) -> str:
    lacking = rows[rows["report"].isin(words.LACKING)]
    is_all = len(lacking) == len(look.overdue("plan")) and set(lacking["report"]) == {"overdue"}
    return f"Theo sổ báo cáo, {words.lacking(rows)}" if is_all and rows["unit"].nunique() == 1 else ""


def _register(look: Look) -> pd.DataFrame:
    rows = look.answer(_of_plans, look.asked)  # which the topic of the plan asks too
    count = rows["report"].value_counts()
    due = len(rows) - int(count.get("open", 0))
    look.claim("register", due=due, **{state: int(count.get(state, 0)) for state in words.LACKING})
    return rows


def _of_plans(store: Store, asked: Asked) -> pd.DataFrame:
    return words.register(figures.plan(store, asked), asked.as_of)


def _unit(row: dict[str, object]) -> str:
    return str(row["unit_name"] or words.NOBODY_KNOWN)


def _who(row: dict[str, object]) -> str:
    on = row["submitted_on"]
    handed_in = f"nộp {format_date(pd.Timestamp(str(on)).date())}" if on else ""
    return " · ".join(filter(None, (_unit(row), handed_in)))
