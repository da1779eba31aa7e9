"""Tiny hand-made exports for tests of what is kept and what counts: rows go in as cleaned, without a spreadsheet."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from chiso.core.vietnamese import fold
from chiso.intake.clean.cleaned import Cleaned, Reject
from chiso.intake.commit import batch, comparing, slices
from chiso.intake.commit.preview import unchanged
from chiso.intake.commit.stages import CleanedFile, ImportResult, Preview, Upload
from chiso.intake.datasets import DATASETS, columns_of
from chiso.intake.recognise.layout import Answers, Layout
from chiso.intake.recognise.memory import Recognised
from chiso.intake.recognise.overview import Glimpse
from chiso.store import Store, originals
from tests.worlds.people import ADMIN

TYPES = {
    "VARCHAR": pa.string(),
    "TIMESTAMP": pa.timestamp("us"),
    "DATE": pa.date32(),
    "BOOLEAN": pa.bool_(),
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
    "DOUBLE": pa.float64(),
}


def day(text: str) -> date:
    """'31/3' of 2024, or '31/3/2023'."""
    parts = [int(part) for part in text.split("/")]
    return date(parts[2] if len(parts) > 2 else 2024, parts[1], parts[0])


def moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.combine(day(text), datetime.min.time())


def dossier(key: str, **values: Any) -> dict[str, Any]:
    """A dossier row: received 1/3, due 15/3, in progress, unless said otherwise. Dates as '31/3'."""
    row: dict[str, Any] = {
        "dossier_id": key,
        "procedure_name": "Đăng ký hộ tịch",
        "unit_text": "Phòng A",
        "channel": "online",
        "received_at": "1/3",
        "due_at": "15/3",
        "finished_at": None,
        "status": "processing",
    } | values
    for name in ("submitted_at", "received_at", "due_at", "finished_at", "returned_at"):
        if isinstance(row.get(name), str):
            row[name] = moment(row[name])
    return row


DOSSIER_COLUMNS = (
    "dossier_id",
    "procedure_name",
    "unit",
    "channel",
    "received_at",
    "due_at",
    "finished_at",
    "status",
    "official",
    "note",
)


class World:
    """A store and the few lines that put an export into it."""

    def __init__(self, store: Store, agency: str = "stp") -> None:
        self.store = store
        self.agency = agency

    def look(
        self,
        rows: Sequence[dict[str, Any]],
        as_of: date | str,
        *,
        dataset: str = "dossiers",
        columns: Iterable[str] | None = None,
        period: tuple[date, date] | None = None,
        source: str = "",
        rejected: Sequence[str] = (),
        mode: str | None = None,
        answers: Answers | None = None,
        salt: str = "",
    ) -> Preview:
        """The preview of an export with these rows; equal arguments are the same bytes."""
        as_of = day(as_of) if isinstance(as_of, str) else as_of
        fields = list(columns or (DOSSIER_COLUMNS if dataset == "dossiers" else rows[0]))
        fields = list(dict.fromkeys("unit" if name in ("unit_text", "unit_key") else name for name in fields))
        said = [dataset, list(rows), as_of, fields, period, source, list(rejected), salt]
        content = json.dumps(said, default=str, sort_keys=True).encode()
        cleaned = Cleaned(
            dataset,
            self._table(dataset, rows, {column for name in fields for column in columns_of(name)}),
            fields,
            rejects=[_reject(number, key) for number, key in enumerate(rejected, start=100)],
            rows_rejected=len(rejected),
        )
        found = Layout(dataset, "Sheet1", 1, 1, {}, {}, period=period, source_filter=source, as_of=as_of)
        said = answers or Answers()
        upload = Upload("tep.xlsx", content, self.agency, said, mode)
        result = ImportResult(upload.file, originals.digest(content)).with_layout(found)
        looked = CleanedFile(
            upload=upload,
            result=result.with_rows(cleaned, as_of, []),
            glimpse=Glimpse({}, {}),
            recognised=Recognised(found, said),
            as_of=as_of,
            as_of_from="sheet",
            cleaned=cleaned,
            slice=slices.slice_of(found, as_of, cleaned),
        )
        if same := unchanged(self.store, looked):
            return same
        return comparing.compared(self.store, comparing.with_unit_questions(self.store, looked))

    def put(self, rows: Sequence[dict[str, Any]], as_of: date | str, **more: Any) -> ImportResult:
        """Imports an export with these rows."""
        return batch.commit(self.store, ADMIN, self.look(rows, as_of, **more))

    def number(self, rows: Sequence[dict[str, Any]], as_of: date | str, **more: Any) -> int:
        """Imports and answers the import's number; fails if it was not imported."""
        result = self.put(rows, as_of, **more)
        assert result.status == "imported", result.error
        assert result.import_id is not None
        return result.import_id

    def known(self, table: str = "dossiers_current") -> dict[str, dict[str, Any]]:
        """{record_key: row} of a table of current rows."""
        rows = table_rows(self.store, table)
        return {row["record_key"]: row for row in rows if row["agency"] == self.agency}

    def statuses(self) -> dict[int, str]:
        """{import_id: status} of the agency's imports."""
        rows = self.store.rows("imports/list")
        return {row["import_id"]: row["status"] for row in rows if row["agency"] == self.agency}

    def _table(self, dataset: str, rows: Sequence[dict[str, Any]], present: set[str]) -> pa.Table:
        schema = []
        for column in self.store.rows("store/columns", tables=[dataset]):
            if column["column_name"] != "import_id":
                schema.append((column["column_name"], TYPES[column["data_type"]]))
        filled = []
        for number, row in enumerate(rows, start=2):
            key = " | ".join(str(row[name]) for name in DATASETS[dataset].key if row.get(name) is not None)
            kept = {name: value for name, value in row.items() if name in present}
            if kept.get("unit_text"):
                kept["unit_key"] = fold(kept["unit_text"])
            filled.append({"row_no": number, "record_key": key} | kept)
        return pa.Table.from_pylist(filled, schema=pa.schema(schema))


def _reject(row: int, key: str) -> Reject:
    return Reject(
        "Sheet1", row, "due_at", "Ngày hẹn trả", "32/13/2024", "bad_date", "Không đọc được ngày", key
    )


def table_rows(store: Store, table: str) -> list[dict[str, Any]]:
    """Every row of a table; the one place where tests read tables without a named query."""
    with store._cursor() as cursor:
        found = cursor.execute(f"select * from {table}")  # noqa: S608
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
