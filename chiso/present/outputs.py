"""What leaves the house: the deck and the morning list; the workbooks are `books`. One look at the data each."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from chiso import figures
from chiso.core import clock
from chiso.core.errors import ChisoError, Refused
from chiso.core.vietnamese import format_date
from chiso.desk import own_template
from chiso.figures.ask import Asked
from chiso.figures.lateness import SOON_DAYS
from chiso.figures.scope import working_days_since
from chiso.present import deck as slide_deck
from chiso.present.deck.look import Look
from chiso.present.slides import Deck, build, capped, sketch
from chiso.present.slides.capped import on_template
from chiso.store import Store
from chiso.words import morning
from chiso.words.attention import directly
from chiso.words.rooms import LEFT

STALE_DAYS = 3  # working days after which the morning list says first how old its data is


@dataclass(frozen=True)
class MadeDeck:
    """A deck as PPTX, how many slides it has, and what the office should know of its template."""

    content: bytes
    slides: int
    warnings: tuple[str, ...] = ()


def look_at(store: Store, asked: Asked | None, answered: Callable[..., Any] = directly) -> Look:
    """A look for what leaves the house. Refused where nothing was imported."""
    if asked is None:
        raise no_import()
    return Look(store, taken_away(asked), answered=answered)


def taken_away(asked: Asked) -> Asked:
    """What is asked for what leaves the house: of the year so far, held against the week before, whatever a page looks
    at."""
    return asked.year_so_far.alone


def no_import() -> ChisoError:
    """Nothing can be made before the first import."""
    return ChisoError("no_data", "Chưa nhập tệp nào. Hãy nhập tệp kết xuất ở trang Nhập dữ liệu rồi thử lại.")


def deck(
    store: Store,
    asked: Asked | None,
    choice: slide_deck.Choice | None = None,
    template: tuple[str, bytes] | None = None,
) -> MadeDeck:
    """The giao ban deck, on a template of that name and content, else on the office's own, else on ours. Refused:
    `unusable_template` for a template that was named; where the office's own cannot be used, ours takes its place."""
    look = look_at(store, asked)
    canvas = capped.canvas(*template) if template else None
    made: MadeDeck = slide_deck.make(look, choice, partial(drawn, store, look.agency, template), canvas)
    return made


def instead(refused: Refused) -> str:
    """Says that our template takes the place of the office's, and why."""
    return f"Bộ slide được làm trên mẫu có sẵn vì mẫu của cơ quan không dùng được. {refused.message}"


def drawn(store: Store, agency: str, template: tuple[str, bytes] | None, wanted: Deck) -> MadeDeck:
    """A deck whose slides are known, on its template; as `deck`."""
    slides, own = len(wanted.slides) + 1, own_template.chosen(store, agency)
    if template is None and own is None:
        return MadeDeck(build(wanted), slides)
    try:
        if template is None:
            assert own is not None
            found = on_template(own.file_name, own_template.content(store, own), wanted)
        else:
            found = on_template(*template, wanted)
    except Refused as refused:
        if template is not None:
            raise
        return MadeDeck(build(wanted), slides, (instead(refused),))
    return MadeDeck(found.content, slides, tuple(found.warnings))


def pictures(store: Store, agency: str, wanted: Deck, first: int = 0) -> list[str]:
    """The same slides as pictures (SVG) from a place on; 0 is the cover."""
    own = own_template.chosen(store, agency)
    if own is not None:
        with suppress(Refused):  # ours takes its place, as in `drawn`; the page says why
            content = own_template.content(store, own)
            return on_template(own.file_name, content, wanted, 1 + len(wanted.slides)).pictures[first:]
    return sketch.pictures(wanted, first)


def digest(store: Store, asked: Asked | None) -> dict[str, Any]:
    """Per unit the dossiers, tasks and petitions that are overdue or due within three working days, as text to paste
    into a message; last what nobody has taken over from units that ended (unit null)."""
    look = look_at(store, asked)
    unheard = {kind: figures.unheard(store, look.asked, kind) for kind in morning.LISTED}
    lists: dict[tuple[str, str], dict[str, pd.DataFrame]] = {}
    for kind in morning.LISTED:
        for (code, name), rows in morning_list(look, kind).groupby(["unit", "unit_name"]):
            lists.setdefault((str(code), str(name)), {})[kind] = rows
    units = [
        {
            "unit": None if code == LEFT else code,
            "unit_name": name,
            "text": morning.text(name, found, unheard, look.as_of, to_hand_over=code == LEFT),
        }
        for (code, name), found in sorted(lists.items(), key=lambda unit: (unit[0][0] == LEFT, unit[0]))
    ]
    note = " ".join(
        filter(
            None, (look.mark and f"{look.mark}.", age_note(store, unheard["dossiers"].ended or look.as_of))
        )
    )
    if not units:
        none = "Không có hồ sơ quá hạn hay đến hạn trong ba ngày làm việc tới."
        note = f"{note} {none if look.speaks('dossiers') else 'Chưa có số liệu hồ sơ.'}".strip()
    return {"as_of": look.as_of.isoformat(), "note": note, "units": units}


def morning_list(look: Look, kind: str = "dossiers") -> pd.DataFrame:
    """What of a kind is overdue or due within three working days, the longest late first."""
    parts = [look.overdue(kind), look.soon(kind, SOON_DAYS)]
    parts = [part for part in parts if not part.empty] or parts[:1]
    return pd.concat(parts, ignore_index=True)


def age_note(store: Store, day: date) -> str:
    """Says first that the list is old, when its files reach a day more than three working days ago."""
    age = working_days_since(store, [day], clock.today())[day] or 0
    if age <= STALE_DAYS:
        return ""
    return f"Số liệu đã cũ {age} ngày làm việc (đến {format_date(day)}); hãy nhập tệp mới trước khi dùng danh sách này."
