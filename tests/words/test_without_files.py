"""Of what no file was imported nothing is said, neither "none" nor 0: it is unknown."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from chiso import homes
from chiso.desk import corrections
from chiso.figures.ask import Asked
from chiso.intake.commit import batch
from chiso.store import Store
from tests.conftest import LONG
from tests.words.sentences import of_deck, of_lists, of_pages, of_papers
from tests.worlds.apps import shown
from tests.worlds.demo_home import copy_home
from tests.worlds.people import ADMIN

# dataset -> how its things are called
FAMILIES = {
    "dossiers": r"[Hh]ồ sơ|TTHC|rực tuyến|Tổng cộng",
    "tasks": r"hiệm vụ|Nhắc việc",
    "petitions": r"[Pp]hản ánh|PAKN",
    "plan_tasks": r"việc kế hoạch|[Kk]ế hoạch|báo cáo định kỳ",
    "criteria": r"[Tt]iêu chí|điểm|trừ",
    "index_scores": r"[Cc]hỉ số|PAPI|PCI|PAR INDEX|SIPAS",
}
NONE = re.compile(
    r"[Kk]hông (?:có|còn|phát sinh|ai|mất|việc|công chức|tiêu chí|chỉ số|nhiệm vụ|thành phần)"
    r"|(?<![\d,./])0 [^\W\d|]|\| 0(?= \||$)|Đã nộp đủ|đều đạt|Các .* đều"
)
# what is no count: the verdict on a target or on an official, goals that the plan sets
ELSEWHERE = re.compile(
    r"[Kk]hông còn đạt được|hoàn thành tốt nhiệm vụ|Không có (?:hồ sơ trễ hạn|phản ánh được|trường hợp bị)"
    r"|[–—] không phát sinh|năm không có số để trống"  # the legends of a table of units, of a chart of years
    r"|[^;]*không có trong dữ liệu nên hai số"  # why the portal's figure is another
    r"|^Nhiệm vụ, giải pháp [^|]* năm 20[0-9]{2} [^|]*(?= \|)"  # the name of a plan in a table
    r"|không có thì ghi: không"  # a gap of a paper that the office fills
)
UNKNOWN = "| Chưa có số |"  # beside it stands the target, which may be 0
TOGETHER = ("dossiers", "plan_tasks", "index_scores")  # of a usual run


@pytest.fixture(params=[(one,) for one in FAMILIES] if LONG else [TOGETHER], ids="-".join)
def lacking(
    request: pytest.FixtureRequest, demo_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Store, tuple[str, ...]]]:
    """A home of the demonstration without the files of some datasets."""
    if not LONG:  # every roll-back is gone back for what the kept decks showed: a second each
        monkeypatch.setattr(corrections, "MOST_ACTS", 1)
    with homes.opened(copy_home(demo_template, tmp_path / "home")) as store:
        for row in store.run("imports/list").to_dict("records")[::-1]:
            if row["dataset"] in request.param:
                batch.rollback(store, ADMIN, row["import_id"])
        yield store, request.param


def test_of_what_no_file_speaks_nothing_is_counted(lacking: tuple[Store, tuple[str, ...]]) -> None:
    store, families = lacking
    asked = Asked(agency="stp", as_of=date(2024, 10, 31))
    said = [*of_deck(store, asked), *of_papers(store, asked), *of_lists(store, asked)]
    if LONG:
        with shown(store):
            said += of_pages(asked)
    assert not [one for one in said if one.text.startswith("LỖI")]
    for one in said:
        text = ELSEWHERE.sub("", one.text)
        if NONE.search(text) and UNKNOWN not in text:
            assert not any(re.search(FAMILIES[family], text) for family in families), one


def test_a_unit_without_records_is_not_told_to_bring_files_that_are_there(demo_store: Store) -> None:
    asked = Asked(agency="stp", as_of=date(2024, 10, 31), unit="stp-ld")  # tasks alone are theirs
    said = [one.text for one in of_deck(demo_store, asked)]
    assert "Không phát sinh hồ sơ trực tuyến." in said
    assert not [text for text in said if text.startswith("Chưa có số liệu")]


def test_nobody_is_judged_for_a_month_of_which_no_file_speaks(demo_store: Store) -> None:
    asked = Asked(
        agency="stp", as_of=date(2024, 12, 15)
    )  # the newest month is November, the files end in October
    said = [one.text for one in of_papers(demo_store, asked, "danh_gia_cong_chuc")]
    assert {"Chưa có số liệu hồ sơ của kỳ.", "Chưa có số liệu nhiệm vụ của kỳ."} <= set(said)
    assert not [text for text in said if "100%" in text]
