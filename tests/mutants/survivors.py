"""Faults that may live on, each with its reason: what it changes is nothing that anybody could see."""

_EMPTY_SPAN = "a state that ends on the day it begins counts on no day: counts_from <= D < counts_until"

SURVIVORS: dict[str, str] = {
    "indicators/overdue_dossiers: where overdue_from < open_until [< -> <=, 1]": _EMPTY_SPAN,
    "indicators/first_due_overdue: where first_overdue_from < open_until [< -> <=, 1]": _EMPTY_SPAN,
}
