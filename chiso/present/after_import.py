"""What the office presents after an import: deck, morning list, a hand-out for each unit."""

from chiso import figures
from chiso.present import books, handout, outputs
from chiso.store import Store


def files(store: Store) -> dict[str, bytes]:
    """By file name, as of the newest data. Refused before the first import."""
    look = outputs.look_at(store, asked := figures.newest(store, store.agency))
    return {
        f"giao-ban-{look.agency}-{look.as_of}.pptx": outputs.deck(store, asked).content,
        f"danh-sach-buoi-sang-{look.as_of}.xlsx": books.digest_workbook(store, asked),
        **{one.file_name: one.content for one in handout.of_units(store, asked)},
    }
