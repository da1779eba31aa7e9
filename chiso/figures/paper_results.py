"""Criterion II.2.3.3.1 by its letter: of the dossiers whose result is given on paper, how many have it as a file too.

The indicator e_result_rate counts all that was resolved, as the published 9.129/14.697 of 2023 does; this stands
beside it.
"""

from chiso.figures.ask import Asked
from chiso.figures.facts import Base, Rows, sums
from chiso.figures.scope import catalogue, find, scope
from chiso.store import Store

INDICATOR, ON_PAPER = "e_result_rate", Base(paper=True)


def on_paper(store: Store, question: Asked) -> tuple[int, int] | None:
    """Dossiers with an electronic result, dossiers resolved, of procedures that give their result on paper; None
    where no list of procedures says which do."""
    asked = scope(store, question)
    if not store.known("figures/paper_procedures", agencies=asked.agencies)[0]["told"]:
        return None
    entry = find(catalogue(store, asked.agency, asked.year), INDICATOR)
    found = sums(store, Rows(asked, [entry], base=ON_PAPER))[INDICATOR]
    return sum(row["numerator"] or 0 for row in found), sum(row["denominator"] or 0 for row in found)
