"""On the page of uploads: a table in which several agencies that a home keeps have lines."""

from pathlib import Path

from chiso.desk import history
from chiso.reference import agencies
from chiso.store import Store
from tests.intake.test_others import given
from tests.web.test_upload_page import dropped, items, opened, said, stored
from tests.worlds import apps
from tests.worlds import upload_files as made
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
