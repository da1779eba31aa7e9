"""A backup restored aside, in a process of its own, and compared with what its home said when it was made.

`python -m chiso.desk.aside BACKUP FOLDER` restores into the folder and prints what differs, one JSON list of sentences;
where the disk does not take the folder it ends with NOT_TAKEN, and nothing is said of the backup.
"""

import json
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chiso import __version__, figures
from chiso.core.errors import ChisoError, Refused
from chiso.core.settings import ROOT
from chiso.desk import upgrade
from chiso.intake.commit import recovery
from chiso.store import DATABASE, Store, backup, disk, originals

Words = dict[str, Any]
NOT_TAKEN = 3
_SECONDS = 3_600
_UNREADABLE = "Không mở và đọc hết được bản sao lưu này."
_SHOWN = 5  # figures that differ are named, this many of them


def said(store: Store) -> Words:
    """What a home says of itself: its figures by agency and unit as of the newest data, the rows of every import, the
    originals by their digest."""
    agencies = [row["agency"] for row in store.rows("reference/agencies_with_data")]
    counted = {
        " · ".join(filter(None, (agency, value.indicator, value.unit))): [
            value.numerator,
            value.denominator,
            value.value,
        ]
        for agency in agencies
        for by in (None, "unit")
        for value in figures.levels(store, figures.newest(store, agency), by=by)
    }
    rows = {str(row["import_id"]): [row["status"], row["rows_loaded"]] for row in store.rows("imports/all")}
    kept = sorted(path.name for path in (store.home / originals.FOLDER).glob("*") if not path.suffix)
    return {"said": {"figures": counted, "rows": rows, "originals": kept}}


def check(home: Path, folder: Path) -> list[str]:
    """Restores a backup of `home` aside in another process; what is wrong with it, nothing for a sound one.

    StorageFull: the disk does not take what is restored; nothing is said of the backup then."""
    aside = home / "tmp" / "aside"
    shutil.rmtree(aside, ignore_errors=True)
    try:
        disk.needs(aside, (folder / DATABASE).stat().st_size, "việc thử phục hồi")
        with disk.written():
            aside.mkdir(mode=0o700, parents=True)
            for known in home.glob(originals.KEY_ID):  # a bent original is not taken for another key
                shutil.copyfile(known, aside / known.name)
        done = subprocess.run(
            [sys.executable, "-m", "chiso.desk.aside", str(folder), str(aside)],
            cwd=ROOT,
            env=os.environ | {"CHISO_KEY_FILE": str(originals.key_path(home).resolve()), "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
        sys.stderr.write(done.stderr)
        if done.returncode == NOT_TAKEN:
            raise disk.failed()
        found: list[str] = json.loads(done.stdout)
    except Refused as error:
        return [error.message]
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return [_UNREADABLE]
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return found


def differences(folder: Path, aside: Path) -> list[str]:
    """What the backup answers once it is restored into the folder `aside`, against what its manifest says.

    Raises StorageFull. Its files are read whole before they are copied: what fails then is not the backup's."""
    manifest = backup.read_manifest(folder)
    for name, digest in manifest["files"].items():
        if originals.digest(folder / name) != digest:
            return [f"Tệp {name} của bản sao lưu không còn như lúc ghi."]
        with disk.written():
            shutil.copyfile(folder / name, aside / name)
    kept = list((folder / originals.FOLDER).iterdir())
    with disk.written():
        (aside / originals.FOLDER).mkdir()
        for path in kept:
            _share(path, aside / originals.FOLDER / path.name)
    with Store.open(aside) as store:
        upgrade.upgrade(store)
        found = [row["message"] for row in recovery.verify(store) if not row["repaired"]]
        return found + list(_differing(manifest, said(store)["said"], store))


def _share(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _differing(manifest: Words, now: Words, store: Store) -> Iterator[str]:
    then = manifest.get("said")
    if then is None:  # made by a release that did not say it: the rows and originals stand for themselves
        return
    for import_id in sorted({*then["rows"], *now["rows"]}, key=int):
        if then["rows"].get(import_id) != now["rows"].get(import_id):
            yield f"Lần nhập {import_id}: số dòng hoặc trạng thái khác với lúc sao lưu."
    for sha256 in then["originals"]:
        if not originals.has(store.home, sha256):
            yield f"Tệp gốc {sha256[:12]}… không còn hoặc đã bị sửa."
    if manifest.get("program") != __version__:  # another release may count by other rules
        return
    names = [
        name
        for name in {**then["figures"], **now["figures"]}
        if then["figures"].get(name) != now["figures"].get(name)
    ]
    for name in names[:_SHOWN]:
        yield f"Số liệu {name}: lúc sao lưu {then['figures'].get(name)}, phục hồi ra {now['figures'].get(name)}."
    if len(names) > _SHOWN:
        yield f"… và {len(names) - _SHOWN} số liệu khác."


def main(folder: str, aside: str) -> int:
    """Prints what differs; what nobody foresaw goes to the log with its traceback, and the backup is not sound."""
    try:
        found = differences(Path(folder), Path(aside))
    except disk.StorageFull:
        return NOT_TAKEN
    except ChisoError as error:
        found = [error.message]
    except Exception:  # noqa: BLE001 - whatever a damaged file does: this process is there to find it
        traceback.print_exc()
        found = [_UNREADABLE]
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
