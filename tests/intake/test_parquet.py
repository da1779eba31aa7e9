"""A .parquet gives the table that the same rows as a .csv give; what is damaged, nested or a bomb is refused."""

import base64
import io
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as encryption
import pytest

from chiso import figures
from chiso.core.errors import Refused
from chiso.core.settings import Limits
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.files.reading import read
from chiso.intake.recognise.layout import Answers
from chiso.store import originals
from tests.worlds import fresh_home
from tests.worlds.import_world import table_rows
from tests.worlds.people import ADMIN

TEXTS = """\
STT;Mã hồ sơ;Tên TTHC;Phòng xử lý;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc;Trạng thái
1;HS-1;Cấp phiếu;Văn phòng;Trực tuyến;02/05/2024 08:30;10/05/2024;09/05/2024;Đã trả kết quả
2;HS-2;Cấp phiếu;Văn phòng;Trực tiếp;03/05/2024 00:00;10/05/2024;;Đang xử lý
3;HS-3;Cấp phiếu;Văn phòng;;03/05/2024 15:00;10/06/2024;;Đang xử lý
"""
TYPED = {
    "STT": pa.array([1, 2, 3]),
    "Mã hồ sơ": pa.array(["HS-1", "HS-2", "HS-3"]).dictionary_encode(),
    "Tên TTHC": pa.array([b"C\xe1\xba\xa5p phi\xe1\xba\xbfu"] * 3),  # bytes that nobody called texts
    "Phòng xử lý": pa.array(["Văn phòng"] * 3, pa.large_string()),
    "Hình thức nộp": ["Trực tuyến", "Trực tiếp", " "],
    "Ngày tiếp nhận": [datetime(2024, 5, 2, 8, 30), datetime(2024, 5, 3), datetime(2024, 5, 3, 15)],
    "Ngày hẹn trả": [date(2024, 5, 10), date(2024, 5, 10), date(2024, 6, 10)],
    "Ngày kết thúc": [date(2024, 5, 9), None, None],
    "Trạng thái": ["Đã trả kết quả", "Đang xử lý", "Đang xử lý"],
}


def parquet(columns: Any, **options: Any) -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.table(columns), target, **options)
    return target.getvalue()


def cells(content: bytes, limits: Limits | None = None) -> list[list[str | None]]:
    reading = read("tệp.parquet", content, limits)
    assert (reading.format, reading.sheets[0].name) == ("parquet", "")
    return [list(row.values()) for row in reading.sheets[0].table.to_pylist()]


def refusal(content: bytes, limits: Limits | None = None) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        read("tệp.parquet", content, limits)
    assert "“tệp.parquet”" in caught.value.message
    assert "Hãy" in caught.value.message
    return caught.value.code, caught.value.message


def imported(home: Path, content: bytes, name: str) -> tuple[dict[str, Any], Any, Any]:
    """What the import said, without the file, the current records, and every figure."""
    with fresh_home.build(home) as store:
        upload = Upload(name, content, "stp", Answers(as_of=date(2024, 5, 31)))
        said = batch.import_file(store, ADMIN, upload).as_json()
        assert originals.load(store.home, said["sha256"]) == content
        assert batch.import_file(store, ADMIN, upload).status == "unchanged"
        asked = figures.newest(store, "stp")
        assert asked is not None
        left_out = {name: said.pop(name) for name in ("file", "sha256")}
        assert left_out["file"] == name
        known = table_rows(store, "dossiers_current")
        return said, known, [vars(value) for value in figures.levels(store, asked)]


def test_the_same_rows_as_text_and_as_columns_give_the_same(tmp_path: Path) -> None:
    as_text = imported(tmp_path / "text", TEXTS.encode(), "thang5.csv")
    as_columns = imported(tmp_path / "columns", parquet(TYPED), "thang5.parquet")
    assert as_columns == as_text
    assert (as_text[0]["status"], as_text[0]["rows_loaded"]) == ("imported", 2)
    assert [(one["row"], one["header"]) for one in as_text[0]["rejects"]] == [(4, "Hình thức nộp")]
    online = next(row for row in as_text[2] if row["indicator"] == "online_rate")
    assert (online["numerator"], online["denominator"]) == (1, 2)


def test_cells_are_spelt_as_exports_print_them() -> None:
    utc = pa.timestamp("us", "UTC")
    found = cells(
        parquet(
            {
                "số": pa.array([12.5, 1.131, 12.0, float("nan")]),
                "thập phân": pa.array([Decimal("12.50"), Decimal("-0.25"), Decimal("100.00"), None]),
                "nguyên": pa.array([2**62, -3, 0, None]),
                "có": pa.array([True, False, None, True]),
                "giờ": pa.array([time(8, 30), None, None, None]),
                "lúc": pa.array([datetime(2024, 5, 31, 17, 30, tzinfo=UTC), None, None, None], utc),
                "ngày": [datetime(2024, 5, 31), datetime(2024, 5, 31, 23, 59, 59, 700_000), None, None],
                "trống": pa.nulls(4),
            }
        )
    )
    assert found == [
        ["số", "thập phân", "nguyên", "có", "giờ", "lúc", "ngày", "trống"],
        [
            "12,5",
            "12,5",
            "4611686018427387904",
            "true",
            "08:30:00",
            "2024-06-01 00:30:00",
            "2024-05-31",
            None,
        ],
        ["1,1310", "-0,25", "-3", "false", None, None, "2024-06-01", None],
        ["12", "100", "0", None, None, None, None, None],
        [None, None, None, "true", None, None, None, None],
    ]


def test_rows_of_many_groups_keep_their_order_and_a_long_cell_its_place() -> None:
    numbers = list(range(50_000))
    rows = cells(parquet({"STT": numbers}, row_group_size=7_000))
    assert rows == [["STT"], *([str(number)] for number in numbers)]
    texts = ["a"] * 30_000 + ["b" * 100_001]
    code, message = refusal(parquet({"STT": range(30_001), "Ghi chú": texts}))
    assert code == "dangerous_file"
    assert "B30002" in message


def test_what_is_no_table_is_refused_with_its_column() -> None:
    nested = {"Mã": ["H1"], "Lịch sử": [[1, 2]]}
    code, message = refusal(parquet(nested))
    assert code == "not_a_table"
    assert "cột “Lịch sử”" in message
    code, message = refusal(parquet({"Mã": ["H1"], "Ảnh": [b"\xff\xd8\xff"]}))
    assert code == "unsupported_file"
    assert "cột “Ảnh”" in message


def test_a_damaged_or_encrypted_file_is_refused() -> None:
    whole = parquet({"Mã": [f"H{number}" for number in range(999)]})
    for damaged in (whole[:-9], whole[: len(whole) // 2], b"PAR1", b"PAR1" + bytes(200) + b"PAR1"):
        assert refusal(damaged)[0] == "damaged_file"
    told = parquet({"Mã": ["H-2024", "H-2025"]}, write_page_checksum=True, compression="none")
    assert cells(told) == [["Mã"], ["H-2024"], ["H-2025"]]
    assert refusal(told.replace(b"H-2024", b"H-2023", 1))[0] == "damaged_file"
    assert refusal(b"PARE" + whole[4:-4] + b"PARE")[0] == "protected_file"
    assert refusal(_with_locked_column())[0] == "protected_file"


def _with_locked_column() -> bytes:
    """Its footer is open, one of its columns is not."""

    class Keys(encryption.KmsClient):
        def wrap_key(self, key_bytes: bytes, _: str) -> bytes:
            return base64.b64encode(key_bytes)

    keys = {"footer_key": "a", "column_keys": {"b": ["Mã"]}, "plaintext_footer": True}
    table, target = pa.table({"Mã": ["H1"], "STT": [1]}), io.BytesIO()
    locked = encryption.CryptoFactory(lambda _: Keys()).file_encryption_properties(
        encryption.KmsConnectionConfig(), encryption.EncryptionConfiguration(**keys)
    )
    with pq.ParquetWriter(target, table.schema, encryption_properties=locked) as writer:
        writer.write_table(table)
    return target.getvalue()


def test_a_bomb_is_refused_whatever_size_it_has() -> None:
    """20 KB that stand for 3 GB: one text, said once and meant 100,000 times; and more rows than a table may have."""
    bomb = parquet({"Ghi chú": pa.DictionaryArray.from_arrays([0] * 100_000, ["x" * 30_000])})
    assert len(bomb) < 50_000
    assert refusal(bomb) == (
        "too_large",
        "Tệp “tệp.parquet” khi giải nén vượt 512 MB. Hãy chia nhỏ tệp, hoặc xóa hình ảnh và dòng thừa rồi nộp lại.",
    )
    assert refusal(bomb, Limits(child_memory_bytes=600_000_000))[0] == "dangerous_file"
    assert refusal(parquet({"STT": range(50)}), Limits(rows=20))[0] == "too_large"
    wide = {f"c{number}": [1] for number in range(30)}
    assert refusal(parquet(wide), Limits(columns=20))[0] == "too_large"
    assert refusal(parquet({"STT": range(50)}), Limits(upload_bytes=100))[0] == "too_large"


def test_a_large_file_of_the_disk_is_read_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "tệp.parquet"
    path.write_bytes(parquet({"STT": range(500)}))
    small = Limits(upload_bytes=100, csv_bytes=50_000)
    assert read("tệp.parquet", path, small).sheets[0].table.num_rows == 501
    with pytest.raises(Refused, match="vượt quá"):
        read("tệp.parquet", path, Limits(upload_bytes=100, csv_bytes=200))
