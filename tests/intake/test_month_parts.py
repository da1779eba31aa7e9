"""What is reported with several columns for each month (lines made by hand)."""

from datetime import date

import pytest

from chiso.core.errors import Refused
from chiso.intake.clean.cleaning import clean
from chiso.intake.files.reading import read
from chiso.intake.recognise.layout import Answers
from chiso.intake.recognise.recognising import recognise
from tests.intake.test_index_layouts import rows

BY_MONTH = ("STT;Chỉ tiêu;Tháng 9;;Tháng 10;", ";;Tử số;Mẫu số;Tử số;Mẫu số"), ("90;100;95;98", "40;50;;")
BY_PART = ("STT;Chỉ tiêu;Tử số;;Mẫu số;", ";;Tháng 9;Tháng 10;Tháng 9;Tháng 10"), ("90;95;100;98", "40;;50;")


@pytest.mark.parametrize(("heads", "cells"), [BY_MONTH, BY_PART])
def test_parts_of_a_rate_below_each_month_or_above_all(
    heads: tuple[str, str], cells: tuple[str, str]
) -> None:
    """Each was rejected as a rate without its % sign."""
    text = "\n".join(
        ["SỐ LIỆU BÁO CÁO NĂM 2024", *heads, f"1;Tỷ lệ văn bản ký số;{cells[0]}", f"2;Giải ngân;{cells[1]}"]
    )
    assert rows(text, "a.csv", "indicator", "date", "numerator", "denominator", "value") == [
        ("Tỷ lệ văn bản ký số", date(2024, 9, 30), 90.0, 100.0, None),
        ("Tỷ lệ văn bản ký số", date(2024, 10, 31), 95.0, 98.0, None),
        ("Giải ngân", date(2024, 9, 30), 40.0, 50.0, None),
    ]


def test_the_rate_beside_its_parts_is_its_value() -> None:
    heads = "STT;Chỉ tiêu;Tháng 9;;;Tháng 10;;", ";;Tử số;Mẫu số;Tỷ lệ;Tử số;Mẫu số;Tỷ lệ"
    text = "\n".join(["SỐ LIỆU BÁO CÁO NĂM 2024", *heads, "1;Tỷ lệ văn bản ký số;90;100;90%;95;100;95%"])
    assert rows(text, "a.csv", "date", "numerator", "denominator", "value") == [
        (date(2024, 9, 30), 90.0, 100.0, 0.9), (date(2024, 10, 31), 95.0, 100.0, 0.95)
    ]  # fmt: skip


PLANNED = (
    "STT;Chỉ tiêu;ĐVT;Tháng 9;;Tháng 10;;Tháng 11;",
    ";;;Kế hoạch;Thực hiện;Kế hoạch;Thực hiện;Kế hoạch;Thực hiện",
    "1;Tỷ lệ văn bản ký số;%;95;90;96;95;97;",
    "2;Giải ngân;Tỷ đồng;50;40;50;45;50;",
)
PLANNED_ABOVE = (
    "STT;Chỉ tiêu;ĐVT;Kế hoạch;;;Thực hiện;;",
    ";;;Tháng 9;Tháng 10;Tháng 11;Tháng 9;Tháng 10;Tháng 11",
    "1;Tỷ lệ văn bản ký số;%;95;96;97;90;95;",
    "2;Giải ngân;Tỷ đồng;50;50;50;40;45;",
)


WRITTEN_OTHERWISE = (
    PLANNED_ABOVE[0],
    ";;;Tháng 9;Tháng 10;Tháng 11;T09;T10;T11",
    *PLANNED_ABOVE[2:],
)


@pytest.mark.parametrize("table", [PLANNED, PLANNED_ABOVE, WRITTEN_OTHERWISE])
def test_what_was_planned_and_reached_in_each_month(table: tuple[str, ...]) -> None:
    """The plan went in as what was reached (95%), or the file was refused. Of a month to come nothing is known."""
    text = "\n".join(["SỐ LIỆU BÁO CÁO NĂM 2024", *table])
    assert rows(text, "a.csv", "indicator", "date", "numerator", "denominator", "value") == [
        ("Tỷ lệ văn bản ký số", date(2024, 9, 30), None, None, 0.9),
        ("Tỷ lệ văn bản ký số", date(2024, 10, 31), None, None, 0.95),
        ("Giải ngân", date(2024, 9, 30), 40.0, 50.0, None),
        ("Giải ngân", date(2024, 10, 31), 45.0, 50.0, None),
    ]


MOST_BELOW = (
    "STT;Nhóm chỉ số;Tháng 9;;Tháng 10;",
    ";;Điểm tối đa;Điểm đạt;Điểm tối đa;Điểm đạt",
    "1;Công khai, minh bạch;18;15,5;18;16",
    "2;Tiến độ giải quyết;20;19;20;",
    ";Tổng cộng;38;34,5;38;16",
)
MOST_ABOVE = (
    "STT;Nhóm chỉ số;Điểm tối đa;;Điểm đạt;",
    ";;Tháng 9;Tháng 10;Tháng 9;Tháng 10",
    "1;Công khai, minh bạch;18;18;15,5;16",
    "2;Tiến độ giải quyết;20;20;19;",
)


@pytest.mark.parametrize("table", [MOST_BELOW, MOST_ABOVE])
def test_the_most_that_there_is_to_win_may_stand_beside_the_points_of_each_month(
    table: tuple[str, ...],
) -> None:
    title = "KẾT QUẢ BỘ CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP NĂM 2024"
    text = "\n".join([title, *table])
    assert rows(text, "a.csv", "component", "month", "score", "max_score") == [
        ("Công khai, minh bạch", date(2024, 9, 1), 15.5, 18.0),
        ("Công khai, minh bạch", date(2024, 10, 1), 16.0, 18.0),
        ("Tiến độ giải quyết", date(2024, 9, 1), 19.0, 20.0),
    ]


HEADS = "STT;Chỉ tiêu;{};Ngày;Kế hoạch;Thực hiện"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Tỷ lệ văn bản ký số;;31/10/2024;95;90", ["dòng 2"]),
        ("Tỷ lệ văn bản ký số (%);;31/10/2024;95;90", ["dòng 2"]),
        ("Tỷ lệ văn bản ký số;văn bản;31/10/2024;95;90", []),
        ("Tỷ lệ văn bản ký số;%;31/10/2024;95;90", []),
        ("Tỷ lệ văn bản ký số;;31/10/2024;95%;90%", []),
        ("Tỷ lệ văn bản ký số;;31/10/2024;950;900", []),
        ("Giải ngân;;31/10/2024;95;90", []),
    ],
)
def test_a_rate_that_may_have_been_planned_and_reached_in_percent_is_told(row: str, told: list[str]) -> None:
    """90 of 95 is 94.7%, and where both are rates 90%: only who wrote it knows."""
    text = f"{HEADS.format('Đơn vị tính')}\n1;{row}\n"
    found = read("a.csv", text.encode())
    cleaned = clean(found.sheets[0], recognise(found), None, "a.csv")
    said = [message for code, message in cleaned.warnings if code == "rates_by_parts"]
    assert cleaned.rejects == []
    assert len(said) == len(told)
    assert all(place in message for place, message in zip(told, said, strict=True))


def test_rows_that_say_nothing_of_what_was_reached_are_told() -> None:
    """Of months to come the plan alone is known."""
    reached = ("9/2024;500;400", "10/2024;500;", "11/2024;500;")
    lines = (f"{place};Giải ngân;{row}" for place, row in enumerate(reached, 1))
    text = "\n".join(["STT;Chỉ tiêu;Tháng;Kế hoạch;Thực hiện", *lines])
    found = read("a.csv", text.encode())
    cleaned = clean(found.sheets[0], recognise(found), None, "a.csv")
    (said,) = (message for code, message in cleaned.warnings if code == "no_result")
    assert said.startswith("2 dòng chưa ghi kết quả (dòng 3, 4)")
    assert cleaned.rows_loaded == 3


REACHED = "1;Tỷ lệ văn bản ký số;%;95;{}\n2;Giải ngân;Tỷ đồng;50;{}\n"


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("THÁNG 10/2024", "Thực hiện tháng 10"),
        ("THÁNG 10 NĂM 2024", "Thực hiện tháng 10/2024"),
        ("10 THÁNG ĐẦU NĂM 2024", "Lũy kế 10 tháng"),
        ("10 THÁNG NĂM 2024", "Thực hiện 10 tháng đầu năm 2024"),
        ("(Tính đến ngày 31/10/2024)", "Thực hiện đến 31/10/2024"),
        ("(Tính đến ngày 31/10/2024)", "Lũy kế (tính đến 31/10)"),
        ("THÁNG 10/2024", "Lũy kế"),
    ],
)
def test_what_was_reached_by_the_day_of_the_title_is_known_where_the_header_says_it_again(
    title: str, head: str
) -> None:
    """Such a column was unknown; a rate below "Lũy kế" alone went in as a part of it (90)."""
    heads = f"KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU {title}\nSTT;Chỉ tiêu;Đơn vị tính;Kế hoạch năm;{head}\n"
    assert rows(heads + REACHED.format(90, 40), "a.csv", "date", "numerator", "denominator", "value") == [
        (date(2024, 10, 31), None, None, 0.9), (date(2024, 10, 31), 40.0, 50.0, None)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head", ["Thực hiện tháng 9", "Thực hiện tháng 10/2023", "Lũy kế 9 tháng", "Thực hiện đến 30/10"]
)
def test_what_was_reached_by_another_day_is_not_what_the_title_says(head: str) -> None:
    text = (
        f"KẾT QUẢ CÁC CHỈ TIÊU THÁNG 10/2024\nSTT;Chỉ tiêu;Đơn vị tính;Kế hoạch năm;{head}\n"
        + REACHED.format(90, 40)
    )
    with pytest.raises(Refused):
        recognise(read("a.csv", text.encode()), None, "a.csv")


@pytest.mark.parametrize(
    "heads",
    [
        "Thực hiện tháng 10;Lũy kế 10 tháng",
        "Thực hiện trong tháng;Luỹ kế từ đầu năm",
        "Thực hiện tháng 10;Lũy kế từ đầu năm đến nay",
        "Thực hiện tháng này;Thực hiện từ đầu năm đến hết tháng 10",
        "Thực hiện tháng 10/2024;Lũy kế đến 31/10/2024",
        "Lũy kế tháng trước;Lũy kế đến tháng 10",
        "Thực hiện tháng 10;Lũy kế thực hiện",
        "Thực hiện tháng 10;Thực hiện lũy kế",
    ],
)
def test_beside_a_plan_of_the_year_what_was_reached_since_it_began_counts(heads: str) -> None:
    """It was asked in each month anew, or unknown."""
    head = f"KẾT QUẢ CÁC CHỈ TIÊU THÁNG 10/2024\nSTT;Chỉ tiêu;Đơn vị tính;Kế hoạch năm;{heads}\n"
    assert rows(head + REACHED.format("90;92", "4;40"), "a.csv", "numerator", "denominator", "value") == [
        (None, None, 0.92), (40.0, 50.0, None)
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["THÁNG 10/2024", "(Tính đến ngày 31/10/2024)"])
@pytest.mark.parametrize("heads", ["Lũy kế 9 tháng;Thực hiện tháng 10", "Lũy kế đến 30/9;Giải ngân tháng 10"])
def test_what_was_reached_in_a_month_is_not_what_was_since_the_year_began(title: str, heads: str) -> None:
    """120 of 1,500 were spent, where 1,120 were; whoever says that it is what counts is believed."""
    head = f"TIẾN ĐỘ GIẢI NGÂN {title}\nSTT;Nguồn vốn;Kế hoạch năm 2024;{heads}\n"
    text = f"{head}1;Đầu tư công;1000;700;100\n2;Thường xuyên;500;300;20\n;Tổng cộng;1500;1000;120\n"
    found = read("a.csv", text.encode())
    with pytest.raises(Refused):
        recognise(found, None, "a.csv")
    said = Answers(dataset="measurements", columns={heads.split(";")[1]: "numerator"})
    cleaned = clean(found.sheets[0], recognise(found, said, "a.csv"), None, "a.csv")
    assert cleaned.table.column("numerator").to_pylist() == [120.0]


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        ("TÌNH HÌNH GIẢI NGÂN", "Giải ngân đến 31/10/2024"),
        ("TÌNH HÌNH GIẢI NGÂN", "Giá trị giải ngân (tính đến 31/10/24)"),
        ("", "Lũy kế giải ngân đến hết tháng 10/2024"),
        ("", "Giải ngân 10 tháng đầu năm 2024"),
        ("GIẢI NGÂN NĂM 2024", "Giải ngân 10 tháng"),
        ("GIẢI NGÂN NĂM 2024", "Giải ngân (đến 31/10)"),
        ("", "Giải ngân đến 31/10/2024 (triệu đồng)"),
    ],
)
def test_a_header_may_say_the_day_that_no_title_says(title: str, heads: str) -> None:
    """Such a table was refused, or its day asked for."""
    text = f"{title}\nĐơn vị;Kế hoạch vốn 2024;{heads}\nPhòng Tổ chức;1000;800\nThanh tra Sở;500;320\n"
    assert rows(text, "a.csv", "date", "unit_text", "numerator", "denominator") == [
        (date(2024, 10, 31), "Phòng Tổ chức", 800.0, 1000.0), (date(2024, 10, 31), "Thanh tra Sở", 320.0, 500.0)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heads",
    [
        "Giải ngân đến 30/9/2024;Giải ngân đến 31/10/2024",
        "Giải ngân đến 31/10/2023;Giải ngân đến 31/10/2024",
        "Giải ngân tháng 10/2024;Lũy kế đến tháng 10/2024",
    ],
)
def test_of_several_days_that_headers_say_the_last_one_counts(heads: str) -> None:
    text = (
        f"GIẢI NGÂN\nĐơn vị;Kế hoạch vốn 2024;{heads}\nPhòng Tổ chức;1000;700;800\nThanh tra Sở;500;300;320\n"
    )
    assert rows(text, "a.csv", "date", "numerator") == [
        (date(2024, 10, 31), 800.0),
        (date(2024, 10, 31), 320.0),
    ]


@pytest.mark.parametrize(
    "heads",
    ["Giải ngân tháng 10/2024", "Giải ngân tháng 9/2024;Giải ngân tháng 10/2024", "Giải ngân đến 31/10"],
)
def test_a_month_alone_or_a_day_without_a_year_is_no_day(heads: str) -> None:
    text = f"Đơn vị;Kế hoạch vốn;{heads}\nPhòng Tổ chức;1000;70;80\nThanh tra Sở;500;30;32\n"
    with pytest.raises(Refused):
        recognise(read("a.csv", text.encode()), None, "a.csv")


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        ("GIẢI NGÂN", "Kế hoạch vốn năm 2025;Giải ngân đến 31/10/2024"),
        ("GIẢI NGÂN NĂM 2025", "Kế hoạch vốn;Giải ngân đến 31/10/2024"),
        ("CHỈ TIÊU NĂM 2025", "Kế hoạch năm 2025;Thực hiện 10 tháng năm 2024"),
    ],
)
def test_what_was_reached_the_year_before_is_no_part_of_a_plan(title: str, heads: str) -> None:
    text = f"{title}\nĐơn vị;{heads}\nPhòng Tổ chức;1000;800\nThanh tra Sở;500;320\n"
    with pytest.raises(Refused):
        recognise(read("a.csv", text.encode()), None, "a.csv")


@pytest.mark.parametrize("head", ["Lũy kế giải ngân từ đầu năm", "Giải ngân đến nay"])
def test_of_what_was_reached_until_now_the_day_alone_is_asked_for(head: str) -> None:
    """The table was not known at all."""
    text = f"GIẢI NGÂN VỐN\nĐơn vị;Kế hoạch vốn;{head}\nPhòng Tổ chức;1000;800\nThanh tra Sở;500;320\n"
    found = read("a.csv", text.encode())
    with pytest.raises(Refused, match=r"thiếu cột bắt buộc: Ngày hoặc tháng \(date\)\."):
        recognise(found, None, "a.csv")
    layout = recognise(found, Answers(as_of=date(2024, 10, 31)), "a.csv")
    assert clean(found.sheets[0], layout, None, "a.csv").table.column("numerator").to_pylist() == [
        800.0,
        320.0,
    ]


def test_of_two_months_beside_a_plan_somebody_must_say_which_counts() -> None:
    """60 of 1,000 were spent by October, though 50 had been in September: of its own, or up to its end?"""
    heads = "Đơn vị;Kế hoạch vốn;Giải ngân tháng 9;Giải ngân tháng 10"
    text = f"GIẢI NGÂN THÁNG 10/2024\n{heads}\nPhòng Tổ chức;1000;50;60\nThanh tra Sở;500;30;32\n"
    found = read("a.csv", text.encode())
    with pytest.raises(Refused, match="cột C “Giải ngân tháng 9”, D “Giải ngân tháng 10”"):
        recognise(found, None, "a.csv")
    said = Answers(columns={"Giải ngân tháng 9": ""})
    cleaned = clean(found.sheets[0], recognise(found, said, "a.csv"), None, "a.csv")
    assert cleaned.table.column("numerator").to_pylist() == [60.0, 32.0]


@pytest.mark.parametrize("money", ["", " (triệu đồng)", " (tr.đ)", " (ĐVT: đồng)"])
@pytest.mark.parametrize(
    "spent", ["Giải ngân đến 31/10/2024", "Lũy kế giải ngân", "Giá trị giải ngân đến nay"]
)
def test_the_money_that_a_column_is_in_changes_nothing(money: str, spent: str) -> None:
    """Of "Kế hoạch vốn năm 2024 (triệu đồng)" and what was spent of it nothing was read."""
    head = (
        f"GIẢI NGÂN VỐN (Tính đến ngày 31/10/2024)\nSTT;Dự án;Kế hoạch vốn năm 2024{money};{spent}{money}\n"
    )
    text = f"{head}1;Trụ sở;1000;800\n2;Sửa chữa;500;320\n;Tổng cộng;1500;1120\n"
    assert rows(text, "a.csv", "numerator", "denominator") == [(1120.0, 1500.0)]


@pytest.mark.parametrize(
    ("planned", "spent", "is_read"),
    [
        ("tỷ đồng", "triệu đồng", False),
        ("tr.đ", "triệu đồng", True),
        ("ĐVT: nghìn đồng", "ngàn đồng", True),
        ("đồng", "nghìn đồng", False),
    ],
)
def test_money_in_two_units_is_no_rate(planned: str, spent: str, is_read: bool) -> None:
    """8,000 millions of 12 thousand millions were 66,667 %."""
    head = f"GIẢI NGÂN VỐN (Tính đến ngày 31/10/2024)\nSTT;Dự án;Kế hoạch vốn ({planned});Lũy kế giải ngân ({spent})\n"
    text = f"{head}1;Trụ sở;12;8\n;Tổng cộng;12;8\n"
    if is_read:
        assert rows(text, "a.csv", "numerator", "denominator") == [(8.0, 12.0)]
        return
    with pytest.raises(Refused, match="hai đơn vị khác nhau"):
        rows(text, "a.csv", "numerator")


@pytest.mark.parametrize("planned", ["Kế hoạch vốn (triệu đồng)", "Kế hoạch vốn", "Kế hoạch (%)"])
def test_what_was_reached_in_percent_is_the_rate(planned: str) -> None:
    """80.5 % of 12,000 were 80.5 of 12,000."""
    head = f"GIẢI NGÂN VỐN (Tính đến ngày 31/10/2024)\nSTT;Dự án;{planned};Lũy kế giải ngân (%)\n"
    text = f"{head}1;Trụ sở;12000;80,5\n;Tổng cộng;12000;80,5\n"
    assert rows(text, "a.csv", "numerator", "denominator", "value") == [(None, None, 0.805)]


def test_without_a_plan_somebody_must_say_whether_the_month_or_the_year_counts() -> None:
    heads = "STT;Chỉ tiêu;Đơn vị tính;Thực hiện tháng 10;Lũy kế 10 tháng"
    text = f"KẾT QUẢ CÁC CHỈ TIÊU THÁNG 10/2024\n{heads}\n1;Tỷ lệ văn bản ký số;%;90;92\n2;Tỷ lệ giải ngân;%;4;40\n"
    found = read("a.csv", text.encode())
    with pytest.raises(Refused, match="cột D “Thực hiện tháng 10”, E “Lũy kế 10 tháng”"):
        recognise(found, None, "a.csv")
    answers = Answers(columns={"Thực hiện tháng 10": "", "Lũy kế 10 tháng": "value"})
    cleaned = clean(found.sheets[0], recognise(found, answers, "a.csv"), None, "a.csv")
    assert cleaned.table.column("value").to_pylist() == [0.92, 0.4]


@pytest.mark.parametrize("head", ["Điểm đạt được tháng 10", "Điểm đạt tháng 10/2024", "Điểm đến 31/10/2024"])
def test_points_of_the_month_of_the_title_are_those_of_it(head: str) -> None:
    """The table was refused, without points."""
    text = (
        f"BỘ CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP THÁNG 10/2024\nTT;Nhóm chỉ số;Điểm tối đa;{head};Tỷ lệ\n"
    )
    text += "1;Công khai, minh bạch;18;17,2;95,6\n2;Tiến độ giải quyết;20;19,5;97,5\n"
    assert rows(text, "a.csv", "component", "month", "score", "max_score") == [
        ("Công khai, minh bạch", date(2024, 10, 1), 17.2, 18.0), ("Tiến độ giải quyết", date(2024, 10, 1), 19.5, 20.0)
    ]  # fmt: skip


def test_the_sum_of_sources_of_money_by_the_day_of_the_title_is_known() -> None:
    text = (
        "TÌNH HÌNH GIẢI NGÂN NĂM 2024 (Tính đến ngày 31/10/2024)\n"
        "STT;Nguồn vốn;Kế hoạch vốn;Giải ngân đến 31/10/2024;Tỷ lệ (%);Dự kiến đến 31/01/2025\n"
        "1;Vốn đầu tư công;12.500;8.900;71,2;12.500\n2;Chi thường xuyên;5.400;4.100;75,9;5.400\n"
        ";Tổng cộng;17.900;13.000;72,6;17.900\n"
    )
    assert rows(text, "a.csv", "indicator", "numerator", "denominator", "value") == [
        ("Giải ngân", 13_000.0, 17_900.0, 0.726)
    ]


def test_what_somebody_leaves_out_is_not_read_for_the_day_that_it_names() -> None:
    heads = "STT;Chỉ tiêu;Đơn vị tính;Kế hoạch năm;Thực hiện tháng 10;Lũy kế 10 tháng"
    text = f"KẾT QUẢ CÁC CHỈ TIÊU THÁNG 10/2024\n{heads}\n" + REACHED.format("90%;92%", "4%;40%")
    found = read("a.csv", text.encode())
    answers = Answers(columns={"Thực hiện tháng 10": "", "Lũy kế 10 tháng": "value"})
    cleaned = clean(found.sheets[0], recognise(found, answers, "a.csv"), None, "a.csv")
    assert cleaned.table.column("value").to_pylist() == [0.92, 0.4]
