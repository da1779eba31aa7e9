"""The command line: `python -m chiso [--home DIR] COMMAND …`; `python -m chiso --help` lists the commands.

`--json` prints one JSON document on standard output and nothing else there; messages go to standard error.
Exit status: 0 done, 1 done with rejected rows, 2 refused, 3 database in use, 64 wrong usage.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import pandas as pd

from chiso import __version__, commands, homes, output_commands, user_commands
from chiso.core import logs
from chiso.core.errors import ChisoError, DamagedHome, InUse, WrongUsage
from chiso.core.settings import default_home, keep_private
from chiso.core.text import missing
from chiso.intake.datasets import DATASETS
from chiso.people.actor import ROLES
from chiso.store import disk

DONE, REJECTED_ROWS, REFUSED, IN_USE, WRONG_USAGE = 0, 1, 2, 3, 64

_ARGPARSE_WORDS = (
    (r"the following arguments are required: (.*)", r"thiếu tham số: \1"),
    (r"unrecognized arguments: (.*)", r"tham số không có: \1"),
    (
        r"argument (.*?): invalid choice: (.*) \(choose from (.*)\)",
        r"\1: không có lựa chọn \2 (chọn trong \3)",
    ),
    (r"argument (.*?): invalid .* value: (.*)", r"\1: giá trị \2 không đọc được"),
    (r"argument (.*?): expected one argument", r"\1: thiếu giá trị"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 không dùng cùng \2"),
    (r"argument (.*?): expected at least one argument", r"\1: cần ít nhất một giá trị"),
)


class Parser(argparse.ArgumentParser):
    """argparse that answers in Vietnamese and with the contract's exit status for wrong usage."""

    def error(self, message: str) -> NoReturn:
        """Say in Vietnamese what is wrong and leave with 64."""
        for english, vietnamese in _ARGPARSE_WORDS:
            message, found = re.subn(english, vietnamese, message)
            if found:
                break
        print(f"Sai cú pháp: {logs.one_line(message)}\nXem: {self.prog} --help", file=sys.stderr)
        raise SystemExit(WRONG_USAGE)


def iso_date(text: str) -> date:
    """A date as YYYY-MM-DD."""
    return date.fromisoformat(text)


# What a command takes: an option by its name, a positional argument by its own; "!" says that it must be given.
_SCOPE = ("--as-of", "--unit", "--agency")
_YEAR_SCOPE = ("--as-of", "--year", "--unit", "--agency")
_ARGUMENTS: dict[str, dict[str, Any]] = {
    "--agency": {"help": "stp, sct, kktvp, stnmt, hoặc mã đặt khi init"},
    "--as-it-was": {"action": "store_true", "help": "không làm lại những gì có sau bản sao lưu"},
    "--add": {"action": "store_const", "const": "add", "dest": "mode"},
    "--as-of": {"type": iso_date},
    "--by": {"choices": ["agency", "unit", "month", "official"]},
    "--dataset": {"choices": [*DATASETS]},
    "--dry-run": {"action": "store_true", "help": "chỉ xem, không ghi"},
    "--from": {"type": iso_date, "dest": "date_from"},
    "--kind": {"choices": ["dossiers", "tasks", "petitions", "plan"]},
    "--level": {"default": "department"},
    "--older-than": {"type": int, "dest": "days", "metavar": "DAYS", "help": "mặc định: 730"},
    "--out": {"type": Path},
    "--parent": {"dest": "parent_id", "metavar": "PARENT"},
    "--part": {"choices": ["numerator", "denominator", "rest"], "default": "numerator"},
    "--parquet": {
        "type": Path,
        "metavar": "DIR",
        "help": "kết xuất mỗi bảng một tệp Parquet vào thư mục này",
    },
    "--password-stdin": {"action": "store_true"},
    "--replace": {"action": "store_const", "const": "replace", "dest": "mode"},
    "--role": {"choices": [*ROLES]},
    "--short": {"dest": "short_name", "metavar": "SHORT"},
    "--soon": {"type": int, "metavar": "DAYS"},
    "--successor": {"dest": "successor_id", "metavar": "SUCCESSOR"},
    "--successors": {"action": "store_true"},
    "--this-agency": {"action": "store_true", "dest": "is_ours", "help": "đúng là số liệu của cơ quan này"},
    "--to": {"type": iso_date, "dest": "date_to"},
    "--year": {"type": int},
    "action": {"choices": ["add"]},
    "files": {"nargs": "+", "type": Path},
    "folder?": {"type": Path, "nargs": "?"},
    "import_id": {"type": int},
    "name?": {"nargs": "?"},
    "paper": {"choices": ["cchc-report", "field-report", "officials", "remedies"]},
    "state?": {"nargs": "?", "choices": ["on", "off"]},
    "verb": {"choices": ["add", "unlock", "require-code", "remove-code"]},
}
# Name, what it does and in words, what it takes; of a pair in it only one may be said.
_COMMANDS: tuple[tuple[str, Callable[..., commands.Answer], str, tuple[str | tuple[str, str], ...]], ...] = (
    ("init", commands.init, "tạo thư mục dữ liệu với danh mục của cơ quan; --name: một cơ quan khác",
     ("--agency", "--name", "--short")),
    ("demo", commands.demo, "tạo thư mục dữ liệu với dữ liệu minh họa", ()),
    ("backup", commands.backup, "sao lưu; hoặc kết xuất dữ liệu cho chương trình khác", (("--out", "--parquet"),)),
    ("restore", commands.restore, "phục hồi từ bản sao lưu", ("folder?", "--as-it-was")),
    ("verify", commands.verify, "so cơ sở dữ liệu với nhật ký, sửa phần dở dang", ()),
    ("purge", commands.purge, "xóa tệp gốc đã hết thời hạn lưu; số liệu giữ nguyên", ("--older-than", "--dry-run")),
    ("import", commands.import_files, "nhập tệp kết xuất",
     ("files", "--dataset", "--as-of", "--agency", "--this-agency", ("--replace", "--add"), "--dry-run")),
    ("imports", commands.imports, "lịch sử nhập", ()),
    ("rollback", commands.rollback, "hoàn tác một lần nhập", ("import_id",)),
    ("unit", commands.unit_add, "thêm đơn vị",
     ("action", "code", "--name!", "--short", "--parent", "--agency", "--from", "--successor")),
    ("units", commands.units, "danh sách đơn vị", ("--agency",)),
    ("alias", commands.alias, "dạy một cách viết tên đơn vị", ("name", "unit", "--agency")),
    ("user", user_commands.user, "tài khoản: thêm, mở khóa, gỡ xác thực hai bước; vai trò bắt buộc bước ấy",
     ("verb", "name", "state?", "--role", "--unit", "--password-stdin")),
    ("indicators", commands.indicators, "giá trị các chỉ tiêu",
     (*_YEAR_SCOPE, "--by", "--indicator", "--level", "--successors")),
    ("records", commands.records, "các dòng đứng sau một con số", ("indicator", *_YEAR_SCOPE, "--part")),
    ("overdue", commands.overdue, "việc quá hạn, sắp đến hạn", (*_SCOPE, "--kind", "--soon")),
    ("criteria", commands.criteria, "tiêu chí và điểm mất", ("--year!", "--agency")),
    ("index", commands.index, "chuỗi điểm một chỉ số", ("name?", "--place", "--as-of", "--agency")),
    ("check", commands.check, "đối soát", ("--agency",)),
    ("slides", output_commands.slides, "bộ slide giao ban", ("--out!", *_SCOPE)),
    ("paper", output_commands.paper, "báo cáo của một kỳ trọn vẹn (Word); không nói kỳ thì kỳ mới nhất",
     ("paper", "--out!", "--from", "--to", "--as-of", "--agency")),
    ("report", output_commands.report, "các bảng trong một tệp Excel", ("--out!", *_SCOPE)),
    ("digest", output_commands.digest, "danh sách buổi sáng của từng đơn vị", (*_SCOPE, "--out")),
)  # fmt: skip


def build_parser() -> Parser:
    """The parser with every command of the contract."""
    shared = Parser(add_help=False)
    shared.add_argument("--home", type=Path, default=argparse.SUPPRESS, help="thư mục dữ liệu")
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="in một tài liệu JSON")
    parser = Parser(prog="python -m chiso", description="chiso: từ tệp kết xuất đến chỉ số", parents=[shared])
    parser.add_argument(
        "--version", action="version", version=f"chiso {__version__}", help="phiên bản chương trình"
    )
    subs = parser.add_subparsers(required=True, metavar="LỆNH", parser_class=Parser)
    for name, function, text, arguments in _COMMANDS:
        sub = subs.add_parser(name, help=text, description=text, parents=[shared])
        sub.set_defaults(function=function)
        for argument in arguments:
            if isinstance(argument, str):
                _add(sub, argument)
            else:
                either = sub.add_mutually_exclusive_group()
                for one in argument:
                    _add(either, one)
    return parser


def _add(to: argparse._ActionsContainer, argument: str) -> None:
    words = dict(_ARGUMENTS.get(argument.rstrip("!"), {}))
    if argument.endswith("!"):
        words["required"] = True
    to.add_argument(argument.rstrip("!?"), **words)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    keep_private()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = build_parser()
    argv = sys.argv[1:] if argv is None else argv
    if any("\ud800" <= sign <= "\udfff" for text in argv for sign in text):  # bytes that are no UTF-8
        parser.error(
            "tham số có ký tự không đọc được (không phải UTF-8). Hãy gõ lại, hoặc đổi tên tệp, thư mục."
        )
    words = vars(parser.parse_args(argv))
    as_json = words.pop("json", False)
    root = words.pop("home", None) or default_home()
    words.pop("action", None)
    function = words.pop("function")
    try:
        with logs.of_a_command(root), disk.written():
            home = homes.in_use(root, may_be_gone=function is commands.restore)
            answer = function(home, **words)
    except WrongUsage as error:
        parser.error(error.message)
    except ChisoError as error:
        print(logs.lines(error.message), file=sys.stderr)
        if as_json:
            part = {"part": error.part} if isinstance(error, DamagedHome) else {}
            _print_json({"error": {"code": error.code, "message": error.message, **part}})
        return IN_USE if isinstance(error, InUse) else REFUSED
    document = plain(answer.document)
    if as_json:
        _print_json(document)
    else:
        print(logs.lines("\n".join(answer.lines) or _text(document)))
    return int(answer.status)


def _print_json(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, default=str, allow_nan=False))


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


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
