"""Files that do not look like the months before them (shared contract, "Warnings that want a tick"): the rules by
numbers worked out by hand, and the files that went in with everything green once."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiso import figures
from chiso.core.periods import month_end
from chiso.core.vietnamese import fold
from chiso.desk import effects, history
from chiso.intake.commit import guard, storing
from chiso.intake.commit.guard import Level, Span
from chiso.intake.commit.preview import preview
from chiso.intake.commit.stages import ImportResult, Upload
from chiso.intake.commit.watching import watched
from chiso.intake.recognise.layout import Answers
from chiso.people.actor import Actor
from chiso.reference.unit_tree import spellings
from chiso.store import Store
from tests.conftest import LONG, SHARED
from tests.worlds import fresh_home
from tests.worlds import upload_files as made
from tests.worlds.people import ADMIN

YEAR = SHARED / "exports" / "stp-2024"


def month(number: int, records: int, days: int = 20) -> Span:
    return Span(date(2024, number, 1), date(2024, number, 28), days, records)


@pytest.mark.parametrize(
    ("records", "days", "is_unusual"),
    [
        (60, 20, False),  # 3 a day as ever
        (30, 20, False),  # half, not under half
        (29, 20, True),  # 1,45 a day, 31 fewer than usual
        (120, 20, False),  # double, not over double
        (121, 20, True),
        (6, 6, False),  # 1 a day: under half, but 12 fewer than usual
        (0, 10, True),  # 30 fewer
        (1, 10, False),  # 29 fewer
        (5, 0, False),  # the first of the month is a Sunday
    ],
)
def test_count_is_held_against_the_usual_day(records: int, days: int, is_unusual: bool) -> None:
    before = [month(1, 58), month(2, 60), month(3, 400)]  # 2,9; 3; 20 a working day: the middle one counts
    assert bool(guard.unusual_count(month(6, records, days), before)) == is_unusual


def test_count_says_both_numbers_and_needs_two_months() -> None:
    before = [month(1, 60), month(2, 60)]
    assert guard.unusual_count(month(6, 20), before) == (
        "Tháng 6/2024 có 20 bản ghi phát sinh trong 20 ngày làm việc, mỗi ngày 1,0; thường mỗi ngày 3,0 "
        "(mức giữa của 2 tháng trước). Hãy xem tệp có thiếu dòng không."
    )
    assert not guard.unusual_count(month(6, 20), before[:1])


def test_rows_are_held_against_the_largest_file() -> None:
    assert not guard.unusual_rows(1128, 376)
    assert "1.129 dòng, hơn 3 lần tệp lớn nhất trước đó (376 dòng)" in guard.unusual_rows(1129, 376)
    assert not guard.unusual_rows(30, 8)  # a list of petitions grows
    assert not guard.unusual_rows(30, None)


def test_open_dossiers_that_are_missing_are_a_tenth_at_least_and_usually_there() -> None:
    said = guard.missing_open(123, 123, 123)
    assert "123 trong 123 hồ sơ đang giải quyết không có trong tệp này; tệp lần trước có 123" in said
    assert guard.missing_open(50, 40, 10)
    assert not guard.missing_open(50, 39, 10)  # its last file did not show them either
    assert not guard.missing_open(50, 50, 9)
    assert not guard.missing_open(51, 51, 10)  # under a fifth
    assert not guard.missing_open(0, 0, 0)


@pytest.mark.parametrize(
    ("as_of", "newest", "interval", "words"),
    [
        (date(2024, 5, 31), date(2024, 4, 30), 31, ""),
        (date(2024, 6, 14), date(2024, 4, 30), 30, ""),  # 45 days
        (date(2024, 6, 15), date(2024, 4, 30), 30, "sau số liệu mới nhất đang có (30/04/2024) 46 ngày"),
        (date(2024, 6, 15), date(2024, 4, 30), 31, ""),  # one and a half intervals are 46,5 days
        (date(2024, 9, 30), date(2024, 3, 31), 92, "183 ngày"),
        (date(2024, 2, 1), None, 31, ""),
        (date(2024, 12, 1), date(2024, 11, 30), 31, "hôm nay mới là 30/11/2024"),
    ],
)
def test_date_far_from_the_newest_other_or_to_come(
    as_of: date, newest: date | None, interval: int, words: str
) -> None:
    said = guard.unusual_date(as_of, date(2024, 11, 30), newest, interval)
    assert (words in said) if words else not said


def rates(*percents: float) -> list[Level]:
    return [
        Level(date(2024, number, 1), percent / 100, 100.0) for number, percent in enumerate(percents, start=1)
    ]


def test_change_is_held_against_the_usual_change() -> None:
    # 50, 52, 51: changes of 2 and 1, 1,5 on average; three times that is 4,5, but 5 points are asked for too
    assert not guard.unusual_change("Hồ sơ trực tuyến", rates(50, 52, 51, 56))
    assert guard.unusual_change("Hồ sơ trực tuyến", rates(50, 52, 51, 44)) == (
        "Hồ sơ trực tuyến tháng 3/2024 → tháng 4/2024: 51,0% → 44,0%, giảm 7,0 điểm; "
        "thường mỗi tháng chỉ đổi 1,5 điểm."
    )
    assert not guard.unusual_change(
        "Hồ sơ trực tuyến", rates(50, 56, 51, 60)
    )  # usually 5,5: 9 is not over 16,5
    assert not guard.unusual_change("Hồ sơ trực tuyến", rates(50, 52, 50, 56))  # three times 2 is not over it
    assert guard.unusual_change("Hồ sơ trực tuyến", rates(50, 52, 50, 56.1))
    assert not guard.unusual_change(
        "Hồ sơ trực tuyến", rates(50, 51, 50, 55)
    )  # nor are five points over five
    assert not guard.unusual_change("Hồ sơ trực tuyến", rates(50, 51, 90))  # one change is none to go by
    few = [*rates(50, 52, 51), Level(date(2024, 4, 1), 0.1, 29.0)]
    assert not guard.unusual_change("Hồ sơ trực tuyến", few)


def test_the_change_that_is_told_is_that_of_the_printed_rates() -> None:
    # from 66,04 to 72,26 it is 6,22: beside "66,0% → 72,3%" that would read as a mistake
    said = guard.unusual_change("Kết quả điện tử", rates(65, 66, 66.04, 72.26))
    assert "66,0% → 72,3%, tăng 6,3 điểm" in said
    # what is below all is never printed as 100%
    assert "93,9% → 99,9%, tăng 6,0 điểm" in guard.unusual_change(
        "Trả qua bưu điện", rates(92, 93, 93.9, 99.97)
    )


def test_overdue_is_held_against_a_fifth_and_ten_dossiers() -> None:
    def overdue(*counts: int) -> str:
        levels = [Level(date(2024, number, 1), count) for number, count in enumerate(counts, start=1)]
        return guard.unusual_change("Hồ sơ quá hạn", levels)

    assert "11 → 106, tăng 95; thường mỗi tháng chỉ đổi 1,5" in overdue(10, 12, 11, 106)
    assert not overdue(10, 12, 11, 21)  # ten more
    assert overdue(10, 12, 11, 22)
    assert not overdue(100, 102, 101, 121)  # twenty more are under a fifth of 101
    assert overdue(100, 102, 101, 122)


# --- files ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def four_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed home with January to April: 60 dossiers each, twelve of them those of January that are carried over."""
    home = tmp_path_factory.mktemp("guard") / "home"
    with fresh_home.build(home) as opened:
        for number in range(1, 5):
            found = brought(opened, number)
            assert codes(found) == [], found.warnings
    return home


@pytest.fixture
def after_april(four_months: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(shutil.copytree(four_months, tmp_path / "home")) as opened:
        yield opened


def rows(number: int, count: int, first: int, **cells: str) -> list[dict[str, str]]:
    """Dossiers received on the 4th of a month and done on the 15th, unless said otherwise."""
    dates = {
        "Ngày tiếp nhận": f"04/{number:02}/2024",
        "Ngày hẹn trả": f"18/{number:02}/2024",
        "Ngày kết thúc xử lý": f"15/{number:02}/2024",
    }
    return made.dossiers(count, first, **{**dates, **cells})


def standing(number: int) -> list[dict[str, str]]:
    """Twelve dossiers of January that nobody finishes."""
    still = {"Ngày kết thúc xử lý": "", "Trạng thái hồ sơ": "Đang xử lý", "Ngày hẹn trả": "20/02/2025"}
    return rows(1, 12, 1, **still) if number else []


def upload(number: int, listed: list[dict[str, str]]) -> Upload:
    last = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 12: 31}[number]
    title = f"Từ ngày 01/{number:02}/2024 đến ngày {last}/{number:02}/2024"
    return Upload(f"thang-{number}.csv", made.export(listed, title=title))


def brought(store: Store, number: int) -> ImportResult:
    """A usual month goes in."""
    (found,) = effects.import_parts(store, ADMIN, usual(number))
    return found


def usual(number: int) -> Upload:
    return upload(number, standing(number) + rows(number, 48, 100 * number))


def codes(found: ImportResult) -> list[str]:
    return sorted({str(one["code"]) for one in found.warnings} - {"missing_optional"})


def said(store: Store, given: Upload) -> ImportResult:
    (looked,) = watched(store, [preview(store, given)])
    return looked.result


def test_usual_month_has_no_warning(after_april: Store) -> None:
    assert codes(said(after_april, usual(5))) == []


def test_refused_dossiers_are_not_received(after_april: Store) -> None:
    refused = rows(5, 90, 700, **{"Ngày kết thúc xử lý": "", "Trạng thái hồ sơ": "Từ chối tiếp nhận"})
    assert codes(said(after_april, upload(5, standing(5) + rows(5, 48, 500) + refused))) == []


def test_short_month_without_what_was_open(after_april: Store) -> None:
    found = said(after_april, upload(5, rows(5, 10, 500)))
    assert codes(found) == ["missing_open", "unusual_count"]
    words = " ".join(str(one["message"]) for one in found.warnings)
    assert "12 trong 12 hồ sơ đang giải quyết không có trong tệp này" in words
    assert "Tháng 5/2024 có 10 bản ghi phát sinh" in words


def test_corrected_rows_beside_the_month_are_no_short_month(after_april: Store) -> None:
    assert codes(brought(after_april, 5)) == []
    few = Upload("sua.csv", upload(5, rows(5, 3, 500)).content, mode="add")
    assert codes(said(after_april, few)) == []


def test_month_far_too_long(after_april: Store) -> None:
    found = said(after_april, upload(5, standing(5) + rows(5, 600, 500)))
    assert codes(found) == ["unusual_count"]
    assert "Tệp có 612 dòng, hơn 3 lần tệp lớn nhất trước đó (60 dòng)" in str(found.warnings)


def test_date_months_ahead(after_april: Store) -> None:
    found = said(after_april, upload(12, standing(5) + rows(12, 48, 500)))
    assert codes(found) == ["unusual_date"]
    assert "sau số liệu mới nhất đang có (30/04/2024) 245 ngày" in str(found.warnings)


def test_quarter_after_quarter_is_no_date_ahead(store: Store) -> None:
    for title, number in (("01/01/2024 đến ngày 31/03/2024", 3), ("01/04/2024 đến ngày 30/06/2024", 6)):
        content = made.export(rows(number, 8, 100 * number), title=f"Từ ngày {title}")
        (found,) = effects.import_parts(store, ADMIN, Upload(f"quy-{number}.csv", content))
        assert codes(found) == []


def test_rate_that_falls_at_once(after_april: Store) -> None:
    found = said(after_april, upload(5, standing(5) + rows(5, 48, 500, **{"Hình thức nộp": "Trực tiếp"})))
    assert codes(found) == ["unusual_change"]
    assert "Hồ sơ trực tuyến tháng 4/2024 → tháng 5/2024: 100,0% → 0,0%" in str(found.warnings)


def test_month_is_held_against_those_of_its_drop(store: Store) -> None:
    """Nothing is imported yet: of five months dropped together the fifth is short, and nothing stays behind."""
    files = [usual(number) for number in range(1, 5)]
    short = upload(5, rows(5, 10, 500))
    found = watched(store, [preview(store, one) for one in (short, *files)])
    assert codes(found[0].result) == ["missing_open", "unusual_count"]
    assert [codes(one.result) for one in found[1:]] == [[], [], [], []]
    assert store.rows("imports/all") == []


def test_what_the_page_asks_is_kept_with_the_import(after_april: Store) -> None:
    (found,) = effects.import_parts(after_april, ADMIN, upload(5, rows(5, 40, 500)))
    assert codes(found) == ["missing_open"]
    assert "missing_open" in str(after_april.rows("imports/one", import_id=found.import_id)[0]["warnings"])


def test_a_file_that_nobody_looked_at_is_stored_once_and_says_what_the_page_asks(
    after_april: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = upload(5, standing(5) + rows(5, 48, 500, **{"Hình thức nộp": "Trực tiếp"}))
    asked = said(after_april, given)
    stored, times = storing.store_import, list[int]()

    def counted(*words: Any) -> int:
        times.append(stored(*words))
        return times[-1]

    monkeypatch.setattr(storing, "store_import", counted)
    (found,) = effects.import_parts(after_april, ADMIN, given)
    assert (codes(found), found.warnings) == (["unusual_change"], asked.warnings)
    assert times == [found.import_id]
    kept = json.loads(after_april.rows("imports/one", import_id=found.import_id)[0]["warnings"])
    assert kept == list(asked.warnings)


def test_column_that_an_indicator_needs_is_asked_about_where_it_was_there(store: Store) -> None:
    """January: 4 of 8 digitised. February without the column: 4 of 16, of which 8 are not known."""
    header = f"{made.HEADER};Số hóa"
    listed = [{**row, "Số hóa": "Có" if place % 2 else ""} for place, row in enumerate(rows(1, 8, 1))]
    content = made.export(listed, header=header, title="Từ ngày 01/01/2024 đến ngày 31/01/2024")
    (first,) = effects.import_parts(store, ADMIN, Upload("thang-1.csv", content))
    (before,) = [one for one in first.warnings if one["code"] == "missing_optional"]
    assert before["message"].startswith("Tệp không có cột “Ngày nộp hồ sơ”, “Lý do tạm dừng”")
    assert "Số hóa hồ sơ" not in before["message"]
    assert before["wants_tick"] is False
    (asked,) = [
        one for one in said(store, upload(2, rows(2, 8, 11))).warnings if one["code"] == "missing_optional"
    ]
    assert asked["wants_tick"] is True
    assert asked["message"].startswith(
        "Tệp không có cột “Số hóa hồ sơ” mà tệp lần trước có; "
        "lũy kế năm: Số hóa hồ sơ 50,0% → 25,0% (8 trong 16 chưa rõ). Cũng không có “Ngày nộp hồ sơ”"
    )
    # the same month again, without it: the file that this one replaces is the last one too
    again = rows(1, 8, 1)
    (replaced,) = [one for one in said(store, upload(1, again)).warnings if one["code"] == "missing_optional"]
    assert replaced["wants_tick"] is True


@pytest.mark.skipif(not YEAR.is_dir(), reason="the shared exports are not here")
def test_ordinary_months_bring_no_false_alarm(store: Store) -> None:
    """The first months as the systems print them; with --long the whole year."""
    names = sorted(path.name for path in YEAR.iterdir() if path.name.startswith("202"))
    names = names if LONG else [name for name in names if name < "2024-04"]
    for name in names:
        as_of = month_end(date.fromisoformat(f"{name[:7]}-01"))
        given = Upload(name, (YEAR / name).read_bytes(), answers=Answers(as_of=as_of))
        assert codes(*effects.import_parts(store, ADMIN, given)) == [], name
    assert len(store.rows("imports/all")) == len(names) >= 3


def test_rate_of_which_a_tenth_is_unknown_is_not_judged(store: Store) -> None:
    """January: 17 dossiers, all digitised; February and March one each without the column: 1 of 18, 2 of 19."""
    header = f"{made.HEADER};Số hóa"
    listed = [{**row, "Số hóa": "Có"} for row in rows(1, 17, 1)]
    content = made.export(listed, header=header, title="Từ ngày 01/01/2024 đến ngày 31/01/2024")
    effects.import_parts(store, ADMIN, Upload("thang-1.csv", content))
    found = []
    for number in (2, 3):
        effects.import_parts(store, ADMIN, upload(number, rows(number, 1, 100 * number)))
        value = figures.values(store, figures.newest(store, "stp"), "digitised_rate").one("digitised_rate")
        assert value is not None
        found.append((value.numerator, value.denominator, value.unknown, value.state == "undecided"))
    assert found == [(17, 18, 1, False), (17, 19, 2, True)]


@pytest.mark.skipif(not LONG, reason="in a usual run a column that an indicator needs")
def test_postal_rate_knows_what_files_without_the_column_do_not_tell(store: Store) -> None:
    """January: of 17 dossiers two by post; February: of three without the column one filed by post, so two of 20 are
    unknown; March: one more without the column and in person, three of 21."""
    listed = "procedure_code;procedure_name;has_postal\n1.000001;Cấp phiếu lý lịch tư pháp;Có"
    catalogue = Upload(
        "tthc.csv", listed.encode(), answers=Answers(dataset="procedures", as_of=date(2024, 1, 1))
    )
    assert effects.import_parts(store, ADMIN, catalogue)[0].status == "imported"
    cells = [{**row, "BCCI": "Có" if place < 2 else "Không"} for place, row in enumerate(rows(1, 17, 1))]
    title = "Từ ngày 01/01/2024 đến ngày 31/01/2024"
    content = made.export(cells, header=f"{made.HEADER};BCCI", title=title)
    effects.import_parts(store, ADMIN, Upload("thang-1.csv", content))
    later = {2: rows(2, 2, 200) + rows(2, 1, 210, **{"Hình thức nộp": "Bưu chính"}), 3: rows(3, 1, 300)}
    found = []
    for number, listed_then in later.items():
        effects.import_parts(store, ADMIN, upload(number, listed_then))
        value = figures.values(store, figures.newest(store, "stp"), "postal_dossier_rate").one(
            "postal_dossier_rate"
        )
        assert value is not None
        found.append((value.numerator, value.denominator, value.unknown, value.state == "undecided"))
    assert found == [(3, 20, 2, False), (3, 21, 3, True)]


def test_what_a_limited_account_brings_is_held_against_its_units_rows(store: Store) -> None:
    """40 a month of hers among 240 of the agency: five are too few of hers, 130 too many, 40 as ever. Whatever else the
    agency had in those months is no measure."""
    hers = {"Phòng xử lý": made.LEGAL}
    for number in range(1, 5):
        listed = rows(number, 200, 1000 * number) + rows(number, 40, 1000 * number + 500, **hers)
        assert effects.import_parts(store, ADMIN, upload(number, listed))[0].status == "imported"
    clerk = Actor("chi.lan", "uploader", spellings(store, "stp")[fold(made.LEGAL)])

    def told(count: int) -> list[str]:
        given = replace(upload(5, rows(5, count, 5500, **hers)), mode="add")
        (looked,) = watched(store, [preview(store, given)], clerk)
        return [one["message"] for one in looked.result.warnings if one["code"] == "unusual_count"]

    assert told(40) == []
    (few,) = told(5)
    assert "có 5 bản ghi phát sinh" in few
    many = told(130)
    assert "hơn 3 lần tệp lớn nhất trước đó (40 dòng)" in many[-1]


def test_profile_of_a_source_shows_the_months_behind_a_warning(after_april: Store) -> None:
    """January: 60 dossiers in 22 working days (1/1 is a holiday); its 12 open ones have no day of finishing, of nine
    columns. May: 10 dossiers in 23 working days: 1/5 is a holiday, Saturday 4/5 makes up for 29/4."""
    effects.import_parts(after_april, ADMIN, upload(5, rows(5, 10, 500)))
    newest, *_ = history.imports(after_april, "stp")
    found = history.profile(after_april, newest)
    assert [one["rows_read"] for one in found] == [10, 60, 60, 60, 60]
    assert [one["records"] for one in found] == [10, 48, 48, 48, 60]
    assert (found[0]["working_days"], found[-1]["working_days"]) == (23, 22)
    assert found[0]["pace"] == pytest.approx(10 / 23)
    assert found[0]["empty"] == 0
    columns = len(made.HEADER.split(";"))  # STT is none of the dataset's; the unit has two
    assert found[-1]["empty"] == pytest.approx(12 / (60 * columns))
