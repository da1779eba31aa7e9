"""Decks of homes with little in them: of a year of which only the last months are known nobody is told how many more he
has to bring; what no record came of is not what no file speaks of."""

from pathlib import Path

from chiso.figures.scope import newest
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.present import deck
from chiso.present.deck.look import Look
from tests.worlds import fresh_home
from tests.worlds.people import ADMIN

HEAD = """DANH SÁCH HỒ SƠ
Từ ngày 01/08/2024 đến ngày 31/08/2024
Mã hồ sơ;Tên TTHC;Đơn vị giải quyết;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Ngày trả kết quả;Trạng thái
"""


def rows(first: int, last: int, unit: str, channel: str) -> str:
    said = f"Cấp phiếu;{unit};{channel};05/08/2024;15/08/2024;12/08/2024;Đã trả kết quả"
    return "".join(f"H{number};{said}\n" for number in range(first, last))


def test_where_months_are_missing_no_unit_is_said_to_need_so_many(tmp_path: Path) -> None:
    """60 of 80 in Phòng Nghiệp vụ 1 are online (75%), none of 60 in Nghiệp vụ 2: 42,9% of all."""
    text = (
        HEAD
        + rows(0, 60, "Phòng Nghiệp vụ 1", "Trực tuyến")
        + rows(60, 80, "Phòng Nghiệp vụ 1", "Trực tiếp")
        + rows(80, 140, "Phòng Nghiệp vụ 2", "Trực tiếp")
    )
    with fresh_home.build(tmp_path / "home") as store:
        assert batch.import_file(store, ADMIN, Upload("ho_so.csv", text.encode())).error is None
        asked = newest(store, "stp")
        assert asked is not None
        made = deck.proposed(Look(store, asked), ["online", "online_units", "conclusions"])
        slides = {topic: slide for topic, slides in made.slides.items() for slide in slides}
        assert "42,9%" in slides["online"].headline
        assert slides["online_units"].headline == "Hồ sơ trực tuyến: Nghiệp vụ 2 thấp nhất, 0%"
        said = " ".join(str(slide) for slide in slides.values())
        assert "ần thêm" not in said  # neither on a slide nor in its notes
        assert "giao Phòng Nghiệp vụ 2 trước ngày" in said
        assert "Phòng Nghiệp vụ 1" not in " ".join(map(str, slides["conclusions"].lines))


def test_where_nothing_is_finished_the_columns_are_not_said_to_lack(tmp_path: Path) -> None:
    """One open dossier in a list with both columns: there was nothing to digitise."""
    head = HEAD.replace("Trạng thái", "Trạng thái;Kết quả điện tử;Số hóa hồ sơ")
    open_one = "H1;Cấp phiếu;Văn phòng;Trực tuyến;05/08/2024;15/09/2024;;Đang xử lý;Không;Không\n"
    with fresh_home.build(tmp_path / "home") as store:
        assert batch.import_file(store, ADMIN, Upload("ho_so.csv", (head + open_one).encode())).error is None
        asked = newest(store, "stp")
        assert asked is not None
        (slide,) = deck.proposed(Look(store, asked), ["digital"]).slides["digital"]
        assert slide.headline == "Không phát sinh hồ sơ để số hóa, cấp kết quả điện tử"
