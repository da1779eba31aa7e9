"""One number for one thing on a day: indicator, list, chart, text and sentence of what is overdue; the gap in parts."""

from collections.abc import Sequence
from itertools import accumulate

import pandas as pd

from chiso import figures
from chiso.core.vietnamese import format_number
from chiso.figures.ask import Asked
from chiso.figures.coverage import Unheard
from chiso.figures.facts import OVERDUE
from chiso.figures.lateness import SOON_DAYS
from chiso.figures.plan import plan
from chiso.present import calendars
from chiso.present.chart import Chart
from chiso.present.pictures import lateness, online
from chiso.present.unit_sheet import Sheet
from chiso.store import Store
from chiso.words import overdue, rooms
from chiso.words import plan as plan_words
from chiso.words.claims import claims_of
from chiso.words.findings import Finding
from tests.words.recomputed import numbers_in


def total(chart: Chart) -> float:
    """What the parts of a stacked chart add up to."""
    return sum(chart.total(place) for place in range(len(chart.names)))


def lists_agree(store: Store, asked: Asked, findings: Sequence[Finding]) -> None:
    """Every list of what is overdue or due soon: its rows are its figure, chart, text and what is said of it."""
    said = {
        claim.figure: dict(claim.numbers)["count"]
        for finding in findings
        for claim in claims_of(finding.text)
        if claim.figure.startswith(("overdue:", "soon:"))
    }
    for kind in overdue.KINDS:
        late, soon = figures.overdue(store, asked, kind), figures.overdue(store, asked, kind, SOON_DAYS)
        assert late["key"].is_unique, (asked, kind)
        assert not set(late["key"]) & set(soon["key"]), (asked, kind)
        assert (late["days_late"] >= 0).all()
        assert late["days_left"].isna().all()
        assert soon["days_left"].between(0, SOON_DAYS).all()
        if kind in OVERDUE and kind not in ("petitions", "joint_dossiers"):
            value = figures.values(store, asked, OVERDUE[kind]).one(OVERDUE[kind])
            assert value is not None
            assert len(late) == (value.numerator or 0), (asked, kind)
        chart = lateness.overdue(rooms.held(late), things="", unheard=Unheard(asked.as_of))
        assert total(chart) == len(late), (asked, kind)
        parts = [round(chart.total(place)) for place in range(len(chart.names))]
        may = {str(number) for number in (*accumulate(parts), *parts)}
        assert numbers_in(chart.headline, chart.names) <= may, (asked, chart.headline)
        if len(soon):
            assert total(lateness.due_soon(rooms.held(soon), "")) == len(soon)
        assert overdue.as_text(rooms.held(late), "").count("\n- ") == len(late)
        assert said.get(f"overdue:{kind}", len(late)) == len(late), (asked, kind)
        assert said.get(f"soon:{kind}", len(soon)) == len(soon), (asked, kind)
    plan_agrees(store, asked)


def plan_agrees(store: Store, asked: Asked) -> None:
    """The plan, the list of what is overdue of it, the register of reports, the messages to units and the calendar."""
    known = plan(store, asked)
    if known.empty:
        return
    late = known[known["state"] == "overdue"]
    assert set(late["deadline"]) == set(figures.overdue(store, asked, "plan")["key"]), asked
    day = pd.Timestamp(asked.as_of)
    due = pd.to_datetime(known["due"])
    near = known[(known["state"] == "open") & (due <= day + pd.Timedelta(days=14))]
    register = plan_words.register(known, asked.as_of)
    said = plan_words.lacking(register)
    past = known[due.notna() & (due <= day + pd.Timedelta(days=14))]
    many = len(past) - int((past["handed_in"].fillna(past["state"]) == "open").sum())
    assert said.startswith(f"{format_number(many)} kỳ đến hạn") == bool(many), (asked, said)
    assert (f"{format_number(len(late))} chưa nộp" in said) == bool(len(late)), (asked, said)
    for unit, text in plan_words.reminders(plan_words.urgent(known, asked.as_of), asked.as_of, {}).items():
        counted = [
            int((rows["unit_name"].fillna(plan_words.NOBODY_KNOWN) == unit).sum()) for rows in (late, near)
        ]
        head, *lines = text.split("\n")
        assert numbers_in(head.removeprefix(unit)) == {format_number(one) for one in counted if one} | (
            {"14"} if counted[1] else set()
        ), (asked, head)
        rest = [int(line.split()[1]) for line in lines if line.startswith("và ")]
        assert sum(line.startswith("- ") for line in lines) + sum(rest) == sum(counted), (asked, text)
    owed = figures.owed(store, asked)
    if len(owed):
        events = calendars.of_plan(store, asked, owed).count(b"BEGIN:VEVENT")
        days = owed.fillna("").groupby(["plan", "section", "no", "due"]).ngroups
        off = figures.called_off(store, asked).fillna("").groupby(["plan", "section", "no", "due"]).ngroups
        assert events == days + off, asked


def online_agrees(store: Store, asked: Asked) -> None:
    """Units and months add up to the online rate, its line ends on it, parts of the gap add up to what is needed."""
    now = figures.values(store, asked, "online_rate").one("online_rate")
    assert now is not None
    if now.value is None or now.reported:
        return
    for by in ("unit", "month"):
        parts = figures.values(store, asked, "online_rate", by).of("online_rate")
        assert sum(part.numerator or 0 for part in parts) == now.numerator, (asked, by)
        assert sum(part.denominator or 0 for part in parts) == now.denominator, (asked, by)
    days = figures.days(store, asked, "online_rate")
    assert abs(float(days["value"].iloc[-1]) - now.value) < 1e-12, asked
    if now.target is None or now.target_date is None or now.target_date <= asked.as_of or now.needed is None:
        return
    for by in ("unit", "procedure"):
        rows = figures.gap_parts(store, asked, "online_rate", by)
        assert rows["needed"].sum() == now.needed, (asked, by)
        chart = online.shortfall(rows, target=now.target, until=now.target_date, by=by)
        assert total(chart) <= rows["needed"].clip(lower=0).sum()  # a surplus is drawn as nothing
        if now.needed > 0:
            assert f"Cần thêm {now.needed:,} ".replace(",", ".") in chart.headline, (asked, by)


def sheet_agrees(store: Store, sheet: Sheet) -> None:
    """The lists of a unit's hand-out are those of page and command on that day, and a title counts its rows."""
    asked, sections = sheet.look.asked, {one.table: one for one in sheet.sections}

    def printed(table: str) -> list[str]:
        return sorted(str(row["id"]) for row in sections[table].rows) if table in sections else []

    def listed(*kinds: str, soon: int | None = None) -> list[str]:
        found = (figures.overdue(store, asked, kind, soon) for kind in kinds)
        return sorted(str(one) for rows in found for one in rows["id"])

    assert printed("handout_late") == listed(*overdue.KINDS), asked
    assert printed("handout_soon") == listed(
        *(kind for kind in overdue.KINDS if kind != "plan"), soon=SOON_DAYS
    ), asked
    ahead = plan(store, asked)
    near = ahead[(ahead["state"] == "open") & (ahead["days_left"] >= 0)]
    assert set(printed("handout_plan")) <= set(map(str, near["id"])), asked
    assert set(listed("plan", soon=SOON_DAYS)) <= set(printed("handout_plan")), asked
    people = (
        {row["official"]: row["denominator"] for row in sections["handout_officials"].rows}
        if ("handout_officials" in sections)
        else {}
    )
    working = () if sheet.is_ended else figures.officials(store, asked)  # where nobody works nobody is judged
    assert people == {one.name: one.denominator for one in working}, asked
    for table in ("handout_soon", "handout_plan", "handout_conclusions"):
        if table in sections:
            title = sections[table].title
            assert title.split()[0] == format_number(len(sections[table].rows)), title
