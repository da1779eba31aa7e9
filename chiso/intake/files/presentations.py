"""A presentation from outside, looked at before anything opens it: what it is, its size, macros, objects of other
programs, links to the outside. Nothing is unpacked to disk."""

import re

from chiso.core.errors import Refused
from chiso.core.settings import MB, Limits
from chiso.intake.files.packages import Package

CODES = ("unsupported_file", "too_large", "damaged_file", "protected_file", "dangerous_file")
_EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
_OBJECT = re.compile(rb"relationships/(?:oleObject|control|package)[\"']")
_PLACES = (
    ("slides/", "trang chiếu"),
    ("slidelayouts/", "bố cục"),
    ("slidemasters/", "bản cái"),
    ("notesslides/", "ghi chú của trang"),
)
_SAVE_AGAIN = "Hãy mở tệp bằng PowerPoint, lưu thành tệp .pptx mới rồi thử lại."


def look(file_name: str, content: bytes, limits: Limits | None = None) -> None:
    """Refused: `unsupported_file`, `too_large`, `damaged_file`, `protected_file`, `dangerous_file`."""
    limits, called = limits or Limits(), f"Tệp “{file_name}”"
    if len(content) > limits.upload_bytes:
        most = limits.upload_bytes // MB
        raise Refused("too_large", f"{called} vượt quá {most} MB. Hãy bớt ảnh, video trong tệp rồi thử lại.")
    if not content.startswith(b"PK"):
        raise Refused(
            "unsupported_file",
            f"{called} không phải là bài trình chiếu .pptx. Hãy lưu dạng .pptx rồi thử lại.",
        )
    try:
        package = Package(file_name, content, limits)
        package.scan()
    except Refused as refused:
        raise Refused(refused.code, _said(called, refused.code)) from refused
    if "ppt/presentation.xml" not in package.entries:
        raise Refused("unsupported_file", f"{called} không phải là bài trình chiếu PowerPoint (.pptx).")
    _refuse_what_acts(called, package)


def properties(file_name: str, content: bytes, limits: Limits | None = None) -> tuple[bytes, bytes]:
    """The core and the custom properties of a presentation that was looked at, as XML; b"" where it has none."""
    package = Package(file_name, content, limits or Limits())
    return package.part("docprops/core.xml"), package.part("docprops/custom.xml")


def _said(called: str, code: str) -> str:
    if code == "too_large":
        return f"{called} khi giải nén quá lớn. Hãy bớt ảnh, video trong tệp rồi thử lại."
    if code == "damaged_file":
        return f"{called} bị hỏng hoặc tải về chưa đủ. {_SAVE_AGAIN}"
    if code == "protected_file":
        return f"{called} được đặt mật khẩu. Hãy bỏ mật khẩu rồi thử lại."
    return (
        f"{called} có phần mà PowerPoint không bao giờ ghi và có thể gây hại nên không được mở. {_SAVE_AGAIN}"
    )


def _refuse_what_acts(called: str, package: Package) -> None:
    """Macros, objects of other programs, links to the outside: each with its place and what to do."""
    types = package.part("[content_types].xml").lower()
    if (
        b"macroenabled" in types
        or b"vbaproject" in types
        or any("vbaproject" in one for one in package.entries)
    ):
        raise Refused(
            "dangerous_file", f"{called} có macro. Hãy lưu lại dạng .pptx (không macro) rồi thử lại."
        )
    for name in sorted(package.entries):
        if "/activex/" in name or ("/embeddings/" in name and not name.endswith(".xlsx")):
            raise Refused("dangerous_file", f"{called} {_OBJECTS}")
        if not name.endswith(".rels"):
            continue
        links, where = package.part(name), _place(name)
        if _EXTERNAL.search(links):
            raise Refused(
                "dangerous_file",
                f"{called}, {where}, có liên kết ra ngoài (đường dẫn web, ảnh hay tệp ở nơi khác). Hãy bỏ liên kết ấy "
                "(chuột phải › Xóa liên kết; với ảnh, bảng tính: chép hẳn vào tệp) rồi thử lại.",
            )
        if _OBJECT.search(links) and not name.startswith("ppt/charts/"):
            raise Refused("dangerous_file", f"{called}, {where}, {_OBJECTS}")


_OBJECTS = (
    "có đối tượng nhúng của chương trình khác (OLE, ActiveX). Hãy xóa hoặc đổi nó thành ảnh, rồi thử lại."
)


def _place(name: str) -> str:
    """Where a part stands, as people count: "trang chiếu 3"."""
    number = re.search(r"(\d+)\.xml\.rels$", name)
    for folder, words in _PLACES:
        if f"/{folder}" in name and number:
            return f"{words} {number[1]}"
    return "phần chung của tệp"
