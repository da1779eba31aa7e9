"""Columns with types (.parquet) -> the table of texts that the same rows as a text file give: the names of the columns
are the header, each cell is spelt as an export prints it. Batch by batch to the answer's file, no value as a Python
object. What a reader of Arrow makes of bytes on purpose is left to the caps of the child."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as arrow_parquet

from chiso.core.settings import MB
from chiso.intake.files.refusals import refusal
from chiso.intake.files.sheets import (
    ROWS_AT_ONCE,
    Job,
    Reading,
    Sheet,
    named,
    refuse_long_cells,
    without_blanks,
    write_batches,
)

_OFFICE = pa.scalar(7 * 3600, pa.duration("s"))  # Giờ Việt Nam, as in chiso.core.clock
_TEXTS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
_BYTES = (pa.types.is_binary, pa.types.is_large_binary)  # some programs do not say that their bytes are texts
_NUMBERS = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)
_OTHERS = (pa.types.is_boolean, pa.types.is_date, pa.types.is_time, pa.types.is_timestamp, pa.types.is_null)


def read(job: Job) -> Reading:
    """One sheet without a name, written to the job's folder: the names of the columns, then the rows."""
    try:
        with arrow_parquet.ParquetFile(job.path, page_checksum_verification=True) as file:
            fields = list(file.schema_arrow)
            _refuse_nested(job, fields)
            schema = pa.schema([(f"c{number}", pa.string()) for number in range(len(fields))])
            write_batches(job, 0, schema, _texts(job, file, schema))
    except (pa.ArrowException, OSError) as error:
        if getattr(error, "errno", None) or isinstance(error, MemoryError):
            raise
        is_locked = "crypt" in str(error)
        raise refusal("encrypted" if is_locked else "damaged_columns", job.file_name) from error
    return Reading([Sheet("", True, named([], 0))], job.kind, written=True)


def _refuse_nested(job: Job, fields: list[pa.Field]) -> None:
    """A cell that is a list or a record itself has no place in a table."""
    if len(fields) > job.limits.columns:
        raise refusal("too_many_cells", job.file_name, rows=1, width=len(fields))
    for one in fields:
        kind = one.type.value_type if pa.types.is_dictionary(one.type) else one.type
        if not any(fits(kind) for fits in (*_TEXTS, *_BYTES, *_NUMBERS, *_OTHERS)):
            raise refusal("nested_column", job.file_name, column=one.name[:100])


def _texts(job: Job, file: arrow_parquet.ParquetFile, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    names = file.schema_arrow.names
    yield pa.record_batch([without_blanks(pa.array([name], pa.string())) for name in names], schema)
    rows = size = 0
    for batch in file.iter_batches(ROWS_AT_ONCE, use_threads=False):
        columns = [_column(job, *column) for column in zip(names, batch.columns, strict=True)]
        table = pa.record_batch(columns, schema)
        refuse_long_cells(job, pa.Table.from_batches([table]), above=rows + 1)
        rows, size = rows + table.num_rows, size + table.nbytes
        if rows >= job.limits.rows or rows * len(names) > job.limits.cells:
            raise refusal("too_many_cells", job.file_name, rows=rows, width=len(names))
        if size > job.limits.csv_bytes:  # a short text said once and meant a million times
            raise refusal("unpacks_too_far", job.file_name, most=job.limits.csv_bytes // MB)
        yield table


def _column(job: Job, name: str, column: pa.Array) -> pa.Array:
    kind = column.type
    if pa.types.is_timestamp(kind):
        column = _moments(column)
    elif pa.types.is_date(kind):
        column = column.cast(pa.date32()).cast(pa.string())
    elif pa.types.is_time(kind):
        column = pc.utf8_slice_codeunits(column.cast(pa.string()), 0, 8)
    elif pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        column = _decimals(column)
    try:
        return without_blanks(column.cast(pa.string()))
    except pa.ArrowInvalid as error:
        raise refusal("column_without_text", job.file_name, column=name[:100]) from error


def _moments(column: pa.Array) -> pa.Array:
    """As a workbook's are read: `2024-05-06 08:30:00`, a whole day `2024-05-06`; one that names its zone in the
    office's time."""
    moments = pc.round_temporal(column.cast(pa.timestamp(column.type.unit)), unit="second")
    moments = moments.cast(pa.timestamp("s"), safe=False)
    if column.type.tz:
        moments = pc.add(moments, _OFFICE)
    return pc.replace_substring(moments.cast(pa.string()), " 00:00:00", "")


def _decimals(column: pa.Array) -> pa.Array:
    """`12.5` -> `12,5`, `12.0` -> `12`, `nan` -> nothing. Three decimals get a zero behind them: `1,131` alone could be
    a thousand and more."""
    texts = column.cast(pa.string())
    if pa.types.is_decimal(column.type) and column.type.scale > 0:
        texts = pc.replace_substring_regex(texts, r"\.?0+$", "")
    texts = pc.if_else(pc.equal(texts, "nan"), pa.scalar(None, pa.string()), texts)
    return pc.replace_substring_regex(pc.replace_substring(texts, ".", ","), r"^(-?\d{1,3},\d{3})$", r"\10")
