"""Which data an installation speaks of: the demonstration until somebody starts real use, then the real data.

The two never share a folder. Both stand beside each other (`var` and `var-stp`, or `var` and `var-minh-hoa`), so that
the key of each one's originals stays outside both (chiso/store/originals.py). A small file in the data directory that
CHISO_HOME names says which one is served; it is replaced in one step, so a crash leaves the one or the other.
"""

import json
from pathlib import Path

from chiso import reference
from chiso.core.errors import Refused
from chiso.desk import upgrade
from chiso.store import Store
from chiso.store.originals import whole

POINTER = "du-lieu-that.json"
DEMONSTRATION = "minh-hoa"


def opened(home: Path) -> Store:
    """The store of a home, which an earlier release may have made: brought up to date first. Raises as `Store.open`."""
    store = Store.open(home)
    try:
        upgrade.upgrade(store)
    except BaseException:
        store.close()
        raise
    return store


def in_use(root: Path) -> Path:
    """The home to open: the real one once it is served, else `root` itself."""
    found = _pointer(root)
    if found is None or not found[1] or not Store.exists(found[0]):
        return root
    return found[0]


def prepared(root: Path) -> Path | None:
    """The real home that waits for its first administrator."""
    found = _pointer(root)
    return found[0] if found and not found[1] and Store.exists(found[0]) else None


def demonstration(root: Path) -> Path:
    """Where the demonstration beside real data is, or would be made."""
    return root if in_use(root) != root else _beside(root, DEMONSTRATION)


def prepare(root: Path, agency: str) -> Path:
    """Makes an empty real home with the reference data of `agency` beside `root`; it is not served yet.

    One that was prepared before and has nothing in it is taken again. Refused: `already_real`, `home_exists`,
    `no_room_beside`.
    """
    if in_use(root) != root:
        raise Refused("already_real", "Bản cài đặt này đang dùng dữ liệu thật rồi.")
    home = _beside(root, agency)
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
    reference.init(home, agency).close()
    _point(root, home, served=False)
    return home


def serve(root: Path, home: Path) -> None:
    """From now on `home` is what `root` speaks of."""
    _point(root, home, served=True)


def _beside(root: Path, name: str) -> Path:
    root = root.resolve()
    return root.with_name(f"{root.name}-{name}")


def _pointer(root: Path) -> tuple[Path, bool] | None:
    try:
        said = json.loads((root / POINTER).read_text(encoding="utf-8"))
        name, served = str(said["folder"]), bool(said["served"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not name or name != Path(name).name or name in (".", ".."):
        return None
    return root.resolve().with_name(name), served


def _point(root: Path, home: Path, *, served: bool) -> None:
    with whole(root / POINTER) as file:
        file.write(json.dumps({"folder": home.name, "served": served}, ensure_ascii=False).encode())
