"""What the command line understands: its commands, what each takes, and the parser that is made of them."""

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from chiso import __version__, commands, import_commands, lake_commands, output_commands, user_commands
from chiso.core.errors import WrongUsage
from chiso.figures.ask import EXCLUDED
from chiso.figures.lateness import KINDS
from chiso.figures.why import DIMENSIONS
from chiso.intake.commit.columns import column
from chiso.intake.datasets import DATASETS
from chiso.people.actor import ROLES
from chiso.store import engines

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


def share(text: str) -> float:
    """A share from 0 to 1: 0.8, 0,8 or 80%."""
    number = float(text.rstrip("% ").replace(",", ".")) / (100 if "%" in text else 1)
    if not 0 <= number <= 1:
        raise ValueError(text)
    return number


def amount(text: str) -> float:
    """A number that is not below 0."""
    number = float(text.replace(",", "."))
    if not 0 <= number < float("inf"):
        raise ValueError(text)
    return number


def groups(text: str) -> tuple[str, ...]:
    """Groups of dossiers that may be left out, parted by commas."""
    found = tuple(name.strip() for name in text.split(","))
    if not set(found) <= set(EXCLUDED):
        raise ValueError(text)
    return found


# What a command takes: an option by its name, a positional argument by its own; "!" says that it must be given, what
# follows "@" which of several meanings an option has there.
_SCOPE = ("--as-of", "--unit", "--agency")
_YEAR_SCOPE = ("--as-of", "--year", "--unit", "--agency")
_ARGUMENTS: dict[str, dict[str, Any]] = {
    "--agency": {"help": "stp, sct, kktvp, stnmt, hoặc mã đặt khi init, agency add"},
    "--as-it-was": {"action": "store_true", "help": "không làm lại những gì có sau bản sao lưu"},
    "--add": {"action": "store_const", "const": "add", "dest": "mode"},
    "--against": {"type": iso_date, "help": "mặc định: cùng ngày năm trước"},
    "--as-of": {"type": iso_date},
    "--by": {"choices": ["agency", "unit", "month", "official"]},
    "--by@unit": {"choices": ["unit"]},
    "--by@parts": {"choices": [*DIMENSIONS], "default": "unit"},
    "--column": {
        "type": column,
        "action": "append",
        "dest": "columns",
        "metavar": "HEADER=FIELD",
        "help": "cột có tiêu đề này là trường này",
    },
    "--dataset": {"choices": [*DATASETS]},
    "--dry-run": {"action": "store_true", "help": "chỉ xem, không ghi"},
    "--engine": {"choices": [*engines.NAMES]},
    "--first": {"action": "store_true", "help": "chỉ Sở Tư pháp; các cơ quan khác nạp khi chương trình chạy"},
    "--from": {"type": iso_date, "dest": "date_from"},
    "--header-row": {"type": int, "metavar": "N", "help": "dòng tiêu đề bắt đầu ở dòng này"},
    "--kind": {"choices": [*KINDS]},
    "--lake": {
        "type": Path,
        "dest": "records",
        "metavar": "LAKE",
        "help": "kho của các số tổng ấy, để mở từng hồ sơ",
    },
    "--level": {"default": "department"},
    "--master": {"metavar": "URL", "help": "cụm Spark, ví dụ spark://HOST:7077"},
    "--meeting": {"type": iso_date, "help": "ngày họp giao ban; mặc định: cuộc gần nhất"},
    "--more": {"type": amount, "metavar": "N", "help": "mỗi tuần thêm chừng ấy so với dự báo"},
    "--older-than": {"type": int, "dest": "days", "metavar": "DAYS", "help": "mặc định: 730"},
    "--on": {"type": iso_date, "help": "ngày nộp"},
    "--out": {"type": Path},
    "--parent": {"dest": "parent_id", "metavar": "PARENT"},
    "--part": {"choices": ["numerator", "denominator", "rest"], "default": "numerator"},
    "--parquet": {"type": Path, "metavar": "DIR", "help": "thư mục nhận các tệp Parquet"},
    "--password-stdin": {"action": "store_true"},
    "--refresh": {
        "type": Path,
        "metavar": "EDITED.pptx",
        "help": "làm mới bộ slide đã sửa: số liệu mới, phần người sửa giữ nguyên",
    },
    "--replace": {"action": "store_const", "const": "replace", "dest": "mode"},
    "--role": {"choices": [*ROLES]},
    "--template": {
        "type": Path,
        "metavar": "T.pptx",
        "help": "mẫu slide của cơ quan; mặc định: mẫu của chương trình",
    },
    "--short": {"dest": "short_name", "metavar": "SHORT"},
    "--share": {"type": share, "metavar": "S", "help": "tỷ lệ của phần còn đến: 0.8 hay 80%%"},
    "--rules": {
        "action": "store_true",
        "help": "hồ sơ phạm quy tắc tiếp nhận, giải quyết, và chưa kết luận được",
    },
    "--sheet": {"metavar": "NAME", "help": "chỉ đọc trang tính này"},
    "--since": {"type": iso_date},
    "--soon": {"type": int, "metavar": "DAYS"},
    "--successor": {"dest": "successor_id", "metavar": "SUCCESSOR"},
    "--successors": {"action": "store_true"},
    "--this-agency": {"action": "store_true", "dest": "is_ours", "help": "đúng là số liệu của cơ quan này"},
    "--thin": {"action": "store_true", "dest": "is_thin", "help": "báo cáo sơ sài"},
    "--to": {"type": iso_date, "dest": "date_to"},
    "--without": {
        "type": groups,
        "default": (),
        "metavar": "GROUPS",
        "help": "không tính: foreigner,authorised",
    },
    "--year": {"type": int},
    "action": {"choices": ["add"]},
    "files": {"nargs": "+", "type": Path},
    "folder?": {"type": Path, "nargs": "?"},
    "import_id": {"type": int},
    "lake_folder": {"type": Path, "metavar": "LAKE"},
    "name?": {"nargs": "?"},
    "paper": {
        "choices": [
            "cchc-report",
            "field-report",
            "enterprises",
            "pci-plan",
            "officials",
            "remedies",
            "minutes",
            "conclusions",
        ]
    },
    "sources": {"nargs": "+", "type": Path, "metavar": "HOME|LAKE"},
    "sums_folder": {"type": Path, "metavar": "SUMS"},
    "state?": {"nargs": "?", "choices": ["on", "off"]},
    "verb": {"choices": ["add", "unlock", "require-code", "remove-code"]},
}
# Name, what it does and in words, what it takes; of a pair in it only one may be said.
COMMANDS: tuple[tuple[str, Callable[..., commands.Answer], str, tuple[str | tuple[str, str], ...]], ...] = (
    ("init", commands.init, "tạo thư mục dữ liệu với danh mục của cơ quan; --name: một cơ quan khác",
     ("--agency", "--name", "--short")),
    ("demo", commands.demo, "tạo thư mục dữ liệu với dữ liệu minh họa", ("--first",)),
    ("backup", commands.backup, "sao lưu; hoặc kết xuất dữ liệu cho chương trình khác", (("--out", "--parquet"),)),
    ("restore", commands.restore, "phục hồi từ bản sao lưu", ("folder?", "--as-it-was")),
    ("verify", commands.verify, "so cơ sở dữ liệu với nhật ký, sửa phần dở dang", ()),
    ("purge", commands.purge, "xóa tệp gốc đã hết thời hạn lưu; số liệu giữ nguyên", ("--older-than", "--dry-run")),
    ("import", import_commands.import_files, "nhập tệp kết xuất",
     ("files", "--dataset", "--as-of", "--agency", "--sheet", "--header-row", "--column", "--this-agency",
      ("--replace", "--add"), "--dry-run")),
    ("imports", commands.imports, "lịch sử nhập", ()),
    ("rollback", commands.rollback, "hoàn tác một lần nhập", ("import_id",)),
    ("agency", commands.agency_add, "giữ thêm số liệu của một cơ quan; --name: một cơ quan chưa có trong danh mục",
     ("action", "code", "--name", "--short")),
    ("unit", commands.unit_add, "thêm đơn vị",
     ("action", "code", "--name!", "--short", "--parent", "--agency", "--from", "--successor")),
    ("units", commands.units, "danh sách đơn vị", ("--agency",)),
    ("alias", commands.alias, "dạy một cách viết tên đơn vị", ("name", "unit", "--agency")),
    ("user", user_commands.user, "tài khoản: thêm, mở khóa, gỡ xác thực hai bước; vai trò bắt buộc bước ấy",
     ("verb", "name", "state?", "--role", "--unit", "--agency", "--password-stdin")),
    ("indicators", commands.indicators, "giá trị các chỉ tiêu",
     (*_YEAR_SCOPE, "--by", "--indicator", "--level", "--successors")),
    ("records", commands.records, "các dòng đứng sau một con số", ("indicator", *_YEAR_SCOPE, "--part")),
    ("overdue", commands.overdue, "việc quá hạn, sắp đến hạn", (*_SCOPE, "--kind", "--soon")),
    ("changes", commands.changes_since, "đổi khác giữa hai ngày", ("--since!", *_SCOPE)),
    ("what-if", commands.what_if, "phương án: tỷ lệ vào ngày hạn nếu phần còn đến đạt S, hay mỗi tuần thêm N",
     ("indicator", *_SCOPE, ("--share", "--more"), "--without")),
    ("explain", commands.explain, "vì sao một tỷ lệ tăng, giảm giữa hai ngày",
     ("indicator", *_SCOPE, "--against", "--by@parts")),
    ("signals", commands.signals, "thay đổi thật của từng tháng, khác dao động bình thường", (*_SCOPE, "--by@unit")),
    ("deadlines", output_commands.deadlines, "từng hạn của kế hoạch, theo đơn vị; --out F.ics: thành lịch",
     ("--plan", *_SCOPE, "--from", "--to", "--out")),
    ("submit", commands.submit, "ghi một báo cáo của kế hoạch đã nộp", ("key", "--on!", "--thin", "--agency")),
    ("criteria", commands.criteria, "tiêu chí và điểm mất", ("--year!", "--agency")),
    ("points", commands.points, "chỉ số của năm: chắc được, còn mở, dự kiến từ bao nhiêu đến bao nhiêu",
     ("--year", "--as-of", "--agency")),
    ("index", commands.index, "chuỗi điểm một chỉ số", ("name?", "--place", "--as-of", "--agency")),
    ("components", commands.components, "từng thành phần của một chỉ số so với chỉ tiêu",
     ("name", "--year", "--place", "--as-of", "--agency")),
    ("check", commands.check, "đối soát; --rules: từng hồ sơ phạm quy tắc", (*_SCOPE, "--rules")),
    ("slides", output_commands.slides, "bộ slide giao ban", ("--out!", *_SCOPE, ("--template", "--refresh"))),
    ("paper", output_commands.paper, "văn bản (Word): báo cáo của một kỳ trọn vẹn, hay biên bản, kết luận "
     "của một giao ban; không nói kỳ, ngày họp thì mới nhất",
     ("paper", "--out!", "--from", "--to", "--as-of", "--unit", "--meeting", "--agency")),
    ("report", output_commands.report, "các bảng trong một tệp Excel", ("--out!", *_SCOPE)),
    ("handout", output_commands.handout, "tờ phát tay A4 của một đơn vị, hay mọi đơn vị (PDF)", ("--out!", *_SCOPE)),
    ("export", lake_commands.export, "ghi số liệu thành một phần của kho nhiều cơ quan", ("--parquet!",)),
    ("collect", lake_commands.collect, "gom nhiều thư mục dữ liệu, nhiều kho vào một kho", ("lake_folder", "sources")),
    ("sums", lake_commands.sums, "cộng số liệu mọi cơ quan trong một kho bằng một trong các công cụ tính",
     ("lake_folder", "--engine!", "--master", "--out!")),
    ("attach", lake_commands.attach, "gắn số tổng đã cộng ở nơi khác vào thư mục này để xem",
     ("sums_folder", "--lake")),
    ("detach", lake_commands.detach, "bỏ gắn số tổng", ()),
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
    subs = parser.add_subparsers(required=True, dest="name_of_it", metavar="LỆNH", parser_class=Parser)
    for name, function, text, arguments in COMMANDS:
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
    to.add_argument(argument.rstrip("!?").partition("@")[0], **words)
