"""Why a rate moved, drawn: its parts as steps from one day to the other; and its months within their limits."""

from dataclasses import dataclass

from chiso.figures.ask import Asked
from chiso.figures.judging import SMALL_BASE
from chiso.figures.signals import Behaviour
from chiso.figures.targets import Entry
from chiso.figures.why import WORDS, Explanation
from chiso.present.chart import Chart, Series
from chiso.words import behaviour, drivers
from chiso.words.claims import Sentence, claims_of
from chiso.words.drivers import Moved
from chiso.words.numbers import pair
from chiso.words.overdue import KINDS
from chiso.words.states import REAL, USUAL

MOST = 7  # parts with a bar of their own
NAMELESS = "khong-ghi"  # the key of the part that names none


@dataclass(frozen=True)
class _Step:
    name: str
    key: str
    size: int


def waterfall(found: Explanation, entry: Entry, asked: Asked) -> Chart:
    """The parts of a change, from the figure of the one day to that of the other; those of few records together."""
    things, kind = KINDS[entry.dataset].things, WORDS[found.by]
    moved = Moved.of(found)
    headline = drivers.headline(found, entry, asked)
    if moved is None:  # why, the headline of the whole says
        apart = Sentence(f"Phần góp của từng {kind}")
        return Chart("waterfall", (), (), "points", apart, empty=f"Chưa so được từng {kind}.")
    both = pair(found.after.value or 0.0, found.before.value or 0.0, rate=True)
    steps, scale = _steps(found, moved), 10**moved.places
    start = round((found.before.value or 0.0) * 100, moved.places)
    days = [
        f"{side.as_of:%d/%m/%Y}: {text}"
        for side, text in ((found.before, both.other), (found.after, both.value))
    ]
    sign = -1 if moved.change < 0 else 1
    roles = tuple("accent" if step.size * sign > 0 else "context" for step in steps)
    texts = tuple(moved.said(step.size) for step in steps)
    first = steps[0] if steps and steps[0].key else None
    text = (
        f"{first.name} góp nhiều nhất, {moved.said(first.size)}"
        if first
        else f"Chưa đủ cơ sở so sánh các {kind}"
    )
    return Chart(
        "waterfall",
        tuple(step.name for step in steps),
        (Series("Đóng góp", tuple(-step.size / scale for step in steps), "accent", roles, texts),),
        "points",
        Sentence(text, *claims_of(headline)),
        f"Điểm phần trăm mà mỗi {kind} góp vào thay đổi; thanh xám kéo ngược lại; {kind} dưới {SMALL_BASE} {things} "
        "hay chưa rõ quá nhiều gộp chung. Bấm một thanh để xem từng dòng.",
        things="điểm phần trăm",
        keys=tuple(step.key for step in steps),
        ends=((days[0], start), (days[1], start + moved.change / scale)),
    )  # fmt: skip


def _steps(found: Explanation, moved: Moved) -> list[_Step]:
    """The strongest parts with enough records, the way of the change first; the others as one without a key."""
    sizes = [rate + mix for rate, mix in moved.parts]
    own = [
        _Step(part.part_name, NAMELESS if part.part is None else part.part, size)
        for part, size in zip(found.parts, sizes, strict=True)
        if size and part.is_sound
    ][:MOST]
    sign = -1 if moved.change < 0 else 1
    own.sort(key=lambda step: -sign * step.size)
    if rest := len(found.parts) - len(own):
        others = f"{rest} {WORDS[found.by]}{' khác' if own else ''}"
        own.append(_Step(others, "", moved.change - sum(step.size for step in own)))
    return own


def _role(found: Behaviour, place: int, entry: Entry) -> str:
    if place not in found.signals:
        return "accent"
    return "good" if behaviour.is_better(found, place, entry) else "alarm"


def months(found: Behaviour, entry: Entry, asked: Asked) -> Chart:
    """A rate by month, in the limits that tell a change from the usual to and fro where there are enough months."""
    names = tuple(map(behaviour.short, found.months))
    roles = tuple(_role(found, place, entry) for place in range(len(names)))
    limits = found.limits
    note = f"Các tháng trọn vẹn; vùng nhạt là {USUAL}; {REAL}: điểm xanh tốt lên, ô vuông đỏ kém đi"
    if limits is None:
        note = "Các tháng trọn vẹn; chưa đủ ba tháng để có giới hạn"
    elif limits.provisional:
        note += "; giới hạn tạm"
    if skipped := behaviour.skipped(found):
        note += f"; bỏ qua tháng không có số: {', '.join(skipped)}"
    return Chart(
        "limits" if limits else "columns",
        names,
        (Series(entry.short_name, found.values, "accent", roles),) if names else (),
        "rate",
        behaviour.headline(found, entry, asked),
        note,
        keys=found.months,
        labels="last",
        band=(max(limits.lower, 0.0), limits.mean, min(limits.upper, 1.0)) if limits else None,
        empty=f"Chưa có tháng trọn vẹn nào có {KINDS[entry.dataset].things}.",
    )
