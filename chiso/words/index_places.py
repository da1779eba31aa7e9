"""A place among the others that an index scores. Pure."""

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.indices import are_shares, comparable, is_of_agencies, maximum
from chiso.words.claims import Claim, Sentence
from chiso.words.numbers import pair


def alike(rows: pd.DataFrame, place: str) -> pd.DataFrame:
    """The scored editions of all places as they may be compared with the newest of `place`, see
    figures.indices.comparable: in points those of agencies that have its maximum, and its own."""
    told = comparable(rows, place).dropna(subset=["score"])
    own = told[told["place"] == place].sort_values("year")
    if own.empty or are_shares(told) or not is_of_agencies(str(own["index"].iloc[-1])):
        return told
    return told[(told["place"] == place) | (maximum(told) == maximum(own).iloc[-1])]


def among(scores: pd.DataFrame, place: str, name: str, asked: Asked) -> str:
    """Where we stand in our newest edition among those whose scores of that year are known and can be compared, and how
    far the next one is; `scores`: the index's editions."""
    what, rows = "cơ quan" if is_of_agencies(name) else "tỉnh, thành phố", alike(scores, place)
    own = rows[rows["place"] == place]
    if own.empty:
        return f"{name}: chưa có điểm của {place}"
    mine = own.sort_values("year").iloc[-1]
    year, score = int(mine["year"]), float(mine["score"])
    points = "điểm %" if are_shares(rows) else "điểm"
    others = rows[(rows["year"] == year) & (rows["place"] != place)].sort_values("score")
    is_all = len(others) + 1 >= int((scores["score"].notna() & (scores["year"] == year)).sum())
    if others.empty:
        return f"{name} {year}: {'chưa có điểm' if is_all else 'chưa rõ điểm tối đa'} của {what} khác"
    above = others[others["score"] > score]
    at, of = len(above) + 1, len(others) + 1
    near = above.iloc[0] if at > 1 else others.iloc[-1]
    gap = pair(score, float(near["score"]), rate=False).gap
    if gap == "0":
        way = f"bằng {near['place']}"
    elif at == 1:
        way = f"hơn {near['place']} {gap} {points}"
    else:
        way = f"kém {near['place']} (thứ {1 + int((above['score'] > near['score']).sum())}) {gap} {points}"
    known = "có điểm" if is_all else "có điểm so sánh được"
    numbers = {"year": year, "score": score, "place": at, "of": of}
    claim = Claim.of(f"place:{name}:{place}", asked, numbers)
    return Sentence(f"{name} {year}: {place} thứ {at} trong {of} {what} {known}, {way}", claim)
