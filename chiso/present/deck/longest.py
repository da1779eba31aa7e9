"""What stands beside the chart of a list: its longest records, each with who answers for it, or why and until when; a
record that is alone with all that is known of it."""

from dataclasses import replace

import pandas as pd

from chiso.core.vietnamese import format_number
from chiso.figures.lateness import LONG
from chiso.present.chart import records
from chiso.present.columns import TABLES, Table
from chiso.present.deck.look import Look, Row
from chiso.present.slides import Slide
from chiso.words import overdue as words
from chiso.words.rooms import LEFT

# Of a list what a slide has room for and its notes name; at a million dossiers 37,000 are overdue.
_FIRST = 100
_TABLES = {
    "dossiers": ("slide_dossiers", "Hồ sơ trễ lâu nhất, tính theo ngày làm việc"),
    "tasks": ("slide_tasks", "Nhiệm vụ trễ lâu nhất, tính theo ngày làm việc"),
    "petitions": ("slide_petitions", "Phản ánh, kiến nghị trễ lâu nhất, tính theo ngày làm việc"),
}


def longest(look: Look, kind: str, frame: pd.DataFrame) -> Table:
    """The first rows of what is overdue; the one record in a larger form."""
    if len(frame) == 1:
        return single(look, frame)
    named = first(frame)
    rows = [_late(look, row) for row in records(named)]
    long = frozenset((place, 0) for place, days in enumerate(named["days_late"]) if days > LONG)
    notes = [f"đỏ: trên {LONG} ngày làm việc"] if long else []
    notes += ["⟲ đã hẹn lại ngày trả"] if any("⟲" in row["late"] for row in rows) else []
    columns, title = _TABLES[kind]
    beyond = len(frame) - len(named)
    return Table.of(TABLES[columns], rows, title=title, note=" · ".join(notes), alarm=long, beyond=beyond)


def first(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a list that its slide and their notes may name; the others are counted (`Table.beyond`)."""
    return frame.head(_FIRST)


def single(look: Look, frame: pd.DataFrame) -> Table:
    """The one record of a list, overdue or due soon: a line for each thing known of it."""
    (row,) = records(frame)
    is_late, standing = row["state"] == "overdue", words.told(row)
    said = row | {
        "standing": standing[:1].upper() + standing[1:],
        # of a task of the plan several units may answer
        "unit_name": row["unit_name"] if row["kind"] == "plan" else look.short(row["unit"], row["unit_name"]),
        "first_due": row["first_due"] if row["first_due"] != row["due"] else None,
        "cause": row["cause"] or ("Chưa cập nhật" if is_late else None),
    }
    alarm = frozenset({(0, 0)}) if is_late and row["days_late"] > LONG else frozenset()
    return Table.of(TABLES["slide_record"], [said], alarm=alarm).turned()


def _late(look: Look, row: Row) -> Row:
    moved = " ⟲" if row["first_due"] is not None and row["first_due"] != row["due"] else ""
    promised = f"hẹn {pd.Timestamp(row['promised_on']):%d/%m}" if row["promised_on"] else ""
    who = row["official"] or look.short(row["unit"], row["unit_name"])
    title = f"{row['id']}\n{row['title']}" if row["title"] and row["kind"] == "dossiers" else row["title"]
    return {
        "late": f"{format_number(row['days_late'])} ngày{moved}"
        if row["days_late"]
        else f"mới quá hẹn{moved}",
        "title": title or row["id"],
        "who": " · ".join(filter(None, (who, row["cause"], promised))),
    }


def alone(slide: Slide) -> Slide:
    """The slide as it is; a list of one row that nothing stands beside is a form, which can be read from afar."""
    table, chart = slide.table, slide.chart
    is_alone = not slide.goes_on and not slide.numbers and (chart is None or len(chart.names) == 1)
    if table is None or len(table.rows) != 1 or not is_alone:
        return slide
    return replace(slide, chart=None, table=table.turned())


def where(look: Look, frame: pd.DataFrame) -> str:
    """ ", 3 ở Phòng A, 2 chưa có người nhận": where most of a list lies, and how much nobody has taken over; "" in the
    deck of one unit, of whom it speaks anyway."""
    if look.asked.unit:
        return ""
    counts = look.shortened(frame[frame["unit"] != LEFT])["unit_name"].value_counts()
    units = [(str(name), int(many)) for name, many in counts.items()]
    late = words.Late(len(frame), units=units, left=len(frame) - sum(map(int, counts)))
    return "".join(f", {said}" for said in (late.where, late.unclaimed) if said)
