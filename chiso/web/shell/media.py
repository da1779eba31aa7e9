"""Whose a generated file is: Streamlit serves `/media/<hash>` to whoever names it; the gate only to the sign-in that
was told the address on one of its own pages.

Told means: an outgoing message has the address in a field that only the server fills (a download, an image, a logo,
where to send a file). A download that is made at a click has a number first, and is whose the button with it is.
Text that a person typed and sees again is in other fields, so a copied link cannot be made valid by typing it.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any, TypeVar

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

M = TypeVar("M", ForwardMsg, BackMsg)

_FOLDERS = (b"/media/", b"/_stcore/upload_file/")
# What Streamlit says of a download that could not be built, whatever the reason; and what we say without one.
_STREAMLITS = "Failed to generate file for download"
_OURS = "Chưa tạo được tệp. Hãy tải lại trang rồi thử lại; nếu vẫn lỗi, báo quản trị viên."
_ADDRESS = re.compile(r"/media/[0-9A-Za-z_-]+(?:\.\w+)?|/_stcore/upload_file/[0-9A-Za-z_-]+/[0-9A-Za-z_-]+")
_FIELDS = frozenset({"url", "image", "icon_image", "src", "favicon", "upload_url"})
_MOST_LINKS = 2_000  # of one sign-in: months of clicking; the oldest go first
_MOST_SESSIONS = 1_000


class Links:
    """The addresses of files told to each sign-in ('' is the demonstration's visitor). Safe between threads."""

    def __init__(self) -> None:
        self._told: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()
        self._refused: dict[str, str] = {}
        self._lock = threading.Lock()

    def note(self, session: str, frame: bytes) -> str:
        """Remember what this outgoing message of a page tells; Streamlit's name of the page that may send files."""
        message = parsed(ForwardMsg(), frame)
        found = list(_in_fields(message)) if any(folder in frame for folder in _FOLDERS) else []
        if number := message.delta.new_element.download_button.deferred_file_id:
            found.append(number)
        if not found:
            return ""
        with self._lock:
            told = self._told.setdefault(session, OrderedDict())
            self._told.move_to_end(session)
            for address in found:
                told[address] = None
                told.move_to_end(address)
            while len(told) > _MOST_LINKS:
                told.popitem(last=False)
            while len(self._told) > _MOST_SESSIONS:
                self._told.popitem(last=False)
        urls = message.file_urls_response.file_urls
        return str(urls[0].upload_url).split("/")[3] if urls else ""

    def refuse(self, session: str, why: str) -> None:
        """A download of this sign-in was refused; its button is about to say so."""
        with self._lock:
            self._refused[session] = why

    def passed(self, session: str, frame: bytes) -> bytes:
        """An outgoing message of a page as its browser gets it: a refused download says why, in Vietnamese; what tells
        an address is not to be kept there, so that each run tells it, to a page that came back to a new server too."""
        if _STREAMLITS.encode() not in frame and not any(folder in frame for folder in _FOLDERS):
            return frame
        message = parsed(ForwardMsg(), frame)
        if message.backend_operation_response.error_msg == _STREAMLITS:
            with self._lock:
                message.backend_operation_response.error_msg = self._refused.pop(session, _OURS)
        elif message.metadata.cacheable and any(_in_fields(message)):
            message.metadata.cacheable = False
        else:
            return frame
        told: bytes = message.SerializeToString()
        return told

    def knows(self, session: str, path: str) -> bool:
        """Whether this sign-in was told the address, or the number of a download."""
        with self._lock:
            return path in self._told.get(session, ())

    def forget(self, session: str) -> None:
        """The sign-in ended, or its role changed: its pages start again and are told anew."""
        with self._lock:
            self._told.pop(session, None)


def refusal(request_id: str) -> bytes:
    """The answer to who asks for a download of which none of his pages has the button."""
    message = ForwardMsg()
    message.backend_operation_response.request_id = request_id
    message.backend_operation_response.error_msg = _OURS
    answer: bytes = message.SerializeToString()
    return answer


def parsed(message: M, frame: bytes) -> M:
    """Fills the message; what is none of this kind leaves it empty."""
    try:
        message.ParseFromString(frame)
    except Exception:  # noqa: BLE001 - protobuf's DecodeError, whose package has no types: not a message, tells nothing
        message.Clear()
    return message


def _in_fields(part: Any) -> Iterator[str]:
    """The addresses of files in the fields of a message that only the server fills."""
    for field, value in part.ListFields():
        if field.type not in (field.TYPE_MESSAGE, field.TYPE_STRING):
            continue
        one = isinstance(value, str) or hasattr(value, "ListFields")
        for each in [value] if one else value.values() if hasattr(value, "values") else value:
            if hasattr(each, "ListFields"):
                yield from _in_fields(each)
            elif field.name in _FIELDS and _ADDRESS.fullmatch(str(each)):
                yield each
