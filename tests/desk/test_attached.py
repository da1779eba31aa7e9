"""A home to which sums are attached answers what the home with the records answers, is read-only, and never counts rows
that it does not have."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from chiso import figures
from chiso.__main__ import understood
from chiso.commands import answers, keeping, lakes, saying
from chiso.core import clock
from chiso.core.errors import Refused
from chiso.desk import attaching, lake, lake_share, lake_sums, office
from chiso.figures.ask import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.present import deck
from chiso.present.outputs import look_at
from chiso.store import DATABASE, Store
from chiso.store.backup import BACKUPS
from chiso.web.shell import guide
from chiso.words.attention import attention
from tests.conftest import LONG, sample
from tests.worlds import fresh_home, small_world
from tests.worlds import upload_files as files
from tests.worlds.apps import opened, shown
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN
from tests.worlds.small_world import AS_OF, EXPECTED
from tests.worlds.two_agencies import same

ASKED = Asked(agency="stp", as_of=AS_OF)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the home of records (closed), its lake `kho`, their sums `tong`."""
    folder = tmp_path_factory.mktemp("attached")
    with small_world.build(folder / "home") as store:
        lake_share.export(store, ADMIN, folder / "kho")
    lake_sums.made(folder / "kho", "duckdb", None, folder / "tong")
    return folder


@pytest.fixture(scope="module")
def both(made: Path) -> Iterator[tuple[Store, Store, Path]]:
    """The home with the records, one with their sums attached, the folder of those."""
    with Store.open(made / "home") as store, fresh_home.build(made / "khac") as other:
        other.set_fact("demonstration", "true")  # nobody has to sign in
        attaching.attach(other, ADMIN, made / "tong", None)
        yield store, other, made / "tong"


@pytest.fixture(scope="module")
def with_lake(made: Path) -> Iterator[Store]:
    """A home with the same sums, whose records it reads from the lake."""
    with fresh_home.build(made / "co-kho") as store:
        store.set_fact("demonstration", "true")  # nobody has to sign in
        attaching.attach(store, ADMIN, made / "tong", made / "kho")
        yield store


@pytest.mark.parametrize("by", [None, "unit", "month", "agency"])
@pytest.mark.parametrize("day", sample([AS_OF, AS_OF.replace(month=5)]))
def test_every_value_is_that_of_the_home_with_the_records(
    both: tuple[Store, Store, Path], by: str | None, day: object
) -> None:
    asked = replace(ASKED, as_of=day)
    with_records, attached = (figures.values(store, asked, by=by).frame() for store in both[:2])
    same(attached, with_records)
    if by is None and day == AS_OF:
        of_stp = attached.set_index("indicator")
        for code in EXPECTED:
            counted = (of_stp.at[code, "numerator"], of_stp.at[code, "denominator"])
            assert tuple(None if pd.isna(one) else one for one in counted) == EXPECTED[code], code


def test_what_events_and_lists_of_procedures_say_goes_along(tmp_path: Path) -> None:
    """Two dialogues of the year (one of the file is of the year before), of three procedures with a fee two."""
    listed = [
        {"procedure_code": code, "procedure_name": code, "has_fee": True, "has_online_payment": code < "3"}
        for code in "123"
    ]
    held = ("20/11/2023", "20/12/2023", "20/05/2024")
    lines = [f"{day};Đối thoại;{number}" for number, day in enumerate(held)]
    events = "\n".join(["SỰ KIỆN DOANH NGHIỆP", "Ngày tổ chức;Loại sự kiện;Nội dung sự kiện", *lines])
    with fresh_home.build(tmp_path / "home") as store:
        World(store).put([dossier("H1", unit_text="Văn phòng")], "31/10")
        World(store).put(listed, "30/9", dataset="procedures")
        done = batch.import_file(store, ADMIN, Upload("su_kien.csv", events.encode(), agency="stp"))
        assert (done.error, done.rows_loaded) == (None, 3)
        lake_share.export(store, ADMIN, tmp_path / "kho")
    lake_sums.made(tmp_path / "kho", "duckdb", None, tmp_path / "tong")
    with fresh_home.build(tmp_path / "khac") as other:
        attaching.attach(other, ADMIN, tmp_path / "tong", None)
        found = {one.indicator: (one.numerator, one.denominator) for one in figures.values(other, ASKED)}
        assert (found["enterprise_dialogues"], found["payment_offer_rate"]) == ((2, None), (2, 3))
        attaching.detach(other, ADMIN)
        assert {one.numerator for one in figures.values(other, ASKED)} == {None}


NEEDS_ROWS: list[Callable[[Store], object]] = [
    lambda store: figures.overdue(store, ASKED, "dossiers"),
    lambda store: figures.records(store, ASKED, "online_rate", figures.Part("numerator")),
    lambda store: figures.breakdown(store, ASKED, "online_rate", "procedure"),
    lambda store: figures.values(store, ASKED, by="official"),
    lambda store: figures.overdue_weeks(store, ASKED, "dossiers", 4),
]


@pytest.mark.parametrize("ask", NEEDS_ROWS)
def test_what_needs_rows_says_so(both: tuple[Store, Store, Path], ask: Callable[[Store], object]) -> None:
    with pytest.raises(Refused, match="no_records"):
        ask(both[1])


@pytest.mark.parametrize("ask", NEEDS_ROWS)
def test_with_the_lake_the_records_are_those_of_the_home_that_has_them(
    both: tuple[Store, Store, Path], with_lake: Store, ask: Callable[[Store], Any]
) -> None:
    found, expected = (
        made if isinstance(made, pd.DataFrame) else made.frame() for made in (ask(with_lake), ask(both[0]))
    )
    assert len(expected)
    own = ["import_id", "file_name"]  # numbered anew; names of files are not in a lake
    same(found.drop(columns=own, errors="ignore"), expected.drop(columns=own, errors="ignore"))


def test_nobody_is_sent_to_upload_where_nothing_can_be(
    both: tuple[Store, Store, Path], with_lake: Store
) -> None:
    """In January 2025 no file reaches the month: where the records are it is brought, here it is looked up there."""
    asked = replace(ASKED, as_of=date(2025, 1, 31))
    own, shown_here = (
        [one for one in attention(store, asked).rows if not one.about] for store in (both[0], with_lake)
    )
    assert {one.page for one in own} == {"nhap-du-lieu"}
    assert {one.page for one in shown_here} == {""}
    assert all("tải lên" not in one.text for one in shown_here)
    (slide,) = deck.storyboard(look_at(with_lake, asked), deck.Choice(("commitments", "criteria")))
    assert slide.lines == (
        "Kết luận giao ban: không có trong kho số tổng.",
        "Chưa có số liệu bảng chấm điểm CCHC: không có trong kho số tổng.",
    )
    assert (slide.headline, slide.speaker_note) == ("Số liệu còn thiếu", "Hãy xem ở bản cài đặt của cơ quan.")
    assert guide.steps(ADMIN, with_lake) == guide.STEPS["viewer"]
    assert guide.steps(ADMIN, both[0]) == guide.STEPS["admin"]


def broken(folder: Path, code: str) -> None:
    """Makes the lake one that is refused with that code."""
    listed = folder / "lake.json"
    said = json.loads(listed.read_text(encoding="utf-8"))
    if code == "no_lake":
        listed.unlink()
    elif code == "newer_lake":
        listed.write_text(json.dumps(said | {"layout": 2, "program": "9.0"}), encoding="utf-8")
    elif code == "older_sums":  # a month that was written since
        del said["agencies"]["stp"]["files"][0]
        listed.write_text(json.dumps(said), encoding="utf-8")
    elif code == "damaged_lake":
        path = folder / said["agencies"]["stp"]["files"][0]["path"]
        path.write_bytes(path.read_bytes()[:-1] + b"?")


def test_a_lake_that_cannot_be_read_gives_no_rows_and_its_figures_stay(made: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(made / "kho", tmp_path / "kho"))
    with fresh_home.build(tmp_path / "home") as store:
        attaching.attach(store, ADMIN, made / "tong", own)
        value = figures.values(store, ASKED).one("online_rate")
        for code in ("no_lake", "newer_lake", "older_sums", "damaged_lake"):
            shutil.rmtree(own)
            shutil.copytree(made / "kho", own)
            broken(own, code)
            with pytest.raises(Refused, match=code) as refused:
                figures.overdue(store, ASKED)
            assert "hãy" in refused.value.message.lower()
            assert figures.values(store, ASKED).one("online_rate") == value
            if code != "damaged_lake":  # its files are looked at when they are read
                with pytest.raises(Refused, match=code):
                    attaching.attach(store, ADMIN, made / "tong", own)
        shutil.rmtree(own)
        shutil.copytree(made / "kho", own)
        assert len(figures.overdue(store, ASKED))


def test_sums_by_other_texts_are_not_shown(made: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(made / "tong", tmp_path / "tong"))
    listed = own / "lake.json"
    said = json.loads(listed.read_text(encoding="utf-8"))
    engine, _, files = said["agencies"]["stp"]["source"].split(" ")
    said["agencies"]["stp"]["source"] = f"{engine} {'0' * 64} {files}"
    listed.write_text(json.dumps(said), encoding="utf-8")
    with fresh_home.build(tmp_path / "home") as store, pytest.raises(Refused, match="older_texts"):
        attaching.attach(store, ADMIN, own, None)


def test_where_the_figures_come_from_is_said(
    made: Path, with_lake: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    made_at = clock.read(lake.read(made / "tong")["stp"].made_at)
    words = f"từ kho “kho”, tính lúc {made_at + timedelta(hours=7):%d/%m/%Y %H:%M}"
    assert words in look_at(with_lake, ASKED).source
    with Store.open(made / "home") as own:
        assert "từ kho" not in look_at(own, ASKED).source
    with shown(with_lake):
        page = opened("tong_quan")
        assert not page.exception
        assert not page.error
        assert any(words in one.value.replace("\u2060", "") for one in page.markdown)
    call = understood(["--json", "indicators"], made)
    said = saying.of(call.function(with_lake, **call.words), True)
    assert (said.err, type(json.loads(said.out))) == (f"Số liệu {words}.\n", list)


# What each page tells from sums alone, of 3 online of 12 (EXPECTED)
TOLD_BY_SUMS = {
    "tong_quan": "Chỉ tiêu 55%",
    "qua_han": "Tỷ lệ %, 15/12/2023 – 31/10/2024",
    "slide": "Tỷ lệ %, 15/12/2023 – 31/10/2024",
    "giao_ban": "Từng đơn vị: số hiện nay và thay đổi",
    "truc_tuyen": "3 / 12 hồ sơ",
    "vi_sao": "→ 25%",
    "don_vi": "Tỷ lệ chung 25%",
    "bao_cao": "Mọi số liệu báo cáo của năm",
}


@pytest.mark.parametrize("page", TOLD_BY_SUMS)
def test_without_the_lake_a_page_shows_its_sums_and_says_what_it_lacks(
    both: tuple[Store, Store, Path], page: str
) -> None:
    with shown(both[1]):
        drawn = opened(page)
    assert not drawn.exception
    assert not drawn.error
    said = {one.value.replace("\\", "") for one in drawn.info}
    assert [one for one in said if "chưa có từng hồ sơ" not in one] == []
    assert said or page == "vi_sao"  # which tells units apart, as sums can
    assert any(TOLD_BY_SUMS[page] in one.value.replace("\u2060", "") for one in drawn.markdown)


def test_nothing_is_to_be_uploaded_there(both: tuple[Store, Store, Path]) -> None:
    with shown(both[1]):
        (said,) = (one.value for one in opened("nhap_du_lieu").info)
        assert "chỉ để xem" in said
        lacking = opened("chi_so")
        assert any("hãy xem ở bản cài đặt của cơ quan" in one.value for one in lacking.markdown)
        assert not any("Nhập số có sẵn" in one.label for one in lacking.button)


def test_of_what_sums_do_not_carry_nothing_is_counted(with_lake: Store) -> None:
    """A ranking of the units below the agency that nobody here can know is not "0/1 đơn vị đã đủ điểm"."""
    with shown(with_lake):
        page = opened("tieu_chi")
    assert any("Chưa có bảng điểm CCHC" in one.value for one in page.markdown)
    assert not any("Xếp hạng CCHC" in one.value for one in page.markdown)


def test_of_sums_alone_days_months_and_units_are_those_of_the_records(
    both: tuple[Store, Store, Path],
) -> None:
    with_records, attached = (
        [
            figures.days(store, ASKED, "online_rate"),
            *(figures.breakdown(store, ASKED, "online_rate", by) for by in ("month", "unit")),
            figures.gap_parts(store, ASKED, "online_rate", "unit"),
        ]
        for store in both[:2]
    )
    channels = ["online", "counter", "postal"]
    for found, expected in zip(attached, with_records, strict=True):
        assert len(expected)
        assert not found.get(channels, pd.DataFrame()).notna().any(axis=None)
        same(found.drop(columns=channels, errors="ignore"), expected.drop(columns=channels, errors="ignore"))


def test_a_lake_speaks_of_no_file_that_it_does_not_keep(both: tuple[Store, Store, Path]) -> None:
    with_records, attached = (
        set(figures.freshness(store, ASKED).dropna(subset="newest_as_of")["dataset"]) for store in both[:2]
    )
    assert with_records - attached == {"plan_tasks"}


def test_what_the_office_enters_is_not_said_to_be_missing(with_lake: Store) -> None:
    with shown(with_lake):
        page = opened("giao_ban")
    assert not page.exception
    assert not page.error
    said = " ".join(one.value.replace("\u2060", "") for one in page.markdown)
    assert "không có trong kho" in said
    for words in ("chưa có ngày hẹn xong", "Chưa ghi kỳ giao ban", "Chưa có kết luận"):
        assert words not in said


def test_it_hands_nothing_on_as_its_own(both: tuple[Store, Store, Path], tmp_path: Path) -> None:
    with pytest.raises(Refused, match="attached"):
        lake_share.export(both[1], ADMIN, tmp_path / "kho")


def test_what_was_not_written_is_not_asked_for(
    both: tuple[Store, Store, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        queries = store.queries
        monkeypatch.setattr(Store, "bump", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            attaching.attach(store, ADMIN, both[2], None)
        assert store.queries == queries
        assert figures.newest_as_of(store, "stp") is None


@pytest.mark.skipif(not LONG, reason="a restore of an attached home")
def test_the_ledger_alone_attaches_again_or_says_that_it_cannot(made: Path, tmp_path: Path) -> None:
    home, own = tmp_path / "home", Path(shutil.copytree(made / "tong", tmp_path / "tong"))
    with fresh_home.build(home) as store:
        attaching.attach(store, ADMIN, own, None)
        expected = figures.values(store, ASKED).frame()
    (home / DATABASE).write_bytes(b"nothing" * 4096)
    assert keeping.restore(home, None, False).document["not_redone"] == []
    with Store.open(home) as store:
        same(figures.values(store, ASKED).frame(), expected)
    (home / DATABASE).write_bytes(b"nothing" * 4096)
    shutil.rmtree(own)
    (row,) = keeping.restore(home, None, False).document["not_redone"]
    assert "Gắn số tổng từ kho" in row["message"]
    with Store.open(home) as store:
        assert figures.newest_as_of(store, "stp") is None


def test_nothing_is_entered_there(both: tuple[Store, Store, Path]) -> None:
    done = batch.import_file(both[1], ADMIN, Upload("thang-3.csv", files.export(files.dossiers(3))))
    assert done.error is not None
    assert done.error["code"] == "attached"
    with pytest.raises(Refused, match="attached"):
        office.enter(both[1], ADMIN, "stp", "dossiers", {"H1": {"note": "x"}})


def test_a_home_with_imports_takes_none(both: tuple[Store, Store, Path]) -> None:
    store, _, folder = both
    with pytest.raises(Refused, match="no_sums"):
        attaching.attach(both[1], ADMIN, folder.with_name("kho"), None)
    if store.rows("imports/all"):
        with pytest.raises(Refused, match="not_empty"):
            attaching.attach(store, ADMIN, folder, None)


@pytest.mark.skipif(not LONG, reason="in a usual run a home that is opened once")
def test_opened_anew_it_shows_them_and_detached_it_takes_files(
    both: tuple[Store, Store, Path], tmp_path: Path
) -> None:
    home = tmp_path / "khac"
    with fresh_home.build(home) as store:
        said = lakes.attach(store, sums_folder=both[2], records=None).document
        assert (said["agencies"], said["engine"], said["as_of"]) == (["stp"], "duckdb", AS_OF)
    assert keeping.verify(home).status == 0
    with answers.at_home(home) as store:
        same(figures.values(store, ASKED).frame(), figures.values(both[1], ASKED).frame())
        assert not (home / BACKUPS).exists()  # no earlier release made it
        lakes.detach(store)
        assert figures.newest_as_of(store, "stp") is None
        assert figures.values(store, ASKED, "online_rate").rows[0].denominator in (None, 0)
        done = batch.import_file(store, ADMIN, Upload("thang-3.csv", files.export(files.dossiers(3))))
        assert done.status == "imported", done.error
        with pytest.raises(Refused, match="not_empty"):
            attaching.attach(store, ADMIN, both[2], None)
        with pytest.raises(Refused, match="not_attached"):
            attaching.detach(store, ADMIN)
    assert lake.is_there(both[2])
