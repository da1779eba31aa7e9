"""One verdict per official over all units: rows by hand, a case each. Phòng Hành chính tư pháp ended on 30/06/2024."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import docx
import pandas as pd
import pytest

from chiso import figures
from chiso.core.periods import part_of_year
from chiso.figures.ask import Asked
from chiso.figures.coverage import Unheard
from chiso.figures.officials import Evaluation
from chiso.present import deck, evaluation, papers
from chiso.present.deck.look import Look
from chiso.present.pictures import lateness as pictures
from chiso.reference import changes
from chiso.reference.changes import Edit
from chiso.store import Store
from chiso.words import officials as words
from tests.worlds import small_world
from tests.worlds.people import ADMIN

ASKED = Asked(agency="stp", as_of=small_world.AS_OF)
NV1, NV2, HCTP = "Phòng Nghiệp vụ 1", "Phòng Nghiệp vụ 2", small_world.HCTP
OVER = "Không được xếp loại hoàn thành tốt nhiệm vụ trở lên (từ 10%)"
CLEAR = "Không bị hạn chế xếp loại"


def done(name: str, unit: str, month: int, on_time: int, late: int = 0) -> list[dict[str, Any]]:
    """Dossiers that an official finished in a month of 2024."""
    rows = []
    for number in range(on_time + late):
        end = date(2024, month, 10) + timedelta(days=number % 5)
        due = end + timedelta(days=5 if number < on_time else -3)
        key = f"{name}-{unit}-{month}-{number}"
        moments = {"received": f"2024-0{month}-01", "due": str(due), "finished": str(end)}
        rows.append(small_world.dossier(key, unit=unit, official=name, **moments))
    return rows


def overdue(name: str, unit: str, many: int) -> list[dict[str, Any]]:
    """Dossiers of an official that stand open, due in May 2024."""
    moments = {"received": "2024-05-02", "due": "2024-05-20", "status": "processing"}
    return [small_world.dossier(f"{name}-mở-{n}", unit=unit, official=name, **moments) for n in range(many)]


DOSSIERS = [
    *done("Bình", NV1, 8, 0, 9),  # 9 of 9, too few
    *done("Cúc", small_world.ONE_STOP, 8, 10, 2),  # 2 of 12, at Một cửa
    # the same month in two departments
    *done("Dũng", NV1, 9, 8, 2), *overdue("Dũng", NV1, 1), *done("Dũng", NV2, 9, 10),
    *[{**row, "dossier_id": row["dossier_id"] + "b"} for row in overdue("Dũng", NV2, 2)],
    *done("Em", HCTP, 5, 9, 1), *done("Em", NV2, 8, 10),  # moved with the reorganisation: 1 of 20
    *done("Lan", NV1, 8, 10, 1), *overdue("Lan", HCTP, 1),  # 2 of 12; 1 of 11 without what HCTP left
    *done("Mai", NV1, 8, 10, 2), *overdue("Mai", HCTP, 1),  # 3 of 13; 2 of 12 without
    # two sections of one department in one month are one place of work: 1 of 20, near the bar by nothing
    *done("Nga", small_world.VP, 8, 10), *done("Nga", "Bộ phận Văn thư", 8, 9, 1),
]  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    home = tmp_path_factory.mktemp("officials") / "home"
    with small_world.fill(home, {"dossiers": DOSSIERS}, since=date(2023, 12, 15)) as opened:
        yield opened


def verdicts(store: Store, **more: Any) -> dict[str, tuple[int, int, str]]:
    found = figures.officials(store, Asked(agency="stp", as_of=small_world.AS_OF, **more))
    return {one.name: (one.numerator, one.denominator, words.verdict(one, "dossiers").word) for one in found}


EXPECTED = {
    "Bình": (9, 9, "Chưa đủ cơ sở: dưới 10 hồ sơ"),
    "Cúc": (2, 12, "Do Trung tâm Phục vụ hành chính công đánh giá"),
    "Dũng (Nghiệp vụ 1)": (3, 11, OVER),
    "Dũng (Nghiệp vụ 2)": (2, 12, OVER),
    "Em": (1, 20, CLEAR),
    "Lan": (2, 12, "Cần xem xét: 1 hồ sơ quá hạn còn ở đơn vị đã thôi"),
    "Mai": (3, 13, OVER),
    "Nga": (1, 20, CLEAR),
}


def test_one_verdict_per_person(store: Store) -> None:
    assert verdicts(store) == EXPECTED
    found = figures.officials(store, ASKED)
    few = [one for one in found if one.verdict == "few"]  # 9 of 9: nobody says that none is at ten percent
    assert (
        words.headline(few, "hồ sơ") == "Chưa đủ cơ sở đánh giá: không công chức nào có từ 10 hồ sơ trở lên"
    )
    named = [replace(few[0], name=name) for name in ("Vân", "Đào", "Dung")]
    assert [one.name for one in words.worst_first(named)] == ["Dung", "Đào", "Vân"]
    headline = (
        "Ba công chức có từ 10% hồ sơ trễ hạn trở lên; một trường hợp cần xem xét; "
        "không kể một người có dưới 10 hồ sơ"  # whose row says 100%
    )
    assert words.headline(found, "hồ sơ") == headline


def test_what_is_whose_is_said_of_those_with_several_units(store: Store) -> None:
    rows = words.rows(figures.officials(store, ASKED), "dossiers").set_index("official")
    assert rows.loc["Em", "units"] == f"{HCTP} (đã thôi): 1/10; {NV2}: 0/10"


def test_of_a_unit_those_with_a_part_in_it_by_all_their_units(store: Store) -> None:
    assert verdicts(store, unit="stp-hctp") == {name: EXPECTED[name] for name in ("Em", "Lan", "Mai")}


def test_page_list_paper_and_command_have_the_same_figure(store: Store) -> None:
    values = figures.values(store, ASKED, "official_late_rate", "official")
    assert {value.official: (value.numerator, value.denominator) for value in values} == {
        name: numbers[:2] for name, numbers in EXPECTED.items()
    }
    listed = figures.records(store, ASKED, "official_late_rate", figures.Part(official="Dũng (Nghiệp vụ 1)"))
    assert listed["unit"].tolist() == ["stp-nv1"] * 3
    august = Asked(agency="stp", as_of=date(2024, 8, 31))
    table = paper_table(papers.build(store, "danh_gia_cong_chuc", august))
    rows = words.rows(
        figures.officials(store, Asked(agency="stp", as_of=august.as_of, date_from=date(2024, 8, 1))),
        "dossiers",
    )
    assert [(row[0], row[-2]) for row in table] == list(zip(rows["official"], rows["verdict"], strict=True))
    assert {row[0]: row[-2] for row in table}["Em"] == CLEAR  # 0 of 10 in August


QUARTER = Asked(agency="stp", as_of=date(2024, 9, 14), date_from=date(2024, 6, 15))


def test_a_quarter_is_counted_over_with_its_months_beneath(store: Store) -> None:
    """Lan: 10 and 1 late in August, 1 overdue since May at a unit that has ended: 2 of 12 over the quarter, while the
    mean of the months' rates (1/1, 1/1, 2/12, 1/1) would be 79 percent."""
    found = figures.evaluation(store, QUARTER)
    lan = next(one for one in found.people if one.name == "Lan")
    assert (lan.numerator, lan.denominator, lan.left) == (2, 12, 1)
    names = words.month_names(found)
    assert list(names.values()) == ["15–30/6", "7/2024", "8/2024", "1–14/9"]
    months = words.month_rows(found, "people").set_index("name")
    assert months.loc["Lan"].tolist() == ["1/1", "1/1", "2/12", "1/1"]
    assert months.loc["Nga"].tolist()[2] == "1/20"
    assert not figures.evaluation(store, replace(QUARTER, date_from=date(2024, 9, 1))).months


def test_units_stand_beside_officials_and_a_one_stop_is_judged_elsewhere(store: Store) -> None:
    """NV1 in the quarter: Bình 9 late, Lan 11 (1 late), Mai 12 (2 late) in August, Dũng 10 (2 late) in September, 1 of
    his overdue since May; Một cửa stands apart from Văn phòng above it."""
    rows = words.unit_rows(figures.evaluation(store, QUARTER).units, "dossiers").set_index("unit_name")
    columns = ["handled", "late", "overdue", "left"]
    assert rows.loc[NV1, columns].tolist()[:3] == [42, 14, 1]
    assert rows.loc["Phòng Hành chính tư pháp (đã thôi)", columns].tolist() == [0, 0, 2, 2]
    assert rows.loc["Bộ phận Một cửa", "verdict"] == "Do Trung tâm Phục vụ hành chính công đánh giá"
    assert rows.loc["Văn phòng", "handled"] == 20
    assert pd.isna(rows.loc[NV1, "verdict"])


def test_the_paper_of_a_quarter_has_the_rows_of_the_page(store: Store) -> None:
    asked = Asked(agency="stp", as_of=small_world.AS_OF)
    period = part_of_year(2024, "quý III")
    tables = docx.Document(io.BytesIO(papers.build(store, "danh_gia_cong_chuc", asked, period))).tables
    heads = [[cell.text for cell in table.rows[0].cells] for table in tables]
    (months,) = [
        table for head, table in zip(heads, tables, strict=True) if head[:2] == ["Công chức", "15–30/6"]
    ]
    assert months.rows[1].cells[0].text == "Dũng (Nghiệp vụ 1)"  # 3 of 11
    assert any(head[0] == "Đơn vị" and "Nhận xét" in head for head in heads)


def test_who_has_too_few_to_be_judged_is_not_ranked_either(store: Store) -> None:
    """Nine of nine late is the highest rate of all, of a base under ten."""
    names = words.rows(figures.officials(store, ASKED), "dossiers")["official"].tolist()
    assert names[0] == "Dũng (Nghiệp vụ 1)"  # 3 of 11
    assert names[-1] == "Bình"


def test_lists_charts_and_shortfall_go_by_the_person(store: Store) -> None:
    def counts() -> tuple[dict[str, int], dict[str, tuple[int, int, int]], dict[str, int], list[int]]:
        late = figures.overdue(store, ASKED, "dossiers")
        by = figures.late_by(store, ASKED, "official").set_index("key")[["late", "overdue", "handled"]]
        parts = figures.gap_parts(store, ASKED, "online_rate", "official").set_index("key")
        part = figures.Part("denominator", official="Dũng (Nghiệp vụ 2)")
        return (
            late["official"].value_counts().to_dict(),
            {name: tuple(row) for name, row in by.iterrows() if name.startswith("Dũng")},
            {name: int(n) for name, n in parts["denominator"].items() if name.startswith("Dũng")},
            [figures.count_records(store, ASKED, "online_rate", part)],
        )

    assert counts() == (
        {"Dũng (Nghiệp vụ 2)": 2, "Dũng (Nghiệp vụ 1)": 1, "Lan": 1, "Mai": 1},
        {"Dũng (Nghiệp vụ 1)": (2, 1, 11), "Dũng (Nghiệp vụ 2)": (0, 2, 12)},
        {"Dũng (Nghiệp vụ 1)": 11, "Dũng (Nghiệp vụ 2)": 12},
        [12],
    )
    chart = pictures.overdue(
        figures.overdue(store, ASKED, "dossiers"), by="official", things="hồ sơ", unheard=Unheard(ASKED.as_of)
    )
    assert "Dũng (Nghiệp vụ 2)" in chart.names
    (slide,) = deck.storyboard(Look(store, ASKED), deck.Choice(("overdue",)))
    assert slide.table is not None
    assert sum(row[-1] == "Dũng (Nghiệp vụ 2)" for row in slide.table.rows) == 2
    one = Edit("namesakes", None, {"official": "Dũng", "is_one": True, "note": None})
    batch = changes.apply(store, ADMIN, "stp", [one], title="Một người")
    assert batch is not None
    late, by, received, _ = counts()
    assert (late["Dũng"], by, received) == (3, {"Dũng": (2, 3, 23)}, {"Dũng": 23})
    changes.undo(store, ADMIN, batch)


def paper_table(content: bytes) -> list[list[str]]:
    """The rows of the first table that has a verdict."""
    for table in docx.Document(io.BytesIO(content)).tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if "Đánh giá" in rows[0]:
            return rows[1:]
    raise AssertionError("no verdicts")


def test_what_is_handed_over_stays_with_its_official_and_apart(store: Store) -> None:
    row = {"unit_id": "stp-hctp", "to_unit": "stp-nv2", "from_day": date(2024, 10, 1)}
    batch = changes.apply(store, ADMIN, "stp", [Edit("hand_overs", None, row)], title="Bàn giao")
    assert batch is not None
    assert verdicts(store) == EXPECTED
    changes.undo(store, ADMIN, batch)


def test_the_office_says_who_is_who(store: Store) -> None:
    one = Edit("namesakes", None, {"official": "Dũng", "is_one": True, "note": "kiêm nhiệm"})
    several = Edit("namesakes", None, {"official": "Em", "is_one": False, "note": None})
    batch = changes.apply(store, ADMIN, "stp", [one, several], title="Người trùng tên")
    assert batch is not None
    found = verdicts(store)
    assert found["Dũng"] == (5, 23, OVER)
    assert found["Em (HCTP)"] == (1, 10, OVER)
    assert found["Em (Nghiệp vụ 2)"] == (0, 10, CLEAR)
    names = {
        row["official"]: (row["is_one"], row["is_decided"])
        for row in store.rows("figures/shared_names", agency="stp")
    }
    assert names == {
        "Dũng": (True, True), "Em": (False, True), "Lan": (True, False), "Mai": (True, False),
    }  # fmt: skip
    changes.undo(store, ADMIN, batch)
    assert verdicts(store) == EXPECTED


def test_a_unit_is_a_one_stop_by_its_kind_not_by_its_name(store: Store) -> None:
    row = next(one for one in changes.rows(store, "stp", "units") if one["unit_id"] == "stp-nv1")
    batch = changes.apply(
        store, ADMIN, "stp", [Edit("units", row, {**row, "kind": "one_stop"})], title="Đổi loại"
    )
    assert batch is not None
    assert verdicts(store)["Bình"] == (9, 9, "Do Trung tâm Phục vụ hành chính công đánh giá")
    changes.undo(store, ADMIN, batch)


def test_why_no_official_is_judged_is_said_of_the_kind_that_is_looked_at(store: Store) -> None:
    nothing, of = Evaluation((), (), ()), Look(store, QUARTER)
    assert evaluation.nobody(of, nothing, "dossiers") == "Không có hồ sơ nào đã xử lý hoặc quá hạn trong kỳ"
    later = Look(store, replace(QUARTER, date_from=date(2026, 1, 1), as_of=date(2026, 1, 31), year=0))
    assert evaluation.nobody(later, nothing, "dossiers") == "Chưa có số liệu hồ sơ của kỳ"
    longer = Look(store, replace(QUARTER, as_of=date(2024, 11, 30), year=0))
    assert evaluation.nobody(longer, nothing, "dossiers") == (
        "Không có hồ sơ nào đã xử lý hoặc quá hạn trong kỳ (thiếu tháng 11)"
    )
    nameless = replace(nothing, units=figures.evaluation(store, QUARTER).units)
    said = "không ghi tên công chức nên chỉ thống kê theo đơn vị"
    assert evaluation.nobody(of, nameless, "dossiers") == f"Tệp hồ sơ {said}"
    assert evaluation.nobody(of, nameless, "tasks") == f"Tệp nhắc việc {said}"
