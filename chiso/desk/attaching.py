"""A home shows sums that were made elsewhere: copied into it, read-only, until they are detached."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path

import pyarrow as pa

from chiso.core.errors import Refused
from chiso.desk import lake, lake_sums
from chiso.desk.lake_sums import SUMS
from chiso.people.actor import ADMINISTER, Actor
from chiso.people.acts import act, redoes
from chiso.reference import agencies
from chiso.store import Store, attached, marts
from chiso.store.ledger import Line
from chiso.store.shapes import UNFIT

ATTACHED, DETACHED = "sums_attached", "sums_detached"
_OF_AGENCY = {"units": "units", "aliases": "unit_aliases", "targets": "targets"}
# Table of a lake -> of the home; their imports are numbered anew.
_BY_IMPORT = {
    "imports": "imports",
    "days": "attached_days",
    "measurements": "measurements",
    "service_index": "service_index",
}
_CODES = ("unit_id", "parent_id", "successor_id")  # columns that hold codes of units
_APART = 1_000_000_000  # between the numbers of imports of two agencies


@dataclass(frozen=True)
class Attached:
    """What a home shows: the folder of sums, the lake of their records or None; per agency, in their order, of which
    files by which texts (`lake_sums.mark_of`) and when (ISO, UTC) they were added up; the newest day of data; per
    agency the units whose code another one has too, and their codes here."""

    sums: str
    lake: str | None
    marks: dict[str, str]
    made_at: dict[str, str]
    as_of: date | None
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def engine(self) -> str | None:
        """What added them up."""
        return next((mark.partition(" ")[0] for mark in self.marks.values()), None)


def said(text: str) -> Attached:
    """What the home's fact says."""
    words = json.loads(text)
    return Attached(**words | {"as_of": words["as_of"] and date.fromisoformat(words["as_of"])})


def attach(store: Store, actor: Actor, folder: Path, records: Path | None) -> Attached:
    """The sums of the folder instead of those attached before; `records`: the lake that they were made of.

    Refused: `forbidden`; `not_empty` where the home has imports of its own; `no_sums`; `older_texts` where they were
    made by other texts than this program's; `older_sums` where the lake's records are others by now; as `lake.read`,
    `lake.sound`.
    """
    actor.needs(ADMINISTER)
    if store.rows("imports/all"):
        raise Refused(
            "not_empty",
            "Thư mục dữ liệu này đã có tệp nhập của mình nên không gắn số tổng vào được. Hãy tạo một thư mục mới bằng "
            "lệnh init rồi gắn vào đó.",
        )
    shares, made = _looked(folder, records)
    try:
        with act(store, actor, ADMINISTER, ATTACHED, folder.name) as doing:
            doing.detail = {"agencies": [*shares]}
            doing.kept = {"sums": made.sums, "lake": made.lake}
            _write(store, folder, shares, made)
    finally:
        store.refresh_version()  # what was not written is not asked for
    return made


def detach(store: Store, actor: Actor) -> None:
    """The home has no figures again. Refused: `forbidden`, `not_attached`."""
    actor.needs(ADMINISTER)
    if not store.fact(attached.FACT):
        raise Refused("not_attached", "Thư mục dữ liệu này không gắn số tổng nào.")
    try:
        with act(store, actor, ADMINISTER, DETACHED):
            _empty(store)
    finally:
        store.refresh_version()


@redoes(ATTACHED, DETACHED)
def redo(store: Store, line: Line) -> None:
    """Attaches what lies in that folder today, or takes it out. Refused as `attach`: sums are no part of the home."""
    if line["action"] == DETACHED:
        _empty(store)
    else:
        folder = Path(line["sums"])
        _write(store, folder, *_looked(folder, Path(line["lake"]) if line["lake"] else None))


def _looked(folder: Path, records: Path | None) -> tuple[dict[str, lake.Share], Attached]:
    shares = lake.read(folder)
    made = Attached(
        str(folder),
        str(records) if records else None,
        {code: share.source for code, share in shares.items()},
        {code: share.made_at for code, share in shares.items()},
        max((share.as_of for share in shares.values() if share.as_of), default=None),
    )
    for code, share in shares.items():
        _usable(folder, share)
        if records:
            unchanged(records, made, code)
    return shares, made


def unchanged(source: Path, made: Attached, code: str) -> lake.Share:
    """The lake's share of an agency, whose records were added up. Refused: `older_sums`; as `lake.read`."""
    share = lake.read(source).get(code)
    if share is None or lake_sums.mark_of(str(made.engine), share) != made.marks[code]:
        raise Refused(
            "older_sums",
            f"Hồ sơ của {code} trong kho “{source}” đã khác lúc cộng số tổng, nên không liệt kê được đúng các hồ sơ "
            "đứng sau con số. Hãy chạy lại lệnh sums trên kho, rồi attach lại.",
        )
    return share


def put(store: Store, folder: Path, share: lake.Share, place: int, codes: Mapping[str, str]) -> None:
    """What gives an agency's figures their meaning, out of a lake or a folder of sums; `place`: its turn there;
    `codes`: of its units, those that are others here."""
    if agencies.of(store, share.agency) is None:
        own = {
            "agency": share.agency, "name": share.name, "short_name": agencies.shortened(share.name),
            "place": agencies.province(),
        }  # fmt: skip
        store.insert("agencies", pa.Table.from_pylist([own]))
    for table, own_table in _OF_AGENCY.items():
        names = {"table": (own_table,), "owned_by": ("agency",)}
        store.execute("changes/forget", names, owner=share.agency)
        store.insert(own_table, _coded(lake.rows(folder, share, table), codes))
    for table, own_table in _BY_IMPORT.items():
        rows = numbered(lake.rows(folder, share, table), place)
        if table == "imports":
            mode = pa.array(["attached"] * len(rows), pa.string())
            rows = rows.set_column(rows.schema.get_field_index("mode"), "mode", mode)
        elif table != "days":
            rows = rows.drop_columns(["agency", "as_of"])
        store.insert(own_table, rows)


def _coded(rows: pa.Table, codes: Mapping[str, str]) -> pa.Table:
    """Rows with the codes that units have here."""
    for place, name in enumerate(rows.column_names):
        if name in _CODES:
            here = [codes.get(code, code) for code in rows[name].to_pylist()]
            rows = rows.set_column(place, name, pa.array(here, pa.string()))
    return rows


def numbered(rows: pa.Table, place: int) -> pa.Table:
    """Rows with the numbers that the imports of the agency at that place have here: whatever number its lake says, it
    is none of another agency."""
    found = (number % _APART for number in rows["import_id"].to_pylist())
    ids = pa.array([(place + 1) * _APART + number for number in found], pa.int64())
    return rows.set_column(rows.schema.get_field_index("import_id"), "import_id", ids)


def _usable(folder: Path, share: lake.Share) -> None:
    if not share.of(SUMS):
        raise Refused("no_sums", f"“{folder}” chưa có số tổng. Hãy chạy lệnh sums trên kho trước.")
    if not lake_sums.is_by_these_texts(share.source):
        raise Refused(
            "older_texts",
            f"Số tổng của {share.agency} trong “{folder}” do một phiên bản chương trình có cách tính khác cộng nên "
            "không xem chung được. Hãy chạy lại lệnh sums bằng phiên bản này.",
        )
    lake.sound(folder, share)


def _write(store: Store, folder: Path, shares: Mapping[str, lake.Share], made: Attached) -> None:
    _clear(store)
    codes = _codes(store, folder, shares)
    for place, share in enumerate(shares.values()):
        with _fitting(folder, share):
            put(store, folder, share, place, codes.get(share.agency, {}))
            store.insert("attached_sums", lake.rows(folder, share, SUMS))
            store.insert("attached_figures", lake.rows(folder, share, "counted"))
    _seen(store, json.dumps(asdict(replace(made, codes=codes)), default=str))


def _codes(store: Store, folder: Path, shares: Mapping[str, lake.Share]) -> dict[str, dict[str, str]]:
    """Agency -> code of a unit in its own home -> its code here, where another agency's unit has the same one: a code
    is one unit's in the whole home. Both have another one then, so that who asks for the old one sees neither."""
    own: dict[str, list[str]] = {}
    for code, share in shares.items():
        with _fitting(folder, share):
            own[code] = lake.rows(folder, share, "units")["unit_id"].to_pylist()
    kept = store.rows("changes/other_units", agency="")
    others = [row["unit_id"] for row in kept if row["agency"] not in shares]
    many = Counter(code for codes in (*own.values(), others) for code in set(codes))
    found: dict[str, dict[str, str]] = {}
    for agency, units in own.items():
        for unit in dict.fromkeys(units):
            if many[unit] > 1 and unit != agency:
                found.setdefault(agency, {})[unit] = code = agencies.free(f"{agency}-{unit}", many)
                many[code] += 1
    return found


@contextmanager
def _fitting(folder: Path, share: lake.Share) -> Iterator[None]:
    """Refused `damaged_lake` where columns are gone or of another kind."""
    try:
        yield
    except (*UNFIT, TypeError, KeyError) as error:
        raise lake.damaged(folder, f"của {share.agency}") from error


def _empty(store: Store) -> None:
    _clear(store)
    _seen(store, "")


def _clear(store: Store) -> None:
    store.execute("attached/clear")
    for table in ("attached_sums", "attached_days", "attached_figures", "measurements", "service_index"):
        store.execute("reference/clear", {"table": (table,)})


def _seen(store: Store, fact: str) -> None:
    store.set_fact(attached.FACT, fact)
    store.queries = attached.queries(store)
    store.set_fact(marts.RULES, marts.rules(store))
    store.bump()
