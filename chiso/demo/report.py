"""Biểu II.06a, as the one-stop system counts it itself."""

from collections.abc import Sequence
from datetime import date

from chiso.demo.content import PROCEDURES
from chiso.demo.lives import Dossier
from chiso.demo.printing import dotted, vn
from chiso.demo.writers import Cell, html_xls


def field_report(dossiers: Sequence[Dossier], first: date, last: date) -> bytes:
    """The aggregated form for a month, counted by the system itself (a vanished dossier is not in it any more)."""
    rows: list[list[Cell]] = []
    counted: list[list[int]] = []
    for name in sorted({p.field for p in PROCEDURES}):
        of_field = [
            d
            for d in dossiers
            if d.procedure.field == name
            and d.received
            and d.received_on <= last
            and not (d.vanishes_after and d.vanishes_after < last)
            and not (d.finished and d.finished.date() < first)
        ]
        counts = _counts(of_field, first, last)
        if counts[0]:
            rows.append([name, *counts])
            counted.append(counts)
    total: list[Cell] = ["Tổng số", *(sum(column) for column in zip(*counted, strict=True))]
    wide = 13
    header = (
        f'<tr><td colspan="{wide}">Biểu số II.06a/VPCP/KSTT</td></tr>\n'
        f'<tr><td colspan="{wide}">TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC'
        f'</td></tr>\n<tr><td colspan="{wide}">Kỳ báo cáo: Tháng {last.month} năm {last.year} (Từ ngày {vn(first)} '
        f'đến ngày {vn(last)})</td></tr>\n<tr><td colspan="{wide}">Đơn vị tính: Số hồ sơ TTHC</td></tr>\n'
        '<tr><td rowspan="3">TT</td><td rowspan="3">Lĩnh vực</td><td colspan="4">Số hồ sơ tiếp nhận</td>'
        '<td colspan="4">Số hồ sơ đã giải quyết</td><td colspan="3">Số hồ sơ đang giải quyết</td></tr>\n'
        '<tr><td rowspan="2">Tổng số</td><td colspan="2">Trong kỳ</td><td rowspan="2">Từ kỳ trước</td>'
        '<td rowspan="2">Tổng số</td><td rowspan="2">Trước hạn</td><td rowspan="2">Đúng hạn</td>'
        '<td rowspan="2">Quá hạn</td><td rowspan="2">Tổng số</td><td rowspan="2">Trong hạn</td>'
        '<td rowspan="2">Quá hạn</td></tr>\n<tr><td>Trực tuyến</td><td>Trực tiếp, dịch vụ bưu chính</td></tr>\n'
        f"<tr>{''.join(f'<td>({i})</td>' for i in range(1, wide + 1))}</tr>\n"
    )
    body: list[list[Cell]] = [[i, *(dotted(value) for value in row)] for i, row in enumerate(rows, start=1)]
    return html_xls(header, [*body, [None, *(dotted(value) for value in total)]])


def _counts(dossiers: Sequence[Dossier], first: date, last: date) -> list[int]:
    """Columns 3–13 of the form; on time includes withdrawn and those without a due date."""
    online = direct = carried = early = on_time = late = in_time = overdue = 0
    for d in dossiers:
        if d.received_on < first:
            carried += 1
        elif d.channel == "online":
            online += 1
        else:
            direct += 1
        due = d.due_at(last)
        if d.finished and d.finished.date() <= last:
            day = d.finished.date()
            if d.is_withdrawn or due is None or day == due:
                on_time += 1
            elif day < due:
                early += 1
            else:
                late += 1
            continue
        paused = d.pause and d.pause.first <= last and (d.pause.last is None or d.pause.last > last)
        if due is not None and due < last and not paused:
            overdue += 1
        else:
            in_time += 1
    resolved, still = early + on_time + late, in_time + overdue
    return [
        resolved + still,
        online,
        direct,
        carried,
        resolved,
        early,
        on_time,
        late,
        still,
        in_time,
        overdue,
    ]
