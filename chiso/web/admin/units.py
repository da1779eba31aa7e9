"""Đơn vị: the tree with spellings and validity; add, correct, close, teach and forget a spelling."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import streamlit as st

from chiso.core.clock import show
from chiso.core.text import plain
from chiso.core.vietnamese import fold, format_date, format_number
from chiso.desk import reconciliation, unit_requests
from chiso.desk.unit_requests import LONGEST_REASON, Request
from chiso.present.columns import TABLES
from chiso.reference import changes
from chiso.reference.changes import Edit, Row
from chiso.reference.changes.tables import UNIT_KINDS
from chiso.reference.unit_tree import Units
from chiso.web.admin import forms
from chiso.web.admin.forms import Field
from chiso.web.parts import holding, loading, tables, widgets
from chiso.web.parts.editing import fingerprint, generation, saved
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained

MOST_UNKNOWN = 20  # spellings that are asked about at once
MOST_PRINTED = 12  # spellings of a unit on paper; a department has two hundred
_NAME = Field("name", "Tên")
_SHORT = Field("short_name", "Tên ngắn (dưới biểu đồ)", most=16)
_KIND = Field(
    "kind", "Loại", "choice", options={code: UNIT_KINDS[code] for code in UNIT_KINDS if code != "agency"}
)
_DAYS = (Field("valid_from", "Từ ngày", "date"), Field("valid_to", "Đến hết ngày (nếu đã thôi)", "date"))


def draw(here: Context) -> None:
    """New units that somebody asked for and unknown spellings first: their rows count nowhere."""
    units, aliases = forms.rows(here, "units"), forms.rows(here, "unit_aliases")
    asked = [one for one in loading.ask(here, unit_requests.requests, agency=here.agency) if one.waits]
    if asked:
        _asked(here, units, asked)
    _unknown(here, units, {fold(one.name) for one in asked})
    headline = f"{format_number(len(units))} đơn vị, {format_number(len(aliases))} cách viết"
    under = "Tên trong tệp trùng một cách viết ở đây thì được nhận đúng đơn vị, kể cả tệp đã nhập"
    with widgets.card(headline, under):
        shown = _shown(units, aliases)
        tables.table(shown, TABLES["units"], here, name="don_vi_qt", title="Danh sách đơn vị")
    widgets.beside(lambda: _edit(here, units, aliases), lambda: _add(here, units))


def words(units: Sequence[Row]) -> dict[str, str]:
    """{code: name} in the order of the tree."""
    return {unit.unit_id: unit.name for unit, _ in Units(units).ordered()}


def _shown(units: Sequence[Row], aliases: Sequence[Row]) -> pd.DataFrame:
    rows = {row["unit_id"]: row for row in units}
    names = {code: row["short_name"] for code, row in rows.items()}
    lines = []
    for unit, depth in Units(units).ordered():
        row = rows[unit.unit_id]
        own = {fold(row["name"]), fold(row["short_name"])}
        more = [a["alias"] for a in aliases if a["unit_id"] == unit.unit_id and a["alias_key"] not in own]
        lines.append(
            {
                **row,
                "tree": (f"└{chr(0x2500) * (depth - 1)} " if depth else "") + row["name"],
                "validity": _validity(row),
                "successor": names.get(row["successor_id"], row["successor_id"]),
                "aliases": _listed(more),
            }
        )
    return pd.DataFrame(lines)


def _listed(names: Sequence[str]) -> str:
    left = len(names[MOST_PRINTED:]) if view.is_printed() else 0
    return "; ".join(names[: len(names) - left]) + (
        f"; … và {format_number(left)} cách viết khác" if left else ""
    )


def _validity(row: Row) -> str:
    first, last = row["valid_from"], row["valid_to"]
    if last is not None:
        return f"{format_date(first)} – {format_date(last)}" if first else f"đến hết {format_date(last)}"
    return f"từ {format_date(first)}" if first else ""


def _asked(here: Context, units: Sequence[Row], asked: Sequence[Request]) -> None:
    """New units that people who import asked for: added, taken as a spelling of one that is there, or refused."""
    headline = f"{format_number(len(asked))} đơn vị mới đang chờ xác nhận"
    under = "Thêm: mã và tên ngắn do chương trình đặt, sửa được ở dưới; các dòng đã nhập được tính ngay"
    with widgets.card(headline, under):
        for one in asked:
            key = fold(one.name)
            left, middle, right = st.columns([4, 4, 3], vertical_alignment="center")
            where = f"{plain(one.asked_by)} xin lúc {show(one.asked_at)}, tệp {plain(one.file_name)}"
            left.markdown(f"**{plain(one.name)}**  \n:small[:gray[{where}]]")
            look = {"placeholder": "Nếu là đơn vị đã có, chọn ở đây", "label_visibility": "collapsed"}
            with middle:
                chosen = widgets.pick("Là đơn vị đã có", words(units), key=f"xin_la_{key}", **look)
            with right, widgets.toolbar():
                _granted(here, one, chosen)
                with st.popover("Từ chối", icon=":material/block:", key=f"tu_choi_{key}"):
                    why = st.text_input(
                        "Lý do (người xin sẽ thấy)", max_chars=LONGEST_REASON, key=f"vi_sao_{key}"
                    )
                    if st.button("Từ chối thêm đơn vị", key=f"tu_choi_han_{key}"):
                        with explained():
                            unit_requests.refuse(here.store, here.actor, here.agency, one.name, why)
                            saved(f"Đã từ chối thêm “{one.name}”.")


def _granted(here: Context, one: Request, chosen: str | None) -> None:
    key, icon = f"xin_them_{fold(one.name)}", ":material/check:"
    if chosen is not None:
        if st.button("Nhớ cách viết", icon=icon, key=f"{key}_la"):
            edits = [Edit("unit_aliases", None, {"alias": one.name, "unit_id": chosen})]
            forms.keep(here, edits, f"Ghi nhớ cách viết “{one.name}”")
    elif st.button("Thêm đơn vị", icon=icon, key=key, type="primary"):
        with explained():
            changes.add_units(here.store, here.actor, here.agency, [one.name])
            saved(f"Đã thêm đơn vị {one.name}.")


def _unknown(here: Context, units: Sequence[Row], asked: Collection[str]) -> None:
    found = loading.ask(here, reconciliation.unknown_spellings, agency=here.agency)
    found = found[~found["alias_key"].isin(asked)]
    if found.empty:
        if here.as_of and not asked:  # of no data nothing is known
            widgets.all_fine("Mọi cách viết tên đơn vị trong dữ liệu đều đã biết.")
        return
    headline = f"{format_number(len(found))} cách viết chưa biết là đơn vị nào"
    under = (
        "Các dòng này đang ở “Chưa xác định”; chọn đơn vị rồi bấm Nhớ, số liệu đúng ngay, không phải nhập lại"
    )
    offered = words(units)
    with widgets.card(headline, under):
        for place, row in enumerate(found.head(MOST_UNKNOWN).to_dict("records")):
            left, middle, right = st.columns([5, 4, 1.2], vertical_alignment="center")
            where = f"{format_number(row['row_count'])} dòng, tệp {plain(row['file_name'])}"
            left.markdown(f"**{plain(row['unit_text'])}**  \n:small[:gray[{where}]]")
            look = {"placeholder": "Chọn đơn vị", "label_visibility": "collapsed"}
            with middle:
                chosen = widgets.pick("Là đơn vị", offered, key=f"day_{row['alias_key']}", **look)
            if right.button("Nhớ", key=f"nho_{place}", disabled=chosen is None, icon=":material/check:"):
                edits = [Edit("unit_aliases", None, {"alias": row["unit_text"], "unit_id": chosen})]
                forms.keep(here, edits, f"Ghi nhớ cách viết “{row['unit_text']}”")
        if len(found) > MOST_UNKNOWN:
            rest = format_number(len(found) - MOST_UNKNOWN)
            widgets.note(f"Còn {rest} cách viết nữa, hiện dần khi các dòng trên đã xong.")


def _edit(here: Context, units: Sequence[Row], aliases: Sequence[Row]) -> None:
    with widgets.card("Sửa một đơn vị", "Đổi tên, hiệu lực, đơn vị kế tục; số liệu cũ vẫn thuộc đơn vị cũ"):
        rows = {row["unit_id"]: row for row in units}
        first = next((code for code, row in rows.items() if row["kind"] != "agency"), None)
        code = widgets.pick("Đơn vị cần sửa", words(units), key="sua_don_vi", now=first)
        row = holding.begun(f"don_vi_{code}", rows[code])
        key = f"{code}|{fingerprint([row])}"
        with st.form(f"don_vi|{key}", border=False):
            after = _fields(row, words(units), key)
            if st.form_submit_button("Lưu đơn vị", type="primary", icon=":material/save:"):
                forms.keep(here, [Edit("units", row, {**row, **after})], f"Sửa đơn vị {row['name']}")
        _aliases(here, row, [one for one in aliases if one["unit_id"] == code])


def _fields(row: Row, offered: Mapping[str, str], key: str) -> Row:
    """Name, place in the tree, validity; the agency itself stands under nothing."""
    others = {unit: name for unit, name in offered.items() if unit != row.get("unit_id")}
    parent = Field("parent_id", "Thuộc", "choice", options=others)
    heir = Field("successor_id", "Đơn vị kế tục", "choice", options=others, more={"placeholder": "Không có"})
    place = (heir,) if row.get("kind") == "agency" else (_KIND, parent, heir)
    found = forms.fields([_NAME], row, key)
    with st.grid(2, min_column_width=180):
        return found | forms.fields((_SHORT, *place, *_DAYS), {"kind": "department", **row}, key)


def _aliases(here: Context, unit: Row, aliases: Sequence[Row]) -> None:
    own = fold(unit["name"])
    st.markdown("**Cách viết được nhận**")
    widgets.note(plain("; ".join(row["alias"] for row in aliases) or "Chưa có."))
    key = f"{unit['unit_id']}|{generation('cach_viet')}"
    with st.form(f"cach_viet|{key}", border=False):
        example = "Như in trong tệp, ví dụ P. HC-TP"
        text = st.text_input("Ghi nhớ cách viết", key=f"them|{key}", max_chars=200, placeholder=example)
        removable = {row["alias_key"]: row["alias"] for row in aliases if row["alias_key"] != own}
        gone = st.multiselect("Bỏ cách viết", list(removable), format_func=removable.__getitem__,
                              key=f"bo|{key}", placeholder="Không bỏ cách nào")  # fmt: skip
        if st.form_submit_button("Lưu cách viết", icon=":material/save:"):
            edits = [Edit("unit_aliases", row, None) for row in aliases if row["alias_key"] in gone]
            if text.strip():
                edits.append(Edit("unit_aliases", None, {"alias": text, "unit_id": unit["unit_id"]}))
            forms.keep(here, edits, f"Sửa cách viết của {unit['name']}", "cach_viet")


def _add(here: Context, units: Sequence[Row]) -> None:
    root = next((row["unit_id"] for row in units if row["kind"] == "agency"), None)
    key = f"moi|{here.agency}|{generation('don_vi_moi')}"
    under = "Tên và tên ngắn mặc nhiên là cách viết được nhận"
    with widgets.card("Thêm một đơn vị", under), st.form(f"don_vi_moi|{key}", border=False):
        tip = "Chữ thường không dấu, số, gạch nối; không đổi được về sau."
        code = st.text_input("Mã", key=f"ma|{key}", placeholder=f"{here.agency}-…", max_chars=40, help=tip)
        after = _fields({"parent_id": root}, words(units), key)
        if st.form_submit_button("Thêm đơn vị", type="primary", icon=":material/add:"):
            sort = max((row["sort"] or 0 for row in units), default=0) + 10
            edits = [Edit("units", None, {"unit_id": code.strip().lower(), "sort": sort, **after})]
            forms.keep(here, edits, f"Thêm đơn vị {after['name']}", "don_vi_moi")
