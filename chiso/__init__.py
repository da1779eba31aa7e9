"""chiso: exports of the province's systems become figures, pages and slides.

Outside this package: `app.py` and `pages/` (Streamlit draws them inside `web`), `queries/` (every SQL text), `data/`
(reference tables, samples), `run.py`. Inside it, `ROOMS` is the map: from the outside in, a room imports only rooms
that stand in a line below its own (tests/house/test_architecture.py reads this list).
"""

import os

__version__ = "0.2.0"

# Before Arrow is imported, by whichever way chiso starts: its own allocator keeps a heap for every thread that a page
# ever ran in, which nothing gives back (docs/performance.md, "Memory").
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

ROOMS: tuple[tuple[str, str], ...] = (
    ("web", "Streamlit and the gate in front of it: shell, parts, upload, admin, meeting, reconcile"),
    ("__main__", "the command line"),
    (
        "commands",
        "what each command is called, takes, does and answers; here, or in the server that holds the home",
    ),
    ("demo", "the demonstration's exports"),
    ("homes", "which data an installation serves: the demonstration or the real data beside it"),
    ("present", "what leaves the house: charts, slides, deck, workbooks, papers"),
    ("desk", "what people do and enter: effects of an import, rejects, entries, conclusions, reconciliation"),
    ("words", "figures become Vietnamese sentences: findings, headlines, what needs attention"),
    (
        "figures",
        "the one place that is asked for a number: values, targets, records, overdue, plan, criteria, checks",
    ),
    ("intake", "file -> accepted rows: files, recognise, clean, commit"),
    ("reference", "units, targets, indicators of an agency, and how they are changed"),
    ("people", "accounts, passwords, roles"),
    ("store", "DuckDB, SQL texts, ledger, originals (encrypted), backup"),
    ("environment", "the Python that has the packages"),
    ("core", "the language, old encodings, working time, schedule texts, harmless text, limits, errors"),
)
