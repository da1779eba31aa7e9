"""Which name a text most likely means: units of the reference data and words of closed lists, chosen by reading."""

import pytest

from chiso.intake.datasets import DATASETS
from chiso.reference import shipped
from chiso.reference.likely import likely


def units(agency: str) -> dict[str, tuple[str, ...]]:
    """What the units of an agency are called."""
    return {
        str(row["unit_id"]): (str(row["name"]), str(row["short_name"]))
        for row in shipped.read_rows("units")
        if row["agency"] == agency and row["kind"] != "agency"
    }


@pytest.mark.parametrize(
    ("agency", "text", "unit"),
    [
        ("kktvp", "Phòng QLTN&MT", "kktvp-tnmt"),
        ("kktvp", "QH-XD", "kktvp-qhxd"),
        ("kktvp", "P. Đầu tư", "kktvp-dt"),
        ("sct", "Trung tâm Khuyến công & XTTM", "sct-ttkcxttm"),
        ("sct", "Phòng Quản lý Thương mại", None),  # a new one: no unit of the reference data
        ("stp", "P. HC-TP", "stp-hctp"),
        ("stp", "Phòng Hành chính và Tư pháp", "stp-hctp"),
        ("stp", "02 - P. HC-TP", "stp-hctp"),
        ("stp", "Phòng mới lập", None),
        ("stp", "TP", None),  # two letters fit too many names
    ],
)
def test_unit_that_is_meant_by_its_letters_and_words(agency: str, text: str, unit: str | None) -> None:
    assert likely(text, units(agency)) == unit


def test_of_two_alike_it_is_the_one_that_no_other_row_names() -> None:
    """A system writes a unit in one way: where other rows say "Phòng Nghiệp vụ 1", the other one is meant."""
    assert likely("Phòng Nghiệp vụ", units("stp")) is None
    assert likely("Phòng Nghiệp vụ", units("stp"), {"stp-nv1"}) == "stp-nv2"


@pytest.mark.parametrize(
    ("field", "word", "code"),
    [
        ("status", "Đang thụ lý hồ sơ", "processing"),
        ("status", "Chưa trả kết quả cho dân", None),  # not nearly "Đã trả kết quả"
        ("status", "Đóng hồ sơ điện tử", None),
        ("channel", "Nộp qua bưu điện tỉnh", "postal"),
        ("channel", "Fax", None),
    ],
)
def test_word_that_is_meant(field: str, word: str, code: str | None) -> None:
    known = DATASETS["dossiers"].by_name[field].choices
    assert likely(word, {one: words for one, words in known.items() if one}) == code
