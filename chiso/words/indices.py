"""Published indices: their editions side by side, and what is said of them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from zlib import crc32

import pandas as pd

from chiso.core.text import missing
from chiso.core.vietnamese import fold, format_number
from chiso.figures.ask import Asked
from chiso.figures.components import RankPoints
from chiso.figures.indices import INDICES, OF_AN_AGENCY, canonical, is_of_agencies
from chiso.words import headlines
from chiso.words.claims import Claim, Sentence
from chiso.words.findings import Pair, pair
from chiso.words.states import STATES


def in_order(own: pd.DataFrame, more: Iterable[str] = ()) -> list[str]:
    """The indices that have scores, and `more`, in the order of the meeting: the agency's own before its province's."""
    return sorted(dict.fromkeys([*own["index"], *more]), key=_place)


def _place(name: str) -> tuple[int, bool]:
    of_any = name.removesuffix(OF_AN_AGENCY)
    return INDICES.index(of_any) if of_any in INDICES else len(INDICES), of_any == name


def newest_with_components(own: pd.DataFrame) -> str:
    """The index whose components are known of the newest year; the first in order where none has any."""
    names = in_order(own)
    years = own[own["component"].notna() & own["score"].notna()].groupby("index")["year"].max()
    return max(names, key=lambda name: int(years.get(name, 0)))


def totals(own: pd.DataFrame, name: str) -> pd.DataFrame:
    """One index by year, without its components."""
    return own[(own["index"] == name) & own["component"].isna()].sort_values("year")


def number(name: str) -> int:
    """What tells an index from the others on slides, from deck to deck; also one that nobody foresaw."""
    return INDICES.index(name) + 1 if name in INDICES else len(INDICES) + 1 + crc32(name.encode())


class Newest(NamedTuple):
    """The newest edition of an index: `rank` "hạng 3/63", "" where unknown; `move` beside the scored edition before
    (of the year `since`), where both are of one series, else None."""

    year: int
    score: float | None
    rank: str
    move: Pair | None = None
    since: int = 0

    def moved(self, things: str = "") -> str:
        """ "giảm 0,26 điểm so với 2022"; `things`: what is counted. "" without an edition to compare with."""
        if self.move is None:
            return ""
        way = f"{self.move.way} {self.move.gap}{things}" if self.move.sign else "giữ nguyên"
        return f"{way} so với {self.since}"


def newest(rows: pd.DataFrame) -> Newest:
    """The newest of an index's rows by year."""
    last: Any = rows.iloc[-1]
    score = None if missing(last["score"]) else float(last["score"])
    found = Newest(int(last["year"]), score, _rank(last))
    scored = rows.iloc[:-1].dropna(subset=["score"])
    before: Any = None if scored.empty else scored.iloc[-1]
    if score is None or before is None or before["series"] != last["series"]:
        return found
    move = pair(score, float(before["score"]), rate=False, decimals=2)
    return found._replace(move=move, since=int(before["year"]))


def headline(rows: pd.DataFrame, name: str) -> str:
    """The newest edition that has a score, beside the one before where both are of one series."""
    scored = rows.dropna(subset=["score"])
    if scored.empty:
        return f"{name}: chưa có điểm"
    found = newest(scored)
    place = f", {found.rank}" if found.rank else ""
    if found.move is None:
        return f"{name} {found.year}: {format_number(found.score)} điểm{place}"
    text = f"{name} {found.year} {found.moved(' điểm')}"
    return headlines.fit(f"{text}{place}", text)


def _rank(row: Mapping[str, Any]) -> str:
    if missing(row["rank"]):
        return ""
    of = "" if missing(row["rank_of"]) else f"/{int(row['rank_of'])}"
    return f"hạng {int(row['rank'])}{of}"


FILE = "Kết quả công bố các chỉ số"  # which scores are read from


def breaks(rows: pd.DataFrame) -> list[tuple[int, str]]:
    """The first years of what is another series, and what the scores are of since then."""
    pairs = dict(zip(rows["series"].astype(int), rows["series_of"].astype(str), strict=True))
    return sorted((year, why) for year, why in pairs.items() if year)


def note(rows: pd.DataFrame) -> str:
    """What the scores are of, and the years without one."""
    scored = rows.dropna(subset=["score"])
    if scored.empty:
        known = "Chỉ có thứ hạng" if rows["rank"].notna().any() else "Chưa có số"
        return f"{known}; cần tệp {FILE} có điểm"
    most = scored["max_score"].iloc[-1]
    text = "Điểm" if missing(most) else f"Điểm, tối đa {format_number(most)}"
    years = set(scored["year"].astype(int))
    gaps = sorted(set(range(min(years), max(years) + 1)) - years)
    if gaps:
        shown = ", ".join(str(year) for year in gaps[:4]) + (" …" if len(gaps) > 4 else "")
        text += f"; chưa có số năm {shown}"
    return text


def editions(own: pd.DataFrame, name: str) -> tuple[pd.DataFrame, int | None, int | None]:
    """Components of the newest edition beside the one before, where both are of one series (name, key, before, after,
    weight, change, and the newest's rank, rank_of; falls first), and the years of both."""
    rows = own[(own["index"] == name) & own["component"].notna() & own["score"].notna()]
    if rows.empty:
        return pd.DataFrame(), None, None
    last = int(rows["year"].max())
    now = rows[rows["year"] == last]
    earlier = rows[(rows["year"] < last) & rows["series"].isin(now["series"])]
    before = None if earlier.empty else int(earlier["year"].max())
    then = rows[rows["year"] == before].set_index("component")["score"]
    frame = pd.DataFrame(
        {
            "name": now["component"],
            "key": now["component"],
            "before": now["component"].map(then).astype("float64"),
            "after": now["score"],
            "weight": now["weight"],
            "rank": now["rank"],
            "rank_of": now["rank_of"],
        }
    )
    frame["change"] = frame["after"] - frame["before"]
    return frame.sort_values(["change", "after"], na_position="last", ignore_index=True), before, last


def target_years(targets: Sequence[Mapping[str, Any]], year: int) -> dict[str, int]:
    """The newest year, up to a CCHC year, for which each index has targets or somebody who answers for it."""
    found: dict[str, int] = {}
    for row in targets:
        if row["year"] <= year:
            name = canonical(row["index"])
            found[name] = max(found.get(name, 0), int(row["year"]))
    return found


def with_targets(frame: pd.DataFrame, judged: pd.DataFrame, edition: int | None) -> pd.DataFrame:
    """The components of an edition beside those of figures.components (`judged`, of the year of the targets): `goal`
    and `verdict` in words, `owner`, `weight`, `tasks`; `target` where both are of one year: no score is held against
    another year's. A component with a target but without a score stands after the others."""
    by = {fold(str(row["component"])): row for row in judged.to_dict("records")}
    names = list(frame["name"]) if len(frame) else []
    known = set(map(fold, map(str, names)))
    rest = [
        str(row["component"]) for key, row in by.items() if key not in known and not missing(row["target"])
    ]
    if rest:
        more = pd.DataFrame({"name": rest, "key": rest})
        frame = pd.concat([frame, more], ignore_index=True) if len(frame) else more
    frame = frame.reindex(columns=["name", "key", "before", "after", "weight", "change", "rank", "rank_of"])
    found: list[Mapping[Any, Any]] = [by.get(fold(str(name)), {}) for name in frame["name"]]
    known_of = pd.DataFrame(found, index=frame.index, columns=["target", "weight", "units"])
    is_of_edition = [row.get("year") == edition for row in found]
    said = {"goal": [_goal(row) for row in found], "verdict": [_verdict(row, edition) for row in found]}
    return frame.assign(
        target=known_of["target"].astype("float64").where(pd.Series(is_of_edition, frame.index, dtype=bool)),
        weight=frame["weight"].astype("float64").fillna(known_of["weight"].astype("float64")),
        owner=known_of["units"].astype(object).where(known_of["units"].notna(), None),
        tasks=pd.Series([tasks(row) for row in found], frame.index, dtype="object"),
        **{name: pd.Series(texts, frame.index, dtype="object") for name, texts in said.items()},
    )


def _verdict(row: Mapping[Any, Any], edition: int | None) -> str | None:
    """Of the year of the target alone; where only another year's score is known, that the score is not."""
    verdict = row.get("verdict", "no_target")
    if verdict == "no_target":
        return None
    if verdict == "not_published" or row["year"] != edition:
        return f"{STATES['unknown'].sign} Chưa có điểm {int(row['year'])} trong dữ liệu"
    return f"{STATES[verdict].sign} {STATES[verdict].word}"


def _goal(row: Mapping[Any, Any]) -> str | None:
    if missing(row.get("target")):
        return None
    return f"{row['comparison']} {format_number(row['target'])} ({int(row['target_year'])})"


def standing(row: Mapping[Any, Any]) -> str:
    """ "Tính minh bạch > 7: ○ chưa có điểm", "…: ▲ 7,00 chưa đạt": a component of figures.components, its target."""
    verdict = row["verdict"]
    if verdict == "no_target":
        return str(row["component"])
    goal = f"{row['component']} {row['comparison']} {format_number(row['target'])}"
    if verdict == "not_published":
        return f"{goal}: {STATES['unknown'].sign} chưa có điểm"
    state = STATES[verdict]
    return f"{goal}: {state.sign} {format_number(row['score'], 2)} {state.word.lower()}"


def most_urgent(judged: pd.DataFrame) -> str | None:
    """Of the components that plan tasks name the one with most late, then with most not done."""
    named = judged[judged["tasks"].notna()]
    left = named.assign(left=named["tasks"] - named["tasks_done"])
    order = left.sort_values(["tasks_late", "left"], ascending=False, kind="stable")
    return None if order.empty else str(order["component"].iloc[0])


def tasks(row: Mapping[Any, Any]) -> str | None:
    """How many plan tasks name it, how many of them are done or late."""
    if missing(row.get("tasks")):
        return None
    late = f", {row['tasks_late']} quá hạn" if row["tasks_late"] else ""
    none = "chưa xong việc nào" if row["tasks"] > 1 else "chưa xong"
    done = f"{row['tasks_done']} xong" if row["tasks_done"] else none
    return f"{row['tasks']} việc, {done}{late}"


def judged_headline(judged: pd.DataFrame, name: str) -> str:
    """How many components reach the strict target of the year, how many have no score of it; "" without targets."""
    counts = judged["verdict"].value_counts()
    met, missed, unknown = (int(counts.get(key, 0)) for key in ("met", "missed", "not_published"))
    known = met + missed + unknown
    if not known:
        return ""
    year = int(judged["year"].iloc[0])
    if unknown == known:
        return f"{name} {year}: chưa có điểm thành phần trong dữ liệu để so với chỉ tiêu"
    left = f", {unknown} chưa có điểm trong dữ liệu" if unknown else ""
    return f"{name} {year}: {met}/{known} thành phần đạt chỉ tiêu{left}"


RANK_RULE = (
    "Mỗi thành phần PAR INDEX, PCI, PAPI, PACA phụ trách tăng hạng so với năm trước được cộng 0,5 điểm CCHC, nhiều "
    "nhất 1; giảm hạng bị trừ 0,5, nhiều nhất 2 (Kế hoạch CCHC 2024 của Sở Công Thương, phụ lục IX.6, X.5)"
)


def rank_headline(points: RankPoints) -> str:
    """What the ranks of the components in charge bring and cost; "" where none is in charge."""
    known, unknown = len(points.up + points.down + points.same), len(points.unknown)
    what = f"Thứ hạng {known + unknown} thành phần phụ trách năm {points.year}"
    if not known:
        return f"{what}: chưa có trong dữ liệu, chưa tính được điểm thưởng, trừ" if unknown else ""
    return f"{what}: cộng {_range(*points.bonus)}, trừ {_range(*points.penalty)} điểm CCHC"


def _range(low: float, high: float) -> str:
    return format_number(low) if low == high else f"{format_number(low)}–{format_number(high)}"


def rank_lines(points: RankPoints) -> list[str]:
    """Which components rose, fell, stayed, and of which it is not known."""
    named = (("▲ Tăng hạng", points.up), ("▼ Giảm hạng", points.down), ("Giữ hạng", points.same))
    lines = [f"{what}: {'; '.join(names)}" for what, names in named if names]
    unknown = STATES["unknown"].sign
    if points.unknown:
        lines.append(f"{unknown} Chưa có thứ hạng của cả hai năm: {'; '.join(points.unknown)}")
    return lines


def among(rows: pd.DataFrame, place: str, name: str, asked: Asked) -> str:
    """Where we stand in our newest edition among those whose scores of that year are known, and how far the next one
    is; `rows`: place, year, score of the index's editions."""
    what = "cơ quan" if is_of_agencies(name) else "tỉnh, thành phố"
    own = rows[rows["place"] == place]
    if own.empty:
        return f"{name}: chưa có điểm của {place}"
    mine = own.sort_values("year").iloc[-1]
    year, score = int(mine["year"]), float(mine["score"])
    others = rows[(rows["year"] == year) & (rows["place"] != place)].sort_values("score")
    if others.empty:
        return f"{name} {year}: chưa có điểm của {what} khác"
    above = others[others["score"] > score]
    at, of = len(above) + 1, len(others) + 1
    near = above.iloc[0] if at > 1 else others.iloc[-1]
    gap = pair(score, float(near["score"]), rate=False).gap
    if gap == "0":
        way = f"bằng {near['place']}"
    elif at == 1:
        way = f"hơn {near['place']} {gap} điểm"
    else:
        way = f"kém {near['place']} (thứ {1 + int((above['score'] > near['score']).sum())}) {gap} điểm"
    numbers = {"year": year, "score": score, "place": at, "of": of}
    claim = Claim.of(f"place:{name}:{place}", asked, numbers)
    return Sentence(f"{name} {year}: {place} thứ {at} trong {of} {what} có điểm, {way}", claim)
