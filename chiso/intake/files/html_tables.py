"""HTML tables saved as .xls. All tables of the page stand under one another in one sheet, as Excel opens them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from chiso.core.errors import Refused
from chiso.intake.files.refusals import refusal
from chiso.intake.files.sheets import Grid, Job, Ragged, Reading, is_blank
from chiso.intake.files.texts import decode

SKIPPED = {"script", "style", "head", "title", "xml", "noscript", "template", "object", "select", "colgroup"}
BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "center", "blockquote", "pre"}
BLANKS = re.compile(r"[ \t\r\n\f]+")
# What holds no tags of the page, and the tags of tables, none of which a parser may make up or lose.
QUIET = re.compile(r"<!--.*?-->|<(script|style|xml)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
TAGS = re.compile(r"<(/?table|tr)(?=[\s/>])", re.IGNORECASE)
_SPANNED = {"colspan": "cột", "rowspan": "dòng"}
UNTIDY = re.compile(r"[\t\r\n\f]|  ")


def read(job: Job) -> Reading:
    """One sheet; text between tables has rows of its own."""
    text, encoding = decode(job)
    # NUL and other control characters end the text for libxml2.
    text = re.sub(r"[\x00-\x08\x0b\x0e-\x1f]", "", text)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    if root is None or root.find(".//table") is None:
        raise Refused(
            "not_a_table",
            f"{job.subject} là trang web lưu lại, không có bảng nào. Hãy kết xuất lại danh sách từ hệ thống nguồn.",
        )
    _refuse_damaged(job, text, root)
    page = _Page(job, nested=root.find(".//table//table") is not None)
    body = root.find("body")
    page.block(root if body is None else body)
    sheet = page.grid.sheet("")
    if not sheet.table.num_columns:
        raise Refused(
            "empty_file", f"{job.subject} có bảng nhưng các ô đều trống. Hãy kết xuất lại từ hệ thống nguồn."
        )
    return Reading([replace(sheet, ragged=page.ragged())], job.kind, encoding)


def _refuse_damaged(job: Job, text: str, root: Any) -> None:
    """A page that ends inside a table, or of whose rows the parser lost some (an attribute that does not end) or cells
    fell out (a tag that is none): what is left would be imported as if it were all. Tags that HTML lets stand open (tr,
    td) are none of it."""
    tags = [tag.lower() for tag in TAGS.findall(QUIET.sub("", text))]
    if tags.count("table") > tags.count("/table"):
        raise refusal("cut_off", job.file_name, where="bảng trong tệp không có chỗ kết thúc")
    adrift = (cell.getparent().tag != "tr" for cell in root.iter("td", "th"))
    if tags.count("tr") > len(root.findall(".//tr")) or any(adrift):
        raise refusal("damaged", job.file_name)


class _Page:
    """Lays the page out on a grid. `next_row` is the first row below everything so far, 0-based; `nested`: whether
    there are tables within tables."""

    def __init__(self, job: Job, nested: bool) -> None:
        self.job = job
        self.nested = nested
        self.grid = Grid(job)
        self.next_row = 0
        self.pending: list[str] = []
        self.cells: dict[int, int] = {}  # row -> how many it has

    def flush(self) -> None:
        """The text collected outside tables becomes a row of its own."""
        text = _tidy("".join(self.pending))
        self.pending.clear()
        if not is_blank(text):
            self.grid.put(self.next_row, [text])
            self.next_row += 1

    def block(self, root: Any) -> None:
        """Everything under an element that is no table: text rows and tables. Without recursion: pages nest deep."""
        for event, element in _walk(root):
            if event == "table":
                self.flush()
                self.table(element)
            elif event == "text":
                self.pending.append(element)
            else:
                self.flush()
        self.flush()

    def table(self, table: Any) -> None:
        """A table's rows; a row that only frames other tables gives way to them. No cell reaches beyond its table."""
        self.grid.covered.clear()
        for row in _rows(table):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            if self.nested and any(cell.find(".//table") is not None for cell in cells):
                for cell in cells:
                    self.block(cell)
                self.grid.covered.clear()
            else:
                self.row(cells)

    def row(self, cells: list[Any]) -> None:
        texts: list[str | None] = []
        for cell in cells:
            column = self.grid.next_free(self.next_row, texts)
            texts.append(_text(cell))
            if cell.attrib:
                width, height = self.span(cell, "colspan"), self.span(cell, "rowspan")
                texts += [None] * (width - 1)
                self.grid.merge(self.next_row, column, height, width)
        self.grid.put(self.next_row, texts)
        self.cells[self.next_row] = len(texts)
        self.next_row += 1

    def ragged(self) -> list[Ragged]:
        """Rows of another number of cells than is usual that fill half of it: a tag was lost, the rest has slipped."""
        usual = max(
            Counter(self.cells.values()).items(), key=lambda item: (item[1], item[0]), default=(0, 0)
        )[0]
        rows = ((row, cells) for row, cells in self.cells.items() if cells != usual)
        filled = {row: sum(not is_blank(text) for text in self.grid.rows[row]) for row, _ in rows}
        return [(row + 1, self.cells[row], usual) for row, many in filled.items() if many * 2 >= usual]

    def span(self, cell: Any, name: str) -> int:
        """A colspan or rowspan; an absurd one is refused, as it would cost memory without end."""
        written = cell.get(name)
        digits = re.match(r"\s*(\d+)", written) if written else None
        if not digits:
            return 1
        if len(digits.group(1)) > 9 or int(digits.group(1)) > self.job.limits.largest_span:
            raise Refused(
                "dangerous_file",
                f"{self.job.subject} có một ô gộp trải qua quá nhiều {_SPANNED[name]} (nhiều nhất "
                f"{self.job.limits.largest_span}). Hãy kết xuất lại tệp từ hệ thống nguồn.",
            )
        return max(1, int(digits.group(1)))


def _rows(table: Any) -> Iterator[Any]:
    """The rows of this table, not of tables in its cells; cells without a row count as one row."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _walk(root: Any) -> Iterator[tuple[str, Any]]:
    if root.text:
        yield "text", root.text
    stack, trail = [iter(root)], [root]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            done = trail.pop()
            if done is not root and done.tag in BLOCKS:
                yield "break", None
            if done is not root and done.tail:
                yield "text", done.tail
        elif child.tag == "table" or child.tag in SKIPPED:
            if child.tag == "table":
                yield "table", child
            if child.tail:
                yield "text", child.tail
        else:
            if child.tag in BLOCKS or child.tag == "br":
                yield "break", None
            if child.text:
                yield "text", child.text
            trail.append(child)
            stack.append(iter(child))


def _text(cell: Any) -> str:
    """A cell's text: runs of blanks are one blank, <br> and blocks are line breaks, NBSP stays."""
    if len(cell) == 0:
        return _tidy(cell.text or "")
    parts: list[str] = []
    for event, part in _walk(cell):
        parts.append(BLANKS.sub(" ", part) if event == "text" else "\n")
    lines = (line.strip(" ") for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _tidy(text: str) -> str:
    return (BLANKS.sub(" ", text) if UNTIDY.search(text) else text).strip(" ")
