"""The appendices of the four plans as workbooks, printed as the documents print them: all their tasks go in, and who
owes what by when is what was read from the documents by hand (tests/figures/test_deadlines.py).

A page ends after every twelve tasks: the header stands again, and what the last cell had left follows without a number.
"""

import csv
from collections import defaultdict
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from chiso import figures
from chiso.core.settings import SAMPLES
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from tests.conftest import sample
from tests.figures.test_deadlines import OWED, PLANS, SHIPPED, by_hand
from tests.worlds import fresh_home
from tests.worlds.people import ADMIN

PAGE = 12
# plan -> its tasks, counted in the document; the line under its title; the printed header with the sample's columns
PRINTED: dict[str, tuple[int, str, dict[str, str]]] = {
    "000": (35, "(Kèm theo Quyết định số 181/QĐ-STP ngày 25/7/2024 của Giám đốc Sở Tư)", {
        "STT": "STT", "Chỉ tiêu phân đầu": "", "Nhiệm vụ và giải pháp thực hiện": "Nhiệm vụ",
        "Đơn vị chủ trì": "Chủ trì", "Đơn vị phối hợp": "Phối hợp", "Thời gian thực hiện": "Tiến độ",
        "Kết quả/sản phẩm": "Sản phẩm",
    }),
    "001": (74, "(Kèm theo Kế hoạch số /KH-STP ngày /4/2024 của Sở Tư pháp)", {
        "T T": "STT", "Nhiệm vụ": "Nhiệm vụ", "Sản phẩm/kết quả": "Sản phẩm", "Tiến độ": "Tiến độ",
        "Phân công và cách thức thực hiện": "Phân công và cách thức thực hiện",
    }),
    "002": (39, "(Kèm theo Kế hoạch số: /KH-SCT ngày tháng 3 năm 2024 của Sở Công Thương)", {
        "STT": "STT", "Nhiệm vụ, hoạt động tuyên truyền": "Nhiệm vụ", "Kết quả/sản phẩm": "Sản phẩm",
        "Tiến độ": "Tiến độ", "Phân công và cách thức thực hiện": "Phân công và cách thức thực hiện", "Ghi chú": "",
    }),
    "003": (34, "(Kèm theo Kế hoạch số /KH-KKT ngày /8/2023 của Ban quản lý Khu kinh tế Vân Phong)", {
        "STT": "STT", "Nhiệm vụ và giải pháp thực hiện": "Nhiệm vụ", "Đơn vị thực hiện": "Chủ trì",
        "Thời gian thực hiện": "Tiến độ", "Kết quả/ Sản phẩm": "Sản phẩm",
    }),
}  # fmt: skip
PARTS = {"A": "CHỈ SỐ NĂNG LỰC CẠNH TRANH CẤP TỈNH (PCI)", "B": "CHỈ SỐ XANH CẤP TỈNH (PGI)"}


def workbook(plan: str) -> bytes:
    """The appendix as its document prints it: parts, sections and pages; cells as the shipped plan has them."""
    book = Workbook()
    sheet = book.active
    _, kept, columns = PRINTED[plan]
    for line in ("PHỤ LỤC", "Các nhiệm vụ, giải pháp trọng tâm", kept, None):
        sheet.append([line])
    sheet.append(list(columns))
    with (SAMPLES / SHIPPED[plan][0]).open(encoding="utf-8", newline="") as lines:
        tasks = [row for row in csv.DictReader(lines) if "văn bản" not in row["Mục"]]
    last: list[str] = []
    for place, row in enumerate(tasks, start=1):
        now = row["Mục"].split("/")
        if len(now) > 1 and now[:1] != last[:1]:
            sheet.append([now[0], PARTS[now[0]]])
        if now != last:
            sheet.append([now[-1], row["Tên mục"]])
        last = now
        # a number that is printed twice; a task without one
        number = {"20.4-2": None}.get(row["STT"], row["STT"].removesuffix("-2"))
        cells = [number, *(row.get(name) or None for name in list(columns.values())[1:])]
        if place % PAGE:
            sheet.append(cells)
            continue
        words = str(cells[-2] if cells[-1] is None else cells[-1]).split()
        where = len(cells) - (2 if cells[-1] is None else 1)
        sheet.append([*cells[:where], " ".join(words[:-1]) or words[-1], *cells[where + 1 :]])
        sheet.append(list(columns))
        if len(words) > 1:
            sheet.append([*[None] * where, words[-1]])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("plan", sample([*PRINTED]))
def test_an_appendix_goes_in_with_every_task_unit_and_day(plan: str, tmp_path: Path) -> None:
    agency, since = PLANS[plan]
    with fresh_home.build(tmp_path / "home", agency) as store:
        upload = Upload("phu-luc.xlsx", workbook(plan), agency=agency, answers=Answers(as_of=since))
        result = batch.import_file(store, ADMIN, upload)
        assert (result.status, result.rows_rejected) == ("imported", 0), result.as_json()
        assert result.rows_loaded == PRINTED[plan][0]
        found = figures.owed(store, figures.Asked(agency=agency, as_of=since))
    owed: dict[tuple[str, str, str], list[tuple[str, date]]] = defaultdict(list)
    for row in found.to_dict("records"):
        unit = row["unit"] if isinstance(row["unit"], str) else row["unit_name"]
        number = row["no"].removesuffix("-2")
        owed[plan, row["section"], number].append((unit.removeprefix(f"{agency}-"), row["due"]))
    wanted = {key: by_hand(said, since.year) for key, said in OWED.items() if key[0] == plan}
    assert {key: sorted(days) for key, days in owed.items()} == wanted
