"""The parts of /doi-soat: findings by kind, worst first (what it means, what to do, the rows behind, "đã xem" with a
note); the three denominators side by side; official totals against what the records say."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from chiso.core.text import missing, plain
from chiso.core.vietnamese import format_date, format_number, format_percent
from chiso.desk import corrections, reconciliation
from chiso.desk.reconciliation import Kind, kind_of
from chiso.intake.datasets import DATASETS
from chiso.present.columns import TABLES, Column
from chiso.store import Store
from chiso.web.parts import holding, loading, tables, widgets
from chiso.web.parts.editing import Edited, editor, fingerprint, saved
from chiso.web.shell import view
from chiso.web.shell.context import Context, kept
from chiso.web.shell.problems import explained
from chiso.web.upload.history import open_import
from chiso.words.cards import Kpi
from chiso.words.states import STATES

_NEEDED = {"nhap-du-lieu": "upload", "quan-tri": "administer"}  # page -> what one must be allowed to open it
MOST_SENTENCES = 10  # findings that are read as sentences rather than in a table


# --- findings by kind -----------------------------------------------------------------------------------------


class Count(NamedTuple):
    """How many findings of a kind there are, and how many of them somebody has looked at."""

    code: str
    many: int
    seen: int


def counts(here: Context, *, only_new: bool = False) -> tuple[Count, ...]:
    """The findings of the chosen unit by kind, worst first; of the agency all. An account of one unit sees those of its
    dossiers. `only_new`: that nobody has looked at. The findings themselves, thousands, are read by an opened card."""
    return loading.ask(here, _counted, here.agency, here.as_of, loading.unit_ids(here), only_new)


def _counted(store: Store, *of: Any) -> tuple[Count, ...]:
    parts = _visible(store, *of).groupby("code", sort=False)
    return tuple(Count(str(code), len(part), int(part["seen"].sum())) for code, part in parts)


def _visible(
    store: Store, agency: str, as_of: date, units: tuple[str, ...] | None, only_new: bool
) -> pd.DataFrame:
    found: pd.DataFrame = kept(store, reconciliation.findings, agency=agency, as_of=as_of)
    if units is not None and not found.empty:
        found = found.loc[[kind_of(code).rows == "dossiers" for code in found["code"]]]
        behind = _dossiers(store, agency, found)
        found = found[found["subject"].isin(behind.loc[behind["unit_id"].isin(units), "subject"])]
    return found[~found["seen"].astype(bool)] if only_new else found


def draw(here: Context, found: Sequence[Count], *, only_new: bool) -> None:
    """One card per kind."""
    for count in found:
        _card(here, count, only_new=only_new)


def _card(here: Context, found: Count, *, only_new: bool) -> None:
    kind = kind_of(found.code)
    title = kind.headline.format(n=format_number(found.many))
    with widgets.card(key=f"loai_{kind.code}"):
        left, right = st.columns([7.2, 1.8], vertical_alignment="top")
        with left:
            sign = ":red[▲]" if kind.weight >= 80 else ":orange[●]" if kind.weight >= 50 else ":gray[○]"
            st.markdown(f"## {sign} {plain(title)}")
            st.markdown(plain(kind.meaning))
            if kind.remedy:
                st.markdown(f"**Cần làm:** {plain(kind.remedy)}")
        with right:
            if here.may(_NEEDED.get(kind.page, "edit")):
                section: dict[str, Any] = {"muc": "Đơn vị"} if kind.page == "quan-tri" else {}
                widgets.link(kind.link, kind.page, key=f"di_{kind.code}", **section)
        words = f"Xem {format_number(found.many)} dòng"
        words += f", {format_number(found.seen)} đã xem" if found.seen else ""
        if view.toggle(words, name=f"mo_{kind.code}"):
            every = _visible(here.store, here.agency, here.asked.as_of, loading.unit_ids(here), only_new)
            part = every[every["code"] == kind.code].reset_index(drop=True)
            _open(here, kind, part, title)
            if st.toggle("Đánh dấu đã xem", key=f"danh_dau_{kind.code}"):
                _marks(here, kind, part)


def _open(here: Context, kind: Kind, part: pd.DataFrame, title: str) -> None:
    """The rows behind dossiers' findings carry their marks; beside those of files stand the findings themselves."""
    lines = part.assign(state=["✓ đã xem" if seen else "mới" for seen in part["seen"]])
    rows, columns = _ROWS.get(kind.rows, (_in_words, TABLES["doubts"]))
    shown, name = rows(here, lines), f"loai_{kind.code}"
    if kind.rows in ("", "dossiers"):
        columns = {**columns, **TABLES["seen"]}
        tables.table(shown, columns, here, name=name, title=title)
        if kind.rows:
            widgets.note(f"Ví dụ: {plain(part['message'].iloc[0])}")
        return
    if kind.rows == "kept":
        tables.table(shown, {**columns, **TABLES["seen"]}, here, name=name, title=title)
        _opened(here, shown)
        return
    if len(part) <= MOST_SENTENCES:
        for line in lines.to_dict("records"):
            st.markdown(f"- {plain(line['message'])}{_seen_words(line)}")
    else:
        tables.table(
            _in_words(here, lines), {**TABLES["doubts"], **TABLES["seen"]}, here, name=name, title=title
        )
    st.markdown("**Dòng trong tệp**")
    title = f"{title}: dòng trong tệp"
    tables.table(shown, columns, here, name=f"dong_{kind.code}", title=title)


def _in_words(here: Context, lines: pd.DataFrame) -> pd.DataFrame:
    names = _names(here)
    return lines.assign(subject=[reconciliation.about(subject, names) for subject in lines["subject"]])


def _names(here: Context) -> dict[str, str]:
    """Of each indicator of the catalogue."""
    known = loading.query(here, "figures/catalogue")
    return dict(zip(known["indicator"], known["name"], strict=True))


def _seen_words(line: Mapping[Any, Any]) -> str:
    if not line["seen"]:
        return ""
    return " :green[✓ đã xem]" + ("" if missing(line["note"]) else f": {plain(line['note'])}")


def _dossiers(store: Store, agency: str, lines: pd.DataFrame) -> pd.DataFrame:
    ids = tuple(sorted(lines["subject"].dropna().unique()))
    return kept(store, Store.run, "reconcile/dossiers", agency=agency, ids=ids)


def _dossier_rows(here: Context, lines: pd.DataFrame) -> pd.DataFrame:
    behind = _dossiers(here.store, here.agency, lines)
    words = DATASETS["dossiers"].by_name["status"].words
    behind["status_words"] = behind["status"].map(words).fillna(behind["status"])
    return lines.merge(behind, on="subject", how="left")


def _reject_rows(here: Context, lines: pd.DataFrame) -> pd.DataFrame:
    """The cells of the files, or of the records, that the findings name."""
    cells = loading.ask(here, reconciliation.rejected_cells, agency=here.agency)
    return cells[cells["file_name"].isin(lines["subject"]) | cells["record_key"].isin(lines["subject"])]


def _report_rows(here: Context, lines: pd.DataFrame) -> pd.DataFrame:
    rows = loading.query(here, "reconcile/field_report", agency=here.agency)
    rows = rows[rows["subject"].isin(lines["subject"])]
    periods = zip(rows["period_from"], rows["period_to"], strict=True)
    return rows.assign(period=[f"{first:%d/%m/%Y} – {last:%d/%m/%Y}" for first, last in periods])


def _measurement_rows(here: Context, lines: pd.DataFrame) -> pd.DataFrame:
    ever = {"from_day": date(2000, 1, 1), "until_day": date(2045, 12, 31)}
    rows = loading.query(here, "reconcile/measurements", agency=here.agency, **ever)
    rows = rows[rows["subject"].isin(lines["subject"])]
    return rows.assign(
        name=rows["indicator"].map(_names(here)).fillna(rows["indicator"]),
        printed=rows["value"].map(format_percent),
        fraction=(rows["numerator"] / rows["denominator"]).map(format_percent),
    )


def _kept_rows(here: Context, lines: pd.DataFrame) -> pd.DataFrame:
    found = loading.ask(here, corrections.find, here.agency, here.as_of)
    return lines.merge(found, on=["code", "subject", "message"])


def _opened(here: Context, rows: pd.DataFrame) -> None:
    """One figure that was shown: then and now, the file that changed it, the records behind it today."""
    names = {place: f"{row['where']}: {row['name']}" for place, row in enumerate(rows.to_dict("records"))}
    row = rows.iloc[int(widgets.pick("Mở một số", names, key="mo_dinh_chinh"))].to_dict()
    unit = None if missing(row["unit"]) else row["unit"]
    said = {"Đã trình bày": row["then"], "Nay": row["now"], "Vì sao": row["because"]}
    widgets.facts({**said, "Ở đâu": f"{row['where']}; số liệu đến {format_date(row['as_of'])}"})
    if not missing(row["import_id"]) and here.may("upload"):
        number = int(row["import_id"])
        widgets.quiet(f"Mở lần nhập #{number}", "history", open_import, number, key=f"mo_lan_{number}")
    then = here.but(as_of=row["as_of"], year=int(row["year"]), unit=unit, date_from=None)
    tables.behind(then, str(row["indicator"]), str(row["name"]))


_ROWS: Mapping[str, tuple[Callable[[Context, pd.DataFrame], pd.DataFrame], Mapping[str, Column]]] = {
    "dossiers": (_dossier_rows, TABLES["doubted_dossiers"]),
    "rejects": (_reject_rows, TABLES["rejected_before"]),
    "field_report": (_report_rows, TABLES["doubted_report"]),
    "measurements": (_measurement_rows, TABLES["doubted_measurements"]),
    "kept": (_kept_rows, TABLES["corrections"]),
}
_MARKS: Mapping[str, Any] = {
    "seen": st.column_config.CheckboxColumn("Đã xem", width=80),
    "subject": st.column_config.TextColumn("Đối với", width=220, disabled=True),
    "message": st.column_config.TextColumn("Phát hiện", width=480, disabled=True),
    "note": st.column_config.TextColumn("Ghi chú", width=280, max_chars=reconciliation.LONGEST_NOTE),
}

_MARK_LABELS = {"seen": "Đã xem", "note": "Ghi chú"}


def _marks(here: Context, kind: Kind, part: pd.DataFrame) -> None:
    """Which findings somebody has looked at, with a note; kept until the finding itself changes."""
    known = holding.begun(f"da_xem_{kind.code}", part.head(tables.MOST_ROWS).to_dict("records"))
    shown = _in_words(here, pd.DataFrame(known, columns=list(_MARKS)))

    def save(lines: list[dict[Any, Any]]) -> str:
        count = reconciliation.mark(here.store, here.actor, here.agency, lines)
        return f"Đã lưu {format_number(count)} dòng."

    def typed(edited: Edited) -> str:
        stand = {(row["subject"], row["message"]): row for row in part.to_dict("records")}
        lines = []
        for place, cells in edited.changed.items():
            first = known[place]
            row = stand.get((first["subject"], first["message"]), first)
            lines.append(row | holding.changed(first, cells, row, _MARK_LABELS))
        return save(lines)

    editor(shown, _MARKS, typed, key=f"da_xem_{kind.code}|{fingerprint(shown.to_dict('records'))}")
    new = [{**line, "seen": True} for line in part.to_dict("records") if not line["seen"]]
    if new and st.button("Đã xem tất cả", icon=":material/done_all:", key=f"het_{kind.code}"):
        with explained():
            saved(save(new))


# --- totals ---------------------------------------------------------------------------------------------------


def denominators(here: Context) -> None:
    """Which number a rate is divided by: three of them, one for each kind of rate."""
    found = loading.ask(here, reconciliation.denominators, here.asked.whole.year_so_far)
    if all(missing(one["value"]) or not one["value"] for one in found):
        return
    headline = f"Năm {here.year}: mỗi loại tỷ lệ có mẫu số riêng"
    under = f"Đến {here.as_of:%d/%m/%Y}; không lấy mẫu số của tỷ lệ này tính cho tỷ lệ kia"
    with widgets.card(headline, under):
        widgets.kpis([_denominator(one) for one in found], key="mau_so", columns=3, width=260)


def _denominator(one: Mapping[str, Any]) -> Kpi:
    value, own = one["value"], one["own"]
    text = "–" if missing(value) else format_number(value)
    if not one["reported"] or missing(own) or missing(value) or own == value:
        return Kpi(one["label"], text, STATES["no_target"], one["meaning"])
    counted = f"Đếm từ hồ sơ: {format_number(own)}; báo cáo ghi {text}, chưa rõ vì sao khác."
    return Kpi(one["label"], text, STATES["near"].named("Theo báo cáo"), f"{one['meaning']}\n{counted}")


def reported(here: Context) -> None:
    """What the office reported for a figure that the records give too."""
    asked = here.asked.whole.year_so_far
    found: pd.DataFrame = loading.ask(here, reconciliation.reported_against_records, asked)
    if found.empty:
        return
    same = (found["numerator"] == found["own_numerator"]) & (found["denominator"] == found["own_denominator"])
    count, different = format_number(len(found)), int((~same).sum())
    headline = (
        f"{format_number(different)} trong {count} số báo cáo năm {here.year} khác số đếm từ hồ sơ"
        if different
        else f"Cả {count} số báo cáo năm {here.year} đúng bằng số đếm từ hồ sơ"
    )
    under = "Số báo cáo của cả năm được dùng thay số đếm và ghi “theo báo cáo”; khác nhau thì cần biết vì sao"
    with widgets.card(headline, under):
        shown = found.assign(sign=["✓" if one else "●" for one in same])
        tables.table(shown, TABLES["reported"], here, name="so_bao_cao_ds", title=headline)
