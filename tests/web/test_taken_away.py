"""What leaves a page as a file says what stands there: the same rows in the same order, the same columns, the same
numbers as they are printed."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import streamlit as st
from streamlit import dataframe_util

from chiso.store import Store
from chiso.web.parts import tables
from tests.conftest import sample
from tests.web.test_sent import carried
from tests.worlds.apps import opened

LIST = "dong_online_rate_denominator"
UNIT = "stp-nv1"
# Pages with what is chosen on them, the lists behind switches too; charts bring the tables behind their buttons.
VIEWS: tuple[tuple[str, dict[str, str]], ...] = (
    ("tong_quan", {"tat_ca_chi_tieu": "1"}),
    ("qua_han", {"tim_qua_han_dossiers": "so", "xep_qua_han_dossiers": "-days_late"}),
    ("qua_han", {"loai": "tasks"}),
    ("qua_han", {"loai": "petitions", "xem_them": "month"}),
    ("qua_han", {"loai": "joint_dossiers"}),
    ("qua_han", {"don_vi": UNIT, "xem_them": "moved"}),
    ("truc_tuyen", {"phan_online_rate": "denominator", f"tim_{LIST}": "15/03", f"xep_{LIST}": "-dossier_id"}),
    ("truc_tuyen", {"tu": "2024-09-01"}),
    ("tieu_chi", {}),
    ("don_vi", {"don_vi": UNIT, "xem_don_vi": "1"}),
    ("ke_hoach", {"loc_ke_hoach": "overdue"}),
    ("ke_hoach", {"so_bao_cao": "1", "don_vi": UNIT}),
    ("giao_ban", {}),
    ("chi_so", {}),
    ("bao_cao", {"tung_dong": "1"}),
    ("vi_sao", {"chi_tieu": "online_rate"}),
    ("slide", {"phan": "ket_luan"}),
    ("doi_soat", {}),
    ("bao_cao", {"chi_tieu": "disbursement_rate"}),
    ("nhap_du_lieu", {}),
    ("quan_tri", {"muc": "Đơn vị"}),
    ("quan_tri", {"muc": "Chỉ tiêu"}),
    ("quan_tri", {"muc": "Ngày nghỉ"}),
)


NO_LISTS = {"lich_han", "don_vi_chi_tieu", "thay_doi"}  # maps of cells, of which a click opens a list


@dataclass
class Shown:
    """What a page drew and offers: the grids of its lists, and their files, by the name of the list."""

    grids: dict[str, tuple[list[str], list[list[str]]]] = field(default_factory=dict)
    files: dict[str, tuple[str, Callable[[], bytes]]] = field(default_factory=dict)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shown]:
    found, draw, offer = Shown(), st.dataframe, tables.download

    def dataframe(data: Any, **look: Any) -> Any:
        name = str(look.get("key", "")).partition("|")[0].removeprefix("bang_")
        name = "viec_giao_ban" if name.startswith("viec_None") else name  # its filter is part of its key
        found.grids[name] = _printed(data, look["column_config"])
        return draw(data, **look)

    def download(label: str, build: Callable[[], bytes], file: str, *, key: str, **look: Any) -> None:
        found.files[key.removeprefix("tai_")] = file, build
        offer(label, build, file, key=key, **look)

    monkeypatch.setattr(st, "dataframe", dataframe)
    monkeypatch.setattr(tables, "download", download)
    monkeypatch.setattr(tables, "aside", lambda label, icon, draw, **_: draw())
    return found


def _printed(data: Any, config: Any) -> tuple[list[str], list[list[str]]]:
    """Heads and cells of a grid as its reader sees them."""
    sent = carried(data, "x")
    frame = dataframe_util.convert_arrow_bytes_to_pandas_df(sent.data)
    words = (
        dataframe_util.convert_arrow_bytes_to_pandas_df(sent.styler.display_values)
        if sent.HasField("styler")
        else frame
    )
    forms = [config[name]["type_config"].get("format") for name in frame.columns]
    rows = [
        [
            _text(value, form) if str(word) in (str(value), *NOTHING) else word
            for value, word, form in zip(row, of_row, forms, strict=True)
        ]
        for row, of_row in zip(
            *(one.itertuples(index=False, name=None) for one in (frame, words)), strict=True
        )
    ]
    return [config[name]["label"] for name in frame.columns], rows


# what a Styler leaves of a value that nobody knows, where it says nothing of its own
NOTHING = ("None", "nan", "<NA>", "NaT")


def _text(value: Any, form: str | None) -> str:
    if value is None or value != value:
        return "–"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{int(value)} ngày" if form == "%d ngày" else str(value)


def _of_csv(content: bytes) -> tuple[list[str], list[list[str]]]:
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    return head, rows


def _of_xlsx(content: bytes) -> tuple[str, list[str], list[list[str]]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    above = str(sheet["A1"].value)
    first = int(sheet.auto_filter.ref.split(":")[0][1:])
    head, *rows = sheet.iter_rows(min_row=first)
    return above, [cell.value for cell in head], [[_cell(cell) for cell in row] for row in rows]


def _cell(cell: Any) -> str:
    """What Excel shows of a cell, as a number with all its decimals."""
    value, form = cell.value, cell.number_format
    if isinstance(value, datetime):
        assert form == "dd/mm/yyyy"
        return f"{value:%d/%m/%Y}"
    if isinstance(value, (int, float)):
        text = f"{value * 100 if form.endswith('%') else value:.8f}".rstrip("0").rstrip(".").replace(".", ",")
        return text + ("%" if form.endswith("%") else " ngày" if "ngày" in form else "")
    return "" if value is None else str(value)


NUMBER = re.compile(r"[-−]?[0-9][0-9.]*(?:,[0-9]+)?(?:%| ngày)?")


def same(shown: str, taken: str) -> bool:
    """Whether a cell of a file says what stands on the page: text as it is, cut or not; a number as far as it is
    printed there, a percentage as one; nothing for what nobody knows."""
    if shown == "–":
        return taken in ("", "–")
    if shown.endswith(" …"):
        return taken.startswith(shown[:-2])
    if shown == taken or not NUMBER.fullmatch(shown):
        return shown == taken.removeprefix("'")
    unit = "%" if shown.endswith("%") else ""
    numbers = [
        float(re.sub(r"%| ngày", "", text).replace("−", "-").replace(".", "").replace(",", "."))
        for text in (shown, taken)
    ]
    decimals = len(shown.rstrip("%").partition(",")[2])
    return taken.endswith(unit) and abs(numbers[0] - numbers[1]) <= 0.5000001 * 10**-decimals


@pytest.mark.parametrize(("page", "chosen"), sample(VIEWS), ids=str)
def test_a_file_holds_what_its_page_shows(
    demo: Store, seen: Shown, page: str, chosen: dict[str, str]
) -> None:
    app = opened(page, **chosen)
    assert not app.exception
    compared: list[str] = []
    without = {name for name in seen.grids if f"csv_{name}" not in seen.files}
    assert without <= NO_LISTS
    for name, (heads, rows) in seen.grids.items():
        if name in without:
            continue
        compared.append(name)
        file, csv_of = seen.files[f"csv_{name}"]
        title, xlsx_heads, xlsx_rows = _of_xlsx(seen.files[f"xlsx_{name}"][1]())
        csv_heads, csv_rows = _of_csv(csv_of())
        assert csv_heads == xlsx_heads == heads, name
        assert len(csv_rows) == len(xlsx_rows) >= len(rows), name
        for row, of_csv, of_xlsx in zip(rows, csv_rows, xlsx_rows, strict=False):
            for one, *taken in zip(row, of_csv, of_xlsx, strict=True):
                assert all(same(one, text) for text in taken), (name, one, taken)
        assert ("có “" in title) == (f"tim_{name}" in chosen), "a title speaks of the rows below it"
        assert file.endswith("-2024-10-31.csv")
    assert compared
