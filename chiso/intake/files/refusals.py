"""Why a file is refused, in the words of the user: what more than one place may have to say of it."""

from functools import cache

from chiso.core import settings
from chiso.core.errors import Refused

WANTED = "Hãy nộp tệp .xlsx, .xls, .xlsb, .ods hoặc .csv kết xuất từ hệ thống nguồn."


@cache
def _reasons() -> dict[str, dict[str, str]]:
    import tomllib  # a child that refuses nothing starts without it

    return tomllib.loads(settings.REFUSALS.read_text(encoding="utf-8"))


def refusal(reason: str, file_name: str, **facts: object) -> Refused:
    """The refusal for one of the reasons of data/refusals.toml; `facts` fill its sentence."""
    found = _reasons()[reason]
    return Refused(found["code"], found["sentence"].format(file=file_name, wanted=WANTED, **facts))
