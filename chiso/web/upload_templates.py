"""An empty workbook per dataset: headers, lists to choose from, one example row, an explanation of each column."""

from functools import partial

import streamlit as st

from chiso import workbooks
from chiso.intake.datasets import DATASETS
from chiso.web import widgets
from chiso.web.upload_rejects import XLSX


def draw() -> None:
    """One button per dataset."""
    with (
        widgets.card(
            "Tệp mẫu", "Có sẵn tiêu đề cột, danh mục để chọn, một dòng ví dụ và trang giải thích từng cột"
        ),
        st.grid(5, min_column_width=170, gap="small"),
    ):
        for name, dataset in DATASETS.items():
            st.download_button(
                dataset.label,
                data=partial(workbooks.template_workbook, name),
                file_name=f"mau-{name.replace('_', '-')}.xlsx",
                mime=XLSX,
                icon=":material/download:",
                type="tertiary",
                key=f"mau_{name}",
                on_click="ignore",
            )
