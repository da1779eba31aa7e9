"""The one table of pages: address, file, title and who may open it. The gate and the frame both read it."""

from dataclasses import dataclass
from pathlib import Path

from chiso.core.settings import ROOT
from chiso.people.actor import Actor

PAGES_FOLDER = ROOT / "pages"


@dataclass(frozen=True)
class Entry:
    """One page. `path` is its address without the slash; '' is the overview at the root."""

    path: str
    file: str
    title: str
    ability: str | None = None
    is_edited: bool = True  # people type there: it does not start again by itself when somebody imports
    in_menu: bool = True  # else reached from a figure alone

    @property
    def source(self) -> Path:
        return PAGES_FOLDER / self.file


ENTRIES = (
    Entry("", "tong_quan.py", "Tổng quan", is_edited=False),
    Entry("chi-so", "chi_so.py", "Chỉ số", is_edited=False),
    Entry("qua-han", "qua_han.py", "Quá hạn"),
    Entry("truc-tuyen", "truc_tuyen.py", "Trực tuyến", is_edited=False),
    Entry("tieu-chi", "tieu_chi.py", "Tiêu chí"),
    Entry("don-vi", "don_vi.py", "Đơn vị", is_edited=False),
    Entry("ke-hoach", "ke_hoach.py", "Kế hoạch"),
    Entry("giao-ban", "giao_ban.py", "Giao ban", is_edited=False),
    Entry("bao-cao", "bao_cao.py", "Báo cáo", is_edited=False),
    Entry("vi-sao", "vi_sao.py", "Vì sao", is_edited=False, in_menu=False),
    Entry("slide", "slide.py", "Slide", "edit"),
    Entry("nhap-du-lieu", "nhap_du_lieu.py", "Nhập dữ liệu", "upload"),
    Entry("doi-soat", "doi_soat.py", "Đối soát", "edit"),
    Entry("quan-tri", "quan_tri.py", "Quản trị", "administer"),
)

# The overview lives at the root only: Streamlit answers its own url_path with an English dialog.
OVERVIEW_PATH = "tong-quan"


def entry_of(path: str) -> Entry | None:
    """The page at `path` ('' or 'qua-han'), or None."""
    return next((entry for entry in ENTRIES if entry.path == path), None)


def menu(actor: Actor) -> tuple[Entry, ...]:
    """What somebody finds in the menu."""
    return tuple(entry for entry in ENTRIES if entry.in_menu and actor.may(entry.ability))
