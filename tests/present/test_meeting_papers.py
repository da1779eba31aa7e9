"""The papers of a giao ban say what people wrote down, in the form of Nghị định 30, and leave open what nobody did."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pandas as pd
import pytest
from docx.shared import Cm, Emu, Twips
from docx.text.paragraph import Paragraph

from chiso import figures
from chiso.core import clock
from chiso.core.errors import ChisoError
from chiso.desk import kept_decks, meetings
from chiso.desk import minutes as desk
from chiso.desk.minutes import Record
from chiso.figures.ask import Asked
from chiso.present import deck, minutes, outputs, papers, period_report, reports, typesetting
from chiso.present.columns import Column, Table
from chiso.present.signing import body_of, head_of, signatory
from chiso.reference import changes
from chiso.reference.changes import Edit
from chiso.store import Store
from chiso.words import minutes as minutes_words
from chiso.words import proposals, reporting
from chiso.words.findings import Finding
from tests.conftest import LONG
from tests.words.recomputed import Again
from tests.worlds import fresh_home
from tests.worlds.demo_home import copy_home
from tests.worlds.import_world import DOSSIER_COLUMNS, World, dossier
from tests.worlds.people import ADMIN, named
from tests.worlds.schemas import Schemas

BEFORE, DAY, AS_OF = date(2024, 10, 17), date(2024, 10, 24), date(2024, 10, 31)
RECORD = Record(
    DAY, "07:30", "08:45", "Phòng họp tầng 2", "Trần Văn An, Giám đốc", "Lê Thị Bình, Văn phòng",
    "Lãnh đạo Sở\nTrưởng phòng", "Hồ sơ quá hạn", AS_OF,
)  # fmt: skip
NAMED = "Văn phòng: nâng tỷ lệ trực tuyến"
WANTED = "tỷ lệ hồ sơ nộp trực tuyến"  # within a sentence
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNIT: dict[str, Any] = {"unit_text": "Văn phòng", "due_at": "31/12"}
ROWS = [dossier(f"A{n}", channel="online" if n < 5 else "counter", **_UNIT) for n in range(10)]
ROWS += [dossier(f"B{n}", received_at="21/10", **_UNIT) for n in range(2)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of Văn phòng 10 dossiers until 17/10, 5 of them online; until 24/10 two more, both online: 7 of 12."""
    home = tmp_path_factory.mktemp("meetings") / "home"
    with fresh_home.build(home) as store:
        world = World(store)
        world.number(ROWS[:10], "17/10")
        of_office(store, BEFORE, "tỷ lệ trực tuyến", wanted=0.55)
        late = {"indicator": None, "verb": "Giải quyết", "due": date(2024, 10, 22)}
        of_office(store, BEFORE, "dứt điểm hồ sơ quá hạn", **late)
        world.number(ROWS, "24/10")
    return home


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(copy_home(built, tmp_path / "home")) as opened:
        yield opened


def of_office(store: Store, meeting: date, content: str, **said: Any) -> int:
    more = {"indicator": "online_rate", "verb": "Nâng", "due_on": said.pop("due", DAY), **said}
    return meetings.add(store, ADMIN, meetings.Commitment("stp", meeting, "stp-vp", content, **more))


def made(store: Store, kind: str, day: date | None = None, unit: str | None = None) -> docx.document.Document:
    asked = figures.newest(store, "stp", unit=unit)
    return docx.Document(io.BytesIO(minutes.build(kind, minutes.meeting_of(store, asked, day))))


def texts(paper: docx.document.Document) -> list[str]:
    return [paragraph.text for paragraph in paper.paragraphs if paragraph.text]


def cells(paper: docx.document.Document, number: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in paper.tables[number].rows]


def whole(store: Store) -> None:
    """A meeting with all that can be known of it."""
    lists = [f"Không có hồ sơ quá hạn ({turn}/3)" for turn in (1, 2, 3)]  # of a list over three slides
    shown = {"topics": ["overdue"], deck.SHOWN: ["7/12 hồ sơ trực tuyến", *lists]}
    meetings.keep_deck(store, ADMIN, meetings.Deck("stp", DAY, "Giao ban 24/10", shown, []))
    of_office(store, DAY, "tỷ lệ trực tuyến", wanted=0.6, due=AS_OF)
    desk.keep(store, ADMIN, "stp", RECORD)


@pytest.mark.parametrize(
    ("indicator", "wanted", "words"),
    [
        ("overdue_dossiers", 0, "hết hồ sơ đang quá hạn"),
        ("overdue_dossiers", 3, "hồ sơ đang quá hạn không quá 3"),
        ("online_rate", 0.6, f"{WANTED} từ 60% trở lên"),
    ],
)
def test_what_is_wanted_reads_as_people_say_it(
    store: Store, indicator: str, wanted: float, words: str
) -> None:
    of_office(store, DAY, "hồ sơ", indicator=indicator, wanted=wanted, due=AS_OF)
    assert f"1. Văn phòng: nâng hồ sơ; thời hạn 31/10/2024; mức cần đạt: {words}." in texts(
        made(store, "minutes")
    )


def test_the_minutes_say_what_was_written_down(store: Store) -> None:
    whole(store)
    paper = made(store, "minutes")
    assert texts(paper) == [
        "BIÊN BẢN",
        "Họp giao ban ngày 24 tháng 10 năm 2024",
        "Thời gian bắt đầu: 07 giờ 30, ngày 24 tháng 10 năm 2024",
        "Địa điểm: Phòng họp tầng 2",
        "Thành phần tham dự:",
        "- Lãnh đạo Sở;",
        "- Trưởng phòng.",
        "Chủ trì (chủ tọa): Trần Văn An, Giám đốc",
        "Thư ký (người ghi biên bản): Lê Thị Bình, Văn phòng",
        "Nội dung: Hồ sơ quá hạn",
        "I. Nội dung trình bày",
        "Bộ slide có số liệu đến 24/10/2024:",
        "- 7/12 hồ sơ trực tuyến.",
        "- Không có hồ sơ quá hạn.",
        "II. Tình hình thực hiện kết luận các kỳ trước (đến 24/10/2024)",
        "Các kỳ trước có 2 kết luận: 1 đạt, 1 chưa đạt.",
        "III. Kết luận của cuộc họp",
        f"1. {NAMED}; thời hạn 31/10/2024; mức cần đạt: {WANTED} từ 60% trở lên.",
        "Cuộc họp kết thúc vào 08 giờ 45, ngày 24 tháng 10 năm 2024./.",
    ]  # fmt: skip
    head, became, foot = (cells(paper, number) for number in range(3))
    assert head[0] == [
        "UBND TỈNH KHÁNH HÒA\nSỞ TƯ PHÁP\n",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
    ]
    assert head[1] == ["Số:        /BB-STP", ""]  # a biên bản has no place and day at its head
    assert became[1:] == [
        ["Giải quyết dứt điểm hồ sơ quá hạn", "Văn phòng", "22/10/2024", "chưa đạt", "–"],
        [
            "Nâng tỷ lệ trực tuyến",
            "Văn phòng",
            "24/10/2024",
            "đạt",
            "Hồ sơ trực tuyến 50% → 58,3%, cần 55% (thiếu tháng 12/2023, 1–9)",
        ],
    ]
    assert [text.split("\n")[0] for text in foot[0]] == ["THƯ KÝ", "CHỦ TỌA"]
    (left, right), *more = foot
    assert not more  # no page divides them
    assert right.endswith("\nTrần Văn An")
    assert "\nLê Thị Bình\n\nNơi nhận:\n- Lãnh đạo cơ quan;" in left
    assert left.endswith("- Lưu: VT, hồ sơ cuộc họp.")


def test_the_notice_gives_out_what_was_concluded(store: Store) -> None:
    whole(store)
    paper = made(store, "conclusions")
    said = texts(paper)
    assert said[:3] == [
        "THÔNG BÁO",
        "Kết luận giao ban ngày 24 tháng 10 năm 2024",
        "Ngày 24 tháng 10 năm 2024, tại Phòng họp tầng 2, Trần Văn An, Giám đốc đã chủ trì cuộc họp giao ban Sở Tư "
        "pháp.",
    ]  # fmt: skip
    assert said[3:7] == [
        "Tham dự cuộc họp có:",
        "- Lãnh đạo Sở;",
        "- Trưởng phòng.",
        "Cuộc họp kết luận như sau:",
    ]
    assert f"1. {NAMED}; thời hạn 31/10/2024; mức cần đạt: {WANTED} từ 60% trở lên." in said
    assert said[-1].endswith("báo cáo kết quả tại cuộc họp giao ban ngày 31 tháng 10 năm 2024./.")
    head, foot = cells(paper, 0), cells(paper, -1)
    assert head[1] == ["Số:        /TB-STP", "Khánh Hòa, ngày       tháng       năm 2024"]
    assert foot[0][1].split("\n")[0] == "GIÁM ĐỐC"


def signed_by(store: Store, **said: str) -> None:
    edits = [Edit("agency_settings", None, {"name": name, "value": value}) for name, value in said.items()]
    changes.apply(store, ADMIN, "stp", edits, title="Sửa người ký văn bản")


def test_minutes_without_a_deck_leave_to_the_agenda_what_was_shown(store: Store) -> None:
    of_office(store, DAY, "Rà soát", indicator=None, verb=None, due=None)
    desk.keep(store, ADMIN, "stp", RECORD)
    said = texts(made(store, "minutes"))
    assert "Nội dung: Hồ sơ quá hạn" in said
    assert [one for one in said if one[:2] in ("I.", "II", "1.")] == [
        "I. Tình hình thực hiện kết luận các kỳ trước (đến 24/10/2024)", "II. Kết luận của cuộc họp",
        "1. Văn phòng: Rà soát; thời hạn ….",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Trần Văn An, Giám đốc", "Trần Văn An"),
        ("Giám đốc Sở", ""),
        ("Phó Chánh Văn phòng, Sở Tư pháp", ""),
        ("Chuyên viên tổng hợp, Văn phòng Sở", ""),
        ("Trương Thị Chánh", "Trương Thị Chánh"),  # begins with no office
        (None, ""),
    ],
)
def test_who_signs_is_a_name_not_an_office(typed: str | None, name: str) -> None:
    assert minutes_words.person(typed) == name


def test_papers_are_signed_as_the_agency_decided_the_minutes_by_who_chaired(store: Store) -> None:
    whole(store)
    signed_by(store, signing_by="kt", signing_name="Lê Thị Bình")
    foot = cells(made(store, "conclusions"), -1)[0][1].split("\n")
    assert [line for line in foot if line] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Bình"]
    form = docx.Document(io.BytesIO(papers.build(store, "bieu_ii06a", figures.newest(store, "stp"))))
    assert cells(form, -1)[0][1].split("\n")[:2] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert "KT." not in "".join(texts(made(store, "minutes")))
    assert "KT." not in str(cells(made(store, "minutes"), -1))


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ({}, ("", "GIÁM ĐỐC", "")),
        ({"title": "Quyền Giám đốc", "name": "Lê Thị Bình"}, ("", "QUYỀN GIÁM ĐỐC", "Lê Thị Bình")),
        ({"by": "kt"}, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "")),
        ({"by": "tl"}, ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "")),
        ({"by": "tl", "title": "Trưởng phòng Nghiệp vụ 1"}, ("TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG NGHIỆP VỤ 1", "")),
        ({"by": "kt", "agency": "Ban Dân tộc"}, ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "")),
    ],
)
def test_right_and_office_of_who_signs(said: dict[str, str], lines: tuple[str, str, str]) -> None:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.7."""
    found = signatory(**{"agency": "Sở Tư pháp", **said})
    assert (found.instead, found.title, found.name) == lines


def test_what_nobody_wrote_down_is_left_to_be_filled_in(store: Store) -> None:
    of_office(store, DAY, "Rà soát", indicator=None, verb=None, due=None)
    said = texts(made(store, "minutes"))
    for line in (
        "Thời gian bắt đầu: … giờ …, ngày 24 tháng 10 năm 2024", "Địa điểm: …", "Thành phần tham dự: …",
        "Chủ trì (chủ tọa): …", "Thư ký (người ghi biên bản): …", "Nội dung: …",
        "I. Nội dung trình bày", "[… nội dung trình bày, ý kiến tại cuộc họp]",
        "II. Tình hình thực hiện kết luận các kỳ trước (đến 24/10/2024)", "III. Kết luận của cuộc họp",
        "1. Văn phòng: Rà soát; thời hạn ….", "Cuộc họp kết thúc vào … giờ …, ngày 24 tháng 10 năm 2024./.",
    ):  # fmt: skip
        assert line in said, line
    said = texts(made(store, "conclusions"))
    assert (
        "Ngày 24 tháng 10 năm 2024, tại [… địa điểm], [… người chủ trì] đã chủ trì cuộc họp giao ban Sở Tư pháp."
        in said
    )
    assert said[-1].endswith("cuộc họp giao ban kỳ sau./.")


def test_of_an_older_meeting_nothing_later_is_told(store: Store) -> None:
    whole(store)
    said = texts(made(store, "minutes", BEFORE))
    assert said[1] == "Họp giao ban ngày 17 tháng 10 năm 2024"
    assert "Chưa ghi kết luận nào của các kỳ trước." in said
    assert f"1. {NAMED}; thời hạn 24/10/2024; mức cần đạt: {WANTED} từ 55% trở lên." in said
    assert not [text for text in said if "7/12" in text or "60%" in text or "Trần Văn An" in text]


def test_what_was_written_down_late_is_told_as_it_stood_at_the_meeting(store: Store) -> None:
    World(store).number(ROWS, "31/10")
    said: dict[str, Any] = {"indicator": None, "verb": None}
    later = of_office(store, BEFORE, "Rà soát", due=date(2024, 10, 30), **said)
    meetings.change(store, ADMIN, later, as_of=AS_OF, status="done", closed_on=date(2024, 10, 29))
    sooner = of_office(store, BEFORE, "Công khai", due=date(2024, 10, 23), **said)
    meetings.change(store, ADMIN, sooner, as_of=AS_OF, status="done", closed_on=date(2024, 10, 22))
    moved = of_office(store, BEFORE, "Số hóa", due=date(2024, 10, 23), **said)
    meetings.change(store, ADMIN, moved, as_of=AS_OF, due_on=date(2024, 11, 15))
    desk.keep(store, ADMIN, "stp", RECORD)
    paper = made(store, "minutes", DAY)
    assert "Các kỳ trước có 5 kết luận: 2 đạt, 2 chưa đạt, 1 đang thực hiện." in texts(paper)
    became = {row[0]: row[2:4] for row in cells(paper, 1)}
    assert became["Rà soát"] == ["30/10/2024", "đang thực hiện, sắp đến hạn"]
    assert became["Công khai"] == ["23/10/2024", "đạt"]
    assert became["Số hóa"] == ["23/10/2024", "chưa đạt"]


def test_a_notice_tells_nothing_of_earlier_meetings_where_none_was(store: Store) -> None:
    said = texts(made(store, "conclusions", BEFORE))
    assert said[3:5] == ["Cuộc họp kết luận như sau:", "Nhiệm vụ giao các phòng, đơn vị"]


def test_after_closing_the_paper_has_what_was_fixed_and_who_corrected_it(store: Store) -> None:
    number = of_office(store, DAY, "Số hóa", indicator=None, verb=None, due=AS_OF)
    desk.close(store, ADMIN, "stp", RECORD)
    with clock.at("2024-10-25T01:05:00.000+00:00"):
        meetings.change(store, named("vp"), number, as_of=DAY, due_on=date(2024, 11, 8))
        of_office(store, DAY, "Bổ sung", indicator=None, verb=None, due=None)
    said = texts(made(store, "conclusions"))
    assert (
        "1. Văn phòng: Số hóa; thời hạn 31/10/2024 (đính chính lúc 25/10/2024 08:05, vp: Văn phòng: Số hóa; thời hạn "
        "08/11/2024)." in said
    )
    assert (
        "2. Văn phòng: Bổ sung; thời hạn … (ghi thêm sau khi chốt, lúc 25/10/2024 08:05, quan.tri)." in said
    )


def test_the_minutes_of_a_closed_meeting_stand_whatever_becomes_of_its_deck(store: Store) -> None:
    """The decks of the meeting and of one between it and that before: given another name, replaced, taken out, a newer
    one kept."""

    def shown(day: date, title: str, headline: str) -> meetings.Deck:
        return meetings.Deck("stp", day, title, {"topics": ["overdue"], deck.SHOWN: [headline]}, [])

    whole(store)
    between = date(2024, 10, 21)
    kept_decks.keep(store, ADMIN, shown(between, "Họp nhanh", "Giữa hai kỳ"))
    desk.close(store, ADMIN, "stp", RECORD)
    closed = texts(made(store, "minutes"))
    assert "- 7/12 hồ sơ trực tuyến." in closed
    numbers = {row["as_of"]: row["deck_id"] for row in kept_decks.kept(store, "stp")}
    kept_decks.remove(store, ADMIN, "stp", numbers[between])
    assert texts(made(store, "minutes")) == closed
    kept_decks.rename(store, ADMIN, "stp", numbers[DAY], "Bản cũ")
    assert texts(made(store, "minutes")) == closed
    kept_decks.keep(store, ADMIN, shown(DAY, "Bản cũ", "Bản sau"), replaces=True)
    assert texts(made(store, "minutes")) == closed
    kept_decks.remove(store, ADMIN, "stp", kept_decks.kept(store, "stp")[0]["deck_id"])
    assert kept_decks.kept(store, "stp") == []
    assert texts(made(store, "minutes")) == closed


@pytest.mark.skipif(not LONG, reason="in a usual run decks of the list")
def test_a_deck_that_was_not_in_the_list_when_the_meeting_was_closed_does_not_come_into_its_minutes(
    store: Store,
) -> None:
    """It is put back afterwards, and taken out once more. One of a day between this meeting and the one before tells
    of a meeting, too, when it stands."""

    def shown(day: date, title: str) -> meetings.Deck:
        return meetings.Deck("stp", day, title, {"topics": ["overdue"], deck.SHOWN: [title]}, [])

    whole(store)
    between = date(2024, 10, 21)
    for made_of in (shown(between, "Giữa hai kỳ"), shown(DAY, "Bản thử")):
        kept_decks.keep(store, ADMIN, made_of)
    for row in kept_decks.kept(store, "stp")[:2]:
        kept_decks.remove(store, ADMIN, "stp", row["deck_id"])
    desk.close(store, ADMIN, "stp", RECORD)
    closed = texts(made(store, "minutes"))
    assert "- 7/12 hồ sơ trực tuyến." in closed
    away = [row["deck_id"] for row in kept_decks.kept(store, "stp", is_removed=True)]
    for act in (kept_decks.put_back, kept_decks.remove):
        for number in away:
            act(store, ADMIN, "stp", number)
            assert texts(made(store, "minutes")) == closed


def test_of_a_meeting_that_was_closed_without_a_deck_the_first_kept_after_is_told(store: Store) -> None:
    """As one that was closed by a release that kept the deck afterwards."""
    desk.keep(store, ADMIN, "stp", RECORD)
    desk.close(store, ADMIN, "stp", RECORD)
    for title in ("Giao ban 24/10", "Bản sau"):
        shown = {"topics": ["overdue"], deck.SHOWN: [title]}
        kept_decks.keep(store, ADMIN, meetings.Deck("stp", DAY, title, shown, []))
    for row in kept_decks.kept(store, "stp"):
        kept_decks.remove(store, ADMIN, "stp", row["deck_id"])
    said = texts(made(store, "minutes"))
    assert "- Giao ban 24/10." in said
    assert "- Bản sau." not in said


def test_a_unit_gets_its_conclusions_alone_and_the_paper_says_so(store: Store) -> None:
    of_office(store, DAY, "Rà soát", indicator=None)
    found = meetings.Commitment("stp", DAY, "stp-nv1", "Số hóa", AS_OF)
    meetings.add(store, ADMIN, found)
    paper = made(store, "conclusions", unit="stp-nv1")
    said = texts(paper)
    extract = "(trích: kết luận giao Phòng Nghiệp vụ 1)".replace(" ", "\u00a0")  # not parted over two lines
    assert said[1] == f"Kết luận giao ban ngày 24 tháng 10 năm 2024 {extract}"
    assert said[-1].startswith("Phòng Nghiệp vụ 1 thực hiện đúng thời hạn, ")
    assert cells(paper, -1)[0][0] == "Nơi nhận:\n- Phòng Nghiệp vụ 1;\n- Lưu: VT, VP."
    assert "1. Phòng Nghiệp vụ 1: Số hóa; thời hạn 31/10/2024." in said
    assert not [text for text in said if "Rà soát" in text]
    assert "Không ghi kết luận nào giao đơn vị này." in texts(made(store, "conclusions", unit="stp-nv2"))


def test_without_a_meeting_it_is_refused(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        with pytest.raises(ChisoError) as refused:
            minutes.meeting_of(store, None, None)
        assert refused.value.code == "no_data"
        World(store).put([dossier("A", unit_text="Văn phòng")], "17/10")
        asked = figures.newest(store, "stp")
        with pytest.raises(ChisoError, match="Chưa ghi cuộc giao ban nào") as refused:
            minutes.meeting_of(store, asked, None)
        assert refused.value.code == "no_meeting"
        of_office(store, DAY, "Rà soát")
        with pytest.raises(
            ChisoError, match=r"Không có cuộc giao ban ngày 25/10/2024\. Các cuộc gần nhất: 24/10/2024\."
        ):
            minutes.meeting_of(store, asked, date(2024, 10, 25))


@pytest.fixture(scope="module")
def every_paper(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Kind -> content of every paper that leaves the house."""
    with Store.open(copy_home(built, tmp_path_factory.mktemp("papers") / "home")) as store:
        asked = figures.newest(store, "stp")
        meeting = minutes.meeting_of(store, asked, None)
        of_meetings = {kind: minutes.build(kind, meeting) for kind in minutes.KINDS}
        return of_meetings | {kind: papers.build(store, kind, asked) for kind in papers.KINDS}


def test_the_form_is_that_of_the_decree(every_paper: dict[str, bytes]) -> None:
    """Of every paper: prose on upright sheets, wide tables on wide ones."""
    for kind, content in every_paper.items():
        formed(content, is_upright=kind not in ("danh_gia_cong_chuc", "ke_hoach_khac_phuc"))


def test_every_paper_ends_as_the_decree_says(every_paper: dict[str, bytes]) -> None:
    """Phụ lục I: the last words of a text are followed by "./."; Word and LibreOffice keep them with the signature."""
    for kind, content in every_paper.items():
        (*_, last) = filter(None, texts(docx.Document(io.BytesIO(content))))
        assert last.endswith("./."), kind


def test_every_paper_is_sound_by_the_schemas(every_paper: dict[str, bytes], schemas: Schemas) -> None:
    for kind, content in every_paper.items():
        assert schemas.errors(content) == [], kind


# Thông tư 01/2020/TT-VPCP, Biểu số II.06a/VPCP/KSTT: rows of the head as printed, each column by its number
FORM_HEAD = """
TT|Lĩnh vực|Số lượng hồ sơ tiếp nhận||||Số lượng hồ sơ đã giải quyết||||Số lượng hồ sơ đang giải quyết||
||Tổng số|Trong kỳ||Từ kỳ trước|Tổng số|Trước hạn|Đúng hạn|Quá hạn|Tổng số|Trong hạn|Quá hạn
|||Trực tuyến|Trực tiếp, dịch vụ bưu chính||||||||
(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)|(10)|(11)|(12)|(13)
""".strip().splitlines()


def test_the_head_of_the_form_is_the_printed_one_and_stands_on_every_page(store: Store) -> None:
    World(store).put([dossier("A", unit_text="Văn phòng")], "17/10")
    paper = docx.Document(io.BytesIO(papers.build(store, "bieu_ii06a", figures.newest(store, "stp"))))
    table, seen, rows = paper.tables[1], [None], []
    for row in table.rows[:4]:
        own = [cell._tc for cell in row.cells]
        rows.append("|".join("" if one in seen or seen.append(one) else cell.text
                             for one, cell in zip(own, row.cells, strict=True)))  # fmt: skip
    assert rows == FORM_HEAD
    repeated = [row._tr.find(f".//{WORD}tblHeader") is not None for row in table.rows]
    assert repeated[:5] == [True] * 4 + [False]


def test_a_report_has_the_outline_of_the_trade_and_marks_what_nobody_knows(store: Store) -> None:
    """Of a home of one dossier: nothing but what it says; the rest is marked to be written."""
    World(store).put([dossier("A", unit_text="Văn phòng")], "17/10")
    paper = docx.Document(io.BytesIO(papers.build(store, "bao_cao_cchc", figures.newest(store, "stp"))))
    heads = [text for text in texts(paper) if re.match(r"[IV]+\. ", text)]
    assert [head.split(". ")[1].split(",")[0] for head in heads] == [
        "Kết quả thực hiện", "Tồn tại", "Nguyên nhân", "Phương hướng", "Kiến nghị",
    ]  # fmt: skip
    gaps = [run for one in paper.paragraphs for run in one.runs if run.font.highlight_color is not None]
    assert len(gaps) >= 4
    assert all(run.text.startswith("[… ") and run.text.endswith("]") for run in gaps)
    assert sum(text.count("[…") for text in texts(paper)) == len(gaps)
    assert texts(paper)[-1].endswith("của Sở Tư pháp./.")


def formed(content: bytes, *, is_upright: bool) -> None:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I: margins 30, 15–20, 20–25 mm; numbers of pages in the middle of the top, none
    on the first; rules as lines, not typed; Times New Roman; recipients bold and italic."""
    paper = docx.Document(io.BytesIO(content))
    (section,) = paper.sections
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(Emu(one).cm, 1) for one in margins] == [3, 2, 2, 2]
    assert (section.page_width < section.page_height) == is_upright
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    (number,) = section.header.paragraphs
    assert number._p.find(f"{WORD}fldSimple").get(f"{WORD}instr") == "PAGE"
    assert paper.styles["Normal"].font.name == "Times New Roman"
    said = [paragraph for row in paper.tables[0].rows for cell in row.cells for paragraph in cell.paragraphs]
    assert not [one.text for one in [*said, *paper.paragraphs] if re.search("—{2}|_{3}", one.text)]
    assert sum(one._p.find(f".//{WORD}pBdr") is not None for one in said) == 2
    (to,) = (run for run in _runs(paper.tables[-1]) if run.text == "Nơi nhận:")
    assert (to.bold, to.italic, to.font.size.pt) == (True, True, 12)
    assert paper.core_properties.author == "Sở Tư pháp"


def _runs(table: Any) -> Iterator[Any]:
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                assert isinstance(paragraph, Paragraph)
                yield from paragraph.runs


@pytest.mark.skipif(not LONG, reason="in a usual run orders to single units")
def test_an_order_to_all_units_or_nearly_all_says_so_to_few_their_names(store: Store) -> None:
    """Forty names filled a page an order. Of the agency's five rooms only Văn phòng has something overdue, and all of
    ten new ones."""
    new = [f"Phòng {number}" for number in range(10)]
    room = {"kind": "department", "parent_id": "stp", "sort": 90}
    edits = [
        Edit("units", None, room | {"unit_id": f"stp-x{at}", "name": name, "short_name": name})
        for at, name in enumerate(new)
    ]
    changes.apply(store, ADMIN, "stp", edits, title="Thêm phòng")
    late = [dossier(f"L{name}", unit_text=name, due_at="1/10") for name in [*new, "Văn phòng"]]
    World(store).put([*ROWS, *late], "31/10")
    look = outputs.look_at(store, figures.newest(store, "stp"))
    _, sections = period_report.report(look, papers.KINDS["bao_cao_cchc"].periods(date(2024, 10, 31))[0])
    said = next(one.items for one in sections if one.heading.startswith("IV. "))
    whom = "Giao các phòng, đơn vị thuộc Sở (trừ Phòng Nghiệp vụ 1, Phòng Nghiệp vụ 2, Phòng Thanh tra và "
    whom += "Các Trung tâm, đơn vị sự nghiệp) giải quyết dứt điểm"
    assert [text for text in said if text.startswith(whom)]


def test_who_has_most_overdue_stands_first_then_the_order_of_the_office(store: Store) -> None:
    """They stood by their codes, "số 10" before "số 2"."""
    late = ["Phòng Nghiệp vụ 1", "Văn phòng", "Phòng Nghiệp vụ 2", "Phòng Nghiệp vụ 2"]
    rows = [dossier(f"L{at}", unit_text=name, due_at="1/10") for at, name in enumerate(late)]
    World(store).put([*ROWS, *rows], "31/10")
    look = outputs.look_at(store, figures.newest(store, "stp"))
    (table,) = period_report._overdue(look, "Quá hạn").tables
    named = [("Phòng Nghiệp vụ 2", "2"), ("Văn phòng", "1"), ("Phòng Nghiệp vụ 1", "1")]
    assert [row[:2] for row in table.rows] == named


@pytest.mark.parametrize(
    ("many", "others", "said"),
    [
        (40, [], "các phòng"),
        (33, [f"Phòng {number}" for number in range(3)], "các phòng (trừ Phòng 0, Phòng 1 và Phòng 2)"),
        (20, ["A"] * 11, ""),  # most of what would be said is who it is not
        (4, [], "các phòng"),
        (3, [], ""),
        (4, ["A"], ""),  # four names are as short
    ],
)
def test_units_are_called_as_one_where_that_is_shorter(many: int, others: list[str], said: str) -> None:
    assert proposals.as_one([f"Phòng {number}" for number in range(many)], others, "các phòng") == said


@pytest.mark.parametrize(
    ("many", "others", "said"),
    [
        (28, 12, "các phòng còn thiếu so với chỉ tiêu (Phòng 0, Phòng 1, Phòng 2 và 25 đơn vị khác)"),
        (20, 20, "các phòng còn thiếu so với chỉ tiêu (Phòng 0, Phòng 1, Phòng 2 và 17 đơn vị khác)"),
        (28, 4, "các phòng (trừ Khác 0, Khác 1, Khác 2 và Khác 3)"),
        (6, 12, ""),
    ],
)
def test_many_units_of_more_are_asked_by_what_they_share(many: int, others: int, said: str) -> None:
    """The names of twelve that are not asked took eight lines of an order."""
    units, left = ([f"{name} {at}" for at in range(of)] for name, of in (("Phòng", many), ("Khác", others)))
    assert proposals.as_one(units, left, "các phòng", proposals.sharing("online_rate")) == said


@pytest.mark.parametrize(
    ("agency", "called"),
    [("SỞ TƯ PHÁP", "Sở"), ("Ban Quản lý Khu kinh tế", "Ban"), ("Thanh tra tỉnh", "cơ quan")],
)
def test_an_agency_calls_itself_by_what_it_is(agency: str, called: str) -> None:
    assert body_of(agency) == called


def test_a_ban_is_signed_by_its_truong_ban() -> None:
    assert head_of("Ban Quản lý Khu kinh tế Vân Phong") == "TRƯỞNG BAN"
    assert head_of("Sở Công Thương") == head_of("Trung tâm Trợ giúp pháp lý") == "GIÁM ĐỐC"


@pytest.mark.parametrize("is_closed", [False, True])
def test_what_the_papers_say_is_what_was_kept(store: Store, is_closed: bool) -> None:
    whole(store)
    if is_closed:
        desk.close(store, ADMIN, "stp", replace(RECORD, present=None))
        meetings.change(store, ADMIN, 3, as_of=DAY, due_on=date(2024, 11, 8))
    again, many = Again(store), 0
    for kind in minutes.KINDS.values():
        sections = kind.make(minutes.meeting_of(store, figures.newest(store, "stp"), None))
        for section in sections:
            for text in (*section.paragraphs, *section.items):
                again.check(text)
                many += len(getattr(text, "claims", ()))
    assert many > 12


def test_the_slide_begins_with_what_was_not_met_and_tells_what_is_done_once(store: Store) -> None:
    done, dropped = (of_office(store, BEFORE, text, indicator=None) for text in ("Xong tuần này", "Thôi"))
    meetings.change(
        store, ADMIN, dropped, as_of=DAY, status="done", closed_on=date(2024, 10, 16)
    )  # before the last giao ban
    meetings.change(store, ADMIN, done, as_of=DAY, status="done")
    (slide,) = deck.storyboard(
        outputs.look_at(store, figures.newest(store, "stp")), deck.Choice(("commitments",))
    )
    assert slide.headline == "3 kết luận: 2 đạt, 1 chưa đạt"  # as Giao ban and the minutes count
    assert slide.table is not None
    at = [slide.table.heads.index(name) for name in ("Tình trạng", "Việc", "Con số")]
    assert [[row[place] for place in at] for row in slide.table.rows] == [
        ["▲ chưa đạt", "Giải quyết dứt điểm hồ sơ quá hạn", "–"],
        [
            "✓ đạt",
            "Nâng tỷ lệ trực tuyến",
            "Hồ sơ trực tuyến 50% → 58,3%, cần 55% (thiếu tháng 12/2023, 1–9)",
        ],  # on its day
        ["✓ đạt", "Nâng Xong tuần này", "–"],
    ]


@pytest.mark.parametrize(
    ("text", "a_year_on"),
    [
        ("Kế hoạch CCHC năm 2024 của Sở", "Kế hoạch CCHC năm 2025 của Sở"),
        (
            "Từ 60% đến hết 30/9/2024; trước ngày 15/12/2024",
            "Từ 60% đến hết 30/9/2025; trước ngày 15/12/2025",
        ),
        (
            "vốn năm 2023 kéo dài sang năm 2024, quý III/2024",
            "vốn năm 2024 kéo dài sang năm 2025, quý III/2025",
        ),
        ("Quyết định số 3409/QĐ-UBND ngày 29/12/2023", None),
        ("Nghị định số 52/2015/NĐ-CP ngày 28 tháng 5 năm 2015; ISO 9001:2015", None),
        ("Hệ thống hóa VBQPPL thời kỳ 2019–2023", None),
        ("Thực hiện đúng Luật Đấu thầu năm 2013", None),
        ("Phổ biến Luật Đất đai trong năm 2024", "Phổ biến Luật Đất đai trong năm 2025"),
        ("kiểm tra vào tháng 9/2023; báo cáo", "kiểm tra vào tháng 9/2024; báo cáo"),
    ],
)
def test_a_plan_moved_on_says_the_new_year_but_cites_the_same_documents(
    text: str, a_year_on: str | None
) -> None:
    assert papers._reworded(text, 1) == (a_year_on or text)
    assert papers._reworded(text, -1) == text


@pytest.mark.parametrize(
    ("printed", "moved"),
    [
        ("trước 20/02/24; trước 03/12/2024", "trước 20/02/25; trước 03/12/2025"),
        ("Trong năm 2024, từ 15/12/2023", "Trong năm 2025, từ 15/12/2024"),
        ("Trước 05/12/2026", "Trước 05/12/2026"),
        ("Thường xuyên", "Thường xuyên"),
    ],
)
def test_a_deadline_is_moved_on_however_its_year_is_written(printed: str, moved: str) -> None:
    assert papers._moved(printed, 2025) == moved


def test_the_plan_moved_on_names_who_leads_and_has_no_empty_column(store: Store) -> None:
    """A plan whose table has no column of units, but a line above it that gives one task to Văn phòng."""
    task = {
        "plan": "Kế hoạch CCHC năm 2024",
        "section": "I",
        "no": "1",
        "task": "Họp CCHC",
        "schedule": "20/11/2024",
    }
    task |= {"section_name": "Chỉ đạo", "product": "Biên bản", "assignment": "Văn phòng chủ trì"}
    World(store).number([task], date(2024, 4, 30), dataset="plan_tasks")
    paper = docx.Document(io.BytesIO(papers.build(store, "ke_hoach_khac_phuc", figures.newest(store, "stp"))))
    said = [one.text for one in paper.paragraphs if one.text.startswith("Thực hiện")]
    assert len(said) == 1
    assert said[0].startswith(
        "Thực hiện [… số, ngày, trích yếu của văn bản chỉ đạo; mục đích, yêu cầu], Sở Tư pháp ban"
    )
    drawn = paper.tables[1]
    assert [[cell.text for cell in row.cells] for row in drawn.rows] == [
        ["Mục", "Nhiệm vụ", "Sản phẩm", "Tiến độ", "Chủ trì"],
        ["I.1", "Họp CCHC", "Biên bản", "20/11/2024", "Văn phòng"],
    ]


def test_of_several_plans_each_has_its_table_with_its_columns_alone(store: Store) -> None:
    """Of one plan nobody supports anything: the column stood empty beside its tasks."""
    first = {
        "plan": "Kế hoạch CCHC năm 2024",
        "section": "I",
        "no": "1",
        "task": "Họp CCHC",
        "lead_unit": "Văn phòng",
    }
    other = {
        "plan": "Kế hoạch PCI năm 2024",
        "section": "A",
        "no": "1",
        "task": "Họp PCI",
        "lead_unit": "Văn phòng",
    }
    other |= {"support_units": "Các đơn vị liên quan"}
    World(store).number([first], date(2024, 4, 29), dataset="plan_tasks")
    World(store).number([other], date(2024, 4, 30), dataset="plan_tasks")
    paper = docx.Document(io.BytesIO(papers.build(store, "ke_hoach_khac_phuc", figures.newest(store, "stp"))))
    assert [[[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables[1:3]] == [
        [["Mục", "Nhiệm vụ", "Chủ trì"], ["I.1", "Họp CCHC", "Văn phòng"]],
        [["Mục", "Nhiệm vụ", "Chủ trì", "Phối hợp"], ["A.1", "Họp PCI", "Văn phòng", "Các đơn vị liên quan"]],
    ]
    texts = [one.text for one in paper.paragraphs]
    assert texts.index("Kế hoạch CCHC năm 2024") < texts.index("Kế hoạch PCI năm 2024")


def test_what_the_plan_of_the_year_has_is_not_moved_on_from_the_one_before(store: Store) -> None:
    """In January the tasks of the year's plan stood there twice: as planned, and as those of the year before."""
    tasks = {
        2024: ("Ban hành kế hoạch năm 2024", "Rà soát TTHC"),
        2025: ("Ban hành kế hoạch năm 2025", "Tập huấn"),
    }
    for year, both in tasks.items():
        plan = [
            {"plan": f"Kế hoạch CCHC năm {year}", "no": str(no), "task": task, "lead_unit": "Văn phòng"}
            for no, task in enumerate(both, start=1)
        ]
        World(store).number(plan, date(2025, 1, 4 + year % 2), dataset="plan_tasks")
    asked = Asked(agency="stp", as_of=date(2025, 1, 5))
    paper = docx.Document(io.BytesIO(papers.build(store, "ke_hoach_khac_phuc", asked)))
    rows = [[row.cells[1].text for row in table.rows[1:]] for table in paper.tables[1:3]]
    assert rows == [["Rà soát TTHC"], ["Ban hành kế hoạch năm 2025", "Tập huấn"]]


@pytest.mark.skipif(not LONG, reason="in a usual run what nobody knows of a report")
def test_of_a_lost_criterion_what_its_sheet_does_not_say_is_marked_to_be_written(store: Store) -> None:
    """The cells stood empty in the one column that the plan is written for."""
    lost = {"year": 2023, "code": "I.1", "name": "Kế hoạch CCHC", "max_points": 2.0, "appraised_points": 1.5}
    told = {**lost, "code": "I.2", "cause": "Nộp chậm", "remedy": "Nộp sớm", "deadline": "Quý I/2024"}
    told |= {"unit_text": "Văn phòng"}
    World(store).put([lost, told], "31/10", dataset="criteria", columns=list(told))
    asked = figures.newest(store, "stp")
    plan = docx.Document(io.BytesIO(papers.build(store, "ke_hoach_khac_phuc", asked)))
    head, *rows = cells(plan, 1)
    assert head[4:] == ["Nguyên nhân", "Giải pháp", "Trách nhiệm", "Thời gian"]
    assert [row[4:] for row in rows] == [
        ["[… nguyên nhân]", "[… giải pháp]", "[… đơn vị]", "[… thời gian]"],
        ["Nộp chậm", "Nộp sớm", "Văn phòng", "Quý I/2024"],
    ]
    report = docx.Document(io.BytesIO(papers.build(store, "bao_cao_cchc", asked)))
    (table,) = (one for one in report.tables if one.rows[0].cells[-1].text == "Giải pháp")
    assert [[cell.text for cell in row.cells][3:] for row in table.rows[1:]] == [
        ["[… nguyên nhân]", "[… giải pháp]"],
        ["Nộp chậm", "Nộp sớm"],
    ]


@pytest.mark.parametrize(
    ("states", "told"),
    [
        (("open", "overdue"), "2 nhiệm vụ: chưa nhiệm vụ nào hoàn thành, 1 nhiệm vụ quá hạn."),
        (("done", "dropped"), "1 nhiệm vụ: 1 nhiệm vụ đã hoàn thành, không có nhiệm vụ quá hạn."),
        (
            ("overdue", "done", "overdue"),  # the first task is owed by two units
            "2 nhiệm vụ: 1 nhiệm vụ đã hoàn thành, 1 nhiệm vụ quá hạn (2 việc, tính theo từng đơn vị, từng hạn).",
        ),
    ],
)
def test_how_far_the_plan_is_reads_as_people_say_it(states: tuple[str, ...], told: str) -> None:
    plan = pd.DataFrame(
        {"key": [*"ABA"][: len(states)], "state": states, "schedule_kind": "dated", "is_finished": False}
    )
    assert (
        reporting.planned(plan, figures.Asked(agency="stp", as_of=AS_OF))
        == f"Kế hoạch đang thực hiện có {told}"
    )


def test_an_item_of_a_numbered_list_does_not_begin_with_a_number() -> None:
    """ "2. 17 hồ sơ quá hạn" reads as 2.17."""
    said = [
        reporting.counted(Finding(text, "alarm", "", 1.0))
        for text in ("17 hồ sơ quá hạn", "Hồ sơ số hóa 81,4%")
    ]
    assert said == ["Có 17 hồ sơ quá hạn", "Hồ sơ số hóa 81,4%"]


def test_the_evaluation_of_officials_is_minutes_with_what_nobody_knows_left_open(store: Store) -> None:
    made = docx.Document(io.BytesIO(papers.build(store, "danh_gia_cong_chuc", figures.newest(store, "stp"))))
    texts = [paragraph.text for paragraph in made.paragraphs]
    for line in (
        "BIÊN BẢN",
        "Thời gian bắt đầu: … giờ …, ngày … tháng … năm 2024",
        "Chủ trì (chủ tọa): …",
        "Cuộc họp kết thúc vào … giờ …, ngày … tháng … năm 2024./.",
    ):
        assert line in texts
    signed = [cell.paragraphs[0].text for cell in made.tables[-1].rows[0].cells]
    assert signed == ["THƯ KÝ", "CHỦ TỌA"]
    assert "Khánh Hòa" not in made.tables[0].cell(1, 1).text  # no place and date at the head
    (asked,) = (one for one in made.paragraphs if one.text == "Ý kiến của người dự họp: …")
    assert asked.paragraph_format.keep_with_next  # what was said and concluded on one page


@pytest.mark.parametrize("note", ["", "Lũy kế từ 15/12/2023."])
def test_the_signature_stands_with_the_last_rows_of_a_table(note: str) -> None:
    table = Table((Column("Lĩnh vực"), Column("Hồ sơ", "count")), (("A", "1"),) * 5, note=note)
    head = reports.Letterhead("UBND tỉnh Khánh Hòa", "Sở Tư pháp", "BC-STP", "Khánh Hòa")
    report = reports.Report(head, DAY, "Báo cáo", "Biểu", [reports.Section("I. Hồ sơ", (), (table,))])
    made = docx.Document(io.BytesIO(reports.build(report)))
    kept = [
        all(paragraph.paragraph_format.keep_with_next for cell in row.cells for paragraph in cell.paragraphs)
        for row in made.tables[1].rows
    ]
    assert kept == [False, False, False, True, True, True]
    after = made.paragraphs[-2:] if note else made.paragraphs[-1:]
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in after)


def test_what_leads_to_a_table_stands_above_it_and_its_cells_have_no_signs() -> None:
    table = Table((Column("Đơn vị"), Column("Tình trạng")), (("A", "◐ Còn 2 dòng chưa thẩm định"),))
    head = reports.Letterhead("UBND tỉnh Khánh Hòa", "Sở Tư pháp", "BC-STP", "Khánh Hòa")
    said = (
        reports.Section("I.", ("Một.", "Theo bảng dưới đây."), (table,)),
        reports.Section("II.", ("Hai.",) * 3),
    )
    made = docx.Document(io.BytesIO(reports.build(reports.Report(head, DAY, "Báo cáo", "Kỳ", said))))
    kept = {one.text: bool(one.paragraph_format.keep_with_next) for one in made.paragraphs}
    assert (kept["Một."], kept["Theo bảng dưới đây."]) == (False, True)
    assert made.tables[1].cell(1, 1).text == "Còn 2 dòng chưa thẩm định"


def test_fields_of_the_form_stand_by_the_alphabet_the_unknown_one_last(store: Store) -> None:
    fields = ("Đất đai", "Luật sư", "", "Chứng thực")
    rows = [one | {"field": fields[n % 4]} for n, one in enumerate(ROWS)]
    World(store).number(rows, "31/10", columns=(*DOSSIER_COLUMNS, "field"))
    found = figures.field_report(store, "stp", BEFORE, AS_OF)["field"].tolist()
    assert found == ["Chứng thực", "Đất đai", "Luật sư", "Chưa rõ lĩnh vực"]


@pytest.mark.parametrize(
    ("agency", "lines"),
    [
        ("Sở Tư pháp", ["SỞ TƯ PHÁP"]),
        ("Sở Tài nguyên và Môi trường", ["SỞ TÀI NGUYÊN", "VÀ MÔI TRƯỜNG"]),  # not TRƯỜNG alone
        ("Ban Quản lý Khu kinh tế Vân Phong", ["BAN QUẢN LÝ", "KHU KINH TẾ VÂN PHONG"]),
    ],
)
def test_a_long_name_of_an_agency_stands_in_two_even_lines(agency: str, lines: list[str]) -> None:
    head = reports.Letterhead("UBND tỉnh Khánh Hòa", agency, "BC-A", "Khánh Hòa")
    report = reports.Report(head, DAY, "Báo cáo", "Kỳ", (), is_upright=True)
    made = docx.Document(io.BytesIO(reports.build(report)))
    assert [one.text for one in made.tables[0].cell(0, 0).paragraphs][1:-1] == lines


def test_room_that_a_column_does_not_need_goes_to_those_that_wrap() -> None:
    """Of 15.24 cm each column would have 3.81; a dash and a code leave most of it to the task."""
    columns = (Column("Mục"), Column("Nhiệm vụ"), Column("Hạn"), Column("Đơn vị"))
    task = "Giải quyết thủ tục hành chính đúng quy trình, đúng thời hạn, công khai"
    drawn = docx.Document()
    typesetting.add_table(drawn, Table(columns, (("A/I.1", task, "–", "Văn phòng"),)))
    place, longest, due, unit = (column.width.cm for column in drawn.tables[0].columns)
    assert longest > 8
    assert max(place, due, unit) < 3.5
    assert min(place, due) > 0.9  # "Mục", "Hạn" stay whole
    assert sum((place, longest, due, unit)) == pytest.approx(15.24, abs=0.02)


def test_the_signature_stands_with_the_last_two_paragraphs() -> None:
    head = reports.Letterhead("UBND tỉnh Khánh Hòa", "Sở Tư pháp", "BC-STP", "Khánh Hòa")
    said = (reports.Section("I. Kết quả", ("Một.", "Hai.")), reports.Section("II. Kiến nghị", ("Không.",)))
    report = reports.Report(head, DAY, "Báo cáo", "Kỳ", [*said, reports.Section("", ("Trên đây./.",))])
    made = docx.Document(io.BytesIO(reports.build(report)))
    kept = {one.text: bool(one.paragraph_format.keep_with_next) for one in made.paragraphs}
    wanted = {"Một.": False, "Hai.": False, "II. Kiến nghị": True, "Không.": True, "Trên đây./.": True}
    assert {text: kept[text] for text in wanted} == wanted


@pytest.mark.parametrize("told", ["Hồ sơ", "x" * 300])
def test_a_code_stands_on_one_line(told: str) -> None:
    """II.2.4.2.1 in Times 11: two I of 333, four digits of 500, four points of 250 thousandths, and 0.38 cm beside."""
    columns = (Column("Mã", width=10), Column("Tiêu chí", width=200), Column("Ghi chú", width=200))
    drawn = docx.Document()
    typesetting.add_table(drawn, Table(columns, (("II.2.4.2.1", told, ""),)))
    code, *others = (column.width for column in drawn.tables[0].columns)
    assert code >= Cm(3.666 * 11 / 72 * 2.54 + 0.38)
    page = drawn.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    assert sum((code, *others)) <= room + Twips(3)  # rounded
