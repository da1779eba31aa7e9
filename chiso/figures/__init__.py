"""The one headless core that command line, pages, slides and workbooks ask for a number. No Streamlit, no SQL text.

    ask        one question: agency, unit, year or range, day, day compared with
    scope      the question with the units it means, the catalogue of indicators with their targets
    targets    a target, the step that counts, what the rest must bring
    figure     the sums of a figure on its way to a value
    foresight  what a figure will be on its target's date, with its uncertainty
    hindsight  what the forecast said months ago, beside what came
    judging    a value and its state, decided here alone
    limits     when a change of a monthly figure is real
    signals    the rates month by month, and which of their changes are
    insights   what stands out in a rate beside its target
    values     indicators: the number, its target and status (levels: the number alone); by unit, month, official
    what_if    what a share would be if more of what comes counted
    gap        what is to come, how many of it are needed, and whose part that is
    facts      the rows of an indicator: their sums, breakdowns, weeks, Biểu số II.06a
    reported   what is entered by hand (measurements, the service index)
    records    the rows behind a number, one record by itself
    search     what some words find: records by number, procedures, officials, units, indicators, tasks of plans
    lateness   what is overdue or due soon
    late_counts the same counted by age, day, unit, official
    left       what ended units left open
    handling   where, on which weekday, how near a holiday dossiers became late
    late_risk  how likely an open dossier ends late
    petitions  petitions by kind
    enterprises what enterprises asked; dialogues, inspections, surveys
    caseload   what officials have in hand, how long procedures take, and the rows of both
    between    what changed between two days
    mix, why   why a rate moved between two days: the rates of its parts, their shares of the base
    promises   what became of the days that the office had named
    parties    who is named in the printed words of a plan
    assignments  an assignment of a plan as clauses with those who act in them
    deadlines  who owes what of a plan's task by when
    plan       plan tasks with their deadlines and what became of them
    criteria   CCHC criteria with the points lost
    appraisal  the CCHC points of several agencies side by side
    self_scoring  the points that rooms give themselves, their evidence, what Văn phòng says of both
    indices    scores of indices: whose, and which of them may be held against each other
    points     the year's index as far as it can be known
    components an index by component against the agency's targets
    coverage   which days the files speak of, and which months are missing
    checks     reconciliation findings

An indicator is queries/indicators/<code>.sql (rows at record grain) and one row of the catalogue; nothing here knows
one by name, except what is late or overdue.
"""

from chiso.figures.appraisal import appraisals
from chiso.figures.ask import Asked
from chiso.figures.between import Turn, before, between, count_turned, turned, turned_counts
from chiso.figures.caseload import Worked, WorkedOf, procedure_days, workload
from chiso.figures.checks import check
from chiso.figures.compliance import compliance, count_rule_breaks, rule_breaks
from chiso.figures.components import component_tasks, components, rank_points
from chiso.figures.coverage import begun, files, freshness, is_heard, speaks, spoken_since, unheard
from chiso.figures.criteria import criteria, criteria_years, responsible, without_sums
from chiso.figures.enterprises import enterprise_events, enterprise_questions
from chiso.figures.facts import WHOLE, Base, breakdown, days, field_report, late_by, overdue_weeks
from chiso.figures.gap import parts as gap_parts
from chiso.figures.handling import LateOf, late_parts
from chiso.figures.hindsight import hindsight
from chiso.figures.indices import index_series, scores
from chiso.figures.joint import joint_late
from chiso.figures.late_counts import known_weeks, overdue_ages, soon_counts
from chiso.figures.late_risk import late_risks
from chiso.figures.lateness import count_overdue, overdue
from chiso.figures.left import left_behind
from chiso.figures.listing import Only, Page
from chiso.figures.officials import evaluation, officials
from chiso.figures.paper_results import on_paper
from chiso.figures.petitions import petition_kinds
from chiso.figures.plan import called_off, deadline_of, owed, plan
from chiso.figures.points import points
from chiso.figures.promises import promised_keys, promises
from chiso.figures.records import (
    COUNTED,
    Listable,
    Moved,
    Part,
    count_listed,
    count_records,
    listed,
    record,
    records,
    versions,
)
from chiso.figures.scope import catalogue, newest, newest_as_of, working_day, working_days_since
from chiso.figures.search import search
from chiso.figures.self_scoring import self_scoring
from chiso.figures.signals import behaviours
from chiso.figures.unit_scores import unit_scores
from chiso.figures.values import figure_of, levels, values
from chiso.figures.what_if import Change, what_if
from chiso.figures.why import explain, explained
from chiso.reference.unit_tree import Units, units

__all__ = [
    "COUNTED",
    "WHOLE",
    "Asked",
    "Base",
    "Change",
    "LateOf",
    "Listable",
    "Moved",
    "Only",
    "Page",
    "Part",
    "Turn",
    "Units",
    "Worked",
    "WorkedOf",
    "appraisals",
    "before",
    "begun",
    "behaviours",
    "between",
    "breakdown",
    "called_off",
    "catalogue",
    "check",
    "compliance",
    "component_tasks",
    "components",
    "count_listed",
    "count_overdue",
    "count_records",
    "count_rule_breaks",
    "count_turned",
    "criteria",
    "criteria_years",
    "days",
    "deadline_of",
    "enterprise_events",
    "enterprise_questions",
    "evaluation",
    "explain",
    "explained",
    "field_report",
    "figure_of",
    "files",
    "freshness",
    "gap_parts",
    "hindsight",
    "index_series",
    "is_heard",
    "joint_late",
    "known_weeks",
    "late_by",
    "late_parts",
    "late_risks",
    "left_behind",
    "levels",
    "listed",
    "newest",
    "newest_as_of",
    "officials",
    "on_paper",
    "overdue",
    "overdue_ages",
    "overdue_weeks",
    "owed",
    "petition_kinds",
    "plan",
    "points",
    "procedure_days",
    "promised_keys",
    "promises",
    "rank_points",
    "record",
    "records",
    "responsible",
    "rule_breaks",
    "scores",
    "search",
    "self_scoring",
    "soon_counts",
    "speaks",
    "spoken_since",
    "turned",
    "turned_counts",
    "unheard",
    "unit_scores",
    "units",
    "values",
    "versions",
    "what_if",
    "without_sums",
    "working_day",
    "working_days_since",
    "workload",
]
