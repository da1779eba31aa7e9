"""The records of a lake's agencies, asked by the queries of a home: a process of its own beside the home that shows
their sums (`chiso.store.attached`).

`python -m chiso.desk.lake_records FOLDER SAID` answers pickled questions on standard input (fetch, SQL, values) with
(code and message of a refusal or None, answer), until the input ends. Of the agencies that a question names the
partitions are read once, every file checked, into a database in FOLDER, which goes with the process.
"""

import os
import pickle
import shutil
import sys
import traceback
from pathlib import Path
from typing import Any

from chiso.core.errors import ChisoError
from chiso.desk import attaching, lake, lake_sums
from chiso.desk.attaching import Attached
from chiso.store import Store
from chiso.store.marts import ANSWERING, MARTS

# Table of a lake -> of the home, beside what goes along with sums.
_RECORDS = {table: lake_sums.READ[table] for table in lake_sums.RECORDS} | {"procedures": "procedures"}
_OF_A_LIST = ["agency", "as_of", "name_key"]  # said by the import of a list, not by its rows


class Records:
    """The databases of this process, one for the agencies of each question."""

    def __init__(self, folder: Path, said: Attached) -> None:
        self._folder, self._said = folder, said
        self._stores: dict[tuple[str, ...], Store] = {}

    def ask(self, fetch: Any, query: Any, values: dict[str, Any]) -> Any:
        """What the records answer. Refused: `older_sums`, `no_lake`, `newer_lake`, `damaged_lake`."""
        asked = values["agencies"] if "agencies" in values else [values["agency"]]
        codes = tuple(sorted(set(asked) & self._said.marks.keys()))
        if codes not in self._stores:
            self._stores[codes] = self._read(codes)
        return self._stores[codes].read(query, values, fetch)

    def _read(self, codes: tuple[str, ...]) -> Store:
        folder = self._folder / str(len(self._stores))
        shutil.rmtree(folder, ignore_errors=True)
        store = Store.open(folder, create=True)
        try:
            with store.transaction():
                for code in codes:
                    _take(store, self._said, code, has_calendar=code != codes[0])
        except BaseException:
            store.close()
            raise
        return store


def _take(store: Store, said: Attached, code: str, *, has_calendar: bool) -> None:
    source, place = Path(str(said.lake)), [*said.marks].index(code)
    share = attaching.unchanged(source, said, code)
    lake.sound(source, share)
    attaching.put(store, source, share, place, said.codes.get(code, {}))
    if not has_calendar:
        store.insert("calendar", lake.rows(source, share, "calendar"))
    for table, own in _RECORDS.items():
        rows = lake.rows(source, share, table)
        rows = rows if own in ANSWERING else attaching.numbered(rows, place)
        store.insert(own, rows.drop_columns(_OF_A_LIST) if own == "procedures" else rows)
    for dataset, mart in MARTS.items():
        names = {"dataset": (dataset,), "mart": (mart,)}
        store.execute("facts/put", names, _source=f"marts/{mart}", agency=code, changed=None)


def main(folder: str, said: str) -> None:
    """Answers until the input ends."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what others print is no answer
    records = Records(Path(folder), attaching.said(said))
    try:
        while True:
            try:
                asked = pickle.load(questions)  # noqa: S301 - of the process that started this one
            except EOFError:
                return
            error, answer = None, None
            try:
                answer = records.ask(*asked)
            except ChisoError as refused:
                error = (refused.code, refused.message)
            except Exception:  # noqa: BLE001 - whatever a foreign file does: said, and the next question is answered
                traceback.print_exc()
                error = (
                    "damaged_lake",
                    "Không đọc được từng hồ sơ trong kho. Hãy ghi lại kho bằng lệnh collect.",
                )
            pickle.dump((error, answer), answers)
            answers.flush()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
