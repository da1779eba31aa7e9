"""What stands out in an indicator, said: its newest month, what pulled it down, who is apart, where it piles up. Pure.

Each is a finding that opens its rows; none is said of few records.
"""

from collections.abc import Mapping
from typing import Any

from chiso.core.vietnamese import format_date, format_number
from chiso.figures.ask import Asked
from chiso.figures.insights import Apart, Piled, driver
from chiso.figures.signals import Behaviour
from chiso.figures.targets import Entry
from chiso.figures.why import WORDS, Dimension, Explanation
from chiso.words import behaviour
from chiso.words.claims import Claim, Sentence
from chiso.words.drivers import Moved
from chiso.words.findings import MOST_WORDS, Finding, Rate, compose, count_words
from chiso.words.numbers import POINTS, in_words, pair, show

CHANGED, DRIVEN, APART, PILED = "change", "driver", "apart", "piled"  # kinds, in the key of a finding
ADDRESS = {"procedure": "thu-tuc", "unit": "don-vi"}  # of the page Vì sao, by what it tells parts apart


def changed(found: Behaviour, place: int, entry: Entry, asked: Asked) -> Finding:
    """ "Số hóa tháng 9/2024 là 81%: thấp khác thường, các tháng thường không dưới 84,2%." """
    assert found.limits is not None
    is_worse = found.values[place] < found.limits.mean
    opens = {"chi_tieu": entry.indicator, "thang": found.months[place]}
    return Finding(
        behaviour.sentence(found, place, entry, asked), "notice" if is_worse else "met", "vi-sao", 300.0,
        filters=opens, about=entry.indicator, key=CHANGED, sign=-1 if is_worse else 1,
    )  # fmt: skip


def driven(found: Explanation, asked: Asked) -> Finding | None:
    """ "Công chứng bản dịch kéo tỷ lệ xuống 2,1 điểm phần trăm so với 31/10/2023." of the part that moved a rate most;
    None where none is known to have, or its name leaves no room."""
    moved, part = Moved.of(found), driver(found)
    if moved is None or part is None or found.before.as_of is None:
        return None
    steps = sum(moved.parts[found.parts.index(part)])
    way = "kéo tỷ lệ xuống" if steps < 0 else "nâng tỷ lệ lên"
    much = moved.said(abs(steps)).lstrip("+")
    text = f"{part.part_name} {way} {much} {POINTS} so với {format_date(found.before.as_of)}."
    if not steps or count_words(text) > MOST_WORDS:
        return None
    numbers = {"before": found.before.value, "after": found.after.value}
    claim = Claim.of(f"why:{found.indicator}:{found.by}:{found.before.as_of}", asked, numbers)
    opens = {"chi_tieu": found.indicator, "theo": ADDRESS[found.by], "thanh_phan": str(part.part)}
    return Finding(
        Sentence(text, claim), "notice" if steps < 0 else "met", "vi-sao", 300.0, part.part_name, opens,
        found.indicator, key=DRIVEN, sign=-1 if steps < 0 else 1,
    )  # fmt: skip


def apart(found: Apart, rate: Rate, asked: Asked) -> Finding:
    """ "Phòng Nghiệp vụ 2: hồ sơ trực tuyến 44% (123/280), thấp hơn hẳn các đơn vị khác (60,1%)." """
    one = found.value
    both = pair(one.value or 0.0, found.rest, rate=True)
    made = f"{format_number(one.numerator)}/{format_number(one.denominator)}"
    name = rate.name[0].lower() + rate.name[1:]
    text = f"{one.unit_name}: {name} {both.value} ({made}), thấp hơn hẳn các đơn vị khác ({both.other})."
    numbers = {"value": one.value, "rest": found.rest}
    claim = Claim.of(f"apart:{one.indicator}:{one.unit}", asked, numbers)
    opens: Mapping[str, Any] = {**rate.opens(one.indicator), "unit": one.unit}
    return Finding(
        Sentence(text, claim),
        "notice",
        rate.page,
        300.0,
        both.value,
        opens,
        one.indicator,
        key=APART,
        sign=-1,
    )


def failing(rate: Rate) -> str:
    """What does not count in a rate: "hồ sơ chưa nộp trực tuyến"."""
    return rate.failing or f"{rate.things} {rate.lacking or 'chưa đạt'}"


Opens = tuple[str, Mapping[str, Any], str]  # page, filters, what it is about


def piled(found: Piled, by: Dimension, what: str, claim: Claim, opens: Opens) -> Finding:
    """ "Ba thủ tục chiếm 72,4% (1.204/1.663) hồ sơ chưa nộp trực tuyến; nhiều nhất: Chứng thực." `what`
    fails, `by`: what the parts are."""
    many = in_words(len(found.names), capital=True)
    share = show(found.count / found.whole, rate=True)
    made = f"{format_number(found.count)}/{format_number(found.whole)}"
    head, most = f"{many} {WORDS[by]} chiếm {share} ({made}) {what}", f"nhiều nhất: {found.names[0]}"
    page, filters, about = opens
    return Finding(
        Sentence(compose(head, most), claim), "notice", page, 300.0, share, filters, about, key=PILED, sign=-1,
        whole=f"{head}; {most}." if len(found.names) > 1 else f"{head}; đó là {found.names[0]}.",
    )  # fmt: skip
