"""Old workbooks (BIFF) are read whole or refused, and a chart's numbers are no cells."""

import struct

import pytest

from chiso.core.errors import Refused
from chiso.intake.files.reading import read
from chiso.intake.files.sheets import Reading
from tests.worlds.old_workbooks import (
    BOF_OF_CHART,
    end_of_rows,
    label,
    merge,
    number,
    record,
    row_of,
    stream_of,
    workbook,
)

CELLS = (
    row_of(0, 2)
    + row_of(1, 2)
    + label(0, 0, "Tháng")
    + label(0, 1, "Số hồ sơ")
    + label(1, 0, "5")
    + number(1, 1, 12)
)
CHART = record(0x0809, BOF_OF_CHART) + number(0, 0, 100) + number(1, 0, 101) + record(0x000A)


def cells(found: Reading, sheet: str) -> list[list[str | None]]:
    return [list(row.values()) for row in found.sheet(sheet).table.to_pylist()]


def test_numbers_that_a_chart_keeps_are_no_cells_of_its_sheet() -> None:
    content = workbook(stream_of(("Bảng", 0, CELLS + CHART), ("Biểu đồ", 2, number(0, 0, 7))))
    found = read("a.xls", content)
    assert cells(found, "Bảng") == [["Tháng", "Số hồ sơ"], ["5", "12"]]
    assert found.sheet("Biểu đồ").table.num_columns == 0


def damaged(stream: bytes) -> bool:
    with pytest.raises(Refused) as caught:
        read("a.xls", workbook(stream))
    return caught.value.code == "damaged_file"


def test_old_workbook_whose_sheet_does_not_reach_its_end_is_refused() -> None:
    whole = stream_of(("Bảng", 0, CELLS))
    assert cells(read("a.xls", workbook(whole)), "Bảng")
    assert damaged(whole[:-4])  # no EOF
    assert damaged(whole[:-4] + struct.pack("<HH", 0x0203, 60_000))  # a length that leads out of the file
    place = whole.index(struct.pack("<I", whole.rindex(struct.pack("<HH", 0x0809, 16))))
    assert damaged(
        whole[:place] + b"\7\7\0\0" + whole[place + 4 :]
    )  # a sheet that does not stand where it should


def test_row_that_lost_its_cells_is_damage() -> None:
    lost = CELLS.replace(label(1, 0, "5") + number(1, 1, 12), record(0x0FFF, bytes(20)))
    assert damaged(stream_of(("Bảng", 0, lost)))
    blank = CELLS.replace(row_of(1, 2), row_of(1, 2) + row_of(2, 0))  # a row that only has a height
    assert cells(read("a.xls", workbook(stream_of(("Bảng", 0, blank)))), "Bảng")[1] == ["5", "12"]


def test_row_that_never_had_the_cells_it_speaks_of_is_no_damage() -> None:
    """Excel keeps how wide a row was; where its cells would begin, those of the next do, or the end of the rows."""
    rows = row_of(0, 1) + row_of(1, 2) + row_of(2, 1) + row_of(3, 2)
    first, third = label(0, 0, "Tháng"), label(2, 0, "5")
    behind = len(rows) - len(row_of(0, 1))
    end = end_of_rows(len(rows + first + third), behind, len(first), 0, len(third))
    emptied = rows + first + third + end
    found = cells(read("a.xls", workbook(stream_of(("Bảng", 0, emptied)))), "Bảng")
    assert found == [["Tháng"], [None], ["5"]]
    # the cells of the third row are there no more, and what stands behind the rows still speaks of them
    assert damaged(stream_of(("Bảng", 0, emptied.replace(third, record(0x0FFF, third[4:])))))
    # it speaks of other rows
    assert damaged(
        stream_of(("Bảng", 0, rows + first + third + end_of_rows(20, behind, len(first), 0, len(third))))
    )


def test_merges_of_old_workbooks() -> None:
    content = workbook(stream_of(("Bảng", 0, CELLS + merge(1, 2, 0, 0))))
    assert read("a.xls", content).sheet("Bảng").merges == [(2, 1, 3, 1)]


def test_old_workbook_whose_days_count_from_1904_says_so() -> None:
    for first, said in ((0, False), (1, True)):
        day = record(0x0022, struct.pack("<H", first))
        assert (
            read("a.xls", workbook(stream_of(("Bảng", 0, CELLS), styles=day))).sheet("Bảng").since_1904
            is said
        )


@pytest.mark.parametrize("between", [b"", record(0x0086)], ids=["at once", "behind a protection"])
@pytest.mark.parametrize(
    "begin", [struct.pack("<HH", 0x0600, 5) + bytes(12), struct.pack("<HH", 0x0500, 5) + bytes(4)]
)
def test_old_workbook_with_a_password_says_so(begin: bytes, between: bytes) -> None:
    content = workbook(record(0x0809, begin) + between + record(0x002F, bytes(6)) + bytes(500))
    with pytest.raises(Refused) as caught:
        read("a.xls", content)
    assert caught.value.code == "protected_file"
