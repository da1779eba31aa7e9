"""What a person may say about columns: which is which, which of two, which one is the missing field. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from chiso.intake.datasets import DATASETS, Field
from chiso.intake.files.sheets import column_letters
from chiso.intake.recognise.layout_types import Layout
from chiso.intake.recognise.matching import match


@dataclass(frozen=True)
class Heading:
    """A column of a file: `key` names it in `Answers.columns`; `field` is what it is taken for ('' = left out)."""

    key: str
    column: int
    header: str
    field: str
    is_personal: bool = False

    @property
    def words(self) -> str:
        """ "C · Ngày tiếp nhận"."""
        return f"{column_letters(self.column)} · {self.header}"


def headings(layout: Layout) -> list[Heading]:
    """Every column with a heading, in the file's order."""
    taken = {column: name for name, column in layout.columns.items()}
    taken |= {tick.column: tick.field for tick in layout.ticked}
    return [
        Heading(
            key_of(layout, column), column, header, taken.get(column, ""), header in layout.personal_columns
        )
        for column, header in sorted(layout.paths.items())
        if header
    ]


def key_of(layout: Layout, column: int) -> str:
    """The column's name in `Answers.columns`: its heading, with its letters where another has the same."""
    header = layout.paths[column]
    twins = [other for other, text in layout.paths.items() if text == header]
    return f"{header} [{column_letters(column)}]" if len(twins) > 1 else header


def missing(layout: Layout) -> list[Field]:
    """Required fields that nothing in the file gives."""
    there = {*layout.columns, *(tick.field for tick in layout.ticked), *layout.constants}
    return [field for field in DATASETS[layout.dataset].required if field.name not in there]


def clashes(layout: Layout, said: Mapping[str, str]) -> dict[str, list[Heading]]:
    """Fields that several columns claim alike."""
    paths = {column: tuple(header.split(" › ")) for column, header in layout.paths.items()}
    found = match(DATASETS[layout.dataset], paths, (), said).clashes
    by_column = {heading.column: heading for heading in headings(layout)}
    return {
        name: [by_column[column] for column in columns if column in by_column]
        for name, columns in found.items()
    }


def free_fields(layout: Layout) -> list[Field]:
    """The fields of the dataset that no column gives yet."""
    taken = {*layout.columns, *(tick.field for tick in layout.ticked)}
    return [field for field in DATASETS[layout.dataset].fields if field.name not in taken]
