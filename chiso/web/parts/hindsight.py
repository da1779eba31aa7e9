"""Whether a target will be met, and beside it what the forecast said at the ends of the months before."""

from functools import partial

import pandas as pd

from chiso import figures
from chiso.core.text import plain
from chiso.figures.judging import Value
from chiso.present.columns import TABLES
from chiso.web.parts import loading, tables, widgets
from chiso.web.shell.context import Context
from chiso.words import outlook

HOW = (
    "Mỗi dòng là dự báo tính lại vào ngày đó, cùng một cách, chỉ từ việc phát sinh đến hết ngày đó. "
    "Khoảng dự báo được đặt để chứa số thực tế trong tám trên mười lần."
)


def draw(here: Context, now: Value) -> None:
    """The answer, where one can be said, and behind a button what was said before."""
    if answer := outlook.sentence(now):
        widgets.title(answer)
    if now.target_date and now.value is not None:
        look = partial(_before, here, now)
        widgets.aside("Dự báo các tháng trước", "history", look, key=f"du_bao_truoc_{now.indicator}")


def _before(here: Context, now: Value) -> None:
    found = loading.ask(here, figures.hindsight, here.asked, now.indicator)
    if found is None or not found.said:
        widgets.note("Chưa có dự báo nào lập vào cuối các tháng trước trong năm CCHC này.")
        return
    widgets.title(outlook.looked_back(found))
    rows = pd.DataFrame(outlook.back_rows(found))
    tables.small(rows, TABLES["hindsight"], alt="Dự báo các tháng trước và số thực tế")
    widgets.note(plain(HOW))
