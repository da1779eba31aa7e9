"""Old workbooks (BIFF8 in an OLE container), record by record: nothing that is at hand writes them."""

import struct

BOF_OF_SHEET = struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)
BOF_OF_CHART = struct.pack("<HHHHII", 0x0600, 0x0020, 0, 0, 0, 0)
SECTOR = 512


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def label(row: int, column: int, text: str) -> bytes:
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def hundredths(row: int, column: int, *values: tuple[int, int]) -> bytes:
    """Whole hundredths and their styles in cells side by side, as a MULRK, or of one as an RK."""
    cells = [struct.pack("<Hi", style, value << 2 | 3) for value, style in values]
    if len(cells) == 1:
        return record(0x027E, struct.pack("<HH", row, column) + cells[0])
    ends = struct.pack("<H", column + len(cells) - 1)
    return record(0x00BD, struct.pack("<HH", row, column) + b"".join(cells) + ends)


def shape(number: int, code: str) -> bytes:
    """A number format."""
    return record(0x041E, struct.pack("<HHB", number, len(code), 0) + code.encode("latin-1"))


def style(shape: int) -> bytes:
    """The next style: of cells in that number format."""
    return record(0x00E0, struct.pack("<HH", 0, shape) + bytes(16))


def row_of(row: int, cells: int) -> bytes:
    return record(0x0208, struct.pack("<HHHHHHI", row, 0, cells, 0, 0, 0, 0))


def end_of_rows(begin: int, *steps: int) -> bytes:
    """What Excel writes behind the rows and cells of up to 32 rows: how far before it the first of these rows stands,
    and from each row's cells to those of the next (of the first: from behind its own record)."""
    return record(0x00D7, struct.pack(f"<I{len(steps)}H", begin, *steps))


def merge(first: int, last: int, left: int, right: int) -> bytes:
    return record(0x00E5, struct.pack("<5H", 1, first, last, left, right))


def stream_of(*sheets: tuple[str, int, bytes], styles: bytes = b"") -> bytes:
    """(name, kind, its records between BOF and EOF) of each sheet behind the styles and the list of them."""
    begins = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + styles
    size = len(begins) + sum(4 + 8 + 2 * len(name) for name, _, _ in sheets) + 4
    listed, bodies = b"", b""
    for name, kind, body in sheets:
        listed += record(
            0x0085,
            struct.pack("<IHBB", size + len(bodies), kind << 8, len(name), 1) + name.encode("utf-16-le"),
        )
        bodies += record(0x0809, BOF_OF_CHART if kind else BOF_OF_SHEET) + body + record(0x000A)
    return begins + listed + record(0x000A) + bodies


def workbook(stream: bytes) -> bytes:
    """An OLE container of one stream: header, table of sectors, folder, the stream in sectors behind them."""
    stream = stream.ljust(4096, b"\0")  # shorter ones would stand in the small stream
    count = -(-len(stream) // SECTOR)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + count), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = (name.encode("utf-16-le") + b"\0\0") if name else b""
        links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
        head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + links
        return head + bytes(36) + struct.pack("<IQ", start, size)

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    folder += entry("", 0, 0xFFFFFFFF, 0, 0) * 2
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + table + folder + stream.ljust(count * SECTOR, b"\0")


def table(rows: list[list[str]]) -> bytes:
    """A workbook of one sheet of texts."""
    body = b"".join(row_of(at, len(row)) for at, row in enumerate(rows))
    body += b"".join(
        label(at, column, text) for at, row in enumerate(rows) for column, text in enumerate(row) if text
    )
    return workbook(stream_of(("Bảng", 0, body)))
