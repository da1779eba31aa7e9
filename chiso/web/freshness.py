"""The line under the filters: up to which day the data speaks, source by source, and what is missing."""

import streamlit as st

from chiso.vietnamese import format_date
from chiso.web.filters import Choice
from chiso.web.process import Identity, Process

NOTICE = ":orange-badge[:material/science: Dữ liệu minh họa]"


def draw(served: Process, choice: Choice, _identity: Identity) -> None:
    """One line, on every page."""
    parts = [NOTICE] if served.is_demonstration else []
    if choice.as_of is None:
        parts.append("Chưa có dữ liệu: hãy nhập tệp ở trang **Nhập dữ liệu**.")
    else:
        parts.append(f":gray[Dữ liệu đến] **{format_date(choice.as_of)}**")
    st.markdown(":small[" + " ".join(parts) + "]")
