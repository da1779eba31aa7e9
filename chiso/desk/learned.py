"""What people answered about the columns and words of a layout and is used again for the next file in it: in words, and
forgotten where it was wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chiso.core.text import plain
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise import memory
from chiso.intake.recognise.layout import Answers
from chiso.people.actor import ADMINISTER, Actor
from chiso.people.acts import act, redoes
from chiso.store import Store
from chiso.store.ledger import Line

FORGOTTEN = "answers_forgotten"  # in the audit log and the ledger


@dataclass(frozen=True)
class Learned:
    """What is remembered of one layout (known by several keys), who said it last and when (UTC), in which file."""

    layout_keys: Sequence[str]
    answers: str
    who: str
    answered_at: datetime
    dataset: str | None
    file_name: str | None

    @property
    def words(self) -> list[str]:
        """Every answer in words, as Markdown."""
        return said(self.dataset, Answers.from_json(self.answers))


def learned(store: Store) -> list[Learned]:
    """What is remembered, the newest first."""
    return [Learned(**row) for row in store.rows("imports/learned")]


def said(dataset: str | None, known: Answers) -> list[str]:
    """What was answered about a layout, an answer each, as Markdown."""
    fields = DATASETS[dataset].by_name if dataset else {}
    found = [f"loại dữ liệu là {plain(DATASETS[known.dataset].label)}"] if known.dataset else []
    for header, name in known.columns.items():
        found.append(
            f"cột “{plain(header)}” " + (f"là {plain(fields[name].label)}" if name in fields else "bỏ qua")
        )
    for name, words in known.words.items():
        codes = fields[name].words if name in fields else {}
        found += [
            f"“{plain(word)}” là {plain(codes.get(code, code) or 'không rõ')}" for word, code in words.items()
        ]
    return [*found, f"tiêu đề ở dòng {known.header_row}"] if known.header_row else found


def forget(store: Store, actor: Actor, one: Learned) -> None:
    """The next file in that layout is asked about anew; what is in stays as it is. Refused: `forbidden`."""
    with act(store, actor, ADMINISTER, FORGOTTEN, one.file_name or "") as doing:
        doing.detail = {"dataset": one.dataset}
        doing.kept = {"answers": dict.fromkeys(one.layout_keys, Answers().to_json())}
        _write(store, {"who": actor.name, **doing.kept})


@redoes(FORGOTTEN)
def _write(store: Store, line: Line) -> None:
    """Empty answers in the place of what was remembered."""
    memory.keep_again(store, line["answers"], line["who"])
    store.bump()
