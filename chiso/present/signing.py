"""Who signs a paper and what stands above the name (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7). Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Signature:
    """Who signs: what they are, and their name where it is known; `instead`: above it for whom and by what right ("KT.
    GIÁM ĐỐC")."""

    title: str
    name: str = ""
    instead: str = ""


MINUTES_SIGNED = (Signature("THƯ KÝ"), Signature("CHỦ TỌA"))


def head_of(agency: str) -> str:
    """What the head of an agency is called: of a Ban Trưởng ban, of a Sở or a Trung tâm Giám đốc."""
    return "TRƯỞNG BAN" if agency.upper().startswith("BAN ") else "GIÁM ĐỐC"


def body_of(agency: str) -> str:
    """What an agency calls itself in its papers: "Sở", "Ban"; of another kind "cơ quan"."""
    first = agency.partition(" ")[0].capitalize()
    return first if first in ("Sở", "Ban") else "cơ quan"


def signatory(agency: str, by: str = "", title: str = "", name: str = "") -> Signature:
    """Who signs for an agency (Phụ lục I, mục II.7): its head; `by` "kt" a deputy in the head's place, "tl" somebody by
    the head's order. Without a title the deputy, the head of the office."""
    head = head_of(agency)
    usual = {"kt": f"PHÓ {head}", "tl": "CHÁNH VĂN PHÒNG"}
    instead = f"{by.upper()}. {head}" if by in usual else ""
    return Signature(title.upper() or usual.get(by, head), name, instead)
