"""The folders of the server that an administrator names: where backups go, exports come from, what is presented goes.
None of them lies in another, in the home or among the program's."""

from pathlib import Path

from chiso.core import settings
from chiso.core.errors import Refused
from chiso.people.actor import ADMINISTER, VISITOR, Actor
from chiso.store import Store, backup
from chiso.store.whole import whole_file

BACKUPS, INBOX, OUTBOX = backup.FOLDER, "inbox_folder", "outbox_folder"  # facts
_CALLED = {BACKUPS: "nơi sao lưu", INBOX: "hộp thư đến", OUTBOX: "hộp thư đi"}


def chosen(store: Store, fact: str) -> Path | None:
    """Where it is; None where nobody chose one, and of a demonstration."""
    said = store.fact(fact)
    return Path(said) if said and not store.is_demonstration else None


def needs(store: Store, actor: Actor, fact: str, place: str) -> None:
    """Whether somebody may choose a place for it, '' for none. Refused: `forbidden`, `bad_folder`."""
    actor.needs(ADMINISTER)  # before anything is said of a folder
    if actor.name == VISITOR:
        raise Refused("forbidden", f"Dữ liệu minh họa không có {_CALLED[fact]}.")
    if not place:
        return
    _check(store, Path(place))
    taken = {BACKUPS: backup.folder_of(store), INBOX: chosen(store, INBOX), OUTBOX: chosen(store, OUTBOX)}
    for other, folder in taken.items():
        if other != fact and folder and not _are_apart(Path(place).resolve(), folder.resolve()):
            words = f"{_CALLED[fact].capitalize()} phải tách rời {_CALLED[other]}. Hãy chọn thư mục khác."
            raise Refused("bad_folder", words)


def _check(store: Store, folder: Path) -> None:
    """It is there already, so that a disk that is not mounted is noticed; it takes a file; nothing of the home's or the
    program's is in it."""
    try:
        whole = folder.resolve()
        taken = [one for one in (settings.ROOT, store.home) if one.resolve() in (whole, *whole.parents)]
        if not folder.is_absolute() or taken or not folder.is_dir():
            raise OSError
        with whole_file(folder / ".chiso.thu"):
            pass
        (folder / ".chiso.thu").unlink()
    except (OSError, ValueError, RuntimeError) as error:  # of NUL in it, of a link that leads to itself
        raise Refused(
            "bad_folder",
            f"Không dùng được thư mục “{folder}”. Hãy ghi đường dẫn đầy đủ của một thư mục đã có trên máy chủ, ngoài "
            "thư mục dữ liệu và thư mục chương trình, mà tài khoản chạy chiso ghi được.",
        ) from error


def _are_apart(one: Path, other: Path) -> bool:
    """Whether neither folder is the other or lies in it."""
    return one != other and one not in other.parents and other not in one.parents
