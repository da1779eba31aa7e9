"""Received dossiers and how they came in, under the denominator in use on /truc-tuyen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.periods import months_earlier, months_of, year_earlier
from chiso.figures import paper_results
from chiso.figures.ask import EXCLUDED
from chiso.figures.judging import Value
from chiso.present.chart import records
from chiso.present.pictures import rates
from chiso.reference import changes
from chiso.store import attached
from chiso.web.parts import loading, meaning, plots, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, kept_whole
from chiso.words import drivers
from chiso.words.cards import share
from chiso.words.numbers import show

INDICATOR = "online_rate"
ROWS = "; bấm một thanh để xem hồ sơ chưa nộp trực tuyến"
WHOLE = "ca_nam"  # in the address: the line of the whole year
BASES = {"tat_ca": "Tất cả hồ sơ", "co_truc_tuyen": "TTHC có trực tuyến"}


def words(here: Context, base: figures.Base) -> str:
    """What is counted, in words."""
    tail = ", trừ nhóm không tính" if here.without else ""
    return ("hồ sơ của TTHC có trực tuyến" if base.offered else "tất cả hồ sơ tiếp nhận") + tail


def switch(here: Context) -> tuple[Context, figures.Base]:
    """The denominator in use, as /quan-tri sets it; named, and switched here: the look at it."""
    in_use, exclusion = (
        loading.ask(here, changes.setting, agency=here.agency, name=name)
        for name in ("online_base", "online_exclusion")
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        chosen = view.segments("Mẫu số", BASES, name="mau_so", default=in_use)
        without = view.toggle(
            "Trừ hồ sơ thuộc nhóm không tính", name="loai_tru", default=exclusion == "loai_tru"
        )
    return here.but(without=EXCLUDED if without else ()), figures.Base(offered=chosen == "co_truc_tuyen")


def is_official(here: Context, base: figures.Base) -> bool:
    """Whether it is the denominator that the target is set on: all dossiers received."""
    return base == figures.WHOLE and not here.without


def year_before(here: Context) -> Context:
    """The same days a year earlier."""
    start = here.date_from and year_earlier(here.date_from)
    return here.but(year=here.year - 1, as_of=year_earlier(here.asked.as_of), date_from=start)


def days(here: Context, base: figures.Base) -> pd.DataFrame:
    """Running sums of the online rate: day, numerator, denominator, value."""
    return loading.ask(here, figures.days, here.asked, INDICATOR, base)


def by(here: Context, base: figures.Base, what: str) -> pd.DataFrame:
    """How they came in by unit, official, procedure, field or month."""
    return loading.ask(here, figures.breakdown, here.asked, INDICATOR, what, base)


def parts(here: Context, base: figures.Base, what: str) -> pd.DataFrame:
    """Who has to bring how many of the online dossiers that the target still needs."""
    return loading.ask(here, figures.gap_parts, here.asked, INDICATOR, what, base)


def at_the_counter(here: Context, base: figures.Base, chosen: Mapping[str, str | None]) -> None:
    """What was not filed online of the bars that are `chosen` among those that are short: of an official, a procedure,
    a field."""
    for what, picked in chosen.items():
        if picked is not None:
            _at_the_counter(here, base, what, picked)


def _at_the_counter(here: Context, base: figures.Base, what: str, picked: str) -> None:
    look, part = drivers.records_of(what, picked)
    rows = replace(part, side="rest", base=replace(part.base, offered=base.offered))
    name = str(next(row["name"] for row in records(parts(here, base, what)) if row["key"] == picked))
    with widgets.card(f"{name}: hồ sơ chưa nộp trực tuyến"):
        plots.chosen(f"thieu_{what}", name)
        tables.records(here.but(**look), INDICATOR, f"{name}: hồ sơ chưa nộp trực tuyến", rows)


def is_ahead(now: Value) -> bool:
    """Whether the target's date is still ahead."""
    return now.target_date is not None and now.target_date > now.day


def since(now: Value) -> date | None:
    """The first day of the line: two months back while the target is ahead, which on a whole year would be a tenth of
    its width; the whole year when asked for."""
    return months_earlier(now.day, 2) if is_ahead(now) and not view.is_on(WHOLE) else None


def months(here: Context, base: figures.Base) -> pd.DataFrame:
    """This year's months (`month`), and beside each the same month of the year before (`previous`)."""
    now, before = (_known_months(look, base) for look in (here, year_before(here)))
    earlier = dict(zip(before["key"], before["value"], strict=True))
    same = [earlier.get(f"{int(month[:4]) - 1}{month[4:]}") for month in now["key"]]
    return now.assign(month=now["key"], previous=pd.Series(same, now.index, dtype="float64"))


def _known_months(here: Context, base: figures.Base) -> pd.DataFrame:
    """From the first to the last; nothing is known of those of which no file speaks: a few of their dossiers stayed
    open."""
    found, value = by(here, base, "month"), loading.value(here, INDICATOR)
    known = found[~found["key"].isin(value.lacking if value else ())]
    if known.empty:
        return known
    first, last = (date.fromisoformat(f"{month}-01") for month in (known["key"].min(), known["key"].max()))
    names = [f"{month:%Y-%m}" for month in months_of(first, last)]
    return known.set_index("key").reindex(names).rename_axis("key").reset_index()


def companions(here: Context) -> None:
    """The indicators that go along with the online rate, and the rows of the one that was chosen."""
    chart = kept_whole(rates.companions, loading.values(here), is_signed=True)
    define = partial(meaning.define, here, *chart.keys, dataset="dossiers")
    code = plots.shown(chart, here, name="di_cung", clickable=True, tools=define)
    if code:
        words = chart.names[chart.keys.index(code)]
        plots.chosen("di_cung", words)
        tables.behind(here, code, words)
    _on_paper(here)


def _on_paper(here: Context) -> None:
    """Electronic results once more, of the procedures alone that give theirs on paper, where the list says which do;
    and the dossiers that have none yet."""
    counts = None if attached.is_on(here.store) else loading.ask(here, figures.on_paper, here.asked)
    if counts is None:
        return
    name = "Kết quả điện tử, chỉ tính TTHC cấp kết quả bản giấy"
    if not counts[1]:
        widgets.note(f"{name}: chưa có hồ sơ nào đã giải quyết.")
        return
    rate = show(counts[0] / counts[1], rate=True)
    st.markdown(
        f"**{name}: {rate}** :small[:gray[({share(*counts)}; chỉ tiêu tính mọi hồ sơ đã giải quyết)]]"
    )
    if view.toggle("Xem hồ sơ chưa có kết quả điện tử", name="ban_giay"):
        part = figures.Part("rest", base=paper_results.ON_PAPER)
        tables.records(here, paper_results.INDICATOR, f"{name}: chưa có kết quả điện tử", part)
