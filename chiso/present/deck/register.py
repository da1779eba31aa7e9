"""The slide of the register of reports: what became of each day by which units owe something of their plans; its
numbers are those of the register on Kế hoạch."""

import pandas as pd

from chiso import figures
from chiso.core.vietnamese import format_date
from chiso.present.chart import records
from chiso.present.columns import TABLES, Table
from chiso.present.deck.look import Look
from chiso.present.pictures import lateness
from chiso.present.slides import Slide
from chiso.words import plan as words


def reports(look: Look) -> list[Slide]:
    """What was not handed in, late or thin, beside how each unit keeps its days; no slide where nothing is lacking."""
    rows = words.register(look.answer(figures.plan, look.asked), look.as_of)
    lacking = rows[rows["report"].isin(words.LACKING)]
    if lacking.empty:
        return []
    count = rows["report"].value_counts()
    due = len(rows) - int(count.get("open", 0))
    look.claim("register", due=due, **{state: int(count.get(state, 0)) for state in words.LACKING})
    order = {state: place for place, state in enumerate(words.LACKING)}
    listed = lacking.assign(order=lacking["report"].map(order)).sort_values(["order", "due"], kind="stable")
    found = records(look.shortened(listed))
    shown = [row | {"who": _who(row)} for row in found]
    alarm = frozenset((place, 0) for place, row in enumerate(found) if row["report"] == "overdue")
    table = Table.of(TABLES["slide_reports"], shown, title="Chưa nộp, nộp trễ, sơ sài", alarm=alarm)
    units = words.punctuality(look.shortened(rows))
    note = "Kỳ đến hạn của các kế hoạch, theo đơn vị"
    chart = lateness.register(units, note) if len(units) > 1 else None
    headline = f"Theo sổ báo cáo, {words.lacking(rows)}"
    whose = tuple(_unit(row) for row in found)
    return [Slide("reports", headline, chart.note if chart else "", chart, table, units=whose)]


def _unit(row: dict[str, object]) -> str:
    return str(row["unit_name"] or words.NOBODY_KNOWN)


def _who(row: dict[str, object]) -> str:
    on = row["submitted_on"]
    handed_in = f"nộp {format_date(pd.Timestamp(str(on)).date())}" if on else ""
    return " · ".join(filter(None, (_unit(row), handed_in)))
