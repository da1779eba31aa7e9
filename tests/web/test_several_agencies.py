"""On the page of uploads: a table in which several agencies that a home keeps have lines."""

from datetime import date
from pathlib import Path

from chiso.desk import history
from chiso.reference import agencies
from chiso.store import Store
from tests.intake.test_others import given
from tests.web.test_upload_page import dropped, items, opened, said, stored
from tests.worlds import apps
from tests.worlds import upload_files as made
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN


def test_each_has_its_card_and_gets_its_lines(tmp_path: Path) -> None:
    text = given("Sở Y tế", "Sở Tư pháp", "Sở Y tế", "Sở Nội vụ")
    with made.home(tmp_path / "home") as store, apps.shown(store):
        agencies.add(store, ADMIN, "syt", "Sở Y tế")
        app = dropped(opened(), giao=text.encode())
        assert [one.title for one in items(app)] == ["giao.csv · Sở Tư pháp", "giao.csv · Sở Y tế"]
        assert "giao.csv · Sở Y tế" in said(app)
        assert app.button(key="nhap_tat_ca").label == "Nhập tất cả 2 phần rõ ràng (3 dòng)"
        app.button(key="nhap_tat_ca").click().run()
        assert gone_in(store) == [("stp", 1), ("syt", 2)]
        assert said(app).count("Đã nhập **") == 2
        _, theirs = items(app)
        app.button(key=f"xong_{theirs.key}").click().run()
        assert "#2 · giao.csv" in said(app)
        assert history.imports(store, "syt")[0]["file_name"] == "giao.csv"
        again = dropped(opened(), lai=text.encode())
        assert [(one.whose, one.state.word) for one in items(again)] == [
            ("Sở Tư pháp", "Đã có sẵn"),
            ("Sở Y tế", "Đã có sẵn"),
        ]


def gone_in(store: Store) -> list[tuple[str, int]]:
    return [(row["agency"], row["rows_loaded"]) for row in stored(store)]


def test_what_they_changed_together_is_of_one_agency(tmp_path: Path) -> None:
    """Of two months: the imports of the other agency in between are nobody else's doing."""
    days = {"thang_10": "31/10/2024", "thang_11": "30/11/2024"}
    months = {name: given("Sở Tư pháp", "Sở Y tế", "Sở Nội vụ", day=day) for name, day in days.items()}
    with made.home(tmp_path / "home") as store, apps.shown(store):
        agencies.add(store, ADMIN, "syt", "Sở Y tế")
        app = dropped(opened(), **{name: text.encode() for name, text in months.items()})
        app.button(key="nhap_tat_ca").click().run()
        assert "2 tệp vừa nhập" in said(app)
        assert "xen giữa" not in said(app)


def test_a_sheet_of_another_is_read_as_its_own_and_asked_about_there(tmp_path: Path) -> None:
    """The rooms of Sở Công Thương are those that it has; a spelling of one is asked about once it is chosen."""
    titles = {"A": "SỞ TƯ PHÁP", "B": "SỞ CÔNG THƯƠNG"}
    rooms = {"A": "Phòng Nghiệp vụ 1", "B": "Phòng Lạ"}
    sheets = {
        name: made.export(made.dossiers(2, **{"Phòng xử lý": rooms[name]}), title=f"{title}\n{made.MARCH}")
        for name, title in titles.items()
    }
    with made.home(tmp_path / "home") as store, apps.shown(store):
        agencies.add(store, ADMIN, "sct")
        app = dropped(opened(), book=made.workbook(sheets))
        assert [(one.whose, one.open_units) for one in items(app)] == [
            ("Sở Tư pháp", ()),
            ("Sở Công Thương", ("Phòng Lạ",)),
        ]
        assert not [box for box in app.selectbox if box.label.startswith("Đơn vị của")]
        assert "**Sở Công Thương**: 1 tên đơn vị chưa biết" in said(app)
        (choice,) = [box for box in app.selectbox if box.label == "Cơ quan"]
        choice.select("sct").run()
        assert "tên đơn vị chưa biết" not in said(app)
        (asked,) = [box for box in app.selectbox if box.label.startswith("Đơn vị của")]
        asked.select("Văn phòng Sở").run()
        app.button(key="nhap_tat_ca").click().run()
        assert sorted(gone_in(store)) == [("sct", 2), ("stp", 2)]


def test_a_table_that_another_stands_above_may_be_said_to_be_ours(tmp_path: Path) -> None:
    sheet = made.export(made.dossiers(2), title=f"SỞ CÔNG THƯƠNG\n{made.MARCH}")
    with made.home(tmp_path / "home") as store, apps.shown(store):
        agencies.add(store, ADMIN, "sct")
        app = dropped(opened(), theirs=sheet)
        (one,) = items(app)
        assert one.whose == "Sở Công Thương"
        app.button(key=f"cua_minh_{one.key}").click().run()
        assert "số liệu vào cơ quan đó" not in said(app)
        app.button(key=f"nhap_{one.key}").click().run()
        assert gone_in(store) == [("stp", 2)]


def test_lines_that_name_another_cannot_be_said_to_be_ours(tmp_path: Path) -> None:
    with made.home(tmp_path / "home") as store, apps.shown(store):
        agencies.add(store, ADMIN, "syt", "Sở Y tế")
        app = dropped(opened(), giao=given("Sở Y tế", "Sở Y tế", "Sở Nội vụ").encode())
        assert [one.whose for one in items(app)] == ["Sở Y tế"]
        assert not [button for button in app.button if button.label.startswith("Đúng là số liệu")]


def test_the_sources_of_the_agencies_side_by_side_are_those_of_each(tmp_path: Path) -> None:
    """Those of the agency chosen above stood below the rates of all."""
    with made.home(tmp_path / "home") as store, apps.shown(store):
        agencies.add(store, ADMIN, "sct")
        for agency, day in {"sct": 20, "stp": 31}.items():
            rows = [dossier(agency, unit="Văn phòng", received_at="1/10", due_at="15/11")]
            World(store, agency).put(rows, date(2024, 10, day))
        page = apps.opened("don_vi", xem="co_quan")
        notes = "\n".join(one.value for one in page.markdown)
    assert "nguồn: Một cửa \\(20/10/2024 – 31/10/2024\\) · phiên bản" in notes
