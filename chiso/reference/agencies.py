"""An agency beyond those of data/reference/agencies.csv: named once, with the common indicators and without targets.

Its own unit stands at the root of its tree; further units come from the files that people bring, or from /quan-tri.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from itertools import count

import pyarrow as pa

from chiso.core.errors import Refused
from chiso.core.vietnamese import fold, nfc
from chiso.people.actor import ADMINISTER, Actor
from chiso.people.acts import act, redoes
from chiso.reference import shipped
from chiso.store import Store
from chiso.store.ledger import Line

NAMED, ADDED = "agency_named", "agency_added"
_FURTHER = "further_agencies"  # fact: the codes of the agencies that were added, parted by blanks
LONGEST_CODE, LONGEST_NAME, LONGEST_SHORT = 20, 120, 16
_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_PLAIN_WORDS = frozenset(
    ("và", "tỉnh")
)  # without an initial of their own: Sở Tài nguyên và Môi trường is stnmt
# Beginnings that a short name keeps.
_HEADS = {"sở": "Sở", "ban quản lý": "BQL", "ban": "Ban", "ubnd": "UBND", "văn phòng": "VP"}


@dataclass(frozen=True)
class Agency:
    """Its code, its name, the name under charts, and its province."""

    code: str
    name: str
    short_name: str
    place: str


def province() -> str:
    """The province whose agencies the reference data knows: a further agency is one of it."""
    return str(shipped.read_rows("agencies")[0]["place"])


def meant(name: str, code: str = "", short_name: str = "") -> Agency:
    """The agency of a name; what is not said of it is made: the code from the initials, the short name to fit.

    Refused `bad_agency` where code, name or short name cannot be, `agency_known` where the reference data has it.
    """
    place = province()
    name = re.sub(rf"\s+(?:tỉnh\s+)?{place}$", "", " ".join(nfc(name).split()), flags=re.IGNORECASE)
    if not re.search(r"[^\W\d_]{2}", name) or len(name) > LONGEST_NAME:
        raise Refused(
            "bad_agency", f"Hãy ghi tên đầy đủ của cơ quan, ví dụ Sở Y tế (tối đa {LONGEST_NAME} ký tự)."
        )
    name = name[0].upper() + name[1:]
    for row in shipped.read_rows("agencies"):
        if fold(name) in (fold(row["name"] or ""), fold(row["short_name"] or "")):
            raise Refused(
                "agency_known",
                f"“{row['name']}” đã có trong danh mục, mã {row['agency']}. Hãy chọn cơ quan đó.",
            )
    code = code or free(fold(initials(name))[:LONGEST_CODE], _taken())
    if not _CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise Refused(
            "bad_agency", f"Mã cơ quan “{code}” chỉ gồm chữ thường không dấu, số và gạch nối, ví dụ syt."
        )
    if code in _taken():
        raise _code_known(code)
    short_name = " ".join(nfc(short_name).split()) or shortened(name)
    if len(short_name) > LONGEST_SHORT:
        raise Refused(
            "bad_agency",
            f"Tên ngắn “{short_name}” dài quá {LONGEST_SHORT} ký tự. Hãy rút gọn, ví dụ Sở NN&PTNT.",
        )
    return Agency(code, name, short_name, place)


def _code_known(code: str) -> Refused:
    return Refused("agency_known", f"Mã “{code}” đã có trong danh mục. Hãy chọn mã khác.")


def shortened(name: str) -> str:
    """The name where it fits under a chart, else its beginning and initials: Sở GTVT, BQL KCN."""
    if len(name) <= LONGEST_SHORT:
        return name
    head = next((head for head in _HEADS if name.lower().startswith(f"{head} ")), "")
    rest = initials(name[len(head) :])
    return f"{_HEADS.get(head, '')} {rest}".strip()[:LONGEST_SHORT].rstrip()


def spelled(store: Store) -> dict[str, str]:
    """Folded name or short name -> name of every agency of the province, those that this home names among them."""
    rows = (*shipped.read_rows("province_agencies"), *store.rows("reference/agencies"))
    return {
        fold(text): str(row["name"]).replace("Ủy ban nhân dân", "UBND")
        for row in rows
        for text in (row["name"], row["short_name"])
        if text
    }


def of(store: Store, code: str) -> Agency | None:
    """The agency of a code as this home names it."""
    found = store.rows("pages/agency", agency=code)
    return Agency(code, *(str(found[0][key]) for key in ("name", "short_name", "place"))) if found else None


def name(store: Store, actor: Actor, agency: Agency) -> None:
    """The home knows the agency by these names from now on: an act of its own, with its unit and their spellings.

    Refused `agency_named` where it has another name already and somebody works with it, `agency_known` where a unit of
    another agency has its code.
    """
    known = of(store, agency.code)
    if known == agency:
        return
    if any(row["unit_id"] == agency.code for row in store.rows("changes/other_units", agency=agency.code)):
        raise _code_known(agency.code)
    own = [row for row in store.rows("reference/units", agency=agency.code) if row["agency"]]
    if known is not None and (len(own) > 1 or store.rows("imports/list")):
        raise Refused(
            "agency_named",
            f"Mã “{agency.code}” ở đây đang là “{known.name}”. Hãy chọn mã khác, hoặc thư mục khác.",
        )
    with act(store, actor, ADMINISTER, NAMED, agency.name) as doing:
        doing.detail = {"agency": agency.code}
        doing.kept = _row(agency)
        _write(store, agency)


def add(store: Store, actor: Actor, code: str, called: str = "", short_name: str = "") -> Agency:
    """The home keeps one more agency: of the reference data or named earlier by its code, else by the name `called`.

    One that it keeps already stays as it is. Raises as `meant` and `name`; Refused: `unknown_name` for a code without a
    name that nobody knows, `forbidden`.
    """
    actor.needs(ADMINISTER)
    known = {str(row["agency"]): str(row["name"]) for row in store.rows("reference/agencies")}
    with store.transaction():
        if called and fold(called) != fold(known.get(code, "")):
            name(store, actor, meant(called, code, short_name))
        elif code not in known:
            raise unknown(code, known)
        if code not in kept(store):
            with act(store, actor, ADMINISTER, ADDED, code) as doing:
                doing.kept = {"agency": code}
                _keep(store, doing.kept)
    found = of(store, code)
    assert found is not None
    return found


def code_of(store: Store, given: str) -> str:
    """The code of the agency meant by a code or name, the home's own where none is given. Refused `unknown_name`."""
    rows = store.rows("reference/agencies")
    if not given or not rows:  # a home without reference data asks nothing
        return given or store.agency
    wanted = fold(given)
    for row in rows:
        if wanted in {fold(text) for text in row.values() if text}:
            return str(row["agency"])
    listed = ", ".join(f"{code} ({called})" for code, called in kept(store).items())
    raise Refused(
        "unknown_name",
        f"Không có cơ quan “{given}”. Thư mục dữ liệu này giữ {listed}; thêm một cơ quan: lệnh agency add.",
    )


def unknown(code: str, known: Mapping[str, str]) -> Refused:
    """To be raised where nobody knows an agency of that code; `known`: code -> name."""
    listed = ", ".join(f"{one} ({called})" for one, called in known.items())
    words = (
        f'Danh mục chưa có cơ quan “{code}”; có sẵn {listed}. Cơ quan khác: thêm --name "Sở …" để đặt tên.'
    )
    return Refused("unknown_name", words)


def kept(store: Store) -> dict[str, str]:
    """Code -> name of the agencies that the home keeps, its own first."""
    return {str(row["agency"]): str(row["name"]) for row in store.rows("reference/kept_agencies")}


@redoes(ADDED)
def _keep(store: Store, line: Line) -> None:
    store.set_fact(_FURTHER, " ".join(filter(None, (store.fact(_FURTHER), line["agency"]))))
    store.bump()


@redoes(NAMED)
def redo(store: Store, line: Line) -> None:
    """The names as a line of the ledger tells of them."""
    _write(store, Agency(*(str(line[key]) for key in ("agency", "name", "short_name", "place"))))


def _write(store: Store, agency: Agency) -> None:
    unit = {
        "unit_id": agency.code, "agency": agency.code, "name": agency.name, "short_name": agency.short_name,
        "kind": "agency", "sort": 10,
    }  # fmt: skip
    for table in ("agencies", "units", "unit_aliases"):
        own = {"table": (table,), "owned_by": ("agency",)}
        store.execute("changes/forget", own, owner=agency.code)
    store.insert("agencies", pa.Table.from_pylist([_row(agency)]))
    store.insert("units", pa.Table.from_pylist([unit]))
    spelled = {fold(text): text for text in _spellings(agency)}
    aliases = [
        {"agency": agency.code, "alias_key": key, "alias": text, "unit_id": agency.code}
        for key, text in spelled.items()
    ]
    store.insert("unit_aliases", pa.Table.from_pylist(aliases))
    store.bump()


def _row(agency: Agency) -> dict[str, str]:
    row = asdict(agency)
    return {"agency": row.pop("code"), **row}


def _spellings(agency: Agency) -> tuple[str, ...]:
    whole = f"{agency.name} {agency.place}", f"{agency.name} tỉnh {agency.place}"
    return (agency.name, agency.short_name, agency.code.upper(), *whole)


def initials(name: str) -> str:
    """The first letter of each word that counts: of Sở Tài nguyên và Môi trường STNMT."""
    words = re.findall(r"\w+", name)
    return "".join(word[0].upper() for word in words if word.lower() not in _PLAIN_WORDS)


def free(code: str, taken: Collection[str]) -> str:
    """The code, with a number where it is taken already."""
    return next(
        one for number in count(1) if (one := code if number == 1 else f"{code}{number}") not in taken
    )


def _taken() -> Collection[str]:
    """Codes that units of the reference data have, its agencies among them."""
    return {str(row["unit_id"]) for row in shipped.read_rows("units")}
