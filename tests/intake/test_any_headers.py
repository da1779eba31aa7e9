"""Any wordings of a dataset's columns beside each other, in any order, among columns that nobody asked for: each is
read as what it is called (tests/worlds/printed_headers.csv; cells are the examples of the declarations)."""

import csv
import random
from collections.abc import Sequence
from datetime import date
from io import StringIO

import pytest

from chiso.intake.clean.cleaning import clean
from chiso.intake.datasets import Dataset
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


def table(dataset: Dataset, headers: dict[str, str], chance: random.Random) -> str:
    """A table of the examples, each row under a key of its own."""
    columns = [*headers]
    for other in chance.sample(OTHERS, chance.randint(0, 4)):
        columns.insert(chance.randint(0, len(columns)), other)
    # what tells records apart; of a plan its tasks and their numbers
    names = [
        name
        for name in (*dataset.key, "no", "task")
        if name in headers and dataset.by_name[name].kind in ("id", "text")
    ]

    def cell(column: str, number: int) -> str:
        if column not in headers:
            return f"x{number}"
        return dataset.by_name[column].example + (str(number) if column in names else "")

    # a plan's and a report's own number is called so
    is_numbered = "no" not in dataset.by_name and chance.random() < 0.6
    lines: list[Sequence[str]] = [["SỞ TƯ PHÁP"], ["DANH SÁCH"], []] if chance.random() < 0.5 else []
    lines.append([*(["STT"] if is_numbered else []), *(headers.get(column, column) for column in columns)])
    for number in range(1, LINES + 1):
        own = [str(number)] if is_numbered else []
        lines.append([*own, *(cell(column, number) for column in columns)])
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
