"""Tables with a line for each agency of the province: the lines of the others are no figures of this one."""

from datetime import date
from pathlib import Path

import pytest

from chiso import figures, homes
from chiso.commands import keeping
from chiso.figures.ask import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.stages import ImportResult, Upload
from chiso.reference import agencies
from chiso.store import DATABASE, Store
from tests.worlds import fresh_home
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
            "3 dòng là của cơ quan khác (Sở Y tế, Ban Quản lý dự án giao thông, UBND huyện Diên Khánh) "
            "nên không nhập vào cơ quan này.",
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


@pytest.mark.parametrize("total", ["Tổng cộng", "Toàn tỉnh"])
@pytest.mark.parametrize(("heads", "of_each"), [("Tỷ lệ giải ngân", "{}"), ("Tháng 9;Tháng 10", "10%;{}")])
def test_what_all_agencies_come_to_is_no_figure_of_ours(
    store: Store, heads: str, of_each: str, total: str
) -> None:
    """61,67% of the province stood as ours, beside 53,33%."""
    rates = {"Sở Tư pháp": "53,33%", "Sở Y tế": "71,43%", "Sở Nội vụ": "60%", total: "61,67%"}
    lines = "".join(f"{name};{of_each.format(rate)}\n" for name, rate in rates.items())
    result = imported(store, f"{SPENT}NĂM 2024\nĐơn vị;{heads}\n{lines}")
    assert (result.status, [one["code"] for one in result.warnings]) == ("imported", ["other_agencies"])
    assert spent(store) == [(None, None, None, 0.5333)]


def test_what_others_come_to_is_theirs(store: Store) -> None:
    text = "STT;Đơn vị;Tỷ lệ giải ngân\n1;Sở Y tế;50%\n2;Sở Nội vụ;60%\n;Tổng cộng;55%\n"
    result = imported(store, SPENT + text)
    assert result.error is not None
    assert result.error["code"] == "no_rows"


def test_what_communes_come_to_is_no_figure_of_ours_and_what_new_rooms_do_is(store: Store) -> None:
    head = "STT;Đơn vị;Tỷ lệ giải ngân\n"
    result = imported(
        store, f"{SPENT}{head}1;Xã Vĩnh Phương;50%\n2;Phường Bắc Nha Trang;60%\n;Tổng cộng;55%\n"
    )
    assert ([one["code"] for one in result.warnings], spent(store)) == (["unknown_unit", "unknown_unit"], [])
    batch.import_file(store, ADMIN, Upload("b.csv", (
        f"{SPENT}{head}1;Phòng Mới;50%\n2;Phòng Khác;60%\n;Tổng cộng;55%\n".encode()
    )))  # fmt: skip
    assert spent(store) == [(None, None, None, 0.55)]


def test_what_a_list_says_of_no_unit_beside_others_is_ours(store: Store) -> None:
    """It would have been left out without a word, as what all agencies come to."""
    rows = "Giải ngân;;50%\nGiải ngân;Sở Y tế;60%\nGiải ngân;Sở Nội vụ;70%\n"
    result = imported(store, f"{SPENT}Chỉ tiêu;Đơn vị;Tỷ lệ\n{rows}")
    assert [one["code"] for one in result.warnings] == ["other_agencies"]
    assert spent(store) == [(None, None, None, 0.5)]


def test_beside_rooms_of_ours_the_whole_is_ours(store: Store) -> None:
    text = "Đơn vị;Tỷ lệ giải ngân\nSở Tư pháp;50%\nVăn phòng Sở;60%\nSở Y tế;70%\nToàn Sở;55%\n"
    assert imported(store, SPENT + text).rows_loaded == 3


def test_a_room_that_nobody_knows_is_asked_for_where_no_other_agency_stands_beside_it(store: Store) -> None:
    result = imported(
        store, SPENT + "STT;Đơn vị;Tỷ lệ giải ngân\n1;Sở Tư pháp;50%\n2;Phòng Lạ;60%\n3;Ban QLDA;9%\n"
    )
    assert result.unknown_units == ("Ban QLDA", "Phòng Lạ")
    assert [one["code"] for one in result.warnings] == ["unknown_unit", "unknown_unit"]


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
        "2 dòng là của cơ quan khác (Sở Y tế) nên không nhập vào cơ quan này."
    ]
    values = figures.values(store, Asked(agency="stp", year=2024, as_of=DAY)).frame().set_index("indicator")
    assert values.loc["service_index", "value"] == pytest.approx(33.5)


PUBLISHED = "UBND TỈNH KHÁNH HÒA\nKẾT QUẢ BỘ CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP\nTháng 10 năm 2024\n"
OPEN_18, PROGRESS_20 = ("Công khai, minh bạch", 18.0, 17.5), ("Tiến độ giải quyết", 20.0, 16.0)


@pytest.mark.parametrize(
    "table",
    [
        # how much there is to win: in the headings, in a row below them, beside the points
        "STT;Cơ quan, đơn vị;Công khai, minh bạch (18 điểm);Tiến độ giải quyết (20);Tổng điểm (38);Xếp hạng\n"
        "1;Sở Y tế;18;19;37;1\n2;Sở Tư pháp;17,5;16;33,5;2\n;Trung bình;17,75;17,5;35,25;\n",
        "STT;Sở, ban, ngành;Công khai, minh bạch;Tiến độ giải quyết;Tổng điểm\n;Điểm tối đa;18;20;38\n"
        "1;Sở Tư pháp;17,5;16;33,5\n2;UBND huyện Diên Khánh;18;19;37\n",
        "TT;Tên cơ quan;Công khai, minh bạch (18đ);Tiến độ giải quyết (20đ);Điểm;Xếp loại\n"
        "I;Các sở, ban, ngành;;;;\n1;Sở Y tế;18;19;37;Tốt\n2;Sở Tư pháp;17,5;16;33,5;Khá\n"
        ";Bình quân toàn tỉnh;17,75;17,5;35,25;\n",
        # one that nobody knows, and first
        "STT;Cơ quan;Công khai, minh bạch (18);Tiến độ giải quyết (20);Tổng\n"
        "1;Ban QLDA Phát triển;18;19;37\n2;Sở Tư pháp;17,5;16;33,5\n",
        # some of which are called as rooms are
        "TT;Đơn vị;Công khai, minh bạch (18);Tiến độ giải quyết (20)\n(1);(2);(3);(4)\n"
        "1;Thanh tra tỉnh;18;19\n2;Sở Tư pháp;17,5;16\n",
        "Cơ quan;Công khai, minh bạch;;Tiến độ giải quyết;\n;Điểm tối đa;Điểm đạt;Điểm tối đa;Điểm đạt\n"
        "Sở Y tế;18;18;20;19\nSở Tư pháp;18;17,5;20;16\n",
    ],
)
def test_a_service_index_with_a_line_for_each_agency_and_its_components_across(
    store: Store, table: str
) -> None:
    result = imported(store, PUBLISHED + table)
    assert (result.dataset, result.rows_loaded, result.rejects, result.error) == (
        "service_index",
        2,
        (),
        None,
    )
    assert [one["message"].partition(" (")[0] for one in result.warnings] == ["1 dòng là của cơ quan khác"]
    asked = Asked(agency="stp", year=2024, as_of=DAY)
    rows = figures.records(store, asked, "service_index")[["component", "max_score", "score"]]
    assert sorted(rows.itertuples(index=False, name=None)) == [OPEN_18, PROGRESS_20]


def test_of_such_an_index_of_others_nothing_goes_in_and_without_maxima_it_says_what_lacks(
    store: Store,
) -> None:
    others = imported(
        store, PUBLISHED + "Cơ quan;Công khai (18);Tiến độ (20)\nSở Y tế;18;19\nSở Nội vụ;17;16\n"
    )
    assert others.error is not None
    assert others.error["code"] == "no_rows"
    called_as_rooms = "Ban Dân tộc;18;19\nThanh tra tỉnh;17;16\nVăn phòng UBND tỉnh;17;16\n"
    more = imported(store, PUBLISHED + "Cơ quan;Công khai (18);Tiến độ (20)\n" + called_as_rooms)
    assert more.error is not None
    assert (more.dataset, more.error["code"]) == ("service_index", "no_rows")
    bare = imported(store, PUBLISHED + "Cơ quan;Công khai;Tiến độ\nSở Y tế;18;19\nSở Tư pháp;17;16\n")
    assert bare.error is not None
    assert "Điểm tối đa (max_score). Hãy ghi điểm tối đa vào tiêu đề từng cột" in bare.error["message"]
    timeless = PUBLISHED.replace("Tháng 10 năm 2024\n", "")
    undated = imported(
        store, timeless + "Cơ quan;Công khai (18);Tiến độ (20)\nSở Y tế;18;19\nSở Tư pháp;17;16\n"
    )
    assert undated.error is not None
    assert (
        "Tháng (month). Hãy ghi tháng vào một dòng trên bảng, ví dụ “Tháng 10/2024”"
        in undated.error["message"]
    )


def test_components_of_one_agency_may_name_who_answers_for_them(store: Store) -> None:
    """Others in a column that is not of whose the points are."""
    result = imported(
        store,
        PUBLISHED + "Nhóm chỉ số;Điểm tối đa;Điểm đạt;Cơ quan theo dõi\n"
        "Công khai, minh bạch;18;17,5;Sở Nội vụ\nTiến độ giải quyết;20;16;Sở Thông tin và Truyền thông\n",
    )
    assert (result.rows_loaded, result.warnings) == (2, ())


GIVEN = (
    "UBND TỈNH KHÁNH HÒA\nDANH SÁCH NHIỆM VỤ UBND TỈNH GIAO CÁC SỞ, BAN, NGÀNH\nTính đến ngày {}\n"
    "STT;Số văn bản;Ngày giao;Nội dung nhiệm vụ;Đơn vị thực hiện;Hạn hoàn thành;Ngày hoàn thành;Trạng thái\n"
)
OVERDUE = "02/10/2024;Báo cáo;{};15/10/2024;;Đang thực hiện"


def given(*units: str, day: str = "31/10/2024") -> str:
    """A list of tasks that nobody has finished on a day, one for each unit."""
    lines = (f"{n};{n}/UBND-NC;{OVERDUE.format(unit)}\n" for n, unit in enumerate(units, 1))
    return GIVEN.format(day) + "".join(lines)


def test_of_a_list_of_the_tasks_of_all_agencies_ours_go_in(store: Store) -> None:
    """One that names ours beside another is of both, and asked for."""
    result = imported(
        store,
        given(
            "Sở Tư pháp",
            "Sở Y tế",
            "UBND huyện Diên Khánh",
            "Sở Tư pháp",
            "Công an tỉnh",
            "Sở Y tế",
            "Sở Nội vụ",
        )
        + "8;8/UBND-NC;"
        + OVERDUE.format("Sở Nội vụ, Sở Tư pháp"),
    )
    assert (result.rows_loaded, result.rejects, result.unknown_units) == (3, (), ("Sở Nội vụ, Sở Tư pháp",))
    assert [one["message"] for one in result.warnings if one["code"] == "other_agencies"] == [
        "5 dòng là của cơ quan khác (Sở Y tế, UBND huyện Diên Khánh, Công an tỉnh…) nên không nhập vào cơ quan này."
    ]
    found = figures.values(store, Asked(agency="stp", year=2024, as_of=DAY)).frame().set_index("indicator")
    assert found.loc["overdue_tasks", "numerator"] == 3


def results(store: Store, text: str, agency: str = "") -> list[tuple[str, int, set[str]]]:
    found = batch.import_parts(store, ADMIN, Upload("a.csv", text.encode(), agency))
    told = {"other_agencies", "agency_by_sheet"}
    return [(one.status, one.rows_loaded, {said["code"] for said in one.warnings} & told) for one in found]


def agencies_of(store: Store) -> list[tuple[str, int]]:
    return [(row["agency"], row["rows_loaded"]) for row in store.rows("imports/list")]


def test_lines_of_another_that_is_kept_too_go_to_that_one(store: Store) -> None:
    agencies.add(store, ADMIN, "syt", "Sở Y tế")
    text = given("Sở Tư pháp", "Sở Y tế", "Sở Y tế", "Sở Nội vụ")
    both = {"other_agencies", "agency_by_sheet"}
    assert results(store, text) == [("imported", 1, {"other_agencies"}), ("imported", 2, both)]
    assert agencies_of(store) == [("stp", 1), ("syt", 2)]
    for agency, late in (("stp", 1), ("syt", 2)):
        found = figures.values(store, Asked(agency=agency, year=2024, as_of=DAY), "overdue_tasks")
        assert [one.numerator for one in found] == [late], agency
    again = batch.import_parts(store, ADMIN, Upload("a.csv", text.encode()))
    assert [(one.status, one.rows_loaded, one.import_id) for one in again] == [
        ("unchanged", 1, 1),
        ("unchanged", 2, 2),
    ]
    batch.rollback(store, ADMIN, 2)
    assert results(store, text, "syt") == [("imported", 2, {"other_agencies"})]


def test_an_agency_that_is_kept_later_gets_its_lines_of_the_same_file(store: Store) -> None:
    text = given("Sở Tư pháp", "Sở Y tế", "Sở Y tế", "Sở Nội vụ")
    assert [one[:2] for one in results(store, text)] == [("imported", 1)]
    agencies.add(store, ADMIN, "syt", "Sở Y tế")
    assert [one[:2] for one in results(store, text)] == [("unchanged", 1), ("imported", 2)]
    agencies.add(store, ADMIN, "sct")  # of which there is no line
    assert [one[:2] for one in results(store, text)] == [("unchanged", 1), ("unchanged", 2)]
    assert agencies_of(store) == [("stp", 1), ("syt", 2)]


def test_of_a_table_without_a_line_of_ours_each_agency_has_its_own(store: Store) -> None:
    agencies.add(store, ADMIN, "syt", "Sở Y tế")
    agencies.add(store, ADMIN, "snv", "Sở Nội vụ")
    text = given("Sở Y tế", "Sở Nội vụ", "Sở Y tế", "Công an tỉnh")
    both = {"other_agencies", "agency_by_sheet"}
    assert sorted(results(store, text), key=str) == [("imported", 1, both), ("imported", 2, both)]
    assert sorted(agencies_of(store)) == [("snv", 1), ("syt", 2)]


def test_a_line_goes_in_once_whoever_has_most_of_them(store: Store) -> None:
    """Handed in as one of Sở Y tế, whose are most, this would be a list of its own on which other bodies work; and who
    is named beside another is asked for once."""
    agencies.add(store, ADMIN, "syt", "Sở Y tế")
    day = "Tính đến ngày 31/10/2024\n"
    head = day + "Mã hồ sơ;Tên thủ tục;Cơ quan xử lý;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Trạng thái\n"
    units = ("Sở Tư pháp", *["Sở Y tế"] * 4, "Sở Nội vụ", "Sở Y tế, Sở Tư pháp")
    lines = (
        f"H{n};Cấp giấy;{unit};Trực tuyến;01/10/2024;10/10/2024;Đang xử lý\n" for n, unit in enumerate(units)
    )
    found = batch.import_parts(store, ADMIN, Upload("a.csv", (head + "".join(lines)).encode()))
    assert [(one.rows_loaded, one.unknown_units) for one in found] == [(2, ("Sở Y tế, Sở Tư pháp",)), (4, ())]


def test_a_restore_brings_the_lines_of_each_back(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with fresh_home.build(home) as store:
        agencies.add(store, ADMIN, "syt", "Sở Y tế")
        results(store, given("Sở Y tế", "Sở Y tế", "Sở Tư pháp", "Sở Nội vụ", "Sở Y tế, Sở Tư pháp"))
        assert agencies_of(store) == [("stp", 2), ("syt", 2)]
    (home / DATABASE).unlink()
    keeping.restore(home, None, False)
    with homes.opened(home) as store:
        assert agencies_of(store) == [("stp", 2), ("syt", 2)]


def test_whoever_says_an_agency_gets_its_lines_alone(store: Store) -> None:
    agencies.add(store, ADMIN, "syt", "Sở Y tế")
    text = given("Sở Tư pháp", "Sở Y tế", "Sở Y tế", "Sở Nội vụ")
    assert results(store, text, "stp") == [("imported", 1, {"other_agencies"})]
    assert results(store, text, "syt") == [("imported", 2, {"other_agencies"})]


@pytest.mark.parametrize(
    "units",
    [
        ("Phòng Nghiệp vụ 1", "Sở Y tế", "Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp"),  # a list of our own
        ("Sở Tư pháp", "Công an tỉnh", "Công an tỉnh"),  # one other body works on what is ours
        ("Phòng Lạ", "Sở Y tế", "Sở Nội vụ"),
    ],
)
def test_in_a_list_of_our_own_other_bodies_are_units_that_nobody_knows(
    store: Store, units: tuple[str, ...]
) -> None:
    result = imported(store, given(*units))
    assert (result.rows_loaded, result.error) == (len(units), None)
    assert "other_agencies" not in {one["code"] for one in result.warnings}


def test_of_a_list_of_others_alone_nothing_goes_in(store: Store) -> None:
    result = imported(store, given("Sở Y tế", "Sở Nội vụ", "Công an tỉnh"))
    assert result.error is not None
    assert result.error["code"] == "no_rows"


def test_of_the_dossiers_and_procedures_of_all_agencies_ours_go_in(store: Store) -> None:
    """On dossiers of ours other bodies work: of a list of them more than half must be others'."""
    head = "Mã hồ sơ;Tên thủ tục;Cơ quan xử lý;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Trạng thái\n"
    units = ("Sở Tư pháp", "Sở Y tế", "Sở Nội vụ", "Sở Y tế")
    lines = (
        f"H-{n};Cấp phép;{unit};Trực tuyến;02/10/2024;09/10/2024;Đang xử lý\n"
        for n, unit in enumerate(units, 1)
    )
    title = "UBND TỈNH KHÁNH HÒA\nDANH SÁCH HỒ SƠ\nTừ ngày 01/10/2024 đến ngày 31/10/2024\n"
    listed = title + head + "".join(lines)
    assert imported(store, listed).rows_loaded == 1
    of_ours = "H-9;Cấp phép;Sở Tư pháp;Trực tuyến;02/10/2024;09/10/2024;Đang xử lý\n"
    half = batch.import_file(
        store,
        ADMIN,
        Upload("b.csv", (listed + of_ours + of_ours.replace("9;", "8;", 1)).encode(), mode="add"),
    )
    assert half.rows_loaded == 6
    codes = "DANH MỤC THỦ TỤC HÀNH CHÍNH\nMã thủ tục;Tên thủ tục;Lĩnh vực;Cơ quan thực hiện;Mức độ\n"
    rows = (f"1.00{n};Thủ tục {n};Lĩnh vực;{unit};Toàn trình\n" for n, unit in enumerate(units, 1))
    assert imported(store, codes + "".join(rows)).rows_loaded == 1


def test_a_catalogue_of_our_own_has_procedures_of_each_level(store: Store) -> None:
    levels = ("Sở Tư pháp", "UBND cấp huyện", "UBND cấp xã", "UBND các xã, phường")
    rows = (f"1.00{n};Thủ tục {n};Lĩnh vực;{level};Toàn trình\n" for n, level in enumerate(levels, 1))
    head = "DANH MỤC THỦ TỤC HÀNH CHÍNH\nMã thủ tục;Tên thủ tục;Lĩnh vực;Cơ quan thực hiện;Mức độ\n"
    assert imported(store, head + "".join(rows)).rows_loaded == 4
