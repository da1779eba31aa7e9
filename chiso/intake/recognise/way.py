"""One way to understand one sheet, and what its title says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chiso.core.periods import month_end
from chiso.core.vietnamese import fold
from chiso.intake.datasets import Dataset, Field
from chiso.intake.recognise.header import Grid, Header
from chiso.intake.recognise.index_names import index_of, place_named, reported_in, says_aims, stands_in
from chiso.intake.recognise.layout import Answers, Wide
from chiso.intake.recognise.matching import Match
from chiso.intake.recognise.months import month_named
from chiso.intake.recognise.title import Title, loose_year, part_of_year

# Of so many lines of a table one at least says what it is about; fewer lines than these tell nothing.
_FEW, _ENOUGH = 6, 10


@dataclass(frozen=True)
class Way:
    """One way to understand one sheet. `by_values`: the field whose column its values told."""

    grid: Grid
    dataset: Dataset
    header: Header
    match: Match
    title: Title
    constants: Mapping[str, str]
    missing: tuple[str, ...] = ()
    score: float = 0.0
    wide: Wide | None = None
    by_values: str = ""

    @property
    def year(self) -> int | None:
        """What is said to be the year of all its rows."""
        return int(self.constants["year"]) if "year" in self.constants else None

    def doubt(self, file_name: str) -> str:
        """Why nobody knows that it is what its columns say; "" for nothing: what stands above it, or its sheet, says
        that it is another kind of table or of a part of a year, or a title names none and hardly a line speaks of what
        this kind is about."""
        of, above = self.dataset, self.grid.above(self.header.first)
        why = ""
        if word := of.strange_word(*above, self.grid.sheet.name):
            why = f"tiêu đề nói là “{word}”"
        elif of.is_of_whole_years and self.year and (part := part_of_year(self.year, above)):
            why = f"tiêu đề ghi kỳ {part[0]:%d/%m/%Y} – {part[1]:%d/%m/%Y}, không phải cả năm"
        elif above and of.about and not of.is_sure(*above, self.grid.sheet.name, file_name):
            lines = [" ".join(filter(None, row)) for row in self.grid.rows[self.header.end + 1 :]]
            if len(lines) >= _ENOUGH and _FEW * sum(map(of.is_about, lines)) < len(lines):
                why = f"tiêu đề không ghi là của {of.about[0]}, và các dòng hầu như không nói về việc ấy"
        return why and (
            f"Bảng có các cột của “{of.label}” nhưng {why}, nên không được nhập như vậy. Nếu đúng là loại đó, hãy chọn "
            "loại dữ liệu."
        )

    @property
    def rank(self) -> tuple[float, int, int]:
        """Best first: the score, then more levels of header, then the earlier row."""
        return (self.score - self.header.wrapped, self.header.last - self.header.first, -self.header.first)


def year_above(title: Title, sheet_name: str) -> int | None:
    """The year that stands above a table, else in the name of its sheet."""
    return title.year or loose_year(" ".join(title.title)) or loose_year(sheet_name)


def month_of(title: Title, sheet_name: str) -> date | None:
    """The last day of the month that the title of a table says to be its period, else of that which its sheet is called
    ("T10" below "Năm 2024", "Tháng 10-2024")."""
    if title.period:
        first, last = title.period
        return last if first.day == 1 and last == month_end(first) else None
    month, own_year = month_named(sheet_name.replace("_", "-")) or (0, None)
    year = own_year or year_above(title, "")
    return month_end(date(int(year), month, 1)) if month and year else None


def constants_of(
    dataset: Dataset, matched: Match, title: Title, answers: Answers, names: tuple[str, str]
) -> dict[str, str]:
    """The fields that the title of a table says for every row, of those that have no column; where it says no index and
    no year, the names of its sheet and its file (`names`) do, where it says no month, that of its sheet."""
    out: dict[str, str] = {}
    sources = title.title if says_aims(*names) else (*title.title, *names)
    for name in dataset.from_title:
        if name in matched.columns:
            continue
        if name == "year":
            if year := answers.year or year_above(title, names[0]) or loose_year(names[1]):
                out["year"] = str(year)
        elif name == "index" and (index := index_of(*sources)):
            out["index"] = index
        elif name == "indicator" and (reported := reported_in(title.title)):
            out["indicator"] = reported
        elif name == "place" and (place := place_named(title.title)):
            out["place"] = place
        elif name == "month" and (month := month_of(title, names[0])):
            out["month"] = f"{month:%m/%Y}"
        elif name == "date" and (day := _day_of(title, names[0], answers.as_of)):
            out["date"] = _printed(day, title)
        elif (known := dataset.by_name[name]).kind == "choice" and (word := _word_in(title.title, known)):
            out[name] = word
    return out


def _day_of(title: Title, sheet_name: str, told: date | None) -> date | None:
    """The day of what a table reports: that which somebody told, or its title; the month that its sheet is called, up
    to the day that is told of the whole file."""
    month = None if title.as_of else month_of(title, sheet_name)
    return month if month and month <= (told or month) else told or title.as_of


def _printed(day: date, title: Title) -> str:
    """The day as a cell would print it: that which several months of the title end with the year says so."""
    first, last = title.period or (day, day)
    ends_year = last == day and (first.month < last.month == 12)
    return f"hết năm {day.year}" if ends_year else f"{day:%d/%m/%Y}"


def _word_in(lines: Sequence[str], known: Field) -> str:
    """The word of a closed list that a title says ("KẾT QUẢ KHẢO SÁT DOANH NGHIỆP"), where it says no other's."""
    said = fold(" ".join(lines))
    codes = {code for key, code in known.codes.items() if stands_in(key, said)}
    return known.words[codes.pop()] if len(codes) == 1 else ""
