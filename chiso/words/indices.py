"""Published indices: their editions side by side, and what is said of them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from zlib import crc32

import pandas as pd

from chiso.core.text import missing
from chiso.core.vietnamese import fold, format_number
from chiso.figures.components import RankPoints
from chiso.figures.indices import INDICES, OF_AN_AGENCY, canonical, comparable
from chiso.words import headlines
from chiso.words.numbers import Pair, pair, span
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
    """One index by year, without its components, as its editions may be compared (figures.indices.comparable)."""
    return comparable(own[(own["index"] == name) & own["component"].isna()].sort_values("year"))


def number(name: str) -> int:
    """What tells an index from the others on slides, from deck to deck; also one that nobody foresaw."""
    return INDICES.index(name) + 1 if name in INDICES else len(INDICES) + 1 + crc32(name.encode())


class Newest(NamedTuple):
    """The newest edition of an index: `rank` "hạng 3/63", "" where unknown; `move` beside the scored edition before
    (of the year `since`), where both are of one series, else None; `is_share`: percentages of their maxima."""

    year: int
    score: float | None
    rank: str
    move: Pair | None = None
    since: int = 0
    is_share: bool = False

    @property
    def shown(self) -> str:
        """ "84,27", "89,17%"; "" without a score."""
        if self.score is None:
            return ""
        return f"{format_number(self.score, 2)}%" if self.is_share else format_number(self.score)

    def moved(self, things: str = "") -> str:
        """ "giảm 0,26 điểm so với 2022", "tăng 0,34 điểm % …"; `things`: what is counted. "" without an edition to
        compare with."""
        if self.move is None:
            return ""
        of = " điểm %" if things and self.is_share else things
        way = f"{self.move.way} {self.move.gap}{of}" if self.move.sign else "giữ nguyên"
        return f"{way} so với {self.since}"


def newest(rows: pd.DataFrame) -> Newest:
    """The newest of an index's rows by year."""
    last: Any = rows.iloc[-1]
    score = None if missing(last["score"]) else float(last["score"])
    found = Newest(int(last["year"]), score, _rank(last), is_share=bool(last["is_share"]))
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
        return f"{name} {found.year}: {found.shown}{'' if found.is_share else ' điểm'}{place}"
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
    last = scored.iloc[-1]
    text = "Điểm" if missing(last["max_score"]) else f"Điểm, tối đa {format_number(last['max_score'])}"
    if last.get("is_share"):
        of = f"{int(last['year'])}: {format_number(last['got'])} / {format_number(last['most'])}"
        text = f"Phần trăm điểm tối đa, vì điểm tối đa từng năm khác nhau ({of})"
    years = set(scored["year"].astype(int))
    unknown = set(rows.loc[rows["got"].notna(), "year"].astype(int)) - years
    gaps = set(range(min(years), max(years) + 1)) - years - unknown
    for what, these in (("chưa có số", gaps), ("chưa rõ điểm tối đa", unknown)):
        if these:
            shown = ", ".join(map(str, sorted(these)[:4])) + (" …" if len(these) > 4 else "")
            text += f"; {what} năm {shown}"
    return text


def editions(own: pd.DataFrame, name: str) -> tuple[pd.DataFrame, int | None, int | None]:
    """Components of the newest edition beside the one before, where both are of one series and maximum (name, key,
    before, after, weight, change, and the newest's rank, rank_of; falls first), and the years of both."""
    rows = own[(own["index"] == name) & own["component"].notna() & own["score"].notna()]
    if rows.empty:
        return pd.DataFrame(), None, None
    last = int(rows["year"].max())
    now = rows[rows["year"] == last]
    earlier = rows[(rows["year"] < last) & rows["series"].isin(now["series"])]
    before = None if earlier.empty else int(earlier["year"].max())
    then = rows[rows["year"] == before].set_index("component")
    most = now["component"].map(then["max_score"])
    is_alike = most.isna() | now["max_score"].isna() | (most == now["max_score"])
    frame = pd.DataFrame(
        {
            "name": now["component"],
            "key": now["component"],
            "before": now["component"].map(then["score"]).where(is_alike).astype("float64"),
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
    bonus, penalty = (span(*map(format_number, ends)) for ends in (points.bonus, points.penalty))
    return f"{what}: cộng {bonus}, trừ {penalty} điểm CCHC"


def rank_lines(points: RankPoints) -> list[str]:
    """Which components rose, fell, stayed, and of which it is not known."""
    named = (("▲ Tăng hạng", points.up), ("▼ Giảm hạng", points.down), ("Giữ hạng", points.same))
    lines = [f"{what}: {'; '.join(names)}" for what, names in named if names]
    unknown = STATES["unknown"].sign
    if points.unknown:
        lines.append(f"{unknown} Chưa có thứ hạng của cả hai năm: {'; '.join(points.unknown)}")
    return lines
