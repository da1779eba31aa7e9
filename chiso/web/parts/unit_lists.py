"""What one unit has overdue or due soon of every kind: how many, and the rows below one another, a page at a time."""

from functools import partial

import pandas as pd

from chiso import figures
from chiso.figures.lateness import SOON_DAYS
from chiso.present.columns import TABLES
from chiso.web.parts import loading, paging, plans, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.words import overdue

Part = tuple[str, int | None]  # a kind: what is overdue of it, or due within so many working days


def draw(here: Context) -> None:
    """The card; its rows when asked for."""
    kinds = [kind for kind in overdue.KINDS if loading.speaks(here, kind)]
    late = {kind: loading.overdue_ages(here, kind) for kind in kinds}
    soon = {kind: loading.soon_counts(here, kind) for kind in kinds}
    many = {kind: int(counts["total"].sum()) for kind, counts in late.items()}
    parts: list[Part] = [(kind, None) for kind in kinds if len(late[kind])]
    parts += [(kind, SOON_DAYS) for kind in kinds if len(soon[kind])]
    name = loading.unit_name(here)
    title = f"{name}, {loading.until(here, *kinds)}" if parts else name
    read = partial(_rows, here, parts)
    columns = TABLES["unit_list"]
    with widgets.card(overdue.in_all(many), f"Sắp đến hạn là trong {SOON_DAYS} ngày làm việc"):
        tables.small(overdue.counts(late, soon), TABLES["unit_counts"], alt="Số việc quá hạn và sắp đến hạn")
        with widgets.toolbar():
            if parts:
                whole = partial(read, figures.Page())
                widgets.copy_block(lambda: overdue.as_text(whole(), title), key="chep_don_vi")
                tables.download_buttons(whole, columns, here, name="viec_don_vi", title=title)
            if "plan" in kinds:
                plans.calendar(here)
        if parts and view.toggle("Xem từng dòng", name="xem_don_vi"):
            count, mixed = partial(_count, here, parts), frozenset(columns)  # kinds stay below one another
            listed = paging.Listed("viec_don_vi", title, columns, count, read, unordered=mixed)
            tables.listed(listed, here, downloads=False)


def _count(here: Context, parts: list[Part], page: figures.Page) -> int:
    """How many rows of them a page asks for."""
    return sum(loading.ask(here, figures.count_overdue, here.asked, kind, page, days) for kind, days in parts)


def _rows(here: Context, parts: list[Part], page: figures.Page) -> pd.DataFrame:
    def count(part: Part, some: figures.Page) -> int:
        return _count(here, [part], some)

    def read(part: Part, some: figures.Page) -> pd.DataFrame:
        return loading.overdue(here, *part, some)

    return overdue.listed(paging.stacked(parts, page, count, read))
