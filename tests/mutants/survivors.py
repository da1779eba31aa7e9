"""Faults that may live on, each with its reason: what it changes is nothing that anybody could see."""

import re

# (how the name of the fault reads, why nobody can notice it)
SURVIVORS = (
    (
        r"^indicators/.*< (open|awaited)_until \[< -> <=",
        "a state that ends on the day it begins counts on no day: counts_from <= D < counts_until",
    ),
    (r"'2099-12-31' -> '2039-12-31'", "whatever far day stands for “still open”, no question reaches it"),
    (
        r"_second (<|<=) (25200|41400|48600|61200) .*\[(<= -> <|< -> <=|41400 -> 41401|61200 -> 61201), 1\]",
        "the pieces of the working day meet: on the border both give the same seconds",
    ),
    (r": select 1 \[1 -> 2", "`exists` reads no column"),
    (
        r"^indicators/\w+_procedure_rate: 1 as denominator",
        "figures/facts_procedures counts each procedure once, whatever its rows say",
    ),
)


def reason_of(key: str) -> str:
    """Why a fault may live on, "" where it may not."""
    return next((reason for pattern, reason in SURVIVORS if re.search(pattern, key)), "")
