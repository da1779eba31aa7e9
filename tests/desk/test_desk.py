"""The desk without a page: the calendar, effects in words, causes, suggested days. Expected values are hand-made."""

from datetime import date
from typing import Any

import pytest

from chiso.core.periods import cchc_year_bounds, month_end, months_of
from chiso.desk import effects, first_rows, handed_in, history
from chiso.desk.effects import Change, Snapshot
from chiso.desk.handed_in import IN, MISSING, NONE, OPEN, PARTLY
from chiso.intake.commit import batch, recovery
from chiso.intake.commit.preview import preview
from chiso.intake.commit.stages import Upload
from chiso.present import rejected
from chiso.store import Store
from chiso.web.upload.questions import suggested_day
from tests.worlds import upload_files as made
from tests.worlds.people import ADMIN

DAY = date(2024, 10, 24)
MONTHS = months_of(date(2023, 12, 15), DAY)


def span(dataset: str, first: date, last: date, **more: Any) -> dict[str, Any]:
    return {
        "import_id": last.toordinal(),
        "dataset": dataset,
        "unit_filter": "",
        "as_of": last,
        "rows_rejected": 0,
        "first_day": first,
        "last_day": last,
        "is_own": True,
        **more,
    }


def month(dataset: str, number: int, **more: Any) -> dict[str, Any]:
    first = date(2024, number, 1)
    return span(dataset, first, min(month_end(first), DAY), **more)


def states(lines: list[handed_in.Line], dataset: str, unit: str = "") -> str:
    """The states of a source from December to October, by their first letters (n = none)."""
    line = next(line for line in lines if (line.dataset, line.unit) == (dataset, unit))
    letters = {IN: "i", PARTLY: "p", MISSING: "m", OPEN: "o", NONE: "n"}
    return "".join(letters[cell.state] for cell in line.cells)


def test_months_of_a_cchc_year_begin_with_december() -> None:
    assert MONTHS[0] == date(2023, 12, 1)
    assert MONTHS[-1] == date(2024, 10, 1)
    assert months_of(*cchc_year_bounds(2023))[-1] == date(2023, 12, 1)


def test_month_without_file_is_late_from_the_fifth_of_the_next() -> None:
    spans = [month("dossiers", 7), month("dossiers", 8, rows_rejected=2)]
    on_fifth = handed_in.calendar(spans, MONTHS[:11], date(2024, 10, 5))
    on_sixth = handed_in.calendar(spans, MONTHS[:11], date(2024, 10, 6))
    assert states(on_fifth, "dossiers") == "nnnnnnnipoo"
    assert states(on_sixth, "dossiers") == "nnnnnnnipmo"
    # the main sources are expected from the first file of any of them on
    assert states(on_sixth, "tasks") == "nnnnnnnmmmo"


def test_one_file_may_speak_for_several_months() -> None:
    lines = handed_in.calendar(
        [span("dossiers", date(2024, 1, 1), date(2024, 3, 31))], MONTHS, date(2024, 4, 20)
    )
    assert states(lines, "dossiers")[:5] == "niiio"


def test_what_comes_when_something_changes_is_never_late() -> None:
    spans = [month("dossiers", 9), month("procedures", 2), month("criteria", 3)]
    lines = handed_in.calendar(spans, MONTHS, DAY)
    assert states(lines, "procedures") == "nni" + "n" * 8
    assert "m" not in states(lines, "criteria")


def test_units_that_hand_in_apart_have_lines_of_their_own() -> None:
    spans = [month("dossiers", 8, unit_filter="Phòng A"), month("dossiers", 8, unit_filter="Phòng B"),
             month("dossiers", 9, unit_filter="Phòng A")]  # fmt: skip
    lines = handed_in.calendar(spans, MONTHS, DAY)
    assert states(lines, "dossiers", "Phòng A")[-3:] == "iio"
    assert states(lines, "dossiers", "Phòng B")[-3:] == "imo"
    assert not [line for line in lines if (line.dataset, line.unit) == ("dossiers", "")]


def test_source_that_comes_weekly_counts_its_weeks() -> None:
    fridays = [date(2024, 9, 6), date(2024, 9, 13), date(2024, 9, 27), date(2024, 10, 4)]
    spans = [span("dossiers", friday.replace(day=1), friday) for friday in fridays]
    lines = handed_in.calendar(spans, MONTHS, DAY)
    dossiers = next(line for line in lines if line.dataset == "dossiers")
    assert [cell.weeks for cell in dossiers.cells[-2:]] == [(3, 4), (1, 3)]
    assert not handed_in.is_weekly("dossiers", [month("dossiers", number) for number in range(1, 10)])


def test_title_of_the_calendar_names_what_is_late_newest_first() -> None:
    lines = handed_in.calendar([month("dossiers", 8), month("dossiers", 9)], MONTHS, DAY)
    names = {"dossiers": "Một cửa", "tasks": "Nhắc việc", "petitions": "PAKN"}
    assert handed_in.headline(lines, MONTHS, names) == (
        "Lịch nộp: còn thiếu Nhắc việc tháng 9, PAKN tháng 9, Nhắc việc tháng 8 và 1 tệp khác"
    )
    assert handed_in.headline([], MONTHS, names) == "Lịch nộp: không thiếu tệp nào"
    # What the header of every page warns of is said here too, before it is due.
    spans = [month(name, 9) for name in ("dossiers", "tasks", "petitions")]
    lines = handed_in.calendar([*spans, month("dossiers", 10)], MONTHS, DAY)
    assert handed_in.headline(lines, MONTHS, names) == (
        "Lịch nộp: không thiếu tệp nào đã đến hạn; tháng 10 chưa có Nhắc việc, PAKN; "
        "Một cửa, Nhắc việc, PAKN mới có từ tháng 9"
    )
    # of what never came nobody says since when it comes
    lines = handed_in.calendar([month("dossiers", 10)], MONTHS, DAY)
    assert handed_in.headline(lines, MONTHS, names) == (
        "Lịch nộp: không thiếu tệp nào đã đến hạn; tháng 10 chưa có Nhắc việc, PAKN; Một cửa mới có từ tháng 10"
    )


@pytest.mark.parametrize(
    ("before", "after", "kind", "words"),
    [
        (0.519, 0.524, "rate", ("51,9%", "52,4%", "0,5")),
        (0.5, 0.5, "rate", ("50%", "50%", "")),
        (0.9989, 0.9991, "rate", ("99,89%", "99,91%", "0,02")),
        (9.0, 6.0, "count", ("9", "6", "−3")),
        (None, 0.8, "rate", ("chưa có số", "80%", "")),
    ],
)
def test_change_is_printed_so_that_it_shows(
    before: float | None, after: float, kind: str, words: tuple[str, str, str]
) -> None:
    assert Change("x", "X", kind, before, after).printed == words


def test_effect_shows_the_headlines_of_the_dataset_and_what_else_changes() -> None:
    def rows(**values: float) -> dict[str, dict[str, Any]]:
        return {name: {"value": value, "kind": "rate", "short_name": name} for name, value in values.items()}

    found = effects.compared(
        ["tasks"],
        Snapshot(DAY, rows(task_on_time_rate=0.9, online_rate=0.5, reuse_rate=0.3)),
        Snapshot(DAY, rows(task_on_time_rate=0.9, online_rate=0.5, reuse_rate=0.4)),
    )
    assert [change.indicator for change in found.headlines] == ["task_on_time_rate"]
    assert [change.indicator for change in found.others] == ["reuse_rate"]
    assert found.summary() == "reuse_rate 30% → 40%"


def test_trying_out_an_import_leaves_no_trace(tmp_path: Any) -> None:
    with made.home(tmp_path / "home") as store:
        looked = preview(store, Upload("march.csv", made.export(made.dossiers(4))))
        version = store.data_version
        effect = effects.of_import(store, looked)
        assert {change.indicator: change.after for change in effect.headlines}["online_rate"] == 1.0
        assert (store.data_version, store.rows("imports/all")) == (version, [])
        assert recovery.verify(store) == []
        assert batch.commit(store, ADMIN, looked).import_id == 1
        _effect_of_roll_back(store)


def _effect_of_roll_back(store: Store) -> None:
    row = history.imports(store, "stp")[0]
    effect = effects.of_turn(store, row, "rollback")
    assert {change.indicator: change.after for change in effect.headlines}["online_rate"] is None
    assert [one["status"] for one in store.rows("imports/all")] == ["active"]


def test_causes_are_grouped_by_reason_and_column() -> None:
    def reject(row: int, header: str, code: str, value: str = "x") -> dict[str, Any]:
        return {"sheet": "", "row": row, "header": header, "code": code, "value": value, "message": ""}

    found = rejected.causes(
        [
            reject(5, "Hạn", "bad_date", "32/13"),
            reject(9, "Hạn", "bad_date"),
            reject(9, "Mã", "missing_value", ""),
        ]
    )
    assert [(cause.sentence(), cause.cells, cause.rows, cause.values) for cause in found] == [
        ("Hạn: ngày không đọc được", 2, (5, 9), ("32/13", "x")),
        ("Mã: thiếu giá trị bắt buộc", 1, (9,), ()),
    ]


def test_first_rows_stand_side_by_side_without_citizens(tmp_path: Any) -> None:
    header = f"{made.HEADER};Người nộp"
    content = made.export(made.dossiers(2, **{"Người nộp": "Nguyễn Văn Kín"}), header=header)
    with made.home(tmp_path / "home") as store:
        looked = preview(store, Upload("march.csv", content))
    understood, found = first_rows.understood(looked), first_rows.found(looked)
    assert list(understood["Dòng"]) == [5, 6]
    assert list(found["Dòng"]) == [4, 5, 6]
    assert list(understood["Hình thức nộp"]) == ["Trực tuyến", "Trực tuyến"]
    assert list(understood["Ngày tiếp nhận"]) == ["04/03/2024", "04/03/2024"]
    shown = f"{understood.to_dict()} {found.to_dict()} {looked.glimpse.beginnings}"
    assert "Kín" not in shown


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-03 ho_so.csv", date(2024, 3, 31)),
        ("Mot_cua_02.2024.xls", date(2024, 2, 29)),
        ("ho so 202411.csv", date(2024, 11, 30)),
        ("Giai_ngan.csv", None),
        ("QD 1234 2024.csv", None),
    ],
)
def test_name_of_a_file_suggests_the_last_day_of_its_month(name: str, day: date | None) -> None:
    assert suggested_day(name) == day
