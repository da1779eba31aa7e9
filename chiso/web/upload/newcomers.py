"""Units that a file names and nobody has entered yet: an administrator adds them where they are asked about."""

from collections.abc import Sequence

import streamlit as st

from chiso.reference import changes
from chiso.web.parts.editing import saved
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained


def all_new(here: Context, names: Sequence[str]) -> None:
    """One button for all unknown names that resemble no unit."""
    if len(names) > 1 and here.may("administer"):
        _add(
            here,
            names,
            f"Cả {len(names)} tên không giống đơn vị nào là đơn vị mới: thêm vào danh mục",
            "moi_ca",
        )


def one_new(here: Context, name: str, files: Sequence[str], key: str) -> None:
    """The button of one name."""
    if here.may("administer"):
        _add(here, [name], "Là đơn vị mới: thêm vào danh mục", f"moi_{key}")


def _add(here: Context, names: Sequence[str], label: str, key: str) -> None:
    if st.button(label, icon=":material/add:", type="tertiary", key=key):
        with explained():
            changes.add_units(here.store, here.actor, here.agency, names)
            saved(f"Đã thêm đơn vị {', '.join(names)}. Sửa tên, tên ngắn ở Quản trị, Đơn vị.")
