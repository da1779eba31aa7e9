"""What is behind a file: records that would change, headline figures before and after, rejected rows, first rows."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.text import plain
from chiso.core.vietnamese import NONE, format_date, format_number
from chiso.desk import first_rows, history
from chiso.desk.effects import Change, Effect
from chiso.intake.clean import mending
from chiso.intake.clean.cleaned import HIDDEN
from chiso.intake.commit.stages import CleanedFile, ComparedFile, Difference
from chiso.intake.commit.watching import KINDS
from chiso.intake.recognise.layout import Mend
from chiso.people.actor import COMMAND_LINE, VISITOR
from chiso.present import rejected
from chiso.present.columns import TABLES
from chiso.web.parts import loading, tables, widgets
from chiso.web.shell.context import Context

MOST_FIELDS = 4


def records(here: Context, looked: ComparedFile, name: str) -> None:
    """New, changed, unchanged, vanished, moved: counts in sentences, each list at a click."""
    found = [one for one in _matters(looked.difference, looked.result.dataset) if one.rows]
    if found:
        st.markdown("\n".join(f"- {one.sentence}" for one in found))
    with st.container(horizontal=True, gap="small"):
        for one in found:
            key = f"{one.key}_{name}"
            with st.popover(one.label, icon=f":material/{one.icon}:", key=key):
                rows = pd.DataFrame(one.rows)
                tables.table(rows, TABLES[one.table], here, name=key, title=one.label, downloads=False)


@dataclass(frozen=True)
class _Matter:
    """A way in which a file differs: the sentence, and the list behind it."""

    sentence: str
    label: str
    icon: str
    key: str
    table: str
    rows: Sequence[Mapping[str, Any]]


def _matters(difference: Difference, dataset: str | None) -> Iterator[_Matter]:
    fields = sorted(difference.changed_fields.items(), key=lambda item: -item[1])
    words = [f"{plain(first_rows.label_of(dataset, name))} {format_number(n)}" for name, n in fields]
    more = f" và {len(fields) - MOST_FIELDS} cột khác" if len(fields) > MOST_FIELDS else ""
    examples = [
        {
            "key": change.record_key,
            "field": first_rows.label_of(dataset, change.field),
            "before": first_rows.printed(change.before, first_rows.field_of(dataset, change.field)),
            "after": first_rows.printed(change.after, first_rows.field_of(dataset, change.field)),
        }
        for change in difference.examples
    ]
    said = (
        f"**{format_number(difference.changed)} bản ghi thay đổi**: {', '.join(words[:MOST_FIELDS])}{more}."
    )
    yield _Matter(said, "Xem từng thay đổi", "compare_arrows", "doi", "changed_fields", examples)
    moved = [{"key": one.record_key, **vars(one)} for one in difference.moved_due]
    said = f"**{format_number(len(moved))} hạn dời muộn hơn**; hạn đầu vẫn được giữ để đối chiếu."
    yield _Matter(said, "Hạn dời muộn hơn", "event_repeat", "doi_han", "due_moved", moved)
    for keys, key, label, words_of, means in (
        (difference.vanished, "het", "Không còn trong tệp", "hồ sơ đang giải quyết không còn trong tệp",
         "giữ trạng thái cũ, trang Đối soát nêu tên."),
        (difference.missing, "thieu", "Không có lại", "bản ghi của tệp bị thay không có trong tệp này",
         "không còn được tính theo tệp cũ."),
    ):  # fmt: skip
        said = f"**{format_number(len(keys))} {words_of}**: {means}"
        yield _Matter(said, label, "search_off", key, "vanished", [{"key": one} for one in keys])


# --- figures --------------------------------------------------------------------------------------------------


def effect(found: Effect) -> None:
    """Before → after of the headlines; the other figures that change in one line."""
    if found.day_before and found.day_after and found.day_before != found.day_after:
        widgets.note(
            f"Trước: số liệu đến {format_date(found.day_before)}; sau: đến {format_date(found.day_after)}."
        )
    shown = list(found.headlines or found.others[:4])
    if shown:
        with st.grid(4, min_column_width=190, gap="small"):
            for change in shown:
                _figure(change)
    # A figure that appears with the first file of its kind says nothing by its "before".
    others = [change for change in found.others if change not in shown and change.before is not None]
    if others:
        widgets.note(plain("Cũng đổi: " + "; ".join(change.sentence() for change in others[:8]) + "."))
    if not found.changed:
        widgets.note("Không chỉ tiêu nào đổi.")


def _figure(change: Change) -> None:
    before, after, gap = change.printed
    delta = "không đổi"
    if change.before is None and change.after is not None:
        delta = "chưa có số trước đó"
    elif gap:
        unit = "điểm" if change.kind == "rate" else ""
        delta = f"{gap} {unit}".strip() + f", từ {before}"
    elif change.is_change:  # there was one, there is none
        delta = f"{after}, từ {before}"
    widgets.metric(plain(change.name), NONE if change.after is None else after, delta, is_step=bool(gap))


# --- rows -----------------------------------------------------------------------------------------------------


def rejects(
    here: Context, found: Sequence[Mapping[str, Any]], build: Callable[[], bytes], name: str, file_name: str
) -> None:
    """Rejected rows by cause, then one by one with Excel row and key; `build` makes the workbook at the click."""
    rows = len({(reject["sheet"], reject["row"]) for reject in found})
    st.markdown(f"**{format_number(rows)} dòng bị loại**, xếp theo nguyên nhân:")
    for cause in rejected.causes(found):
        lines = ", ".join(str(row) for row in cause.rows[:8]) + (" …" if len(cause.rows) > 8 else "")
        values = ", ".join(f"“{plain(value)}”" for value in cause.values)
        shown = f", ví dụ {values}" if values else ""
        st.markdown(f"- **{plain(cause.sentence())}** – {format_number(cause.cells)} ô (dòng {lines}){shown}")
    # Of a row whose cells have slipped the key may be a citizen's.
    listed = [dict(one) | {"record_key": one["value"] != HIDDEN and one.get("record_key")} for one in found]
    frame = pd.DataFrame(listed)
    columns = {
        key: column
        for key, column in TABLES["rejects"].items()
        if key not in ("sheet", "record_key") or any(one[key] for one in listed)
    }
    tables.table(frame, columns, here, name=f"loai_{name}", title="Dòng bị loại", downloads=False)
    file = f"dong-bi-loai-{file_name.rsplit('.', 1)[0]}.xlsx"
    widgets.download("Tải các dòng bị loại để sửa (XLSX)", build, file, key=f"tai_loai_{name}")
    widgets.note(
        "Sửa ở hệ thống nguồn rồi kết xuất lại, hoặc sửa ngay trong tệp tải về và thả tệp đó vào trang này: "
        "các dòng đã sửa được bổ sung vào đúng kỳ. Cột về công dân không có trong tệp tải về."
    )


def profile(here: Context, row: dict[str, Any]) -> None:
    """What was warned of when the file went in, and at a click the months that it was held against."""
    lines = [
        f"- {plain(one['message'])}" for one in json.loads(row["warnings"] or "[]") if one["code"] in KINDS
    ]
    if lines:
        st.markdown("\n".join(("**Lưu ý khi nhập**", "", *lines)))
    if st.toggle("Xem các tệp cùng nguồn trong mười hai tháng", key=f"ho_so_nguon_{row['import_id']}"):
        frame = pd.DataFrame(loading.ask(here, history.profile, row))
        name = f"nguon_{row['import_id']}"
        tables.table(frame, TABLES["profile"], here, name=name, title="Các tệp cùng nguồn", downloads=False)


def beginning(looked: CleanedFile) -> None:
    """The first rows as understood beside as found, the same rows."""
    left, right = st.columns(2, gap="medium")
    for place, label, frame in (
        (left, "Chương trình hiểu là", first_rows.understood(looked)),
        (right, "Trong tệp (bỏ các cột về công dân và cột lạ)", first_rows.found(looked)),
    ):
        with place:
            st.markdown(f"**{label}**")
            st.dataframe(
                frame.astype(str),
                hide_index=True,
                row_height=tables.ROW_HEIGHT,
                height=tables.grid_height(len(frame)),
                column_config={"Dòng": st.column_config.TextColumn("Dòng", pinned=True, width=60)},
                alt=label,
            )


# --- who, and what was put right ---------------------------------------------------------------------------------


def who_words(row: Mapping[str, Any]) -> str:
    """Who imported; the demonstration's visitor and the command line have no name of their own."""
    who = str(row["imported_by"] or "–")
    return {VISITOR: "Khách", "command line": COMMAND_LINE.name}.get(who, who)


def mended_words(mends: Sequence[Mend], dataset: str) -> str:
    """What was put right, from what to what, by whom as pages name people, when."""
    named = [replace(one, who=who_words({"imported_by": one.who})) for one in mends]
    return mending.listed(named, dataset, whole=True)
