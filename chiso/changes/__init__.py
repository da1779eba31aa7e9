"""Reference data that people change on /quan-tri: units, spellings, indicators, targets, points, days, denominators.

tables   the tables, their columns in words, rows in Python, JSON and cells
rules    what must hold, each rule a Vietnamese sentence
log      saving, history, undoing
book     all of it as a workbook, and back
"""

from chiso.changes.log import AUDIT, Edit, apply, details, history, rows, setting, undo
from chiso.changes.tables import TABLES, Row

__all__ = ["AUDIT", "TABLES", "Edit", "Row", "apply", "details", "history", "rows", "setting", "undo"]
