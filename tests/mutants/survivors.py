"""Faults that may live on, each with its reason: what it changes is nothing that anybody could see."""

import re

# (how the name of the fault reads, why nobody can notice it)
SURVIVORS = (
    (
        r"^indicators/.*< (open|awaited)_until \[< -> <=",
        "a state that ends on the day it begins counts on no day: counts_from <= D < counts_until",
    ),
    (r"^marts/\w+_open: case when held\.\w+ [<>] facts\..*\[[<>] -> [<>]=", "an equal day is the same day"),
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
    (
        r"^current/merge: and (earlier\.turn < counted\.turn|not list_has_all.*) \[(and -> or|< -> <=), 1",
        "more exports count as incomplete: their rows are merged field by field, slower, with the same fields",
    ),
    (
        r"^current/merge: where .* earliest_due_on < latest_due_on\) \[< -> <=",
        "the fold over a single due date answers that date",
    ),
    (r"^current/merge: when .* version\.due <= state\.due .* \[<= -> <", "an equal date is the same date"),
    (
        r"^current/merge: join turns using \(import_id\) \[join -> left join, [23]\]",
        "a row of a file that was rolled back has no turn, which arg_max passes over; the merged ones all have one",
    ),
    (
        r"^current/first: join .* from imports\) using \(import_id\) \[join -> left join",
        "what is settled are imports that stand in the list: every row of theirs has one",
    ),
    (
        r"^current/merge: join (turns on turns\.import_id = .*|histories using \(record_key\)) \[join -> left join",
        "what has no turn is not the newest one of any history; what is merged has a history",
    ),
    (r" as (is_withdrawn|has_pause_reason), \[1 -> 2", "it is only asked whether it is 0"),
    (
        r"^marts/dossier_facts: when days_before_entry is not null and .* \[and -> or",
        "one is missing only where a dossier is not filed or not received, which no indicator of receipt counts",
    ),
    (
        r"^figures/facts_procedures: coalesce\(spelling\.unit_id, 'unknown'\)",
        "it settles nothing but a tie with a unit that nobody knows",
    ),
    (r"^marts/petition_facts: nullif\('', ''\) as official, \['' -> '~', 2", "an empty name is nobody's too"),
    (
        r"^figures/sums: when 'unit' then coalesce.* \[coalesce -> nullif",
        "figures/values says “unknown” of what has no unit, too",
    ),
    (
        r"^figures/sums: case when \$by_month and day .* \[and -> or",
        "what was not asked by month is read by nobody, and what lies before the period has no numerator there",
    ),
    (
        r"^figures/sums: join last_year using .* \[join -> left join",
        "whatever is asked has its days of last year there",
    ),
    (
        r"^figures/sums: list\(strftime\(month, '%Y-%m'\) .* \['%Y-%m' -> '%Y-%m~', 1",
        "the name of a month is only what the sums of units are put together by",
    ),
    (
        r"^figures/sums: case \$by when 'official' .* \['unit' -> 'unit~'",
        "what is split by more than the unit is summed again per unit",
    ),
)


def reason_of(key: str) -> str:
    """Why a fault may live on, "" where it may not."""
    return next((reason for pattern, reason in SURVIVORS if re.search(pattern, key)), "")
