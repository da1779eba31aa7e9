"""Percentages without their sign, told by the fraction beside them."""

import numpy as np
import pyarrow as pa

from chiso.core import vietnamese as vi
from chiso.intake.clean.cleaned import Work
from chiso.intake.clean.values import Column, Mask

_RATE_WORDS = ("ty le", "rate", "muc do", "phan tram", "satisfaction", "hai long", "giai ngan", "%")
_MOST_PRINTED = 2000  # rates of a file that are kept for the reconciliation


def confirm(work: Work, name: str, column: Column) -> Mask:
    """Makes fractions of the cells without % that numerator ÷ denominator confirms, empties the others: the answer.

    A printed rate may be rounded or cut off (54% of 54.64), so it may differ by one unit of its last digit. A % in
    the header speaks for its cells too, unless all of them are at most 1: real percentages of Excel look like that.
    """
    unsigned = np.zeros(len(work), dtype=np.bool_) if column.unsigned is None else column.unsigned
    values = column.values.to_numpy(zero_copy_only=False).astype(np.float64)
    confirmed = np.full(len(values), np.nan)
    for index, (top, bottom) in _fractions(work).items():
        if not unsigned[index] or np.isnan(values[index]):
            continue
        ratio = top / bottom
        unit = 10.0 ** -len(work.text(index, name).replace(",", ".").partition(".")[2])
        if abs(values[index] - ratio) < min(unit, 0.005) + 1e-9:
            confirmed[index] = values[index]
        elif abs(values[index] - ratio * 100) < min(unit, 1.0) + 1e-9:
            confirmed[index] = values[index] / 100
    if "%" in work.header(name) and np.nanmax(values[unsigned], initial=0.0) > 1:
        confirmed = np.where(unsigned & np.isnan(confirmed), values / 100, confirmed)
    loose = unsigned & ~_is_count(work)
    column.values = pa.array(np.where(loose, confirmed, values), pa.float64(), from_pandas=True)
    wrong: Mask = loose & np.isnan(confirmed)
    return wrong


def keep_printed(work: Work, name: str) -> None:
    """Rates printed beside their fraction, for the reconciliation."""
    values = work.columns[name].values.to_pylist()
    for index, (top, bottom) in _fractions(work).items():
        if index < _MOST_PRINTED and values[index] is not None:
            rate = {"row": int(work.row_no[index]), "text": work.text(index, name), "value": values[index]}
            work.printed.setdefault("rates", []).append({**rate, "numerator": top, "denominator": bottom})


def _fractions(work: Work) -> dict[int, tuple[float, float]]:
    """Data row -> numerator and denominator, where both stand there."""
    parts = [work.columns[name].values for name in ("numerator", "denominator") if name in work.columns]
    if len(parts) < 2:
        return {}
    rows = enumerate(zip(*(part.to_pylist() for part in parts), strict=True))
    return {index: (top, bottom) for index, (top, bottom) in rows if top is not None and bottom}


def _is_count(work: Work) -> Mask:
    """Measurements whose value is no percentage (initiatives, cases …), by the name of their indicator."""
    column = work.columns.get("indicator") if work.dataset.name == "measurements" else None
    if column is None:
        return np.zeros(len(work), dtype=np.bool_)
    names = [vi.fold(text or "rate") for text in column.values.to_pylist()]
    return np.array([not any(word in name for word in _RATE_WORDS) for name in names], dtype=np.bool_)
