"""Time of cleaning 100,000 dossiers of fifteen columns. Run it by hand: python tests/bench/bench_cleaning.py

Prints seconds and the ratio to a plain pass over the same cells in Python, which a busy machine slows just as much.
"""

import random
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pyarrow as pa

from chiso.intake.clean.cleaning import clean
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.layout import Layout

ROWS = 100_000
FIELDS = (
    *("dossier_id", "procedure_name", "field", "unit", "official", "channel", "submitted_at", "received_at"),
    *("due_at", "finished_at", "status", "pause_reason", "has_e_result", "note"),
)


def cells(rows: int) -> pa.Table:
    """A table as the reader hands it over: all text."""
    dice = random.Random(1)
    start = datetime(2024, 1, 2, 7, 30)

    def moment(n: int, days: int) -> str:
        return (start + timedelta(minutes=n * 4, days=days)).strftime("%d/%m/%Y %H:%M")

    columns: list[list[str | None]] = [
        [str(n + 1) for n in range(rows)],
        [f"000.00.08.H32-24{n:06d}-{n % 10_000:04d}" for n in range(rows)],
        [dice.choice(["Cấp Phiếu lý lịch tư pháp", "Nhập quốc tịch Việt Nam"]) for _ in range(rows)],
        [dice.choice(["Lý lịch tư pháp", "Quốc tịch", "Công chứng"]) for _ in range(rows)],
        [dice.choice(["Phòng HCTP", "TT-BTTP", "Văn phòng Sở"]) for _ in range(rows)],
        [dice.choice(["Đỗ Thanh Sơn", "Bùi Quang Huy", "Trần Quốc Bảo"]) for _ in range(rows)],
        [dice.choice(["Trực tuyến", "Trực tiếp", "BCCI"]) for _ in range(rows)],
        [moment(n, 0) for n in range(rows)],
        [moment(n, 1) for n in range(rows)],
        [moment(n, 12) for n in range(rows)],
        [moment(n, 9) if n % 3 else None for n in range(rows)],
        ["Đã trả kết quả" if n % 3 else "Đang xử lý" for n in range(rows)],
        [None] * rows,
        [dice.choice(["x", None]) for _ in range(rows)],
        [f"Ghi chú số {n}, gọi 09{n:08}" if n % 10 == 0 else None for n in range(rows)],
    ]
    head: list[str] = ["STT", *FIELDS]
    return pa.table({f"c{n}": pa.array([head[n], *column], pa.string()) for n, column in enumerate(columns)})


def main() -> None:
    """Prints the best of three."""
    table = cells(ROWS)
    columns = {name: place + 1 for place, name in enumerate(FIELDS)}
    layout = Layout("dossiers", "S", 1, 1, columns, dict.fromkeys(columns, ""), stt_column=0)
    sheet = Sheet("S", True, table)
    base = min(
        timed(lambda: [text and text.strip() for c in table.columns for text in c.to_pylist()])
        for _ in range(3)
    )
    best = min(timed(lambda: clean(sheet, layout, date(2025, 12, 31), "bench.csv")) for _ in "123")
    print(
        f"clean {ROWS:,} × {table.num_columns}: {best:.2f} s; plain pass {base:.2f} s; ratio {best / base:.2f}"
    )


def timed(work: object) -> float:
    """Seconds of one call."""
    begun = time.perf_counter()
    assert callable(work)
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
