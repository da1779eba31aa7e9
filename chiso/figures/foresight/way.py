"""The way of a share from its day to a day ahead, as what is still to come arrives evenly. Pure."""

from dataclasses import dataclass

from chiso.figures.targets import Target

WEEK = 7  # days


@dataclass(frozen=True)
class Way:
    """`done` of `base` events count so far, `rest` are still to come in `days` days, of which `share` count."""

    done: float
    base: float
    rest: float
    days: int
    share: float

    @classmethod
    def to(cls, end: float, done: float, base: float, rest: float, days: int) -> "Way":
        """The way that ends at `end`."""
        return cls(done, base, rest, days, (end * (base + rest) - done) / rest if rest else 0.0)

    def on(self, day: int) -> float | None:
        """The share so many days ahead; None where there is no event yet."""
        come = self.rest * day / self.days if self.days else 0.0
        base = self.base + come
        return (self.done + self.share * come) / base if base else None

    def needed(self, target: float) -> float:
        """How many of those to come must count for the share to be `target` at the end: T(N+R) − O."""
        return target * (self.base + self.rest) - self.done

    @property
    def end(self) -> float | None:
        """The share on the last day."""
        return self.on(self.days)

    def reached(self, target: Target) -> int | None:
        """In how many days from tomorrow on the target is met for the first time, if it is on the last day."""
        if not target.is_met(self.end):
            return None
        return next((day for day in range(1, self.days + 1) if target.is_met(self.on(day))), None)
