"""An empty workbook per dataset: headers, lists to choose from, one example row, an explanation of each column."""

from functools import partial

import streamlit as st

from chiso.intake.datasets import DATASETS
from chiso.present import workbooks
from chiso.web.parts import widgets
from chiso.web.upload.rejects import XLSX


def draw() -> None:
    """One button per dataset."""
    under = "Tiêu đề cột, danh mục chọn, dòng ví dụ và trang giải thích"
    with widgets.card("Tệp mẫu", under, stretch=False), st.grid(3, min_column_width=130, gap="xxsmall"):
        for name, dataset in DATASETS.items():
            st.download_button(
                dataset.source,
                data=partial(workbooks.template_workbook, name),
                file_name=f"mau-{name.replace('_', '-')}.xlsx",
                mime=XLSX,
                icon=":material/download:",
                type="tertiary",
                key=f"mau_{name}",
                help=dataset.label,
                on_click="ignore",
            )
