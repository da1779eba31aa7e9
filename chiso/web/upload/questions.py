"""What only a person can say about one dropped file, asked on its card; each answer is used at once. What several files
may ask alike stands in the panel."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from chiso.core.periods import month_end
from chiso.core.text import plain
from chiso.core.vietnamese import format_date
from chiso.intake.commit.slices import ADD, REPLACE
from chiso.intake.commit.stages import Preview, RecognisedFile
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise import overview
from chiso.intake.recognise.layout import Layout
from chiso.intake.recognise.title import days_named
from chiso.present import rejected
from chiso.web.parts import widgets
from chiso.web.shell.context import Context
from chiso.web.upload.item import ABOUT_COLUMNS, Item

_MOST_DAYS = 2  # of those above the table that are offered: the newest
MOST_LISTED = 12  # unknown columns that are named
_SIGNS = re.compile(r"[^\w\s.,;–-]|_")
_SAID_OR_TAKEN = {
    "day": "Tệp không ghi ngày nên lấy ngày nhập. Nếu số liệu tính đến ngày khác:",
    "caller": "Ngày chốt số liệu do bạn cho biết; nếu chưa đúng:",
}


def draw(item: Item, looked: Preview) -> None:
    """The questions about this file alone, the ones without which it cannot be imported first."""
    if item.error_code == "no_as_of":
        _day(item)
    elif item.error_code in ABOUT_COLUMNS:
        _reading(item, looked)
    elif item.error_code == "slice_conflict" or item.mode:
        _mode(item, looked)
    if "year_of_name" in item.warned or (item.answers.year and item.importable):
        _year(item)
    if item.importable:
        other_day(item, item.importable.as_of_from, item.answers.as_of)
    if others := tuple(name for name in item.unknown_columns if name not in item.asked_columns):
        _listed(others)


def whose(here: Context, item: Item) -> None:
    """Of a table that goes to another agency because of what stands above it: whether it is of the one looked at."""
    if item.agency not in ("", here.agency) and not item.is_handed_on:
        with widgets.toolbar():
            st.markdown(f"Bảng là của **{plain(item.whose)}** nên số liệu vào cơ quan đó.", width="content")
            ours = f"Đúng là số liệu của {here.agency_name}"
            widgets.quiet(ours, "check", item.say_ours, key=f"cua_minh_{item.key}")


def other_day(item: Item, as_of_from: str, now: date | None) -> None:
    """Another date for a file whose own sheet has none; one that is in already is corrected by it."""
    if as_of_from in _SAID_OR_TAKEN:
        with widgets.toolbar():
            st.markdown(_SAID_OR_TAKEN[as_of_from], width="content")
            look = {"value": now, "label_visibility": "collapsed"}
            _date(item, "ngay_khac", "Số liệu tính đến ngày khác", **look)
            if now is None:
                _suggest(item)


def _ask(key: str, text: str, label: str, options: Mapping[str, str], say: Callable[[str], Any]) -> None:
    """A question (Markdown of ours) over its answers; taking an answer back says nothing."""
    _asked(text)
    draw = partial(widgets.pick, options=options)
    look = {"placeholder": "Chọn", "width": 420, "label_visibility": "collapsed"}
    _heard(draw, label, key, lambda code: code is None or say(code), **look)


def _heard(draw: Callable[..., Any], label: str, key: str, say: Callable[[Any], Any], **look: Any) -> None:
    """A widget of Streamlit whose answer is used at once."""
    draw(label, key=key, on_change=lambda: say(st.session_state[key]), **look)


def _asked(text: str) -> None:
    st.markdown(f":orange[:material/help:] {text}")


def listed(names: Sequence[str], most: int) -> str:
    """The first names in quotes, as Markdown."""
    return ", ".join(f"“{plain(name)}”" for name in names[:most]) + (" …" if len(names) > most else "")


def spoken(text: str) -> str:
    """Imported text in a label that only screen readers read: without the signs that Markdown lives by."""
    return " ".join(_SIGNS.sub(" ", text).split())


# --- the date, the slice --------------------------------------------------------------------------------------


def _day(item: Item) -> None:
    _asked("Tệp không ghi ngày chốt số liệu. **Số liệu này tính đến ngày nào?**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _date(item, "ngay", "Số liệu tính đến ngày", value=None)
        _suggest(item)


def _suggest(item: Item) -> None:
    if by_name := suggested_day(item.name):
        _offer(item, by_name, "Theo tên tệp:", f"goi_y_{item.key}")
    for day in days_named(item.layout.title if item.layout else ())[-_MOST_DAYS:]:
        if day != by_name:
            _offer(item, day, "Trong tệp có ngày", f"goi_y_{day}_{item.key}")


def _offer(item: Item, day: date, words: str, key: str) -> None:
    widgets.quiet(f"{words} {format_date(day)}", "event", partial(item.say, as_of=day), key=key)


def _date(item: Item, stem: str, label: str, **look: Any) -> None:
    look = {"format": "DD/MM/YYYY", "width": 220, **look}
    _heard(st.date_input, label, f"{stem}_{item.key}", lambda day: item.say(as_of=day), **look)


def _mode(item: Item, looked: Preview) -> None:
    words = {
        REPLACE: f"Thay thế {item.rivals or 'tệp trước'}: chỉ tính các dòng của tệp này",
        ADD: "Bổ sung: giữ tệp trước, dòng nào trùng mã thì lấy theo tệp này",
    }
    why = f"Cùng kỳ với {plain(item.rivals)} nhưng có lại chưa đến một nửa số bản ghi của tệp đó."
    if rejected.is_corrected(looked):
        why = "Đây là các dòng đã sửa của một tệp đã nhập nên sẽ được bổ sung."
    _asked(f"{why} **Thay thế hay bổ sung?**")
    _heard(
        st.radio,
        "Thay thế hay bổ sung",
        f"cach_{item.key}",
        item.say_mode,
        options=list(words),
        index=None if item.mode is None else list(words).index(item.mode),
        format_func=lambda code: plain(words[code]),
        label_visibility="collapsed",
    )


# --- columns ------------------------------------------------------------------------------------


def _reading(item: Item, looked: Preview) -> None:
    """What has to be known before the rows can be read: the dataset, missing columns, columns that mean the same."""
    if item.error_code == "unknown_dataset":
        labels = {name: dataset.label for name, dataset in DATASETS.items()}
        text = "**Tệp này là loại dữ liệu gì?**"
        label = "Loại dữ liệu của tệp"
        _ask(f"loai_{item.key}", text, label, labels, lambda name: item.say(dataset=name, columns={}))
    elif isinstance(looked, RecognisedFile) and item.error_code == "missing_columns":
        _missing(item, looked.layout)
    elif isinstance(looked, RecognisedFile):
        for name, heads in overview.clashes(looked.layout).items():
            words = DATASETS[looked.layout.dataset].by_name[name].label
            offered = {head.key: head.words for head in heads}
            text = f"Có {len(heads)} cột cùng nghĩa **“{plain(words)}”**. Dùng cột nào?"
            label, say = f"Cột dùng cho {words}", partial(_use, item, name, tuple(offered))
            _ask(f"trung_{item.key}_{name}", text, label, offered, say)


def _missing(item: Item, layout: Layout) -> None:
    """Which columns are the required ones; day or year of a whole table may stand in no column at all."""
    if overview.lacks_year(layout):
        _year(item)
    by_day = overview.lacks_day(layout)
    if by_day:
        _day(item)
    if layout.wide is not None:
        return
    offered = {head.key: head.words for head in overview.headings(layout) if not head.is_personal}
    missing = {field.name: field for field in overview.missing(layout)}
    for field in missing.values():
        if field.name == "year" and "year" in DATASETS[layout.dataset].from_title:
            _year(item)
            continue
        text = f"Thiếu cột bắt buộc **“{plain(field.label)}”**. Cột nào trong tệp là cột đó?"
        if by_day and field.name == "date":
            text = f"Hoặc cột nào trong tệp là **“{plain(field.label)}”**?"
        label, say = f"Cột dùng cho {field.label}", partial(_use, item, field.name, ())
        _ask(f"thieu_{item.key}_{field.name}", text, label, offered, say)
    if by_day and len(missing) == 1:
        return
    widgets.note("Nếu tệp thật sự không có cột đó, hãy kết xuất lại từ hệ thống nguồn với đủ cột.")


def _use(item: Item, field: str, rivals: Iterable[str], column: str) -> None:
    """`column` is the field, its rivals are left out."""
    item.say_columns({**dict.fromkeys(rivals, ""), column: field})


def _year(item: Item) -> None:
    now = item.layout.year if item.layout else None
    told = f"Năm {now} lấy theo tên tệp." if "year_of_name" in item.warned else "Tệp không ghi năm."
    _asked(f"{told} **Bảng này của năm nào?**")
    bounds = {"min_value": 2000, "max_value": 2045, "value": now, "step": 1}
    _heard(st.number_input, "Năm", f"nam_{item.key}", lambda year: item.say(year=year), width=160, **bounds)


def _listed(headers: tuple[str, ...]) -> None:
    """Columns about which nobody is asked: left out, and said so."""
    st.markdown(
        f":material/view_column: **{len(headers)} cột không dùng**: {listed(headers, MOST_LISTED)}. "
        "Cần cột nào thì chỉ ra ở “Chưa đúng? Sửa tại đây”."
    )


def suggested_day(name: str) -> date | None:
    """The month's last day where the file's name tells a month ("2024-03 ho_so.csv"); only ever a suggestion."""
    found = re.search(r"(?<!\d)(?P<y>20\d\d)[-_. ]?(?P<m>0[1-9]|1[0-2])(?!\d)", name) or re.search(
        r"(?<!\d)(?P<m>0?[1-9]|1[0-2])[-_. /](?P<y>20\d\d)(?!\d)", name
    )
    return month_end(date(int(found["y"]), int(found["m"]), 1)) if found else None
