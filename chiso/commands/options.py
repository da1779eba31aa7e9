"""What the options and arguments of commands are called and take: some of it only the rooms below know."""

from datetime import date
from pathlib import Path
from typing import Any

from chiso.figures.ask import EXCLUDED
from chiso.figures.lateness import KINDS
from chiso.figures.why import DIMENSIONS
from chiso.intake.commit.columns import column
from chiso.intake.datasets import DATASETS
from chiso.people.actor import ROLES
from chiso.store import engines


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
ARGUMENTS: dict[str, dict[str, Any]] = {
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
