"""Days and months that changed places in an Excel set to American dates. What each column must say was written down
from what such an Excel shows of the days 1 to 20 of May."""

import pytest

from chiso.core.errors import Refused
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
