"""The ordinary month of eight files: one button after the two clicks that choose them, and no tick."""

from pathlib import Path

from chiso import demo, homes
from chiso.intake.commit import batch
from tests.worlds import apps
from tests.worlds.people import ADMIN

DOSSIERS = (
    "2024-10 So_theo_doi_ho_so.xlsx"  # one line of it says "Fax", which the demonstration does not know
)
MONTH = (
    DOSSIERS, "2024-10 Nhac_viec.xlsx", "2024-10 PAKN.ods", "2024-10 Bieu_II06a.xls",
    "Bo_chi_so_phuc_vu.xlsx", "Chi_tieu_bao_cao.xlsx", "Giai_ngan.csv", "Danh_muc_TTHC.xlsx",
)  # fmt: skip


def test_ordinary_month_wants_no_tick_and_goes_in_with_one_button(demo_home: Path, tmp_path: Path) -> None:
    demo.write_files(tmp_path / "exports")
    with homes.opened(demo_home) as store:
        before = {row["file_name"]: row for row in store.rows("imports/all")}
        for name in MONTH:
            batch.rollback(store, ADMIN, before[name]["import_id"])
        with apps.shown(store):
            app = apps.opened("nhap_du_lieu")
            files = [(name, (tmp_path / "exports" / name).read_bytes(), "") for name in MONTH]
            app.file_uploader(key="tha_tep_0").set_value(files).run(timeout=120)
            assert not app.exception
            assert [box.key for box in app.checkbox if str(box.key).startswith("da_xem")] == []
            words = [box for box in app.selectbox if str(box.key).startswith("tu_")]
            assert ["_channel_" in str(box.key) for box in words] == [True]  # "Fax", nothing else
            words[0].select("counter").run(timeout=120)
            app.button(key="nhap_tat_ca").click().run(timeout=120)
            assert not app.exception
        active = [row for row in store.rows("imports/all") if row["status"] == "active"]
    stands = {row["file_name"]: row["rows_loaded"] for row in active if row["file_name"] in MONTH}
    answered = {DOSSIERS: before[DOSSIERS]["rows_loaded"] + 1}
    assert stands == {**{name: before[name]["rows_loaded"] for name in MONTH}, **answered}
