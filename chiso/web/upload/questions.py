"""What only a person can say about a dropped file, asked on its card; each answer is used at once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from chiso.core.periods import month_end
from chiso.core.text import plain
from chiso.core.vietnamese import format_date
from chiso.desk import first_rows
from chiso.intake.commit.slices import ADD, REPLACE
from chiso.intake.commit.stages import CleanedFile, Preview, RecognisedFile
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise import overview
from chiso.intake.recognise.layout import Layout
from chiso.present import rejected
from chiso.reference import changes
from chiso.web.parts import loading, widgets
from chiso.web.parts.editing import saved
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained
from chiso.web.upload.item import ABOUT_COLUMNS, Item

SKIP = "Bỏ qua cột này"
LATER = "Để sau (giữ ở “Chưa xác định”)"
UNKNOWN_WORD = "Không rõ: loại các dòng này"
MOST_LISTED = 12  # unknown columns that are named
_SIGNS = re.compile(r"[^\w\s.,;–-]|_")
_SAID_OR_TAKEN = {
    "day": "Tệp không ghi ngày nên lấy ngày nhập. Nếu số liệu tính đến ngày khác:",
    "caller": "Ngày chốt số liệu do anh/chị cho biết; nếu chưa đúng:",
}


@dataclass(frozen=True)
class Question:
    """One question with its possible answers (code -> words), and what an answer does.

    `text` is Markdown of ours. An option "" says nothing and stands first; without one nothing is chosen at first.
    """

    key: str
    text: str
    label: str
    options: Mapping[str, str]
    say: Callable[[str], Any]
    chosen: str = ""


def draw(here: Context, item: Item, looked: Preview) -> None:
    """The questions of a file, the ones without which it cannot be imported first."""
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
    if item.unknown_columns and not item.asked_columns:
        _listed(item.unknown_columns)
    units = looked.result.unknown_units if isinstance(looked, CleanedFile) else ()
    further = [*_about_words(item), *_about_columns(item)]
    if len(units) > 1 and here.may("administer"):
        _new_units(here, units, f"moi_{item.key}", f"Cả {len(units)} tên lạ là đơn vị mới: thêm vào danh mục")
    if units or further:
        with st.grid(2, min_column_width=320, gap="medium"):
            for place, spelling in enumerate(units):
                with st.container(gap="xxsmall"):
                    _unit(here, item, spelling, place)
            for question in further:
                with st.container(gap="xxsmall"):
                    _ask(question)


def other_day(item: Item, as_of_from: str, now: date | None) -> None:
    """Another date for a file whose own sheet has none; one that is in already is corrected by it."""
    if as_of_from in _SAID_OR_TAKEN:
        with widgets.toolbar():
            st.markdown(_SAID_OR_TAKEN[as_of_from], width="content")
            look = {"value": now, "label_visibility": "collapsed"}
            _date(item, "ngay_khac", "Số liệu tính đến ngày khác", **look)


def _ask(question: Question) -> None:
    """The question over its answers; taking an answer back says nothing."""
    _asked(question.text)
    _heard(
        partial(widgets.pick, options=question.options, now=question.chosen),
        question.label,
        question.key,
        lambda code: code is None or question.say(code),
        placeholder="Chọn",
        width="stretch" if "" in question.options else 420,
        label_visibility="collapsed",
    )


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
    hint = suggested_day(item.name)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _date(item, "ngay", "Số liệu tính đến ngày", value=None)
        if hint is not None:
            use = partial(item.say, as_of=hint)
            widgets.quiet(f"Theo tên tệp: {format_date(hint)}", "event", use, key=f"goi_y_{item.key}")


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


# --- columns, words, units ------------------------------------------------------------------------------------


def _reading(item: Item, looked: Preview) -> None:
    """What has to be known before the rows can be read: the dataset, missing columns, columns that mean the same."""
    if item.error_code == "unknown_dataset":
        labels = {name: dataset.label for name, dataset in DATASETS.items()}
        text = "**Tệp này là loại dữ liệu gì?**"
        label = "Loại dữ liệu của tệp"
        _ask(
            Question(f"loai_{item.key}", text, label, labels, lambda name: item.say(dataset=name, columns={}))
        )
    elif isinstance(looked, RecognisedFile) and item.error_code == "missing_columns":
        _missing(item, looked.layout)
    elif isinstance(looked, RecognisedFile):
        for name, heads in overview.clashes(looked.layout).items():
            words = DATASETS[looked.layout.dataset].by_name[name].label
            offered = {head.key: head.words for head in heads}
            text = f"Có {len(heads)} cột cùng nghĩa **“{plain(words)}”**. Dùng cột nào?"
            label, say = f"Cột dùng cho {words}", partial(_use, item, name, tuple(offered))
            _ask(Question(f"trung_{item.key}_{name}", text, label, offered, say))


def _missing(item: Item, layout: Layout) -> None:
    """Which columns are the required ones; the year of a whole table may stand in no column at all."""
    offered = {head.key: head.words for head in overview.headings(layout) if not head.is_personal}
    for field in overview.missing(layout):
        if field.name == "year" and "year" in DATASETS[layout.dataset].from_title:
            _year(item)
            continue
        text = f"Thiếu cột bắt buộc **“{plain(field.label)}”**. Cột nào trong tệp là cột đó?"
        label, say = f"Cột dùng cho {field.label}", partial(_use, item, field.name, ())
        _ask(Question(f"thieu_{item.key}_{field.name}", text, label, offered, say))
    widgets.note("Nếu tệp thật sự không có cột đó, hãy kết xuất lại từ hệ thống nguồn với đủ cột.")


def _use(item: Item, field: str, rivals: Iterable[str], column: str) -> None:
    """`column` is the field, its rivals are left out."""
    item.say_columns({**dict.fromkeys(rivals, ""), column: field})


def _year(item: Item) -> None:
    _asked("Tệp không ghi năm. **Bảng này của năm nào?**")
    now = item.layout.year if item.layout else None
    bounds = {"min_value": 2000, "max_value": 2045, "value": now, "step": 1}
    _heard(st.number_input, "Năm", f"nam_{item.key}", lambda year: item.say(year=year), width=160, **bounds)


def _about_words(item: Item) -> Iterator[Question]:
    """What a word of a choice means; each system has its own."""
    for place, ((name, word), cells) in enumerate(item.unknown_words.items()):
        field = first_rows.field_of(item.looked.result.dataset, name) if item.looked else None
        if field is not None:
            yes_no = {"true": "Có", "false": "Không"}
            codes = yes_no if field.kind == "flag" else field.words
            text = (
                f"Từ chưa biết **“{plain(word)}”** ở cột “{plain(field.label)}” ({cells} dòng) nghĩa là gì?"
            )
            label, say = f"Nghĩa của “{spoken(word)}”", partial(item.say_word, name, word)
            yield Question(f"tu_{item.key}_{place}_{name}", text, label, {"": UNKNOWN_WORD, **codes}, say)


def _about_columns(item: Item) -> Iterator[Question]:
    """What an unknown column is for; leaving it out is always right."""
    free = overview.free_fields(item.layout) if item.layout else ()
    options = {"": SKIP, **{field.name: field.label for field in free}}
    for place, header in enumerate(item.asked_columns):
        text, label = f"Cột lạ **“{plain(header)}”** dùng làm gì?", f"Cột “{spoken(header)}” dùng làm gì"
        yield Question(f"cot_{item.key}_{place}", text, label, options, partial(item.say_column, header))


def _listed(headers: tuple[str, ...]) -> None:
    """Many unknown columns: left out, and said so."""
    st.markdown(
        f":material/view_column: **{len(headers)} cột lạ bị bỏ qua**: {listed(headers, MOST_LISTED)}. "
        "Cần cột nào thì chỉ ra ở “Chưa đúng? Sửa tại đây”."
    )


def _unit(here: Context, item: Item, spelling: str, place: int) -> None:
    """Which unit a spelling means; remembered for good, or for this file alone."""
    frame = loading.units(here)
    frame = frame[(frame["kind"] != "agency") & (frame["unit"] != "unknown")]
    names = {"": LATER, **dict(zip(frame["unit"], frame["unit_name"], strict=True))}
    unit, keeps = item.units.get(spelling, (None, True))
    table = item.looked.cleaned.table if isinstance(item.looked, CleanedFile) else None
    rows = table["unit_text"].to_pylist().count(spelling) if table else 0
    text = f"Đơn vị lạ **“{plain(spelling)}”** ({rows} dòng) là đơn vị nào?"
    select, remember = f"don_vi_{item.key}_{place}", f"nho_{item.key}_{place}"

    def said(_: object = None) -> None:
        item.units[spelling] = (st.session_state[select] or None, st.session_state[remember])
        item.effect = None

    _ask(Question(select, text, f"Đơn vị của “{spoken(spelling)}”", names, said, unit or ""))
    with widgets.toolbar():
        st.checkbox("Nhớ cách viết này", value=keeps, key=remember, on_change=said)
        if here.may("administer"):
            _new_units(here, [spelling], f"moi_{item.key}_{place}", "Là đơn vị mới: thêm vào danh mục")


def _new_units(here: Context, names: Sequence[str], key: str, label: str) -> None:
    """Names that are units nobody has entered yet: once they are, every file on the desk knows them."""
    if st.button(label, icon=":material/add:", type="tertiary", key=key):
        with explained():
            changes.add_units(here.store, here.actor, here.agency, names)
            saved(f"Đã thêm đơn vị {', '.join(names)}. Sửa tên, tên ngắn ở Quản trị, Đơn vị.")


def suggested_day(name: str) -> date | None:
    """The month's last day where the file's name tells a month ("2024-03 ho_so.csv"); only ever a suggestion."""
    found = re.search(r"(?<!\d)(?P<y>20\d\d)[-_. ]?(?P<m>0[1-9]|1[0-2])(?!\d)", name) or re.search(
        r"(?<!\d)(?P<m>0?[1-9]|1[0-2])[-_. /](?P<y>20\d\d)(?!\d)", name
    )
    return month_end(date(int(found["y"]), int(found["m"]), 1)) if found else None
