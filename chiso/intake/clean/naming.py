"""Names of indicators, indices, components, places and agencies as the catalogue says them, whatever spelling a file
prints.

A spelling that nobody taught stays as it is printed; for an indicator that is said, since no figure will use it.
Components are called as data/index_names.toml says, the others as data/reference/name_aliases.csv and /quan-tri teach,
the agencies of the province as province_agencies.csv does.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from chiso import reference
from chiso.core.periods import cchc_year_bounds
from chiso.core.vietnamese import fold, format_date, format_number, nfc
from chiso.intake.clean import checks, others
from chiso.intake.clean.cleaned import Work
from chiso.intake.clean.days import year_ended
from chiso.intake.clean.values import parse_column
from chiso.intake.recognise.index_names import (
    AGENCY_INDEX,
    OF_AGENCIES,
    OF_PROVINCES,
    PROVINCE_INDEX,
    component_of,
    index_of,
    place_of,
    stands_in,
    whose_index,
)
from chiso.reference import agencies
from chiso.reference.unit_tree import spellings
from chiso.store import Store

# "KẾT QUẢ CHỈ SỐ CCHC CỦA SỞ XÂY DỰNG NĂM 2025"
_WHOSE = re.compile(
    r"(?<!\w)của ((?:sở|ban|ubnd|ủy ban nhân dân|văn phòng|thanh tra|cục|chi cục) [^,;:()–0-9]+?)"
    r" ?(?:$|[,;:()–0-9]|(?:năm|qua|các năm|giai đoạn|tỉnh|theo)(?!\w))",
    re.IGNORECASE,
)
# Who wrote or asked is not whose scores they are: "(theo Công văn 12 của Sở Nội vụ)", "do Sở Nội vụ khảo sát".
_BY_WHOM = re.compile(
    r"(?<!\w)(?:kèm theo|ban hành|do(?= (?:sở|bộ|ban|ubnd|ủy ban|văn phòng|thanh tra|cục)(?!\w))|"
    r"theo (?:báo cáo|công văn|quyết định|thông báo|kết quả|số liệu|khảo sát|kế hoạch|văn bản)|"
    r"(?:khảo sát|công bố|báo cáo) của|"
    r"(?:sở|bộ|ban|ubnd|ủy ban)(?!\w)[^,;:()–]{1,80}?(?<!được) (?:công bố|khảo sát|thẩm định|tổng hợp))(?!\w).*",
    re.IGNORECASE,
)
_SIGNS = " .,;:-_/|>()"  # around and between the names of an agency and a unit
_POINT, _NUMBER = re.compile(r"\.(?=[a-z0-9])"), re.compile(r"(?<=[a-z])(?=[0-9])")
_MEASURE = re.compile(
    r"\s*\((?:%|(?:tr|trieu|ty|ngan|nghin)?\.? ?(?:dong|d|vnd)|van ban|ho so|phieu|cuoc|dot|lan|nguoi|sang kien"
    r"|truong hop|don vi)\)$"
)
_OWN = frozenset({"measurements", "service_index"})  # which are reported, not counted from lists


def settle(store: Store, agency: str, is_handed_on: bool, work: Work) -> None:
    """Puts taught names in place of their spellings, before keys are made of them, in a file of that agency; the lines
    of others are left out (`is_handed_on`: as in `Upload`)."""
    if work.dataset.name in others.SEVERAL or others.has_agencies(work):
        known = agencies.spelled(store)
        kept = {known[fold(name)]: code for code, name in agencies.kept(store).items()}
        called = others.Called(agency, spellings(store, agency), known, kept)
        others.leave_out(work, called, is_known=is_handed_on)
    if "unit" in work.columns:
        _units_called(work, store, agency)
    if work.dataset.name == "measurements":
        indicators, kinds = reference.names(store, "indicator"), reference.kinds(store)
        work.kinds = {name: one.kind for name, one in kinds.items()}
        _rename(work, "indicator", lambda _, text: _figure(indicators, work.kinds, text))
        _years_ended(work, {name for name, one in kinds.items() if one.year_kind != "calendar"})
        _warn_of_ahead(work)
        _warn_of_strange(work, {*indicators.values()})
        _warn_of_counted(work, {name for name, one in kinds.items() if one.dataset not in _OWN})
    if work.dataset.name == "index_scores":
        indices, agencies_named = reference.names(store, "index"), reference.names(store, "place", "agency")
        _rename(work, "index", lambda _, text: _named(indices, text))
        _rename(work, "place", lambda _, text: place_of(text) or _named(agencies_named, text))
        named = [index or "" for index in work.columns["index"].values.to_pylist()]
        _rename(work, "component", lambda row, text: _component(text, named[row]))
        mine = {text for text, unit in spellings(store, agency).items() if unit == agency}
        _placed(work, store.rows("pages/agency", agency=agency)[0], mine, agencies.spelled(store))
        places = work.columns["place"].values.to_pylist()
        _rename(work, "index", lambda row, text: _of_its_place(text, places[row]))
    if work.dataset.name == "joint_dossiers":
        known = agencies.spelled(store)
        _rename(work, "lead_agency", lambda _, text: _named(known, text))


def _years_ended(work: Work, of_cchc: Collection[str]) -> None:
    """What is reported of a year or its last quarter is of that CCHC year, which ends before the calendar's, where the
    indicator goes by it: on 31/12 it would be the first of the next one."""
    names, column = work.columns["indicator"].values.to_pylist(), work.columns["date"]
    texts = column.texts.to_pylist()
    column.values = pa.array(
        [
            cchc_year_bounds(year)[1] if name in of_cchc and (year := year_ended(text or "")) else day
            for name, text, day in zip(names, texts, column.values.to_pylist(), strict=True)
        ],
        column.values.type,
    )


def _warn_of_ahead(work: Work) -> None:
    """What was reached by a day after that of the file ("Năm 2026" in October): until then it counts nowhere."""
    if work.as_of is None:
        return
    reached = [~work.columns[field].empty for field in ("numerator", "value") if field in work.columns]
    days = work.columns["date"].values.to_pylist()
    ahead = np.array([day is not None and day > work.as_of for day in days], dtype=np.bool_)
    rows = work.row_no[ahead & np.logical_or.reduce(reached, axis=0)] if reached else work.row_no[:0]
    if len(rows):
        work.warn(
            "reported_ahead",
            f"{format_number(len(rows))} dòng ({checks.listed(rows)}) là kết quả đến một ngày sau ngày chốt số liệu "
            f"{format_date(work.as_of)}: được lưu, đến ngày đó mới vào số liệu. Nếu là kết quả đến nay, hãy ghi "
            "ngày hoặc tháng đã đạt.",
        )


def _warn_of_strange(work: Work, taught: Collection[str]) -> None:
    """What nobody taught, which no figure is made of."""
    accepted = work.columns["indicator"].values.filter(pa.array(~work.rejected()))
    if strange := [f"“{name}”" for name in accepted.unique().to_pylist() if name not in taught]:
        many = "Chỉ tiêu" if len(strange) == 1 else f"{format_number(len(strange))} chỉ tiêu"
        message = (
            f"{many} chưa có trong danh mục nên chưa vào số liệu nào: {checks.first_of(strange)}. "
            "Hãy kiểm tra tên, hoặc thêm chỉ tiêu vào danh mục."
        )
        work.warn("unknown_indicator", message)


def _warn_of_counted(work: Work, counted: Collection[str]) -> None:
    """Of what is counted from lists only a report of a whole year stands in place of the count (shared contract,
    "Indicators")."""
    names, days = (work.columns[field].values.to_pylist() for field in ("indicator", "date"))
    rows = [
        int(work.row_no[index])
        for index, (name, day) in enumerate(zip(names, days, strict=True))
        if name in counted and day is not None and day < cchc_year_bounds(day.year)[1]
    ]
    if rows:
        work.warn(
            "counted_indicator",
            f"{format_number(len(rows))} dòng ({checks.listed(rows)}) là chỉ tiêu tính từ danh sách kết xuất (hồ sơ, "
            "nhiệm vụ, PAKN …): số báo cáo chỉ thay số tính được khi là của cả năm (ngày 14/12 đến 31/12), nên số "
            "của một phần năm ở các dòng này được lưu mà chưa vào số liệu nào.",
        )


def _units_called(work: Work, store: Store, agency: str) -> None:
    """The units' own names where a cell says the agency's beside them or is set otherwise ("Sở Tư pháp - Phòng NV1",
    "P.Nghiệp vụ1")."""
    known = spellings(store, agency)
    mine = [text for text, unit in known.items() if unit == agency]
    frame = reference.units(store, agency)
    own = dict(zip(frame["unit"], frame["unit_name"], strict=True))
    work.rename_units(lambda text: own.get(known.get(_bare(fold(text), known, mine), ""), text))


def _bare(key: str, known: Collection[str], mine: Sequence[str]) -> str:
    """The known spelling that a folded text is without the agency's name (one of `mine`) and with its blanks; "" for
    none, and for a known one."""
    if key in known:
        return ""
    tidy = _NUMBER.sub(" ", _POINT.sub(". ", key.strip(_SIGNS)))
    forms = [tidy]
    for name in mine:
        before, found, behind = tidy.partition(name)
        if found and not (before and behind) and not (before[-1:].isalnum() or behind[:1].isalnum()):
            forms.append((before or behind).strip(_SIGNS))
    return next((form for form in forms if form in known), "")


def _of_its_place(index: str, place: str | None) -> str:
    """An index, of the two of the same fields that of agencies or of provinces, as the place of its score is one."""
    return whose_index([place], index) if place and index in (AGENCY_INDEX, PROVINCE_INDEX) else index


def _component(text: str, index: str) -> str | None:
    """The name of a component, as printed where nobody knows it; None of the index itself ("PCI", "Tổng điểm")."""
    known = component_of(text, index)
    return text if known is None else known or None


def _placed(work: Work, home: Mapping[str, Any], mine: Collection[str], known: Mapping[str, str]) -> None:
    """Whose scores are those without a place: of the agency that the title names, of a province too; else an agency's
    index is of the home's own, which is called as `mine` says, another index of its province. An index that only
    provinces have is of no agency. `known`: how agencies are spelled.
    """
    layout, ours = work.layout, str(home["name"])
    printed = (layout.wide.constants if layout.wide else layout.constants).get("place")
    named = _whose(layout.title, (*mine, *known))
    called = fold(named).removesuffix(f" {fold(home['place'] or '')}")
    agency = ours if not named or called in (fold(ours), *mine) else known.get(called, named)

    empty = parse_column(pa.nulls(len(work), pa.string()), work.dataset.by_name["place"])
    column = work.columns.setdefault("place", empty)
    places = column.values.to_pylist()
    indices = work.columns["index"].values.to_pylist()
    by_title = [
        bool(named) and index not in OF_PROVINCES and place in (None, printed)
        for index, place in zip(indices, places, strict=True)
    ]
    usual = [ours if index in OF_AGENCIES else home["place"] for index in indices]
    rows = list(zip(places, by_title, usual, strict=True))
    column.values = pa.array(
        [agency if is_told else place or own for place, is_told, own in rows], pa.string()
    )
    if not_of := " và ".join(sorted({str(own) for _, is_told, own in rows if is_told} - {agency})):
        whose = "của cơ quan" if agency == ours else "của nơi khác"
        elsewhere = f"Tiêu đề ghi điểm của {agency}: nhập như điểm {whose}, không phải của {not_of}."
        work.warn("whose_scores", elsewhere)
    if assumed := {own for place, is_told, own in rows if own and not (place or is_told)}:
        whose = " và ".join(sorted(assumed))
        work.warn("whose_scores", f"Tệp không ghi điểm của nơi nào nên được hiểu là của {whose}.")


def _whose(title: Sequence[str], known: Collection[str]) -> str:
    """The agency that a title names as whose scores stand below it: "… của Sở Xây dựng", "CHỈ SỐ CCHC SỞ XÂY DỰNG"."""
    lines = [_BY_WHOM.sub("", nfc(line)) for line in title]
    if told := next((found[1] for line in lines if (found := _WHOSE.search(line))), ""):
        return told
    for line in filter(index_of, lines):
        if names := [name for name in known if stands_in(name, fold(line))]:
            return max(names, key=len)
    return ""


def _named(names: Mapping[str, str], text: str) -> str:
    """The name that a spelling leads to, else the text itself."""
    return names.get(fold(text)) or text


def _figure(names: Mapping[str, str], kinds: Mapping[str, str], text: str) -> str:
    """The same of an indicator, also with its measure behind it ("… (%)") or without what it is ("Văn bản đi ký số",
    "Số sáng kiến")."""
    key = fold(text)
    bare = _MEASURE.sub("", key)
    for one, kind in ((key, ""), (bare, ""), (f"ty le {bare}", "rate"), (bare.removeprefix("so "), "count")):
        if (name := names.get(one)) and (not kind or kinds.get(name) == kind):
            return name
    return text


def _rename(work: Work, name: str, named: Callable[[int, str], str | None]) -> None:
    """The values of a column, each as `named` calls it, which is told its row too."""
    if column := work.columns.get(name):
        texts = column.values.to_pylist()
        own = [text and named(row, text) for row, text in enumerate(texts)]
        column.values = pa.array(own, pa.string())
