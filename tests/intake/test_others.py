"""Tables with a line for each agency of the province: the lines of the others are no figures of this one."""

from datetime import date

import pytest

from chiso import figures
from chiso.figures.ask import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.stages import ImportResult, Upload
from chiso.store import Store
from tests.worlds.people import ADMIN

DAY = date(2024, 10, 31)
SPENT = "UBND TỈNH KHÁNH HÒA\nTÌNH HÌNH GIẢI NGÂN VỐN ĐẦU TƯ CÔNG\nTính đến ngày 31/10/2024\n"


def imported(store: Store, text: str) -> ImportResult:
    return batch.import_file(store, ADMIN, Upload("a.csv", text.encode()))


def spent(store: Store, by: str | None = None) -> list[tuple[object, object, object, object]]:
    found = figures.values(store, Asked(agency="stp", year=2024, as_of=DAY), "disbursement_rate", by)
    return [
        (one.unit, one.numerator, one.denominator, round(one.value, 4))
        for one in found
        if one.value is not None
    ]


def test_of_what_each_agency_spent_only_ours_is_a_figure_of_ours(store: Store) -> None:
    result = imported(
        store,
        SPENT
        + "STT;Chủ đầu tư;Kế hoạch vốn năm 2024;Lũy kế giải ngân đến 31/10/2024;Tỷ lệ giải ngân\n"
        + "I;Sở, ban, ngành;2.900;1.800;62,07%\n"  # a sum, no row whose cells have slipped
        + "1;Sở Tư pháp;1.500;800;53,33%\n"
        + "2;Sở Y tế;700;500;71,43%\n"
        + "3;Ban Quản lý dự án giao thông;700;500;71,43%\n"
        + "II;UBND huyện;100;50;50,00%\n"
        + "1;UBND huyện Diên Khánh;100;50;50,00%\n"
        + ";Tổng cộng;3.000;1.850;61,67%\n",
    )
    assert (result.status, result.rows_read, result.rows_loaded, result.rejects) == ("imported", 1, 1, ())
    assert [(one["code"], one["message"]) for one in result.warnings] == [
        (
            "other_agencies",
            "3 dòng là của cơ quan khác (Sở Y tế, Ban Quản lý dự án giao thông, UBND huyện Diên Khánh) nên không nhập.",
        )
    ]
    assert result.unknown_units == ()
    assert spent(store) == [(None, 800, 1500, 0.5333)]
    assert [unit for unit, *_ in spent(store, "unit")] == ["stp"]  # and nothing of "Chưa xác định"


def test_of_another_agency_alone_nothing_goes_in(store: Store) -> None:
    result = imported(store, SPENT + "STT;Đơn vị;Tỷ lệ giải ngân\n1;Sở Y tế;50%\n2;Sở Nội vụ;60%\n")
    assert result.error is not None
    assert result.error["code"] == "no_rows"
    assert "(Sở Y tế, Sở Nội vụ)" in result.error["message"]
    assert spent(store) == []


def test_a_room_that_nobody_knows_is_asked_for_where_no_other_agency_stands_beside_it(store: Store) -> None:
    result = imported(store, SPENT + "STT;Đơn vị;Tỷ lệ giải ngân\n1;Sở Tư pháp;50%\n2;Phòng Lạ;60%\n")
    assert result.unknown_units == ("Phòng Lạ",)
    assert [one["code"] for one in result.warnings] == ["unknown_unit"]


@pytest.mark.parametrize("blank", [False, True])
def test_of_the_service_index_of_each_agency_ours_goes_in(store: Store, blank: bool) -> None:
    """The name of an agency stands on each of its lines, or once above them."""
    again = [name if not blank else "" for name in ("Sở Y tế", "Sở Tư pháp")]
    result = imported(
        store,
        "BỘ CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP\nTháng 10 năm 2024\n"
        "Cơ quan;Nhóm chỉ số;Điểm tối đa;Điểm đạt\n"
        "Sở Y tế;Công khai, minh bạch;18;18\n"
        f"{again[0]};Tiến độ giải quyết;20;19\n"
        "Sở Tư pháp;Công khai, minh bạch;18;17,5\n"
        f"{again[1]};Tiến độ giải quyết;20;16\n",
    )
    assert (result.status, result.rows_loaded) == ("imported", 2), result.error
    assert [one["message"] for one in result.warnings] == [
        "2 dòng là của cơ quan khác (Sở Y tế) nên không nhập."
    ]
    values = figures.values(store, Asked(agency="stp", year=2024, as_of=DAY)).frame().set_index("indicator")
    assert values.loc["service_index", "value"] == pytest.approx(33.5)
