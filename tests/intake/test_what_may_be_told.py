"""What may be told without asking and what may not: weak headings, columns by their values, lost letters."""

import pytest

from chiso.core.errors import Refused
from chiso.intake.files.reading import read
from chiso.intake.recognise.layout import Answers, Layout
from chiso.intake.recognise.recognising import recognise
from tests.worlds import upload_files as made


def layout_of(text: str | bytes) -> Layout:
    content = text if isinstance(text, bytes) else text.encode("utf-8-sig")
    return recognise(read("tep.csv", content), Answers(), "tep.csv")


def refused(text: str | bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        layout_of(text)
    return caught.value


def test_headings_that_many_tables_have_make_no_dataset_alone() -> None:
    rows = "".join(f"{n};YHCT{n:03};Bệnh số {n}\n" for n in range(1, 9))
    found = refused(f"STT;Mã;Tên\n{rows}")
    assert found.code == "unknown_dataset"
    assert "họn loại dữ liệu" in found.message
    assert layout_of(f"DANH MỤC THỦ TỤC HÀNH CHÍNH\nSTT;Mã;Tên\n{rows}").dataset == "procedures"
    assert layout_of(f"STT;Mã TTHC;Tên\n{rows}").dataset == "procedures"


def exported(heading: str, values: list[str]) -> str:
    header = made.HEADER.replace("Hình thức nộp", heading)
    rows = [{**made.dossier(n), heading: value} for n, value in enumerate(values, 1)]
    return made.export(rows, header=header).decode("utf-8-sig")


@pytest.mark.parametrize(
    ("heading", "values", "is_told"),
    [
        ("Cách gửi", ["Trực tuyến", "Trực tiếp", "Trực tuyến", ""], True),
        ("Cách gửi", ["Trực tuyến", "Trực tiếp", "", "", "", ""], False),  # fewer than three cells
        ("Cách gửi", ["Trực tuyến"] * 3 + [""] * 4, False),  # fewer than half of the rows
        ("Cách gửi", ["Trực tuyến", "Trực tiếp", "Ô tô"], False),
        ("Cách gửi", ["1", "2", "3"], False),  # bare numbers say nothing
        ("Hình thức trả", ["Trực tuyến", "Trực tiếp", "Trực tuyến"], False),  # how the result is handed over
        ("Cách nộp phí", ["Trực tuyến", "Trực tiếp", "Trực tuyến"], False),
        ("Cách gửi phiếu", ["Trực tuyến", "Trực tiếp", "Trực tuyến"], True),  # "phí" is no word of it
    ],
)
def test_required_column_of_a_closed_list_is_told_by_its_values(
    heading: str, values: list[str], is_told: bool
) -> None:
    text = exported(heading, values)
    if is_told:
        found = layout_of(text)
        assert found.columns["channel"] == 4
        assert [code for code, _ in found.warnings] == ["column_by_values"]
        assert heading not in found.unknown_columns
    else:
        assert refused(text).code == "missing_columns"


def test_the_heading_of_the_next_page_is_no_value_of_its_column() -> None:
    """The file was refused: one cell of the column, its own heading, was no channel."""
    lines = exported("Cách gửi", ["Trực tuyến", "Trực tiếp", "Trực tuyến", "Trực tiếp"]).split("\n")
    (head,) = (line for line in lines if "Mã hồ sơ" in line)
    assert layout_of("\n".join([*lines[:-2], head, *lines[-2:]])).columns["channel"] == 4


def test_two_columns_that_could_be_it_are_none() -> None:
    text = exported("Cách gửi", ["Trực tuyến", "Trực tiếp", "Trực tuyến"]).split("\n")
    lines = [
        f"{line};{'Cách nhận' if 'Mã hồ sơ' in line else 'Trực tuyến'}" if ";" in line else line
        for line in text
    ]
    assert refused("\n".join(lines)).code == "missing_columns"


LOST = "STT;Mã hồ sơ;Tên TTHC;Phòng xử lý;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả\n1;H1;Cấp;HCTP;Trực tuyến;6/5;9/5\n"


@pytest.mark.parametrize(
    "content",
    [
        LOST.encode("cp1252", "replace"),  # what Excel writes as "CSV" on a western Windows
        LOST.encode("ascii", "replace"),
        LOST.encode().decode("cp1252", "replace").replace("\ufffd", "").encode("utf-8-sig"),  # mojibake
    ],
)
def test_letters_that_are_lost_are_said_to_be(content: bytes) -> None:
    found = refused(content)
    assert found.code == "legacy_encoding"
    assert "đã mất chữ" in found.message
    assert "kết xuất lại" in found.message


def test_questions_of_another_table_are_no_lost_letters() -> None:
    found = refused("Câu hỏi;Trả lời;Đúng?\nAi là thủ tướng?;A;Có\nMấy giờ?;B;Không\nBao nhiêu?;C;Có\n")
    assert found.code == "unknown_dataset"
