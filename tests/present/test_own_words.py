"""Words over a slide's proposals: they stand where they were written, and nowhere once the figures are others."""

from dataclasses import replace

import pytest

from chiso.core.errors import ChisoError, Refused
from chiso.present.chart import Chart, Series
from chiso.present.columns import Column, Table
from chiso.present.deck import own_words
from chiso.present.slides import Slide, too_long

COLUMNS = (Column("Thủ tục"), Column("Trễ"), Column("Vì sao"))
ROWS = (("Đăng ký khai sinh", "126", "chờ 2 phòng"), ("Chứng thực", "5", ""))
SLIDE = Slide(
    "overdue",
    "17 hồ sơ quá hạn",
    "đến 31/10",
    Chart("bars", ("Phòng A", "Phòng B"), (Series("", (12.0, 5.0)),), source="phiên bản 47"),
    Table(COLUMNS, ROWS),
    lines=("Phòng A còn 12", "Phòng B còn 5"),
    line_below="hiện còn 17",
    speaker_note="Hỏi Phòng A",
)


def with_chart(*numbers: float, source: str = "phiên bản 47") -> Slide:
    return replace(SLIDE, chart=Chart("bars", ("Phòng A", "Phòng B"), (Series("", numbers),), source=source))


def test_a_headline_stands_as_long_as_the_figures_of_its_slide() -> None:
    edits = own_words.written(SLIDE, {}, own_words.TITLE, "Phòng A phải xong trong tuần")
    assert own_words.worded(SLIDE, edits).headline == "Phòng A phải xong trong tuần"
    assert own_words.worded(SLIDE, edits).reworded == ("title",)
    assert own_words.stale(with_chart(12.0, 5.0, source="phiên bản 48"), edits) == {}
    # what an office types beside a record, a cause, is no other figure
    typed = replace(SLIDE, table=Table(COLUMNS, (ROWS[0], ("Chứng thực", "5", "thiếu chữ ký"))))
    assert own_words.stale(typed, edits) == {}
    for other in (with_chart(11.0, 6.0), replace(SLIDE, headline="16 hồ sơ quá hạn")):
        assert own_words.worded(other, edits) == other
        assert own_words.stale(other, edits) == edits


def test_notes_are_of_other_words_once_there_is_something_to_correct() -> None:
    edits = own_words.written(SLIDE, {}, own_words.NOTES, "Nói chậm\nnêu tên")
    assert own_words.worded(SLIDE, edits).speaker_note == "Nói chậm\nnêu tên"
    corrected = replace(SLIDE, speaker_note="Hỏi Phòng A\nĐính chính số đã trình bày: 18")
    assert own_words.worded(corrected, edits).speaker_note == corrected.speaker_note


def test_a_sentence_is_written_over_wherever_it_stands_and_left_out_where_nothing_is_written() -> None:
    code = own_words.line_code("Phòng B còn 5")
    edits = own_words.written(SLIDE, {}, code, "Phòng B: 5, xong thứ Sáu")
    moved = replace(SLIDE, lines=("Phòng B còn 5", "Phòng C còn 1"))
    assert own_words.worded(moved, edits).lines == ("Phòng B: 5, xong thứ Sáu", "Phòng C còn 1")
    gone = replace(SLIDE, lines=("Phòng B còn 4",))
    assert own_words.worded(gone, edits).lines == ("Phòng B còn 4",)
    assert list(own_words.stale(gone, edits)) == [code]
    edits = own_words.written(SLIDE, {}, code, " ")
    assert own_words.worded(SLIDE, edits).lines == ("Phòng A còn 12",)
    assert own_words.worded(SLIDE, own_words.written(SLIDE, edits, own_words.BELOW, "")).line_below == ""


def test_a_cell_of_two_lines_keeps_them_and_is_known_as_one_line() -> None:
    row = ("126", "H-126\nĐăng ký khai sinh", "chờ")
    slide = replace(SLIDE, table=Table(COLUMNS, (row,)))
    code = own_words.cell_code(row, 1)
    assert code == own_words.cell_code(("126", "H-126 Đăng ký khai sinh", "chờ"), 1)  # as it was before
    assert own_words.written(slide, {}, code, "H-126 Đăng ký khai sinh") == {}
    edits = own_words.written(slide, {}, code, "H-126 Khai sinh")
    assert edits[code].text == "H-126\nKhai sinh"


def test_the_proposal_itself_or_an_empty_headline_is_no_edit() -> None:
    edits = own_words.written(SLIDE, {}, own_words.TITLE, "Khác")
    for text in ("17 hồ sơ quá hạn", "  "):
        assert own_words.written(SLIDE, edits, own_words.TITLE, text) == {}


def test_a_cell_follows_its_row_and_never_changes_a_number() -> None:
    code = own_words.cell_code(ROWS[0], 2)
    edits = own_words.written(SLIDE, {}, code, "chờ ý kiến của 2 phòng")
    turned = replace(SLIDE, table=Table(COLUMNS, ROWS[::-1]))
    table = own_words.worded(turned, edits).table
    assert table is not None
    assert table.rows == (ROWS[1], ("Đăng ký khai sinh", "126", "chờ ý kiến của 2 phòng"))
    assert own_words.worded(turned, edits).reworded == ("table:2:2",)
    with pytest.raises(Refused, match="con số trên slide lấy từ số liệu"):
        own_words.written(SLIDE, {}, code, "chờ 3 phòng")
    with pytest.raises(Refused):  # a number alone is no place for words
        own_words.written(SLIDE, {}, own_words.cell_code(ROWS[0], 1), "126 ngày")
    other = replace(SLIDE, table=Table(COLUMNS, (("Đăng ký khai sinh", "127", "chờ 2 phòng"),)))
    assert own_words.worded(other, edits) == other


def test_what_is_longer_than_its_place_may_be_is_refused_and_what_is_cut_is_said() -> None:
    with pytest.raises(ChisoError):
        own_words.written(SLIDE, {}, own_words.TITLE, "a" * 201)
    assert too_long(SLIDE) == []
    (cut,) = too_long(replace(SLIDE, headline="Đề nghị các phòng xử lý " * 8))
    assert cut.endswith("…")
