"""Any wordings of a dataset's columns beside each other, in any order, among columns that nobody asked for: each is
read as what it is called (tests/worlds/printed_headers.csv; cells are the examples of the declarations)."""

import csv
import random
from collections.abc import Sequence
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook

from chiso.intake.clean.cleaning import clean
from chiso.intake.datasets import DATASETS, Dataset
from chiso.intake.files.reading import read
from chiso.intake.recognise.claims import PROPER
from chiso.intake.recognise.layout import Layout
from chiso.intake.recognise.recognising import recognise
from tests.conftest import LONG
from tests.intake.test_wordings import PRINTED, every_dataset

TABLES = 300 if LONG else 8
OTHERS = (
    "Địa chỉ", "Số điện thoại", "Email", "Người nhận", "Số quyển", "Chữ ký", "Số CCCD", "Người nộp", "Ngày sinh",
    "Mã bưu chính", "Người tạo", "Kho lưu trữ",
)  # fmt: skip
# What a kind is known by beside what it requires.
KNOWN_BY = {"plan_tasks": ("product", "schedule"), "measurements": ("value",)}
LINES = 4


def drawn(dataset: Dataset, chance: random.Random) -> dict[str, str]:
    """Field -> one of its wordings, in an order of their own: what the dataset requires and some of the rest."""
    wordings: dict[str, list[str]] = {}
    for path, meaning in PRINTED[dataset.name].items():
        if len(path) == 1 and not meaning.code and meaning.rank == PROPER:
            wordings.setdefault(meaning.field, []).append(path[0])
    share, needed = chance.choice((0.2, 0.5, 0.9)), KNOWN_BY.get(dataset.name, ())
    fields = [
        field.name
        for field in dataset.fields
        if field.name in wordings and (field.required or field.name in needed or chance.random() < share)
    ]
    chance.shuffle(fields)
    return {field: chance.choice(wordings[field]) for field in fields}


def cell(dataset: Dataset, name: str, number: int) -> str:
    """The example of a field, in each line another of what tells records apart (of a plan its tasks and numbers)."""
    if name not in dataset.by_name:
        return f"x{number}"
    field = dataset.by_name[name]
    tells = name in (*dataset.key, "no", "task") and field.kind in ("id", "text")
    return f"{field.example}{number}" if tells else field.example


def table(dataset: Dataset, headers: dict[str, str], chance: random.Random) -> str:
    """A table of the examples, each row under a key of its own."""
    columns = [*headers]
    for other in chance.sample(OTHERS, chance.randint(0, 4)):
        columns.insert(chance.randint(0, len(columns)), other)
    # a plan's and a report's own number is called so
    is_numbered = "no" not in dataset.by_name and chance.random() < 0.6
    lines: list[Sequence[str]] = [["SỞ TƯ PHÁP"], ["DANH SÁCH"], []] if chance.random() < 0.5 else []
    lines.append([*(["STT"] if is_numbered else []), *(headers.get(column, column) for column in columns)])
    for number in range(1, LINES + 1):
        own = [str(number)] if is_numbered else []
        lines.append([*own, *(cell(dataset, column, number) for column in columns)])
    out = StringIO()
    csv.writer(out, delimiter=";").writerows(lines)
    return out.getvalue()


@every_dataset
def test_columns_are_known_by_any_of_their_names_in_any_order(dataset: Dataset) -> None:
    for seed in range(TABLES):
        chance = random.Random(seed)
        headers = drawn(dataset, chance)
        text = table(dataset, headers, chance)
        found = read("a.csv", text.encode())
        layout = recognise(found, None, "a.csv")
        assert (layout.dataset, {**layout.headers}) == (dataset.name, headers), (seed, text)
        cleaned = clean(found.sheets[0], layout, date(2024, 12, 31), "a.csv")
        assert (cleaned.rejects, len(cleaned.table)) == ([], LINES), (seed, text)


Block = tuple[str, dict[str, str]]  # a heading above columns, "" for none; field -> its own heading


def grouped(dataset: Dataset, headers: dict[str, str], chance: random.Random) -> list[Block]:
    """The columns, some of them under a heading that stands above two or more."""
    above: dict[str, dict[str, list[str]]] = {}
    for path, meaning in PRINTED[dataset.name].items():
        if len(path) == 2 and not meaning.code and meaning.rank == PROPER and meaning.field in headers:
            above.setdefault(path[0], {}).setdefault(meaning.field, []).append(path[1])
    left, blocks = dict(headers), list[Block]()
    for top in chance.sample([*above], len(above)):
        below = {name: chance.choice(texts) for name, texts in above[top].items() if name in left}
        if len(below) > 1:
            blocks.append((top, below))
            left = {name: text for name, text in left.items() if name not in below}
    blocks += [("", {name: text}) for name, text in left.items()]
    blocks += [("", {"": other}) for other in chance.sample(OTHERS, chance.randint(1, 3))]
    chance.shuffle(blocks)
    return blocks


def book(dataset: Dataset, blocks: Sequence[Block], chance: random.Random) -> bytes:
    """A workbook of the examples whose header has two levels, as merged cells print them."""
    opened = Workbook()
    sheet = opened.active
    assert sheet is not None
    first = chance.choice((1, 4))
    if first > 1:
        sheet.append(["SỞ TƯ PHÁP"])
    column, fields = 1, list[str]()
    for top, below in blocks:
        last = column + len(below) - 1
        for place, text in enumerate(below.values(), column):
            sheet.cell(first + 1 if top else first, place, text)
        if top:
            sheet.cell(first, column, top)
        sheet.merge_cells(start_row=first, end_row=first + (not top), start_column=column, end_column=last)
        fields += below
        column = last + 1
    for number in range(1, LINES + 1):
        for place, name in enumerate(fields, 1):
            sheet.cell(first + 1 + number, place, cell(dataset, name, number))
    content = BytesIO()
    opened.save(content)
    return content.getvalue()


@every_dataset
def test_columns_below_a_common_heading_are_known_in_any_order(dataset: Dataset) -> None:
    for seed in range(TABLES):
        chance = random.Random(seed)
        blocks = grouped(dataset, drawn(dataset, chance), chance)
        found = read("a.xlsx", book(dataset, blocks, chance))
        layout = recognise(found, None, "a.xlsx")
        wanted = {name: text for _, below in blocks for name, text in below.items() if name}
        assert (layout.dataset, {**layout.headers}) == (dataset.name, wanted), (seed, blocks)
        cleaned = clean(found.sheets[0], layout, date(2024, 12, 31), "a.xlsx")
        assert (cleaned.rejects, len(cleaned.table)) == ([], LINES), (seed, blocks)


def recognised(text: str) -> Layout:
    return recognise(read("a.csv", text.encode()), None, "a.csv")


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (2, 0, 1, 3, 4), (3, 4, 2, 1, 0)])
def test_criteria_whose_unit_stands_before_their_points_are_the_agencys(order: tuple[int, ...]) -> None:
    """A unit beside own and appraised points is a table of units only where no criterion is named in its lines."""
    lines = (
        ("Mã tiêu chí", "Tên tiêu chí", "Đơn vị phụ trách", "Điểm tối đa", "Điểm tự chấm", "Điểm thẩm định"),
        ("1.1", "Kế hoạch CCHC", "Văn phòng", "2", "2", "1,5"),
        ("1.2", "Thông tin, tuyên truyền", "Văn phòng", "1", "1", "1"),
        ("1.3", "Sáng kiến", "Phòng Nghiệp vụ 1", "3", "2", "2"),
    )
    text = "\n".join(";".join([*(line[at] for at in order), line[5]]) for line in lines)
    assert recognised(f"KẾT QUẢ CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH NĂM 2024\n\n{text}\n").dataset == "criteria"


def test_a_list_is_no_table_of_criteria_for_its_code_field_and_unit() -> None:
    """The code of a procedure, its field and a unit are what a criterion of a unit has too; points it has none."""
    text = (
        "Mã hồ sơ;Mã số TTHC;Tên TTHC;Lĩnh vực TTHC;Đơn vị;Ngày nhận;Hạn trả;Trạng thái;Hình thức nộp\n"
        "H1;2.000488;Cấp phiếu;Lý lịch tư pháp;Văn phòng;01/10/2024;15/10/2024;Đang xử lý;Trực tuyến\n"
        "H2;2.000488;Cấp phiếu;Lý lịch tư pháp;Thanh tra;01/10/2024;15/10/2024;Đang xử lý;Trực tuyến\n"
    )
    layout = recognised(text)
    assert layout.dataset == "dossiers"
    assert layout.columns["field"] == 3


def test_figures_beside_points_are_no_agencys_and_no_title() -> None:
    """ "Số liệu" is no Sở; "Mẫu số" is no form's number above a table."""
    blocks: list[Block] = [
        ("", {"": "Số quyển"}), ("", {"year": "Năm chấm"}), ("Tiêu chí", {"code": "Mã", "name": "Tên"}),
        ("Điểm", {"max_points": "Tối đa", "self_points": "Tự chấm"}),
        ("Số liệu", {"numerator": "Tử số", "denominator": "Mẫu số"}),
    ]  # fmt: skip
    alone: list[Block] = [
        ("", {"denominator": "Mẫu số"}), ("", {"max_points": "Điểm tối đa"}), blocks[2], ("", {"year": "Năm"}),
    ]  # fmt: skip
    for header in (blocks, alone):
        found = read("a.xlsx", book(DATASETS["criteria"], header, random.Random(1)))
        layout = recognise(found, None, "a.xlsx")
        wanted = {name: text for _, below in header for name, text in below.items() if name}
        assert (layout.dataset, {**layout.headers}) == ("criteria", wanted)
