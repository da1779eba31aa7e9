"""Days and months that changed places in an Excel set to American dates. What each column must say was written down
from what such an Excel shows of the days 1 to 20 of May."""

import pyarrow as pa
import pytest

from chiso.core.errors import Refused
from chiso.intake.clean.values import parse_column
from chiso.intake.datasets import DATASETS
from tests.intake.test_cleaning import cleaned, dossier

DAYS = range(1, 21)
PADDED = [f"{day:02}/05/2024" for day in DAYS]
AMERICAN = [f"05/{day:02}/2024" for day in DAYS]
CELLS = [f"2024-{day:02}-05" if day <= 12 else f"{day}/05/2024" for day in DAYS]
SAVED_AS_CSV = [f"{day}/5/2024" if day <= 12 else f"{day}/05/2024" for day in DAYS]
ONE_DIGIT = [f"{day}/5/2024" for day in DAYS]
DATES = [f"2024-05-{day:02}" for day in DAYS]


def rows(texts: list[str]) -> list[list[str | None]]:
    return [dossier(n, received_at=text, due_at="30/12/2024", finished_at=None, status="Đang xử lý")
            for n, text in enumerate(texts)]  # fmt: skip


@pytest.mark.parametrize("texts", [AMERICAN, CELLS, SAVED_AS_CSV, AMERICAN[:15]], ids=str)
def test_a_column_of_swapped_days_is_refused_whole(texts: list[str]) -> None:
    """Of the first fifteen American ones three alone are no dates: the other twelve would go in as 5 January … ."""
    with pytest.raises(Refused, match="month_first") as refused:
        cleaned(rows(texts))
    assert "“Ngày tiếp nhận”" in refused.value.message


@pytest.mark.parametrize(
    ("texts", "loaded"),
    [(PADDED, 20), (ONE_DIGIT, 20), (DATES, 20), (DATES[:12] + PADDED[:14], 26), (PADDED[:12], 12),
     ([*PADDED, *AMERICAN[12:]], 20)],
    ids=str,
)  # fmt: skip
def test_days_that_may_be_so_are_read(texts: list[str], loaded: int) -> None:
    assert cleaned(rows(texts)).rows_loaded == loaded


SHORT = [f"{day:02}/05/24" for day in DAYS]


def received(texts: list[str]) -> tuple[list[str], list[str], list[str]]:
    """The days that are read, the cells that are not, and what is said of years of two digits."""
    found = cleaned(rows(texts))
    days = [str(day)[:10] for day in found.table["received_at"].to_pylist()]
    said = [message for code, message in found.warnings if code == "short_years"]
    return days, [str(one.value) for one in found.rejects], said


@pytest.mark.parametrize("sign", ["/", "-", "."])
def test_years_of_two_digits_are_read_where_the_column_shows_which_number_is_the_year(sign: str) -> None:
    days, left, (said,) = received([text.replace("/", sign) for text in SHORT] + ["21/05/2024"])
    assert (days, left) == ([*DATES, "2024-05-21"], [])
    assert said == f"Cột “Ngày tiếp nhận” (“01{sign}05{sign}24”) ghi năm bằng hai chữ số: được hiểu là 20…."


def test_a_time_may_stand_before_a_day_with_a_year_of_two_digits() -> None:
    days, left, said = received([f"16h30 {text}" for text in SHORT])
    assert (days, left, len(said)) == (DATES, [], 1)


def test_days_of_two_numbers_that_may_be_the_year_are_asked_for() -> None:
    """Up to the twelfth it may be the month; and 24/05/01 is a day of May 2024 or the 24th of one in 2001."""
    with pytest.raises(Refused, match="too_many_rejects"):
        cleaned(rows(SHORT[:12]))
    with pytest.raises(Refused, match="too_many_rejects"):
        cleaned(rows([f"24/05/{day:02}" for day in DAYS]))
    with pytest.raises(Refused, match="month_first"):
        cleaned(rows([f"05/{day:02}/24" for day in DAYS]))


def test_months_by_their_english_names_and_blanks_around_the_signs_are_read() -> None:
    days, left, said = received(
        ["05-Mar-2024", "5 March 2024", "05 / 03 / 2024", "05 /03/ 2024", "05-Foo-2024"]
    )
    assert (days, left, said) == (["2024-03-05"] * 4, ["05-Foo-2024"], [])
    assert received([f"{day}-May-24" for day in DAYS])[0] == DATES
    assert received(["1-May-24", "8-May-24"])[0] == ["2024-05-01", "2024-05-08"]  # the name tells the month
    with pytest.raises(Refused, match="too_many_rejects"):
        cleaned(rows(["24-May-01", "24-May-08"]))  # the year may stand first


def test_days_without_signs_are_read_with_the_year_first() -> None:
    days, left, _ = received(["20240305", "20240305", "20240305083000", "20241305", "20240230", "24030512"])
    assert (days, left) == (["2024-03-05"] * 3, ["20241305", "20240230", "24030512"])


@pytest.mark.parametrize(
    "none",
    ["1900-01-01", "01/01/1900 00:00", "1/1/1753", "01/01/0001", "31/12/9999", "00/01/1900", "0000-00-00 00:00:00",
     "1970-01-01T00:00:00", "30/12/1899", "NULL", "(null)", "NaT", "None", "N/A", r"\N"],
)  # fmt: skip
def test_what_systems_print_for_no_day_is_none(none: str) -> None:
    """A dossier that is open still, not one that ended before it was received; no cell that could not be read."""
    found = cleaned([dossier(1, received_at="05/05/2024", finished_at=none, status="Đang xử lý")])
    assert found.table["finished_at"].to_pylist() == [None]
    assert [code for code, _ in found.warnings if code == "unreadable_value"] == []


@pytest.mark.parametrize("odd", ["05/06/1985", "02/01/1900", "#N/A", "NULLA"])
def test_another_day_that_cannot_be_is_told(odd: str) -> None:
    found = cleaned([dossier(1, received_at="05/05/2024", finished_at=odd, status="Đang xử lý")])
    assert found.table["finished_at"].to_pylist() == [None]
    assert [code for code, _ in found.warnings if code == "unreadable_value"] == ["unreadable_value"]


@pytest.mark.parametrize("lost", ["NULL", "00/00/0000", "31/12/9999", "N/A"])
def test_a_due_date_that_was_lost_is_none_that_was_not_given(lost: str) -> None:
    """Without one a dossier is on time whatever happens: the row waits for the date, as one of a bad day."""
    found = cleaned([dossier(1), dossier(2), dossier(3, due_at=lost)])
    assert [(one.column, one.code) for one in found.rejects] == [("due_at", "bad_date")]
    assert cleaned([dossier(1), dossier(2, due_at="-")]).rejects == []


def test_what_is_not_there_is_nobodys_name() -> None:
    found = parse_column(pa.array(["NULL", "Nguyễn Thị Null"]), DATASETS["dossiers"].by_name["official"])
    assert (found.values.to_pylist(), found.empty.tolist()) == ([None, "Nguyễn Thị Null"], [True, False])


def test_of_what_is_counted_a_dash_is_none_and_null_is_unknown() -> None:
    counted = DATASETS["field_report"].by_name["received_online"]
    found = parse_column(pa.array(["-", "NULL", "3"]), counted)
    assert (found.values.to_pylist(), found.bad.tolist()) == ([0, None, 3], [False, True, False])
