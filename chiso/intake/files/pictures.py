"""A picture from outside: looked at here, opened in a child process under limits, and written anew by it, so that what
goes on a slide is a picture and nothing else: no place, no camera, no second content behind it."""

from chiso.core.errors import Refused
from chiso.core.settings import MB, PICTURE_LIMITS
from chiso.intake.files.process import Child

_SIGNS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class _Reading(Child):
    module = "chiso.intake.files.picture_child"

    def made(self) -> bytes:
        self.start()
        self.ended()
        return (self.folder / f"content.{self.kind}").read_bytes()


def read(name: str, content: bytes) -> bytes:
    """The picture as a slide takes it: PNG or JPEG, upright, at most `picture_child.LONGEST` pixels wide and high.

    Refused: `unsupported_file`, `too_large`, `damaged_file`, `dangerous_file`, `timeout`. Raises StorageFull.
    """
    called, most = f"Ảnh “{name}”", PICTURE_LIMITS.upload_bytes // MB
    if len(content) > PICTURE_LIMITS.upload_bytes:
        raise Refused("too_large", f"{called} lớn hơn {most} MB. Hãy thu nhỏ ảnh rồi thử lại.")
    if not content.startswith(_SIGNS):
        raise Refused(
            "unsupported_file", f"{called} không phải ảnh PNG hay JPEG. Hãy lưu ảnh dạng .png hoặc .jpg."
        )
    try:
        with _Reading(name, "picture", content, PICTURE_LIMITS) as child:
            return child.made()
    except Refused as refused:
        if refused.code in ("timeout", "dangerous_file"):  # whose sentences speak of tables
            words = f"{called} cần quá nhiều bộ nhớ hoặc thời gian để mở nên bị từ chối. Hãy thu nhỏ ảnh rồi thử lại."
            raise Refused(refused.code, words) from refused
        raise
