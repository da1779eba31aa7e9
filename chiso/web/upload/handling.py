"""A dropped file read and imported: as its card stands, together with the others on the desk. No Streamlit.

Nothing of it is stored in the data before `import_item`.
"""

from collections.abc import Sequence
from dataclasses import replace

from chiso.desk import effects
from chiso.desk.effects import Batch, Effect
from chiso.intake.commit import batch
from chiso.intake.commit.preview import parts, refreshed
from chiso.intake.commit.slices import ADD
from chiso.intake.commit.stages import IMPORTED, ComparedFile, ImportResult, Preview, Upload
from chiso.intake.commit.watching import watched
from chiso.present import rejected
from chiso.reference import agencies
from chiso.web.shell.context import Context
from chiso.web.upload.item import Item


def look(here: Context, item: Item) -> list[Item]:
    """Reads the file with what was said about it, or only compares it anew where the data has changed since; answers
    the items of its further parts."""
    here = at(here, item)
    if not is_waiting(here, item):
        return []
    if item.looked is None or _is_unread(here, item):
        found = _previewed(here, item)
    else:
        found = [refreshed(here.store, item.looked)]
    mine, *others = found
    if others:
        item.sheets = mine.upload.sheets
    further = [
        replace(
            item,
            file_id=f"{item.file_id}/{number}",
            sheets=one.upload.sheets,
            units={},
            ticked=set(),
            rivals="",
        )
        for number, one in enumerate(others, 2)
    ]
    are_several = {here.agency} != {one.upload.agency for one in found}
    for each, looked in zip((item, *further), found, strict=True):
        if are_several:
            each.agency, each.is_handed_on = looked.upload.agency, looked.upload.is_handed_on
            each.whose = agencies.kept(here.store)[each.agency]
        _take(here, each, looked)
    return further


def at(here: Context, item: Item) -> Context:
    """The look at the agency whose lines a file, or a part of one, has."""
    return here.but(agency=item.agency, unit=None) if item.agency not in ("", here.agency) else here


def _take(here: Context, item: Item, looked: Preview) -> None:
    if isinstance(looked, ComparedFile) and looked.superseded:
        item.rivals = ", ".join(f"“{row['file_name']}”" for row in looked.superseded)
    item.looked, item.effect = batch.shown_to(here.store, here.actor, looked), None
    item.version, item.is_stale = here.store.data_version, False


def watch(here: Context, items: Sequence[Item]) -> None:
    """Holds the files of a drop against the months before them, each other's included."""
    could = [(item, item.importable) for item in items if item.importable]
    found = watched(here.store, [ready(item, looked) for item, looked in could], here.actor)
    for (item, looked), one in zip(could, found, strict=True):
        item.looked = replace(looked, result=one.result)


def is_waiting(here: Context, item: Item) -> bool:
    """Whether `look` has something to do."""
    is_old = item.version != here.store.data_version or _is_unread(at(here, item), item)
    return is_old and item.done is None and not item.is_off


def _is_unread(here: Context, item: Item) -> bool:
    return item.looked is None or item.is_stale or item.looked.upload.agency != here.agency


def _previewed(here: Context, item: Item) -> list[Preview]:
    upload = Upload(
        item.name, item.content, here.agency, item.answers, item.mode, item.recalls, is_ours=item.is_ours,
        sheets=item.sheets, hands_on=not item.agency and here.actor.scope is None, is_handed_on=item.is_handed_on,
    )  # fmt: skip
    found = parts(here.store, upload)
    conflicts = [one for one in found if one.error and one.error["code"] == "slice_conflict"]
    if item.mode is None and any(map(rejected.is_corrected, conflicts)):
        # Corrected rows alone: they belong beside the others of their slice.
        item.mode = ADD
        found = parts(here.store, replace(upload, mode=ADD))
    return found


def ready(item: Item, looked: ComparedFile) -> ComparedFile:
    """The file as it would be imported: with the units answered on the card."""
    taught = {name: unit for name, (unit, keeps) in item.units.items() if unit and keeps}
    once = {name: unit for name, (unit, keeps) in item.units.items() if unit and not keeps}
    answers = replace(looked.recognised.answers, units=taught, units_once=once)
    recognised = replace(looked.recognised, answers=answers)
    return replace(looked, recognised=recognised, remember=item.remember, left_out=item.unknown_columns)


def effect_of(here: Context, item: Item, looked: ComparedFile) -> Effect:
    """What importing it would change, worked out once per state of the data."""
    if item.effect is None:
        item.effect = effects.of_import(here.store, ready(item, looked))
    return item.effect


def import_item(here: Context, item: Item, batched: Batch | None = None) -> ImportResult | None:
    """Imports the file for good, with what it changed. Nobody else writes meanwhile; where somebody did since it was
    looked at, and another file would be replaced now, None: the card is asked again. Refused for who may not."""
    with here.store.writing():
        shown = rivals(item)
        look(here, item)
        if item.importable is None or rivals(item) != shown:
            return None
        looked = ready(item, item.importable)
        item.done, item.effect = effects.do_import(here.store, here.actor, looked, batched)
    if item.done.status == IMPORTED:  # what is in needs no second copy in memory
        item.content = b""
        item.looked = Preview(upload=replace(looked.upload, content=b""), result=item.done)
    return item.done


def rivals(item: Item) -> set[int]:
    """The imports that it would replace."""
    looked = item.importable
    return {int(row["import_id"]) for row in looked.superseded} if looked else set()
