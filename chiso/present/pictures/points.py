"""Points and scores: what a year may still bring, which components fell, indices over their years."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import floor
from typing import Any

import pandas as pd

from chiso.core.vietnamese import format_number
from chiso.figures.ask import Asked
from chiso.figures.criteria import is_same
from chiso.figures.indices import are_shares
from chiso.figures.judging import Value
from chiso.figures.points import Index
from chiso.figures.scoring import SMALLEST
from chiso.present.chart import Chart, Series, month_names, records, values
from chiso.present.columns import TABLES, Column
from chiso.present.pictures.lost import NOBODY
from chiso.words import headlines, index_places, indices, scoring
from chiso.words.claims import Claim, Sentence
from chiso.words.criteria import short

MOST = 12
WIDE_YEARS = 5  # as many ranks stand beside each other on a telephone


def ruler(found: Index, asked: Asked) -> Chart:
    """The year's points on one line: what is the least, each criterion that is not decided, what is lost, what no table
    lists; beside last year's, what is expected and the most that can be.

    What a piece means: `scoring.of_piece`."""
    pieces = scoring.pieces(found)
    shown = [piece.points for piece in pieces]
    most = found.max or 0.0
    start = _foot(most, sum(shown[1:]))
    roles = {scoring.LEAST: "accent", scoring.GONE: "context", scoring.UNLISTED: "grid"}
    colours = tuple(roles.get(piece.key, "unfinished") for piece in pieces)
    frame = pd.DataFrame({"name": [piece.name for piece in pieces], "points": shown})
    points = tuple(
        round(many - (start if piece.key == scoring.LEAST else 0.0), 2)
        for piece, many in zip(pieces, shown, strict=True)
    )
    return Chart(
        "ruler",
        tuple(frame["name"]),
        (Series("Điểm", points, "unfinished", colours, tuple(map(scoring.number, shown))),),
        "points",
        scoring.sentence(found, asked),
        scoring.parted(pieces, start, most),
        "điểm",
        keys=tuple(piece.key for piece in pieces),
        ends=((f"Từ {format_number(start)} điểm", start), (f"Tối đa {format_number(most)}", most)),
        marks=scoring.levels(found),
        behind=(frame, {"name": Column("Phần điểm", width=280), "points": Column("Điểm", "number", 120)}),
    )


def _foot(most: float, rest: float) -> float:
    """Where the ruler begins: a round number under the least, so that the rest, a point or more, is not dwarfed."""
    step = 5 if rest > 2.5 else 1
    return max(0.0, step * floor((most - 1.4 * max(rest, 1.0)) / step))


def not_decided(found: Index, asked: Asked) -> tuple[Chart, Chart]:
    """The points between what is the least and the most for each criterion, and by who answers for it, as printed."""
    rows, claims = scoring.stakes(found), scoring.sentence(found, asked).claims
    by: dict[str, float] = {}
    for row, many in rows:
        name = row.unit_name or NOBODY
        by[name] = round(by.get(name, 0.0) + many, 2)
    by_unit = sorted(by.items(), key=lambda pair: -pair[1])
    note = "Điểm giữa mức thấp nhất và cao nhất còn có thể; bấm một thanh để xem quy tắc, số liệu"
    first = _open([(short(row.name), many) for row, many in rows], "tiêu chí", note, claims)
    second = _open(by_unit, "đơn vị", "Điểm chưa ngã ngũ, theo đơn vị chịu trách nhiệm", claims)
    first = replace(first, keys=tuple(row.code or "" for row, _ in rows[:MOST]))
    return first, replace(second, keys=second.names)


def _open(rows: Sequence[tuple[str, float]], kind: str, note: str, claims: Iterable[Claim]) -> Chart:
    words = headlines.share(rows, things="điểm", rest="chưa ngã ngũ", kind=kind)
    return Chart(
        "bars",
        tuple(name for name, _ in rows[:MOST]),
        (Series("Điểm chưa ngã ngũ", tuple(many for _, many in rows[:MOST]), "accent"),),
        "points",
        Sentence(words, *claims),
        note,
        "điểm",
    )


def editions(frame: pd.DataFrame, *, before: str, after: str, headline: str, note: str) -> Chart:
    """Components between two editions: `name, key, before, after`, perhaps `target`; falls in alarm."""
    frame = frame.head(MOST)
    old, new = values(frame["before"]), values(frame["after"])
    fell = tuple(
        "alarm" if then is not None and now is not None and headlines.change(now, then) < 0 else "accent"
        for then, now in zip(old, new, strict=True)
    )
    targets = values(frame["target"]) if "target" in frame else ()
    if any(target is not None for target in targets):
        note = "; ".join(filter(None, (note, "vạch đứng là chỉ tiêu")))
    return Chart(
        "slope",
        tuple(frame["name"].astype(str)),
        (Series(before or "kỳ trước", old, "context"), Series(after, new, "accent", fell)),
        "points",
        headline,
        note,
        "điểm",
        targets=targets,
        keys=tuple(frame["key"].astype(str)),
    )


def two_years(now: pd.DataFrame, before: pd.DataFrame, year: int) -> Chart:
    """The points of criteria (`short, code, name, max_points, points`) beside those of the year before, falls first;
    what has got another maximum, or is called otherwise under the same code, stands beside nothing."""
    known = {row["code"]: row for row in records(before)}
    old = [
        row["points"] if (row := known.get(one["code"])) and is_same(row, one) else None
        for one in records(now)
    ]
    both = now.assign(before=pd.Series(old, now.index, "float64"), after=now["points"], name=now["short"])
    both = both[both["before"].notna() & both["after"].notna()].assign(key=lambda found: found["code"])
    both = both.assign(change=(both["after"] - both["before"]).astype(float)).sort_values("change")
    fell, rose = int((both["change"] < -SMALLEST).sum()), int((both["change"] > SMALLEST).sum())
    headline = f"So với năm {year - 1}: {fell} tiêu chí giảm điểm, {rose} tiêu chí tăng điểm"
    return editions(both, before=f"năm {year - 1}", after=f"năm {year}", headline=headline, note="")


def years(rows: pd.DataFrame, *, headline: str, note: str, breaks: Sequence[tuple[int, str]]) -> Chart:
    """One index over its years: `year, score`, perhaps `rank, rank_of, target`.

    A year without a score is a gap. `breaks`: (first year of a new method, words): scores before and after it are
    two series, so no line joins them.
    """
    known = rows.dropna(subset=["score"])
    if known.empty:
        return Chart("line", (), (), "points", headline, empty=note)
    span = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    by = {int(row["year"]): row for row in records(rows)}
    ranks = zip(span, values(by.get(year, {}).get("rank") for year in span), strict=True)
    between = " " if len(span) <= WIDE_YEARS else "\n"
    return Chart(
        "line",
        tuple(f"{year}\nhạng{between}{rank:.0f}" if rank else str(year) for year, rank in ranks),
        _unbroken(rows, span, breaks),
        "points",
        headline,
        note,
        "điểm",
        targets=values(by.get(year, {}).get("target") for year in span),
        keys=tuple(map(str, span)),
        marks=_marks(span, breaks),
        labels="last",
        behind=behind(rows.iloc[::-1], "years"),
    )


def of_index(own: pd.DataFrame, name: str) -> Chart:
    """One of the agency's own indices over its years, with its headline."""
    rows = indices.totals(own, name)
    headline, breaks = indices.headline(rows, name), indices.breaks(rows)
    return years(rows, headline=headline, note=indices.note(rows), breaks=breaks)


def among(rows: pd.DataFrame, place: str, name: str, asked: Asked) -> Chart:
    """A place among the others that an index knows, with its headline."""
    headline, told = index_places.among(rows, place, name, asked), index_places.alike(rows, place)
    return peers(told, place=place, headline=headline, breaks=indices.breaks(told))


def small_years(rows: pd.DataFrame, span: range, breaks: Sequence[tuple[int, str]], alt: str) -> Chart:
    """The same small, beside others of the same years, one of which may have no score there."""
    made = tuple(
        one
        if one.texts
        else replace(one, texts=tuple("" if value is None else format_number(value) for value in one.values))
        for one in _unbroken(rows, span, breaks)
    )
    return Chart("line", tuple(map(str, span)), made, "points", alt, things="điểm", labels="ends")


def behind(rows: pd.DataFrame, table: str) -> tuple[pd.DataFrame, Mapping[str, Column]]:
    """Editions as they were published, of those that are compared by percentages with these, for a table of
    data/columns.csv."""
    columns = TABLES[table]
    if not are_shares(rows):
        return rows, {name: one for name, one in columns.items() if name not in ("share", "max_score")}
    return rows.assign(score=rows["got"], max_score=rows["most"], share=rows["score"] / 100), columns


def _marks(span: range, breaks: Sequence[tuple[int, str]]) -> tuple[tuple[float, str], ...]:
    """Where another method begins, between two years."""
    return tuple((year - span[0] - 0.5, words) for year, words in breaks if span[0] < year <= span[-1])


def _unbroken(rows: pd.DataFrame, span: range, breaks: Sequence[tuple[int, str]]) -> tuple[Series, ...]:
    """The scores of those years, of each method in a series of its own."""
    by = {int(row["year"]): row["score"] for row in records(rows)}
    scores = dict(zip(span, values(by.get(year) for year in span), strict=True))
    starts = [span[0], *(year for year, _ in breaks if span[0] < year <= span[-1]), span[-1] + 1]
    pieces = [
        tuple(scores[year] if first <= year < after else None for year in span)
        for first, after in pairwise(starts)
    ]
    some = [piece for piece in pieces if any(score is not None for score in piece)]
    if not are_shares(rows):
        return tuple(Series("Điểm", piece) for piece in some)
    texts = (tuple("" if one is None else f"{format_number(one, 2)}%" for one in piece) for piece in some)
    return tuple(Series("% điểm tối đa", piece, texts=said) for piece, said in zip(some, texts, strict=True))


def peers(rows: pd.DataFrame, *, place: str, headline: str, breaks: Sequence[tuple[int, str]]) -> Chart:
    """`place, year, score`: one dark line among grey ones; no line goes over a break of the method (`years`)."""
    alone = set(rows["place"]) <= {place}
    note = "Phần trăm điểm tối đa. " if are_shares(rows) else ""
    note += f"Đường đậm: {place}; {'' if alone else 'đường xám: nơi khác; '}năm không có số để trống"
    note += "; bấm một điểm để xem từng nơi"
    if rows.empty:
        return Chart("line", (), (), "points", headline, note)
    span = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    names = [*(str(name) for name in rows["place"].unique() if name != place), place]
    newest = rows[rows["year"] == rows["year"].max()].sort_values("score", ascending=False)
    series = (
        replace(one, name=name, role="accent" if name == place else "context")
        for name in names
        for one in _unbroken(rows[rows["place"] == name], span, breaks)
    )
    return Chart(
        "line",
        tuple(map(str, span)),
        tuple(series),
        "points",
        headline,
        note,
        "điểm",
        keys=tuple(map(str, span)),
        marks=_marks(span, breaks),
        labels="last",
        behind=behind(newest, "places"),
    )


def monthly(found: Sequence[Value], name: str) -> Chart:
    """A score by month, in the order given."""
    series = (Series(name, tuple(one.value for one in found)),)
    names = month_names(str(one.month) for one in found)
    return Chart("line", names, series, "points", note=f"{name} theo tháng", labels="last")


def own_and_appraised(rows: Sequence[Mapping[str, Any]]) -> Chart:
    """What units gave themselves beside what was appraised (`name, own_share, appraised_share`), each as a share of its
    own maximum: who is scored by more criteria has more points."""
    own, appraised = (tuple(row[name] for row in rows) for name in ("own_share", "appraised_share"))
    series = Series("Đơn vị tự chấm", own, "context"), Series("Thẩm định", appraised, "accent")
    return Chart("slope", tuple(row["name"] for row in rows), series, "rate")
