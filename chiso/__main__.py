"""The command line: `python -m chiso [--home DIR] COMMAND …`; `python -m chiso --help` lists the commands.

`--json` prints one JSON document on standard output and nothing else there; messages go to standard error.
Exit status: 0 done, 1 done with rejected rows, 2 refused, 3 database in use, 64 wrong usage.
"""

import argparse
import json
import logging
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from chiso import __version__, commands, homes
from chiso.core.errors import ChisoError, InUse
from chiso.core.settings import default_home
from chiso.people.roles import ROLES

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
        print(f"Sai cú pháp: {message}\nXem: {self.prog} --help", file=sys.stderr)
        raise SystemExit(WRONG_USAGE)


def iso_date(text: str) -> date:
    """A date as YYYY-MM-DD."""
    return date.fromisoformat(text)


def build_parser() -> Parser:
    """The parser with every command of the contract; a command's function is `commands.<name>`."""
    shared = Parser(add_help=False)
    shared.add_argument("--home", type=Path, default=argparse.SUPPRESS, help="thư mục dữ liệu")
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="in một tài liệu JSON")
    main_parser = Parser(
        prog="python -m chiso", description="chiso: từ tệp xuất đến chỉ số", parents=[shared]
    )
    main_parser.add_argument(
        "--version", action="version", version=f"chiso {__version__}", help="phiên bản chương trình"
    )
    subs = main_parser.add_subparsers(dest="command", required=True, metavar="LỆNH", parser_class=Parser)

    def command(name: str, function: Callable[..., Any], text: str) -> argparse.ArgumentParser:
        sub = subs.add_parser(name, help=text, description=text, parents=[shared])
        sub.set_defaults(function=function)
        return sub

    _add_home_commands(command)
    _add_import_commands(command)
    _add_reference_commands(command)
    _add_figure_commands(command)
    _add_output_commands(command)
    return main_parser


def _add_home_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    sub = command("init", commands.init, "tạo thư mục dữ liệu với danh mục của cơ quan")
    sub.add_argument("--agency", default="stp", help="stp, sct, kktvp, stnmt")
    command("demo", commands.demo, "tạo thư mục dữ liệu với dữ liệu trình diễn")
    sub = command("backup", commands.backup, "sao lưu")
    sub.add_argument("--out", type=Path)
    sub = command("restore", commands.restore, "phục hồi từ bản sao lưu")
    sub.add_argument("folder", type=Path)
    command("verify", commands.verify, "so cơ sở dữ liệu với nhật ký, sửa phần dở dang")
    sub = command("purge", commands.purge, "xóa tệp gốc đã hết thời hạn lưu; số liệu giữ nguyên")
    sub.add_argument("--older-than", type=int, dest="days", metavar="DAYS", help="mặc định: 730")
    sub.add_argument("--dry-run", action="store_true", dest="dry_run", help="chỉ liệt kê")


def _add_import_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    sub = command("import", commands.import_files, "nhập tệp xuất")
    sub.add_argument("files", nargs="+", type=Path)
    sub.add_argument("--dataset", choices=commands.dataset_names())
    sub.add_argument("--as-of", type=iso_date, dest="as_of")
    sub.add_argument("--agency")
    mode = sub.add_mutually_exclusive_group()
    mode.add_argument("--replace", action="store_const", const="replace", dest="mode")
    mode.add_argument("--add", action="store_const", const="add", dest="mode")
    sub.add_argument("--dry-run", action="store_true", dest="dry_run")
    command("imports", commands.imports, "lịch sử nhập")
    sub = command("rollback", commands.rollback, "hoàn tác một lần nhập")
    sub.add_argument("import_id", type=int)


def _add_reference_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    sub = command("unit", commands.unit_add, "thêm đơn vị")
    sub.add_argument("action", choices=["add"])
    sub.add_argument("code")
    sub.add_argument("--name", required=True)
    sub.add_argument("--short", dest="short_name", metavar="SHORT")
    sub.add_argument("--parent", dest="parent_id", metavar="PARENT")
    sub.add_argument("--agency")
    sub.add_argument("--from", type=iso_date, dest="valid_from")
    sub.add_argument("--successor", dest="successor_id", metavar="SUCCESSOR")
    sub = command("units", commands.units, "danh sách đơn vị")
    sub.add_argument("--agency")
    sub = command("alias", commands.alias, "dạy một cách viết tên đơn vị")
    sub.add_argument("name")
    sub.add_argument("unit")
    sub.add_argument("--agency")
    sub = command("user", commands.user_add, "tài khoản")
    sub.add_argument("action", choices=["add"])
    sub.add_argument("name")
    sub.add_argument("--role", required=True, choices=[*ROLES])
    sub.add_argument("--unit")
    sub.add_argument("--password-stdin", action="store_true", dest="password_stdin")


def _add_figure_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    sub = command("indicators", commands.indicators, "giá trị các chỉ tiêu")
    _add_scope(sub)
    sub.add_argument("--by", choices=["unit", "month", "official"])
    sub.add_argument("--indicator")
    sub.add_argument("--level", default="department")
    sub.add_argument("--successors", action="store_true")
    sub = command("records", commands.records, "các dòng đứng sau một con số")
    sub.add_argument("indicator")
    _add_scope(sub)
    sub.add_argument("--part", choices=["numerator", "denominator", "rest"], default="numerator")
    sub = command("overdue", commands.overdue, "việc quá hạn, sắp đến hạn")
    _add_scope(sub, year=False)
    sub.add_argument("--kind", choices=["dossiers", "tasks", "petitions", "plan"])
    sub.add_argument("--soon", type=int, metavar="DAYS")
    sub = command("criteria", commands.criteria, "tiêu chí và điểm mất")
    sub.add_argument("--year", type=int, required=True)
    sub.add_argument("--agency")
    sub = command("index", commands.index, "chuỗi điểm một chỉ số")
    sub.add_argument("name", nargs="?")
    sub.add_argument("--place")
    sub.add_argument("--agency")
    sub = command("check", commands.check, "đối soát")
    sub.add_argument("--agency")


def _add_output_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    sub = command("slides", commands.slides, "bộ slide giao ban")
    sub.add_argument("--out", type=Path, required=True)
    _add_scope(sub, year=False)
    sub = command("report", commands.report, "các bảng trong một tệp Excel")
    sub.add_argument("--out", type=Path, required=True)
    _add_scope(sub, year=False)
    sub = command("digest", commands.digest, "danh sách buổi sáng của từng đơn vị")
    _add_scope(sub, year=False)
    sub.add_argument("--out", type=Path)


def _add_scope(sub: argparse.ArgumentParser, *, year: bool = True) -> None:
    sub.add_argument("--as-of", type=iso_date, dest="as_of")
    if year:
        sub.add_argument("--year", type=int)
    sub.add_argument("--unit")
    sub.add_argument("--agency")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = vars(build_parser().parse_args(argv))
    as_json = words.pop("json", False)
    home = homes.in_use(words.pop("home", None) or default_home())
    words.pop("command")
    words.pop("action", None)
    function = words.pop("function")
    try:
        answer = function(home, **words)
    except ChisoError as error:
        print(error.message, file=sys.stderr)
        if as_json:
            _print_json({"error": {"code": error.code, "message": error.message}})
        return IN_USE if isinstance(error, InUse) else REFUSED
    if as_json:
        _print_json(answer.document)
    else:
        print(answer.text())
    return int(answer.status)


def _print_json(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, default=str, allow_nan=False))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
