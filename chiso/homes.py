"""Which data an installation speaks of: the demonstration until somebody starts real use, then the real data.

The two never share a folder. Both stand beside each other (`var` and `var-stp`, or `var` and `var-minh-hoa`), so that
the key of each one's originals stays outside both (chiso/store/originals.py). A small file in the data directory that
CHISO_HOME names says which one is served; it is replaced in one step, so a crash leaves the one or the other. The real
home says the same of itself, so that a lost or damaged pointer is written anew. Where the real home is gone, nothing is
served in its place.
"""

import glob
import json
import logging
import os
from contextlib import suppress
from pathlib import Path

from chiso import reference
from chiso.core.errors import DamagedHome, Refused
from chiso.desk import upgrade
from chiso.store import Store, disk, originals
from chiso.store.whole import whole_file

POINTER = "du-lieu-that.json"
MARK = "dang-dung.json"  # in the real home: of which root it is the one that is served
DEMONSTRATION = "minh-hoa"
UNFINISHED = "dang-nap-minh-hoa"  # in a demonstration from before its database is there until it is whole
WHOLE = "demonstration_files"  # in its database once it is whole: of how many files
OTHERS = "demonstration_others"  # in its database: WANTED until its other agencies are beside the first
WANTED = "wanted"

_log = logging.getLogger(__name__)


class Unfinished(Refused):
    """A demonstration whose making was cut off: its figures are those of some of its files."""

    def __init__(self) -> None:
        super().__init__(
            "demo_incomplete",
            "Dữ liệu minh họa chưa nạp xong vì lần nạp trước bị ngắt giữa chừng. Hãy chạy lệnh demo, hoặc khởi động "
            "lại chương trình, để nạp tiếp.",
        )


def opened(home: Path) -> Store:
    """The store of a home, which an earlier release may have made: kept in a backup, then brought up to date. Raises as
    `Store.open` and `upgrade.keep`, and `Unfinished`."""
    if is_unfinished(home):
        raise Unfinished
    store = Store.open(home, before=upgrade.keep)
    try:
        with suppress(originals.KeyMissing):  # figures need no key; what needs it says so
            originals.check(home)
        reference.load(store)  # of an init that was ended in the middle
        upgrade.upgrade(store)
        if store.is_demonstration and not store.fact(WHOLE):  # an earlier release left no mark
            (home / UNFINISHED).touch()
            raise Unfinished
    except BaseException:
        store.close()
        raise
    return store


def is_unfinished(home: Path) -> bool:
    """Is it a demonstration whose making is known to have been cut off, or goes on?"""
    return (home / UNFINISHED).exists()


def in_use(root: Path, *, may_be_gone: bool = False) -> Path:
    """The home to open: the real one once it is served, else `root` itself.

    Raises Refused: `home_gone` where the one that is served is not there (unless a restore is to make it again),
    DamagedHome (the pointer), `home_above` where only the folder above holds data, as in the volume of an older image.
    """
    found = _pointer(root)
    if found is None or not found[1]:
        above = root.resolve().parent
        if not Store.exists(root) and Store.exists(above):
            raise Refused(
                "home_above",
                f"Thư mục “{above.name}” chứa dữ liệu của bản cài đặt trước, còn “{root.name}” trong đó chưa có gì. "
                f"Hãy đặt CHISO_HOME trỏ tới “{above.name}”, hoặc chuyển dữ liệu vào “{root.name}” (xem mục Nâng cấp "
                "trong hướng dẫn triển khai).",
            )
        return root
    home = found[0]
    if not Store.exists(home) and not may_be_gone:
        raise Refused(
            "home_gone",
            f"Không thấy dữ liệu thật: thư mục “{home.name}” cạnh “{root.name}” không còn hoặc chưa được gắn. Hãy gắn "
            "lại ổ đĩa (volume) chứa thư mục đó, hoặc phục hồi bằng lệnh restore, rồi khởi động lại. Dữ liệu minh họa "
            "không được mở thay cho số liệu thật.",
        )
    if Store.exists(home):
        _mark(root, home)
    return home


def prepared(root: Path) -> Path | None:
    """The real home that waits for its first administrator."""
    found = _pointer(root)
    return found[0] if found and not found[1] and Store.exists(found[0]) else None


def demonstration(root: Path) -> Path:
    """Where the demonstration beside real data is, or would be made."""
    return root if in_use(root) != root else _beside(root, DEMONSTRATION)


def prepare(root: Path, agency: str, name: str = "", short_name: str = "") -> Path:
    """Makes an empty real home of `agency` beside `root`, named as `reference.init` says; it is not served yet.

    One that was prepared before and has nothing in it is taken again. Raises as `reference.init`, and Refused:
    `already_real`, `home_exists`, `no_room_beside`.
    """
    if in_use(root) != root:
        raise Refused("already_real", "Bản cài đặt này đang dùng dữ liệu thật rồi.")
    home = _beside(root, agency)
    if os.path.ismount(root):
        raise Refused(
            "beside_volume",
            f"Thư mục dữ liệu “{root.name}” là gốc của một ổ đĩa (volume), thư mục bên cạnh sẽ nằm ngoài ổ đĩa đó. "
            "Hãy đặt CHISO_HOME là một thư mục bên trong ổ đĩa rồi làm lại.",
        )
    if Store.exists(home) and home != prepared(root):
        raise Refused(
            "home_exists",
            f"Cạnh thư mục dữ liệu đã có thư mục “{home.name}” với dữ liệu. Hãy đổi tên thư mục đó, hoặc khởi động "
            "với CHISO_HOME trỏ tới nó.",
        )
    try:
        home.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Refused(
            "no_room_beside",
            f"Không tạo được thư mục “{home.name}” cạnh thư mục dữ liệu. Hãy cấp quyền ghi ở đó, hoặc tạo bằng lệnh "
            f"init với CHISO_HOME là thư mục khác.",
        ) from error
    reference.init(home, agency, name, short_name).close()
    _point(root, home, served=False)
    return home


def serve(root: Path, home: Path) -> None:
    """From now on `home` is what `root` speaks of."""
    _mark(root, home)
    _point(root, home, served=True)


def _beside(root: Path, name: str) -> Path:
    root = root.resolve()
    return root.with_name(f"{root.name}-{name}")


def _pointer(root: Path) -> tuple[Path, bool] | None:
    """The real home and whether it is served; of a lost or damaged pointer the home that says so itself."""
    root = root.resolve()
    pointed = None
    with suppress(KeyError):
        words = disk.said(root / POINTER)
        name = str(words["folder"])
        if name == Path(name).name and name not in ("", ".", ".."):
            pointed = root.with_name(name), bool(words["served"])
            if pointed[0].exists():
                return pointed
    marked = [path.parent for path in root.parent.glob(f"{glob.escape(root.name)}-*/{MARK}")]
    marked = [home for home in marked if disk.said(home / MARK) == {"root": root.name, "folder": home.name}]
    if len(marked) == 1:
        _log.warning("start: Tệp “%s” bị mất hoặc hỏng; dữ liệu thật là “%s”.", POINTER, marked[0].name)
        _point(root, marked[0], served=True)
        return marked[0], True
    if pointed is not None and not marked:
        return pointed  # its folder is gone
    if marked or (root / POINTER).exists():
        names = ", ".join(f"“{home.name}”" for home in marked) or "không thấy ở cạnh đó"
        raise DamagedHome(
            "pointer",
            f"Tệp “{POINTER}” trong “{root.name}” bị hỏng nên không biết dùng dữ liệu nào (dữ liệu thật: {names}). Hãy "
            "đặt CHISO_HOME trỏ tới thư mục dữ liệu thật; nếu chưa từng dùng dữ liệu thật, hãy xóa tệp đó.",
        )
    return None


def _mark(root: Path, home: Path) -> None:
    said = {"root": root.resolve().name, "folder": home.name}
    if disk.said(home / MARK) != said:
        with suppress(OSError), whole_file(home / MARK) as file:  # no room: at the next start
            file.write(json.dumps(said, ensure_ascii=False).encode())


def _point(root: Path, home: Path, *, served: bool) -> None:
    with whole_file(root / POINTER) as file:
        file.write(json.dumps({"folder": home.name, "served": served}, ensure_ascii=False).encode())
