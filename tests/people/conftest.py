"""The time in tests of accounts."""

import pytest

from tests.worlds.people import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("chiso.core.clock.utc_now", made)
    return made
