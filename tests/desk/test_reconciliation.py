"""Findings, criteria with the published index of 2023, and what the office enters on pages."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from chiso import figures
from chiso.desk import reconciliation
from chiso.figures import Units
from chiso.figures.ask import Asked
from chiso.store import Store, marts
from tests.worlds import fresh_home

AS_OF = date(2024, 10, 31)

# Sở Tư pháp 2023 as published: code, max, points, numerator, denominator (shared domain, "as published")
CRITERIA_2023: list[tuple[str, float, float, int | None, int | None]] = [
    ("I.5", 3, 2, 285, 291),
    ("II.2.2.2.3", 0.5, 0.35, None, None),
    ("II.2.3.3.1", 0.5, 0.31, 9129, 14697),
    ("II.2.3.3.2", 0.5, 0.31, 9042, 14697),
    ("II.2.4.2.1", 5, 4.5, 14673, 14697),
    ("II.3.2.4", 1, 0, None, None),
    ("II.3.2.5", 1, 0, None, None),
    ("II.4.5.1", 1, 0.85, None, None),
    ("II.6.4.2", 1, 0, 0, 1),
    ("II.6.5.2", 3, 1.46, 3159, 15047),
    ("II.6.6.2", 3, 1.46, 3158, 15065),
]


class Home:
    """A store with a helper that imports rows of a dataset as they are."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._number = 0

    def add(self, dataset: str, rows: list[dict[str, Any]], **words: Any) -> int:
        self._number += 1
        row = {
            "import_id": self._number,
            "dataset": dataset,
            "agency": "stp",
            "file_name": f"{dataset}.xlsx",
            "status": "active",
            "as_of": AS_OF,
            "mode": "replace",
            "unit_filter": "",
            "rows_rejected": 0,
            "rows_read": len(rows),
            "rows_loaded": len(rows),
            **words,
        }
        self.store.insert("imports", pa.Table.from_pylist([row]))
        filled = [
            {"import_id": self._number, "row_no": position + 3, "record_key": str(position), **one}
            for position, one in enumerate(rows)
        ]
        names = list(dict.fromkeys(name for one in filled for name in one))
        table = pa.table({name: [one.get(name) for one in filled] for name in names})
        if rows:
            self.store.insert(dataset, table)
        self.store.bump()
        return self._number

    def dossiers(self, rows: list[dict[str, Any]], as_of: date = AS_OF, **words: Any) -> None:
        number = self.add("dossiers", [], as_of=as_of, **words)
        whole = {"agency": "stp", "import_id": number, "as_of": as_of, "first_as_of": as_of, "status": "done"}
        filled = [{**whole, "record_key": one["dossier_id"], **one} for one in rows]
        names = list(dict.fromkeys(name for one in filled for name in one))
        self.store.insert("dossiers_current", pa.table({n: [one.get(n) for one in filled] for n in names}))
        marts.make(self.store)
        self.store.bump()

    def findings(self, code: str) -> list[str]:
        found = figures.check(self.store, figures.newest(self.store, "stp"))
        return list(found.loc[found["code"] == code, "subject"])


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with fresh_home.build(tmp_path / "home") as store:
        yield Home(store)


def _criteria(home: Home) -> None:
    rows = [
        {"year": 2023, "code": code, "name": code, "max_points": float(top), "self_points": float(top),
         "appraised_points": float(got), "numerator": None if a is None else float(a),
         "denominator": None if b is None else float(b), "record_key": f"2023 | {code}"}
        for code, top, got, a, b in CRITERIA_2023
    ]  # fmt: skip
    home.add("criteria", rows, as_of=date(2024, 3, 1))


def test_the_published_index_of_2023_and_what_nobody_explains(home: Home) -> None:
    _criteria(home)
    asked = figures.newest(home.store, "stp", year=2023)
    total = figures.criteria(home.store, asked)["total"]
    assert (total["points"], total["max"], total["partial"], total["rating"]) == (
        14.26 - 3.02,
        19.5,
        True,
        None,
    )
    home.add(
        "index_scores",
        [{"index": "CCHC", "component": None, "year": 2023, "place": "Sở Tư pháp", "score": 84.27, "max_score": 94.5,
          "rank": 8, "rank_of": 21, "rating": "TỐT"}],
    )  # fmt: skip
    answer = figures.criteria(home.store, asked)
    total = answer["total"]
    assert (total["points"], total["max"], total["percent"], total["rating"]) == (84.27, 94.5, 89.17, "TỐT")
    assert total["unexplained"] == pytest.approx(1.97)
    assert not total["partial"]
    assert (total["rank"], total["rank_of"]) == (8, 21)
    by_code = {row["code"]: row for row in answer["criteria"]}
    assert sum(row["lost"] for row in by_code.values()) == pytest.approx(8.26)
    assert by_code["I.5"]["projected"] == 2
    assert by_code["II.2.4.2.1"]["projected"] == 4.5
    assert by_code["II.2.3.3.1"]["projected"] == pytest.approx(0.31, abs=0.005)
    assert by_code["II.6.5.2"]["projected"] is None  # no rule is printed; none is fitted
    assert by_code["II.6.5.2"]["value"] == pytest.approx(3159 / 15047)


def test_the_series_of_an_index_keeps_its_gaps(home: Home) -> None:
    home.add(
        "index_scores",
        [
            {"index": "PCI", "component": None, "year": 2022, "place": "Khánh Hòa", "score": 67.74},
            {"index": "PCI", "component": "Tính minh bạch", "year": 2024, "place": "Khánh Hòa", "score": 6.5},
            {"index": "PAPI", "component": None, "year": 2024, "place": "Khánh Hòa", "score": 43.8064},
        ],
    )
    frame = figures.index_series(home.store, "stp", "PCI", place="khánh hòa")
    assert frame["component"].isna().tolist() == [True, False]
    assert frame["year"].tolist() == [2022, 2024]
    assert frame["score"].tolist() == [67.74, 6.5]
    assert frame["target"].tolist()[1] == 7
    assert len(figures.index_series(home.store, "stp")) == 3


def test_a_printed_rate_that_is_not_its_fraction_is_named(home: Home) -> None:
    def rate(day: str, value: float, top: float, base: float) -> dict[str, Any]:
        return {"indicator": "e_file_rate", "date": date.fromisoformat(day), "value": value, "numerator": top,
                "denominator": base, "record_key": day}  # fmt: skip

    home.add(
        "measurements",
        [
            rate("2023-12-01", 0.6252, 9042, 14697),  # the document prints 62.52%, it is 61.52%
            rate("2023-12-02", 0.54, 159, 291),  # cut off from 54.64
            rate("2023-12-03", 0.21, 3159, 15047),  # rounded
            rate("2023-12-04", 0.9984, 14673, 14697),
            rate("2023-12-05", 0.0206, 6, 291),
        ],
    )
    assert home.findings("printed_rate") == ["2023-12-01", "2023-12-02"]


def test_a_figure_of_the_year_that_falls_within_it_is_named(home: Home) -> None:
    """Each month's own capital or initiatives went in as those of the year; a new year begins anew, what is no sum of
    its year may fall, and so may what the units report beside each other."""

    def one(indicator: str, day: str, **more: Any) -> dict[str, Any]:
        return {
            "indicator": indicator,
            "date": date.fromisoformat(day),
            "record_key": f"{indicator} {day}",
            **more,
        }

    home.add(
        "measurements",
        [
            one("disbursement_rate", "2023-12-31", value=0.95),
            one("disbursement_rate", "2024-08-31", numerator=62, denominator=100),
            one("disbursement_rate", "2024-09-30", value=0.24),
            one("disbursement_rate", "2024-10-31", value=0.24),
            one("initiatives", "2023-12-14", value=9),
            one("initiatives", "2023-12-15", value=3),
            one("initiatives", "2024-01-31", value=1),
            one("e_signed_rate", "2024-08-31", value=0.9),
            one("e_signed_rate", "2024-09-30", value=0.8),
            {
                **one("discipline_cases", "2024-08-31", value=2),
                "unit_text": "Văn phòng",
                "unit_key": "van phong",
            },
            {
                **one("discipline_cases", "2024-09-30", value=1),
                "unit_text": "Thanh tra",
                "unit_key": "thanh tra",
            },
        ],
    )
    assert home.findings("cumulative_falls") == ["disbursement_rate 2024-09-30", "initiatives 2024-01-31"]
    found = figures.check(home.store, figures.newest(home.store, "stp"))
    (first, _) = found[found["code"] == "cumulative_falls"]["message"]
    assert "giảm từ 62,00% (ngày 31/08/2024) còn 24,00% (ngày 30/09/2024)" in first


@pytest.mark.parametrize(
    ("name", "due", "count", "is_told"),
    [
        ("Kế hoạch CCHC năm 2024 Tháng 10/2024", "Quý III", 4, True),
        ("Kế hoạch CCHC năm 2024 Tháng 10/2024", "Quý III", 3, True),
        ("Kế hoạch CCHC năm 2024 Tháng 10/2024", "Quý III", 2, False),  # some work stands in two plans
        ("Kế hoạch CCHC năm 2025", "Quý III", 4, False),  # the same work each year
        ("Kế hoạch tháng 10", "31/10/2024", 4, False),  # and each month
    ],
)
def test_a_plan_that_stands_under_two_names_is_told(
    home: Home, name: str, due: str, count: int, is_told: bool
) -> None:
    def rows(plan: str, schedule: str, count: int) -> list[dict[str, Any]]:
        return [
            {"plan": plan, "task": f"Việc {n}", "schedule": schedule, "record_key": f"{plan} | {n}"}
            for n in range(count)
        ]

    home.add("plan_tasks", rows("Kế hoạch CCHC năm 2024", "Quý III", 4), as_of=date(2024, 9, 30), slice="a")
    home.add("plan_tasks", [*rows(name, due, count), *rows(name, "Quý IV", 3)], slice="b")
    assert home.findings("plan_twice") == ([name] if is_told else [])


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("e_file_rate | 2024-03-31 | van phong", "Hồ sơ trên mạng, 31/03/2024"),
        ("e_file_rate | van phong", "Hồ sơ trên mạng"),
        ("2024-03", "03/2024"),
        ("H32 | 2024-03-31", "H32 | 2024-03-31"),
    ],
)
def test_what_a_finding_is_of_is_said_in_words(subject: str, said: str) -> None:
    """The codes of indicators stood in its column."""
    assert reconciliation.about(subject, {"e_file_rate": "Hồ sơ trên mạng"}) == said


def test_identities_of_the_field_report(home: Home) -> None:
    good = {"field": "Hộ tịch", "received_total": 10, "received_online": 4, "received_direct": 3, "carried_over": 3,
            "resolved_total": 6, "resolved_early": 4, "resolved_on_time": 1, "resolved_late": 1, "open_total": 4,
            "open_in_time": 3, "open_overdue": 1}  # fmt: skip
    wrong = {**good, "field": "Luật sư", "resolved_late": 2, "open_total": 5}
    home.add("field_report", [good, wrong], period_from=date(2024, 10, 1), period_to=AS_OF)
    found = figures.check(home.store, figures.newest(home.store, "stp"))
    rules = found[found["code"] == "field_report_identity"]
    assert set(rules["subject"]) == {"Luật sư"}
    assert len(rules) == 3  # 7 = 8+9+10, 11 = 12+13, 3 = 7+11
    assert home.findings("field_report_dossiers") == []  # no dossiers to compare with


def test_the_field_report_is_compared_with_the_dossiers(home: Home) -> None:
    def dossier(
        number: str, received: str, resolved: str | None, channel: str, field: str | None
    ) -> dict[str, Any]:
        day = datetime.fromisoformat(received)
        return {"dossier_id": number, "procedure_name": "Cấp phiếu", "field": field, "channel": channel,
                "received_at": day, "due_at": datetime(2024, 10, 20),
                "resolved_on": date.fromisoformat(resolved) if resolved else None}  # fmt: skip

    home.dossiers(
        [
            dossier("A", "2024-09-20", "2024-10-05", "counter", "Lý lịch tư pháp"),
            dossier("B", "2024-10-02", "2024-10-25", "online", "Lý lịch tư pháp"),
            dossier(
                "C", "2024-10-03", None, "online", None
            ),  # an export without fields: the procedure's holds
        ]
    )
    row = {"field": "Lý lịch tư pháp", "received_total": 3, "received_online": 2, "received_direct": 0,
           "carried_over": 1, "resolved_total": 2, "resolved_early": 1, "resolved_on_time": 0, "resolved_late": 1,
           "open_total": 1, "open_in_time": 0, "open_overdue": 1}  # fmt: skip
    home.add("field_report", [row], period_from=date(2024, 10, 1), period_to=AS_OF)
    assert home.findings("field_report_dossiers") == []
    home.add("field_report", [{**row, "received_online": 5}], period_from=date(2024, 10, 1), period_to=AS_OF)
    assert home.findings("field_report_dossiers") == ["Lý lịch tư pháp"]


def test_a_difference_of_the_field_report_names_the_dossiers_that_make_it(home: Home) -> None:
    """Of three open dossiers V left the October export, and R's row in it could not be read; the form prints one open
    and two resolved."""
    one = {"procedure_name": "Cấp phiếu", "field": "Hộ tịch", "channel": "online", "status": "processing",
           "received_at": datetime(2024, 9, 2), "due_at": datetime(2024, 12, 2), "resolved_on": None}  # fmt: skip
    september, october = date(2024, 9, 30), date(2024, 10, 31)
    home.dossiers([{**one, "dossier_id": number} for number in ("V", "R")], september)
    home.dossiers([{**one, "dossier_id": "O"}], october, file_name="thang_10.xlsx")
    reject = {"import_id": 2, "row_no": 7, "code": "bad_date", "record_key": "R"}
    home.store.insert("import_rejects", pa.Table.from_pylist([reject]))
    row = {"field": "Hộ tịch", "received_total": 3, "received_online": 0, "received_direct": 0, "carried_over": 3,
           "resolved_total": 2, "resolved_early": 2, "resolved_on_time": 0, "resolved_late": 0,
           "open_total": 1, "open_in_time": 1, "open_overdue": 0}  # fmt: skip
    home.add("field_report", [row], period_from=date(2024, 10, 1), period_to=october)

    def messages() -> list[str]:
        found = figures.check(home.store, figures.newest(home.store, "stp"))
        return found.loc[found["code"] == "field_report_dossiers", "message"].tolist()

    named = "Chênh đúng bằng 2 hồ sơ biến mất khỏi lần kết xuất sau hoặc có dòng mới nhất bị loại: R, V."
    first, second = messages()
    assert "Đang giải quyết (11): 1, dữ liệu hồ sơ có 3" in first
    assert first.endswith(named)
    assert "Đã giải quyết (7): 2, dữ liệu hồ sơ có 0" in second
    assert second.endswith(named)
    home.add("field_report", [{**row, "open_total": 0}], period_from=date(2024, 10, 1), period_to=october)
    assert ["Chênh" in message for message in messages()] == [False, True]


def test_a_month_without_export_is_named(home: Home) -> None:
    for month, last in ((1, 31), (2, 29), (5, 31)):
        day = date(2024, month, last)
        home.dossiers([{"dossier_id": f"M{month}"}], as_of=day, period_from=day.replace(day=1), period_to=day)
    assert home.findings("missing_month") == ["2024-03", "2024-04"]


def test_dates_that_cannot_be(home: Home) -> None:
    home.dossiers(
        [
            {"dossier_id": "A", "received_at": datetime(2024, 5, 7), "due_at": datetime(2024, 5, 1)},
            {"dossier_id": "B", "received_at": datetime(2024, 5, 7), "finished_at": datetime(2024, 5, 2),
             "resolved_on": date(2024, 5, 2)},
            {"dossier_id": "C", "received_at": datetime(2024, 5, 7)},
        ]
    )  # fmt: skip
    assert home.findings("due_before_received") == ["A"]
    assert home.findings("date_order") == ["B"]
    assert home.findings("done_without_date") == ["A", "C"]
    assert home.findings("no_due_date") == ["C"]


def test_tasks_that_say_done_without_a_day(home: Home) -> None:
    """However it is written; what is done in part is not."""
    done = [
        "Đã hoàn thành",
        "Hoàn thành  đúng hạn",
        "HOÀN THÀNH QUÁ HẠN",
        "Xong",
        "Đã báo cáo tại Công văn số 45/STP",
        "Hoàn thành (Báo cáo số 12)",
        "Hoàn thành 100%",
        "Hoàn thành 50%",
        "Hoàn thành, còn hai nội dung",
        "Hoàn thành các bước chuẩn bị",
        "Đang thực hiện",
        None,
    ]
    number = home.add("tasks", [])
    rows = [
        {"agency": "stp", "import_id": number, "as_of": AS_OF, "record_key": f"T{place}", "document_no": f"T{place}",
         "status": status, "due_on": AS_OF}
        for place, status in enumerate(done)
    ]  # fmt: skip
    rows.append({**rows[0], "record_key": "T99", "document_no": "T99", "finished_on": AS_OF})
    home.store.insert("tasks_current", pa.Table.from_pylist([{"finished_on": None, **row} for row in rows]))
    home.store.bump()
    assert home.findings("task_done_without_date") == [f"T{place}" for place in range(7)]


def test_codes_that_differ_in_how_they_are_written_may_be_one_dossier(home: Home) -> None:
    """The first of them by its letters is not named again; another hyphen, a blank, small letters are no other code."""
    codes = (
        "H32.15-240305-0001",
        "h32.15-240305-0001",
        "H32.15–240305–0001",
        "H32.15-240305-0002",
        "H32.15 -240305-0002",
    )
    home.dossiers([{"dossier_id": code} for code in (*codes, "H32.15-240305-0012", "H32.15.240305.0001")])
    assert home.findings("alike_code") == ["H32.15-240305-0002", "H32.15–240305–0001", "h32.15-240305-0001"]


def test_two_units_named_in_the_assignment_lead_by_their_names(home: Home) -> None:
    """As document 3 prints its II.2: no column of leads, two units in the assignment."""
    row = {
        "plan": "Kế hoạch năm 2024",
        "section": "II",
        "no": "2",
        "task": "A",
        "schedule": "Trước ngày 15/01/2024",
    }
    assigned = {"assignment": "Phòng Hành chính tư pháp, Phòng Thanh tra tổng hợp, tham mưu Lãnh đạo Sở"}
    home.add("plan_tasks", [{**row, **assigned}])
    found = figures.plan(home.store, Asked(agency="stp", as_of=date(2024, 3, 31)))
    assert found["unit"].tolist() == ["stp-hctp", "stp-thanhtra"]


def test_what_the_office_enters_for_a_plan_task_counts(home: Home) -> None:
    plan = "Kế hoạch năm 2024 (số 9/KH-STP ngày 01/10/2024)"  # 25/10 is the first of its months
    home.add(
        "plan_tasks",
        [
            {"plan": plan, "section": "I", "no": "1", "task": "A", "schedule": "Trước ngày 15/01/2024"},
            {
                "plan": plan,
                "section": "I",
                "no": "2",
                "task": "B",
                "schedule": "Trong vòng 30 ngày kể từ ngày có KL",
            },
            {"plan": plan, "section": "I", "no": "3", "task": "C", "schedule": "Trước ngày 25 hàng tháng"},
        ],
    )

    def late() -> list[tuple[str, str]]:
        frame = figures.overdue(home.store, Asked(agency="stp", as_of=AS_OF), kind="plan")
        return [(row["id"], row["due"].isoformat()) for _, row in frame.iterrows()]

    assert late() == [("I.1", "2024-01-15"), ("I.3", "2024-10-25")]
    entries = [
        ("0", "status", "Đã hoàn thành"),
        ("1", "starts_on", "2024-09-10"),
        ("2", "done_until", "2024-10-25"),
    ]
    table = [
        {"entry_id": number, "agency": "stp", "dataset": "plan_tasks", "record_key": key, "name": name, "value": value,
         "entered_at": datetime(2024, 10, 30), "entered_by": "vp"}
        for number, (key, name, value) in enumerate(entries)
    ]  # fmt: skip
    with home.store.transaction():
        home.store.insert("entries", pa.Table.from_pylist(table))
        home.store.bump()
    assert late() == [("I.2", "2024-10-10")]


def test_units_after_a_reorganisation() -> None:
    def unit(code: str, parent: str | None, kind: str, successor: str | None = None) -> dict[str, Any]:
        return {"unit_id": code, "name": code.upper(), "short_name": code, "parent_id": parent, "kind": kind,
                "successor_id": successor, "sort": 1}  # fmt: skip

    tree = Units(
        [
            unit("stp", None, "agency"),
            unit("old", "stp", "department", "new"),
            unit("old-section", "old", "section"),
            unit("new", "stp", "department"),
        ]
    )
    assert tree.department("old-section") == "old"
    assert tree.today("old") == "new"
    assert tree.within("old") == ["old", "old-section"]
    assert tree.within("new") == ["new"]
    assert tree.within("new", successors=True) == ["new", "old", "old-section"]
    assert tree.within("stp") is None
    assert tree.department("nobody") == "nobody"
    assert {one.unit_id for one in tree.departments()} == {"new", "old"}
