"""Lists that the store answers: searched, ordered, cut and counted there; a page reads the rows that it shows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa

from chiso.core.text import sought
from chiso.store import Store
from chiso.store.queries_text import Chain, Names

# What lists say of a record beside its row: all of it, its unit's name, its days, its unit.
_PLACED, _CALLED, _DATED, _WITHIN = "lists/placed", "lists/called", "lists/dated", "lists/within"
BESIDE: Chain = ("lists/records", _PLACED, _DATED, _WITHIN)
# Where columns of a list come from that are no column of what the export says.
_FROM = {
    **dict.fromkeys(("unit", "unit_name"), _PLACED),
    "record_key": _WITHIN,
    **dict.fromkeys(("due", "finished", "is_late", "is_overdue", "days_late", "days_left"), _DATED),
}
Only = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Page:
    """Which rows of a list: those in whose texts and days every word of `search` occurs, whatever its accents, by a
    column (`-due`: the largest first; none: the list's own order), `most` of them after `skip`. A day is searched as
    15/03/2024, a month as 03/2024. With a `seed` in the order that it draws: the first rows are a sample, the same ones
    as long as the list holds them. `only`: those that say one of some values in each of some columns ("": nothing is
    said there). `each`: `most` of each value of a column, of a list that is not searched. `stood`, of what is overdue:
    those that were so on another day too (True), or were not. `without`: not those of some keys."""

    search: str = ""
    order: str = ""
    skip: int = 0
    most: int | None = None
    seed: str = ""
    only: Only = ()
    each: str = ""
    stood: tuple[date, bool] | None = None
    without: tuple[str, ...] = ()


ALL = Page()


def words(search: str) -> list[str]:
    """What is searched; first the word that few rows hold, with digits in it, else the longest."""
    return sorted(sought(search), key=lambda word: (not any(map(str.isdigit, word)), -len(word)))


@dataclass(frozen=True)
class Listing:
    """A list that the store answers: its chain of queries, the names in them, what they take, its own order."""

    source: Chain
    given: Mapping[str, Any]
    names: Names = field(default_factory=dict)
    order: str = ""

    def rows(self, store: Store, page: Page = ALL) -> list[dict[str, Any]]:
        """One per row of the list, as Python values."""
        rows: list[dict[str, Any]] = self._read(store.rows, store, page)
        return rows

    def frame(self, store: Store, page: Page = ALL) -> pd.DataFrame:
        """The same as a table that has its columns even where it has no row."""
        if table := self._read(store.arrow, store, page):
            return _frame(table)
        made: pd.DataFrame = self._read(store.run, store, page)
        return made

    def count(self, store: Store, page: Page = ALL) -> int:
        """How many rows there are that a page asks for, however many it shows."""
        # what stands beside the rows of records makes them neither more nor less
        source = self._below([], page) if self._is_of_records else self._chain(page)
        (row,) = self._read(store.rows, store, page, ("lists/count", *source))
        return int(row["total"])

    def ages(
        self, store: Store, by: Sequence[str], bounds: Sequence[int], page: Page = ALL
    ) -> list[dict[str, Any]]:
        """Of a list of what is late how many rows are so late, by some columns (`queries/lists/ages.sql`)."""
        names = {"by": tuple(by)}
        return self._grouped(store, "lists/ages", (*by, "days_late"), names, page, bounds=bounds)

    def counts(self, store: Store, by: Sequence[str], order: Sequence[str]) -> list[dict[str, Any]]:
        """How many rows say the same in some columns (`queries/lists/counts.sql`); in the order of some of them."""
        names = {"by": tuple(by), "rising": tuple(order)}
        return self._grouped(store, "lists/counts", (*by, "id"), names)

    def sums(self, store: Store, by: str, posted: Sequence[str] = ()) -> list[dict[str, Any]]:
        """Of a rate its rows by a column (`queries/lists/sums.sql`)."""
        names = {"by": (by,), "posted": tuple(posted)}
        return self._grouped(store, "lists/sums", (by, "finished", *posted), names)

    def _grouped(
        self,
        store: Store,
        name: str,
        columns: Sequence[str],
        names: Names,
        page: Page = ALL,
        **given: Any,
    ) -> list[dict[str, Any]]:
        """What a query answers of the rows that a page asks for, with some columns alone."""
        named = {**self._named(page), **self._export({**dict.fromkeys(columns), **dict(page.only)}), **names}
        chain = (name, *self._below(columns, page))
        rows: list[dict[str, Any]] = _asked(store.rows, store, chain, named, {**self._given(page), **given})
        return rows

    def _read(self, read: Callable[..., Any], store: Store, page: Page, chain: Chain = ()) -> Any:
        chain = chain or ("lists/page", *self._chain(page))
        return _asked(read, store, chain, self._named(page), self._given(page))

    @property
    def _is_of_records(self) -> bool:
        return self.source[: len(BESIDE)] == BESIDE

    def _chain(self, page: Page) -> Chain:
        """The list as it is searched; of records only the rows that the page shows are read in full."""
        if not self._is_of_records:
            return ("lists/found", *self.source)
        is_cut = self._is_cut(page)
        below = self._below(self._chosen_by(page) if is_cut else [], page)
        beside = (one for one in BESIDE if one not in below)
        cut = "lists/leading" if page.each else "lists/shown"
        return ("lists/found", *beside, *((cut,) if is_cut else ()), *below)

    def _is_cut(self, page: Page) -> bool:
        """Whether the rows that a page shows are known before they are read in full."""
        is_of_some = page.most is not None and not page.seed and self._is_of_records
        return is_of_some and all(map(self._is_below, self._chosen_by(page)))

    def _below(self, columns: Iterable[str], page: Page) -> Chain:
        """The rows with these columns alone, and with those by which the page chooses, of which it keeps the chosen."""
        asked = {"only": page.only, "stood": page.stood, "without": page.without}
        chosen = tuple(f"lists/{one}" for one, wanted in asked.items() if wanted)
        searched = ("lists/searched",) if words(page.search) else ()
        needed = {_FROM.get(one, _CALLED) for one in (*columns, *dict(page.only))}
        found = (one for one in (_PLACED, _CALLED, _DATED) if one in needed)
        return (*chosen, *found, *searched, _WITHIN, *self.source[len(BESIDE) :])

    def _is_below(self, column: str) -> bool:
        """Whether a column is known before the rows are read in full."""
        return column in _FROM or column in self._called or column in self.names["named"]

    @property
    def _called(self) -> Mapping[str, str]:
        """Columns of the list -> what they are in the export's table."""
        own = {one: self.names[one][0] for one in ("id", "title") if self.names[one]}
        return {**dict(zip(self.names["column"], self.names["column"], strict=True)), **own}

    def _export(self, columns: Iterable[str]) -> Names:
        """The names of lists/called for these columns."""
        said = [one for one in columns if one in self._called and one not in _FROM]
        return {
            "called": tuple(said),
            "said": tuple(self._called[one] for one in said),
            "meant": tuple(one for one in columns if one in self.names["named"]),
        }

    def _order(self, page: Page) -> list[str]:
        """The columns by which the rows are ordered, before day and key."""
        turns = self._turns(page)
        return [*turns["falling"], *turns["rising"]]

    def _chosen_by(self, page: Page) -> list[str]:
        """The columns that say which rows a page shows."""
        return [*self._order(page), *((page.each,) if page.each else ())]

    def _turns(self, page: Page) -> Names:
        order = page.order or self.order
        own = (
            {} if page.order else {one: self.names[one] for one in ("falling", "rising") if one in self.names}
        )
        turn: Names = (
            {("falling" if order.startswith("-") else "rising"): (order.removeprefix("-"),)} if order else {}
        )
        return {"falling": (), "rising": (), **own, **turn}

    def _named(self, page: Page) -> Names:
        is_shown = self._is_of_records or not words(page.search)
        texts = "shown" if is_shown else "told" if "spoken" in self.names else "untold"
        return {
            "lasting": (),
            "whose": ("agency",) if len(self.given["agencies"]) > 1 else (),
            **{one: (one,) * (one == texts) for one in ("told", "untold", "shown")},
            **{one: (one,) * (self._is_cut(page) is (one == "few")) for one in ("few", "many")},
            **self.names,
            **self._turns(page),
            **(
                self._export({**dict.fromkeys(self._chosen_by(page)), **dict(page.only)})
                if self._is_of_records
                else {}
            ),
            "only": tuple(dict(page.only)),
            "each": (page.each,) * bool(page.each),
        }

    def _given(self, page: Page) -> dict[str, Any]:
        only = [f"{column}:{value}" for column, values in page.only for value in values]
        skip = 0 if self._is_cut(page) and not page.each else page.skip  # passed over before they were read
        return {
            **self.given, "words": words(page.search), "skip": skip, "before": page.skip, "seed": page.seed,
            "only": only, "most": None if page.each else page.most, "leading": page.most, "without": [*page.without],
            "other_day": page.stood and page.stood[0], "stays": page.stood and page.stood[1],
        }  # fmt: skip


def _asked(
    read: Callable[..., Any], store: Store, chain: Chain, named: Names, given: Mapping[str, Any]
) -> Any:
    name, *source = chain
    taken = store.query(str(name), named, _source=source).parameters
    return read(name, named, _source=tuple(source), **{key: given[key] for key in taken})


def _frame(table: pa.Table) -> pd.DataFrame:
    """The same with dates as Python's, numbers as large ones, and None where a column says nothing at all. Values that
    many rows share are made once: of a long list that is most of its time."""
    wide = [one.with_type(pa.int64()) if pa.types.is_integer(one.type) else one for one in table.schema]
    made: pd.DataFrame = table.cast(pa.schema(wide)).to_pandas(date_as_object=True)
    empty = [name for name in table.column_names if table[name].null_count == len(table)]
    return made.assign(**dict.fromkeys(empty))
