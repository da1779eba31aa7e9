"""Several tables in one sheet, each with columns of its own: each is read by its own header. What goes in was counted
on the rows by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chiso import homes
from chiso.commands import keeping
from chiso.intake.commit import batch
from chiso.intake.commit.stages import ImportResult, Upload
from chiso.store import DATABASE, Store
from tests.worlds import fresh_home
from tests.worlds import upload_files as made
from tests.worlds.import_world import table_rows
from tests.worlds.people import ADMIN

HEADER = made.HEADER.split(";")
SWAPPED = ";".join([*HEADER[:5], HEADER[6], HEADER[5], *HEADER[7:]])  # due before received
TASKS = (
    "STT;Số văn bản;Nội dung nhiệm vụ;Đơn vị thực hiện;Ngày giao;Hạn hoàn thành;Ngày hoàn thành\n"
    "1;12/UBND-NC;Báo cáo;Văn phòng;04/03/2024;18/03/2024;15/03/2024\n"
)


def text_of(*tables: bytes | str) -> str:
    """Tables below one another, a blank row and a heading between two."""
    texts = [one if isinstance(one, str) else one.decode("utf-8-sig") for one in tables]
    return "\n\nII. DANH SÁCH KHÁC\n".join(texts)


def book(text: str) -> Upload:
    return Upload("a.xlsx", made.workbook({"S": text.encode()}))


def imported(store: Store, upload: Upload) -> list[ImportResult]:
    return batch.import_parts(store, ADMIN, upload)


def counts(found: list[ImportResult]) -> list[tuple[object, ...]]:
    return [(one.status, one.dataset, one.rows_loaded, one.rows_rejected) for one in found]


@pytest.mark.parametrize("made_of", [book, lambda text: Upload("a.csv", text.encode())], ids=["xlsx", "csv"])
def test_a_second_list_is_read_by_its_own_header(store: Store, made_of: Callable[[str], Upload]) -> None:
    below = made.dossiers(3, first=11)
    below[1]["Ngày tiếp nhận"] = "32/03/2024"
    text = text_of(made.export(made.dossiers(4)), made.export(below, header=SWAPPED, title=""))
    upload = made_of(text)
    (found,) = imported(store, upload)
    assert counts([found]) == [("imported", "dossiers", 6, 1)]
    assert [(one["row"], one["column"], one["code"]) for one in found.rejects] == [
        (13, "received_at", "bad_date")
    ]
    assert found.rows_read + found.rows_skipped == len(text.splitlines())
    days = {(str(row["received_at"])[:10], str(row["due_at"])[:10]) for row in table_rows(store, "dossiers")}
    assert days == {("2024-03-04", "2024-03-18")}
    assert counts(imported(store, upload)) == [("unchanged", "dossiers", 6, 1)]


def test_tables_of_two_kinds_are_two_imports_with_the_day_above_both(store: Store) -> None:
    upload = book(text_of(made.export(made.dossiers(3)), TASKS))
    found = imported(store, upload)
    assert counts(found) == [("imported", "dossiers", 3, 0), ("imported", "tasks", 1, 0)]
    assert {str(one.as_of) for one in found} == {"2024-03-31"}
    batch.rollback(store, ADMIN, 2)
    assert counts(imported(store, upload)) == [("unchanged", "dossiers", 3, 0), ("imported", "tasks", 1, 0)]


def test_the_same_header_again_begins_no_table(store: Store) -> None:
    page = made.export(made.dossiers(2, first=5), title="")
    (found,) = imported(
        store, book(text_of(made.export(made.dossiers(2)), page, made.export(made.dossiers(1, 9), title="")))
    )
    assert counts([found]) == [("imported", "dossiers", 5, 0)]
    assert "sheets_joined" not in {one["code"] for one in found.warnings}


def test_a_table_that_nobody_knows_beneath_is_named_and_the_first_goes_in(store: Store) -> None:
    more = "STT;Đơn vị;Số hồ sơ;Ghi chú;Lý do;Diễn giải\n1;Văn phòng;12;a;b;c\n2;Thanh tra;3;a;b;c\n"
    (found,) = imported(store, book(text_of(made.export(made.dossiers(4)), more)))
    assert counts([found]) == [("imported", "dossiers", 4, 0)]
    (said,) = [one["message"] for one in found.warnings if one["code"] == "sheets_left_out"]
    assert "“S (bảng 2)”" in said


def test_a_few_sums_above_a_list_are_no_table(store: Store) -> None:
    sums = f"DANH SÁCH\n{made.MARCH}\n\nTổng số;Đúng hạn;Quá hạn;Đang xử lý;Trước hạn\n4;3;1;0;0\n\n"
    text = sums + made.export(made.dossiers(4), title="").decode("utf-8-sig")
    (found,) = imported(store, book(text))
    assert counts([found]) == [("imported", "dossiers", 4, 0)]
    assert (found.sheet, found.header_row, found.warnings) == ("S", 7, ())


def test_a_restore_reads_each_table_again(tmp_path: Path) -> None:
    home = tmp_path / "home"
    text = text_of(
        made.export(made.dossiers(3)), made.export(made.dossiers(2, 8), header=SWAPPED, title=""), TASKS
    )
    with fresh_home.build(home) as store:
        assert counts(imported(store, book(text))) == [
            ("imported", "dossiers", 5, 0),
            ("imported", "tasks", 1, 0),
        ]
    (home / DATABASE).unlink()
    keeping.restore(home, None, False)
    with homes.opened(home) as store:
        assert [row["rows_loaded"] for row in store.rows("imports/list")] == [5, 1]
