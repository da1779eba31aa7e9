"""Decks of one unit and of many, with long and hostile names, stay on their slides and open in LibreOffice.

Twelve units in a usual run; one, five, twelve and forty in a long one.
"""

import io
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pptx import Presentation

from chiso import figures
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.present import deck
from chiso.present import outputs as present
from chiso.present.deck import Choice
from chiso.reference import changes
from chiso.store import Store
from tests import conftest
from tests.worlds import fresh_home
from tests.worlds.people import ADMIN

AS_OF = date(2024, 10, 31)
HEAD = (
    "STT;Mã hồ sơ;Tên TTHC;Phòng xử lý;Cán bộ thụ lý;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;"
    "Ngày kết thúc;Trạng thái"
)
HOSTILE = (
    '=cmd|"/C calc"!A0',
    "<script>alert(1)</script>",
    "![x](http://example.invalid/x.png)",
    "@SUM(A1)",
    "Đ" * 120,
)
LONG = "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú tại Việt Nam " * 3


def names(count: int) -> list[str]:
    """Unit names: hostile ones first, then long ones."""
    long = [f"Phòng Văn bản quy phạm pháp luật và Theo dõi thi hành pháp luật số {i}" for i in range(count)]
    return [*HOSTILE, *long][:count]


def rows(units: list[str]) -> Iterator[str]:
    """Per unit: one resolved, one overdue, one due soon."""
    for place, unit in enumerate(units):
        quoted = '"' + unit.replace('"', '""') + '"'
        first = AS_OF - timedelta(days=40 + place)
        for kind, (channel, due, done, status) in enumerate(
            (
                (
                    "Trực tuyến",
                    first + timedelta(days=10),
                    f"{first + timedelta(days=9):%d/%m/%Y}",
                    "Đã trả kết quả",
                ),
                ("Trực tiếp", first + timedelta(days=10), "", "Đang xử lý"),
                ("Trực tiếp", AS_OF + timedelta(days=1), "", "Đang xử lý"),
            )
        ):
            number = f"HS-{place:03}-{kind}"
            yield (
                f"{place * 3 + kind + 1};{number};{LONG};{quoted};{LONG[:60]};{channel};{first:%d/%m/%Y};"
                f"{due:%d/%m/%Y};{done};{status}"
            )


SIZES = (1, 5, 12, 40) if conftest.LONG else (12,)


@pytest.fixture(params=SIZES)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Store, int]]:
    units = names(request.param)
    with fresh_home.build(tmp_path / "home") as store:
        for place, unit in enumerate(units):
            changes.add_unit(store, ADMIN, "stp", f"x-{place}", name=unit)
        file = tmp_path / "ho_so.csv"
        file.write_text("\n".join((HEAD, *rows(units))), encoding="utf-8-sig")
        result = batch.import_file(store, ADMIN, Upload.of_path(file, answers=Answers(as_of=AS_OF))).as_json()
        assert (result["status"], result["unknown_units"]) == ("imported", []), result
        yield store, request.param


def test_a_deck_of_any_number_of_units_stays_on_its_slides_and_converts(home, tmp_path):
    store, count = home
    look = present.look_at(store, figures.newest(store, "stp"))
    content = deck.make(look, Choice((*Choice().topics, "units")))
    presentation = Presentation(io.BytesIO(content))
    # of tasks, petitions, criteria, indices, the plan and of columns of digitising there is no file, and
    # nothing was concluded yet: one slide says so; one unit has no comparison
    assert len(presentation.slides) == 14 - 7 + 1 + count - (count == 1)
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= presentation.slide_width, shape.name
            assert shape.top + shape.height <= presentation.slide_height, shape.name
            if shape.has_table:
                cut = [cell.text for cell in shape.table.iter_cells() if cell.text.endswith("…")]
                assert cut == [], (slide.shapes.title.text, cut)
    overdue = next(s for s in presentation.slides if s.shapes.title and "quá hạn" in s.shapes.title.text)
    assert overdue.shapes.title.text.startswith(f"{count} hồ sơ quá hạn")
    if count == SIZES[-1]:
        converts(content, tmp_path, len(presentation.slides))


def converts(content: bytes, folder: Path, slides: int) -> None:
    """LibreOffice opens the deck and draws every slide."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine")
    (folder / "deck.pptx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "deck.pptx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    assert (folder / "deck.pdf").stat().st_size > 10_000
    if info := shutil.which("pdfinfo"):
        said = subprocess.run(
            [info, str(folder / "deck.pdf")], check=True, capture_output=True, text=True
        ).stdout
        assert f"Pages:           {slides}\n" in said
