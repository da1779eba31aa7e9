"""What importing a file would change: records, fields, due dates, and the headline figures before and after."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.text import plain
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import first_rows
from chiso.desk.effects import Change, Effect
from chiso.intake.commit.difference import Difference
from chiso.intake.commit.stages import ComparedFile
from chiso.web.parts import tables
from chiso.web.parts.tables import Column
from chiso.web.parts.widgets import note
from chiso.web.shell.context import Context
from chiso.web.upload import desk as upload_desk
from chiso.web.upload.desk import Item

MOST_FIELDS = 4


def superseding(looked: ComparedFile) -> None:
    """In words, what happens to the files that spoke for the same slice before."""
    for row in looked.superseded:
        st.markdown(
            f":material/swap_horiz: Thay thế lần nhập #{row['import_id']} **“{plain(row['file_name'])}”** "
            f"(số liệu đến {format_date(row['as_of'])}): {format_number(row['rows_loaded'])} dòng của tệp đó "
            "không còn được tính; hoàn tác lần nhập này thì tệp đó được tính lại."
        )
    if looked.upload.mode == upload_desk.ADD:
        st.markdown(":material/add_circle: Bổ sung vào kỳ đã nhập; không tệp nào bị thay thế.")


def records(looked: ComparedFile, name: str, here: Context) -> None:
    """New, changed, unchanged, vanished, moved: counts in sentences, examples in a table."""
    difference, dataset = looked.difference, looked.result.dataset
    lines = sentences(difference, dataset)
    if lines:
        st.markdown("\n".join(f"- {line}" for line in lines))
    with st.container(horizontal=True, gap="small"):
        if difference.examples:
            with st.popover("Xem từng thay đổi", icon=":material/compare_arrows:", key=f"doi_{name}"):
                _examples(difference, dataset, name, here)
        if difference.moved_due:
            with st.popover("Hạn dời muộn hơn", icon=":material/event_repeat:", key=f"doi_han_{name}"):
                _moved(difference, name, here)
        for label, keys, what in (
            ("Không còn trong tệp", difference.vanished, "het"),
            ("Không có lại", difference.missing, "thieu"),
        ):
            if keys:
                with st.popover(label, icon=":material/search_off:", key=f"{what}_{name}"):
                    frame = pd.DataFrame({"key": list(keys)})
                    columns = {"key": Column("Mã", width=320)}
                    tables.table(frame, columns, here, name=f"{what}_{name}", title=label, downloads=False)


def _moved(difference: Difference, name: str, here: Context) -> None:
    frame = pd.DataFrame(
        [{"key": m.record_key, "before": m.before, "after": m.after} for m in difference.moved_due]
    )
    columns = {
        "key": Column("Mã", width=260),
        "before": Column("Hạn trước", "date", 120),
        "after": Column("Hạn mới", "date", 120),
    }
    tables.table(frame, columns, here, name=f"doi_han_{name}", title="Hạn dời muộn hơn", downloads=False)


def sentences(difference: Difference, dataset: str | None) -> list[str]:
    """The difference in words; nothing about what is none."""
    lines = []
    if difference.changed:
        fields = sorted(difference.changed_fields.items(), key=lambda item: -item[1])
        words = [
            f"{plain(first_rows.label_of(dataset, name))} {format_number(n)}"
            for name, n in fields[:MOST_FIELDS]
        ]
        more = f" và {len(fields) - MOST_FIELDS} cột khác" if len(fields) > MOST_FIELDS else ""
        lines.append(f"**{format_number(difference.changed)} bản ghi thay đổi**: {', '.join(words)}{more}.")
    if difference.moved_due:
        lines.append(
            f":orange[⟲] **{format_number(len(difference.moved_due))} hạn dời muộn hơn**; "
            "hạn đầu vẫn được giữ để đối chiếu."
        )
    if difference.vanished:
        lines.append(
            f":orange[●] **{format_number(len(difference.vanished))} hồ sơ đang giải quyết không còn trong tệp**: "
            "giữ trạng thái cũ, trang Đối soát nêu tên."
        )
    if difference.missing:
        lines.append(
            f":orange[●] **{format_number(len(difference.missing))} bản ghi của tệp bị thay không có trong tệp này**: "
            "không còn được tính theo tệp cũ."
        )
    return lines


def _examples(difference: Difference, dataset: str | None, name: str, here: Context) -> None:
    rows = [
        {
            "key": change.record_key,
            "field": first_rows.label_of(dataset, change.field),
            "before": first_rows.printed(change.before, first_rows.field_of(dataset, change.field)),
            "after": first_rows.printed(change.after, first_rows.field_of(dataset, change.field)),
        }
        for change in difference.examples
    ]
    columns = {
        "key": Column("Mã", width=230),
        "field": Column("Cột", width=150),
        "before": Column("Trước", width=160),
        "after": Column("Sau", width=160),
    }
    tables.table(pd.DataFrame(rows), columns, here, name=f"doi_{name}", title="Thay đổi", downloads=False)


def effect(here: Context, item: Item, looked: ComparedFile) -> None:
    """The headline figures before and after, tried out and undone."""
    with st.spinner("Đang tính tác động…", show_time=False):
        found = upload_desk.effect_of(here, item, looked)
    st.markdown("#### Nhập tệp này, số liệu đổi như sau")
    cards(found)


def cards(found: Effect) -> None:
    """Before → after of the headlines; the other figures that change in one line."""
    if found.day_before and found.day_after and found.day_before != found.day_after:
        note(f"Trước: số liệu đến {format_date(found.day_before)}; sau: đến {format_date(found.day_after)}.")
    shown = list(found.headlines or found.others[:4])
    if shown:
        with st.grid(4, min_column_width=150, gap="small"):
            for change in shown:
                _card(change)
    # A figure that appears with the first file of its kind says nothing by its "before".
    others = [change for change in found.others if change not in shown and change.before is not None]
    if others:
        note(plain("Cũng đổi: " + "; ".join(change.sentence() for change in others[:8]) + "."))
    if not found.changed:
        note("Không chỉ tiêu nào đổi.")


def _card(change: Change) -> None:
    before, after, gap = change.printed
    if change.before is None and change.after is not None:
        delta = "chưa có số trước đó"
    elif gap:
        unit = "điểm" if change.kind == "rate" else ""
        delta = f"{gap} {unit}".strip() + f", từ {before}"
    else:
        delta = "không đổi"
    st.metric(
        change.name,
        "–" if change.after is None else after,
        delta=delta,
        delta_color="off",
        delta_arrow="auto" if gap else "off",
    )


def recorded(row: Mapping[str, Any]) -> str:
    """What an import of the past changed, as written down then."""
    return str(row.get("effect") or "–")
