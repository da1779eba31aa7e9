"""What a command answers, and the home that it is asked of."""

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from chiso import figures, homes, reference
from chiso.core.errors import Refused, UnknownName
from chiso.intake.commit import recovery
from chiso.reference import agencies
from chiso.store import Store, attached, disk

Words = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What a command says: a document (rows as a frame or a list), an exit status, lines for people; the files that are
    to be written, under the paths that were asked for; where what it shows was counted, if not here."""

    document: Any
    status: int = 0
    lines: tuple[str, ...] = ()
    files: Mapping[Path, bytes] = field(default_factory=dict)
    made_elsewhere: str = ""


def on_home(command: Callable[..., Answer]) -> Callable[..., Answer]:
    """The command gets the open store of a home; `agency` is the home's where none is said, units are codes."""

    def run(home: Path | Store, **words: Any) -> Answer:
        with at_home(home) as store:
            agency = agencies.code_of(store, words.get("agency") or "")
            if "agency" in words:
                words["agency"] = agency
            for key in ("unit", "parent_id", "successor_id"):
                if text := words.get(key):
                    words[key] = reference.resolve_unit(store, agency, text)
                    if words[key] is None:
                        raise UnknownName("đơn vị", text)
            try:
                answer = command(store, **words)
                return replace(answer, made_elsewhere=attached.label(store, agency))
            except OSError as error:
                if disk.is_of_the_disk(error):
                    raise disk.failed() from error
                raise Refused(
                    "cannot_write",
                    f"Không ghi được “{words.get('out') or store.home}”. "
                    "Hãy kiểm tra đường dẫn và quyền ghi rồi thử lại.",
                ) from error

    return run


def shown(ask: Callable[..., Any]) -> Callable[..., Answer]:
    """The command that answers what is asked with its words, and nothing else."""
    return on_home(lambda store, **words: Answer(ask(store, **words)))


def at_home(home: Path | Store) -> AbstractContextManager[Store]:
    """The store of a home: opened for one command, or the one that this process holds."""
    return nullcontext(home) if isinstance(home, Store) else _open(home)


def _open(home: Path) -> Store:
    if home.exists() and not home.is_dir():
        raise Refused("not_a_folder", f"“{home}” không phải là thư mục. Hãy chọn --home khác.")
    store = homes.opened(home)
    for finding in recovery.opened(store):
        print(finding["message"], file=sys.stderr)
    return store


def asked_of(store: Store, words: Words) -> figures.Asked | None:
    """The question that a command's words put: as of the newest data where no day is said."""
    return figures.newest(store, **{name: word for name, word in words.items() if word is not None})


def lines_of(rows: list[Any], none: str) -> tuple[str, ...]:
    """What was found, a line each; where nothing was, that."""
    return tuple(f"{row['code']}: {row['message']}" for row in rows) or (none,)
