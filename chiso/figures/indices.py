"""Published indices: whose each score is, and from which year it is no longer of what it was of."""

from collections.abc import Iterator
from datetime import date
from functools import cache

import pandas as pd

from chiso.core.vietnamese import fold
from chiso.figures.scope import as_day
from chiso.intake.recognise.index_names import OF_AGENCIES, OF_PROVINCES, place_of
from chiso.reference import shipped
from chiso.reference.unit_tree import spellings
from chiso.store import Store

# In the order of the meeting; those that the agency itself is scored in come first.
INDICES = ("CCHC", "PAR INDEX", "SIPAS", "PAPI", "PCI", "PGI", "PACA")
OF_AN_AGENCY = " của cơ quan"
Break = tuple[int, str]  # the first year of what is another series, and why


def index_series(
    store: Store, agency: str, name: str | None = None, place: str | None = None, as_of: date | None = None
) -> pd.DataFrame:
    """Scores of an index and its components over the years, as published: gaps stay gaps, ranks as printed.

    With `as_of` only the editions that were published by that day (unknown: by 1 January after their year).

    One row per index, component (null: the total), year and place, with weight, target and who is responsible.
    """
    known = as_of and known_since(store, agency, as_of)
    of = (agency, name, place, known)
    return store.once(
        ("index_series", *of),
        lambda: store.run("figures/index_scores", agency=agency, index_name=name, place=place, as_of=known),
    )


def known_since(store: Store, agency: str, day: date) -> date:
    """The last day up to `day` on which something of indices and criteria became known: what is asked of it is the
    answer of every day until the next such day, and so is asked once for all of them."""
    days = (as_day(row["day"]) for row in store.known("figures/index_days", agency=agency))
    return max((known for known in days if known and known <= day), default=date.min)


def scores(store: Store, agency: str, as_of: date | None = None) -> pd.DataFrame:
    """`index_series` of every index under its usual name, of an agency told apart from that of a province ("SIPAS của
    cơ quan"); `own`: those of the agency, under any of its names, and of its province; `series`, `series_of`: the first
    year of those that may be held against a score, and what it is of since then (0, "": as ever)."""
    found = index_series(store, agency, as_of=as_of)
    row = store.known("pages/agency", agency=agency)[0]
    taught = (text for text, unit in spellings(store, agency).items() if unit == agency)
    mine = {*taught, *(fold(name) for name in (row["name"], row["short_name"], agency))}
    province = row["place"] or ""
    places = [str(place) for place in found["place"]]
    names = [
        _of_its_place(canonical(name), place, province)
        for name, place in zip(found["index"], places, strict=True)
    ]
    own = [
        fold(place) in mine if is_of_agencies(name) else fold(place) == fold(province)
        for name, place in zip(names, places, strict=True)
    ]
    of = [
        row["name"] if is_own and is_of_agencies(name) else place
        for name, place, is_own in zip(names, places, own, strict=True)
    ]
    series = [
        max((one for one in breaks(name, what, province) if one[0] <= year), default=(0, ""))
        for name, what, year in zip(names, of, found["year"], strict=True)
    ]
    began, why = [first for first, _ in series], [words for _, words in series]
    own_rows = pd.Series(own, found.index, dtype=bool)  # of no row too
    return found.assign(index=names, own=own_rows, series=began, series_of=why)


def comparable(rows: pd.DataFrame, place: str | None = None) -> pd.DataFrame:
    """Editions (score, max_score) as they may be held against the newest (of `place`): where maxima differ (what does
    not apply is taken out of an agency's CCHC, which is rated by its percentage: domain, "Indices") and the newest's is
    known, `score` is the percentage of it, null where it is unknown. `is_share`: whether it is so; `got`, `most`: as
    published. In points an agency's editions begin another series where the maximum becomes another."""
    scored = rows[rows["score"].notna()]
    ours = scored if place is None else scored[scored["place"] == place]
    newest = ours.loc[ours["year"] == ours["year"].max(), "max_score"]
    is_share = bool((newest > 0).all()) and scored["max_score"].nunique() > 1
    told = rows.assign(got=rows["score"], most=rows["max_score"], is_share=is_share)
    if not is_share:
        return _by_maximum(told)
    most = rows["max_score"].where(rows["max_score"] > 0)
    return told.assign(score=rows["score"] / most * 100, max_score=100.0)


def _by_maximum(rows: pd.DataFrame) -> pd.DataFrame:
    is_of = pd.Series([is_of_agencies(str(name)) for name in rows["index"]], rows.index, dtype=bool)
    scored = rows[rows["score"].notna() & is_of].sort_values(["place", "year"])
    most = maximum(scored)
    is_other = most.ne(most.groupby(scored["place"]).shift()) & scored["place"].duplicated()
    began = scored["year"].where(is_other, 0).groupby(scored["place"]).cummax()
    began = began.reindex(rows.index, fill_value=0)
    is_later = began > rows["series"]
    words = rows["max_score"].notna().map({True: "điểm tối đa khác", False: "chưa rõ điểm tối đa"})
    return rows.assign(
        series=began.where(is_later, rows["series"]), series_of=words.where(is_later, rows["series_of"])
    )


def maximum(rows: pd.DataFrame) -> "pd.Series[float]":
    """What there is to win in editions; 100 where nobody says otherwise."""
    return rows["max_score"].astype("float64").fillna(100)


def are_shares(rows: pd.DataFrame) -> bool:
    """Whether `comparable` made percentages of these editions."""
    return "is_share" in rows and bool(rows["is_share"].any())


def canonical(name: str) -> str:
    """The usual spelling of an index."""
    return next((index for index in INDICES if fold(index) == fold(name)), name)


def _of_its_place(name: str, place: str, province: str) -> str:
    """Of what provinces and agencies are both scored in, the agencies' has a name of its own."""
    if name in OF_AGENCIES | OF_PROVINCES or fold(place) == fold(province) or place_of(place):
        return name
    return name + OF_AN_AGENCY


def is_of_agencies(name: str) -> bool:
    """Whether an index, as `scores` calls it, is of agencies each."""
    return name in OF_AGENCIES or name.endswith(OF_AN_AGENCY)


@cache
def breaks(index: str, of: str, province: str) -> tuple[Break, ...]:
    """From which years the scores of an index are of something else, by year: another method (index_breaks.csv), who
    or what is scored, or the province of an agency, became another (successors.csv)."""
    found = [
        (int(row["year"]), row["words"]) for row in shipped.read_rows("index_breaks") if row["index"] == index
    ]
    for name in dict.fromkeys([of, *([province] if is_of_agencies(index) else [])]):
        found += _became(name)
    return tuple(
        (year, "; ".join(why for when, why in found if when == year)) for year in sorted(dict(found))
    )


def _became(name: str) -> Iterator[Break]:
    """The edition of the year in which something became another is the first of what it is since."""
    rows = shipped.read_rows("successors")
    for row in rows:
        if row["name"] == name:
            joined = [one["name"] for one in rows if one["successor"] == row["successor"]]
            others = " và ".join(one for one in joined if one not in (name, row["successor"]))
            became = f"thêm {others}" if name == row["successor"] else f"thành {row['successor']}"
            yield int(row["since"][:4]), became
