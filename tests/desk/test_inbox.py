"""The inbox: what lies in a folder waits or goes in by itself, once, whatever stands in the way or ends the server."""

import json
import os
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from chiso.core.errors import Refused
from chiso.desk import effects, folders, inbox
from chiso.desk.inbox import Inbox
from chiso.intake.commit.stages import Upload
from chiso.people import acts
from chiso.people.actor import VISITOR, Actor
from chiso.reference import changes
from chiso.store import Store, disk, ledger
from chiso.store.originals import KeyMissing
from tests.worlds.people import ADMIN, audited_acts

COLUMNS = "STT;Mã hồ sơ;Tên TTHC;{unit};Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc;Trạng thái"
ROW = "{n};HS-{n};Cấp phiếu;{unit};Trực tuyến;02/{m}/2024;10/{m}/2024;09/{m}/2024;Đã trả kết quả"


def export(month: str = "05", *, unit: str = "Văn phòng", rows: int = 2, more: str = "") -> bytes:
    """A list of dossiers of one month as it comes; `more`: lines after the last."""
    last = {"04": 30, "05": 31, "06": 30}[month]
    title = f"DANH SÁCH HỒ SƠ\nTừ ngày 01/{month}/2024 đến ngày {last}/{month}/2024"
    lines = [ROW.format(n=f"{month}{n}", unit=unit, m=month) for n in range(1, rows + 1)]
    return "\n".join([title, COLUMNS.format(unit="Phòng xử lý"), *lines, more]).encode("utf-8-sig")


@pytest.fixture
def place(store: Store, tmp_path: Path) -> Path:
    """The folder, from which clear files go in by themselves."""
    (tmp_path / "den").mkdir()
    inbox.choose(store, ADMIN, str(tmp_path / "den"), True)
    return tmp_path / "den"


def looked(store: Store, box: Inbox | None = None) -> Inbox:
    """Two looks: the first sees a file, the second that nobody writes it any more."""
    box = box or Inbox()
    box.look(store)
    box.look(store)
    return box


def imports(store: Store) -> list[tuple[str, str, str]]:
    found = store.rows("imports/list")
    return sorted((row["file_name"], row["status"], row["imported_by"]) for row in found)


def away(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (place / inbox.AWAY).rglob("*") if path.is_file()}


def waiting(box: Inbox) -> dict[str, str]:
    return {one.path.name: box.said(one) for one in box.letters}


def test_a_clear_file_goes_in_by_itself_and_moves_away(store: Store, place: Path) -> None:
    (place / "tháng 5.csv").write_bytes(export("05"))
    (place / "tháng 4.csv").write_bytes(export("04"))
    box = Inbox()
    box.look(store)
    assert imports(store) == []  # it may be growing still
    box.look(store)
    who = inbox.INBOX.name
    assert imports(store) == [("tháng 4.csv", "active", who), ("tháng 5.csv", "active", who)]
    assert [row["file_name"] for row in store.rows("imports/list")] == ["tháng 4.csv", "tháng 5.csv"], (
        "the older data first"
    )
    assert away(place) == {"tháng 5.csv": export("05"), "tháng 4.csv": export("04")}
    assert waiting(box) == {}
    log = audited_acts(store)
    assert set(log.loc[log["what"] == inbox.TAKEN, "subject"]) == {"tháng 5.csv", "tháng 4.csv"}
    assert set(log.loc[log["what"] == "import", "who"]) == {"Hộp thư đến"}
    looked(store, box)
    assert len(imports(store)) == 2


def test_where_the_office_does_not_want_that_it_waits(store: Store, place: Path) -> None:
    inbox.choose(store, ADMIN, str(place), False)
    (place / "a.csv").write_bytes(export())
    box = looked(store)
    assert (imports(store), waiting(box)) == ([], {"a.csv": ""})
    inbox.choose(store, ADMIN, str(place), True)
    box.look(store)
    assert [name for name, *_ in imports(store)] == ["a.csv"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (export(unit="Phòng Lạ"), "1 cách viết đơn vị chưa biết"),
        (export(more="3;HS-3;Cấp phiếu;Văn phòng;Trực tuyến;không;;;Đang xử lý"), "1 dòng bị loại"),
        (export().replace(b"STT", "Cột lạ".encode()), "1 cột chưa biết"),
        (
            export().replace("Từ ngày 01/05/2024 đến ngày 31/05/2024".encode(), b""),
            "Cần người xem: chưa biết ngày số liệu.",
        ),
        (
            "Chỉ số;Năm;Địa phương;Điểm\nPCI;2023;Khánh Hòa;65,5\n".encode(),
            "Cần người xem: tệp không ghi ngày số liệu.",
        ),
        (b"khong la bang\n", "không phải là bảng"),
    ],
    ids=["unit", "reject", "column", "date", "no day", "no table"],
)
def test_what_asks_or_is_said_something_of_waits_and_is_read_once(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, words: str
) -> None:
    (place / "a.csv").write_bytes(content)
    read: list[str] = []
    parts = inbox.parts
    monkeypatch.setattr(
        inbox, "parts", lambda store, upload: read.append(upload.name) or parts(store, upload)
    )
    box = looked(store)
    assert list(waiting(box)) == ["a.csv"]
    assert words in waiting(box)["a.csv"]
    for _ in range(3):
        box.look(store)
    assert (imports(store), read) == ([], ["a.csv"])
    assert (place / "a.csv").read_bytes() == content


def test_a_workbook_goes_in_with_all_its_sheets_or_waits_whole(store: Store, place: Path) -> None:
    (place / "hai trang.xlsx").write_bytes(workbook(T4=export("04"), T5=export("05")))
    (place / "một trang hỏi.xlsx").write_bytes(workbook(T6=export("06"), T5=export("05", unit="Phòng Lạ")))
    box = looked(store)
    assert [name for name, *_ in imports(store)] == ["hai trang.xlsx"] * 2
    assert set(away(place)) == {"hai trang.xlsx"}
    assert list(waiting(box)) == ["một trang hỏi.xlsx"]


def workbook(**sheets: bytes) -> bytes:
    """Each list on a sheet of its own."""
    made, out = openpyxl.Workbook(), BytesIO()
    made.remove(made.active)
    for name, content in sheets.items():
        sheet = made.create_sheet(name)
        for line in content.decode("utf-8-sig").splitlines():
            sheet.append([int(cell) if cell.isdecimal() else cell for cell in line.split(";")])
    made.save(out)
    return out.getvalue()


def test_what_is_answered_elsewhere_lets_it_in(store: Store, place: Path) -> None:
    (place / "a.csv").write_bytes(export(unit="Phòng Lạ"))
    box = looked(store)
    assert imports(store) == []
    changes.teach(store, ADMIN, "stp", "Phòng Lạ", "stp-vp")
    box.look(store)
    assert [name for name, *_ in imports(store)] == ["a.csv"]


def test_growing_temporary_hidden_and_foreign_things_are_left(
    store: Store, place: Path, tmp_path: Path
) -> None:
    (tmp_path / "ngoài.csv").write_bytes(export())
    (place / "thư mục.csv").mkdir()
    (place / "thư mục.csv" / "a.csv").write_bytes(export())
    for name in (".a.csv", "~$a.xlsx", "a.csv~", "a.csv.part", "a.exe", "a", "a\x1b[31m.csv"):
        (place / name).write_bytes(export())
    if os.name == "posix":
        (place / "liên kết.csv").symlink_to(tmp_path / "ngoài.csv")
        os.mkfifo(place / "ống.csv")
    box = Inbox()
    for size in range(3):  # a copy under way
        (place / "lớn dần.csv").write_bytes(export(rows=size + 1))
        box.look(store)
        assert waiting(box) == {}
    assert imports(store) == []
    looked(store, box)
    assert [name for name, *_ in imports(store)] == ["lớn dần.csv"]
    assert set(away(place)) == {"lớn dần.csv"}
    assert (tmp_path / "ngoài.csv").read_bytes() == export()


def test_what_takes_the_place_of_a_file_meanwhile_is_neither_read_nor_moved(
    store: Store, place: Path, tmp_path: Path
) -> None:
    (tmp_path / "bí mật.csv").write_bytes(export("06"))
    inbox.choose(store, ADMIN, str(place), False)
    (place / "a.csv").write_bytes(export())
    (letter,) = looked(store).letters
    (place / "a.csv").unlink()
    (place / "a.csv").symlink_to(tmp_path / "bí mật.csv")
    with pytest.raises(OSError, match=r"Too many levels|has changed"):
        letter.content()
    with pytest.raises(OSError, match="has changed"):
        letter.put_away()
    assert (place / "a.csv").is_symlink()


def test_a_name_that_was_taken_before_stays(store: Store, place: Path) -> None:
    for month in ("04", "05", "06"):
        (place / "ho_so.csv").write_bytes(export(month))
        looked(store)
    assert away(place) == {
        "ho_so.csv": export("04"), "ho_so (2).csv": export("05"), "ho_so (3).csv": export("06"),
    }  # fmt: skip


def test_what_is_known_already_only_moves(store: Store, place: Path) -> None:
    inbox.choose(store, ADMIN, str(place), False)
    (mine,) = effects.import_parts(store, ADMIN, Upload("của tôi.csv", export()))
    assert mine.status == "imported"
    (place / "lần nữa.csv").write_bytes(export())
    assert waiting(looked(store)) == {}
    assert [name for name, *_ in imports(store)] == ["của tôi.csv"]
    assert set(away(place)) == {"lần nữa.csv"}


class Killed(BaseException):
    """The process is no more."""


@pytest.mark.parametrize(
    "step", ["before the import", "after the import", "before the link", "after the link"]
)
def test_killed_at_any_step_nothing_is_lost_and_nothing_twice(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """The steps around the import; those inside it: tests/store/test_kills.py."""

    def killed(*_: Any, **__: Any) -> None:
        raise Killed

    def then_killed(do: Any) -> Any:
        return lambda *given, **named: (do(*given, **named), killed())

    (place / "a.csv").write_bytes(export())
    with monkeypatch.context() as patch:
        if step == "before the import":
            patch.setattr(effects, "do_import", killed)
        elif step == "after the import":
            patch.setattr(effects, "do_import", then_killed(effects.do_import))
        elif step == "before the link":
            patch.setattr(os, "link", killed)
        else:
            patch.setattr(os, "link", then_killed(os.link))
        with pytest.raises(Killed):
            looked(store)
    assert (place / "a.csv").read_bytes() == export()
    looked(store)  # the next server
    assert [name for name, *_ in imports(store)] == ["a.csv"]
    assert away(place) == {"a.csv": export()}
    assert not (place / "a.csv").exists()


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_what_cannot_be_moved_is_told_once_and_not_imported_again(
    store: Store, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nơi khác").mkdir()
    (place / inbox.AWAY).symlink_to(tmp_path / "nơi khác")
    (place / "a.csv").write_bytes(export())
    tries: list[object] = []
    put_away = inbox.Letter.put_away
    monkeypatch.setattr(inbox.Letter, "put_away", lambda one: tries.append(one) or put_away(one))
    box = looked(store)
    for _ in range(3):
        box.look(store)
    assert "không chuyển được" in waiting(box)["a.csv"]
    assert (len(tries), len(imports(store)), box.is_sound) == (1, 1, False)
    assert list((tmp_path / "nơi khác").rglob("*.csv")) == []


def test_a_folder_that_is_gone_is_told_until_it_is_back(store: Store, place: Path) -> None:
    place.rename(place.with_name("đi đâu"))
    box = looked(store)
    assert f"Không đọc được thư mục hộp thư đến “{place}”" in box.problem
    assert not box.is_sound
    place.with_name("đi đâu").rename(place)
    looked(store, box)
    assert (box.problem, box.is_sound) == ("", True)


@pytest.mark.parametrize(
    "error", [KeyMissing(Path("khóa"), is_other=False), ZeroDivisionError()], ids=["key", "bug"]
)
def test_an_import_that_fails_is_told_and_not_tried_again(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    tries: list[object] = []

    def failing(*given: object) -> None:
        tries.append(given)
        raise error

    monkeypatch.setattr(effects, "do_import", failing)
    (place / "a.csv").write_bytes(export())
    box = looked(store)
    for _ in range(3):
        box.look(store)
    words = error.message if isinstance(error, KeyMissing) else "Hãy báo quản trị viên số"
    assert words in waiting(box)["a.csv"]
    assert len(tries) == 1


def test_a_full_disk_is_told_and_the_file_goes_in_once_there_is_room(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "a.csv").write_bytes(export())
    with monkeypatch.context() as patch:
        patch.setattr(disk, "is_writable", lambda _: False)
        box = looked(store)
        assert "đã đầy" in box.problem
    box.look(store)
    assert (box.problem, [name for name, *_ in imports(store)]) == ("", ["a.csv"])


def test_a_file_larger_than_an_upload_is_told(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (place / "a.csv").open("wb") as file:
        file.truncate(50_000_001)
    assert "Tệp quá lớn (tối đa 50 MB)" in waiting(looked(store))["a.csv"]


@pytest.mark.parametrize("folder", ["den", "khong/co", "home", "home/trong", "sao-luu", "sao-luu/trong"])
def test_a_folder_that_cannot_be_an_inbox_is_refused(store: Store, tmp_path: Path, folder: str) -> None:
    """Relative, missing, of the home, of the backups."""
    for one in ("den", "home/trong", "sao-luu/trong"):
        (tmp_path / one).mkdir(parents=True)
    with store.transaction():
        store.set_fact("backup_folder", str(tmp_path / "sao-luu"))
    wanted = folder if folder == "den" else str(tmp_path / folder)
    with pytest.raises(Refused) as refused:
        inbox.choose(store, ADMIN, wanted, True)
    assert refused.value.code == "bad_folder"
    assert folders.chosen(store, folders.INBOX) is None


def test_only_an_administrator_chooses_and_the_ledger_knows(store: Store, place: Path) -> None:
    for actor in (Actor("a", "uploader"), Actor("b", "admin", "stp-vp"), Actor(VISITOR, "admin")):
        with pytest.raises(Refused) as refused:
            inbox.choose(store, actor, "", False)
        assert refused.value.code == "forbidden"
    first = audited_acts(store).iloc[0]
    assert (first["who"], first["what"], first["subject"]) == (ADMIN.name, inbox.CHOSEN, str(place))
    assert json.loads(first["detail"]) == {"folder": str(place), "automatic": True}
    (line,) = (one for one in ledger.read(store.home).lines if one["action"] == inbox.CHOSEN)
    with store.transaction():
        store.set_fact("inbox_folder", "")
        acts.redos()[inbox.CHOSEN](store, line)
    assert (folders.chosen(store, folders.INBOX), inbox.is_automatic(store)) == (place, True)
