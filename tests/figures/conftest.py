"""What several files about figures have at hand."""

from pathlib import Path

import pytest

from tests.worlds.demo_home import built_once
from tests.worlds.half_year import home


@pytest.fixture(scope="session")
def half_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed home of the half-year: never open it, open a copy."""
    return built_once(tmp_path_factory, "half-year", home.build)
