"""What Tổng quan says of the newest day, asked before anybody opens it: sums, forecasts and findings are made once per
data version, and nobody waits for them. Most of it is the first question of every other page too."""

from datetime import date

from chiso import figures
from chiso.core.periods import COMPARISONS, year_of
from chiso.people.actor import PROGRAM
from chiso.store import Store, attached
from chiso.web.parts import loading
from chiso.web.shell.context import Context, kept
from chiso.words import cards


def make(store: Store) -> None:
    """Asks of the home's agency what its page asks; what is at hand already costs some milliseconds."""
    newest = kept(store, figures.newest_as_of, agency=store.agency)
    if newest is not None:
        _ask(_look(store, newest))


def _look(store: Store, newest: date) -> Context:
    """That of everybody who opens the program: no unit, nothing chosen."""
    return Context(
        store=store,
        agency=store.agency,
        year=year_of(newest),
        as_of=newest,
        unit=None,
        compare=COMPARISONS[0],
        actor=PROGRAM,
        palette="light",
    )


def _ask(here: Context) -> None:
    loading.values(here)
    loading.values(here, by="unit")
    loading.levels(here, here.asked.earlier())
    loading.points(here)
    loading.ask(here, figures.scores, agency=here.agency, as_of=here.as_of)
    for code in cards.OVERVIEW:
        loading.trend(here, code)
        loading.move(here, code)
    if attached.has_records(here.store):
        loading.ask(here, loading.findings, here.asked)
        loading.soon_counts(here, "dossiers")
