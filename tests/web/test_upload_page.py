"""The upload page without a browser: what a person says, and what is in the data afterwards."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from chiso import figures, reference
from chiso.core.errors import Refused
from chiso.desk import effects, history, inbox
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.people.accounts import Accounts, User
from chiso.people.actor import VISITOR, Actor
from chiso.store import Store
from chiso.web.shell import launch
from chiso.web.shell.context import Context
from chiso.web.shell.process import Process
from chiso.web.upload import handling
from chiso.web.upload.item import Item
from tests.conftest import LONG
from tests.worlds import apps
from tests.worlds import upload_files as made
from tests.worlds.import_world import table_rows
from tests.worlds.people import ADMIN, audited_acts

PAGE = "../../../pages/nhap_du_lieu.py"
PASSWORD = "lúa chín ngoài đồng"
UPLOADER = "tha_tep_0"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with made.home(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def effects_are_counted() -> None:
    """For a test that reads what a file changes."""


@pytest.fixture(autouse=True)
def _figures(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere the figures before and after each file are a quarter of the time: counted in a long run alone."""
    if not LONG and "effects_are_counted" not in request.fixturenames:
        monkeypatch.setattr(effects, "snapshot", lambda *_: effects.Snapshot(None, {}))


@pytest.fixture
def served(store: Store) -> Iterator[Process]:
    with apps.shown(store) as running:
        yield running


def opened(user: dict[str, Any] | None = None) -> AppTest:
    """The page as its first run shows it."""
    return apps.opened("nhap_du_lieu", user)


def dropped(app: AppTest, **files: bytes) -> AppTest:
    """Files by their names without the ending (march=…)."""
    app.file_uploader(key=UPLOADER).set_value(
        [(f"{name}.csv", data, "text/csv") for name, data in files.items()]
    )
    return app.run()


def said(app: AppTest) -> str:
    """Everything that the page says in words."""
    assert not app.exception
    kinds = [*app.title, *app.markdown, *app.error, *app.warning, *app.info]
    return "\n".join(str(element.value) for element in kinds).replace("\\", "")


def items(app: AppTest) -> list[Item]:
    return list(app.session_state["_ban_nhap"].items.values())


def item(app: AppTest, name: str) -> Item:
    return next(one for one in items(app) if one.name == f"{name}.csv")


def press(app: AppTest, name: str, what: str = "nhap") -> AppTest:
    return app.button(key=f"{what}_{item(app, name).key}").click().run()


def asked(app: AppTest, label: str) -> Any:
    """The list from which a question of the panel is answered."""
    (found,) = (box for box in app.selectbox if box.label == label)
    return found


def stored(store: Store) -> list[dict[str, Any]]:
    return store.rows("imports/all")


# --- understood, imported, known --------------------------------------------------------------------------------


@pytest.mark.usefixtures("effects_are_counted")
def test_file_is_understood_stored_with_the_button_and_its_effect_kept(served: Process, store: Store) -> None:
    rows = [*made.dossiers(4), made.dossier(5, **{"Hình thức nộp": "Trực tiếp"})]
    app = dropped(opened(), march=made.export(rows))
    words = said(app)
    places = [words.index(text) for text in ("Thả tệp vào đây", "Nhận ra", "Lịch nộp")]
    assert places == sorted(places)  # right under where it was dropped
    assert "Nhận ra **Hồ sơ thủ tục hành chính**" in words
    assert "tiêu đề dòng 4" in words
    assert "kỳ 01/03/2024–31/03/2024" in words
    assert "số liệu đến **31/03/2024** (ghi trên tệp)" in words
    assert {metric.label: metric.value for metric in app.metric if metric.label in ("Dòng đọc", "Nhận", "Mới")} == {
        "Dòng đọc": "5", "Nhận": "5", "Mới": "5"
    }  # fmt: skip
    assert stored(store) == []
    assert not (store.home / "originals").exists() or not any((store.home / "originals").iterdir())
    press(app, "march")
    assert [(row["file_name"], row["rows_loaded"], row["imported_by"]) for row in stored(store)] == [
        ("march.csv", 5, VISITOR)
    ]
    assert "Đã nhập **5 dòng**" in said(app)
    assert "Hồ sơ trực tuyến chưa có số → 80%" in history.imports(store, "stp")[0]["effect"]
    assert [box.value for box in app.selectbox if box.label == "Đến ngày"] == [date(2024, 3, 31)]
    app.button(key="don_ban").click().run()  # one card can be taken away too
    assert items(app) == []


@pytest.mark.usefixtures("effects_are_counted")
def test_effect_is_shown_before_and_is_what_happens(served: Process, store: Store) -> None:
    batch.import_file(store, ADMIN, Upload("march.csv", made.export(made.dossiers(4))))
    late = made.april(4, 11, **{"Hình thức nộp": "Trực tiếp"})
    app = dropped(opened(), april=made.export(late, title=made.APRIL))
    before = {change.indicator: change.after for change in item(app, "april").effect.changed}  # type: ignore[union-attr]
    assert before["online_rate"] == 0.5
    assert len(stored(store)) == 1
    app = press(app, "april")
    after = {change.indicator: change.after for change in item(app, "april").effect.changed}  # type: ignore[union-attr]
    assert after == before


def test_same_bytes_are_in_already_and_ask_nothing(served: Process, store: Store) -> None:
    content = made.export(made.dossiers(3, **{"Phòng xử lý": "Tổ Một"}))
    batch.import_file(store, ADMIN, Upload("first.csv", content))
    app = dropped(opened(), again=content)
    assert "đã được nhập (lần nhập #1, 3 dòng)" in said(app)
    assert item(app, "again").state.word == "Đã có sẵn"
    assert "Tổ Một" not in said(app)
    app.button(key=f"da_co_{item(app, 'again').key}").click().run()
    assert "#1 · first.csv" in said(app)


def test_each_data_sheet_is_a_card_of_its_own(served: Process, store: Store) -> None:
    """Two months in one workbook: two cards, one button for both; taken off the desk together."""
    sheets = {
        "Tháng 3": made.export(made.dossiers(3)),
        "Tháng 4": made.export(made.april(2, 11), title=made.APRIL),
    }
    app = dropped(
        opened(), book=made.workbook({**sheets, "Bìa": b"a;b"}), other=made.export(made.dossiers(1))
    )
    assert [one.title for one in items(app)] == ["book.csv · Tháng 3", "book.csv · Tháng 4", "other.csv"]
    words = said(app)
    assert "**2 tệp** (3 phần)" in words
    assert "“Bìa”" in words
    app.button(key=f"bo_{item(app, 'other').key}").click().run()
    assert app.button(key="nhap_tat_ca").label == "Nhập tất cả 2 phần rõ ràng (5 dòng)"
    app.button(key="nhap_tat_ca").click().run()
    assert [row["rows_loaded"] for row in stored(store)] == [3, 2]
    assert [one.state.word for one in items(app) if not one.is_off] == ["Đã nhập", "Đã nhập"]
    assert [row["called"] for row in history.imports(store, "stp")] == [
        "Tháng 4 · book.csv",
        "Tháng 3 · book.csv",
    ]
    app = dropped(opened(), again=made.workbook(sheets))
    assert len(items(app)) == 2
    app.file_uploader(key=UPLOADER).set_value([])
    app.run()
    assert items(app) == []


def test_year_of_the_name_of_a_file_is_asked(served: Process, store: Store) -> None:
    """Taken from the name it wants a tick; said on the card it is what somebody said."""
    coded = b"Province,SC11,SC12,SC13\nP37,0.95,1.5,1.6\n"
    app = dropped(opened(), papi_2019=coded)
    one = item(app, "papi_2019")
    assert "năm 2019 lấy theo tên tệp" in said(app)
    assert not one.is_seen
    app.number_input(key=f"nam_{one.key}").set_value(2020).run()
    one = item(app, "papi_2019")
    assert (one.layout.year, one.is_seen) == (2020, True)  # type: ignore[union-attr]
    press(app, "papi_2019")
    asked = {"agency": "stp", "index_name": "PAPI", "place": "Khánh Hòa", "as_of": None}
    assert [row["year"] for row in store.rows("figures/index_scores", **asked)] == [2020] * 3


@pytest.mark.skipif(not LONG, reason="in a usual run files that are undone together")
@pytest.mark.usefixtures("effects_are_counted")
def test_several_files_go_in_oldest_first_have_one_sum_and_an_undone_one_says_so(
    served: Process, store: Store
) -> None:
    """4 of 4 online in March, 4 at the counter in April: 50 % after both. Somebody undoes April elsewhere: its card and
    the sum say so, and "Xem, hoàn tác" opens it in the card."""
    april = made.export(made.april(4, 11, **{"Hình thức nộp": "Trực tiếp"}), title=made.APRIL)
    app = dropped(opened(), april=april, march=made.export(made.dossiers(4)), nothing=b"")
    assert "**3 tệp** · 2 nhập được ngay · 1 không nhập được" in said(app)
    (bar,) = app.get("progress")
    assert re.fullmatch(r"Xong · 8 dòng, \d[\d.]* dòng mỗi giây", bar.proto.text)
    press(app, "nothing", "bo")
    app.button(key="nhap_tat_ca").click().run()
    assert [row["file_name"] for row in stored(store)] == ["march.csv", "april.csv"]
    words = said(app)
    assert "## 2 tệp vừa nhập, số liệu đổi như sau" in words
    assert next(metric for metric in app.metric if metric.label == "Hồ sơ trực tuyến").value == "50%"
    assert "Đã hoàn tác" not in words
    batch.rollback(store, ADMIN, 2)
    app.run()
    words = said(app)
    assert "Sau đó đã hoàn tác: các dòng này không còn được tính." in words
    assert "Sau đó đã hoàn tác lần nhập #2." in words
    assert "**2 tệp** · 1 đã nhập" in words
    app.button(key=f"xong_{item(app, 'april').key}").click().run()
    assert "#2 · april.csv" in said(app)
    assert len([button for button in app.button if button.key == "doi_lan_2"]) == 1


def test_each_dropped_file_is_counted_once_above_the_cards(served: Process, store: Store) -> None:
    """Of five: March twice, April and another April, and one with nothing in it; March is in already at the end."""
    march, april = made.export(made.dossiers(3)), made.export(made.april(2, 11), title=made.APRIL)
    other = made.export(made.april(4, 11), title=made.APRIL)
    app = dropped(opened(), march=march, again=march, april=april, other=other, nothing=b"")
    rivals = "2 cùng kỳ với tệp khác · 1 trùng nội dung · 1 không nhập được"
    assert f"**5 tệp** · 1 nhập được ngay · {rivals}" in said(app)
    press(app, "march")
    assert f"**5 tệp** · 1 đã nhập · {rivals}" in said(app)
    app.button(key="don_ban").click().run()
    app = dropped(opened(), march=march, april=april)
    assert "**2 tệp** · 1 nhập được ngay · 1 đã có sẵn" in said(app)


def test_the_sum_counts_rows_and_records_and_all_files_are_undone_together(
    served: Process, store: Store
) -> None:
    """March had 3 dossiers and comes again with 5; April brings 2 and a row without a date that can be read."""
    batch.import_file(store, ADMIN, Upload("first.csv", made.export(made.dossiers(3))))
    bad = made.april(1, 14, **{"Ngày hẹn trả": "32/13/2024"})
    april = made.export([*made.april(2, 11), *bad], title=made.APRIL)
    app = dropped(opened(), april=april, march=made.export(made.dossiers(5)))
    assert "Thay thế lần nhập #1 **“first.csv”**" in said(app)
    app.button(key="nhap_tat_ca").click().run()
    counts = (("Dòng đọc", 8), ("Nhận", 7), ("Bị loại", 1), ("Mới", 4), ("Thay đổi", 0), ("Giữ nguyên", 3))
    assert " · ".join(f"{label} **{number}**" for label, number in counts) in said(app)
    app.button(key="hoan_tac_ca_loat").click().run()
    assert "Hoàn tác #2, #3, số liệu đổi như sau" in said(app)
    assert [row["status"] for row in stored(store)] == ["superseded", "active", "active"]
    app.button(key="xac_nhan_ca_loat").click().run()
    assert [row["status"] for row in stored(store)] == ["active", "rolled_back", "rolled_back"]
    assert "Sau đó đã hoàn tác lần nhập #2, #3." in said(app)
    batch.bring_back(store, ADMIN, 3)
    with pytest.raises(Refused, match="đã được hoàn tác rồi"):
        batch.rollback(store, ADMIN, 2, 3)
    assert stored(store)[2]["status"] == "active"  # all of them or none


def test_a_file_imported_elsewhere_meanwhile_is_asked_about_again(served: Process, store: Store) -> None:
    """Another March goes in after this one was looked at: it would be replaced, and nobody has said so yet."""
    app = dropped(opened(), march=made.export(made.dossiers(5)))
    batch.import_file(store, ADMIN, Upload("khac.csv", made.export(made.dossiers(4))))
    here = Context(store, "stp", 2024, date(2024, 3, 31), None, "week", actor=ADMIN, palette="light")
    mine = item(app, "march")
    assert handling.import_item(here, mine) is None
    assert [row["file_name"] for row in stored(store)] == ["khac.csv"]
    assert handling.rivals(mine) == {1}  # the card says now what would be replaced
    assert handling.import_item(here, mine) is not None
    assert [row["status"] for row in stored(store)] == ["superseded", "active"]


@pytest.mark.skipif(not LONG, reason="without the page: tests/intake/test_dates.py")
def test_date_said_by_mistake_is_corrected_on_the_card_of_the_same_file(
    served: Process, store: Store
) -> None:
    content = made.export(made.dossiers(4), title="")
    app = dropped(opened(), march=content)
    mine = item(app, "march").key
    app.date_input(key=f"ngay_{mine}").set_value(date(2025, 3, 31)).run()
    assert "số liệu đến **31/03/2025** (do bạn cho biết)" in said(app)
    press(app, "march")
    app = dropped(opened(), march=content)
    assert "Tệp này đã được nhập (lần nhập #1, 4 dòng)" in said(app)
    mine = item(app, "march").key
    app.date_input(key=f"ngay_khac_{mine}").set_value(date(2024, 3, 31)).run()
    assert "Tệp này đã nhập với ngày 31/03/2025 (lần nhập 1); nhập với ngày 31/03/2024" in said(app)
    app.date_input(key=f"ngay_khac_{mine}").set_value(date(2025, 3, 31)).run()  # it was right after all
    assert "Tệp này đã được nhập (lần nhập #1, 4 dòng)" in said(app)
    app.date_input(key=f"ngay_khac_{mine}").set_value(date(2024, 3, 31)).run()
    assert f"nhap_{mine}" not in {button.key for button in app.button}
    app.checkbox(key="da_xem_date_corrected_1").check().run()
    app.button(key=f"nhap_{mine}").click().run()
    assert [(row["as_of"], row["status"]) for row in stored(store)] == [
        (date(2025, 3, 31), "rolled_back"),
        (date(2024, 3, 31), "active"),
    ]


def test_two_files_of_one_slice_are_a_doubt(served: Process, store: Store) -> None:
    app = dropped(opened(), one=made.export(made.dossiers(3)), two=made.export(made.dossiers(4)))
    assert "Chỉ một tệp được tính cho mỗi kỳ" in said(app)
    assert "nhap_tat_ca" not in [button.key for button in app.button]


# --- what is asked ----------------------------------------------------------------------------------------------


def test_missing_date_is_asked_and_the_name_only_suggests_it(served: Process, store: Store) -> None:
    app = opened()
    app.file_uploader(key=UPLOADER).set_value(
        [("2024-03 ho so.csv", made.export(made.dossiers(2), title=""), "text/csv")]
    )
    app.run()
    one = items(app)[0]
    assert one.error_code == "no_as_of"
    assert app.button(key=f"goi_y_{one.key}").label == "Theo tên tệp: 31/03/2024"
    app.date_input(key=f"ngay_{one.key}").set_value(date(2024, 3, 29)).run()
    app.button(key=f"nhap_{one.key}").click().run()
    assert [row["as_of"] for row in stored(store)] == [date(2024, 3, 29)]


def test_days_above_a_table_without_a_day_of_its_data_are_offered(served: Process, store: Store) -> None:
    title = "Khánh Hòa, ngày 29 tháng 3 năm 2024\nNgày kết xuất: 02/04/2024"
    app = dropped(opened(), ho_so=made.export(made.dossiers(2), title=title))
    one = items(app)[0]
    assert one.error_code == "no_as_of"
    offered = {
        button.label: button for button in app.button if button.label.startswith(("Trong tệp", "Theo tên"))
    }
    assert list(offered) == ["Trong tệp có ngày 29/03/2024", "Trong tệp có ngày 02/04/2024"]
    offered["Trong tệp có ngày 29/03/2024"].click().run()
    app.button(key=f"nhap_{one.key}").click().run()
    assert [row["as_of"] for row in stored(store)] == [date(2024, 3, 29)]


def test_day_of_reported_figures_without_one_is_asked(served: Process, store: Store) -> None:
    """A sheet of one day has no column of days; that it reports figures is told by one that is known."""
    text = "STT;Chỉ tiêu;Đơn vị tính;Kết quả\n1;disbursement_rate;%;55\n"
    app = opened()
    app.file_uploader(key=UPLOADER).set_value([("2024-10 giai ngan.csv", text.encode(), "text/csv")])
    app.run()
    one = items(app)[0]
    assert "Hoặc cột nào trong tệp là **“Ngày hoặc tháng”**?" in said(app)
    assert app.button(key=f"goi_y_{one.key}").label == "Theo tên tệp: 31/10/2024"
    app.date_input(key=f"ngay_{one.key}").set_value(date(2024, 10, 15)).run()
    press(app, "2024-10 giai ngan")
    (row,) = table_rows(store, "measurements")
    assert (row["indicator"], row["date"], row["value"]) == ("disbursement_rate", date(2024, 10, 15), 0.55)


def test_day_of_several_figures_of_several_units_is_asked(served: Process, store: Store) -> None:
    """A year was asked for where a column is no month; the day of the whole table helps."""
    text = "STT;Đơn vị;Tỷ lệ văn bản ký số;Mức độ hài lòng\n1;Văn phòng;95%;96%\n"
    app = dropped(opened(), phong=text.encode())
    one = items(app)[0]
    app.date_input(key=f"ngay_{one.key}").set_value(date(2024, 10, 15)).run()
    press(app, "phong")
    assert [(row["indicator"], row["date"], row["value"]) for row in table_rows(store, "measurements")] == [
        ("e_signed_rate", date(2024, 10, 15), 0.95),
        ("satisfaction", date(2024, 10, 15), 0.96),
    ]


def test_what_names_the_parts_of_one_figure_is_not_asked_about(served: Process) -> None:
    text = (
        "GIẢI NGÂN THÁNG 10/2024\nSTT;Dự án;Kế hoạch vốn;Giải ngân;Nhà thầu\n1;Đường A;100;50;X\n2;Cầu B;100;70;Y\n"
        ";Tổng cộng;200;120;\n"
    )
    app = dropped(opened(), von=text.encode())
    assert items(app)[0].asked_columns == ("Nhà thầu",)


def test_name_suggests_the_day_of_a_file_that_would_get_the_day_of_the_import(served: Process) -> None:
    text = "Mã chỉ tiêu;Tháng;Đơn vị;Giá trị\ndisbursement_rate;09/2024;Văn phòng;55%\n"
    app = opened()
    app.file_uploader(key=UPLOADER).set_value([("2024-10 giai ngan.csv", text.encode(), "text/csv")])
    app.run()
    one = items(app)[0]
    assert one.importable is not None
    assert one.importable.as_of_from == "day"
    app.button(key=f"goi_y_{one.key}").click().run()
    assert "số liệu đến **31/10/2024** (do bạn cho biết)" in said(app)


def test_taught_unit_is_known_from_then_on(served: Process, store: Store) -> None:
    app = dropped(opened(), march=made.export(made.dossiers(2, **{"Phòng xử lý": "P. HC-TP mới"})))
    assert "Đơn vị lạ **“P. HC-TP mới”** là đơn vị nào?" in said(app)
    assert asked(app, "Đơn vị của “P. HC-TP mới”").value == "stp-hctp"  # a proposal until somebody agrees
    assert f"nhap_{item(app, 'march').key}" not in {button.key for button in app.button}
    assert "Đồng ý hoặc đổi câu trả lời được đề xuất ở trên, rồi nhập." in said(app)
    agree(app)
    assert item(app, "march").state.word == "Sẵn sàng nhập"
    press(app, "march")
    assert reference.resolve_unit(store, "stp", "P. HC-TP mới") == "stp-hctp"


def test_unit_answered_for_one_file_only_is_not_taught(served: Process, store: Store) -> None:
    app = dropped(opened(), march=made.export(made.dossiers(2, **{"Phòng xử lý": "Tổ Một"})))
    asked(app, "Đơn vị của “Tổ Một”").select("stp-hctp")
    next(box for box in app.checkbox if box.label == "Nhớ cách viết này").uncheck().run()
    press(app, "march")
    assert reference.resolve_unit(store, "stp", "Tổ Một") is None
    assert {row["unit_name"] for row in figures_of(store)} == {"Phòng Hành chính tư pháp"}


def agree(app: AppTest, label: str = "Đúng vậy") -> AppTest:
    """Presses the one button that is called so."""
    (found,) = (button for button in app.button if button.label == label)
    return found.click().run()


@pytest.mark.skipif(not LONG, reason="in a usual run questions of one file")
def test_each_question_is_asked_once_for_all_files_and_its_answer_counts_for_all(
    served: Process, store: Store
) -> None:
    """One spelling and one word stand in two files, 3 + 2 rows; a third file with both comes after the answers."""
    cells = {"Phòng xử lý": "Tổ Một", "Hình thức nộp": "Fax"}
    march, april = made.dossiers(3, **cells), made.april(2, 11, **cells)
    files = {"march": [*march, *made.dossiers(4, 4)], "april": [*april, *made.april(3, 14)]}
    app = dropped(
        opened(), march=made.export(files["march"]), april=made.export(files["april"], title=made.APRIL)
    )
    words = said(app)
    assert words.count("“Fax”") == 1
    assert "Từ chưa biết **“Fax”** ở cột “Hình thức nộp” nghĩa là gì?" in words
    assert "5 dòng trong 2 tệp: “march.csv”, “april.csv”" in words
    assert "## Cần trả lời 1 câu\n" in words + "\n"  # rows that are rejected name no unit yet
    assert words.count("1 câu hỏi ở trên") == 2
    asked(app, "Nghĩa của “Fax”").select("counter").run()
    words = said(app)
    assert words.count("Đơn vị lạ **“Tổ Một”** là đơn vị nào?") == 1
    assert "nhap_tat_ca" not in {button.key for button in app.button}
    asked(app, "Đơn vị của “Tổ Một”").select("stp-hctp").run()
    assert "## Đã trả lời hết các câu hỏi" in said(app)
    may = {**cells, **dict.fromkeys(("Ngày tiếp nhận", "Ngày kết thúc xử lý"), "03/05/2024")}
    title = "Từ ngày 01/05/2024 đến ngày 31/05/2024"
    later = made.export(made.dossiers(6, 31, **{**may, "Ngày hẹn trả": "20/05/2024"}), title=title)
    app.switch_page("../../../pages/qua_han.py").run()  # the uploader is emptied, the files stay
    app.switch_page(PAGE).run()
    app = dropped(app, may=later)
    assert {one.name: one.state.word for one in items(app)} == dict.fromkeys(
        ("march.csv", "april.csv", "may.csv"), "Sẵn sàng nhập"
    )
    assert app.button(key="nhap_tat_ca").label == "Nhập tất cả 3 tệp rõ ràng (18 dòng)"


@pytest.mark.skipif(not LONG, reason="in a usual run a column that is given its field")
def test_all_proposals_are_agreed_to_with_one_button_and_a_column_left_out_is_an_answer(
    served: Process, store: Store
) -> None:
    header = f"{made.HEADER};Mã vạch"
    march = made.export(made.dossiers(3, **{"Phòng xử lý": "P. HC và TP"}), header=header)
    app = dropped(opened(), march=march)
    assert asked(app, "Đơn vị của “P. HC và TP”").value == "stp-hctp"
    assert asked(app, "Dùng cho cột “Mã vạch”").value == ""
    assert item(app, "march").state.word == "Cần trả lời 2 câu"
    app = agree(app, "Đồng ý cả 2 đề xuất")
    assert item(app, "march").state.word == "Sẵn sàng nhập"
    assert asked(app, "Dùng cho cột “Mã vạch”").value == ""  # still there to be changed
    press(app, "march")
    april = made.export(made.april(2, 7, **{"Phòng xử lý": "P. HC và TP"}), header=header, title=made.APRIL)
    app = dropped(opened(), april=april)
    assert item(app, "april").state.word == "Sẵn sàng nhập"
    assert "cột “Mã vạch” bỏ qua" in said(app)


def test_columns_of_which_the_use_is_known_are_listed_and_not_asked_about(served: Process) -> None:
    """ "Ghi chú" is beside every list, "Hạn xử lý" says what "Ngày hẹn trả" says better; "Mã vạch" is a question."""
    beside = {"Cơ quan ban hành": "x", "Hạn xử lý": "20/03/2024", "Mã vạch": "1"}
    header = ";".join((made.HEADER, *beside))
    app = dropped(opened(), march=made.export(made.dossiers(3, **beside), header=header))
    assert item(app, "march").asked_columns == ("Mã vạch",)
    assert item(app, "march").state.word == "Cần trả lời 1 câu"
    assert "**2 cột không dùng**: “Cơ quan ban hành”, “Hạn xử lý”" in said(app)


def test_dossiers_that_are_done_on_no_day_stand_on_the_card(served: Process) -> None:
    rows = [
        *made.dossiers(2),
        *made.dossiers(2, first=3, **{"Ngày kết thúc xử lý": "", "Ngày trả kết quả": ""}),
    ]
    app = dropped(opened(), march=made.export(rows))
    done = [
        text for text in said(app).splitlines() if text.startswith(":material/event_busy: 2 dòng ghi ở cột")
    ]
    assert len(done) == 1
    assert "(dòng 7, 8): vẫn tính là đang giải quyết" in done[0]


def test_numbers_that_are_taken_for_ranks_by_the_title_alone_stand_on_the_card(served: Process) -> None:
    lines = [
        "THỨ HẠNG PCI TỈNH KHÁNH HÒA QUA CÁC NĂM",
        "TT;Chỉ số thành phần;2022;2023",
        *("1;Gia nhập thị trường;20;10", "2;Tiếp cận đất đai;30;20", "3;Tính minh bạch;31;21"),
    ]
    app = dropped(opened(), hang="\n".join(lines).encode("utf-8-sig"))
    assert ":material/leaderboard: Tiêu đề nói là thứ hạng và mọi số đều nguyên" in said(app)


def test_unknown_column_gets_a_field_and_the_next_file_in_the_layout_too(
    served: Process, store: Store
) -> None:
    header = f"{made.HEADER};Người giữ việc"
    march = made.export(made.dossiers(2, **{"Người giữ việc": "An"}), header=header)
    app = dropped(opened(), march=march)
    assert "Cột lạ **“Người giữ việc”** dùng làm gì?" in said(app)
    asked(app, "Dùng cho cột “Người giữ việc”").select("official").run()
    press(app, "march")
    april = made.export(made.dossiers(2, 7, **{"Người giữ việc": "Bình"}), header=header, title=made.APRIL)
    app = dropped(opened(), april=april)
    assert "Đã dùng câu trả lời lần trước cho mẫu này: cột “Người giữ việc” là Công chức" in said(app)
    press(app, "april")
    assert {row["official"] for row in figures_of(store)} == {"An", "Bình"}


@pytest.mark.skipif(not LONG, reason="in a usual run a layout that is learned")
def test_what_was_learned_about_a_layout_is_forgotten_by_an_administrator(
    served: Process, store: Store
) -> None:
    """The column that was left out in March is asked about again in April; what is in stays."""
    header = f"{made.HEADER};Mã vạch"
    press(dropped(opened(), march=made.export(made.dossiers(2), header=header)), "march")
    admin = apps.opened("quan_tri", muc="Đã nhớ từ tệp")
    assert "## Đã nhớ cách hiểu 1 mẫu tệp" in said(admin)
    assert "cột “Mã vạch” bỏ qua" in said(admin)
    next(button for button in admin.button if button.label == "Quên").click().run()
    assert "## Chưa nhớ cách hiểu mẫu tệp nào" in said(admin)
    app = dropped(opened(), april=made.export(made.dossiers(2, 7), header=header, title=made.APRIL))
    words = said(app)
    assert "Cột lạ **“Mã vạch”** dùng làm gì?" in words
    assert "Đã dùng câu trả lời lần trước" not in words
    assert [row["status"] for row in stored(store)] == ["active"]
    assert "answers_forgotten" in set(audited_acts(store)["what"])


def test_of_two_missing_columns_the_card_says_that_two_answers_are_wanted(served: Process) -> None:
    header = made.HEADER.replace("Ngày hẹn trả", "Mốc cam kết").replace("Ngày tiếp nhận", "Mốc vào sổ")
    rows = made.dossiers(2, **{"Mốc cam kết": "18/03/2024", "Mốc vào sổ": "11/03/2024"})
    app = dropped(opened(), march=made.export(rows, header=header))
    assert said(app).count("Thiếu cột bắt buộc") == 2
    assert item(app, "march").state.word == "Cần trả lời 2 câu"
    app.selectbox(key=f"thieu_{item(app, 'march').key}_due_at").select("Mốc cam kết").run()
    assert item(app, "march").state.word == "Cần trả lời 1 câu"


ROOMS = "ĐIỂM CCHC CÁC PHÒNG{year}\nSTT;Phòng;Hội nghị (5);Báo cáo (5)\n1;Văn phòng;4;5\n2;Phòng HCTP;3;2\n"


def test_of_a_table_with_criteria_across_only_the_year_is_asked(served: Process) -> None:
    app = dropped(opened(), rooms=ROOMS.format(year="").encode())
    words = said(app)
    assert "**Bảng này của năm nào?**" in words
    assert "Thiếu cột bắt buộc" not in words
    assert item(app, "rooms").state.word == "Cần trả lời 1 câu"
    app.number_input(key=f"nam_{item(app, 'rooms').key}").set_value(2024).run()
    assert item(app, "rooms").importable


def test_what_no_answer_can_give_is_no_question(served: Process) -> None:
    """How much there is to win stands in the file or nowhere."""
    fields = "Chỉ đạo, điều hành;Thể chế;TTHC;Tổng điểm"
    table = f"ĐIỂM CCHC NĂM 2024\nTT;Phòng;{fields}\n1;Văn phòng;18;9;19;46\n2;Phòng HCTP;17;8;18;43\n"
    app = dropped(opened(), rooms=table.encode())
    assert "ghi điểm tối đa vào tiêu đề từng cột" in next(one.value for one in app.error)
    assert "là cột đó" not in said(app)
    assert item(app, "rooms").state.word == "Không nhập được"


@pytest.mark.skipif(not LONG, reason="in a usual run a column that is given its field")
def test_required_column_is_pointed_out_and_remembered(served: Process, store: Store) -> None:
    header = made.HEADER.replace("Ngày hẹn trả", "Mốc cam kết")
    app = dropped(
        opened(), march=made.export(made.dossiers(2, **{"Mốc cam kết": "18/03/2024"}), header=header)
    )
    assert "Thiếu cột bắt buộc **“Ngày hẹn trả”**" in said(app)
    app.selectbox(key=f"thieu_{item(app, 'march').key}_due_at").select("Mốc cam kết").run()
    press(app, "march")
    assert len(stored(store)) == 1
    april = made.export(made.dossiers(2, 7, **{"Mốc cam kết": "19/04/2024"}), header=header, title=made.APRIL)
    app = dropped(opened(), april=april)
    assert item(app, "april").importable
    assert "cột “Mốc cam kết” là Ngày hẹn trả" in said(app)


def test_one_of_two_columns_with_one_meaning_is_chosen(served: Process, store: Store) -> None:
    header = made.HEADER.replace("Ngày hẹn trả", "Ngày hẹn trả;Ngày hẹn trả")
    app = dropped(opened(), march=made.export(made.dossiers(2), header=header))
    assert "Có 2 cột cùng nghĩa **“Ngày hẹn trả”**" in said(app)
    app.selectbox(key=f"trung_{item(app, 'march').key}_due_at").select("Ngày hẹn trả [G]").run()
    assert item(app, "march").importable


def test_file_that_nobody_recognises_is_explained_by_hand_and_known_the_next_time(
    served: Process, store: Store
) -> None:
    names = {
        "Mã hồ sơ": "Ký hiệu", "Tên TTHC": "Việc", "Phòng xử lý": "Chỗ làm", "Hình thức nộp": "Đường vào",
        "Ngày tiếp nhận": "Vào", "Ngày hẹn trả": "Hứa", "Ngày kết thúc xử lý": "Ra", "Trạng thái hồ sơ": "Sao rồi",
    }  # fmt: skip
    header = made.HEADER
    for old, new in names.items():
        header = header.replace(old, new)

    def odd(first: int, title: str) -> bytes:
        rows = [
            {names.get(name, name): text for name, text in row.items()} for row in made.dossiers(3, first)
        ]
        return made.export(rows, header=header, title=title)

    app = dropped(opened(), march=odd(1, made.MARCH))
    one = item(app, "march")
    assert one.error_code == "unknown_dataset"
    one.say(dataset="dossiers", header_row=4)
    app.run()
    fields = [
        "dossier_id",
        "procedure_name",
        "unit",
        "channel",
        "received_at",
        "due_at",
        "finished_at",
        "status",
    ]
    item(app, "march").say_columns(dict(zip(names.values(), fields, strict=True)))
    app.run()
    press(app, "march")
    assert len(stored(store)) == 1
    app = dropped(opened(), april=odd(11, made.APRIL))
    assert item(app, "april").importable
    assert "loại dữ liệu là Hồ sơ thủ tục hành chính" in said(app)


def test_part_of_a_slice_asks_whether_to_replace_or_to_add(served: Process, store: Store) -> None:
    batch.import_file(store, ADMIN, Upload("whole.csv", made.export(made.dossiers(10))))
    app = dropped(opened(), part=made.export(made.dossiers(2, 9)))
    assert "Thay thế hay bổ sung?" in said(app)
    assert not item(app, "part").importable
    app.radio(key=f"cach_{item(app, 'part').key}").set_value("add").run()
    press(app, "part")
    assert [(row["status"], row["mode"]) for row in stored(store)] == [
        ("active", "replace"),
        ("active", "add"),
    ]


def test_older_file_is_refused_with_the_way_out(served: Process, store: Store) -> None:
    newer = made.export(made.dossiers(4), title="")
    batch.import_file(store, ADMIN, Upload("new.csv", newer, answers=Answers(as_of=date(2024, 3, 31))))
    app = dropped(opened(), old=made.export(made.dossiers(3), title=""))
    app.date_input(key=f"ngay_{item(app, 'old').key}").set_value(date(2024, 3, 20)).run()
    assert item(app, "old").error_code == "older_than_imported"
    assert "hoàn tác lần nhập kia trước" in said(app)


# --- rejected rows ----------------------------------------------------------------------------------------------


@pytest.mark.skipif(not LONG, reason="in a usual run a cell put right on the card")
def test_corrected_rows_come_back_alone_and_are_added(served: Process, store: Store) -> None:
    from chiso.present import rejected

    bad = [made.dossier(8, **{"Ngày hẹn trả": "32/13/2024"}), made.dossier(9, **{"Ngày hẹn trả": "chưa rõ"})]
    app = dropped(opened(), march=made.export([*made.dossiers(7), *bad]))
    one = item(app, "march")
    app.session_state[f"xem_{one.key}_5"] = "Dòng bị loại"
    app.run()
    assert "**Ngày hẹn trả: ngày không đọc được** – 2 ô (dòng 12, 13)" in said(app)
    listed = [list(one.value["record_key"]) for one in app.dataframe if "record_key" in one.value]
    assert listed == [[row["Mã hồ sơ"] for row in bad]]
    content = rejected.workbook(store, one.looked.upload, one.looked.result.as_of)  # type: ignore[union-attr]
    press(app, "march")
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[4] if cell.value == "Ngày hẹn trả")
    for row in (5, 6):
        sheet.cell(row, column).value = "20/03/2024"
    corrected = BytesIO()
    book.save(corrected)
    app = opened()
    app.file_uploader(key=UPLOADER).set_value([("sua.xlsx", corrected.getvalue(), "")])
    app.run()
    back = items(app)[0]
    assert "các dòng đã sửa của một tệp đã nhập" in said(app)
    assert (back.mode, back.importable is not None, back.unknown_columns) == ("add", True, ())
    app.button(key=f"nhap_{back.key}").click().run()
    assert [(row["status"], row["rows_loaded"]) for row in stored(store)] == [("active", 7), ("active", 2)]


def test_rejected_cell_is_put_right_on_the_card_and_told_in_the_history(
    served: Process, store: Store
) -> None:
    """Row 6 is due on no day; a first try is none either, the second holds, is undone, and said again."""
    rows = made.dossiers(4)
    rows[1]["Ngày hẹn trả"] = "32/13/2024"
    app = dropped(opened(), march=made.export(rows))
    app.session_state[f"xem_{item(app, 'march').key}_5"] = "Sửa ô"
    app.run()

    def typed(text: str) -> None:
        (cell,) = [field for field in app.text_input if field.label.startswith("Dòng 6, Ngày hẹn trả")]
        assert cell.label.replace("\\", "").endswith(" · H32-2403-0002")  # whose it is, to look it up
        cell.set_value(text)
        apps.button(app, "Đọc lại với giá trị đã sửa").click().run()

    typed("31/02/2024")
    assert "“31/02/2024” ở cột “Ngày hẹn trả”" in "\n".join(one.value for one in app.caption)
    typed("20/03/2024")
    assert "Đã sửa dòng 6, cột “Ngày hẹn trả” “32/13/2024” → “20/03/2024” (Khách, " in said(app)
    looked = item(app, "march").importable
    assert looked is not None
    assert (looked.result.rows_loaded, looked.result.rows_rejected) == (4, 0)
    apps.button(app, "Bỏ sửa").click().run()
    assert item(app, "march").looked.result.rows_rejected == 1  # type: ignore[union-attr]
    app.session_state[f"xem_{item(app, 'march').key}_5"] = "Sửa ô"
    app.run()
    typed("20/03/2024")
    press(app, "march")
    (row,) = stored(store)
    assert row["rows_loaded"] == 4
    app.session_state["lan_nhap"] = row["import_id"]
    app.run()
    facts = "\n".join(str(cell) for table in app.table for cell in table.value.to_numpy().ravel())
    assert "1 ô đã sửa: dòng 6, cột “Ngày hẹn trả” “32/13/2024” → “20/03/2024”" in facts


@pytest.mark.parametrize(
    ("rates", "buttons", "kept"),
    [
        (("50", "30,5"), ["2 ô là phần trăm: “50” là 50%"], [0.5, 0.305]),
        (("0,5", "0,305"), ["2 ô là phân số: “0,5” là 50%", "2 ô là phần trăm: “0,5” là 0,5%"], [0.5, 0.305]),
    ],
)
def test_one_answer_says_what_rates_without_a_sign_are(
    served: Process, store: Store, rates: tuple[str, str], buttons: list[str], kept: list[float]
) -> None:
    """Each cell had to be typed anew."""
    head = "TÌNH HÌNH GIẢI NGÂN THÁNG 3/2024\nĐơn vị;Tỷ lệ giải ngân\n"
    text = head + "Văn phòng Sở;{}\nPhòng Nghiệp vụ 1;{}\n".format(*rates)
    app = dropped(opened(), giai_ngan=text.encode())
    assert item(app, "giai_ngan").importable is None
    offered = [button.label for button in app.button if " ô là " in button.label]
    assert sorted(offered) == sorted(buttons)
    apps.button(app, buttons[0]).click().run()
    press(app, "giai_ngan")
    assert sorted(row["value"] for row in table_rows(store, "measurements")) == pytest.approx(sorted(kept))


# --- history ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("effects_are_counted")
def test_roll_back_shows_the_effect_and_asks_before_it_happens(served: Process, store: Store) -> None:
    batch.import_file(store, ADMIN, Upload("march.csv", made.export(made.dossiers(4))))
    april = made.april(4, 11, **{"Hình thức nộp": "Trực tiếp"})
    batch.import_file(store, ADMIN, Upload("april.csv", made.export(april, title=made.APRIL)))
    app = opened()
    app.session_state["lan_nhap"] = 2
    app.run()
    app.button(key="doi_lan_2").click().run()
    assert [row["status"] for row in stored(store)] == ["active", "active"]
    assert next(metric for metric in app.metric if metric.label == "Hồ sơ trực tuyến").value == "100%"
    app.button(key="xac_nhan_doi").click().run()
    assert [row["status"] for row in stored(store)] == ["active", "rolled_back"]
    assert "1 đã hoàn tác" in said(app)
    app.button(key="doi_lan_2").click().run()
    app.button(key="xac_nhan_doi").click().run()
    assert [row["status"] for row in stored(store)] == ["active", "active"]
    assert {"rollback", "bring_back"} <= set(audited_acts(store)["what"])


def figures_of(store: Store) -> list[dict[str, Any]]:
    """The dossiers counted as received."""
    found = figures.records(store, figures.newest(store, "stp"), "online_rate", figures.Part("denominator"))
    return [{str(name): value for name, value in row.items()} for row in found.to_dict("records")]


def test_original_is_for_administrators_and_its_download_is_logged(served: Process, store: Store) -> None:
    content = made.export(made.dossiers(2))
    batch.import_file(store, ADMIN, Upload("march.csv", content))
    row = history.imports(store, "stp")[0]
    assert history.original(store, ADMIN, row) == content
    for role, scope in (("uploader", None), ("admin", "stp-vp")):
        with pytest.raises(Refused, match="quản trị viên"):
            history.original(store, Actor("van.phong", role, scope), row)
    people = Accounts(store)
    people.add(ADMIN, User("van.phong", role="uploader"), PASSWORD)
    session = people.session(people.sign_in("van.phong", PASSWORD).token)
    assert session is not None
    for user, offered in (({"username": "van.phong", "session": session.token_hash}, False), (None, True)):
        app = opened(user)
        app.session_state["lan_nhap"] = 1
        app.run()
        assert ("goc_1" in [button.key for button in app.get("download_button")]) is offered


def test_editor_cannot_open_the_page(served: Process, store: Store) -> None:
    people = Accounts(store)
    people.add(ADMIN, User("bien.tap", role="editor"), PASSWORD)
    session = people.session(people.sign_in("bien.tap", PASSWORD).token)
    assert session is not None
    app = AppTest.from_file(launch.FRAME, default_timeout=60)
    app.user = {"username": "bien.tap", "session": session.token_hash}
    app.run()
    with suppress(ValueError):  # a page that the role may not open is not known at all
        app.switch_page(PAGE).run()
    assert not app.file_uploader
    assert "Tôi thả tệp vào" not in said(app)


def test_text_of_files_is_never_markdown(served: Process, store: Store) -> None:
    evil = "![x](http://evil.example/x.png) :red[a]"
    rows = made.dossiers(2, **{"Phòng xử lý": evil})
    app = opened()
    app.file_uploader(key=UPLOADER).set_value([(f"{evil[:12]}.csv", made.export(rows), "text/csv")])
    app.run()
    for element in app.markdown:
        assert "![x]" not in str(element.value)
        assert "](http" not in str(element.value)


def test_new_word_of_a_system_is_explained_and_remembered(served: Process, store: Store) -> None:
    app = dropped(opened(), march=made.export(made.dossiers(4, **{"Trạng thái hồ sơ": "Đóng hồ sơ điện tử"})))
    words = said(app)
    assert "Từ chưa biết **“Đóng hồ sơ điện tử”** ở cột “Trạng thái hồ sơ” nghĩa là gì?" in words
    assert "4 dòng trong tệp “march.csv”" in words
    assert not item(app, "march").importable
    asked(app, "Nghĩa của “Đóng hồ sơ điện tử”").select("handed_over").run()
    press(app, "march")
    assert {row["status"] for row in figures_of(store)} == {"handed_over"}
    april = made.april(2, 11, **{"Trạng thái hồ sơ": "Đóng hồ sơ điện tử"})
    app = dropped(opened(), april=made.export(april, title=made.APRIL))
    assert "“Đóng hồ sơ điện tử” là Đã trả kết quả" in said(app)
    assert item(app, "april").importable


def test_file_of_another_agency_is_refused_until_somebody_says_it_is_ours(
    served: Process, store: Store
) -> None:
    title = f"SỞ CÔNG THƯƠNG\n{made.MARCH}"
    app = dropped(opened(), march=made.export(made.dossiers(2), title=title))
    assert "là của “Sở Công Thương”, không phải của cơ quan này" in said(app)
    assert "trên thẻ" not in said(app)
    assert "--" not in said(app)  # the option is for the command line alone
    assert not item(app, "march").importable
    press(app, "march", "cua_minh")
    assert item(app, "march").importable
    press(app, "march")
    assert [row["rows_loaded"] for row in stored(store)] == [2]


def test_what_wants_a_tick_waits_for_it(served: Process, store: Store) -> None:
    header = made.HEADER.replace("Hình thức nộp", "Cột chưa ai biết")
    rows = [{**row, "Cột chưa ai biết": row["Hình thức nộp"]} for row in made.dossiers(4)]
    app = dropped(opened(), march=made.export(rows, header=header), april=made.export(made.april(2, 11)))
    assert "Cột E “Cột chưa ai biết” được hiểu là “Hình thức nộp”" in said(app)
    key = f"nhap_{item(app, 'march').key}"
    assert key not in {button.key for button in app.button}
    assert "nhap_tat_ca" not in {button.key for button in app.button}
    assert item(app, "march").state.word == "Cần xem lưu ý"  # not "Sẵn sàng nhập" without a button to do so
    assert "1 cần xem lưu ý" in said(app)
    app.checkbox(key="da_xem_column_by_values_1").check().run()
    assert item(app, "march").state.word == "Sẵn sàng nhập"
    app.button(key=key).click().run()
    assert [row["rows_loaded"] for row in stored(store)] == [4]


@pytest.mark.skipif(not LONG, reason="without the page: tests/intake/test_guard.py")
def test_month_that_does_not_look_like_those_before_waits_for_a_tick_per_kind(
    served: Process, store: Store
) -> None:
    """January to March bring 48 dossiers each and carry 12 open ones; April shows ten, of the open ones none."""
    still = {"Ngày kết thúc xử lý": "", "Trạng thái hồ sơ": "Đang xử lý", "Ngày hẹn trả": "20/12/2024"}
    files = {}
    for number, last in ((1, 31), (2, 29), (3, 31), (4, 30)):
        dates = {"Ngày tiếp nhận": f"02/{number:02}/2024", "Ngày kết thúc xử lý": f"15/{number:02}/2024"}
        rows = made.dossiers(10 if number == 4 else 48, 100 * number, **dates)
        rows += made.dossiers(12, 1, **{**still, "Ngày tiếp nhận": "02/01/2024"}) if number < 4 else []
        title = f"Từ ngày 01/{number:02}/2024 đến ngày {last}/{number:02}/2024"
        files[f"thang_{number}"] = made.export(rows, title=title)
    short = files.pop("thang_4")
    app = dropped(opened(), **files)
    assert not [box for box in app.checkbox if box.key.startswith("da_xem")]
    app.button(key="nhap_tat_ca").click().run()
    assert [row["rows_loaded"] for row in stored(store)] == [60, 60, 60]
    app = dropped(opened(), thang_4=short, chua_ngay=made.export(made.dossiers(2, 900), title=""))
    assert "cho biết ngày của các tệp chưa có ngày" in said(app)  # of which nothing is held against April
    press(app, "chua_ngay", "bo")
    assert "cho biết ngày của các tệp chưa có ngày" not in said(app)
    assert "“thang_4.csv”: 12 trong 12 hồ sơ đang giải quyết không có trong tệp này" in said(app)
    key = f"nhap_{item(app, 'thang_4').key}"
    for kind in ("missing_open", "unusual_count"):
        assert key not in {button.key for button in app.button}
        app.checkbox(key=f"da_xem_{kind}_1").check().run()
    app.button(key=key).click().run()
    assert [row["rows_loaded"] for row in stored(store)] == [60, 60, 60, 10]


@pytest.mark.skipif(not LONG, reason="without the page: tests/intake/test_said_in_the_command.py")
def test_another_sheet_and_header_row_are_chosen_by_hand(served: Process, store: Store) -> None:
    book = openpyxl.Workbook()
    for place, (name, first) in enumerate((("Nháp", 1), ("Chính thức", 51))):
        sheet = book.worksheets[0] if not place else book.create_sheet()
        sheet.title = name
        sheet.append([made.MARCH])
        sheet.append(made.HEADER.split(";"))
        for row in made.dossiers(3 + place, first):
            sheet.append(list(row.values()))
    content = BytesIO()
    book.save(content)
    app = opened()
    app.file_uploader(key=UPLOADER).set_value([("hai-trang.xlsx", content.getvalue(), "")])
    app.run()
    one = items(app)[0]
    assert "trang “Nháp”" in said(app)
    app.session_state[f"sua_{one.key}"] = True
    app.run()
    app.selectbox(key=f"sua_trang_{one.key}").select("Chính thức")
    app.button(key=f"doc_lai_{one.key}").click().run()
    assert "trang “Chính thức”" in said(app)
    app.selectbox(key=f"sua_dong_{one.key}_Chính thức").select(2)
    app.button(key=f"doc_lai_{one.key}").click().run()
    assert items(app)[0].answers.header_row == 2
    app.button(key=f"nhap_{one.key}").click().run()
    assert [row["rows_loaded"] for row in stored(store)] == [4]


def test_a_column_is_given_its_field_by_hand_and_the_next_file_has_it(served: Process, store: Store) -> None:
    header = f"{made.HEADER};Người giữ việc"
    march = made.export(made.dossiers(2, **{"Người giữ việc": "An"}), header=header)
    app = dropped(opened(), march=march)
    key = item(app, "march").key
    app.session_state[f"sua_{key}"] = True
    app.run()
    asked(app, "J · Người giữ việc").select("official")
    app.button(key=f"doc_cot_{key}").click().run()
    assert item(app, "march").state.word == "Sẵn sàng nhập"
    press(app, "march")
    assert {row["official"] for row in figures_of(store)} == {"An"}
    april = made.export(made.april(2, 7, **{"Người giữ việc": "An"}), header=header, title=made.APRIL)
    assert "Đã dùng câu trả lời lần trước cho mẫu này" in said(dropped(opened(), april=april))


# --- the inbox ----------------------------------------------------------------------------------------------------


def uploader(served: Process, unit: str | None = None) -> dict[str, Any]:
    """Somebody who signed in to real data."""
    store, people = served.store, served.accounts
    assert store is not None
    assert people is not None
    store.set_fact("demonstration", "false")
    people.add(ADMIN, User("van.phong", role="uploader", unit=unit), PASSWORD)
    session = people.session(people.sign_in("van.phong", PASSWORD).token)
    assert session is not None
    return {"username": "van.phong", "session": session.token_hash}


def put_into_the_inbox(served: Process, folder: Path, **files: bytes) -> None:
    """Files by their names without the ending, seen by the server."""
    store = served.store
    assert store is not None
    folder.mkdir()
    inbox.choose(store, ADMIN, str(folder), False)
    for name, content in files.items():
        (folder / f"{name}.csv").write_bytes(content)
    for _ in range(2):
        served.inbox.look(store)


def test_files_of_the_inbox_wait_and_one_click_gives_each_its_card(
    served: Process, store: Store, tmp_path: Path
) -> None:
    user, folder = uploader(served), tmp_path / "den"
    put_into_the_inbox(served, folder, march=made.export(made.dossiers(5)), hong=b"khong la bang\n")
    app = opened(user)
    assert "**Hộp thư đến: 2 tệp đang chờ**" in said(app)
    assert "**hong.csv**: Tệp “hong.csv” không phải là bảng" in said(app)
    app.button(key="mo_hop_thu").click().run()
    assert {one.name: one.state.code for one in items(app)} == {"march.csv": "ready", "hong.csv": "refused"}
    assert "Hộp thư đến" not in said(app)
    press(app, "march")
    (row,) = store.rows("imports/list")
    assert (row["file_name"], row["rows_loaded"], row["imported_by"]) == ("march.csv", 5, "van.phong")
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["hong.csv"]
    assert [path.name for path in folder.rglob("march.csv")] == ["march.csv"]


def test_a_limited_account_sees_no_inbox(served: Process, tmp_path: Path) -> None:
    user = uploader(served, unit="stp-vp")
    put_into_the_inbox(served, tmp_path / "den", march=made.export(made.dossiers(5)))
    assert len(served.inbox.letters) == 1
    shown = said(opened(user))
    assert "Thả tệp vào đây" in shown
    assert "Hộp thư đến" not in shown


# --- new units ----------------------------------------------------------------------------------------------------


def test_new_unit_is_asked_for_by_who_imports_and_decided_by_an_administrator(
    served: Process, store: Store
) -> None:
    """Two names that nobody knows: the rows go in, wait, and belong to the unit once one is added; the other is refused
    with a reason that the uploader reads."""
    user = uploader(served)
    rows = [
        *made.dossiers(3, **{"Phòng xử lý": "Tổ Một"}),
        *made.dossiers(2, 4, **{"Phòng xử lý": "Đội Hai"}),
    ]
    app = dropped(opened(user), march=made.export(rows))
    assert "Là đơn vị mới: thêm vào danh mục" not in {button.label for button in app.button}
    for left in (2, 1):
        buttons = [button for button in app.button if button.label == "Là đơn vị mới: xin thêm"]
        assert len(buttons) == left
        buttons[0].click().run()
    assert (
        item(app, "march").state.word == "Sẵn sàng nhập"
    )  # asking is an answer: it waits under “Chưa xác định”
    assert reference.resolve_unit(store, "stp", "Tổ Một") is None
    press(app, "march")
    assert {row["unit_name"] for row in figures_of(store)} == {"Chưa xác định"}
    assert said(app).count("đang chờ quản trị viên (xin lúc") == 2
    april = made.april(2, 11, **{"Phòng xử lý": "Tổ Một"})
    app = dropped(opened(user), april=made.export(april, title=made.APRIL))
    assert item(app, "april").state.word == "Sẵn sàng nhập"  # not asked again while it waits

    admin = decided(served)
    words = said(admin)
    assert "## 2 đơn vị mới đang chờ xác nhận" in words
    assert "van.phong xin lúc" in words
    assert "tệp march.csv" in words
    admin.button(key="xin_them_to mot").click().run()
    admin.text_input(key="vi_sao_doi hai").set_value("thuộc Văn phòng")
    admin.button(key="tu_choi_han_doi hai").click().run()
    assert "đang chờ xác nhận" not in said(admin)

    assert {row["unit_name"] for row in figures_of(store)} == {"Tổ Một", "Chưa xác định"}
    words = said(opened(user))
    assert "“Tổ Một” đã có trong danh mục: Tổ Một." in words
    assert "“Đội Hai” không được thêm (chi.huy, " in words
    assert "lý do: thuộc Văn phòng" in words
    done = audited_acts(store)
    told = {(row["who"], row["what"], row["subject"]) for row in done.to_dict("records")}
    assert {
        ("van.phong", "unit_asked", "Tổ Một"),
        ("chi.huy", "reference_changed", "Thêm đơn vị Tổ Một"),
        ("chi.huy", "unit_refused", "Đội Hai"),
    } <= told


def decided(served: Process) -> AppTest:
    """/quan-tri, opened by an administrator who signed in."""
    people = served.accounts
    assert people is not None
    people.add(ADMIN, User("chi.huy", role="admin"), PASSWORD)
    session = people.session(people.sign_in("chi.huy", PASSWORD).token)
    assert session is not None
    return apps.opened("quan_tri", {"username": "chi.huy", "session": session.token_hash})


def test_limited_account_asks_for_no_unit_and_teaches_none(served: Process, store: Store) -> None:
    app = dropped(
        opened(uploader(served, unit="stp-hctp")),
        march=made.export(made.dossiers(2, **{"Phòng xử lý": "Tổ Một"})),
    )
    assert not [button for button in app.button if button.label.startswith("Là đơn vị mới")]
    assert "Nhớ cách viết này" not in {box.label for box in app.checkbox}
    asked(app, "Đơn vị của “Tổ Một”").select("stp-hctp").run()
    press(app, "march")
    assert [row["rows_loaded"] for row in stored(store)] == [2]
    assert reference.resolve_unit(store, "stp", "Tổ Một") is None
