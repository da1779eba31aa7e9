"""The year of the table of CCHC points that is looked at: one choice, whichever page shows it."""

from collections.abc import Sequence

from chiso.web.shell import view
from chiso.web.shell.context import Context

YEAR = "nam_diem"  # in the address


def table_year(here: Context, years: Sequence[int]) -> int:
    """Of years that have one, the newest first: that of the filters where it is among them, else the newest before it,
    until another is chosen."""
    if len(years) == 1:
        return years[0]
    default = next((year for year in years if year <= here.year), years[0])
    names = {str(year): f"Năm {year}" for year in years}
    return int(view.segments("Năm của bảng điểm", names, name=YEAR, default=str(default)))
