"""What a table is recognised by is found in as many steps whatever stands in its cells."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from chiso.intake.files.reading import read
from chiso.intake.recognise.recognising import recognise

_HEADER = "STT;Mã hồ sơ;Thủ tục;Lĩnh vực;Đơn vị;Ngày tiếp nhận;Hạn trả;Trạng thái;Hình thức nộp;Ghi chú;Nơi cấp;Khác"
_PLACES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Nghệ An")
_COMPONENTS = ("Cải cách thể chế", "Chi phí thời gian", "Gia nhập thị trường")
_MOST = 120_000  # calls of functions; without anything of an index in its cells a list takes 27,000


@pytest.mark.parametrize(
    ("procedure", "said"),
    [
        ("Thủ tục thứ {}", lambda n: (f"nơi {n}", f"số {n}")),
        ("Thủ tục thứ {}", lambda n: (_PLACES[n % 5], f"số {n}")),
        ("Thủ tục thứ {}", lambda n: (f"{2020 + n % 5}", f"số {n}")),
        ("Thủ tục thứ {}", lambda n: (f"Năm {2020 + n % 5}", f"Năm {2021 + n % 5}")),
        ("Thủ tục thứ {}", lambda n: (("SIPAS", "PAPI", "PCI")[n % 3], "2024")),
        ("Thủ tục thứ {}", lambda n: ("Sở Tư pháp", "UBND huyện A")),
        ("Thủ tục thứ {}", lambda n: (_COMPONENTS[n % 3], _PLACES[n % 5])),
        (_COMPONENTS[0], lambda n: ("2024", _PLACES[n % 5])),
    ],
    ids=["plain", "places", "years", "two years", "indices", "agencies", "components", "one component"],
)
def test_years_places_and_indices_in_every_row_cost_little(
    procedure: str, said: Callable[[int], tuple[str, str]]
) -> None:
    lines = [_HEADER]
    for n in range(105):
        issued, other = said(n)
        lines.append(
            f"{n + 1};H01.{n:05};{procedure.format(n)};Hộ tịch;Phòng {n % 5};01/10/2024;15/10/2024;Đang xử lý;"
            f"Trực tuyến;lần {n};{issued};{other}"
        )
    reading = read("ho_so.csv", "\n".join(lines).encode())
    recognise(reading, None, "ho_so.csv")  # what is read once for all files
    steps = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal steps
        steps += event == "call"

    sys.setprofile(count)
    try:
        layout = recognise(reading, None, "ho_so.csv")
    finally:
        sys.setprofile(None)
    assert layout.dataset == "dossiers"
    assert steps < _MOST
