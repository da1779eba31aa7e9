"""The commands that ask a home: its units and imports, figures, lists, findings."""

from dataclasses import asdict
from datetime import date
from typing import Any, Literal

import pandas as pd

from chiso import figures, reference
from chiso.commands.answers import Answer, asked_of, lines_of, on_home, shown
from chiso.figures.ask import Asked
from chiso.figures.scope import find
from chiso.figures.why import Dimension
from chiso.store import Store
from chiso.words import behaviour, compliance, drivers, scoring, states, trying

imports = shown(lambda store: store.run("imports/list"))
units = shown(reference.units)
records = shown(
    lambda store, indicator, part, **asked: figures.records(
        store, asked_of(store, asked), indicator, figures.Part(part)
    )
)
overdue = shown(lambda store, kind, soon, **asked: figures.overdue(store, asked_of(store, asked), kind, soon))
changes_since = shown(lambda store, since, **asked: figures.between(store, asked_of(store, asked), since))
criteria = shown(lambda store, **asked: figures.criteria(store, asked_of(store, asked), date.max))
index = shown(figures.index_series)
# before the first import there is no day: nothing of the agency's own is published or hidden
components = shown(
    lambda store, name, year, place, as_of, agency: figures.components(
        store, figures.newest(store, agency, as_of) or Asked(agency=agency, as_of=date.max), name, year, place
    )
)


@on_home
def indicators(store: Store, indicator: str | None, by: str | None, **words: Any) -> Answer:
    """Values of the indicators for a CCHC year up to a date."""
    found = figures.values(store, asked_of(store, words), indicator, by).frame()
    for name in ("numerator", "denominator"):  # counts are whole numbers, in a column that also holds none
        whole = [int(number) if float(number).is_integer() else number for number in found[name]]
        found[name] = pd.Series(whole, found.index, dtype=object)
    return Answer(found)


@on_home
def what_if(store: Store, indicator: str, share: float | None, more: float | None, **words: Any) -> Answer:
    """What a figure would be on its target's date with another share, or more a week, of what comes."""
    change = figures.Change(share, {} if more is None else {None: more})
    found = figures.what_if(store, asked_of(store, words), indicator, change)
    entry = find(figures.catalogue(store), indicator)
    return Answer(asdict(found), lines=trying.lines(found, entry))


@on_home
def explain(store: Store, indicator: str, by: Dimension, against: date | None, **words: Any) -> Answer:
    """Why an indicator moved between two days: the parts that add up to its change."""
    found = figures.explain(store, asked := asked_of(store, words), indicator, by, against)
    entry = find(figures.catalogue(store), indicator)
    return Answer(asdict(found), lines=drivers.lines(found, entry, asked))


@on_home
def points(store: Store, **words: Any) -> Answer:
    """The year's index as far as it can be known."""
    found = figures.points(store, asked_of(store, words))
    return Answer(scoring.document(found), lines=scoring.lines(found))


@on_home
def signals(store: Store, by: Literal["unit"] | None, **words: Any) -> Answer:
    """The months in which a rate changed for real."""
    asked, entries = asked_of(store, words), {one.indicator: one for one in figures.catalogue(store)}
    found = [
        (one, place, behaviour.sentence(one, place, entries[one.indicator], asked))
        for one in figures.behaviours(store, asked, None, by) if asked for place in one.signals
    ]  # fmt: skip
    rows = [{**one.at(place), "sentence": sentence} for one, place, sentence in found]
    none = f"Không tháng nào có {states.REAL}: chỉ {states.USUAL}, hoặc chưa đủ ba tháng trọn vẹn."
    return Answer(rows, lines=tuple(sentence for *_, sentence in found) or (none,))


@on_home
def check(store: Store, rules: bool, **words: Any) -> Answer:
    """Reconciliation findings; `rules`: the dossiers that break a rule."""
    asked = asked_of(store, words)
    if rules:
        counted = figures.compliance(store, asked), figures.rule_breaks(store, asked)
        return Answer(
            compliance.document(*counted), lines=compliance.lines(*counted, asked.agency if asked else "")
        )
    found = figures.check(store, asked)
    return Answer(found, lines=lines_of(found.to_dict("records"), "Không có điểm nào phải đối soát."))
