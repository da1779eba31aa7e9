"""What a browser says to a running server, without one: the sign-in by HTTP, then a page's WebSocket with the messages
that Streamlit's own script sends (the view's query string, every widget's state, the messages it has kept)."""

import http.client
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

PATIENCE = 120  # seconds for one run of a page
_FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_BROKEN = re.compile(r"Phần này gặp lỗi|báo quản trị viên số")


def ask(
    address: str, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, list[str], str]:
    """One request: status, its cookies (`name=value`), the body. No redirect is followed."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
    try:
        connection.request(method, path, body or None, {"Origin": address, **headers})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        found = answer.headers.get_all("Set-Cookie") or []
        return answer.status, [one.split(";")[0] for one in found], text
    finally:
        connection.close()


def sign_in(address: str, name: str, password: str) -> str:
    """The cookies of a signed-in account: the form is fetched, filled in and sent. AssertionError where refused."""
    _, cookies, form = ask(address, "GET", "/dang-nhap")
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    status, given, text = ask(
        address, "POST", "/dang-nhap", urlencode({**hidden, "username": name, "password": password}).encode(),
        **{"Content-Type": "application/x-www-form-urlencoded", "Cookie": "; ".join(cookies)},
    )  # fmt: skip
    assert status == 303, f"{name}: {status} {text[:300]}"
    return "; ".join(given)


@dataclass
class Run:
    """One run of a page: how long until its script was finished, how much came, what was broken in it."""

    seconds: float
    size: int
    elements: int
    broken: tuple[str, ...] = ()


@dataclass
class Page:
    """One open tab. Widgets are what the server has drawn; a run changes them."""

    address: str
    cookie: str = ""
    connection: Any = None
    socket: Any = None
    query: str = ""
    script: str = ""  # Streamlit's hash of the page that is open
    session: str = ""
    token: str = ""  # that a file is sent with
    shown: dict[tuple[int, ...], Any] = field(default_factory=dict)  # place -> element
    states: dict[str, WidgetState] = field(default_factory=dict)
    kept: dict[str, ForwardMsg] = field(default_factory=dict)  # large messages, that are not sent twice
    watches: dict[str, float] = field(
        default_factory=dict
    )  # fragments that run by themselves: every so many seconds

    def __enter__(self) -> "Page":
        _, given, _ = ask(self.address, "GET", "/_stcore/health", Cookie=self.cookie)
        self.cookie = "; ".join(filter(None, [self.cookie, *given]))
        self.token = "".join(one.partition("=")[2] for one in given).strip('"')
        stream = self.address.replace("http", "ws", 1) + "/_stcore/stream"
        self.connection = connect(
            stream, origin=self.address, subprotocols=["streamlit", self.token],  # type: ignore[arg-type,list-item]
            additional_headers={"Cookie": self.cookie},
            max_size=None, compression=None, proxy=None, open_timeout=PATIENCE,
            ping_interval=None,  # a busy server is not a lost connection: how long is waited says PATIENCE
        )  # fmt: skip
        self.socket = self.connection.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        with suppress(WebSocketException):  # the server was quicker
            self.connection.__exit__(*error)

    # ---- what a person does

    def open(self, page: str = "", query: str = "") -> Run:
        """A page by its address, as the first thing in a tab."""
        self.query = query
        return self._run(page_name=page)

    def follow(self, page: str) -> Run:
        """A click on a link of the menu; LookupError where there is none."""
        for link in self.of("page_link"):
            if link.page == page or (not page and not link.page):
                self.query, self.states, self.watches = link.query_string, {}, {}
                return self._run(page_script_hash=link.page_script_hash)
        raise LookupError(page)

    def choose(self, widget: Any, option: int) -> Run:
        """Another option of a list or a segmented control, a switch turned over, a button pressed."""
        state = WidgetState(id=widget.id)
        kind = type(widget).__name__
        if kind == "Selectbox":
            state.string_value = widget.options[option]
        elif kind == "ButtonGroup":
            state.string_array_value.data.append(widget.options[option].content)
        elif kind == "Checkbox":
            state.bool_value = not (
                self.states[widget.id].bool_value if widget.id in self.states else widget.value
            )
        else:
            state.trigger_value = True
        return self.say(state)

    def say(self, state: WidgetState) -> Run:
        """One widget has another state."""
        kept = {} if state.HasField("trigger_value") else {state.id: state}
        self.states.update(kept)
        return self._run(*([] if kept else [state]))

    def watch(self, fragment: str) -> Run:
        """A fragment's own timer."""
        return self._run(fragment_id=fragment, is_auto_rerun=True)

    def upload(self, uploader: Any, name: str, content: bytes) -> Run:
        """A file dropped on an uploader: its address is asked for, it is sent, the widget says so."""
        asked = BackMsg()
        asked.file_urls_request.request_id = "1"
        asked.file_urls_request.session_id = self.session
        asked.file_urls_request.file_names.append(name)
        self.socket.send(asked.SerializeToString())
        urls = next(
            message.file_urls_response.file_urls[0]
            for message in self._messages()
            if message.HasField("file_urls_response")
        )
        edge = "----chiso"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        body = (
            (head + "Content-Type: application/octet-stream\r\n\r\n").encode()
            + content
            + f"\r\n--{edge}--\r\n".encode()
        )
        status, _, text = ask(
            self.address, "PUT", urls.upload_url, body,
            **{"Content-Type": f"multipart/form-data; boundary={edge}", "X-Xsrftoken": self.token},
            Cookie=self.cookie,
        )  # fmt: skip
        assert status == 204, f"{name}: {status} {text[:300]}"
        state = WidgetState(id=uploader.id)
        found = state.file_uploader_state_value.uploaded_file_info.add()
        found.name, found.size, found.file_id = name, len(content), urls.file_id
        found.file_urls.CopyFrom(urls)
        return self.say(state)

    # ---- what is to be seen

    def of(self, kind: str) -> list[Any]:
        """The elements of a kind (`selectbox`, `button`, `page_link` …) on the page, from above."""
        return [getattr(one, kind) for _, one in sorted(self.shown.items()) if one.WhichOneof("type") == kind]

    def named(self, kind: str, key: str) -> Any:
        """The widget with the key; LookupError where it is not there."""
        for widget in self.of(kind):
            if key_of(widget) == key:
                return widget
        raise LookupError(key)

    # ---- the protocol

    def _run(self, *once: WidgetState, **given: Any) -> Run:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = self.query
        asked.page_script_hash = self.script
        for name, value in given.items():
            setattr(asked, name, value)
        asked.widget_states.widgets.extend([*self.states.values(), *once])
        asked.cached_message_hashes.extend(self.kept)
        asked.context_info.timezone = "Asia/Ho_Chi_Minh"
        asked.context_info.url = f"{self.address}/"
        began = time.perf_counter()
        self.socket.send(message.SerializeToString())
        return self._seen(began)

    def _seen(self, began: float) -> Run:
        """Takes everything in until the script is finished."""
        size, elements, broken, drawn = 0, 0, [], set()
        is_whole = True
        for message, weight in self._weighed():
            size += weight
            kind = message.WhichOneof("type")
            if kind == "new_session":
                is_whole = not message.metadata.run.fragment_ids
                drawn = set()
                self._begin(message.new_session, is_whole)
            elif kind == "navigation":
                self.script = message.navigation.page_script_hash
            elif kind == "page_not_found":
                broken.append("page not found")
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "auto_rerun":
                self.watches[message.auto_rerun.fragment_id] = message.auto_rerun.interval
            elif kind == "delta":
                elements += 1
                place = tuple(message.metadata.delta_path)
                drawn.add(place)
                broken += self._draw(place, message.delta)
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    broken.append("the script does not compile")
                elif message.script_finished not in _FINISHED:
                    continue  # it starts again by itself
                if is_whole:
                    self.shown = {place: one for place, one in self.shown.items() if place in drawn}
                return Run(time.perf_counter() - began, size, elements, tuple(broken))
        raise AssertionError("the connection ended")

    def _begin(self, new: Any, is_whole: bool) -> None:
        self.script = new.page_script_hash or self.script
        self.session = new.initialize.session_id or self.session
        if is_whole:
            self.watches = {}

    def _draw(self, place: tuple[int, ...], delta: Any) -> list[str]:
        kind = delta.WhichOneof("type")
        if kind != "new_element":
            if kind == "add_block":  # a spinner (new_transient) leaves what stands there
                self.shown.pop(place, None)
            return []
        element = self.shown[place] = delta.new_element
        self._set_by_the_server(element)
        if element.WhichOneof("type") == "exception":
            return [f"{element.exception.type}: {element.exception.message}"]
        said = element.alert.body if element.WhichOneof("type") == "alert" else ""
        return [said] if _BROKEN.search(said) else []

    def _set_by_the_server(self, element: Any) -> None:
        """A widget that the script has set: the browser's state follows."""
        widget = getattr(element, element.WhichOneof("type") or "empty")
        if getattr(widget, "set_value", False):
            self.states.pop(widget.id, None)

    def _weighed(self) -> Iterator[tuple[ForwardMsg, int]]:
        while True:
            data = self.socket.recv(timeout=PATIENCE)
            message = ForwardMsg.FromString(data)
            if message.WhichOneof("type") == "ref_hash":
                kept = ForwardMsg()
                kept.CopyFrom(self.kept[message.ref_hash])
                kept.metadata.CopyFrom(message.metadata)
                message = kept
            elif message.metadata.cacheable:
                self.kept[message.hash] = message
            yield message, len(data)

    def _messages(self) -> Iterator[ForwardMsg]:
        for message, _ in self._weighed():
            yield message


def key_of(widget: Any) -> str:
    """The key that the page gave a widget, '' where it gave none."""
    found = str(widget.id).split("-", 2)
    return found[2] if len(found) > 2 and found[2] != "None" else ""
