"""Moments are UTC, people see Giờ Việt Nam, whatever the machine's own zone is."""

import subprocess
import sys
from datetime import datetime

import pytest

from chiso.core import clock


def test_people_see_vietnams_clock() -> None:
    assert clock.show(datetime(2024, 10, 31, 17, 5)) == "01/11/2024 00:05"
    assert clock.show(None) == ""
    assert clock.iso(datetime(2024, 10, 31, 17, 5)) == "2024-10-31T17:05:00.000+00:00"
    assert clock.read("2024-10-31T17:05:00.000+00:00") == datetime(2024, 10, 31, 17, 5)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "America/New_York"])
def test_the_machines_zone_does_not_matter(zone: str) -> None:
    code = (
        "from datetime import UTC, datetime; from chiso.core import clock;"
        "print(abs((clock.utc_now() - datetime.now(UTC).replace(tzinfo=None)).total_seconds()) < 5,"
        "clock.today() == clock.local(clock.utc_now()).date())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"TZ": zone}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True"]
