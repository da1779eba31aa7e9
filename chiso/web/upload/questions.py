"""What only a person can say about a dropped file, asked on its card; each answer is used at once."""

import re
from collections.abc import Callable

import streamlit as st

from chiso import reference
from chiso.core.text import plain
from chiso.core.vietnamese import format_date
from chiso.desk import first_rows
from chiso.intake.commit.stages import CleanedFile, RecognisedFile
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise import overview
from chiso.intake.recognise.overview import Heading
from chiso.present import rejected
from chiso.web.parts import loading
from chiso.web.parts.widgets import note
from chiso.web.shell.context import Context
from chiso.web.upload.desk import ADD, REPLACE, Item, suggested_day

SKIP = "Bỏ qua cột này"
LATER = "Để sau (giữ ở “Chưa xác định”)"
CHOOSE = "Chọn một cột"
_SIGNS = re.compile(r"[^\w\s.,;–-]|_")
UNKNOWN_WORD = "Không rõ: loại các dòng này"
_SAID_OR_TAKEN = {
    "day": "Tệp không ghi ngày nên lấy ngày nhập. Nếu số liệu tính đến ngày khác:",
    "caller": "Ngày chốt số liệu do anh/chị cho biết; nếu chưa đúng:",
}


def draw(here: Context, item: Item) -> None:
    """The questions of a file, the ones without which it cannot be imported first."""
    looked = item.looked
    ask: dict[str, Callable[[Item], None]] = {
        "no_as_of": _day,
        "slice_conflict": _mode,
        "unknown_dataset": _dataset,
    }
    about: dict[str, Callable[[Item, RecognisedFile], None]] = {
        "missing_columns": _missing,
        "duplicate_columns": _clashes,
    }
    if item.error_code in ask:
        ask[item.error_code](item)
    elif item.error_code in about and isinstance(looked, RecognisedFile):
        about[item.error_code](item, looked)
    elif item.mode and looked is not None and not looked.is_unchanged:
        _mode(item)
    if item.importable and item.importable.as_of_from in _SAID_OR_TAKEN:
        _other_day(item, _SAID_OR_TAKEN[item.importable.as_of_from])
    columns, words = item.asked_columns, item.unknown_words
    if item.unknown_columns and not columns:
        _listed(item.unknown_columns)
    units = looked.result.unknown_units if isinstance(looked, CleanedFile) else ()
    if not isinstance(looked, RecognisedFile) or not (units or columns or words):
        return
    with st.grid(2, min_column_width=320, gap="medium"):
        for place, spelling in enumerate(units):
            with st.container(gap="xxsmall"):
                _unit(here, item, spelling, place)
        for place, ((name, word), cells) in enumerate(words.items()):
            with st.container(gap="xxsmall"):
                _word(item, looked.layout.dataset, (name, word), cells, place)
        for place, header in enumerate(columns):
            with st.container(gap="xxsmall"):
                _column(item, looked, header, place)


def _listed(headers: tuple[str, ...], most: int = 12) -> None:
    """Many unknown columns: left out, and said so."""
    names = ", ".join(f"“{plain(header)}”" for header in headers[:most]) + (
        " …" if len(headers) > most else ""
    )
    st.markdown(
        f":material/view_column: **{len(headers)} cột lạ bị bỏ qua**: {names}. "
        "Cần cột nào thì chỉ ra ở “Máy hiểu sai? Sửa ở đây”."
    )


def spoken(text: str) -> str:
    """Imported text in a label that only screen readers read: without the signs that Markdown lives by."""
    return " ".join(_SIGNS.sub(" ", text).split())


def _asked(text: str) -> None:
    st.markdown(f":orange[:material/help:] {text}")


def _day(item: Item) -> None:
    """The as-of date that the sheet does not print."""
    _asked("Tệp không ghi ngày chốt số liệu. **Số liệu này tính đến ngày nào?**")
    key = f"ngay_{item.key}"
    hint = suggested_day(item.name)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(
            "Số liệu tính đến ngày",
            value=None,
            format="DD/MM/YYYY",
            key=key,
            width=220,
            on_change=_said_day,
            args=(item, key),
        )
        if hint is not None:
            st.button(
                f"Theo tên tệp: {format_date(hint)}",
                key=f"goi_y_{item.key}",
                type="tertiary",
                icon=":material/event:",
                on_click=item.say,
                kwargs={"as_of": hint},
            )


def _other_day(item: Item, words: str) -> None:
    """The file prints no date: what was taken or said can be changed."""
    key = f"ngay_khac_{item.key}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(words, width="content")
        st.date_input(
            "Số liệu tính đến ngày khác",
            value=item.answers.as_of,
            format="DD/MM/YYYY",
            key=key,
            width=180,
            label_visibility="collapsed",
            on_change=_said_day,
            args=(item, key),
        )


def _mode(item: Item) -> None:
    """Replace the file of the same slice, or add to it."""
    words = {
        REPLACE: f"Thay thế {item.rivals or 'tệp trước'}: chỉ tính các dòng của tệp này",
        ADD: "Bổ sung: giữ tệp trước, dòng nào trùng mã thì lấy theo tệp này",
    }
    key = f"cach_{item.key}"

    def chosen() -> None:
        item.mode = st.session_state[key]
        item.is_stale = True

    why = (
        "Đây là các dòng đã sửa của một tệp đã nhập nên sẽ được bổ sung."
        if item.looked and rejected.is_corrected(item.looked)
        else f"Cùng kỳ với {plain(item.rivals)} nhưng có lại chưa đến một nửa số bản ghi của tệp đó."
    )
    _asked(f"{why} **Thay thế hay bổ sung?**")
    st.radio(
        "Thay thế hay bổ sung",
        [REPLACE, ADD],
        index=None if item.mode is None else [REPLACE, ADD].index(item.mode),
        format_func=lambda code: plain(words[code]),
        key=key,
        label_visibility="collapsed",
        on_change=chosen,
    )


def _missing(item: Item, looked: RecognisedFile) -> None:
    """Which column is the field that is required and was not found."""
    layout = looked.layout
    heads = [heading for heading in overview.headings(layout) if not heading.is_personal]
    for field in overview.missing(layout):
        if field.name == "year" and "year" in DATASETS[layout.dataset].from_title:
            _year(item)
            continue
        _asked(f"Thiếu cột bắt buộc **“{plain(field.label)}”**. Cột nào trong tệp là cột đó?")

        def said(key: str, name: str = field.name) -> dict[str, str]:
            return {key: name}

        _pick(item, heads, f"thieu_{item.key}_{field.name}", field.label, said)
    note("Nếu tệp thật sự không có cột đó, hãy xuất lại từ hệ thống nguồn với đủ cột.")


def _year(item: Item) -> None:
    key = f"nam_{item.key}"
    _asked("Tệp không ghi năm. **Bảng này của năm nào?**")
    st.number_input(
        "Năm",
        min_value=2000,
        max_value=2045,
        value=None,
        step=1,
        key=key,
        width=160,
        on_change=_said_year,
        args=(item, key),
    )


def _clashes(item: Item, looked: RecognisedFile) -> None:
    """Which of several columns is used; the others are left out."""
    layout = looked.layout
    known = DATASETS[layout.dataset].by_name
    for name, heads in overview.clashes(layout, looked.recognised.answers.columns).items():
        _asked(f"Có {len(heads)} cột cùng nghĩa **“{plain(known[name].label)}”**. Dùng cột nào?")

        def said(key: str, name: str = name, heads: list[Heading] = heads) -> dict[str, str]:
            return {heading.key: name if heading.key == key else "" for heading in heads}

        _pick(item, heads, f"trung_{item.key}_{name}", known[name].label, said)


def _pick(
    item: Item, heads: list[Heading], key: str, label: str, said: Callable[[str], dict[str, str]]
) -> None:
    words = {heading.key: heading.words for heading in heads}

    def chosen() -> None:
        picked = st.session_state[key]
        if picked is not None:
            item.say_columns(said(picked))

    st.selectbox(
        f"Cột dùng cho {label}",
        list(words),
        index=None,
        format_func=lambda name: words.get(name, name),
        placeholder=CHOOSE,
        key=key,
        width=420,
        label_visibility="collapsed",
        on_change=chosen,
    )


def _dataset(item: Item) -> None:
    """Which of the ten kinds of file this is."""
    key = f"loai_{item.key}"
    labels = {name: dataset.label for name, dataset in DATASETS.items()}

    def chosen() -> None:
        item.say(dataset=st.session_state[key], columns={})

    _asked("**Tệp này là loại dữ liệu gì?**")
    st.selectbox(
        "Loại dữ liệu của tệp",
        list(labels),
        index=None,
        format_func=lambda name: labels.get(name, name),
        placeholder="Chọn loại dữ liệu",
        key=key,
        width=420,
        label_visibility="collapsed",
        on_change=chosen,
    )


def _unit(here: Context, item: Item, spelling: str, place: int) -> None:
    """Which unit a spelling means; remembered for good, or for this file alone."""
    rows = _rows_of(item, spelling)
    frame = loading.ask(here, reference.units, agency=here.agency)
    frame = frame[(frame["kind"] != "agency") & (frame["unit"] != "unknown")]
    names = {"": LATER, **dict(zip(frame["unit"], frame["unit_name"], strict=True))}
    before, keeps = item.units.get(spelling, (None, True))
    _asked(f"Đơn vị lạ **“{plain(spelling)}”** ({rows} dòng) là đơn vị nào?")
    unit = st.selectbox(
        f"Đơn vị của “{spoken(spelling)}”",
        list(names),
        index=list(names).index(before) if before in names else 0,
        format_func=lambda code: names.get(code, code),
        key=f"don_vi_{item.key}_{place}",
        label_visibility="collapsed",
    )
    keep = st.checkbox("Nhớ cách viết này", value=keeps, key=f"nho_{item.key}_{place}")
    answer = (unit or None, keep)
    if item.units.get(spelling) != answer:
        item.units[spelling] = answer
        item.effect = None


def _rows_of(item: Item, spelling: str) -> int:
    table = item.looked.cleaned.table if isinstance(item.looked, CleanedFile) else None
    if table is None or "unit_text" not in table.column_names:
        return 0
    return int(table["unit_text"].to_pylist().count(spelling))


def _word(item: Item, dataset: str, about: tuple[str, str], cells: int, place: int) -> None:
    """What a word of a choice means (field, word); each system has its own."""
    name, word = about
    field = first_rows.field_of(dataset, name)
    if field is None:
        return
    codes = (
        {"true": "Có", "false": "Không"} if field.kind == "flag" else first_rows.choice_words(field.choices)
    )
    key = f"tu_{item.key}_{place}_{name}"

    def chosen() -> None:
        if st.session_state[key]:
            item.say_word(name, word, st.session_state[key])

    _asked(f"Từ lạ **“{plain(word)}”** ở cột “{plain(field.label)}” ({cells} dòng) nghĩa là gì?")
    st.selectbox(
        f"Nghĩa của “{spoken(word)}”",
        ["", *codes],
        format_func=lambda code: codes.get(code, UNKNOWN_WORD),
        key=key,
        label_visibility="collapsed",
        on_change=chosen,
    )


def _column(item: Item, looked: RecognisedFile, header: str, place: int) -> None:
    """What an unknown column is for; leaving it out is always right."""
    fields = {field.name: field.label for field in overview.free_fields(looked.layout)}
    key = f"cot_{item.key}_{place}"

    def chosen() -> None:
        if st.session_state[key]:
            item.say_columns({header: st.session_state[key]})

    _asked(f"Cột lạ **“{plain(header)}”** dùng làm gì?")
    st.selectbox(
        f"Cột “{spoken(header)}” dùng làm gì",
        ["", *fields],
        format_func=lambda name: fields.get(name, SKIP),
        key=key,
        label_visibility="collapsed",
        on_change=chosen,
    )


def _said_day(item: Item, key: str) -> None:
    item.say(as_of=st.session_state[key])


def _said_year(item: Item, key: str) -> None:
    item.say(year=st.session_state[key])
