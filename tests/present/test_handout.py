"""The hand-out of a unit: two pages at most, the numbers of the command line, every text only text."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiso.__main__ import main
from chiso.core.errors import Refused
from chiso.core.vietnamese import format_date, format_number
from chiso.figures.ask import Asked
from chiso.people.actor import COMMAND_LINE
from chiso.present import handout, unit_sheet
from chiso.present.columns import Column
from chiso.reference import changes
from chiso.store import Store
from chiso.web.parts import widgets
from chiso.words.numbers import show
from tests.conftest import LONG, sample
from tests.words.sentences import year_of_exports
from tests.worlds import fresh_home, hostile
from tests.worlds.apps import opened, shown
from tests.worlds.demo_home import copy_home
from tests.worlds.import_world import World, day, dossier
from tests.worlds.pdfs import fonts_of, pages_of, text_of

# Beginning and end of a CCHC year, a day before and after the reorganisation, Tết, the newest.
DAYS = tuple(map(date.fromisoformat, (
    "2024-10-31", "2023-12-15", "2024-02-10", "2024-06-30", "2024-07-01", "2024-08-31",
)))  # fmt: skip
NEWEST, LAST_DAY = DAYS[0], date(2024, 6, 30)
ALWAYS = {"stp-ld", "stp-vp", "stp-vp-mc", "stp-vp-vt", "stp-vp-kt", "stp-dvsn"}
ROOMS = {"stp-nv1", "stp-nv2", "stp-thanhtra"}
BEFORE = {"stp-hctp", "stp-ttbttp", "stp-pbgdpl", "stp-vbqppl"}
MARKUP = '#panic("x") *đậm* _n_ $x^2$ `a` <nhan> @ai \\ [b] // c https://e.vn /* = tt'


def asked_of(store: Store, home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[Any]:
    """What the command line answers in JSON, in the open store."""
    found: list[Any] = json.loads(run(store, capsys, *words, "--json")[1])
    return found


def run(store: Store, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Status and output of a command on a home that this process closes for it."""
    store.close()
    capsys.readouterr()
    try:
        status = main(["--home", str(store.home), *words])
    except SystemExit as left:
        status = int(str(left.code))
    return status, capsys.readouterr().out


@pytest.fixture
def home(demo_home: Path) -> Iterator[Store]:
    with Store.open(demo_home) as store:
        yield store


@pytest.mark.skipif(not LONG, reason="the units of one day are looked at below")
@pytest.mark.parametrize("on", DAYS[1:])
def test_every_unit_of_a_day_has_one_of_at_most_two_pages(demo_store: Store, on: date) -> None:
    made = [*handout.of_units(demo_store, Asked(agency="stp", as_of=on))]
    assert all(1 <= one.pages == pages_of(one.content) <= 2 for one in made)
    assert {one.unit for one in made} == ALWAYS | (ROOMS if on > LAST_DAY else BEFORE)


@pytest.mark.skipif(not LONG, reason="the year of exports takes a minute to import")
def test_every_unit_of_the_exports_has_one_of_at_most_two_pages(shared: Path, tmp_path: Path) -> None:
    with year_of_exports(tmp_path / "home") as store:
        for on in DAYS:
            made = [*handout.of_units(store, Asked(agency="stp", as_of=on))]
            assert made
            assert all(one.pages == pages_of(one.content) <= 2 for one in made)


@pytest.mark.skipif(not LONG, reason="in a usual run the file that the page offers")
def test_it_says_what_the_command_line_says(
    home: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every overdue record, every rate with what it is made of, what falls due: as the JSON of the same day has it."""
    where = ("--unit", "stp-nv1", "--as-of", "2024-10-31")
    status, out = run(home, capsys, "handout", "--out", str(tmp_path / "a.pdf"), *where, "--json")
    assert status == 0
    name = {"unit": "stp-nv1", "unit_name": "Phòng Nghiệp vụ 1", "file": str(tmp_path / "a.pdf"), "pages": 2}
    assert json.loads(out) == [name]
    text = text_of((tmp_path / "a.pdf").read_bytes(), "-layout")
    late = asked_of(home, tmp_path, capsys, "overdue", *where)
    assert len(late) > 3
    assert f"Phòng Nghiệp vụ 1: {len(late)} việc quá hạn" in text
    for row in late:
        assert row["id"] in text
        assert f"{format_date(date.fromisoformat(row['due']))} {row['days_late']} ngày" in text
    soon = asked_of(home, tmp_path, capsys, "overdue", *where, "--soon", "3")
    soon = [row for row in soon if row["kind"] != "plan"]
    assert f"{len(soon)} việc đến hạn trong 3 ngày làm việc" in text
    assert all(row["id"] in text for row in soon)
    known = [
        row for row in asked_of(home, tmp_path, capsys, "indicators", *where) if row["value"] is not None
    ]
    whole = {row["indicator"]: row for row in asked_of(home, tmp_path, capsys, "indicators", *where[2:])}
    assert len(known) > 20
    for row in known:
        agencys = whole[row["indicator"]]
        mine, all_of_it = (show(one["value"], rate=one["denominator"] is not None) for one in (row, agencys))
        made_of = (
            f"{format_number(row['numerator'])}/{format_number(row['denominator'])} "
            if row["denominator"]
            else ""
        )
        line = text.partition(f" {row['short_name']} {mine} {made_of}")[2]
        assert f" {all_of_it} " in line[:90], row["short_name"]


@pytest.mark.skipif(not LONG, reason="in a usual run the sheet of one unit")
def test_without_a_unit_there_is_a_file_of_each_in_the_folder(
    home: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tờ phát tay"
    status, out = run(home, capsys, "handout", "--out", str(folder), "--json")
    rows = json.loads(out)
    assert status == 0
    assert {row["unit"] for row in rows} == ALWAYS | ROOMS
    assert {row["file"] for row in rows} == {str(path) for path in folder.iterdir()}
    for row in rows:
        assert row["unit_name"] in text_of(Path(row["file"]).read_bytes())
        assert 1 <= row["pages"] == pages_of(Path(row["file"]).read_bytes()) <= 2
    assert run(home, capsys, "handout", "--out", str(tmp_path / "moi.pdf"))[0] == 64
    assert (
        run(
            home,
            capsys,
            "handout",
            "--out",
            str(folder),
            "--unit",
            "Phòng Nghiệp vụ 2",
            "--as-of",
            "2024-03-01",
        )[0]
        == 2
    )
    assert len([*folder.iterdir()]) == len(rows)


def test_letters_are_those_of_the_repository(demo_store: Store) -> None:
    asked = Asked(agency="stp", as_of=NEWEST, unit="stp-nv2")
    content = handout.of_unit(demo_store, asked).content
    names = fonts_of(content)
    ours = {"BeVietnamPro-Regular", "BeVietnamPro-SemiBold"}
    assert ours <= names <= ours | {"DejaVuSansMono", "DejaVuSansMono-Bold"}


def test_a_room_with_more_than_two_pages_hold_says_how_much_is_left(tmp_path: Path) -> None:
    """120 overdue dossiers with long names: those that are printed and those that are left are all."""
    long_name = (
        "Cấp lại giấy chứng nhận đăng ký hoạt động của chi nhánh tổ chức hành nghề luật sư nước ngoài " * 8
    )
    rows = [
        dossier(
            f"HS-{place:03}",
            unit_text="Phòng Nghiệp vụ 2",
            received_at="1/8",
            due_at="2/9",
            procedure_name=long_name,
        )
        for place in range(120)
    ]
    with fresh_home.build(tmp_path / "home") as store:
        World(store).number(rows, "30/9")
        made = handout.of_unit(store, Asked(agency="stp", as_of=day("30/9"), unit="stp-nv2"))
    text = text_of(made.content)
    shown = sum(f"HS-{place:03}" in text for place in range(120))
    assert "Phòng Nghiệp vụ 2: 120 hồ sơ quá hạn" in text
    assert pages_of(made.content) == made.pages == 2
    assert 4 <= shown < 120
    assert f"và {120 - shown} việc khác, xem tệp XLSX" in text


def test_what_nobody_took_over_stands_on_the_sheet_of_its_room_with_its_promises(demo_store: Store) -> None:
    """The room ended on 30/06/2024; six of its dossiers are open on 31/10, the oldest promised for 06/11."""
    sheet = unit_sheet.of_unit(demo_store, Asked(agency="stp", as_of=NEWEST, unit="stp-hctp"))
    assert sheet.title == "Phòng Hành chính tư pháp (đến 30/06/2024): 6 hồ sơ quá hạn"
    late = sheet.sections[0]
    assert late.note.endswith("; chưa có người nhận")
    assert "nhận từ" not in late.note
    assert late.rows[0]["promised_on"] == "06/11/2024"
    assert not [row for row in late.rows if "⟵" in row["title"]]


def test_no_text_is_markup(tmp_path: Path) -> None:
    names = {"unit": f"Phòng {MARKUP}", "official": f"Ông {MARKUP}", "procedure_name": f"Thủ tục {MARKUP}"}
    with fresh_home.build(tmp_path / "home") as store:
        changes.add_unit(store, COMMAND_LINE, "stp", "stp-x", name=names["unit"])
        row = dossier("#emph[1]", unit_text=names["unit"], official=names["official"], due_at="15/3",
                      procedure_name=names["procedure_name"])  # fmt: skip
        World(store).number([row], "29/3", columns=(*row, "unit"))
        made = handout.of_unit(store, Asked(agency="stp", as_of=day("29/3"), unit="stp-x"))
    text = text_of(made.content, "-raw").replace(" ", "")
    for said in (*names.values(), "#emph[1]"):
        assert said.replace(" ", "") in text


def test_a_long_name_of_an_official_leaves_room_to_others_and_an_endless_one_of_a_unit_stays_on_the_page(
    tmp_path: Path,
) -> None:
    """What was overdue stood one word a line over two pages; the title left the page."""
    unit, official = "Đ" * 90, "Đặng Thu Thủy (Nghiệp vụ 1)"
    with fresh_home.build(tmp_path / "home") as store:
        changes.add_unit(store, COMMAND_LINE, "stp", "stp-x", name=unit)
        row = dossier("HS-1", unit_text=unit, official=official, due_at="15/3")
        World(store).number([row], "29/3", columns=(*row, "unit"))
        sheet = unit_sheet.of_unit(store, Asked(agency="stp", as_of=day("29/3"), unit="stp-x"))
        text = text_of(handout.printed(sheet).content)
    assert text.count("Đ") >= len(unit)
    (late,) = (handout._printed(one, 40, 40, 160) for one in sheet.sections if one.table == "handout_late")
    widths = dict(zip(late["heads"], late["widths"], strict=True))
    assert 0 < (widths["Công chức"] or 0) < widths["Nội dung"]
    assert widths["Số"] is widths["Hẹn trả"] is None
    assert handout._width(Column("Số"), ["000.00.07.H32-241023-0007"]) is None  # a number is not broken


@pytest.mark.skipif(not LONG, reason="in a usual run that no text is markup")
def test_hostile_names_break_nothing(hostile_template: Path, tmp_path: Path) -> None:
    with Store.open(copy_home(hostile_template, tmp_path / "home")) as store:
        for unit in sample([f"x{number}" for number, _ in enumerate(hostile.UNITS, start=1)]):
            made = handout.of_unit(store, Asked(agency="stp", as_of=hostile.DAY, unit=unit))
            assert made.pages <= 2
            assert not set("\u202a\u202b\u202d\u202e\u2066\u2067") & set(text_of(made.content))


def test_a_unit_that_begins_later_has_none(demo_store: Store) -> None:
    with pytest.raises(Refused, match="hoạt động từ 01/07/2024"):
        handout.of_unit(demo_store, Asked(agency="stp", as_of=date(2024, 6, 30), unit="stp-nv2"))


def test_the_page_of_a_unit_offers_it_and_that_of_all_units_all_of_them(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = {}
    monkeypatch.setattr(
        widgets, "download", lambda label, build, name, **_: offered.update({label: (build, name)})
    )
    with shown(demo_store):
        assert not opened("don_vi", don_vi="stp-nv2").exception
        assert not opened("don_vi").exception
    one, name = offered["Tải tờ phát tay (PDF)"]
    assert name == "stp-nv2-to-phat-tay-2024-10-31.pdf"
    assert "Phòng Nghiệp vụ 2" in text_of(one())
    every, name = offered["Tải tờ phát tay mọi đơn vị (ZIP)"]
    assert name == "stp-to-phat-tay-2024-10-31.zip"
    if LONG:
        with zipfile.ZipFile(io.BytesIO(every())) as archive:
            assert len(archive.namelist()) == len(set(archive.namelist())) == 9
