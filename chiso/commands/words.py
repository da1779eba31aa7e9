"""What the command line understands: its commands, the parser that is made of them, the call that words give.

What a command takes (`options`) and what does it are looked up once it is named: `--help` waits for neither.
"""

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from chiso import __version__
from chiso.core.errors import WrongUsage
from chiso.core.settings import default_home

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

    takes: tuple[str | tuple[str, str], ...] = ()  # of a command, until somebody asks for it

    def error(self, message: str) -> NoReturn:
        """Say in Vietnamese what is wrong."""
        for english, vietnamese in _ARGPARSE_WORDS:
            message, found = re.subn(english, vietnamese, message)
            if found:
                break
        raise WrongUsage(message, self.prog)

    def complete(self) -> "Parser":
        """Itself, with what its command takes."""
        takes, self.takes = self.takes, ()
        for argument in takes:
            if isinstance(argument, str):
                _add(self, argument)
            else:
                either = self.add_mutually_exclusive_group()
                for one in argument:
                    _add(either, one)
        return self

    def parse_known_args(self, *given: Any, **named: Any) -> Any:
        """As argparse does, of the whole command."""
        return super(Parser, self.complete()).parse_known_args(*given, **named)


READ = ("template", "refresh")  # words that name a file which a command reads
# Words that name a folder which is read or written where the home is open, and the commands that do.
_FOLDERS = ("out", "parquet", "sums_folder", "records")
_WHERE_THE_HOME_IS = ("backup", "export", "attach")
_SCOPE = ("--as-of", "--unit", "--agency")
_YEAR_SCOPE = ("--as-of", "--year", "--unit", "--agency")
# Name, what does it, in words, what it takes; of a pair in it only one may be said.
COMMANDS: tuple[tuple[str, str, str, tuple[str | tuple[str, str], ...]], ...] = (
    ("init", "keeping.init", "tạo thư mục dữ liệu với danh mục của cơ quan; --name: một cơ quan khác",
     ("--agency", "--name", "--short")),
    ("demo", "keeping.demo", "tạo thư mục dữ liệu với dữ liệu minh họa", ("--first",)),
    ("backup", "keeping.backup", "sao lưu; hoặc kết xuất dữ liệu cho chương trình khác", (("--out", "--parquet"),)),
    ("restore", "keeping.restore", "phục hồi từ bản sao lưu", ("folder?", "--as-it-was")),
    ("verify", "keeping.verify", "so cơ sở dữ liệu với nhật ký, sửa phần dở dang", ()),
    ("purge", "keeping.purge", "xóa tệp gốc đã hết thời hạn lưu; số liệu giữ nguyên", ("--older-than", "--dry-run")),
    ("import", "importing.import_files", "nhập tệp kết xuất",
     ("files", "--dataset", "--as-of", "--agency", "--sheet", "--header-row", "--column", "--this-agency",
      ("--replace", "--add"), "--dry-run")),
    ("imports", "asking.imports", "lịch sử nhập", ()),
    ("rollback", "keeping.rollback", "hoàn tác một lần nhập", ("import_id",)),
    ("agency", "keeping.agency_add", "giữ thêm số liệu của một cơ quan; --name: một cơ quan chưa có trong danh mục",
     ("action", "code", "--name", "--short")),
    ("unit", "keeping.unit_add", "thêm đơn vị",
     ("action", "code", "--name!", "--short", "--parent", "--agency", "--from", "--successor")),
    ("units", "asking.units", "danh sách đơn vị", ("--agency",)),
    ("alias", "keeping.alias", "dạy một cách viết tên đơn vị", ("name", "unit", "--agency")),
    ("user", "users.user", "tài khoản: thêm, mở khóa, gỡ xác thực hai bước; vai trò bắt buộc bước ấy",
     ("verb", "name", "state?", "--role", "--unit", "--agency", "--password-stdin")),
    ("indicators", "asking.indicators", "giá trị các chỉ tiêu",
     (*_YEAR_SCOPE, "--by", "--indicator", "--level", "--successors")),
    ("records", "asking.records", "các dòng đứng sau một con số", ("indicator", *_YEAR_SCOPE, "--part")),
    ("overdue", "asking.overdue", "việc quá hạn, sắp đến hạn", (*_SCOPE, "--kind", "--soon")),
    ("changes", "asking.changes_since", "đổi khác giữa hai ngày", ("--since!", *_SCOPE)),
    ("what-if", "asking.what_if", "phương án: tỷ lệ vào ngày hạn nếu phần còn đến đạt S, hay mỗi tuần thêm N",
     ("indicator", *_SCOPE, ("--share", "--more"), "--without")),
    ("explain", "asking.explain", "vì sao một tỷ lệ tăng, giảm giữa hai ngày",
     ("indicator", *_SCOPE, "--against", "--by@parts")),
    ("signals", "asking.signals", "tháng nào thay đổi khác thường, tháng nào chỉ dao động", (*_SCOPE, "--by@unit")),
    ("deadlines", "outputs.deadlines", "từng hạn của kế hoạch, theo đơn vị; --out F.ics: thành lịch",
     ("--plan", *_SCOPE, "--from", "--to", "--out")),
    ("submit", "keeping.submit", "ghi một báo cáo của kế hoạch đã nộp", ("key", "--on!", "--thin", "--agency")),
    ("criteria", "asking.criteria", "tiêu chí và điểm mất", ("--year!", "--agency")),
    ("points", "asking.points", "chỉ số của năm: chắc được, còn mở, dự kiến từ bao nhiêu đến bao nhiêu",
     ("--year", "--as-of", "--agency")),
    ("index", "asking.index", "chuỗi điểm một chỉ số", ("name?", "--place", "--as-of", "--agency")),
    ("components", "asking.components", "từng thành phần của một chỉ số so với chỉ tiêu",
     ("name", "--year", "--place", "--as-of", "--agency")),
    ("check", "asking.check", "đối soát; --rules: từng hồ sơ phạm quy tắc", (*_SCOPE, "--rules")),
    ("slides", "outputs.slides", "bộ slide giao ban", ("--out!", *_SCOPE, ("--template", "--refresh"))),
    ("paper", "outputs.paper", "văn bản (Word): báo cáo của một kỳ trọn vẹn, hay biên bản, kết luận "
     "của một giao ban; không nói kỳ, ngày họp thì mới nhất",
     ("paper", "--out!", "--from", "--to", "--as-of", "--unit", "--meeting", "--agency")),
    ("report", "outputs.report", "các bảng trong một tệp Excel", ("--out!", *_SCOPE)),
    ("handout", "outputs.handout", "tờ phát tay A4 của một đơn vị, hay mọi đơn vị (PDF)", ("--out!", *_SCOPE)),
    ("export", "lakes.export", "ghi số liệu thành một phần của kho nhiều cơ quan", ("--parquet!",)),
    ("collect", "lakes.collect", "gom nhiều thư mục dữ liệu, nhiều kho vào một kho",
     ("lake_folder", "sources")),
    ("sums", "lakes.sums", "cộng số liệu mọi cơ quan trong một kho bằng một trong các công cụ tính",
     ("lake_folder", "--engine!", "--master", "--out!")),
    ("attach", "lakes.attach", "gắn số tổng đã cộng ở nơi khác vào thư mục này để xem",
     ("sums_folder", "--lake")),
    ("detach", "lakes.detach", "bỏ gắn số tổng", ()),
    ("digest", "outputs.digest", "danh sách buổi sáng của từng đơn vị", (*_SCOPE, "--out")),
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
        sub.takes = arguments
    return parser


def _add(to: argparse._ActionsContainer, argument: str) -> None:
    from chiso.commands.options import ARGUMENTS

    words = dict(ARGUMENTS.get(argument.rstrip("!"), {}))
    if argument.endswith("!"):
        words["required"] = True
    to.add_argument(argument.rstrip("!?").partition("@")[0], **words)


@dataclass(frozen=True)
class Call:
    """A command as it was given: its name, what does it (`place`), the words for that, the home, how it answers."""

    name: str
    place: str
    words: Mapping[str, Any]
    root: Path
    as_json: bool

    @property
    def function(self) -> Callable[..., Any]:
        """What does it: (home or its open store, words) -> `answers.Answer`."""
        module, _, name = self.place.partition(".")
        found: Callable[..., Any] = getattr(import_module(f"chiso.commands.{module}"), name)
        return found

    @property
    def files(self) -> list[Path]:
        """What it reads, where the caller stands."""
        return [*self.words.get("files", ()), *(self.words[name] for name in READ if self.words.get(name))]

    def writes(self, name: str) -> bool:
        """Whether a file is one that it was to write: what `--out` says, of hand-outs a PDF right in that folder."""
        out, path = self.words.get("out"), Path(name)
        is_handout = self.name == "handout" and path.suffix == ".pdf" and path.parent == out
        return out is not None and (path == out or is_handout)


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
    name, place = words.pop("name_of_it"), words.pop("function")
    if name in _WHERE_THE_HOME_IS:
        words |= {key: folder / words[key] for key in _FOLDERS if words.get(key)}
    return Call(name, place, words, root, as_json)
