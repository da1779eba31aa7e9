"""Phone and identity numbers in free texts of files and of people never reach the home's tables, ledger and log."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from pathlib import Path

import pytest

from chiso import homes
from chiso.commands import keeping
from chiso.core.masking import masked
from chiso.desk import (
    drafts,
    enterprises,
    kept_decks,
    meetings,
    minutes,
    office,
    own_template,
    put_away,
    reconciliation,
    unit_requests,
    unit_scores,
)
from chiso.figures.ask import Asked
from chiso.figures.unit_scores import Line
from chiso.intake.commit import batch, recovery
from chiso.intake.commit.preview import preview
from chiso.intake.commit.stages import CleanedFile, Upload
from chiso.intake.recognise.layout import Answers
from chiso.present import rejected
from chiso.reference import changes
from chiso.store import DATABASE, Store, schema
from chiso.store.queries_text import Names
from chiso.words.findings import Finding
from tests.conftest import LONG
from tests.house.test_personal_data import in_tables, on_disk
from tests.worlds import fresh_home, office_templates
from tests.worlds.lived_home import whole
from tests.worlds.people import ADMIN

DAY = date(2024, 3, 31)
PHONE, CARD, OLD, CODE = "0912000111", "056123456789", "012345678", "0385000222"
PLANTED = (PHONE, CARD, OLD)
UNIT = ("stp-vp", "Văn phòng")
DOSSIERS = "\n".join(
    (
        "Mã hồ sơ;Tên thủ tục;Đơn vị;Hình thức;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái;Ghi chú",
        f"{CODE};Đăng ký;Văn phòng;Trực tuyến;01/03/2024;15/03/2024;;Đang xử lý;gọi chị Hoa {PHONE}",
        f"H2;Đăng ký;Văn phòng;Trực tuyến;01/03/2024;15/03/2024;;Đang xử lý;CCCD {CARD}, CMND {OLD}",
        "H3;Đăng ký;Văn phòng;Trực tuyến;01/03/2024;15/03/2024;;Đang xử lý;hồ sơ H40.12-230512-0012",
        f"H4;Đăng ký;Văn phòng;Trực tuyến;01/03/2024;32/13/2024;;Đang xử lý;bà Lan {PHONE}",
    )
)
TASKS = "\n".join(
    (
        "Số văn bản;Nội dung nhiệm vụ;Đơn vị;Ngày giao;Hạn xử lý;Ngày hoàn thành",
        f"12/CV;Trả lời công dân {PHONE};Văn phòng;01/03/2024;15/03/2024;",
    )
)
JOINT = "\n".join(
    (
        "Mã hồ sơ liên thông;Cơ quan chủ trì;Tên thủ tục hành chính;Phòng phối hợp;Ngày nhận phối hợp;Hạn trả lời;"
        "Ngày trả lời;Ghi chú",
        f"J1;Sở Y tế;Cấp phép;Văn phòng;01/03/2024;15/03/2024;;hỏi {PHONE}",
    )
)
SCORES = "\n".join(
    (
        "Năm;Đơn vị được chấm điểm;Mã tiêu chí;Tên tiêu chí;Điểm tối đa;Điểm thẩm định;Nhận xét",
        f"2024;Văn phòng;I.1;Trả lời {PHONE};5;4;CMND {OLD}",
    )
)
TASK = f"12/CV | Trả lời công dân {PHONE}"


def put(store: Store, name: str, text: str, dataset: str) -> batch.ImportResult:
    upload = Upload(name, text.encode(), answers=Answers(dataset=dataset, as_of=DAY))
    result = batch.import_file(store, ADMIN, upload)
    assert result.status == "imported", result.error
    return result


def live(store: Store) -> None:
    put(store, f"ho_so chi Hoa {PHONE}.csv", DOSSIERS, "dossiers")
    put(store, "nhiem_vu.csv", TASKS, "tasks")
    put(store, "phoi_hop.csv", JOINT, "joint_dossiers")
    put(store, "diem.csv", SCORES, "unit_scores")
    office.enter(
        store, ADMIN, "stp", "dossiers", {"H2": {"note": f"đã gọi {PHONE}", "promised_on": "2024-04-08"}}
    )
    office.enter(store, ADMIN, "stp", "tasks", {masked(TASK): {"note": f"CMND {OLD}"}})
    said = meetings.Commitment(
        "stp", DAY, "stp-vp", f"Gọi {PHONE}", None, note=f"CCCD {CARD}", evidence=PHONE
    )
    meetings.change(store, ADMIN, meetings.add(store, ADMIN, said), as_of=DAY, note=f"lại {PHONE}")
    meetings.keep_deck(store, ADMIN, meetings.Deck("stp", DAY, f"Giao ban {PHONE}", {}, []))
    finding = {"code": "c", "subject": "s", "message": "m", "seen": True, "note": f"hỏi {PHONE}"}
    reconciliation.mark(store, ADMIN, "stp", [finding])
    event = enterprises.Event("inspection", DAY, f"Kiểm tra theo đơn của {PHONE}", UNIT, f"Ông Hòa, {PHONE}")
    enterprises.add(store, ADMIN, "stp", event)
    line = Line(f"I.{PHONE}", f"Trả lời {PHONE}", 5.0)
    office.enter(store, ADMIN, "stp", "unit_scores", unit_scores.criterion(2024, [UNIT[0]], line))
    unit_requests.ask(store, ADMIN, "stp", f"Tổ trực {PHONE}", [f"ho_so {PHONE}.csv"])
    record = minutes.Record(
        DAY, "07:30", place=PHONE, chair=PHONE, secretary=PHONE, present=PHONE, agenda=PHONE
    )
    minutes.keep(store, ADMIN, "stp", record)
    own = {"own:1": {"headline": f"Gọi {PHONE}", "text": PHONE, "picture": "", "day": DAY.isoformat()}}
    drafts.change(store, ADMIN, drafts.Place("stp", None, DAY), lambda _: {"topics": ["own:1"], "own": own})
    own_template.choose(store, ADMIN, "stp", f"mau {PHONE}.pptx", office_templates.of())
    kept_decks.rename(store, ADMIN, "stp", kept_decks.kept(store, "stp")[0]["deck_id"], f"Sau {PHONE}")
    late = Finding(f"Hồ sơ của {PHONE} quá hạn.", "overdue", "qua-han", 1.0, key="dossiers//late")
    put_away.put_away(store, ADMIN, Asked(agency="stp", as_of=DAY), late, f"đã gọi {PHONE}")
    row = {"name": "online_base", "value": "tat_ca", "source": f"theo điện thoại {PHONE}"}
    edits = [changes.Edit("agency_settings", None, row)]
    changes.apply(store, ADMIN, "stp", edits, title=f"Nhập sổ dữ liệu tham chiếu {PHONE}.xlsx")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("texts") / "home"
    with fresh_home.build(folder) as store:
        live(store)
    return folder


def test_numbers_are_nowhere_in_the_home_and_codes_are(home: Path) -> None:
    assert on_disk(home, PLANTED) == {}
    with Store.open(home) as store:
        assert in_tables(store, PLANTED) == {}
        notes = {
            row["dossier_id"]: row["note"] for row in store.rows("reference/whole", {"table": ("dossiers",)})
        }
        assert notes == {
            CODE: "gọi chị Hoa 09•••••111",
            "H2": "CCCD 05•••••••789, CMND 01••••678",
            "H3": "hồ sơ H40.12-230512-0012",
        }
        names = [row["file_name"] for row in store.rows("imports/all")]
        assert sorted(names) == ["diem.csv", "ho_so chi Hoa 09•••••111.csv", "nhiem_vu.csv", "phoi_hop.csv"]
        (entry,) = office.entries(store, "stp", "tasks").to_dict("records")
        assert (entry["record_key"], entry["value"]) == (
            "12/CV | Trả lời công dân 09•••••111",
            "CMND 01••••678",
        )


def test_the_import_says_how_many_cells_and_where(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        said = put(store, "ho_so.csv", DOSSIERS, "dossiers").warnings
    (warning,) = [one for one in said if one["code"] == "masked_numbers"]
    assert warning["message"].startswith("3 ô ở cột “Ghi chú” có số điện thoại hoặc số giấy tờ tùy thân")


def test_neither_the_preview_nor_the_rejected_rows_show_them(tmp_path: Path) -> None:
    upload = Upload("ho_so.csv", DOSSIERS.encode(), answers=Answers(dataset="dossiers", as_of=DAY))
    with fresh_home.build(tmp_path / "home") as store:
        looked = preview(store, upload)
        assert isinstance(looked, CleanedFile)
        (tmp_path / "ra.xlsx").write_bytes(rejected.workbook(store, upload, DAY))
        shown = str((looked.shown, looked.glimpse, looked.cleaned.table.to_pylist(), looked.result.as_json()))
    assert CODE in str(looked.shown)
    assert [text for text in PLANTED if text in shown] == []
    assert on_disk(tmp_path, PLANTED) == {}


@pytest.mark.skipif(not LONG, reason="in a usual run other restores")
def test_replayed_from_the_ledger_the_texts_are_the_same(home: Path) -> None:
    before = whole(home)
    (home / DATABASE).unlink()
    answer = keeping.restore(home, None, False)
    assert (answer.status, answer.document["not_redone"]) == (0, [])
    assert whole(home) == before


def make_plain(store: Store, names: Names) -> None:
    texts = [row["text"] for row in store.rows("store/texts_like", names, pattern="•")]
    plain = {"09•••••111": PHONE, "05•••••••789": CARD, "01••••678": OLD}
    after = [reduce(lambda text, hidden: text.replace(hidden, plain[hidden]), plain, text) for text in texts]
    store.execute("store/replace_texts", names, before=texts, after=after)


def test_texts_of_an_earlier_release_are_masked_when_it_is_opened(home: Path) -> None:
    """A home as an earlier release left it: the plain texts stand in its tables, and nothing says that they do not."""
    before = whole(home)
    younger = {"deck_drafts", "meeting_records", "put_away", "unit_requests"}  # than the release that masks
    with Store.open(home) as store:
        for place in store.rows(
            "store/columns", tables=sorted(before.keys() - {"agencies", "changes", *younger})
        ):
            if place["data_type"] in ("VARCHAR", "JSON") and place["column_name"] != "parameters":
                make_plain(store, {"table": (place["table_name"],), "column": (place["column_name"],)})
        store.set_fact(schema.MASKED, "")
        assert in_tables(store, PLANTED) != {}
    homes.opened(home).close()
    with Store.open(home) as store:
        assert in_tables(store, PLANTED) == {}
    assert whole(home) == before


def test_a_ledger_of_before_is_done_again_masked(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        line = {"who": "an", "agency": "stp", "dataset": "tasks", "entries": [[TASK, "note", f"gọi {PHONE}"]]}
        with store.transaction():
            office._write(store, line)
        (entry,) = office.entries(store, "stp", "tasks").to_dict("records")
        assert (entry["record_key"], entry["value"]) == (masked(TASK), "gọi 09•••••111")
        assert recovery.verify(store) == []
