"""Corrected by hand: the dataset, the sheet, the header row and the meaning of each column of a dropped file."""

from functools import partial

import streamlit as st

from chiso.core.text import plain
from chiso.intake.commit.stages import ReadFile, RecognisedFile
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise import overview
from chiso.intake.recognise.layout import Answers, Layout
from chiso.intake.recognise.overview import Glimpse
from chiso.web.parts import widgets
from chiso.web.upload.item import Item

LEFT_OUT = "Bỏ qua"
AUTOMATIC = "Chương trình tự tìm"
_pick = partial(widgets.pick, placeholder="Chọn")


def draw(item: Item) -> None:
    """Dataset, sheet, header row and every column, corrected; it holds for the next file in this layout too."""
    looked = item.looked
    if not isinstance(looked, ReadFile) or not looked.glimpse.sheets:
        return
    part = st.expander(
        "Chưa đúng? Sửa tại đây", icon=":material/build:", key=f"sua_{item.key}", on_change="rerun"
    )
    if not part.open:
        return
    with part:
        widgets.note("Sửa xong, bấm “Đọc lại”. Lần sau, tệp cùng mẫu được đọc theo cách đã sửa.")
        _place(item, looked.glimpse, item.layout)
        if item.layout is not None and item.layout.wide is None:
            _columns(item, item.layout)
        recalled = looked.recognised.recalled if isinstance(looked, RecognisedFile) else None
        if item.answers != Answers() or recalled is not None:
            words, key = "Về cách đọc ban đầu", f"ban_dau_{item.key}"
            widgets.quiet(words, "restart_alt", item.start_again, key=key)


def _place(item: Item, glimpse: Glimpse, layout: Layout | None) -> None:
    datasets = {name: dataset.label for name, dataset in DATASETS.items()}
    sheets = {
        name: (name or "(tệp chỉ có một bảng)") + ("" if is_visible else " (đang ẩn)")
        for name, is_visible in glimpse.sheets.items()
    }
    now = layout.sheet if layout and layout.sheet in sheets else next(iter(sheets))
    automatic = f"{AUTOMATIC} (đang là dòng {layout.header_row})" if layout else AUTOMATIC
    rows = {0: automatic, **{row: f"Dòng {row}: {text}" for row, text in glimpse.beginnings.get(now, ())}}
    said = item.answers.header_row or 0
    with st.form(f"vi_tri_{item.key}", border=False):
        with st.grid(3, min_column_width=240, gap="small"):
            dataset = _pick(
                "Loại dữ liệu", datasets, key=f"sua_loai_{item.key}", now=layout and layout.dataset
            )
            sheet = _pick("Trang tính", sheets, key=f"sua_trang_{item.key}", now=now)
            row = said if said in rows else 0
            header_row = _pick("Dòng tiêu đề", rows, key=f"sua_dong_{item.key}_{now}", now=row)
        if st.form_submit_button("Đọc lại", icon=":material/refresh:", key=f"doc_lai_{item.key}"):
            is_other = layout is None or dataset != layout.dataset or sheet != layout.sheet
            item.say(
                dataset=dataset,
                sheet=sheet if sheet != now or item.answers.sheet is not None else None,
                header_row=header_row or None,
                columns={} if is_other or header_row != said else dict(item.answers.columns),
            )
            st.rerun()


def _columns(item: Item, layout: Layout) -> None:
    heads = [heading for heading in overview.headings(layout) if not heading.is_personal]
    known = DATASETS[layout.dataset].fields
    stars = {field.name: field.label + (" *" if field.required else "") for field in known}
    fields = {"": LEFT_OUT, **stars}
    st.markdown("**Từng cột của tệp được hiểu là** :small[:gray[(* bắt buộc; cột về công dân luôn bị bỏ)]]")
    with st.form(f"cot_{item.key}", border=False):
        stem = f"la_{item.key}_{layout.dataset}_{layout.layout_key}"
        with st.grid(4, min_column_width=200, gap="small"):
            picked = {
                head.key: _pick(plain(head.words), fields, key=f"{stem}_{head.column}", now=head.field)
                for head in heads
            }
        if st.form_submit_button("Đọc lại theo cột", icon=":material/refresh:", key=f"doc_cot_{item.key}"):
            changed = {head.key: picked[head.key] for head in heads if picked[head.key] != head.field}
            # A field given to another column leaves the one it had.
            moved = {head.key: "" for head in heads if head.field and head.field in changed.values()}
            item.say_columns({**moved, **changed})
            st.rerun()
