"""Which months are a real change: limits and rules by hand on the months of a small home."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiso import figures
from chiso.__main__ import main
from chiso.core.periods import month_end
from chiso.figures import Asked
from chiso.figures.signals import Behaviour, full_months
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.store import Store
from chiso.words import behaviour
from tests.worlds import fresh_home, import_world, small_world
from tests.worlds.people import ADMIN
from tests.worlds.small_world import HCTP, VP, dossier

OCTOBER = Asked(agency="stp", as_of=date(2024, 10, 31))


def month(number: int, online: int, unit: str = VP) -> list[dict[str, Any]]:
    """Ten dossiers of a month of 2024, so many of them online."""
    return [
        dossier(
            f"{number}-{place}",
            unit=unit,
            received=f"2024-{number:02}-11",
            channel="online" if place < online else "counter",
            status="processing",
            has_e_result=True if number % 2 else None,
            finished=f"2024-{number:02}-20",
        )
        for place in range(10)
    ]


# One of ten online in eight months, ten of ten in October, none at all in May.
DOSSIERS = [row for number in (1, 2, 3, 4, 6, 7, 8, 9) for row in month(number, 1)] + month(10, 10, HCTP)
# One a month on time, from February on; one overdue from 11/03, finished on 20/05.
TASKS = [
    {
        "document_no": f"T{number}",
        "unit": VP,
        "assigned_on": f"2024-{number:02}-01",
        "due_on": f"2024-{number:02}-10",
        "finished_on": f"2024-{number:02}-09",
    }
    for number in range(2, 11)
]
TASKS.append({**TASKS[1], "document_no": "T-late", "finished_on": "2024-05-20"})
ROWS = {"dossiers": DOSSIERS, "tasks": TASKS}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with small_world.fill(tmp_path_factory.mktemp("signals") / "home", ROWS, date(2024, 1, 1)) as made:
        yield made


def one(store: Store, indicator: str = "online_rate", day: date = OCTOBER.as_of) -> Behaviour:
    (found,) = figures.behaviours(store, Asked(agency="stp", as_of=day), indicator)
    return found


def test_limits_and_rules_of_nine_months_by_hand(store: Store) -> None:
    """Mean 1.8 ÷ 9, mean moving range 0.9 ÷ 8, of it 2.66 times: 0.29925; eight in a row lie below the mean."""
    found = one(store)
    assert found.months == tuple(f"2024-{number:02}" for number in (1, 2, 3, 4, 6, 7, 8, 9, 10))
    assert found.values == (*(0.1,) * 8, 1.0)
    assert found.limits is not None
    limits = (found.limits.lower, found.limits.mean, found.limits.upper)
    assert limits == pytest.approx((-0.09925, 0.2, 0.49925), abs=1e-12)
    assert found.limits.provisional
    assert found.signals == {**dict.fromkeys(range(8), "run"), 8: "outside"}


def test_a_month_counts_from_its_last_day_on(store: Store) -> None:
    for day in (date(2024, 10, 30), date(2024, 9, 30)):
        assert one(store, day=day).months[-1] == "2024-09"
        assert one(store, day=day).signals == {}
    assert one(store, day=date(2024, 3, 30)).limits is None  # two months
    assert figures.behaviours(store, Asked(agency="stp", as_of=date(2024, 1, 30)), "online_rate") == []


def test_what_is_overdue_counts_at_the_end_of_each_month(store: Store) -> None:
    """T-late is overdue at the ends of March and April and was finished late in May."""
    found = one(store, "task_on_time_rate")
    assert dict(zip(found.months, found.values, strict=True)) == {
        "2024-02": 1, "2024-03": 0.5, "2024-04": 0.5, "2024-05": 0.5, **{f"2024-{n:02}": 1 for n in range(6, 11)},
    }  # fmt: skip
    assert found.bases == (1, 2, 2, 2, 1, 1, 1, 1, 1)


def test_a_month_of_which_too_much_is_unknown_is_left_out(store: Store) -> None:
    """Of even months no file says which results were electronic."""
    assert one(store, "e_result_rate").months == ("2024-01", "2024-03", "2024-07", "2024-09")


def test_units_are_told_apart(store: Store) -> None:
    found = {one.unit: one for one in figures.behaviours(store, OCTOBER, "online_rate", "unit")}
    assert found["stp-vp"].values == (0.1,) * 8
    assert found["stp-vp"].signals == {}
    assert (found["stp-hctp"].months, found["stp-hctp"].limits) == (("2024-10",), None)
    (alone,) = figures.behaviours(
        store, Asked(agency="stp", as_of=OCTOBER.as_of, unit="stp-vp"), "online_rate"
    )
    assert (alone.unit, alone.values) == ("stp-vp", (0.1,) * 8)


def test_months_are_full_ones_of_which_files_speak_and_at_most_two_years() -> None:
    def months(since: date, newest: date, began: date | None) -> tuple[date, ...]:
        spans = [{"is_own": True, "first_day": min(since, began or since), "last_day": newest}]
        known = {"since": since, "newest_as_of": newest, "spans": spans}
        return full_months(known, "dossiers", OCTOBER.as_of, began)

    april = date(2024, 4, 30)
    assert months(date(2024, 2, 10), april, None) == (date(2024, 3, 31), april)
    assert months(date(2024, 4, 10), april, date(2024, 3, 1)) == (date(2024, 3, 31), april)
    two_years = months(date(2020, 5, 1), OCTOBER.as_of, None)
    assert (len(two_years), two_years[0], two_years[-1]) == (24, date(2022, 11, 30), date(2024, 10, 31))


HEADER = "Mã hồ sơ;Tên TTHC;Phòng xử lý;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc;Trạng thái"


def line(number: str, received: str, finished: str) -> str:
    """A dossier filed online and answered."""
    return f"HS-{number};Cấp phiếu;Văn phòng;Trực tuyến;{received}/2024;30/06/2024;{finished}/2024;Đã trả kết quả"


def test_what_a_printed_period_says_of_days_before_it_is_no_list_of_them(tmp_path: Path) -> None:
    """Finished in March, of them one received in January, one in February: of these months no file speaks, nor of April
    the list from 02/05 on that stands beside it, which begins with what was received on 25/04."""
    march = "Từ ngày 01/03/2024 đến ngày 31/03/2024"
    files = {
        "thang_3": [
            march,
            HEADER,
            line("1", "01/01", "04/03"),
            line("2", "03/02", "05/03"),
            line("3", "05/03", "06/03"),
        ],
        "sau_do": [HEADER, line("4", "25/04", "02/05"), line("5", "06/05", "07/05")],
    }
    with fresh_home.build(tmp_path / "home") as made:
        for name, lines in files.items():
            text = "\n".join(lines).encode("utf-8-sig")
            answers = Answers(as_of=date(2024, 3 if name == "thang_3" else 5, 31))
            assert (
                batch.import_file(made, ADMIN, Upload(f"{name}.csv", text, answers=answers)).status
                == "imported"
            )
        assert one(made, day=date(2024, 5, 31)).months == ("2024-03", "2024-05")


def test_what_is_left_over_of_a_month_without_a_file_is_no_month(tmp_path: Path) -> None:
    """Of June only the list of July speaks, by the one dossier of it that was not finished: "0% of 1" stood between 50%
    and 50%, and what is usual was reckoned with it."""
    with fresh_home.build(tmp_path / "home") as made:
        world = import_world.World(made)
        for number in (3, 4, 5, 7):
            first, last = date(2024, number, 1), month_end(date(2024, number, 1))
            late = [received(f"{number}-0", "20/6", "counter")] if number == 7 else []
            rows = [received(f"{number}-{n}", f"{n}/{number}", ("online", "counter")[n % 2]) for n in (2, 3)]
            assert world.put([*late, *rows], last, period=(first, last)).error is None
        found = one(made, day=date(2024, 7, 31))
        assert (found.months, found.values) == (("2024-03", "2024-04", "2024-05", "2024-07"), (0.5,) * 4)
        assert behaviour.skipped(found) == ["T6/24"]


def received(number: str, day: str, channel: str) -> dict[str, object]:
    """A dossier that is open still."""
    return import_world.dossier(
        number, unit_text="Văn phòng", received_at=day, due_at="30/8", channel=channel
    )


def test_a_list_without_bounds_speaks_from_its_first_event_on(tmp_path: Path) -> None:
    """The first dossier came on 11/01, so January is not whole; one more of 1/1, finished on 20/01, makes it so."""
    lines = [line(month, f"11/{month}", f"20/{month}") for month in ("01", "03", "04", "05")]
    first = line("0", "01/01", "20/01")
    for rows, months in (
        (lines, ("2024-03", "2024-04", "2024-05")),
        ([first, *lines], ("2024-01", "2024-03", "2024-04", "2024-05")),
    ):
        path = tmp_path / "ho_so.csv"
        path.write_text("\n".join((HEADER, *rows)), encoding="utf-8-sig")
        with fresh_home.build(tmp_path / str(len(rows))) as made:
            upload = Upload(path.name, path.read_bytes(), answers=Answers(as_of=date(2024, 5, 31)))
            done = batch.import_file(made, ADMIN, upload)
            assert done.status == "imported"
            assert one(made, day=date(2024, 5, 31)).months == months


def test_a_month_is_what_indicators_answer_on_its_last_day(demo_store: Store) -> None:
    for indicator in ("online_rate", "on_time_rate", "task_on_time_rate", "official_late_rate"):
        found = one(demo_store, indicator)
        for month, day in (("2024-06", date(2024, 6, 30)), ("2023-03", date(2023, 3, 31))):
            asked = Asked(agency="stp", as_of=day)
            values = figures.values(demo_store, asked, indicator, "month")
            (value,) = (row for row in values if row.month == month)
            place = found.months.index(month)
            assert (found.values[place], found.bases[place]) == (value.value, value.denominator)


def test_the_command_answers_the_months_of_a_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_world.fill(tmp_path / "home", ROWS, date(2024, 1, 1)).close()
    words = ["--home", str(tmp_path / "home"), "--json", "signals"]
    assert main(words) == 0
    rows = [row for row in json.loads(capsys.readouterr().out) if row["indicator"] == "online_rate"]
    assert [(row["month"], row["signal"]) for row in rows][-2:] == [
        ("2024-09", "run"),
        ("2024-10", "outside"),
    ]
    assert len(rows) == 9
    last = rows[-1]
    assert (last["unit"], last["value"], last["provisional"]) == (None, 1.0, True)
    assert (
        last["sentence"]
        == "Hồ sơ trực tuyến tháng 10/2024 là 100%: cao khác thường, các tháng thường không quá 49,9%."
    )
    assert last.keys() >= {
        "indicator",
        "unit",
        "month",
        "value",
        "mean",
        "lower",
        "upper",
        "signal",
        "sentence",
    }
    assert main([*words, "--by", "unit"]) == 0
    assert not [row for row in json.loads(capsys.readouterr().out) if row["indicator"] == "online_rate"]
