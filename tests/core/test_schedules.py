"""Deadlines as the appendices of the documents write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.core.schedules import Wait, begun, events, parse, wait_in


@pytest.mark.parametrize(
    ("text", "kind", "dues"),
    [
        ("Trước ngày 10/12/2024", "dated", ["2024-12-10"]),
        ("Trước 05/12/2024", "dated", ["2024-12-05"]),
        ("Ngày 15/12/2024", "dated", ["2024-12-15"]),
        ("15/12/2024", "dated", ["2024-12-15"]),
        ("Đến 30/11/2024", "dated", ["2024-11-30"]),
        ("Chậm nhất trong ngày 20/12/2024", "dated", ["2024-12-20"]),
        ("Trong quý III /2024", "dated", ["2024-09-30"]),
        ("Trong quý IV/2024", "dated", ["2024-12-31"]),
        ("Quý III/2024", "dated", ["2024-09-30"]),
        ("Quý I, II", "dated", ["2024-03-31", "2024-06-30"]),
        ("Quý II và Quý IV hàng năm", "dated", ["2024-06-30", "2024-12-31"]),
        ("Quý I - Quý II", "dated", ["2024-06-30"]),
        ("Quý I – Quý III/2024", "dated", ["2024-09-30"]),
        ("- Quý I: xây dựng\n- Quý III: sơ kết", "dated", ["2024-03-31", "2024-09-30"]),
        ("Hằng năm", "dated", ["2024-12-31"]),
        ("Trước ngày 15/12 hằng năm", "dated", ["2024-12-15"]),
        ("Tháng 11 hằng năm", "dated", ["2024-11-30"]),
        ("Thường xuyên hằng năm", "standing", []),
        ("Theo quý", "recurring", ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]),
        ("Định kỳ quý, năm", "recurring", ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]),
        ("Theo quy định", "waiting", []),
        ("Theo quy trình", "unknown", []),
        ("6 tháng, năm", "recurring", ["2024-06-30", "2024-12-31"]),
        ("Báo cáo 06 tháng và năm", "recurring", ["2024-06-30", "2024-12-31"]),
        ("6 tháng, năm 2024", "recurring", ["2024-06-30", "2024-12-31"]),
        ("Theo Kế hoạch ngày 05/3/2024", "waiting", []),
        ("Theo Kế hoạch của Sở ngày 05/3/2024, trước ngày 30/6", "dated", ["2024-06-30"]),
        ("Ban hành Kế hoạch trước ngày 15/3", "dated", ["2024-03-15"]),
        ("Tháng 4/2024", "dated", ["2024-04-30"]),
        ("Tháng 02/2024", "dated", ["2024-02-29"]),
        ("Tháng 6, tháng 12", "dated", ["2024-06-30", "2024-12-31"]),
        ("Trong năm 2024", "dated", ["2024-12-31"]),
        ("Trong 06 tháng đầu năm 2024", "dated", ["2024-06-30"]),
        ("60% trước 30/9, 85% trước 15/12", "dated", ["2024-09-30", "2024-12-15"]),
        (
            "Tiến độ Kế hoạch: trước 20/02/24; tiến độ xây dựng báo cáo: trước 03/12/2024",
            "dated",
            ["2024-02-20", "2024-12-03"],
        ),
        (
            '<ul style="list-style-type: none"> - Báo cáo 06 tháng trước ngày 15/6/2024; '
            "- Báo cáo năm trước ngày 15/11/2024 </ul>",
            "dated",
            ["2024-06-15", "2024-11-15"],
        ),
        (
            "Thường xuyên Riêng báo cáo rà soát và đề xuất phương án đơn giản hóa TTHC năm 2024 "
            "gửi Văn phòng UBND tỉnh trước ngày 30/7/2024",
            "dated",
            ["2024-07-30"],
        ),
        (
            "Hoàn thành việc ban hành Bản cam kết trước 15/8/2024 Sau đó triển khai thực hiện thường xuyên",
            "dated",
            ["2024-08-15"],
        ),
        (
            "Báo cáo gửi Sở Nội vụ chậm nhất ngày 14 hàng tháng cuối kỳ báo cáo",
            "recurring",
            ["2024-03-14", "2024-06-14", "2024-09-14", "2024-12-14"],
        ),
        (
            "Báo cáo của Sở Tư pháp được gửi trên hệ thống báo cáo Chính phủ chậm nhất vào ngày 19 "
            "của tháng cuối quý thuộc kỳ báo cáo",
            "recurring",
            ["2024-03-19", "2024-06-19", "2024-09-19", "2024-12-19"],
        ),
        ("Trước ngày 25 hàng tháng", "recurring", [f"2024-{month:02}-25" for month in range(1, 13)]),
        ("Trước ngày 15 tháng 6 năm 2024", "dated", ["2024-06-15"]),
        ("15 tháng 6", "dated", ["2024-06-15"]),
        ("Trước ngày 10 của tháng 6", "dated", ["2024-06-10"]),
        (
            "Theo Quyết định số 40/QĐ-STP ngày 15 tháng 3 năm 2024, trước ngày 20 tháng 6",
            "dated",
            ["2024-06-20"],
        ),
        ("Từ ngày 15 tháng 6 đến ngày 20 tháng 7", "dated", ["2024-07-20"]),
        ("Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ", "unknown", []),
        ("Định kỳ 3 tháng 1 lần", "recurring", ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]),
        ("06 tháng/lần", "recurring", ["2024-06-30", "2024-12-31"]),
        (
            "Ngày 14 các tháng 3, 6, 9, 12",
            "dated",
            ["2024-03-14", "2024-06-14", "2024-09-14", "2024-12-14"],
        ),
        ("Tháng 3, 6, 9 và 12", "dated", ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]),
        ("Tháng 6, 02 lần", "dated", ["2024-06-30"]),
        ("Tháng 3-5", "dated", ["2024-05-31"]),
        ("Từ quý I đến quý III", "dated", ["2024-09-30"]),
        ("Quý I-IV", "dated", ["2024-12-31"]),
        (
            "Trước ngày 14 tháng cuối mỗi quý",
            "recurring",
            ["2024-03-14", "2024-06-14", "2024-09-14", "2024-12-14"],
        ),
        ("Hằng tháng trước ngày 25", "recurring", [f"2024-{month:02}-25" for month in range(1, 13)]),
        ("Hàng tháng (ngày 25)", "recurring", [f"2024-{month:02}-25" for month in range(1, 13)]),
        (
            "Hằng tháng, trước ngày 05 của tháng tiếp theo",
            "recurring",
            [*(f"2024-{month:02}-05" for month in range(2, 13)), "2025-01-05"],
        ),
        (
            "Trước ngày 05 tháng đầu quý sau",
            "recurring",
            ["2024-04-05", "2024-07-05", "2024-10-05", "2025-01-05"],
        ),
        (
            "Báo cáo tháng trước ngày 20 hàng tháng, quý trước ngày 14 tháng cuối quý",
            "recurring",
            sorted(
                [
                    *(f"2024-{month:02}-20" for month in range(1, 13)),
                    *(f"2024-{month:02}-14" for month in (3, 6, 9, 12)),
                ]
            ),
        ),
        ("1 lần/quý", "recurring", ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]),
        ("01 lần/năm", "dated", ["2024-12-31"]),
        ("Tháng 12/2024 (trước ngày 20)", "dated", ["2024-12-20"]),
        ("Tháng 6, tháng 12, chậm nhất ngày 14", "dated", ["2024-06-14", "2024-12-14"]),
        ("02 lần/năm (tháng 6 và tháng 11)", "dated", ["2024-06-30", "2024-11-30"]),
        ("02 lần/năm", "recurring", ["2024-06-30", "2024-12-31"]),
        ("Thường xuyên trong năm", "standing", []),
        ("Thường xuyên; tổng kết trong quý IV/2024", "dated", ["2024-12-31"]),
        ("Rà soát từng quy định", "unknown", []),
        ("Thường xuyên", "standing", []),
        ("Nhiệm vụ thường xuyên", "standing", []),
        ("Thực hiện nghiêm túc và thường xuyên", "standing", []),
        ("Trong vòng 30 ngày kể từ ngày kể từ ngày nhận được KL kiểm tra", "waiting", []),
        ("Trong vòng 05 ngày kể từ ngày thay đổi thông tin", "waiting", []),
        ("Sau khi hoàn thành việc kiểm tra", "waiting", []),
        ("Theo hướng dẫn của Sở Nội vụ", "waiting", []),
        ("Theo chỉ đạo của UBND tỉnh", "waiting", []),
        ("Theo yêu cầu tại kế hoạch của UBND tỉnh", "waiting", []),
        ("Khi phát sinh nội dung đấu thầu", "waiting", []),
        ("Sau khi Bộ Kế hoạch và Đầu tư triển khai thực hiện", "waiting", []),
        ("", "unknown", []),
        (None, "unknown", []),
    ],
)
def test_schedule_texts_of_the_documents(text: str | None, kind: str, dues: list[str]) -> None:
    schedule = parse(text, 2024)
    assert [one.due.isoformat() for one in schedule.occurrences] == dues
    assert schedule.kind == kind


def test_two_rhythms_in_one_cell() -> None:
    schedule = parse("- Đánh giá hàng tháng; - Đánh giá cuối năm", 2024)
    assert [one.due for one in schedule.occurrences if not one.recurring] == [date(2024, 12, 31)]
    assert sum(one.recurring for one in schedule.occurrences) == 12


def test_dates_without_year_take_the_plans_year() -> None:
    assert parse("trước 30/9", 2025).occurrences[0].due == date(2025, 9, 30)


def test_a_cited_document_is_no_deadline() -> None:
    text = "Theo Quyết định số 40/QĐ-STP ngày 29/02/2024, hoàn thành trước ngày 10/12/2024"
    assert [one.due for one in parse(text, 2024).occurrences] == [date(2024, 12, 10)]


def test_a_period_ends_on_its_second_date() -> None:
    due = [one.due for one in parse("Từ ngày 01/3/2024 đến ngày 30/6/2024", 2024).occurrences]
    assert due == [date(2024, 6, 30)]


def test_the_label_is_the_clause_as_printed() -> None:
    labels = [
        one.label for one in parse("Kế hoạch: trước 20/02/24; báo cáo: trước 03/12/2024", 2024).occurrences
    ]
    assert labels == ["Kế hoạch: trước 20/02/24", "báo cáo: trước 03/12/2024"]


def after(on: date, wait: Wait) -> date:
    return on + timedelta(days=wait.days)


def test_each_time_that_an_event_happens_has_a_day_of_its_own() -> None:
    schedule = parse("Trong vòng 30 ngày kể từ ngày nhận được kết luận", 2024)
    typed = "10/05/2024 KL 12; 2024-09-03, 3/10/2024: QĐ 5 ngày 01/10/2024\n"
    happened = [one for one in events(typed) if one]
    assert [(one.due, one.label) for one in begun(schedule, None, happened, after).events] == [
        (date(2024, 6, 9), "30 ngày kể từ 10/05/2024, KL 12"),
        (date(2024, 10, 3), "30 ngày kể từ 03/09/2024"),
        (date(2024, 11, 2), "30 ngày kể từ 03/10/2024, QĐ 5 ngày 01/10/2024"),
    ]
    assert begun(parse("Theo chỉ đạo của UBND tỉnh", 2024), None, happened, after).events == ()


@pytest.mark.parametrize(
    "typed", ["QĐ 12 ngày 10/05/2024", "10/05 QĐ 12", "10/05/24", "QĐ 34; 10/05/2024", "31/02/2024 QĐ 12"]
)
def test_an_event_begins_with_its_day(typed: str) -> None:
    assert events(typed)[0] is None


def test_a_clause_gives_time_only_from_an_event_on() -> None:
    assert wait_in("công khai (trong thời hạn 05 ngày làm việc kể từ khi có quyết định)") == Wait(5, True)
    assert wait_in("Trong 05 ngày kể từ ngày thay đổi") == Wait(5, False)
    assert wait_in("xong trong 10 ngày") is None


@given(st.text(max_size=200), st.integers(2000, 2040))
def test_no_text_breaks_it(text: str, year: int) -> None:
    parse(text, year)
