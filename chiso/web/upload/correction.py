""" "Máy hiểu sai? Sửa ở đây": dataset, sheet, header row and the meaning of each column, set by hand."""

import streamlit as st

from chiso.core.text import plain
from chiso.intake.commit.stages import ReadFile, RecognisedFile
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise import overview
from chiso.intake.recognise.layout import Answers, Layout
from chiso.intake.recognise.overview import Glimpse
from chiso.web.parts.widgets import note
from chiso.web.upload.desk import Item

LEFT_OUT = "Bỏ qua"
AUTOMATIC = "Máy tự tìm"


def draw(item: Item) -> None:
    """The corrections of one file; what is set holds for the next file in this layout too."""
    looked = item.looked
    if not isinstance(looked, ReadFile) or not looked.glimpse.sheets:
        return
    found = looked if isinstance(looked, RecognisedFile) else None
    with st.expander(
        "Máy hiểu sai? Sửa ở đây", icon=":material/build:", key=f"sua_{item.key}", on_change="rerun"
    ) as part:
        if not part.open:
            return
        note("Sửa xong, bấm “Đọc lại”. Lần sau gặp tệp cùng mẫu, máy hiểu theo cách đã sửa.")
        _place(item, looked.glimpse, found.layout if found else None)
        if found and found.layout.wide is None:
            _columns(item, found.layout)
        if item.answers != Answers() or (found and found.recognised.recalled is not None):
            st.button(
                "Về cách hiểu ban đầu của máy",
                key=f"ban_dau_{item.key}",
                icon=":material/restart_alt:",
                type="tertiary",
                on_click=_forget,
                args=(item,),
            )


def _forget(item: Item) -> None:
    item.recalls = False
    item.answers = Answers(as_of=item.answers.as_of)
    item.is_stale = True


def _place(item: Item, glimpse: Glimpse, layout: Layout | None) -> None:
    """Dataset, sheet and header row."""
    datasets = {name: dataset.label for name, dataset in DATASETS.items()}
    sheets = list(glimpse.sheets)
    now_sheet = layout.sheet if layout and layout.sheet in sheets else sheets[0]
    with st.form(f"vi_tri_{item.key}", border=False):
        with st.grid(3, min_column_width=240, gap="small"):
            dataset = st.selectbox(
                "Loại dữ liệu",
                list(datasets),
                index=list(datasets).index(layout.dataset) if layout else None,
                format_func=lambda name: datasets.get(name, name),
                placeholder="Chọn loại dữ liệu",
                key=f"sua_loai_{item.key}",
            )
            sheet = st.selectbox(
                "Trang tính",
                sheets,
                index=sheets.index(now_sheet),
                format_func=lambda name: (
                    (name or "(tệp chỉ có một bảng)")
                    + ("" if glimpse.sheets.get(name, True) else " (đang ẩn)")
                ),
                key=f"sua_trang_{item.key}",
            )
            rows = dict(glimpse.beginnings.get(now_sheet, ()))
            options = [0, *rows]
            said = item.answers.header_row or 0
            header_row = st.selectbox(
                "Dòng tiêu đề",
                options,
                index=options.index(said) if said in options else 0,
                format_func=lambda row: f"Dòng {row}: {rows[row]}" if row else _automatic(layout),
                key=f"sua_dong_{item.key}_{now_sheet}",
            )
        if st.form_submit_button("Đọc lại", icon=":material/refresh:", key=f"doc_lai_{item.key}"):
            is_other = layout is None or dataset != layout.dataset or sheet != layout.sheet
            item.say(
                dataset=dataset,
                sheet=sheet if sheet != now_sheet or item.answers.sheet is not None else None,
                header_row=header_row or None,
                columns={} if is_other or header_row != said else dict(item.answers.columns),
            )
            st.rerun()


def _automatic(layout: Layout | None) -> str:
    return f"{AUTOMATIC} (đang là dòng {layout.header_row})" if layout else AUTOMATIC


def _columns(item: Item, layout: Layout) -> None:
    """What every column of the file is taken for."""
    heads = [heading for heading in overview.headings(layout) if not heading.is_personal]
    fields = {"": LEFT_OUT} | {
        field.name: field.label + (" *" if field.required else "")
        for field in DATASETS[layout.dataset].fields
    }
    st.markdown("**Từng cột của tệp được hiểu là** :small[:gray[(* bắt buộc; cột về công dân luôn bị bỏ)]]")
    with st.form(f"cot_{item.key}", border=False):
        picked: dict[str, str] = {}
        with st.grid(4, min_column_width=200, gap="small"):
            for heading in heads:
                picked[heading.key] = st.selectbox(
                    plain(heading.words),
                    list(fields),
                    index=list(fields).index(heading.field),
                    format_func=lambda name: fields.get(name, name),
                    key=f"la_{item.key}_{layout.dataset}_{layout.layout_key}_{heading.column}",
                )
        if st.form_submit_button("Đọc lại theo cột", icon=":material/refresh:", key=f"doc_cot_{item.key}"):
            before = {heading.key: heading.field for heading in heads}
            changed = {key: name for key, name in picked.items() if before[key] != name}
            # A field given to another column leaves the one it had.
            moved = {
                heading.key: ""
                for heading in heads
                if heading.field in changed.values() and heading.key not in changed and heading.field
            }
            item.say_columns({**moved, **changed})
            st.rerun()
