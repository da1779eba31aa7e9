"""Reference data that people change on /quan-tri: units, spellings, indicators, targets, points, days, denominators.

tables   the tables, their columns in words, rows in Python, JSON and cells
rules    what must hold, each rule a Vietnamese sentence
log      saving, undoing
past     what was changed, in words
"""

from chiso.reference.changes.log import AUDIT, Edit, add_unit, apply, rows, teach, undo
from chiso.reference.changes.past import details, history, setting
from chiso.reference.changes.tables import TABLES, Row

__all__ = [
    "AUDIT",
    "TABLES",
    "Edit",
    "Row",
    "add_unit",
    "apply",
    "details",
    "history",
    "rows",
    "setting",
    "teach",
    "undo",
]
