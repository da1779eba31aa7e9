"""Rates: what stands without a % sign is one only where its parts or its header say so; the rest is rejected or told
(shared contract, "Datasets")."""

import numpy as np
import pyarrow as pa

from chiso.core import vietnamese as vi
from chiso.intake.clean import checks
from chiso.intake.clean.cleaned import Work
from chiso.intake.clean.prepare import is_beside_plan
from chiso.intake.clean.values import MOST_OF_FRACTIONS, Column, Mask
from chiso.intake.recognise.headings import are_percent, money_in
from chiso.intake.recognise.layout import measures

_RATE_WORDS = ("ty le", "rate", "muc do", "phan tram", "satisfaction", "hai long", "giai ngan", "%")
_RATE, _WHOLE = "ty le", 100  # what names a rate, and the most that one is
_MOST_PRINTED = 2000  # rates of a file that are kept for the reconciliation


def settle(work: Work) -> None:
    """Percentages confirmed or taken away, and what is to be told of what was reported."""
    _reject_other_money(work)
    _percentages(work)
    if work.dataset.name == "measurements":
        _warn_of_plans(work)
        _warn_of_empty(work)


def _reject_other_money(work: Work) -> None:
    """What was spent in millions of a plan in thousands of millions is no rate, and nobody says which is meant."""
    for index in _fractions(work):
        spent, planned = (work.header(name, index) for name in ("numerator", "denominator"))
        money = {money_in(spent), money_in(planned)} - {None}
        if len(money) > 1:
            message = (
                f"Cột “{spent}” và cột “{planned}” ghi tiền theo hai đơn vị khác nhau nên không chia được cho nhau. "
                "Hãy ghi cả hai theo cùng một đơn vị."
            )
            work.reject(index, "", "bad_number", message)


def _percentages(work: Work) -> None:
    """Without %, a percentage holds only where numerator and denominator confirm it."""
    for name, column in work.columns.items():
        known = work.dataset.by_name[name]
        if known.kind != "percent":
            continue
        _keep_printed(work, name)
        if not column.unsigned.any():
            continue
        wrong = _confirm(work, name, column)
        if work.dataset.name == "measurements":
            for index in np.flatnonzero(wrong):
                shown = f"“{work.text(int(index), name)}” ở cột “{work.header(name, int(index))}”"
                message = (
                    f"{shown} không có dấu % và không khớp tử số chia mẫu số, nên không biết là tỷ lệ phần "
                    "trăm hay phân số. Hãy ghi dấu % ở ô, tên cột hay tiêu đề."
                )
                work.reject(int(index), name, "bad_number", message)
        elif wrong.any():
            rows = work.row_no[wrong]
            work.warn(
                "unreadable_value",
                f"Cột “{work.header(name)}”: {vi.format_number(len(rows))} ô không có dấu % nên để trống "
                f"({checks.listed(rows)}).",
            )


def _warn_of_empty(work: Work) -> None:
    """Rows that say nothing of what was reached, of months to come: they are kept and count nowhere
    (queries/figures/measurements.sql)."""
    given = [work.columns[name].empty for name in ("numerator", "value") if name in work.columns]
    rows = work.row_no[np.logical_and.reduce(given, axis=0)] if given else work.row_no[:0]
    if len(rows):
        work.warn(
            "no_result",
            f"{vi.format_number(len(rows))} dòng chưa ghi kết quả ({checks.listed(rows)}): chưa được tính; số của lần "
            "báo cáo trước, nếu có, vẫn giữ.",
        )


def _warn_of_plans(work: Work) -> None:
    """What is called a rate, with plain numbers up to 100 for what was planned and reached: they are read as parts,
    and may be rates themselves ("Kế hoạch 95, thực hiện 90"). Not where the row says in what it is measured."""
    if not is_beside_plan(work.layout):
        return
    said = [work.columns["value"].texts] if "value" in work.columns else []
    said += [work.rows.cells(work.sheet.table.column(one)) for one in measures(work.layout)]
    rows = [
        int(work.row_no[index])
        for index, parts in _fractions(work).items()
        if max(parts) <= _WHOLE and vi.fold(work.text(index, "indicator")).startswith(_RATE)
        if not any(texts[index].as_py() for texts in said)
    ]
    if rows:
        reached, planned = (work.header(name) for name in ("numerator", "denominator"))
        work.warn(
            "rates_by_parts",
            f"{vi.format_number(len(rows))} tỷ lệ ghi hai số không kèm dấu % ({checks.listed(rows)}): được đọc là "
            f"“{reached}” chia cho “{planned}”. Nếu hai số đó đã là phần trăm, hãy ghi kèm dấu %.",
        )


def _confirm(work: Work, name: str, column: Column) -> Mask:
    """Makes fractions of the cells without % that numerator ÷ denominator confirms, empties the others: the answer.

    A printed rate may be rounded or cut off (54% of 54.64), so it may differ by one unit of its last digit. A % in
    the header, or behind the title, speaks for its cells too, unless all of them are at most 2: fractions up to 200%
    look like that.
    """
    unsigned = column.unsigned
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
    is_said = "%" in work.header(name) or are_percent(work.layout.title)
    if is_said and np.nanmax(values[unsigned], initial=0.0) > MOST_OF_FRACTIONS:
        confirmed = np.where(unsigned & np.isnan(confirmed), values / 100, confirmed)
    loose = unsigned & ~_is_count(work)
    column.values = pa.array(np.where(loose, confirmed, values), pa.float64(), from_pandas=True)
    wrong: Mask = loose & np.isnan(confirmed)
    wrong[len(wrong) if work.ends is None else work.ends :] = False
    return wrong


def _keep_printed(work: Work, name: str) -> None:
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
    """Measurements whose value is no percentage (initiatives, cases …): as the catalogue says, of an indicator that it
    does not know by its name."""
    column = work.columns.get("indicator") if work.dataset.name == "measurements" else None
    if column is None:
        return np.zeros(len(work), dtype=np.bool_)
    names = [text or "rate" for text in column.values.to_pylist()]
    told = {name: any(word in vi.fold(name) for word in _RATE_WORDS) for name in names}
    told |= {name: kind == "rate" for name, kind in work.kinds.items()}
    return np.array([not told[name] for name in names], dtype=np.bool_)
