"""What a command answers becomes what it says: JSON or a table on standard output, messages on standard error."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from chiso.commands.answers import Answer
from chiso.commands.beside import Said
from chiso.core import logs
from chiso.core.errors import ChisoError, DamagedHome, InUse, Refused, WrongUsage
from chiso.core.text import missing
from chiso.store import StorageFull, disk

REFUSED, IN_USE, WRONG_USAGE = 2, 3, 64


def of(answer: Answer, as_json: bool) -> Said:
    """What a command answered."""
    document = plain(answer.document)
    text = _json(document) if as_json else logs.lines("\n".join(answer.lines) or _text(document))
    files = {str(path): content for path, content in answer.files.items()}
    where = f"Số liệu {answer.made_elsewhere}.\n" if answer.made_elsewhere else ""
    return Said(int(answer.status), f"{text}\n", where, files=files)


def of_error(error: ChisoError, as_json: bool) -> Said:
    """Why a command did nothing."""
    if isinstance(error, WrongUsage):
        words = f"Sai cú pháp: {logs.one_line(error.message)}\nXem: {error.called} --help\n"
        return Said(WRONG_USAGE, err=words)
    part = {"part": error.part} if isinstance(error, DamagedHome) else {}
    document = {"error": {"code": error.code, "message": error.message, **part}}
    status = IN_USE if isinstance(error, InUse) else WRONG_USAGE if error.code == "no_home" else REFUSED
    return Said(status, f"{_json(document)}\n" if as_json else "", f"{logs.lines(error.message)}\n")


def delivered(said: Said, as_json: bool) -> int:
    """Writes the files, then both outputs; the exit status. Where a file cannot be written, that alone is said."""
    for name, content in said.files.items():
        try:
            with disk.written():
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_bytes(content)
        except StorageFull as error:
            return delivered(of_error(error, as_json), as_json)
        except OSError:
            words = f"Không ghi được “{name}”. Hãy kiểm tra đường dẫn và quyền ghi rồi thử lại."
            return delivered(of_error(Refused("cannot_write", words), as_json), as_json)
    sys.stderr.write(said.err)
    sys.stdout.write(said.out)
    return said.status


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, default=str, allow_nan=False)


def plain(value: Any) -> Any:
    """A value as JSON knows it: a frame is a list of rows, what is missing null, a date ISO."""
    if isinstance(value, pd.DataFrame):
        return [plain(row) for row in value.to_dict("records")]
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if missing(value):
        return None
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def _text(document: Any) -> str:
    """Rows as a plain table; of several parts each in its turn."""
    if isinstance(document, dict):
        return "\n".join(_text(part if isinstance(part, list) else [part]) for part in document.values())
    if not document:
        return "Không có dòng nào."
    frame = pd.DataFrame(document).dropna(axis=1, how="all")
    return str(frame.to_string(index=False, max_colwidth=40, na_rep="–"))
