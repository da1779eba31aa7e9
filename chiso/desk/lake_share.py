"""What a home keeps, written as its share of a lake: only what changed, and nothing of citizens."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from chiso import figures
from chiso.core import clock
from chiso.desk import lake
from chiso.desk.export import EXPORTED
from chiso.intake.datasets import OF_MONTHS
from chiso.people.actor import ADMINISTER, Actor
from chiso.people.acts import audit
from chiso.reference import agencies
from chiso.store import DATABASE, Store, attached, disk
from chiso.store.connection import staging_folder

# Table of a lake -> how it is asked for, the home's table.
TABLES = {
    "tasks": ("of_agency", "tasks_current"),
    "petitions": ("of_agency", "petitions_current"),
    "joint_dossiers": ("of_agency", "joint_dossiers_current"),
    "procedures": ("procedures", ""),
    "codes": ("of_agency", "procedure_codes"),
    "names": ("of_agency", "procedure_names"),
    "states": ("of_agency", "said_states"),
    "units": ("of_agency", "units"),
    "aliases": ("of_agency", "unit_aliases"),
    "targets": ("of_agency", "targets"),
    "handed": ("of_agency", "handed_records"),
    "people": ("of_agency", "named_people"),
    "imports": ("imports", ""),
    "days": ("days", ""),
    "measurements": ("newest", "measurements"),
    "counted": ("counted", ""),
    "service_index": ("newest", "service_index"),
    "catalogue": ("shared", "indicators"),
    "calendar": ("shared", "calendar"),
}


def export(store: Store, actor: Actor, folder: Path) -> dict[str, Any]:
    """Writes every agency of the home that has data into the lake `folder`: `{files, rows, agencies}`.

    The state between two writes. Refused: `forbidden`, `attached`, `no_room`, and as `lake.read`. Raises StorageFull.
    """
    shares = written(store, actor, folder)
    for share in shares:
        lake.put(folder, share)
    files = [part for share in shares for part in share.files]
    rows = sum(part.rows for part in files)
    return {"files": len(files), "rows": rows, "agencies": [share.agency for share in shares]}


def written(store: Store, actor: Actor, folder: Path) -> list[lake.Share]:
    """The home's shares, their files in the lake and not listed yet. Raises as `export`."""
    actor.needs(ADMINISTER)
    if refused := attached.refused(store):
        raise refused
    lake.known(folder)  # what cannot be added to is refused before anything is written
    disk.needs(folder, (store.home / DATABASE).stat().st_size, "kho dữ liệu")
    names = {row["agency"]: row["name"] for row in store.rows("frame/agencies")}
    with disk.written(), store.writing():
        shares = [
            _share(store, folder, code, name)
            for code, name in {**agencies.kept(store), **names}.items()
            if figures.newest_as_of(store, code)
        ]
        rows = sum(part.rows for share in shares for part in share.files)
        audit(store, actor, EXPORTED, str(folder), {"rows": rows})
    return shares


def _share(store: Store, folder: Path, agency: str, name: str) -> lake.Share:
    def put(place: str, how: str, table: str = "", **given: str) -> lake.Part:
        return _part(store, how, table, given, lambda made, rows: lake.add(folder, Path(place), made, rows))

    # Where there is none, a file without rows: engines know the columns then.
    months = [row["month"] for row in store.rows("lake/months", agency=agency)] or ["none"]
    files = [
        put(f"dossiers/agency={agency}/month={month}", "dossiers", agency=agency, month=month)
        for month in months
    ]
    for table, (how, own) in TABLES.items():
        given = {} if how == "shared" else {"agency": agency}
        files.append(put(f"{table}/agency={agency}", how, own, **given))
    made_at, as_of = clock.iso(clock.utc_now()), figures.newest_as_of(store, agency)
    return lake.Share(agency, name, str(store.home), made_at, store.data_version, as_of, tuple(files))


def _part(
    store: Store, how: str, table: str, given: dict[str, str], put: Callable[[Path, int], lake.Part]
) -> lake.Part:
    """One file, made in the one folder that the database may reach."""
    staged = staging_folder(store.home) / "lake.parquet"
    staged.unlink(missing_ok=True)
    try:
        names = {"table": (table,)} if table else OF_MONTHS if how == "days" else None
        rows = store.execute("lake/write", names, _source=f"lake/{how}", path=str(staged), **given)
        return put(staged, rows)
    finally:
        staged.unlink(missing_ok=True)
