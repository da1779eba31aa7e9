"""The calendar of a plan's deadlines against the rules of RFC 5545, and what a calendar does with a second export."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chiso import figures
from chiso.__main__ import main
from chiso.core.errors import Refused
from chiso.desk import office
from chiso.figures import Asked
from chiso.present import calendars
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds.import_world import World
from tests.worlds.people import ADMIN

PLAN = "Kế hoạch CCHC năm 2024"
LONG_TASK = "Rà soát, đơn giản hóa; công khai “thủ tục” C:\\TTHC 🏛 " + "của mọi đơn vị, " * 12
OFFICE_SENDS = {"no": "1", "task": LONG_TASK, "lead_unit": "Văn phòng", "schedule": "Trước ngày 15/11/2024",
                "assignment": "Phòng Nghiệp vụ 1, Phòng Nghiệp vụ 2 gửi Văn phòng trước ngày 10/11/2024"}  # fmt: skip
CHECKS = {
    "no": "2",
    "task": "Kiểm tra",
    "lead_unit": "Văn phòng",
    "schedule": "Trước 30/11/2024",
    "assignment": None,
}
MONTHLY = {"no": "3", "task": "Đánh giá", "lead_unit": "Văn phòng", "schedule": "Ngày 25 hằng tháng",
           "assignment": None}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fresh_home.build(tmp_path / "home") as opened:
        put(opened, "31/10", OFFICE_SENDS, CHECKS)
        yield opened


def put(store: Store, day: str, *rows: dict[str, Any]) -> None:
    World(store).put([{**row, "plan": PLAN, "section": "I"} for row in rows], day, dataset="plan_tasks")


def made(store: Store, day: date = date(2024, 10, 31), unit: str | None = None) -> bytes:
    asked = Asked(agency="stp", as_of=day, unit=unit)
    return calendars.of_plan(store, asked, figures.owed(store, asked))


def events(content: bytes) -> list[dict[str, Any]]:
    """The events of a calendar, read by the RFC: unfolded (3.1), texts without their backslashes (3.3.11)."""
    found: list[dict[str, Any]] = []
    path: list[str] = []
    for line in content.decode().replace("\r\n ", "").split("\r\n")[:-1]:
        head, value = line.split(":", 1)
        if head == "BEGIN":
            path.append(value)
            if value == "VEVENT":
                found.append({"alarms": []})
        elif head == "END":
            assert path.pop() == value
        elif path[-1] == "VEVENT":
            text = re.sub(r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], value)
            found[-1][head] = text if head in ("SUMMARY", "DESCRIPTION") else value
        elif head == "TRIGGER":
            found[-1]["alarms"].append(value)
    assert path == []
    return found


def by_day(content: bytes) -> dict[str, dict[str, Any]]:
    return {event["DTSTART;VALUE=DATE"]: event for event in events(content)}


def test_lines_are_folded_and_texts_escaped_as_the_rfc_says(store: Store) -> None:
    content = made(store)
    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) == 75
    assert not [line for line in lines if re.search(rb"[\x00-\x1f\x7f]", line)]
    for line in lines:
        line.decode()  # no letter is parted
    raw = content.decode().replace("\r\n ", "")
    assert "Rà soát\\, đơn giản hóa\\; công khai “thủ tục” C:\\\\TTHC 🏛" in raw
    described = by_day(content)["20241110"]["DESCRIPTION"].split("\n")
    assert described[0] == f"Việc: {LONG_TASK.strip()}"
    assert described[1] == "Đơn vị: Phòng Nghiệp vụ 1; Phòng Nghiệp vụ 2"


def test_a_day_of_a_task_is_one_event_with_its_alarms_and_ends_the_next_day(store: Store) -> None:
    found = by_day(made(store))
    assert set(found) == {"20241110", "20241115", "20241130"}
    event = found["20241130"]
    assert event["DTEND;VALUE=DATE"] == "20241201"
    assert (event["SUMMARY"], event["STATUS"], event["TRANSP"]) == (
        "I.2: Kiểm tra",
        "CONFIRMED",
        "TRANSPARENT",
    )
    assert event["alarms"] == ["-P6DT16H", "-PT16H"]
    begins = datetime(2024, 11, 30)  # which is 8:00 of the 23rd and of the 29th
    assert begins - timedelta(days=6, hours=16) == datetime(2024, 11, 23, 8)
    assert begins - timedelta(hours=16) == datetime(2024, 11, 29, 8)
    assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
    assert len({event["UID"] for event in found.values()}) == 3


def test_a_unit_has_its_own_days_alone(store: Store) -> None:
    assert set(by_day(made(store, unit="stp-nv1"))) == {"20241110"}
    with pytest.raises(Refused) as none:
        made(store, unit="stp-thanhtra")
    assert none.value.code == "no_deadlines"


def test_a_second_export_updates_what_moved_and_cancels_what_a_newer_plan_dropped(store: Store) -> None:
    first = by_day(made(store))
    put(store, "05/11", {**OFFICE_SENDS, "schedule": "Trước ngày 20/11/2024"}, MONTHLY)
    then = date(2024, 11, 5)
    second = by_day(made(store, then))
    assert set(second) == {"20241110", "20241120", "20241125", "20241130", "20241225"}
    assert second["20241120"]["UID"] == first["20241115"]["UID"]  # moved
    assert second["20241110"]["UID"] == first["20241110"]["UID"]  # the same
    assert int(second["20241110"]["SEQUENCE"]) > int(first["20241110"]["SEQUENCE"])
    gone = second["20241130"]
    assert (gone["UID"], gone["STATUS"], gone["alarms"]) == (first["20241130"]["UID"], "CANCELLED", [])
    assert second["20241125"]["UID"] != second["20241225"]["UID"]
    assert by_day(made(store, then))["20241225"]["UID"] == second["20241225"]["UID"]


def test_what_was_handed_in_rings_no_more(store: Store) -> None:
    day = date(2024, 10, 31)
    for unit in ("stp-nv1", "stp-nv2"):
        office.submit(store, ADMIN, "stp", f"{PLAN}/I/1/{unit}/2024-11-10", office.HandedIn(day))
        event = by_day(made(store))["20241110"]
        assert event["SUMMARY"].startswith("✓") == (not event["alarms"]) == (unit == "stp-nv2")


def test_the_command_writes_the_days_that_it_lists(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, out = store.home, tmp_path / "lich.ics"
    store.close()
    assert main(["--home", str(home), "deadlines", "--from", "2024-11-12", "--out", str(out), "--json"]) == 0
    assert set(by_day(out.read_bytes())) == {"20241115", "20241130"}
    assert main(["--home", str(home), "deadlines", "--from", "2025-11-12", "--out", str(out)]) == 2
    assert "không có hạn nào" in capsys.readouterr().err
