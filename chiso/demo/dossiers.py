"""The life of every demonstration dossier: received, paused, given a new date, finished, handed over.

What a file prints of it on its day is `snapshots`' business. The totals of the CCHC year 2023 are drawn exactly
(content.py); 2024 runs to LAST_DAY with its own late, overdue, paused and re-issued dossiers.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from chiso.core.worktime import Calendar
from chiso.demo import content
from chiso.demo.content import LAST_DAY, PROCEDURES, REORGANISED, YEAR_FROM, YEAR_TO
from chiso.demo.lives import Dossier, Pause, draw

CARRIED_IN = 60  # open when the CCHC year 2023 begins
RECEIVED_2024 = 12_870  # 15/12/2023 – 31/10/2024
LATE_2024, OVERDUE, REISSUED = 41, 17, 12


class Generator:
    """Makes the dossiers; the same seed makes the same ones on every machine."""

    def __init__(self, file_days: Sequence[date]) -> None:
        self.random = Random(f"{content.SEED} dossiers")
        self.calendar = Calendar.default()
        self.file_days = list(file_days)  # the days whose state some file prints
        self.numbers: Counter[date] = Counter()
        self.weights = [p.weight for p in PROCEDURES]

    # --- days and moments

    def working_days(self, first: date, last: date) -> list[date]:
        days = (first + timedelta(days=i) for i in range((last - first).days + 1))
        return [day for day in days if self.calendar.is_working(day)]

    def moment(self, day: date, first: int = 0, last: int = 8 * 60) -> datetime:
        """A moment in the office hours of a day, between two minutes of its eight hours."""
        minute = self.random.randrange(first, last)
        start = time(7, 0) if minute < 270 else time(13, 30)
        minutes = minute if minute < 270 else minute - 270
        return datetime.combine(day, start) + timedelta(minutes=minutes, seconds=self.random.randrange(60))

    def next_file(self, day: date) -> date | None:
        """The first day on or after `day` whose state a file prints."""
        i = bisect_left(self.file_days, day)
        return self.file_days[i] if i < len(self.file_days) else None

    # --- one dossier

    def receive(self, day: date) -> Dossier:
        """A dossier received at the counter on a working day; the other channels are given later."""
        random = self.random
        procedure = random.choices(PROCEDURES, self.weights)[0]
        unit = procedure.new_room if day >= REORGANISED else procedure.old_room
        received = self.moment(day)
        due: date | None = self.calendar.add_working_days(day, procedure.days)
        if procedure.level == "none" and random.random() < 0.05:
            due = None  # a procedure without a term
        self.numbers[day] += 1
        dossier = Dossier(
            f"000.00.12.H32-{day:%y%m%d}-{self.numbers[day]:04d}",
            procedure,
            unit,
            self.official(unit),
            "counter",
            received - timedelta(minutes=random.randrange(2, 25)),
            received,
            due,
        )
        if random.random() < 0.07:
            dossier.flags.add("authorised")
        elif random.random() < 0.012:
            dossier.flags.add("foreigner")
        return dossier

    def official(self, unit: str) -> str:
        people = content.OFFICIALS[unit]
        weights = [0.2 if name == content.LAGGING_OFFICIAL else 1.0 for name in people]
        return self.random.choices(people, weights)[0]

    def finish(self, dossier: Dossier, day: date) -> None:
        """Work done on a day (after the moment of receipt), handed over a little later."""
        random = self.random
        assert dossier.received is not None
        if day == dossier.received_on:
            start = min(450, int((dossier.received - datetime.combine(day, time(7))).total_seconds() // 60))
            dossier.finished = max(
                self.moment(day, max(0, min(start, 470))), dossier.received + timedelta(minutes=5)
            )
        else:
            dossier.finished = self.moment(day)
        if dossier.is_withdrawn:
            return
        handed = self.calendar.add_working_days(day, random.choice((0, 1, 1, 2, 4)))
        dossier.returned = max(
            self.moment(handed) if handed > day else dossier.finished + timedelta(minutes=20),
            dossier.finished,
        )

    def natural_day(self, dossier: Dossier) -> date:
        """When the work is usually done: before the due date, often on it, never after it."""
        share = self.random.choice((0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.9, 1.0, 1.0))
        days = max(0 if dossier.procedure.days <= 1 else 1, round(dossier.procedure.days * share))
        return self.calendar.add_working_days(dossier.received_on, days)

    def send_online(self, dossier: Dossier) -> None:
        """Sent through the portal before it was received: mostly the same day, some overnight, few too long ago."""
        random = self.random
        assert dossier.received is not None
        dossier.channel = "online"
        day, chance = dossier.received_on, random.random()
        earlier = next(d for i in range(1, 15) if self.calendar.is_working(d := day - timedelta(days=i)))
        if chance < 0.55:
            sent = dossier.received - timedelta(minutes=random.randrange(5, 90))
        elif chance < 0.97:
            sent = datetime.combine(earlier, time(17, 5)) + timedelta(minutes=random.randrange(400))
        else:
            sent = self.moment(earlier, 0, 60)
            dossier.received = self.moment(day, 240, 470)
        dossier.submitted = min(sent, dossier.received)

    # --- all of them

    def all(self) -> list[Dossier]:
        """Every dossier in the order of receipt; the refused and the not yet received ones last."""
        carried = [
            self.receive(day) for day in self.spread(date(2022, 12, 1), date(2022, 12, 14), CARRIED_IN)
        ]
        first = [self.receive(day) for day in self.spread(YEAR_FROM, YEAR_TO, content.RECEIVED)]
        second = [
            self.receive(day) for day in self.spread(YEAR_TO + timedelta(days=1), LAST_DAY, RECEIVED_2024)
        ]
        self.channels(first, second)
        self.year_2023(carried, first)
        self.year_2024(second)
        self.pauses([*first, *second])
        self.flag_results(carried + first, second)
        for dossier in (*first, *second):
            late = dossier.is_late or (dossier.finished is None and dossier.due and dossier.due < LAST_DAY)
            if late and self.random.random() < 0.75:
                dossier.has_apology = True  # some late ones go without
        return [*carried, *first, *second, *self.refused_and_new()]

    def spread(self, first: date, last: date, count: int) -> list[date]:
        """`count` days of receipt between two dates: fuller after holidays and in summer, with noise."""
        random, days = self.random, self.working_days(first, last)
        summer = {5: 1.1, 6: 1.2, 7: 1.15, 8: 1.1, 2: 0.9, 12: 0.92}
        weights = [summer.get(day.month, 1.0) * (1.15 if day.weekday() == 0 else 1) * random.uniform(0.7, 1.3)
                   for day in days]  # fmt: skip
        return sorted(random.choices(days, weights, k=count))

    def channels(self, first: list[Dossier], second: list[Dossier]) -> None:
        """2023: exactly the published number online. 2024: the share of the month, by procedure and room."""
        random = self.random

        def likely(dossier: Dossier) -> float:
            month = (dossier.received_on.year, dossier.received_on.month)
            if dossier.procedure.level == "none":
                return 0.0
            return (
                content.ONLINE_SHARE[month]
                * dossier.procedure.online
                * content.ROOM_ONLINE.get(dossier.unit, 1)
            )

        online = draw(random, first, likely, content.ONLINE)
        online += [d for d in second if random.random() < min(0.97, likely(d) * random.uniform(0.97, 1.03))]
        for dossier in online:
            self.send_online(dossier)
        for dossier in (*first, *second):
            if dossier.channel == "counter" and dossier.procedure.postal and random.random() < 0.035:
                dossier.channel = "postal"

    def year_2023(self, carried: list[Dossier], first: list[Dossier]) -> None:
        """Finished in the CCHC year 2023: exactly RESOLVED, of which LATE late; the others later, on time."""
        random, calendar = self.random, self.calendar
        rooms = {"stp-vp", "stp-hctp", "stp-ttbttp"}  # document 2, B.II.1.4
        candidates = [d for d in first if d.unit in rooms and d.due and d.due < date(2023, 11, 20)]
        late = {d.dossier_id for d in draw(random, candidates, lambda d: 1.0, content.LATE)}
        for dossier in carried:
            day = max(self.natural_day(dossier), YEAR_FROM)
            dossier.due = max(dossier.due or day, day)
            self.finish(dossier, day)
        days: dict[str, date] = {}
        for dossier in first:
            if dossier.dossier_id in late:
                assert dossier.due is not None
                days[dossier.dossier_id] = calendar.add_working_days(dossier.due, random.randint(1, 8))
            else:
                days[dossier.dossier_id] = self.natural_day(dossier)
        self.settle(first, days, content.RESOLVED - len(carried), late)
        for dossier in first:
            if dossier.dossier_id not in late and random.random() < 0.005:
                dossier.is_withdrawn = True
            self.finish(dossier, days[dossier.dossier_id])

    def settle(self, dossiers: list[Dossier], days: dict[str, date], count: int, late: set[str]) -> None:
        """Moves finishing days over the end of the year until exactly `count` lie within it, none made late."""
        within = [d for d in dossiers if days[d.dossier_id] <= YEAR_TO]
        beyond = [d for d in dossiers if days[d.dossier_id] > YEAR_TO]
        after = self.calendar.add_working_days(YEAR_TO, 1)
        surplus = len(within) - count
        if surplus > 0:
            free = [d for d in within if d.dossier_id not in late and (d.due is None or d.due >= after)]
            free.sort(key=lambda d: (days[d.dossier_id], d.dossier_id), reverse=True)
            assert len(free) >= surplus
            for dossier in free[:surplus]:
                days[dossier.dossier_id] = after
        else:
            beyond = [d for d in beyond if d.received_on < YEAR_TO]
            beyond.sort(key=lambda d: (days[d.dossier_id], d.dossier_id))
            assert len(beyond) >= -surplus
            for dossier in beyond[:-surplus]:
                days[dossier.dossier_id] = YEAR_TO

    def year_2024(self, second: list[Dossier]) -> None:
        """Late, overdue, re-issued and withdrawn ones; the rest is finished in time or still open within its term."""
        random, calendar = self.random, self.calendar
        early = [d for d in second if d.due and d.due < date(2024, 10, 10)]
        weight = {"stp-vp": 0.6, "stp-hctp": 1.0, "stp-nv2": 1.1, "stp-ttbttp": 2.6, "stp-nv1": 2.2}
        lagging = [d for d in early if d.unit == "stp-nv1" and d.official == content.LAGGING_OFFICIAL]
        lagging = draw(random, lagging, lambda d: 1.0, 9)
        taken = {d.dossier_id for d in lagging}
        rest = [d for d in early if d.dossier_id not in taken and d.unit in weight]
        slow = draw(random, rest, lambda d: weight[d.unit], LATE_2024 + OVERDUE + REISSUED - len(lagging))
        random.shuffle(slow)
        reissued = [d for d in slow if self.can_be_reissued(d)][:REISSUED]
        for dossier in reissued:
            self.reissue(dossier)
        slow = lagging + [d for d in slow if d.moved_on is None]
        overdue = [d for d in slow[7:] if d.due and d.due > date(2024, 5, 1)][:OVERDUE]
        special = {d.dossier_id for d in (*slow, *reissued)}
        for dossier in slow[:]:
            if dossier in overdue:
                continue
            assert dossier.due is not None
            day = calendar.add_working_days(dossier.due, random.choice((1, 1, 2, 3, 4, 6, 9, 14)))
            if day <= LAST_DAY:
                self.finish(dossier, day)
        for dossier in second:
            if dossier.dossier_id in special:
                continue
            dossier.is_withdrawn = random.random() < 0.006
            day = self.natural_day(dossier)
            if day <= LAST_DAY:
                self.finish(dossier, day)
        gone = [d for d in overdue if d.due and d.due < date(2024, 9, 16)]
        for dossier in gone[:2]:  # two of them are missing from the last export
            dossier.vanishes_after = date(2024, 9, 30)

    def can_be_reissued(self, dossier: Dossier) -> bool:
        """An earlier file must have printed the first due date, while the dossier was open."""
        seen = self.next_file(dossier.received_on)
        return bool(dossier.due and seen and dossier.due < seen < date(2024, 9, 1)
                    and (seen - dossier.due).days < 12)  # fmt: skip

    def reissue(self, dossier: Dossier) -> None:
        """An apology slip with a new date after the first one ran out: on time by the new date, late by the first."""
        seen = self.next_file(dossier.received_on)
        assert seen is not None
        dossier.moved_on = self.calendar.add_working_days(seen, self.random.randint(1, 3))
        dossier.new_due = self.calendar.add_working_days(dossier.moved_on, self.random.randint(6, 10))
        dossier.has_apology = True
        self.finish(dossier, self.calendar.add_working_days(dossier.moved_on, self.random.randint(2, 5)))

    # --- pauses

    def pauses(self, dossiers: Iterable[Dossier]) -> None:
        """Some wait for papers. A pause that ended pushes the due date by its length; some have no reason.

        A pause lies either within the days before the first file that prints the dossier, or across a file's day:
        only then can a reader of the files understand the later date.
        """
        for dossier in dossiers:
            if dossier.procedure.days < 5 or dossier.moved_on or dossier.is_late or dossier.is_withdrawn:
                continue
            is_open = dossier.finished is None
            if self.random.random() < (0.22 if is_open else 0.016) and dossier.vanishes_after is None:
                self.pause(dossier)

    def pause(self, dossier: Dossier) -> None:
        random, calendar = self.random, self.calendar
        start = calendar.add_working_days(dossier.received_on, random.randint(1, 3))
        end = calendar.add_working_days(start, random.randint(2, 9))
        first_file, crossed = self.next_file(dossier.received_on), self.next_file(start)
        ends_late = end >= LAST_DAY
        if start >= LAST_DAY or dossier.due is None or start >= dossier.due or first_file is None:
            return
        if dossier.finished is None and not ends_late:
            return  # an overdue or open one stays as it is
        if not ends_late and crossed != first_file and (crossed is None or crossed >= end):
            return  # no file would show it paused, and one showed the first date
        kind = random.choice(("supplement", "supplement", "stopped", "fee"))
        if kind == "fee" and not dossier.procedure.fee:
            kind = "stopped"
        with_reason = random.random() < 0.8
        reason = content.PAUSE_REASONS[3 if kind == "fee" else random.randrange(3)] if with_reason else None
        dossier.supplements = 1 + (kind == "supplement" and random.random() < 0.25) if kind != "fee" else 0
        if ends_late:
            dossier.pause = Pause(start, None, kind, reason)
            dossier.finished = dossier.returned = None
            return
        length = calendar.working_days(start, end)
        assert dossier.finished is not None
        day = calendar.add_working_days(max(dossier.finished.date(), end), random.randint(0, 2))
        new_due = calendar.add_working_days(dossier.due, length)
        within = dossier.finished.date() <= YEAR_TO
        if day > LAST_DAY or day > new_due or (within and day > YEAR_TO):
            return  # keep the totals of the year
        dossier.pause, dossier.moved_on, dossier.new_due = Pause(start, end, kind, reason), end, new_due
        self.finish(dossier, day)

    # --- flags

    def flag_results(self, first: list[Dossier], second: list[Dossier]) -> None:
        """e-results, digitisation, re-use, payment, post, co-operation: exact for 2023, climbing in 2024."""
        random = self.random
        done = [d for d in first if d.finished and YEAR_FROM <= d.finished.date() <= YEAR_TO]
        later = [d for d in first if not (d.finished and YEAR_FROM <= d.finished.date() <= YEAR_TO)]
        grown: Callable[[Dossier], float] = lambda d: 0.6 + d.received_on.timetuple().tm_yday / 365  # noqa: E731
        done_ids = {d.dossier_id for d in done}
        usable = [d for d in done if not d.is_withdrawn]
        for name, count in (("e_result", content.E_RESULTS), ("digitised", content.DIGITISED)):
            for dossier in draw(random, usable, grown, count):
                dossier.flags.add(name)
        payable = [d for d in first if d.procedure.fee and d.received_on >= YEAR_FROM]
        likelier: Callable[[Dossier], float] = lambda d: grown(d) * (6 if d.channel == "online" else 1)  # noqa: E731
        for dossier in draw(random, payable, likelier, content.PAID_ONLINE):
            dossier.flags.add("paid")
        self.flag_interagency(done)
        for dossier in (*later, *second):
            self.flag_2024(dossier)
        for dossier in (*first, *second):
            if dossier.procedure.postal and random.random() < (
                0.06 if dossier.received_on <= YEAR_TO else 0.095
            ):
                dossier.flags.add("postal")
            if dossier.dossier_id in done_ids and random.random() < 0.18:
                dossier.flags.add("reused")

    def flag_interagency(self, done: list[Dossier]) -> None:
        late = [d for d in done if d.is_late]
        others = [d for d in done if not d.is_late and d.procedure.field in {"Luật sư", "Quốc tịch"}]
        for dossier in late[: content.INTERAGENCY_LATE]:
            dossier.flags.add("interagency")
        for dossier in draw(
            self.random, others, lambda d: 1.0, content.INTERAGENCY - content.INTERAGENCY_LATE
        ):
            dossier.flags.add("interagency")

    def flag_2024(self, dossier: Dossier) -> None:
        random = self.random
        gone = min(1.0, max(0.0, (dossier.received_on - YEAR_TO).days / (LAST_DAY - YEAR_TO).days))
        for name, (low, high) in content.CLIMB_2024.items():
            if name == "paid" and not (dossier.procedure.fee and dossier.received_on > YEAR_TO):
                continue
            if name != "paid" and (dossier.finished is None or dossier.is_withdrawn):
                continue
            if random.random() < low + (high - low) * gone:
                dossier.flags.add(name)
        chance = 0.25 if dossier.procedure.field in {"Luật sư", "Quốc tịch"} else 0.004
        if random.random() < chance:
            dossier.flags.add("interagency")

    # --- never received

    def refused_and_new(self) -> list[Dossier]:
        """Online dossiers that were refused, and those of the last days still waiting to be received."""
        out = []
        for day in self.random.sample(self.working_days(date(2024, 1, 2), date(2024, 10, 25)), 45):
            dossier = self.receive(day)
            dossier.channel, dossier.is_refused = "online", True
            dossier.submitted, dossier.received, dossier.due = self.moment(day, 0, 200), None, None
            out.append(dossier)
        for day, count in ((date(2024, 10, 29), 3), (date(2024, 10, 30), 2), (date(2024, 10, 31), 9)):
            for _ in range(count):
                dossier = self.receive(day)
                dossier.channel = "online"
                dossier.submitted = self.moment(day, 0, 200) if day < LAST_DAY else self.moment(day, 300, 479)
                dossier.received = dossier.due = None
                out.append(dossier)
        return out
