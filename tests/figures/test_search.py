"""Find anything: rows by hand, what each word finds, for whom."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from chiso import figures
from chiso.desk import meetings
from chiso.figures.ask import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.store import Store
from chiso.words import overdue
from tests.worlds import small_world
from tests.worlds.people import ADMIN
from tests.worlds.small_world import HCTP, VP, dossier

ROWS: dict[str, list[dict[str, Any]]] = {
    "dossiers": [
        dossier("H32-240105-0007", unit=HCTP, official="Trần Thị Đào", received="2024-01-05", due="2024-01-12",
                finished="2024-01-15"),
        dossier("H32-240105-00071", official="Lê Đạo", received="2024-01-06", due="2024-11-29", status="processing"),
        dossier("240105-0007", official="Lê Đạo", received="2024-01-04", due="2024-10-29", status="processing"),
        # an official of two departments, one after the other: the later one is told
        dossier("X1", official="Trần Thị Đào", received="2024-08-01", due="2024-08-08", finished="2024-08-08"),
        *(dossier(f"NHIEU-{n}", received=f"2024-03-{n + 10}", status="supplement", due="2024-04-01")
          for n in range(7)),
    ],
    "tasks": [{"document_no": "123/STP-VP", "unit": VP, "assigned_on": "2024-10-01", "due_on": "2024-11-05"}],
    "petitions": [{"petition_id": "PA-0007", "unit": HCTP, "subject": "Đào đường", "received_on": "2024-10-01",
                   "due_on": "2024-10-10", "answered_on": "2024-10-10"}],
    "procedures": [{"procedure_code": "2.000488", "procedure_name": "Cấp Phiếu lý lịch tư pháp", "unit": VP}],
    "plan_tasks": [
        {"section": "I", "no": "1", "task": "Kiểm tra cải cách hành chính", "lead_unit": VP, "plan": "Kế hoạch 2024"},
        {"section": "I", "no": "2", "task": "Kiểm tra công vụ", "lead_unit": HCTP, "plan": "Kế hoạch 2024"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with small_world.fill(
        tmp_path_factory.mktemp("search") / "home", ROWS, since=date(2023, 12, 15)
    ) as opened:
        yield opened


SCORES = """Chỉ số;Thành phần;Năm;Tỉnh;Điểm
PAPI;;2023;Khánh Hòa;42,5
PAPI;Cung ứng dịch vụ công;2023;Khánh Hòa;7,1
PAPI;Quản trị điện tử;2023;Khánh Hòa;3,2
PCI;;2023;Phú Yên;64
"""
CRITERIA = """BẢNG CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2023
Mã;Tiêu chí;Điểm tối đa;Điểm tự chấm;Điểm thẩm định
1;CHỈ ĐẠO, ĐIỀU HÀNH;3;2;2
1.1;Kế hoạch cải cách;1;1;1
1.2;Số hóa hồ sơ;2;1;1
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Indices, a table of criteria and conclusions beside the records."""
    with small_world.fill(
        tmp_path_factory.mktemp("office") / "home", ROWS, since=date(2023, 12, 15)
    ) as opened:
        for name, text in ("chi_so.csv", SCORES), ("cham_diem.csv", CRITERIA):
            assert batch.import_file(opened, ADMIN, Upload(name, text.encode())).error is None
        for unit, content in ("stp-vp", "đối thoại với doanh nghiệp"), ("stp-hctp", "hồ sơ số hóa"):
            day = date(2024, 10, 25)
            meetings.add(opened, ADMIN, meetings.Commitment("stp", day, unit, content, day, verb="Rà soát"))
        yield opened


def named(store: Store, words: str, unit: str | None = None) -> list[tuple[str, str | None, str | None, int]]:
    hits = figures.search(store, Asked(agency="stp", as_of=small_world.AS_OF, unit=unit), words)
    return [
        (hit.kind, hit.id, hit.title, hit.place) for hit in hits if hit.kind not in ("indicators", "plan")
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("papi", [("indices", None, "PAPI", 0), ("indices", "PAPI", "Quản trị điện tử", 0),
                  ("indices", "PAPI", "Cung ứng dịch vụ công", 0)]),
        ("dich vu cong", [("indices", "PAPI", "Cung ứng dịch vụ công", 2)]),
        ("hiệu quả quản trị", [("indices", None, "PAPI", 6)]),  # as it is taught, without accents
        ("pci", []),  # another province's
        ("1.2", [("criteria", "1.2", "Số hóa hồ sơ", 0)]),
        ("điều hành", []),  # a domain is the sum of its criteria
        # "đối thoại" has the letters of "so hoa" in it
        ("so hoa", [("commitments", None, "Rà soát hồ sơ số hóa", 2), ("criteria", "1.2", "Số hóa hồ sơ", 1)]),
        ("hoa so", [("commitments", None, "Rà soát hồ sơ số hóa", 3), ("criteria", "1.2", "Số hóa hồ sơ", 3)]),
        # accents that nothing has: found, behind all that has them
        ("sô hoa", [("commitments", None, "Rà soát hồ sơ số hóa", 6), ("criteria", "1.2", "Số hóa hồ sơ", 5)]),
        ("phong hctp", [("units", "stp-hctp", "Phòng Hành chính tư pháp", 0)]),  # as the exports call it
        ("tu phap hanh", [("units", "stp-hctp", "Phòng Hành chính tư pháp", 3)]),
        ("anh chinh", []),  # inside a word
        # signs say nothing
        ("số hóa - hồ sơ (*)", [("commitments", None, "Rà soát hồ sơ số hóa", 3),
                                ("criteria", "1.2", "Số hóa hồ sơ", 0)]),
        ("– (1)", []),
        ("hồ sơ hồ sơ", [("commitments", None, "Rà soát hồ sơ số hóa", 3), ("criteria", "1.2", "Số hóa hồ sơ", 3)]),
    ],
)  # fmt: skip
def test_what_the_office_speaks_of_is_found_by_its_words(
    office: Store, words: str, expected: list[tuple[str, str | None, str | None, int]]
) -> None:
    assert named(office, words) == expected


def test_of_a_unit_its_conclusions_alone_are_found(office: Store) -> None:
    assert named(office, "rà soát", "stp-hctp") == [("commitments", None, "Rà soát hồ sơ số hóa", 1)]
    assert named(office, "1.2", "stp-hctp") == []  # criteria are the agency's
    assert len(named(office, "papi", "stp-hctp")) == 3


def test_what_was_not_known_on_the_day_is_not_found(office: Store) -> None:
    asked = Asked(agency="stp", as_of=date(2023, 12, 20))
    kinds = {hit.kind for words in ("papi", "doi thoai") for hit in figures.search(office, asked, words)}
    assert kinds == {"indicators"}


def found(store: Store, words: str, unit: str | None = None) -> list[tuple[str, str, str | None]]:
    hits = figures.search(store, Asked(agency="stp", as_of=small_world.AS_OF, unit=unit), words)
    return [(hit.kind, hit.key, hit.unit) for hit in hits if hit.kind != "indicators"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # called just so, then what begins so or has it within, the newest first
        ("240105-0007", [("dossiers", "240105-0007", "stp-vp"), ("dossiers", "H32-240105-00071", "stp-vp"),
                         ("dossiers", "H32-240105-0007", "stp-hctp")]),
        ("123/stp", [("tasks", "123/STP-VP", "stp-vp")]),
        ("pa-0007", [("petitions", "PA-0007", "stp-hctp")]),
        ("488", [("procedures", "2.000488", "stp-vp")]),
        ("phieu LY lich", [("procedures", "2.000488", "stp-vp")]),
        # people by name, not what petitions speak of; of the unit of the last work
        ("thị đào", [("officials", "Trần Thị Đào", "stp-vp")]),
        ("dao tran", [("officials", "Trần Thị Đào", "stp-vp")]),
        ("hctp", [("units", "stp-hctp", "stp-hctp")]),
        ("kiem tra", [("plan", "I | 2", None), ("plan", "I | 1", None)]),  # the shorter text first
        ("lý lịch đào", []),
        ("7", []),  # one letter
    ],
)  # fmt: skip
def test_what_some_words_find(store: Store, words: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found(store, words) == expected


def test_an_account_limited_to_a_unit_finds_what_is_of_it(store: Store) -> None:
    assert found(store, "240105", "stp-hctp") == [("dossiers", "H32-240105-0007", "stp-hctp")]
    assert found(store, "123/stp", "stp-hctp") == []
    assert found(store, "dao", "stp-hctp") == [("officials", "Trần Thị Đào", "stp-hctp")]
    assert found(store, "phong", "stp-hctp") == [("units", "stp-hctp", "stp-hctp")]
    assert found(store, "kiem tra", "stp-hctp") == [("plan", "I | 2", None)]
    assert figures.search(store, Asked(agency="sct", as_of=small_world.AS_OF), "240105") == []


def test_of_a_kind_five_are_shown_and_all_are_counted(store: Store) -> None:
    hits = figures.search(store, Asked(agency="stp", as_of=small_world.AS_OF), "nhieu-")
    assert [(hit.key, hit.total) for hit in hits] == [(f"NHIEU-{n}", 7) for n in (6, 5, 4, 3, 2)]


@pytest.mark.parametrize(
    ("kind", "key", "words"),
    [
        ("dossiers", "H32-240105-0007", "xong 15/01/2024, trễ 1 ngày làm việc"),  # Friday to Monday
        ("dossiers", "H32-240105-00071", "chưa xong, hạn 29/11/2024"),
        ("dossiers", "240105-0007", "quá hạn, trễ 2 ngày làm việc"),
        ("dossiers", "NHIEU-0", "chưa xong, đang tạm dừng"),
        ("petitions", "PA-0007", "xong 10/10/2024"),
    ],
)
def test_what_became_of_a_record(store: Store, kind: str, key: str, words: str) -> None:
    asked = Asked(agency="stp", as_of=small_world.AS_OF)
    row = figures.record(store, asked, kind, key)
    assert row is not None
    assert overdue.became(row) == words
    assert (
        figures.record(store, Asked(agency="stp", as_of=small_world.AS_OF, unit="stp-nv2"), kind, key) is None
    )
