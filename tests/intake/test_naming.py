"""Spellings of indicators and index components lead to one name while importing."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from chiso import figures
from chiso.core import settings
from chiso.figures.ask import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.preview import preview
from chiso.intake.commit.stages import CleanedFile, Upload
from chiso.intake.recognise.index_names import place_of
from chiso.intake.recognise.layout import Answers
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds.people import ADMIN

DAY = date(2024, 6, 30)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A home into which nothing goes."""
    with fresh_home.build(tmp_path_factory.mktemp("untouched") / "home") as opened:
        yield opened


def imported(store: Store, text: str, name: str = "a.csv") -> dict[str, object]:
    return batch.import_file(store, ADMIN, Upload(name, text.encode(), answers=Answers(as_of=DAY))).as_json()


def test_a_measurement_by_its_vietnamese_name_is_the_indicator(store: Store) -> None:
    result = imported(
        store, "Chỉ tiêu;Tháng;Giá trị\nTỷ lệ giải ngân;05/2024;40%\nKý số văn bản;05/2024;100%\n"
    )
    assert (result["status"], result["rows_loaded"], result["warnings"]) == ("imported", 2, [])
    # the same figure again under its code: the newer one holds, there are not two
    imported(store, "Mã chỉ tiêu;Tháng;Giá trị\ndisbursement_rate;05/2024;41%\n", "b.csv")
    values = (
        figures.values(store, Asked(agency="stp", year=2024, as_of=DAY))
        .frame()
        .set_index("indicator")["value"]
    )
    assert values["disbursement_rate"] == pytest.approx(0.41)
    assert values["e_signed_rate"] == 1


@pytest.mark.parametrize(
    ("printed", "indicator"),
    [
        ("Số cuộc đối thoại với doanh nghiệp", "enterprise_dialogues"),
        ("Số lần thanh tra, kiểm tra doanh nghiệp", "enterprise_inspections"),
        ("Số đợt khảo sát hài lòng", "satisfaction_surveys"),
        ("Tỷ lệ văn bản đi được ký số", "e_signed_rate"),
        ("Tỷ lệ hồ sơ công việc được lập trên môi trường mạng", "e_file_rate"),
        ("Số sáng kiến CCHC", "initiatives"),
        ("Tỷ lệ giải ngân đầu tư công", "disbursement_rate"),
        ("Tỷ lệ hài lòng của người dân, tổ chức", "satisfaction"),
        ("Tỷ lệ hài lòng chung", "satisfaction"),
        ("Tỷ lệ đơn vị được kiểm tra cải cách hành chính", "inspected_units_rate"),
        ("Số trường hợp bị kỷ luật", "discipline_cases"),
    ],
)
def test_reports_call_an_indicator_by_what_is_counted(store: Store, printed: str, indicator: str) -> None:
    value = "100%" if printed.startswith("Tỷ lệ") else "1"
    result = imported(store, f'Chỉ tiêu;Tháng;Giá trị\n"{printed}";05/2024;{value}\n')
    assert (result["rows_loaded"], result["warnings"]) == (1, [])
    values = figures.values(store, Asked(agency="stp", year=2024, as_of=DAY))
    assert {one.indicator for one in values if one.reported and one.value is not None} == {indicator}


def test_whether_a_value_is_a_rate_the_catalogue_says(store: Store) -> None:
    """ "1" survey of satisfaction was refused as one that may be 1% or 100%, under its own name and its code too."""
    surveys = ("satisfaction_surveys", "Số đợt khảo sát hài lòng trong năm")
    for month, name in enumerate(surveys, 4):
        result = imported(store, f"Chỉ tiêu;Tháng;Giá trị\n{name};0{month}/2024;1\n", f"{month}.csv")
        assert (result["rows_loaded"], result["error"]) == (1, None), name
    result = imported(store, "Chỉ tiêu;Tháng;Giá trị\nKý số văn bản;05/2024;1\nKỷ luật;05/2024;0\n", "b.csv")
    assert [(r["row"], r["code"]) for r in result["rejects"]] == [(2, "bad_number")]  # 1% or 100%


def test_two_spellings_of_one_indicator_in_a_file(store: Store) -> None:
    text = (
        "Chỉ tiêu;Tháng;Giá trị\nTỷ lệ giải ngân;05/2024;40%\nGiải ngân vốn đầu tư công;05/2024;41%\n"
        "Kỷ luật;05/2024;0\n"
    )
    result = imported(store, text)
    assert (result["rows_read"], result["rows_loaded"], result["rows_rejected"]) == (3, 2, 1)
    assert [(r["row"], r["code"]) for r in result["rejects"]] == [(3, "duplicate_key")]


def test_an_indicator_may_have_its_measure_behind_it(store: Store) -> None:
    """The sign in its name is that of its value."""
    result = imported(store, "Chỉ tiêu;Tháng;Giá trị\nTỷ lệ giải ngân (%);05/2024;40,5\n")
    assert (result["rows_loaded"], result["warnings"]) == (1, [])
    asked = Asked(agency="stp", year=2024, as_of=DAY)
    values = figures.values(store, asked).frame().set_index("indicator")["value"]
    assert values["disbursement_rate"] == pytest.approx(0.405)


@pytest.mark.parametrize(
    "name",
    [
        "Giải ngân vốn đầu tư công (triệu đồng)",
        "Giải ngân vốn đầu tư công (tỷ đồng)",
        "giải ngân vốn đầu tư công",
    ],
)
def test_what_it_is_measured_in_is_no_part_of_its_name(store: Store, name: str) -> None:
    result = imported(store, f"Chỉ tiêu;Tháng;Kế hoạch;Thực hiện\n{name};05/2024;12.000;9.000\n")
    assert (result["rows_loaded"], result["warnings"]) == (1, [])


@pytest.mark.parametrize(
    ("name", "value", "is_known"),
    [
        ("Văn bản đi ký số", "95%", True),
        ("Số sáng kiến, giải pháp mới về CCHC", "3", True),
        ("Số hồ sơ đúng hạn", "312", False),  # of which there is a rate alone
    ],
)
def test_a_figure_may_be_called_without_what_it_is(
    store: Store, name: str, value: str, is_known: bool
) -> None:
    result = imported(store, f"Chỉ tiêu;Tháng;Giá trị\n{name};05/2024;{value}\n")
    assert result["rows_loaded"] == 1
    assert [w["code"] for w in result["warnings"]] == ["unknown_indicator"] * (not is_known)


@pytest.mark.parametrize(
    ("day", "is_told"), [("30/9/2024", True), ("14/12/2024", False), ("31/12/2024", False)]
)
def test_what_lists_count_is_told_when_it_is_reported_of_a_part_of_a_year(
    store: Store, day: str, is_told: bool
) -> None:
    text = f"Chỉ tiêu;Ngày;Giá trị\nTỷ lệ hồ sơ giải quyết đúng hạn;{day};99,5%\nTỷ lệ giải ngân;{day};75%\n"
    result = imported(store, text)
    assert result["rows_loaded"] == 2
    said = [w["message"] for w in result["warnings"] if w["code"] == "counted_indicator"]
    assert [one.startswith("1 dòng (dòng 2) là chỉ tiêu tính từ danh sách") for one in said] == [
        True
    ] * is_told


# What goes by the CCHC year, which ends on 14/12, and what by that of the calendar.
BY_CCHC, BY_CALENDAR = "Số sáng kiến CCHC", "Tỷ lệ giải ngân"
OF_A_PART = {
    "day": "Chỉ tiêu;Kỳ báo cáo;Giá trị\n{name};{part};{value}\n",
    "title": "SỐ LIỆU BÁO CÁO {part}\nChỉ tiêu;Giá trị\n{name};{value}\n",
    "heading": "SỐ LIỆU BÁO CÁO\nChỉ tiêu;6 tháng 2023;{part}\n{name};;{value}\n",
}


@pytest.mark.parametrize(
    ("where", "part", "of_cchc", "of_calendar"),
    [
        ("day", "Năm 2023", date(2023, 12, 14), date(2023, 12, 31)),
        ("day", "Cả năm 2023", date(2023, 12, 14), date(2023, 12, 31)),
        ("day", "Quý IV/2023", date(2023, 12, 14), date(2023, 12, 31)),
        ("day", "6 tháng cuối năm 2023", date(2023, 12, 14), date(2023, 12, 31)),
        ("day", "12 tháng năm 2023", date(2023, 12, 14), date(2023, 12, 31)),
        ("day", "Quý III/2023", date(2023, 9, 30), date(2023, 9, 30)),
        ("day", "9 tháng đầu năm 2023", date(2023, 9, 30), date(2023, 9, 30)),
        ("day", "Đến hết năm 2023", date(2023, 12, 14), date(2023, 12, 31)),
        ("day", "Q.IV/2023", date(2023, 12, 14), date(2023, 12, 31)),
        ("day", "09 tháng đầu năm 2023", date(2023, 9, 30), date(2023, 9, 30)),
        ("day", "Tính đến 31/10/2023", date(2023, 10, 31), date(2023, 10, 31)),
        ("day", "10 tháng 2023", date(2023, 10, 31), date(2023, 10, 31)),
        ("day", "Trong quý IV 2023", date(2023, 12, 14), date(2023, 12, 31)),
        ("day", "Quý II 2023", date(2023, 6, 30), date(2023, 6, 30)),
        ("day", "Hết tháng 9/2023", date(2023, 9, 30), date(2023, 9, 30)),
        ("day", "12/2023", date(2023, 12, 31), date(2023, 12, 31)),  # a month is the calendar's
        ("day", "31/12/2023", date(2023, 12, 31), date(2023, 12, 31)),
        ("title", "QUÝ IV/2023", date(2023, 12, 14), date(2023, 12, 31)),
        ("title", "QUÝ III/2023", date(2023, 9, 30), date(2023, 9, 30)),
        ("title", "09 THÁNG ĐẦU NĂM 2023", date(2023, 9, 30), date(2023, 9, 30)),
        ("title", "TỪ NGÀY 01/01/2023 ĐẾN NGÀY 31/12/2023", date(2023, 12, 14), date(2023, 12, 31)),
        ("title", "TỪ NGÀY 01/12/2023 ĐẾN NGÀY 31/12/2023", date(2023, 12, 31), date(2023, 12, 31)),
        ("title", "THÁNG 12/2023", date(2023, 12, 31), date(2023, 12, 31)),
        ("heading", "Cả năm 2023", date(2023, 12, 14), date(2023, 12, 31)),
        ("heading", "Năm 2023", date(2023, 12, 14), date(2023, 12, 31)),
        ("heading", "Quý IV/2023", date(2023, 12, 14), date(2023, 12, 31)),
        ("heading", "09 tháng năm 2023", date(2023, 9, 30), date(2023, 9, 30)),
        ("heading", "10 tháng 2023", date(2023, 10, 31), date(2023, 10, 31)),
    ],
)
def test_what_ends_with_the_year_is_of_it(
    untouched: Store, where: str, part: str, of_cchc: date, of_calendar: date
) -> None:
    for name, value, day in ((BY_CCHC, "3", of_cchc), (BY_CALENDAR, "90%", of_calendar)):
        text = OF_A_PART[where].format(name=name, part=part, value=value)
        looked = preview(untouched, Upload("a.csv", text.encode()))
        assert isinstance(looked, CleanedFile)
        assert (looked.cleaned.table["date"].to_pylist(), looked.cleaned.rejects) == ([day], [])


def test_what_is_reported_of_a_year_is_listed_in_it(store: Store) -> None:
    """Initiatives of 2023 were the first of 2024."""
    text = OF_A_PART["day"].format(name=BY_CCHC, part="Năm 2023", value="3")
    assert imported(store, text)["rows_loaded"] == 1
    asked = Asked(agency="stp", year=2023, as_of=date(2024, 1, 31))
    known, other = (figures.records(store, one, "initiatives") for one in (asked, replace(asked, year=2024)))
    assert ([*pd.to_datetime(known["date"]).dt.date], len(other)) == ([date(2023, 12, 14)], 0)


def test_what_is_reached_by_a_later_day_than_the_files_is_told(store: Store) -> None:
    rows = "Tỷ lệ giải ngân;40%;90%\nSố sáng kiến CCHC;;5\n"
    result = imported(store, f"SỐ LIỆU BÁO CÁO\nChỉ tiêu;Tháng 5/2024;Năm 2024\n{rows}", "nam.csv")
    assert result["rows_loaded"] == 1  # beside a month a year is no column that is read
    ahead = imported(store, f"SỐ LIỆU BÁO CÁO\nChỉ tiêu;Năm 2023;Năm 2024\n{rows}")
    assert [w["code"] for w in ahead["warnings"]] == ["reported_ahead"]
    assert ahead["warnings"][0]["message"].startswith(
        "2 dòng (dòng 3, 4) là kết quả đến một ngày sau ngày chốt số liệu 30/06/2024"
    )
    values = figures.values(store, Asked(agency="stp", year=2024, as_of=DAY))
    assert [values.one(code).value for code in ("disbursement_rate", "initiatives")] == [0.4, None]


def test_an_indicator_that_nobody_taught_is_said(store: Store) -> None:
    result = imported(store, "Chỉ tiêu;Tháng;Giá trị\nTỷ lệ hoàn toàn mới;05/2024;40%\n")
    assert result["rows_loaded"] == 1
    assert [w["code"] for w in result["warnings"]] == ["unknown_indicator"]
    assert "“Tỷ lệ hoàn toàn mới”" in result["warnings"][0]["message"]


def test_many_of_them_are_said_at_once(store: Store) -> None:
    lines = "".join(f"Số cuộc họp thứ {number};05/2024;{number}\n" for number in range(1, 9))
    result = imported(store, "Chỉ tiêu;Tháng;Giá trị\n" + lines)
    assert result["rows_loaded"] == 8
    (said,) = result["warnings"]
    assert said["message"].startswith(
        "8 chỉ tiêu chưa có trong danh mục nên chưa vào số liệu nào: “Số cuộc họp thứ 1”, "
    )


def test_an_agency_that_leads_is_one_however_it_is_spelled(store: Store) -> None:
    """One that nobody taught stays as it is printed."""
    leads = ("Sở KH&ĐT", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "Sở Kế hoạch và Đầu tư", "UBND thành phố Nha Trang")
    text = "Mã hồ sơ;Cơ quan chủ trì;Tên thủ tục hành chính;Phòng phối hợp;Ngày tiếp nhận;Hạn phối hợp;Ngày trả lời\n"
    for number, lead in enumerate(leads):
        text += f"H{number};{lead};Cấp phép;Văn phòng;01/06/2024;10/06/2024;{number + 8:02}/06/2024\n"
    result = imported(store, text)
    assert result["rows_loaded"] == 4, result["error"]
    found = figures.joint_late(store, Asked(agency="stp", year=2024, as_of=DAY), "lead_agency")
    assert found[["name", "late", "late_of"]].values.tolist() == [
        ["UBND thành phố Nha Trang", 1, 1],  # on 11/6
        ["Sở Kế hoạch và Đầu tư", 0, 3],
    ]


def test_components_and_places_of_an_index(store: Store) -> None:
    text = (
        "Chỉ số;Thành phần;Năm;Địa phương;Điểm\n"
        "Chỉ số PCI;Chỉ số tính minh bạch;2023;Tỉnh Khánh Hòa;6,5\n"
        "PCI;Transparency;2022;Khanh Hoa;6,1\n"
        "PCI;Một thành phần mới;2022;Khánh Hòa;5\n"
    )
    assert imported(store, text)["rows_loaded"] == 3
    found = figures.index_series(store, "stp", "PCI")
    assert set(found["place"]) == {"Khánh Hòa"}
    assert sorted(found[found["component"] == "Tính minh bạch"]["year"]) == [2022, 2023]
    assert "Một thành phần mới" in set(found["component"])


@pytest.mark.parametrize(
    "printed", ["CSTP 3: Minh bạch", "3. Tính minh bạch (%)", "III. Tính minh bạch và tiếp cận thông tin"]
)
def test_a_component_is_the_same_in_a_table_of_one_year_as_beside_others(store: Store, printed: str) -> None:
    """A line for each and places across: both under the name that is kept."""
    lists = f"CHỈ SỐ PCI NĂM 2023\nTT;Chỉ số thành phần;Điểm\n1;{printed};6,5\n2;Chi phí thời gian;7\n"
    assert imported(store, lists)["rows_loaded"] == 2
    found = figures.index_series(store, "stp", "PCI", "Khánh Hòa")
    assert {*found[found["year"] == 2023]["component"]} == {"Tính minh bạch", "Chi phí thời gian"}


@pytest.mark.parametrize(
    ("index", "printed", "stored"),
    [
        ("PAPI", "Trách nhiệm giải trình của chính quyền địa phương (%)", "Trách nhiệm giải trình với người dân"),
        ("PCI", "Tính nhất quán trong thực thi chính sách", "Thực hiện chính sách của Trung ương"),
        ("PGI", "Chỉ số vai trò lãnh đạo của chính quyền tỉnh",
         "Vai trò lãnh đạo của chính quyền tỉnh trong thúc đẩy thực hành xanh"),
        ("PGI", "Tuân thủ tiêu chuẩn môi trường", "Đảm bảo tuân thủ tiêu chuẩn môi trường tối thiểu"),
        ("SIPAS", "Tiếp nhận, xử lý góp ý", "Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị"),
        ("SIPAS", "Việc tiếp nhận, xử lý ý kiến góp ý, PAKN", "Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị"),
        ("SIPAS", "Kết quả giải quyết TTHC", "Kết quả dịch vụ"),
        ("SIPAS", "Công chức trực tiếp giải quyết", "Công chức"),
        ("CCHC", "Tác động CCHC đến người dân, doanh nghiệp", "Tác động của cải cách hành chính"),
        ("CCHC", "Hài lòng", "Mức độ hài lòng"),
        ("CCHC", "Hiện đại hóa hành chính", "Xây dựng chính quyền điện tử, chính quyền số"),
        ("CCHC", "Xây dựng và tổ chức thực hiện văn bản QPPL", "Cải cách thể chế"),
        ("CCHC", "Xây dựng và nâng cao chất lượng đội ngũ CBCCVC", "Cải cách chế độ công vụ"),
        ("CCHC", "Tác động của CCHC đến người dân, tổ chức và phát triển KTXH",
         "Tác động của cải cách hành chính"),
    ],
)  # fmt: skip
def test_a_component_is_known_in_a_line_of_its_own_and_in_a_heading(
    store: Store, index: str, printed: str, stored: str
) -> None:
    """One list of names for both; each also with "Chỉ số" before it or its measure behind it."""
    place = "Sở Tư pháp" if index == "CCHC" else "Khánh Hòa"
    down = f"CHỈ SỐ {index} NĂM 2023\nChỉ số thành phần;Điểm\n{printed};4\n"
    across = f"CHỈ SỐ {index} NĂM 2022\nSTT;Đơn vị;{printed};Điểm tổng hợp\n1;{place};5;60\n2;Sở Y tế;5;60\n"
    if index != "CCHC":
        across = across.replace("Sở Y tế", "Bình Định")
    for name, text in (("a.csv", down), ("b.csv", across)):
        assert imported(store, text, name)["status"] == "imported"
    found = figures.index_series(store, "stp", index, place)
    parts = found[found["component"].fillna("") != ""]
    assert sorted(zip(parts["component"], parts["year"], parts["score"], strict=True)) == [
        (stored, 2022, 5),
        (stored, 2023, 4),
    ]


@pytest.mark.parametrize(
    ("printed", "place"),
    [("Đắc Lắk", "Đắk Lắk"), ("TT- Huế", "Thừa Thiên Huế"), ("BR-VT", "Bà Rịa – Vũng Tàu"),
     ("Tp. HCM", "TP. Hồ Chí Minh"), ("tỉnh Khánh Hòa", "Khánh Hòa"), ("P01", "Hà Nội"), ("Sở Tư pháp", None),
     ("KH", None)],
)  # fmt: skip
def test_provinces_are_known_however_they_are_spelled(printed: str, place: str | None) -> None:
    """ "KH" heads a column of plans."""
    assert place_of(printed) == place


@pytest.mark.parametrize("own", ["PCI", "Điểm tổng hợp PCI", "Tổng điểm", "-"])
def test_a_row_of_the_index_itself_is_of_no_component(store: Store, own: str) -> None:
    """However it is printed below the components: it is the index's score, one and the same in two files."""
    lines = ["CHỈ SỐ PCI", "Chỉ số thành phần;Năm;Tỉnh;Điểm", "Chi phí thời gian;2023;Khánh Hòa;7,43"]
    for name, score in (("a.csv", "66,35"), ("b.csv", "66,4")):
        text = "\n".join([*lines, f"{own};2023;Khánh Hòa;{score}"])
        assert imported(store, text, name)["rows_loaded"] == 2
    found = figures.index_series(store, "stp", "PCI", "Khánh Hòa")
    own_rows = found[(found["year"] == 2023) & (found["component"] != "Chi phí thời gian")]
    assert [*zip(own_rows["component"].fillna(""), own_rows["score"], strict=True)] == [("", 66.4)]


YEARS = "Năm;Điểm;Xếp hạng\n2023;80,5;3\n2024;81,25;2\n"


@pytest.mark.parametrize(
    ("title", "index", "place", "said"),
    [
        ("KẾT QUẢ CHỈ SỐ CCHC CỦA SỞ TƯ PHÁP TỈNH KHÁNH HÒA GIAI ĐOẠN 2023 - 2024", "CCHC", "Sở Tư pháp", ""),
        ("Kết quả chỉ số CCHC qua các năm", "CCHC", "Sở Tư pháp", "được hiểu là của Sở Tư pháp"),
        ("Chỉ số CCHC các năm của Sở Tư pháp Khánh Hòa", "CCHC", "Sở Tư pháp", ""),
        (
            "Chỉ số CCHC của Sở Nội vụ qua các năm",
            "CCHC",
            "Sở Nội vụ",
            "của nơi khác, không phải của Sở Tư pháp",
        ),
        ("KẾT QUẢ CHỈ SỐ CCHC SỞ NỘI VỤ QUA CÁC NĂM", "CCHC", "Sở Nội vụ", "không phải của Sở Tư pháp"),
        ("Chỉ số CCHC STP qua các năm", "CCHC", "Sở Tư pháp", ""),
        ("Chỉ số CCHC (theo Báo cáo của Sở Nội vụ)", "CCHC", "Sở Tư pháp", "được hiểu là của Sở Tư pháp"),
        ("Chỉ số CCHC do Sở Nội vụ công bố", "CCHC", "Sở Tư pháp", "được hiểu là của Sở Tư pháp"),
        ("KẾT QUẢ CHỈ SỐ CCHC, SỞ NỘI VỤ CÔNG BỐ", "CCHC", "Sở Tư pháp", "được hiểu là của Sở Tư pháp"),
        ("CHỈ SỐ CCHC SỞ Y TẾ ĐƯỢC CÔNG BỐ", "CCHC", "Sở Y tế", "không phải của Sở Tư pháp"),
        (
            "CHỈ SỐ HÀI LÒNG (SIPAS) CỦA SỞ TƯ PHÁP",
            "SIPAS của cơ quan",
            "Sở Tư pháp",
            "không phải của Khánh Hòa",
        ),
        ("Chỉ số CCHC theo từng năm của Sở Nội vụ", "CCHC", "Sở Nội vụ", "không phải của Sở Tư pháp"),
        ("SIPAS các năm, khảo sát của Sở Nội vụ", "SIPAS", "Khánh Hòa", "được hiểu là của Khánh Hòa"),
        ("Chỉ số PCI (báo cáo của Sở Tư pháp)", "PCI", "Khánh Hòa", "được hiểu là của Khánh Hòa"),
        ("Kết quả DDCI qua các năm", "DDCI", "Sở Tư pháp", "được hiểu là của Sở Tư pháp"),
        ("CHỈ SỐ CCHC TỈNH KHÁNH HÒA CÁC NĂM", "PAR INDEX", "Khánh Hòa", ""),
        ("KẾT QUẢ CHỈ SỐ PCI CÁC NĂM", "PCI", "Khánh Hòa", "được hiểu là của Khánh Hòa"),
        ("Chỉ số PCI của tỉnh Quảng Ninh", "PCI", "Quảng Ninh", ""),
    ],
)
def test_scores_without_a_place_are_of_whom_the_title_names_else_of_the_home(
    store: Store, title: str, index: str, place: str, said: str
) -> None:
    result = imported(store, f"{title}\n{YEARS}")
    scores = figures.scores(store, "stp")
    found = scores[["index", "place", "year", "score", "own"]].values.tolist()
    is_ours = place == ("Sở Tư pháp" if index in ("CCHC", "DDCI", "SIPAS của cơ quan") else "Khánh Hòa")
    assert found == [[index, place, 2023, 80.5, is_ours], [index, place, 2024, 81.25, is_ours]]
    told = [one["message"] for one in result["warnings"] if one["code"] == "whose_scores"]
    assert len(told) == bool(said)
    assert said in "".join(told)


@pytest.mark.parametrize(
    ("title", "place", "index"),
    [
        ("BẢNG XẾP HẠNG PAR INDEX CÁC SỞ NĂM 2023", "Sở Tư pháp", "CCHC"),
        ("XẾP HẠNG CHỈ SỐ CCHC TỈNH KHÁNH HÒA NĂM 2023, CÁC SỞ", "Sở Y tế", "CCHC"),
        ("XẾP HẠNG CHỈ SỐ CCHC CÁC TỈNH NĂM 2023", "Khánh Hòa", "PAR INDEX"),
        ("XẾP HẠNG CHỈ SỐ SIPAS CÁC TỈNH NĂM 2023", "Khánh Hòa", "SIPAS"),
    ],
)
def test_an_index_of_both_kinds_is_that_of_its_places(
    store: Store, title: str, place: str, index: str
) -> None:
    imported(store, f"{title}\nTT;Tỉnh, cơ quan;Điểm;Xếp hạng\n1;{place};80,5;3\n")
    assert figures.scores(store, "stp")[["index", "place", "score"]].values.tolist() == [[index, place, 80.5]]


UNITS = {  # as systems print the path of a unit -> the unit, "" for what is asked about
    "Sở Tư pháp - Phòng Hành chính tư pháp": "Phòng Hành chính tư pháp",
    "Sở Tư pháp/HCTP": "Phòng Hành chính tư pháp",
    "Phòng Hành chính tư pháp, Sở Tư pháp tỉnh Khánh Hòa": "Phòng Hành chính tư pháp",
    "phòng hành chính tư pháp.": "Phòng Hành chính tư pháp",
    "Bộ phận Một cửa Sở Tư pháp": "Bộ phận Một cửa",
    "NV1 (STP)": "Phòng Nghiệp vụ 1",
    "P.Nghiệp vụ1": "Phòng Nghiệp vụ 1",
    "HC-TP": "HC-TP",  # a spelling that is known stays as it is printed
    "Sở Tư pháp": "Sở Tư pháp",
    "Sở Tư pháp - Phòng Lạ": "",
    "Sở Nội vụ - Phòng Nghiệp vụ 1": "",
    "Nguyễn Văn An - Văn phòng": "",
}


def test_a_unit_is_known_beside_the_name_of_its_agency(store: Store) -> None:
    lines = (
        f"000.00.12.H32-240601-{n:04};Cấp bản sao;{unit};Trực tuyến;03/06/2024;10/06/2024;;Đang xử lý\n"
        for n, unit in enumerate(UNITS)
    )
    head = "Mã hồ sơ;Tên thủ tục;Đơn vị xử lý;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc;Trạng thái\n"
    result = imported(store, head + "".join(lines))
    assert result["unknown_units"] == sorted(text for text, unit in UNITS.items() if not unit)
    kept = figures.records(store, Asked(agency="stp", as_of=DAY), "overdue_dossiers").sort_values(
        "dossier_id"
    )
    assert [*kept["unit_text"]] == [unit or text for text, unit in UNITS.items()]


def test_names_of_components_and_provinces_stand_in_one_file_each() -> None:
    """A second list of either would know other names (`data/index_names.toml`, `data/reference/name_aliases.csv`)."""
    with (settings.REFERENCE / "name_aliases.csv").open(encoding="utf-8", newline="") as file:
        aliases = list(csv.DictReader(file))
    assert {row["kind"] for row in aliases} == {"indicator", "index", "place"}
    provinces = {row["name"] for row in aliases if (row["kind"], row["scope"]) == ("place", "")}
    assert len(provinces) == 64  # Hà Tây among them, which the PCI ranked until 2007
    assert not [name for name in provinces if name in settings.INDEX_NAMES.read_text(encoding="utf-8")]
