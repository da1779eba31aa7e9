"""From sums to figures, judged: for an agency, a unit, by unit, month or official."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from chiso.core.periods import month_end
from chiso.core.vietnamese import sort_key
from chiso.figures import gap, reported, spans
from chiso.figures.ask import Asked
from chiso.figures.coverage import covers, heard, lacking, reaches
from chiso.figures.figure import Figure
from chiso.figures.foresight import forecasts
from chiso.figures.judging import Value, Values, judged
from chiso.figures.scope import Scope, catalogue, every_agency, find, scope
from chiso.figures.spans import Look, Seasons
from chiso.figures.targets import Entry, Step, Target, step_at
from chiso.figures.verdicts import judgeable, kept
from chiso.intake.datasets import RECORDS
from chiso.store import Store

NO_OFFICIAL = "Chưa rõ công chức"  # rows whose export names nobody

_Known = tuple[Asked, Look, reported.Measurements]
# agency, indicator, day of a target, unit -> the value
_Passed = Mapping[tuple[str, str, date, str | None], float | None]


@dataclass(frozen=True)
class _Found:
    """What is known of a question: of which indicators files speak, what was entered by hand, the sums of the rows."""

    look: Look
    by: str | None
    covered: frozenset[str]
    entered: reported.Measurements
    counted: Mapping[str, list[dict[str, Any]]]
    seasons: Seasons
    past: forecasts.Past
    passed: _Passed
    gaps: dict[str, tuple[str, ...]] = field(default_factory=dict)  # of datasets that were looked at

    @property
    def asked(self) -> Scope:
        return self.look.asked


def values(
    store: Store, question: Asked | None, indicator: str | None = None, by: str | None = None
) -> Values:
    """Judged values of indicators for a CCHC year up to a day; one per indicator (and agency, unit, month or official).

    Rates are fractions, counts have no denominator. Nothing before the first import. Of several agencies the values of
    each, by its own targets and files.
    """
    asked = [(one, catalogue(store, one.agency, one.year)) for one in _each(store, question, by)]
    if indicator is not None:
        asked = [(one, [find(entries, indicator)]) for one, entries in asked]
    is_forecast = by in (None, "agency", "unit") and not (question and question.is_range)
    return _of_agencies(store, asked, by, is_forecast=is_forecast)


def levels(
    store: Store,
    question: Asked | None,
    indicators: Collection[str] | None = None,
    by: str | None = None,
) -> Values:
    """The same values alone: held against no target, and nothing forecast, which takes a third of the time.
    `indicators`: those of some that there are."""
    entries = catalogue(store)
    if indicators is not None:
        entries = [entry for entry in entries if entry.indicator in indicators]
    asked = [(one, entries) for one in _each(store, question, by)]
    return _of_agencies(store, asked, by, is_forecast=False)


def figure_of(store: Store, question: Asked, indicator: str) -> str | None:
    """The unit whose figure there is of an indicator for the asked unit: itself; None, the agency, where it is entered
    for no unit by itself."""
    if question.unit in (None, question.agency):
        return None
    if find(catalogue(store), indicator).is_entered:
        each = levels(store, replace(question, unit=None), [indicator], by="unit")
        return question.unit if any(one.unit != question.agency for one in each) else None
    return question.unit


def foretold(store: Store, question: Asked, indicator: str, due: date) -> Value:
    """An indicator as `values` judges it, with its target due on another day: so its forecast is of that day."""
    entry = find(catalogue(store, question.agency, question.year), indicator)
    target = step_at(entry.targets, due)
    moved = replace(entry, targets=(replace(target, due_date=due),) if target else ())
    (found,) = _of_agencies(store, [(question, [moved])], None, is_forecast=True)
    return found


def _each(store: Store, question: Asked | None, by: str | None) -> Sequence[Asked]:
    if question is None:
        return ()
    return every_agency(store, question).each if by == "agency" else question.each


def _of_agencies(
    store: Store, questions: Sequence[tuple[Asked, list[Entry]]], by: str | None, *, is_forecast: bool
) -> Values:
    """The values of each agency in turn; what they are made of is asked of all of them at once."""
    if not questions:
        return Values(())
    reached = reaches(store, [one.agency for one, _ in questions])
    looks = [Look(scope(store, one), entries, reached[one.agency]) for one, entries in questions]
    measured = reported.Measurements.of_each(store, [look.asked for look in looks])
    known = zip((one for one, _ in questions), looks, measured, strict=True)
    return _of_known(store, list(known), None if by == "agency" else by, is_forecast=is_forecast)


def _of_known(store: Store, questions: Sequence[_Known], by: str | None, *, is_forecast: bool) -> Values:
    """The same of agencies of which it is known how far their files reach and what was entered."""
    looks = [look for _, look, _ in questions]
    sums = _sums_of(store, looks, by)
    aimed = [replace(look, entries=[entry for entry in look.entries if entry.targets]) for look in looks]
    awaiting = looks if is_forecast else aimed
    seasons = spans.seasons(store, awaiting) if by in (None, "unit") else [Seasons() for _ in looks]
    pasts = forecasts.past(store, looks) if is_forecast else [forecasts.Past() for _ in looks]
    found: list[Value] = []
    covered = frozenset[str]()
    passed = _on_their_days(store, questions, by)
    for (question, look, entered), grown, past in zip(questions, seasons, pasts, strict=True):
        speaking = frozenset(one.indicator for one in look.entries if covers(look.coverage, look.asked, one))
        known = _Found(look, by, speaking, entered, sums[look.asked.agency], grown, past, passed)
        found += _of_agency(store, question, known, is_forecast=is_forecast)
        covered |= speaking
    return Values(tuple(found), covered)


def _of_agency(store: Store, question: Asked, known: _Found, *, is_forecast: bool) -> list[Value]:
    asked, by, entries = known.asked, known.by, known.look.entries
    counted = [(entry, _figures(known, entry)) for entry in entries]
    if is_forecast:
        forecasts.forecast(store, asked, question, counted, known.past)
    found: list[Value] = []
    for entry, figures in counted:
        for figure in figures:
            figure.is_part = by is not None or asked.within is not None
            figure.first, figure.day = _days(asked, entry, figure)
            figure.lacking = _lacking(known, entry, figure)
            figure.heard = None if figure.reported else heard(known.look.coverage, asked, entry.counts)
            figure.needed = None if figure.is_undecided else figure.needed
            value = judged(figure, entry, asked, asked.units.name(figure.unit))
            chances = figure.forecast.chances if figure.forecast else {}
            steps = _steps(known, entry, value, chances)
            found.append(kept(replace(value, asked=question, steps=steps)))
    return found


def _on_their_days(store: Store, questions: Sequence[_Known], by: str | None) -> _Passed:
    """What indicators were on the days of their targets that have passed before the day asked for."""
    found: dict[tuple[str, str, date, str | None], float | None] = {}
    if questions[0][0].is_range or by not in (None, "unit"):
        return found
    then: dict[tuple[str, date], list[_Known]] = {}
    for question, look, entered in questions:
        for entry in look.entries:
            days = {one.due_date for one in entry.targets if one.due_date and one.due_date < question.day}
            for day in days:  # in passing: only the value is asked
                then_asked = replace(question, as_of=day, date_to=None)
                asked = scope(store, then_asked)
                alone = replace(look, asked=asked, entries=[replace(entry, targets=())])
                then.setdefault((entry.indicator, day), []).append((then_asked, alone, entered.at(asked)))
    for (indicator, day), some in then.items():
        for value in _of_known(store, some, by, is_forecast=False):
            # a file of a later day may tell of it where its own months have none
            of_day = judgeable(value) if value.is_covered else value.value
            found[value.agency, indicator, day, value.unit] = of_day
    return found


def _steps(known: _Found, entry: Entry, value: Value, chances: Mapping[Target, float]) -> tuple[Step, ...]:
    asked = known.asked
    if asked.is_range or value.month or value.official:
        return ()
    steps = []
    for target in sorted(entry.targets, key=lambda one: one.due_date or date.max):
        day = target.due_date
        is_over = day is not None and day <= asked.judged_on
        on_day = (
            judgeable(value)
            if day is None or day >= asked.day
            else known.passed.get((value.agency, entry.indicator, day, value.unit))
        )
        step = Step.of(target, on_day if is_over else judgeable(value), is_passed=is_over)
        steps.append(step if is_over else replace(step, forecast_chance=chances.get(target)))
    return tuple(steps)


def _lacking(known: _Found, entry: Entry, figure: Figure) -> tuple[str, ...]:
    """The months that a count or rate of events since the period's beginning does not know."""
    dataset = entry.counts
    if entry.is_state or figure.reported or dataset not in RECORDS:
        return ()
    if dataset not in known.gaps:
        known.gaps[dataset] = lacking(known.look.coverage.get(dataset), known.asked, dataset)
    return tuple(one for one in known.gaps[dataset] if figure.month in (None, one))


def _days(asked: Asked, entry: Entry, figure: Figure) -> tuple[date | None, date]:
    """The first and the last day that a figure speaks of: what stands on a day of it alone, what is entered from the
    first of its year to its own, of a month alone from the first of that."""
    if entry.is_state:
        return None, asked.day
    if figure.day is not None:
        first = figure.day.replace(day=1) if entry.is_of_month else asked.bounds(entry.year_kind)[0]
        return first, figure.day
    if figure.month is None:
        return asked.first, asked.day
    month = date.fromisoformat(f"{figure.month}-01")
    return max(month, asked.first), min(month_end(month), asked.day)


# --- from rows to figures -----------------------------------------------------------------------------------------


def _figures(known: _Found, entry: Entry) -> list[Figure]:
    asked, by, rows = known.asked, known.by, known.counted.get(entry.indicator, [])
    if entry.is_reported:
        return known.entered.figures(entry.indicator, entry.year_kind, by)
    if entry.dataset == "service_index":
        return reported.service_figures(rows, by)
    if by == "month":
        return [_counted(row, month=row["key"]) for row in rows]
    if by == "official":
        return sorted(
            (_counted(row, official=row["key"] or NO_OFFICIAL) for row in rows),
            key=lambda figure: (figure.official == NO_OFFICIAL, sort_key(figure.official or "")),
        )
    everyone = _by_unit(known, entry, rows)
    whole = gap.of_unit(asked, entry, everyone)
    if by == "unit":
        grouped = gap.by_department(asked, gap.inside(asked, everyone))
        gap.need(asked, entry, grouped, whole.needed)
        grouped = [figure for figure in grouped if figure.entries]
    else:
        grouped = [whole]
        if grouped[0].entries == 0:  # none where a file speaks of these days, else it cannot be known
            is_covered = entry.indicator in known.covered
            grouped[0].numerator = 0 if is_covered else None
            grouped[0].denominator = 0 if is_covered and entry.kind == "rate" else None
    whole_year = known.entered.whole_year(entry.indicator)
    for figure in grouped:
        figure.ended = asked.units.ended(figure.unit, asked.as_of)
        if (found := whole_year.get(figure.unit)) is not None:
            figure.numerator, figure.denominator, figure.reported = found.numerator, found.denominator, True
            figure.unknown = None
            figure.value = found.value
    return grouped


def _sums_of(store: Store, looks: Sequence[Look], by: str | None) -> spans.Sums:
    """Per agency the sums of every indicator, those of records asked at once, of the service index its months."""
    found = spans.sums(store, looks, by)
    is_whole = looks[0].asked.within is None and by != "official"
    for entry in looks[0].entries:
        if entry.dataset == "service_index":
            months = reported.service_months(store, spans.together(looks)) if is_whole else {}
            for agency, known in found.items():
                known[entry.indicator] = months.get(agency, [])
    return found


def _by_unit(known: _Found, entry: Entry, rows: list[dict[str, Any]]) -> list[Figure]:
    """One figure per unit of the agency with any event, with what its target needs of the months and last year."""
    figures = [
        figure
        for figure in gap.figures_of(rows)
        if figure.entries or figure.twelve_months or figure.last_year_rest
    ]
    if entry.dataset == "procedures":  # which are counted in the period as a whole
        for figure in figures:
            figure.recent_numerator = figure.recent_denominator = None
    else:
        gap.expect(known.asked, entry, figures, known.look.coverage, known.seasons)
    for figure in figures:
        figure.blocks = known.past.units.get((entry.indicator, str(figure.unit)), {})
    return figures


def _counted(row: Mapping[str, Any], **dimension: Any) -> Figure:
    """A numerator stays null where no export had its column: unknown, not none."""
    numerator, denominator = _number(row["numerator"]), _number(row["denominator"])
    figure = Figure(**dimension, numerator=numerator, denominator=denominator, entries=row["entries"])
    figure.unknown = _number(row["unknown"])
    return figure


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
