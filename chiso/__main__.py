"""The command line: `python -m chiso [--home DIR] COMMAND …`; `python -m chiso --help` lists the commands.

`--json` prints one JSON document on standard output and nothing else there; messages go to standard error.
Exit status: 0 done, 1 done with rejected rows, 2 refused, 3 database in use, 64 wrong usage. While a server holds the
home, it answers the commands (`chiso.beside`).
"""

from chiso import environment

if __name__ == "__main__":
    environment.enter()  # before what must be installed is imported

import argparse
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from chiso import (
    __version__,
    beside,
    commands,
    homes,
    import_commands,
    output_commands,
    saying,
    user_commands,
)
from chiso.beside import Handed, Said
from chiso.core import logs
from chiso.core.errors import ChisoError, InUse, WrongUsage
from chiso.core.settings import default_home, keep_private
from chiso.intake.commit.columns import column
from chiso.intake.datasets import DATASETS
from chiso.people.actor import COMMAND_LINE, ROLES
from chiso.people.acts import audit
from chiso.store import Store, disk

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
        """Say in Vietnamese what is wrong."""
        for english, vietnamese in _ARGPARSE_WORDS:
            message, found = re.subn(english, vietnamese, message)
            if found:
                break
        raise WrongUsage(message, self.prog)


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
    "--column": {
        "type": column,
        "action": "append",
        "dest": "columns",
        "metavar": "HEADER=FIELD",
        "help": "cột có tiêu đề này là trường này",
    },
    "--dataset": {"choices": [*DATASETS]},
    "--dry-run": {"action": "store_true", "help": "chỉ xem, không ghi"},
    "--from": {"type": iso_date, "dest": "date_from"},
    "--header-row": {"type": int, "metavar": "N", "help": "dòng tiêu đề bắt đầu ở dòng này"},
    "--kind": {"choices": ["dossiers", "tasks", "petitions", "plan"]},
    "--level": {"default": "department"},
    "--older-than": {"type": int, "dest": "days", "metavar": "DAYS", "help": "mặc định: 730"},
    "--on": {"type": iso_date, "help": "ngày nộp"},
    "--out": {"type": Path},
    "--parent": {"dest": "parent_id", "metavar": "PARENT"},
    "--part": {"choices": ["numerator", "denominator", "rest"], "default": "numerator"},
    "--parquet": {"type": Path, "metavar": "DIR", "help": "mỗi bảng một tệp Parquet vào thư mục này"},
    "--password-stdin": {"action": "store_true"},
    "--replace": {"action": "store_const", "const": "replace", "dest": "mode"},
    "--role": {"choices": [*ROLES]},
    "--short": {"dest": "short_name", "metavar": "SHORT"},
    "--sheet": {"metavar": "NAME", "help": "chỉ đọc trang tính này"},
    "--since": {"type": iso_date},
    "--soon": {"type": int, "metavar": "DAYS"},
    "--successor": {"dest": "successor_id", "metavar": "SUCCESSOR"},
    "--successors": {"action": "store_true"},
    "--this-agency": {"action": "store_true", "dest": "is_ours", "help": "đúng là số liệu của cơ quan này"},
    "--thin": {"action": "store_true", "dest": "is_thin", "help": "báo cáo sơ sài"},
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
    ("import", import_commands.import_files, "nhập tệp kết xuất",
     ("files", "--dataset", "--as-of", "--agency", "--sheet", "--header-row", "--column", "--this-agency",
      ("--replace", "--add"), "--dry-run")),
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
    ("changes", commands.changes_since, "đổi khác giữa hai ngày", ("--since!", *_SCOPE)),
    ("deadlines", output_commands.deadlines, "từng hạn của kế hoạch, theo đơn vị; --out F.ics: thành lịch",
     ("--plan", *_SCOPE, "--from", "--to", "--out")),
    ("submit", commands.submit, "ghi một báo cáo của kế hoạch đã nộp", ("key", "--on!", "--thin", "--agency")),
    ("criteria", commands.criteria, "tiêu chí và điểm mất", ("--year!", "--agency")),
    ("index", commands.index, "chuỗi điểm một chỉ số", ("name?", "--place", "--as-of", "--agency")),
    ("components", commands.components, "từng thành phần của một chỉ số so với chỉ tiêu",
     ("name", "--year", "--place", "--agency")),
    ("check", commands.check, "đối soát", ("--agency",)),
    ("slides", output_commands.slides, "bộ slide giao ban", ("--out!", *_SCOPE)),
    ("paper", output_commands.paper, "báo cáo của một kỳ trọn vẹn (Word); không nói kỳ thì kỳ mới nhất",
     ("paper", "--out!", "--from", "--to", "--as-of", "--agency")),
    ("report", output_commands.report, "các bảng trong một tệp Excel", ("--out!", *_SCOPE)),
    ("handout", output_commands.handout, "tờ phát tay A4 của một đơn vị, hay mọi đơn vị (PDF)", ("--out!", *_SCOPE)),
    ("digest", output_commands.digest, "danh sách buổi sáng của từng đơn vị", (*_SCOPE, "--out")),
)  # fmt: skip

# What asks for a home that nobody holds.
_ALONE = (commands.init, commands.demo, commands.restore, user_commands.user)


def build_parser() -> Parser:
    """The parser with every command of the contract."""
    shared = Parser(add_help=False)
    shared.add_argument("--home", type=Path, default=argparse.SUPPRESS, help="thư mục dữ liệu")
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="in một tài liệu JSON")
    parser = Parser(prog="python -m chiso", description="chiso: từ tệp kết xuất đến chỉ số", parents=[shared])
    parser.add_argument(
        "--version", action="version", version=f"chiso {__version__}", help="phiên bản chương trình"
    )
    subs = parser.add_subparsers(required=True, dest="name_of_it", metavar="LỆNH", parser_class=Parser)
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


@dataclass(frozen=True)
class Call:
    """A command as it was given: its name, what does it, the words for that, the home, how it answers."""

    name: str
    function: Callable[..., commands.Answer]
    words: Mapping[str, Any]
    root: Path
    as_json: bool

    @property
    def files(self) -> list[Path]:
        """What it reads, where the caller stands."""
        return list(self.words.get("files", ()))


def understood(argv: Sequence[str], folder: Path) -> Call:
    """The command that these words give, said in that folder. Raises WrongUsage."""
    parser = build_parser()
    if any("\ud800" <= sign <= "\udfff" for text in argv for sign in text):  # bytes that are no UTF-8
        parser.error(
            "tham số có ký tự không đọc được (không phải UTF-8). Hãy gõ lại, hoặc đổi tên tệp, thư mục."
        )
    words = vars(parser.parse_args(argv))
    as_json = words.pop("json", False)
    root = words.pop("home", None) or default_home()
    words.pop("action", None)
    name, function = words.pop("name_of_it"), words.pop("function")
    if function is commands.backup:  # a folder is written where the home is open
        words |= {key: folder / words[key] for key in ("out", "parquet") if words[key]}
    return Call(name, function, words, root, as_json)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    keep_private()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    argv = sys.argv[1:] if argv is None else argv
    try:
        call = understood(argv, Path.cwd())
    except WrongUsage as error:
        raise SystemExit(saying.delivered(saying.of_error(error, False), False)) from None
    status = saying.delivered(_said(call, argv), call.as_json)
    if status == saying.WRONG_USAGE:
        raise SystemExit(status)
    return status


def _said(call: Call, argv: Sequence[str]) -> Said:
    """What the command says: of the home opened here, else of the server that holds it."""
    try:
        with logs.of_a_command(call.root), disk.written():
            home = homes.in_use(call.root, may_be_gone=call.function is commands.restore)
            return saying.of(call.function(home, **call.words), call.as_json)
    except InUse as error:
        return _of_the_server(call, argv, error)
    except ChisoError as error:
        return saying.of_error(error, call.as_json)


def _of_the_server(call: Call, argv: Sequence[str], held: InUse) -> Said:
    try:
        if call.function in _ALONE:
            raise held
        return beside.ask(homes.in_use(call.root), argv, Path.cwd(), call.files)
    except InUse as error:
        if call.function is import_commands.import_files:
            return saying.of(import_commands.none_imported(call.files, error), call.as_json)
        return saying.of_error(error, call.as_json)
    except ChisoError as error:
        return saying.of_error(error, call.as_json)


def said_beside(store: Store, asked: Mapping[str, Any], files: Sequence[Handed]) -> Said:
    """The same in the server, on its open store: of words that came through its door, with the caller's files."""
    try:
        call = understood(asked["argv"], Path(asked["folder"]))
    except WrongUsage as error:
        return saying.of_error(error, False)
    try:
        if call.function in _ALONE:
            raise InUse
        audit(
            store, COMMAND_LINE, "command", call.name, {"account": logs.one_line(str(asked["account"]))[:100]}
        )
        words = {**call.words, "files": files} if files else call.words
        with disk.written():
            return saying.of(call.function(store, **words), call.as_json)
    except ChisoError as error:
        return saying.of_error(error, call.as_json)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
