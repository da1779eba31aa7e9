"""Which column of a header is which field of a dataset (pure)."""

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from chiso.core.vietnamese import fold
from chiso.intake.choices import code_of
from chiso.intake.datasets import Dataset
from chiso.intake.files.sheets import column_letters
from chiso.intake.recognise.addends import addends, sums_of
from chiso.intake.recognise.claims import TICKED, Path, claim, is_personal, is_stt
from chiso.intake.recognise.layout import Ticked


@dataclass(frozen=True)
class Match:
    """Every column of a header sorted by what a dataset knows of it.

    `columns`: field -> column; `clashes`: field -> the columns that claim it alike; `hours`: field -> the column with
    the hours of its days; `levels`: field -> the columns that say it from the whole to the part, its own first;
    `left_out`: those of the unknown columns of which somebody said that they are nothing; `told`: the fields to which
    somebody gave a column; `sums`: field -> the columns that are it added up.
    """

    columns: Mapping[str, int] = dataclasses.field(default_factory=dict)
    ticked: tuple[Ticked, ...] = ()
    clashes: Mapping[str, tuple[int, ...]] = dataclasses.field(default_factory=dict)
    unknown: tuple[int, ...] = ()
    personal: tuple[int, ...] = ()
    stt: int | None = None
    hours: Mapping[str, int] = dataclasses.field(default_factory=dict)
    levels: Mapping[str, tuple[int, ...]] = dataclasses.field(default_factory=dict)
    left_out: tuple[int, ...] = ()
    told: frozenset[str] = frozenset()
    sums: Mapping[str, tuple[int, ...]] = dataclasses.field(default_factory=dict)

    @property
    def fields(self) -> set[str]:
        """The fields that columns give."""
        return {*self.columns, *self.sums, *(tick.field for tick in self.ticked)}


def match(
    dataset: Dataset,
    paths: Mapping[int, Path],
    inherited: Iterable[int],
    answers: Mapping[str, str],
    clocks: Collection[int] = (),
) -> Match:
    """Matches the columns of a header. `inherited`: columns without a header cell of their own, which give way.

    `answers` (printed header -> field, "" = leave out) win over every wording. `clocks`: columns of nothing but hours,
    no days themselves beside a column of these.
    """
    answered = _answered(answers, paths)
    parts = addends(dataset, {column: paths[column] for column, answer in answered.items() if answer is None})
    others = {column: path for column, path in paths.items() if column not in parts}
    found = _matched(dataset, others, set(inherited), answered, clocks)
    sums = sums_of(parts, paths, found.columns)
    return dataclasses.replace(found, told=frozenset(answers.values()), sums=sums)


def _matched(
    dataset: Dataset,
    paths: Mapping[int, Path],
    inherited: set[int],
    answered: Mapping[int, str | None],
    clocks: Collection[int],
) -> Match:
    """Each column by itself, then those that belong together."""
    claims: dict[str, list[tuple[int, int]]] = {}
    ticked: list[Ticked] = []
    unknown, left_out, personal, stt = list[int](), list[int](), list[int](), None
    for column, path in paths.items():
        answer = answered[column]
        found = claim(dataset.name, path) if answer is None else None
        if answer and answer in dataset.by_name:
            claims.setdefault(answer, []).append((-1, column))
        elif answer is not None:
            left_out.append(column)
        elif is_stt(path):
            stt = column if stt is None else stt
        elif found is None:
            (personal if is_personal(path) else unknown).append(column)
        elif found.rank == TICKED:
            ticked.append(Ticked(column, found.field, found.code, " › ".join(path)))
        else:
            claims.setdefault(found.field, []).append((found.rank, column))
    ticked = _with_words(dataset, paths, ticked, claims)
    hours, without = _of_days(dataset, claims, clocks)
    levels = _levels(dataset, paths, claims)
    columns, clashes, losers = _settle(claims, inherited)
    unknown += [*left_out, *losers, *without, *(tick.column for tick in ticked if tick.field in columns)]
    free = tuple(tick for tick in ticked if tick.field not in columns)
    others = tuple(sorted(unknown)), tuple(personal)
    return Match(columns, free, clashes, *others, stt, hours, levels, tuple(left_out))


def _levels(
    dataset: Dataset, paths: Mapping[int, Path], claims: dict[str, list[tuple[int, int]]]
) -> dict[str, tuple[int, ...]]:
    """Takes columns that say a field from the whole to the part ("Lĩnh vực", "Tiêu chí", "Tiêu chí thành phần") from
    the claims to it, but the first: field -> all of them. None where somebody said which column it is."""
    found: dict[str, tuple[int, ...]] = {}
    for name, claimed in claims.items():
        order = [fold(heading) for heading in dataset.by_name[name].levels]
        levels = sorted((column, rank) for rank, column in claimed if fold(paths[column][-1]) in order)
        places = [order.index(fold(paths[column][-1])) for column, _ in levels]
        if len(places) > 1 and places == sorted({*places}) and all(rank >= 0 for rank, _ in claimed):
            found[name] = tuple(column for column, _ in levels)
            others = [one for one in claimed if one[1] not in found[name]]
            claimed[:] = [(min(rank for _, rank in levels), found[name][0]), *others]
    return found


def _of_days(
    dataset: Dataset, claims: Mapping[str, list[tuple[int, int]]], clocks: Collection[int]
) -> tuple[dict[str, int], list[int]]:
    """Takes columns of hours from the claims to a field of days that another column claims too: field -> the one whose
    hours belong to its days ("Giờ tiếp nhận" beside "Ngày tiếp nhận"), and those of fields that keep no hour."""
    hours: dict[str, int] = {}
    without: list[int] = []
    for name, claimed in claims.items():
        kind, found = dataset.by_name[name].kind, [one for one in claimed if one[1] in clocks]
        if kind not in ("date", "datetime") or not 0 < len(found) < len(claimed):
            continue
        if kind == "date":
            without += [column for _, column in found]
        elif len(found) == 1:
            hours[name] = found[0][1]
        else:
            continue
        claimed[:] = [one for one in claimed if one not in found]
    return hours, without


def _with_words(
    dataset: Dataset,
    paths: Mapping[int, Path],
    ticked: list[Ticked],
    claims: dict[str, list[tuple[int, int]]],
) -> list[Ticked]:
    """The columns of crosses, with one headed by a word of the field they set ("Hài lòng" beside "Không hài lòng"),
    which is no column of its words then."""
    found = list(ticked)
    for name in {tick.field for tick in ticked} & claims.keys():
        for claimed in claims[name][:]:
            code = code_of(dataset.by_name[name].codes, paths[claimed[1]][-1])
            if code and claimed[0] >= 0:
                found.append(Ticked(claimed[1], name, code, " › ".join(paths[claimed[1]])))
                claims[name].remove(claimed)
        if not claims[name]:
            del claims[name]
    return sorted(found, key=lambda tick: tick.column)


def _answered(answers: Mapping[str, str], paths: Mapping[int, Path]) -> dict[int, str | None]:
    """What somebody said about each column: by header and letters, by its whole header, by the header's last level."""
    said = {fold(header): field for header, field in answers.items()}
    found: dict[int, str | None] = {}
    for column, path in paths.items():
        joined = " › ".join(path)
        keys = (f"{joined} [{column_letters(column)}]", joined, *path[-1:])
        found[column] = next((said[key] for key in map(fold, keys) if key in said), None)
    return found


def _settle(
    claims: Mapping[str, list[tuple[int, int]]], inherited: set[int]
) -> tuple[dict[str, int], dict[str, tuple[int, ...]], list[int]]:
    """One column per field: the best rank wins, equals clash. Losers are left out, and listed."""
    columns: dict[str, int] = {}
    clashes: dict[str, tuple[int, ...]] = {}
    losers: list[int] = []
    for field, found in claims.items():
        best = min(rank for rank, _ in found)
        equals = [column for rank, column in found if rank == best]
        own = [column for column in equals if column not in inherited]
        winners = own or equals
        losers += [column for _, column in found if column not in winners]
        columns[field] = winners[0]
        if len(winners) > 1:
            clashes[field] = tuple(winners)
    return columns, clashes, losers
