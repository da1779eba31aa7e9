"""One family of errors: a stable code for scripts, a Vietnamese sentence with a remedy for people."""

# No letters that look like digits: the number is read out over the telephone.
_ALPHABET = "23456789ABCDEFGHKMNPQRSTUVWXYZ"


class ChisoError(Exception):
    """Something a user can act on. `code` is stable ASCII; `message` is Vietnamese and says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class Refused(ChisoError):
    """A file (or an action) that is refused whole: nothing was changed by it."""


class TooLong(Refused):
    """A text that somebody typed, longer than what is kept of its kind."""

    def __init__(self, called: str, most: int, code: str = "bad_entry") -> None:
        super().__init__(code, f"{called} dài quá {most} ký tự. Hãy rút gọn rồi lưu lại.")


class WrongUsage(ChisoError):
    """A command whose words do not fit together; `called`: how it is called, for whoever asks it for help."""

    def __init__(self, message: str, called: str = "python -m chiso") -> None:
        super().__init__("wrong_usage", message)
        self.called = called


class DamagedHome(Refused):
    """A part of a home is damaged: `database`, `log`, `ledger`, `originals`, `key`, `pointer`."""

    def __init__(self, part: str, message: str) -> None:
        super().__init__("damaged_home", message)
        self.part = part


class InUse(ChisoError):
    """The database is held by another process. `beside`: what can be done there instead."""

    def __init__(self, beside: str = "dùng trang Nhập dữ liệu") -> None:
        super().__init__(
            "in_use",
            "Cơ sở dữ liệu đang được một tiến trình khác sử dụng. "
            f"Hãy đóng chương trình kia (hoặc {beside}) rồi thử lại.",
        )


class Unanswered(InUse):
    """The server that holds the database took a command and fell silent: nobody knows whether it was done."""

    def __init__(self) -> None:
        ChisoError.__init__(
            self,
            "in_use",
            "Máy chủ chiso đang giữ dữ liệu đã nhận lệnh nhưng không trả lời. Hãy kiểm tra máy chủ còn chạy không và "
            "xem Nhật ký ở trang Quản trị để biết lệnh đã được làm hay chưa, rồi mới chạy lại.",
        )


class UnknownName(ChisoError):
    """A name (unit, indicator, agency, import) that nobody knows."""

    def __init__(self, what: str, name: str) -> None:
        super().__init__("unknown_name", f"Không có {what} “{name}”. Hãy kiểm tra lại tên hoặc mã.")


def error_number() -> str:
    """A short number that finds one traceback in the log, of a failure that nobody foresaw."""
    import secrets  # here: it loads OpenSSL, and every reading's process starts with this module

    return "".join(secrets.choice(_ALPHABET) for _ in range(6))
