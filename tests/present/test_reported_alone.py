"""A deck of a home that has nothing but what the office reports: what lags there is told."""

from datetime import date
from pathlib import Path

from chiso.figures.scope import newest
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.present import deck
from chiso.present.deck.look import Look
from chiso.present.slides import Slide
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds.people import ADMIN

REPORTED = """Chỉ tiêu;Tháng;Tử số;Mẫu số;Giá trị
Tỷ lệ giải ngân vốn đầu tư công;10/2024;66;100;66%
"""
SCORES = "Chỉ số;Thành phần;Năm;Tỉnh;Điểm\nPAPI;;2023;Khánh Hòa;42,5\n"


def slides(home: Path, name: str, text: str) -> tuple[Store, dict[str, list[Slide]]]:
    store = fresh_home.build(home)
    answers = Answers(as_of=date(2024, 10, 31))
    assert batch.import_file(store, ADMIN, Upload(name, text.encode(), answers=answers)).error is None
    asked = newest(store, "stp")
    assert asked is not None
    return store, deck.proposed(Look(store, asked), ["summary", "conclusions"]).slides


def test_what_lags_of_what_is_reported_is_told_without_any_record(tmp_path: Path) -> None:
    """66% of the disbursement that shall be 85% on 15/12 (data/reference/targets.csv) stood on the page alone."""
    store, found = slides(tmp_path / "home", "so_lieu.csv", REPORTED)
    with store:
        (summary,), (conclusions,) = found["summary"], found["conclusions"]
        assert summary.lines[0].startswith("Giải ngân 66%, ")
        assert conclusions.lines[0].startswith("Giải ngân: giao ")
        asked = newest(store, "stp")
        assert asked is not None
        assert "Số liệu đến 31/10/2024 · nguồn: Báo cáo tay (31/10)" in Look(store, asked).source


def test_where_nothing_is_to_be_told_the_files_are_named(tmp_path: Path) -> None:
    store, found = slides(tmp_path / "home", "chi_so.csv", SCORES)
    with store:
        assert [slide.is_missing for of in found.values() for slide in of] == [True, True]
