"""The gate, attacked: every request goes through the real middleware, only Streamlit behind it is a dummy."""

import asyncio
import io
import json
import re
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from chiso.core.settings import ROOT, Limits
from chiso.desk import nightly
from chiso.people import accounts, passwords
from chiso.people.accounts import Accounts, User
from chiso.store import Store, disk
from chiso.web.shell import access, answers, commanding, gate, process, signin, sockets, uploads
from chiso.web.shell.media import Links
from chiso.web.shell.process import Process
from chiso.web.shell.uploads import Uploads
from tests.web.conftest import finished
from tests.worlds.people import ADMIN, audited_acts

PASSWORD = "lúa chín ngoài đồng"
ROLES = ("viewer", "editor", "uploader", "admin")
PAGES = [entry.path for entry in access.ENTRIES]
STEMS = [Path(entry.file).stem for entry in access.ENTRIES]
OURS = {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501"}


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Server:
    """The gate around a dummy Streamlit that says what it was asked with."""

    app: Any
    seen: list[dict[str, str]] = field(default_factory=list)

    def ask(self, method: str, path: str, body: bytes = b"", **given: Any) -> Answer:
        return finished(self._ask(method, path, body, **given))

    async def _ask(
        self,
        method: str,
        path: str,
        body: bytes,
        headers: dict[str, str] | None = None,
        cookie: str = "",
        client: str = "127.0.0.1",
        chunks: int = 1,
    ) -> Answer:
        sent: list[dict[str, Any]] = []
        await self.app(
            _scope("http", method, path, headers, cookie, client), _body(body, chunks), _collector(sent)
        )
        start = sent[0]
        headers_out = {name.decode(): value.decode() for name, value in start["headers"]}
        cookies = [value.decode() for name, value in start["headers"] if name == b"set-cookie"]
        return Answer(
            start["status"], headers_out, cookies, b"".join(part.get("body", b"") for part in sent[1:])
        )

    def shake_hands(self, headers: dict[str, str] | None = None, **given: Any) -> str:
        """'accepted' or 'refused' for a WebSocket on Streamlit's address."""
        return finished(self._shake_hands(headers, **given))

    async def _shake_hands(
        self,
        headers: dict[str, str] | None = None,
        cookie: str = "",
        client: str = "127.0.0.1",
        path: str = gate.STREAM,
    ) -> str:
        sent: list[dict[str, Any]] = []
        messages = iter([{"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1000}])

        async def receive() -> Any:
            return next(messages)

        await self.app(_scope("websocket", "GET", path, headers, cookie, client), receive, _collector(sent))
        return "accepted" if sent and sent[0]["type"] == "websocket.accept" else "refused"

    def sign_in(
        self,
        name: str,
        password: str = PASSWORD,
        then: str = "",
        headers: Any = None,
        cookie: str = "",
        client: str = "127.0.0.1",
    ) -> Answer:
        """Fetch the form, fill it in, send it: as a browser does."""
        form = self.ask("GET", gate.SIGN_IN + (f"?tiep={quote(then)}" if then else ""))
        nonce = form.cookies[0].split(";")[0]
        fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form.text))
        body = urlencode({**fields, "username": name, "password": password}).encode()
        return self.ask(
            "POST",
            gate.SIGN_IN,
            body,
            headers={**OURS, **(headers or {})},
            cookie=f"{nonce}; {cookie}".strip("; "),
            client=client,
        )

    def cookie_of(self, name: str) -> str:
        answer = self.sign_in(name)
        assert answer.status == 303
        return next(cookie.split(";")[0] for cookie in answer.cookies if cookie.startswith(gate.COOKIE))


def _scope(
    kind: str, method: str, path: str, headers: dict[str, str] | None, cookie: str, client: str
) -> dict[str, Any]:
    path, _, query = path.partition("?")
    named = {"host": "127.0.0.1:8501", **(headers or {})} | ({"cookie": cookie} if cookie else {})
    return {
        "type": kind,
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http" if kind == "http" else "ws",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in named.items()],
        "client": (client, 50000),
        "server": ("127.0.0.1", 8501),
        "subprotocols": [],
    }


def _body(body: bytes, chunks: int) -> Any:
    parts = [{"type": "http.request", "body": body, "more_body": step < chunks - 1} for step in range(chunks)]
    messages = iter([*parts, {"type": "http.disconnect"}])

    async def receive() -> Any:
        return next(messages)

    return receive


def _collector(sent: list[dict[str, Any]]) -> Any:
    async def send(message: Any) -> None:
        sent.append(message)

    return send


def _behind(seen: list[dict[str, str]]) -> Starlette:
    async def streamlit(request: Request) -> PlainTextResponse:
        seen.append(dict(request.headers))
        await request.body()
        return PlainTextResponse("streamlit", headers={"Access-Control-Allow-Origin": "*"})

    async def stream(socket: WebSocket) -> None:
        seen.append(dict(socket.headers))
        await socket.accept()
        await socket.receive()

    methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]
    catch_all = Route("/{path:path}", streamlit, methods=methods)
    return Starlette(routes=[*signin.ROUTES, WebSocketRoute(gate.STREAM, stream), catch_all])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A home with one account per role."""
    with Store.open(tmp_path_factory.mktemp("gate"), create=True, agency="stp") as opened:
        people = Accounts(opened)
        for role in ROLES:
            people.add(ADMIN, User(role, role=role), PASSWORD)
        for name in ("doan", "quen", "xa"):  # whose passwords are guessed
            people.add(ADMIN, User(name, role="viewer"), PASSWORD)
        yield opened


def _serving(store: Store, **settings: Any) -> Iterator[Server]:
    served = Process(home=store.home, **settings)
    served.adopt(store)
    served.is_demonstration = bool(settings.get("is_demonstration"))
    process.use(served)
    seen: list[dict[str, str]] = []
    yield Server(gate.Gate(_behind(seen)), seen)
    process.use(None)


@pytest.fixture
def server(store: Store) -> Iterator[Server]:
    """Real data: everybody must sign in."""
    yield from _serving(store)


@pytest.fixture
def demonstration(store: Store) -> Iterator[Server]:
    """Demonstration data on 127.0.0.1."""
    yield from _serving(store, is_demonstration=True)


# --- commands beside the server (tests/web/test_commanding.py: a real one) ------------------------------------------


@pytest.mark.parametrize(
    ("client", "dialled", "status"),
    [
        ("127.0.0.1", "127.0.0.1:8501", 200),
        ("::1", "[::1]:8501", 200),
        ("192.168.1.20", "127.0.0.1:8501", 403),
    ],
)
def test_command_comes_from_this_machine_alone(
    server: Server, store: Store, client: str, dialled: str, status: int
) -> None:
    token = process.current().door
    headers = {"host": dialled, "authorization": f"Bearer {token}"}
    asked = {"argv": ["units"], "folder": "/", "account": "x", "files": []}
    body = json.dumps(asked).encode() + b"\n"
    assert server.ask("GET", gate.COMMAND, headers=headers, client=client).status == status
    assert server.ask("POST", gate.COMMAND, body, headers=headers, client=client).status == status
    assert server.seen == []


def test_files_of_a_command_that_memory_does_not_hold_are_gone_with_it(
    server: Server, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second of two wait on the disk; both are read, piece by piece as they arrive."""
    line = "1;HS-1;Cấp phiếu;Phòng HCTP;Trực tuyến;02/05/2024;10/05/2024;;Đang xử lý\n".encode()
    header = "STT;Mã hồ sơ;Tên TTHC;Phòng xử lý;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc;Trạng thái\n"
    files = [header.encode() + line, header.encode() + line.replace(b"HS-1", b"HS-2")]
    monkeypatch.setattr(commanding, "_HELD", len(files[0]))
    seen = []
    of_path = commanding.Handed
    monkeypatch.setattr(commanding, "Handed", lambda *given: seen.append(given[1]) or of_path(*given))
    listed = [{"name": f"{n}.csv", "size": len(content)} for n, content in enumerate(files)]
    argv = ["import", "0.csv", "1.csv", "--as-of", "2024-05-31", "--dry-run", "--json"]
    asked = {"argv": argv, "folder": "/", "account": "x", "files": listed}
    body = json.dumps(asked).encode() + b"\n" + b"".join(files)
    headers = {"authorization": f"Bearer {process.current().door}"}
    answer = server.ask("POST", gate.COMMAND, body, headers=headers)
    head = json.loads(answer.body.splitlines()[0])
    assert [(row["file"], row["rows_read"]) for row in json.loads(head["out"])] == [
        ("0.csv", 1),
        ("1.csv", 1),
    ]
    assert [type(content) for content in seen] == [bytes, type(store.home)]
    assert not seen[1].exists()
    assert server.ask("POST", gate.COMMAND, body[:-1], headers=headers).status == 400  # cut


# --- nobody has signed in -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/" + path for path in PAGES + STEMS] + ["/khong-co", "/pages/tong_quan"])
def test_anonymous_gets_the_sign_in_or_nothing_and_learns_no_page(server: Server, path: str) -> None:
    answer = server.ask("GET", path)
    if path == "/pages/tong_quan":
        assert answer.status == 401
    else:
        assert answer.status == (308 if path == "/tong-quan" else 303)
        assert answer.headers["location"].startswith("/dang-nhap")
    assert server.seen == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/_stcore/host-config"),
        ("GET", "/_stcore/health"),
        ("GET", "/_stcore/metrics"),
        ("GET", "/_stcore/script-health-check"),
        ("GET", "/_stcore/agent/openapi.json"),
        ("POST", "/_stcore/agent/interact"),
        ("GET", "/_stcore/bidi-components/x/y.js"),
        ("GET", "/media/0123abcd.xlsx"),
        ("GET", "/static/js/index.js"),
        ("GET", "/component/x/index.html"),
        ("GET", "/app/static/../../../app.py"),
        ("GET", "/app/static/%2e%2e/frame.py"),
        ("GET", "/app/static/frame.py"),
        ("GET", "/oauth2callback"),
        ("GET", "/auth/login"),
        ("GET", "//evil.example/"),
        ("GET", "/..%2f..%2fetc/passwd"),
        ("GET", "/\\\\evil\\share"),
        ("GET", "/.streamlit/config.toml"),
        ("GET", "/data/var/chiso.duckdb"),
        ("PUT", "/_stcore/upload_file/session/file"),
        ("DELETE", "/_stcore/upload_file/session/file"),
        ("POST", "/"),
    ],
)
def test_anonymous_reaches_nothing_behind_the_gate(server: Server, method: str, path: str) -> None:
    answer = server.ask(method, path, b"x", headers={"origin": "http://127.0.0.1:8501"})
    assert answer.status in (303, 401, 404)
    assert server.seen == []


def test_anonymous_websocket_is_refused(server: Server) -> None:
    assert server.shake_hands() == "refused"
    assert server.seen == []


@pytest.mark.parametrize(
    "path", ["/suc-khoe", "/dang-nhap", "/app/static/trang.css", "/app/static/chrome.js"]
)
def test_open_addresses_answer_anybody(server: Server, path: str) -> None:
    assert server.ask("GET", path).status == 200


def test_who_am_i_answers_401_then_204(server: Server) -> None:
    assert server.ask("GET", "/phien").status == 401
    assert server.ask("GET", "/phien", cookie=server.cookie_of("viewer")).status == 204


def test_made_up_identity_headers_are_thrown_away(server: Server) -> None:
    forged = {"X-Chiso-User": "admin", "x-chiso-session": "0" * 64, "X-CHISO-ROLE": "admin"}
    assert server.ask("GET", "/", headers=forged).status == 303
    cookie = server.cookie_of("viewer")
    server.ask("GET", "/_stcore/host-config", headers=forged, cookie=cookie)
    assert server.seen[-1]["x-chiso-user"] == "viewer"
    assert server.seen[-1]["x-chiso-session"] != "0" * 64
    assert "x-chiso-role" not in server.seen[-1]


# --- the sign-in --------------------------------------------------------------------------------------------


def test_sign_in_gives_an_http_only_cookie_and_opens_the_page_asked_for(server: Server) -> None:
    answer = server.sign_in("viewer", then="/qua-han?nam=2024")
    assert answer.status == 303
    assert answer.headers["location"] == "/qua-han?nam=2024"
    cookie = next(line for line in answer.cookies if line.startswith(gate.COOKIE))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


@pytest.mark.parametrize(
    "then", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/media/x"]
)
def test_sign_in_leads_nowhere_else(server: Server, then: str) -> None:
    assert server.sign_in("viewer", then=then).headers["location"] == "/"


def test_wrong_password_and_unknown_name_look_the_same(server: Server) -> None:
    wrong, unknown = server.sign_in("editor", "sai mật khẩu"), server.sign_in("khong.co", "sai mật khẩu")
    assert wrong.status == unknown.status == 401
    same = re.compile(r'value="[^"]*"')
    assert same.sub("", wrong.text) == same.sub("", unknown.text)


def test_sixth_guess_is_throttled_even_when_right_and_after_a_restart(server: Server, store: Store) -> None:
    for _ in range(5):
        assert server.sign_in("doan", "sai mật khẩu").status == 401
    assert server.sign_in("doan").status == 429
    process.current().adopt(store)
    assert server.sign_in("doan").status == 429


def test_browser_that_signed_in_before_is_let_in_where_others_are_throttled(server: Server) -> None:
    first = next(cookie for cookie in server.sign_in("quen").cookies if cookie.startswith("chiso_may="))
    words = {word.strip().lower() for word in first.split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/dang-nhap", "max-age=7776000"} <= words
    for _ in range(5):
        assert server.sign_in("quen", "sai mật khẩu", client="198.51.100.9").status == 401
        assert server.sign_in("quen", "sai mật khẩu").status == 401
    assert server.sign_in("quen").status == 429
    assert server.sign_in("quen", cookie=first.split(";")[0]).status == 303


def test_forwarded_address_counts_only_from_a_trusted_proxy(server: Server) -> None:
    def statuses(client: str) -> list[int]:
        return [
            server.sign_in(
                "xa", "sai mật khẩu", headers={"x-forwarded-for": f"203.0.113.{serial}"}, client=client
            ).status
            for serial in range(6)
        ]

    server.app = ProxyHeadersMiddleware(
        server.app, trusted_hosts="127.0.0.1"
    )  # as uvicorn puts it before ours
    assert statuses("198.51.100.77") == [401] * 5 + [429]
    assert statuses("127.0.0.1") == [401] * 6


def test_sign_in_from_a_foreign_page_is_refused(server: Server) -> None:
    assert server.sign_in("viewer", headers={"origin": "https://evil.example"}).status == 403
    assert server.sign_in("viewer", headers={"origin": "null"}).status == 403
    assert server.sign_in("viewer", headers={"sec-fetch-site": "cross-site"}).status == 403


def test_form_without_its_hidden_field_is_refused(server: Server) -> None:
    body = urlencode({"username": "viewer", "password": PASSWORD}).encode()
    assert server.ask("POST", gate.SIGN_IN, body, headers=OURS).status == 403


def test_each_sign_in_gets_a_new_token_and_ends_the_one_before(server: Server) -> None:
    planted = f"{gate.COOKIE}=" + "a" * 43
    first = server.sign_in("viewer", cookie=planted)
    cookie = next(line.split(";")[0] for line in first.cookies if line.startswith(gate.COOKIE))
    assert cookie != planted
    second = server.sign_in("viewer", cookie=cookie)
    new = next(line.split(";")[0] for line in second.cookies if line.startswith(gate.COOKIE))
    assert new != cookie
    assert server.ask("GET", "/phien", cookie=cookie).status == 401
    assert server.ask("GET", "/phien", cookie=new).status == 204


def test_copied_cookie_is_worthless_after_the_sign_out(server: Server) -> None:
    cookie = server.cookie_of("viewer")
    assert server.ask("GET", "/", cookie=cookie).status == 200
    assert server.ask("POST", "/dang-xuat", headers=OURS, cookie=cookie).status == 303
    assert server.ask("GET", "/", cookie=cookie).status == 303
    assert server.ask("GET", "/media/x.xlsx", cookie=cookie).status == 401
    assert server.shake_hands(OURS, cookie=cookie) == "refused"


def test_bookmarked_sign_out_changes_nothing(server: Server) -> None:
    cookie = server.cookie_of("viewer")
    assert server.ask("GET", "/dang-xuat", cookie=cookie).headers["location"] == "/"
    assert server.ask("GET", "/phien", cookie=cookie).status == 204


def test_sign_out_from_a_foreign_page_is_refused(server: Server) -> None:
    cookie = server.cookie_of("viewer")
    foreign = {"origin": "https://evil.example"}
    assert server.ask("POST", "/dang-xuat", headers=foreign, cookie=cookie).status == 403
    assert server.ask("GET", "/phien", cookie=cookie).status == 204


@pytest.mark.parametrize(
    "cookie", ["chiso_phien=", "chiso_phien=x; chiso_phien=y", 'chiso_phien="\\001', "=;=;", "x" * 9000]
)
def test_odd_cookies_are_no_sign_in(server: Server, cookie: str) -> None:
    assert server.ask("GET", "/", cookie=cookie).status == 303


@pytest.mark.parametrize(
    "body", ["&".join(f"a{number}=1" for number in range(30)), "csrf=%C3%A9", "csrf=%00&%ff=%fe"]
)
def test_what_is_no_form_of_ours_is_refused_like_any_other(server: Server, body: str) -> None:
    nonce = server.ask("GET", gate.SIGN_IN).cookies[0].split(";")[0]
    answer = server.ask("POST", gate.SIGN_IN, body.encode(), headers=OURS, cookie=nonce)
    assert (answer.status, "Biểu mẫu đã hết hạn" in answer.text) == (403, True)


@pytest.mark.parametrize("address", ["//[", "http://[x", "//℀"])
def test_address_that_is_none_is_nowhere(server: Server, address: str) -> None:
    """As where to go after the sign-in, and as the page from which a request comes."""
    assert server.sign_in("viewer", then=address).headers["location"] == "/"
    foreign = {**OURS, "origin": address}
    assert server.sign_in("viewer", headers=foreign).status == 403
    assert server.shake_hands(foreign, cookie=server.cookie_of("viewer")) == "refused"


def test_a_mistake_of_ours_is_a_sentence_with_a_number(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(gate, "identify", broken)
    answer = server.ask("GET", "/")
    number = re.search(r"báo quản trị viên số (\w+)", answer.text)
    assert answer.status == 500
    assert number is not None
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"]
    assert number[1] in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_endless_form_is_not_read_to_its_end(server: Server) -> None:
    read = 0

    async def receive() -> Any:
        nonlocal read
        read += 4096
        return {"type": "http.request", "body": b"x" * 4096, "more_body": True}

    async def scene() -> int:
        sent: list[dict[str, Any]] = []
        scope = _scope("http", "POST", gate.SIGN_IN, OURS, "", "127.0.0.1")
        await asyncio.wait_for(server.app(scope, receive, _collector(sent)), 5)
        return int(sent[0]["status"])

    assert finished(scene()) == 403
    assert read == 3 * 4096  # the third part is the first beyond 8 KB


def test_two_passwords_are_evaluated_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most, lock = 0, 0, threading.Lock()

    def slow(*_given: Any) -> bool:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.02)
        with lock:
            inside -= 1
        return True

    monkeypatch.setattr(passwords, "_HASHER", SimpleNamespace(verify=slow, hash=slow))
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: passwords.verified("hash", PASSWORD), range(8)))
    assert most == 2


def test_markup_typed_as_a_name_comes_back_as_text(server: Server) -> None:
    answer = server.sign_in('"><script>alert(1)</script>', "sai mật khẩu")
    assert "<script>" not in answer.text


# --- roles --------------------------------------------------------------------------------------------------

CLOSED = {
    "viewer": {"slide", "nhap-du-lieu", "doi-soat", "quan-tri"},
    "editor": {"nhap-du-lieu", "quan-tri"},
    "uploader": {"quan-tri"},
    "admin": set[str](),
}


@pytest.mark.parametrize("role", ["viewer", "uploader", "admin"])
def test_role_opens_its_pages_and_no_other(server: Server, role: str) -> None:
    cookie = server.cookie_of(role)
    for path in PAGES:
        answer = server.ask("GET", f"/{path}", cookie=cookie)
        if path in CLOSED[role]:
            assert answer.status == 403
            assert "không có quyền" in answer.text
        else:
            assert answer.status == 200, path


ADDRESS = "/_stcore/upload_file/page-1/"


def asked_for(*addresses: str) -> bytes:
    """Streamlit's message that tells a page where to send files."""
    message = ForwardMsg()
    for address in addresses:
        message.file_urls_response.file_urls.add(upload_url=address, delete_url=address)
    frame: bytes = message.SerializeToString()
    return frame


def put(server: Server, cookie: str, address: str, size: int = 1, **given: Any) -> Answer:
    headers = {**OURS, "content-length": str(size)}
    return server.ask("PUT", address, b"x" * size, headers=headers, cookie=cookie, **given)


@pytest.mark.parametrize(
    ("role", "expected"), [("viewer", 403), ("editor", 200), ("uploader", 200), ("admin", 200)]
)
def test_only_editing_roles_reach_the_upload(server: Server, role: str, expected: int) -> None:
    cookie = server.cookie_of(role)
    tell(server, cookie, asked_for(ADDRESS + "a"))
    assert put(server, cookie, ADDRESS + "a").status == expected


def test_a_page_that_a_role_may_not_open_says_so_and_leads_back(server: Server) -> None:
    answer = server.ask("GET", "/quan-tri", cookie=server.cookie_of("viewer"))
    assert answer.status == 403
    assert "không có quyền mở trang này" in answer.text
    assert '<a href="/">Về trang Tổng quan</a>' in answer.text


def test_file_is_taken_only_where_a_page_of_this_sign_in_was_told_to_send_it(server: Server) -> None:
    mine, again, other = (server.cookie_of(name) for name in ("uploader", "uploader", "admin"))
    tell(server, mine, asked_for(ADDRESS + "a"))
    for cookie in (again, other):
        assert put(server, cookie, ADDRESS + "a").status == 404
        assert server.ask("DELETE", ADDRESS + "a", headers=OURS, cookie=cookie).status == 404
    assert put(server, mine, ADDRESS + "b").status == 404
    assert server.seen == []
    assert put(server, mine, ADDRESS + "a").status == 200


def test_who_may_not_upload_is_told_no_address(server: Server) -> None:
    viewer, editor = server.cookie_of("viewer"), server.cookie_of("editor")
    few = frame_of(file_urls_request={"request_id": "1", "file_names": ["a"] * 1000})
    many = frame_of(file_urls_request={"request_id": "1", "file_names": ["a"] * 1001})
    asked = [{"type": "websocket.receive", "bytes": frame} for frame in (few, many)]
    assert passed_on(server, viewer, *asked)[0] == []
    assert passed_on(server, editor, *asked)[0] == [few]


def test_upload_larger_than_it_may_be_is_refused(server: Server) -> None:
    cookie = server.cookie_of("uploader")
    tell(server, cookie, asked_for(ADDRESS + "a"))
    announced = {**OURS, "content-length": "60000000"}
    answer = server.ask("PUT", ADDRESS + "a", headers=announced, cookie=cookie)
    assert (answer.status, answer.text) == (413, "Tệp lớn hơn 50 MB. Hãy chia nhỏ tệp rồi tải lại.")
    assert server.seen == []


def test_upload_that_hides_its_length_is_cut(server: Server) -> None:
    cookie = server.cookie_of("uploader")
    tell(server, cookie, asked_for(ADDRESS + "a"))
    body, read = {"type": "http.request", "body": b"x" * 6_000_000, "more_body": True}, 0

    async def receive() -> Any:
        nonlocal read
        read += len(body["body"])  # type: ignore[arg-type]
        return body

    async def scene() -> list[dict[str, Any]]:
        sent: list[dict[str, Any]] = []
        scope = _scope("http", "PUT", ADDRESS + "a", OURS, cookie, "127.0.0.1")
        await server.app(scope, receive, _collector(sent))
        return sent

    assert [part["status"] for part in finished(scene()) if "status" in part] == [413]
    assert read == 54_000_000  # the ninth part is the first beyond 50 MB
    assert process.current().uploads.held == {}


def test_one_account_fills_no_memory(server: Server) -> None:
    """Bytes held at once, in an hour, of all accounts: at the real limits' places stand small ones."""
    real = Limits()
    assert (real.account_held_bytes, real.account_hour_bytes) == (500_000_000, 1_000_000_000)
    small = Limits(upload_bytes=1_000, account_held_bytes=3_000, account_hour_bytes=5_000, held_bytes=4_000)
    moment = 0.0
    held = process.current().uploads = Uploads(small, now=lambda: moment)
    mine, others = server.cookie_of("uploader"), server.cookie_of("admin")
    addresses = [f"{ADDRESS}{n}" for n in range(9)]
    tell(server, mine, asked_for(*addresses))
    tell(server, others, asked_for(*(f"/_stcore/upload_file/page-2/{n}" for n in range(9))))

    def sent(cookie: str, address: str) -> int:
        return put(server, cookie, address, 1_000).status

    assert [sent(mine, address) for address in addresses[:4]] == [200, 200, 200, 429]
    assert sum(one.size for one in held.held.values()) == 3_000
    assert sent(mine, addresses[0]) == 429  # an address takes one file
    assert [sent(others, f"/_stcore/upload_file/page-2/{n}") for n in range(2)] == [200, 429]
    for address in addresses[:3]:
        assert server.ask("DELETE", address, headers=OURS, cookie=mine).status == 200
    assert [sent(mine, address) for address in addresses[4:7]] == [
        200,
        200,
        429,
    ]  # five thousand in this hour
    moment = 3_601.0
    assert sent(mine, addresses[7]) == 200
    refused = put(server, mine, addresses[8], 1_000)
    assert refused.status == 429
    assert "Hãy nhập hoặc bỏ bớt" in refused.text


def test_files_under_way_count_as_what_they_announce(server: Server) -> None:
    process.current().uploads = Uploads(Limits(upload_bytes=1_000, account_held_bytes=2_500))
    cookie = server.cookie_of("uploader")
    addresses = [f"{ADDRESS}{n}" for n in range(8)]
    tell(server, cookie, asked_for(*addresses))
    inside = 0

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        nonlocal inside
        inside += 1
        await asyncio.sleep(0.05)
        await PlainTextResponse("failed", 400)(scope, receive, send)

    async def all_at_once() -> list[Answer]:
        headers = {**OURS, "content-length": "1000"}
        return await asyncio.gather(
            *(server._ask("PUT", address, b"x", headers=headers, cookie=cookie) for address in addresses)
        )

    server.app.app = slow
    statuses = sorted(answer.status for answer in finished(all_at_once()))
    assert (statuses, inside) == ([400] * 2 + [429] * 6, 2)
    assert process.current().uploads.held == {}  # what Streamlit refused is not held


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadedFileManager:
    """Streamlit's own memory of files, behind a runtime that knows nothing else."""
    files = MemoryUploadedFileManager("/_stcore/upload_file")
    running = SimpleNamespace(uploaded_file_mgr=files, close_session=files.remove_session_files)
    monkeypatch.setattr(
        uploads, "runtime", SimpleNamespace(exists=lambda: True, get_instance=lambda: running)
    )
    return files


def sent_and_kept(server: Server, cookie: str, manager: MemoryUploadedFileManager, *names: str) -> None:
    tell(server, cookie, asked_for(*(ADDRESS + name for name in names)))
    for name in names:
        assert put(server, cookie, ADDRESS + name, 10).status == 200
        manager.add_file("page-1", UploadedFileRec(name, "a.csv", "text/csv", b"x" * 10))


@pytest.mark.parametrize(("code", "left"), [(1001, []), (1000, []), (1006, ["a", "b"])])
def test_files_of_a_page_go_when_it_closes(
    server: Server, manager: MemoryUploadedFileManager, code: int, left: list[str]
) -> None:
    """1006: no word of the browser, the connection was lost; the page may come back."""
    cookie = server.cookie_of("uploader")
    sent_and_kept(server, cookie, manager, "a", "b")
    inbound = iter([{"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": code}])

    async def receive() -> Any:
        return next(inbound)

    async def page(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "bytes": asked_for(ADDRESS + "c")})
        await receive()

    server.app.app = page
    finished(
        server.app(
            _scope("websocket", "GET", gate.STREAM, OURS, cookie, "127.0.0.1"), receive, _collector([])
        )
    )
    assert [one.rsplit("/", 1)[1] for one in process.current().uploads.held] == left
    assert [one.file_id for one in manager.get_files("page-1", ["a", "b"])] == left


def test_file_that_its_page_lists_no_more_goes_and_one_that_it_has_not_listed_yet_stays(
    server: Server, manager: MemoryUploadedFileManager
) -> None:
    cookie = server.cookie_of("uploader")
    sent_and_kept(server, cookie, manager, "a", "b", "c")
    held = process.current().uploads
    held.listed("page-1", {"a", "b"})
    held.listed("page-2", set())
    held.listed("page-1", {"b"})
    assert list(held.held) == [ADDRESS + "b", ADDRESS + "c"]
    assert [one.file_id for one in manager.get_files("page-1", ["a", "b", "c"])] == ["b", "c"]


def test_unknown_address_is_a_vietnamese_404(server: Server) -> None:
    answer = server.ask("GET", "/khong-co", cookie=server.cookie_of("viewer"))
    assert answer.status == 404
    assert 'lang="vi"' in answer.text
    assert "Không tìm thấy trang" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/mcp",
        "/qua-han/_stcore/health",
        "/component/x",
        "/auth/login",
        "/a//b",
        "/../x",
    ],
)
def test_signed_in_too_only_listed_addresses_exist(server: Server, path: str) -> None:
    assert server.ask("GET", path, cookie=server.cookie_of("admin")).status == 404
    assert server.seen == []


def test_pages_can_only_be_looked_at(server: Server) -> None:
    assert server.ask("POST", "/", headers=OURS, cookie=server.cookie_of("admin")).status == 405


# --- hosts and origins --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "",
        "a b",
        "[::1",
        "10.0.0.9",
        "localhost:99999999",
    ],
)
def test_foreign_host_is_not_served(server: Server, host: str) -> None:
    assert server.ask("GET", "/suc-khoe", headers={"host": host}).status == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "LOCALHOST:1", "[::1]:8501", "127.0.0.2"])
def test_this_machine_is_served(server: Server, host: str) -> None:
    assert server.ask("GET", "/suc-khoe", headers={"host": host}).status == 200


def test_named_hosts_are_served(server: Server) -> None:
    process.current().hosts = frozenset({"chiso.khanhhoa.gov.vn"})
    assert server.ask("GET", "/suc-khoe", headers={"host": "chiso.khanhhoa.gov.vn"}).status == 200


def test_websocket_needs_our_origin_and_a_sign_in(server: Server) -> None:
    cookie = server.cookie_of("viewer")
    assert server.shake_hands(OURS, cookie=cookie) == "accepted"
    assert server.shake_hands({**OURS, "origin": "https://evil.example"}, cookie=cookie) == "refused"
    assert (
        server.shake_hands({**OURS, "host": "evil.example", "origin": "http://evil.example"}, cookie=cookie)
        == "refused"
    )
    assert server.shake_hands(OURS, cookie=cookie, path="/_stcore/other") == "refused"


def test_origin_of_another_scheme_is_foreign_unless_the_proxy_says_so(server: Server) -> None:
    cookie, https = server.cookie_of("viewer"), {**OURS, "origin": "https://127.0.0.1:8501"}
    proxied = {"x-forwarded-proto": "https"}
    assert server.shake_hands(https, cookie=cookie) == "refused"
    assert server.shake_hands({**https, **proxied}, cookie=cookie) == "accepted"
    assert server.shake_hands({**OURS, **proxied}, cookie=cookie) == "refused"
    assert server.ask("POST", "/dang-xuat", headers=https, cookie=cookie).status == 403
    assert server.ask("POST", "/dang-xuat", headers={**https, **proxied}, cookie=cookie).status == 303


def test_health_tells_the_number_of_the_data_to_the_signed_in_alone(server: Server) -> None:
    assert json.loads(server.ask("GET", "/suc-khoe").text) == {"status": "ok"}
    assert "data_version" in json.loads(
        server.ask("GET", "/suc-khoe", cookie=server.cookie_of("viewer")).text
    )


def test_token_of_a_link_is_in_no_address_that_is_asked_for(server: Server) -> None:
    people = process.current().accounts
    assert people is not None
    address = accounts.link(people.new_link(ADMIN, "doan"), "http://127.0.0.1:8501")
    asked, _, token = address.partition("#ma=")
    assert asked == "http://127.0.0.1:8501/kich-hoat"
    assert 'value="doan"' not in server.ask("GET", f"/kich-hoat?ma={token}").text
    body = urlencode({"ma": token}).encode()
    assert 'value="doan"' in server.ask("POST", "/kich-hoat", body, headers=OURS).text


def test_https_is_demanded_once(server: Server) -> None:
    async def scene(scheme: str) -> list[Any]:
        sent: list[dict[str, Any]] = []
        scope = {**_scope("http", "GET", "/dang-nhap", None, "", "127.0.0.1"), "scheme": scheme}
        await server.app(scope, _body(b"", 1), _collector(sent))
        return [value for name, value in sent[0]["headers"] if name == b"strict-transport-security"]

    assert finished(scene("https")) == [b"max-age=31536000"]
    assert finished(scene("http")) == []
    assert "add_header Strict-Transport-Security" not in (ROOT / "deploy" / "nginx.conf").read_text()


# --- the demonstration --------------------------------------------------------------------------------------


def test_demonstration_on_this_machine_needs_no_sign_in(demonstration: Server) -> None:
    assert demonstration.ask("GET", "/quan-tri").status == 200
    assert demonstration.shake_hands(OURS) == "accepted"
    assert demonstration.seen[-1]["x-chiso-user"] == "khach"


@pytest.mark.parametrize(
    "given",
    [
        {"client": "192.168.1.20"},
        {"headers": {"x-forwarded-for": "192.168.1.20"}},
        {"headers": {"forwarded": "for=192.168.1.20"}},
    ],
)
def test_demonstration_seen_from_elsewhere_needs_a_sign_in(
    demonstration: Server, given: dict[str, Any]
) -> None:
    assert demonstration.ask("GET", "/", **given).status == 303


def test_demonstration_beyond_127_0_0_1_or_by_order_needs_a_sign_in(demonstration: Server) -> None:
    process.current().address = "0.0.0.0"
    assert demonstration.ask("GET", "/").status == 303
    process.current().address = "127.0.0.1"
    process.current().must_sign_in = True
    assert demonstration.ask("GET", "/").status == 303


# --- what answers carry -------------------------------------------------------------------------------------


def test_every_answer_carries_the_policy(server: Server) -> None:
    cookie = server.cookie_of("viewer")
    for answer in (
        server.ask("GET", "/", cookie=cookie),
        server.ask("GET", "/dang-nhap"),
        server.ask("GET", "/khong-co", cookie=cookie),
        server.ask("GET", "/static/x.js", cookie=cookie),
    ):
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        rules = dict(
            rule.strip().split(" ", 1) for rule in answer.headers["content-security-policy"].split(";")
        )
        assert re.fullmatch(r"'self' ('sha256-[\w+/]{43}=' )+'wasm-unsafe-eval'", rules["script-src"])
        assert rules["default-src"] == rules["connect-src"] == "'self'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in answer.headers


def test_downloads_are_kept_by_nobody(server: Server) -> None:
    cookie = server.cookie_of("viewer")
    tell(server, cookie, download("/media/abc.xlsx"))
    answer = server.ask("GET", "/media/abc.xlsx", cookie=cookie)
    assert answer.status == 200
    assert answer.headers["cache-control"] == "private, no-store"
    assert server.ask("GET", "/media/xyz.xlsx", cookie=cookie).headers["cache-control"] == "private, no-store"


def test_document_is_vietnamese_and_ours(server: Server) -> None:
    text = server.ask("GET", "/", cookie=server.cookie_of("viewer")).text
    assert '<html lang="vi">' in text
    assert text.index("/app/static/chrome.js") < text.index('type="module"')
    assert "service-desc" not in text
    assert "<title>chiso</title>" in text
    assert "You need to enable JavaScript" not in text
    assert answers.document().decode() == text


# --- open pages ---------------------------------------------------------------------------------------------


async def _open_page(
    server: Server, cookie: str, frames: list[bytes]
) -> tuple[list[dict[str, Any]], asyncio.Queue[Any]]:
    sent: list[dict[str, Any]] = []
    inbound: asyncio.Queue[Any] = asyncio.Queue()
    inbound.put_nowait({"type": "websocket.connect"})
    for frame in frames:
        inbound.put_nowait({"type": "websocket.receive", "bytes": frame})
    server.app.app = _endless
    task = asyncio.create_task(
        server.app(
            _scope("websocket", "GET", gate.STREAM, OURS, cookie, "127.0.0.1"), inbound.get, _collector(sent)
        )
    )
    await asyncio.sleep(0.01)
    inbound.task = task  # type: ignore[attr-defined]
    return sent, inbound


async def _endless(scope: Any, receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    while (await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "bytes": b"answer"})
    await send({"type": "websocket.send", "bytes": b"too late"})


def test_open_page_closes_at_once_when_its_sign_in_ends(server: Server) -> None:
    cookie = server.cookie_of("viewer")
    people = process.current().accounts
    assert people is not None

    async def scene() -> list[dict[str, Any]]:
        sent, inbound = await _open_page(server, cookie, [b""])
        session = people.session(cookie.split("=", 1)[1])
        assert session is not None
        await asyncio.to_thread(people.sign_out, session.token_hash)
        await asyncio.wait_for(inbound.task, 2)  # type: ignore[attr-defined]
        return sent

    sent = finished(scene())
    assert sent[-1] == {"type": "websocket.close", "code": 4401}
    assert {"type": "websocket.send", "bytes": b"too late"} not in sent


def test_frame_of_an_ended_sign_in_is_not_passed_on(server: Server) -> None:
    cookie = server.cookie_of("viewer")
    people = process.current().accounts
    assert people is not None
    people.on_kill.clear()  # as if the signal had been lost: the next frame must be stopped all the same

    async def scene() -> list[dict[str, Any]]:
        sent, inbound = await _open_page(server, cookie, [])
        session = people.session(cookie.split("=", 1)[1])
        assert session is not None
        await asyncio.to_thread(people.sign_out, session.token_hash)
        inbound.put_nowait({"type": "websocket.receive", "bytes": b"frame"})
        await asyncio.wait_for(inbound.task, 2)  # type: ignore[attr-defined]
        return sent

    assert finished(scene())[-1] == {"type": "websocket.close", "code": 4401}


def test_hundred_pages_of_an_account_stay_and_the_next_is_told_to_wait(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie, again, other = (server.cookie_of(name) for name in ("viewer", "viewer", "editor"))
    assert Limits().account_pages == 100
    monkeypatch.setattr(process, "Limits", lambda: Limits(account_pages=3))

    async def scene() -> list[Any]:
        open_ones = [await _open_page(server, one, []) for one in (cookie, again, cookie)]
        scope = _scope("websocket", "GET", gate.STREAM, OURS, cookie, "127.0.0.1")
        refused: list[dict[str, Any]] = []
        await server.app(scope, _connects, _collector(refused))
        answers_ = [await server._ask("GET", "/", b"", cookie=one) for one in (cookie, again, other)]
        for _, inbound in open_ones:
            inbound.put_nowait({"type": "websocket.disconnect", "code": 1001})
            await asyncio.wait_for(inbound.task, 2)  # type: ignore[attr-defined]
        answers_.append(await server._ask("GET", "/", b"", cookie=cookie))
        return [refused, [sent for sent, _ in open_ones], *answers_]

    refused, opened, *answers_ = finished(scene())
    assert refused == [{"type": "websocket.close", "code": 1008}]
    assert all(sent[0] == {"type": "websocket.accept"} for sent in opened)
    assert [answer.status for answer in answers_] == [429, 429, 200, 200]
    assert "Hãy đóng bớt thẻ trình duyệt" in answers_[0].text


async def _connects() -> dict[str, Any]:
    return {"type": "websocket.connect"}


def test_only_what_a_person_does_counts_as_activity() -> None:
    click, tick, heartbeat = BackMsg(), BackMsg(), BackMsg()
    click.rerun_script.query_string = ""
    tick.rerun_script.is_auto_rerun = True
    heartbeat.app_heartbeat = True
    assert sockets.is_a_persons(click)
    assert not sockets.is_a_persons(tick)
    assert not sockets.is_a_persons(heartbeat)
    assert not sockets.is_a_persons(BackMsg())


def passed_on(
    server: Server, cookie: str, *messages: dict[str, Any]
) -> tuple[list[bytes], list[dict[str, Any]]]:
    """What reaches Streamlit of these messages of a page, and what the page is sent."""
    inbound = iter([{"type": "websocket.connect"}, *messages, {"type": "websocket.disconnect", "code": 1001}])
    reached: list[bytes] = []
    sent: list[dict[str, Any]] = []

    async def receive() -> Any:
        return next(inbound)

    async def page(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            reached.append(message["bytes"])

    server.app.app = page
    scope = _scope("websocket", "GET", gate.STREAM, OURS, cookie, "127.0.0.1")
    finished(server.app(scope, receive, _collector(sent)))
    return reached, sent


def frame_of(**parts: Any) -> bytes:
    """A message of a page."""
    message: bytes = BackMsg(**parts).SerializeToString()
    return message


NEEDED: dict[str, dict[str, Any]] = {
    "a rerun": {"rerun_script": {"query_string": "nam=2024"}},
    "stop": {"stop_script": True},
    "a heartbeat": {"app_heartbeat": True},
    "addresses for files": {"file_urls_request": {"request_id": "1", "file_names": ["a.xlsx"]}},
    "rows": {"backend_operation_request": {"request_id": "1", "dataframe_chunk": {"source_id": "s"}}},
}
NOT_NEEDED: dict[str, dict[str, Any]] = {
    "clear_cache": {"clear_cache": True},
    "set_run_on_save": {"set_run_on_save": True},
    "load_git_info": {"load_git_info": True},
    "debug_disconnect_websocket": {"debug_disconnect_websocket": True},
    "debug_shutdown_runtime": {"debug_shutdown_runtime": True},
    "install_skills": {"backend_operation_request": {"request_id": "1", "install_skills": {}}},
    "dismiss_skills_nudge": {"backend_operation_request": {"request_id": "1", "dismiss_skills_nudge": {}}},
    "no operation": {"backend_operation_request": {"request_id": "1"}},
    "nothing": {},
}


def test_only_what_our_pages_need_reaches_streamlit_and_the_page_stays_open(server: Server) -> None:
    needed = [frame_of(**parts) for parts in NEEDED.values()]
    others = [frame_of(**parts) for parts in NOT_NEEDED.values()] + [b"\xff\xff\xff"]
    frames = [{"type": "websocket.receive", "bytes": frame} for frame in others + needed]
    text = [{"type": "websocket.receive", "text": "clear_cache"}, {"type": "websocket.receive", "text": ""}]
    reached, sent = passed_on(server, server.cookie_of("uploader"), *text, *frames)
    assert reached == needed
    assert sent == [{"type": "websocket.accept"}]


def test_download_made_at_a_click_is_made_for_the_sign_in_with_its_button_alone(server: Server) -> None:
    mine, other = server.cookie_of("editor"), server.cookie_of("viewer")
    button = ForwardMsg()
    button.delta.new_element.download_button.deferred_file_id = "0f" * 16
    tell(server, mine, button.SerializeToString())
    click = frame_of(backend_operation_request={"request_id": "7", "deferred_file": {"file_id": "0f" * 16}})
    asked = {"type": "websocket.receive", "bytes": click}
    assert passed_on(server, mine, asked)[0] == [click]
    reached, sent = passed_on(server, other, asked)
    assert reached == []
    answer = ForwardMsg.FromString(sent[-1]["bytes"]).backend_operation_response
    assert answer.request_id == "7"
    assert "Chưa tạo được tệp" in answer.error_msg


# --- links of generated files -------------------------------------------------------------------------------


def download(address: str) -> bytes:
    """A page's message that draws a download button for a file at this address."""
    message = ForwardMsg()
    message.delta.new_element.download_button.url = address
    frame: bytes = message.SerializeToString()
    return frame


def tell(server: Server, cookie: str, *frames: bytes) -> None:
    """Streamlit sends these messages to one page of this sign-in."""

    async def page(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "websocket.accept"})
        for frame in frames:
            await send({"type": "websocket.send", "bytes": frame})

    behind, server.app.app = server.app.app, page
    server.shake_hands(OURS, cookie=cookie)
    server.app.app = behind


def test_link_of_a_file_opens_for_the_sign_in_it_was_made_for_and_no_other(server: Server) -> None:
    mine, copied_to = server.cookie_of("viewer"), server.cookie_of("uploader")
    again = server.cookie_of("viewer")  # another browser of the same person
    tell(server, mine, download("/media/0123abcd.xlsx"))
    assert server.ask("GET", "/media/0123abcd.xlsx", cookie=mine).status == 200
    assert server.ask("GET", "/media/0123abcd.xlsx?title=x", cookie=mine).status == 200
    for cookie in (copied_to, again):
        answer = server.ask("GET", "/media/0123abcd.xlsx", cookie=cookie)
        assert answer.status == 404
        assert answer.text != "streamlit"
    assert server.ask("GET", "/media/0123abcd.xlsx").status == 401


def test_link_told_after_a_click_counts_too(server: Server) -> None:
    cookie, message = server.cookie_of("viewer"), ForwardMsg()
    message.backend_operation_response.deferred_file.url = "/media/ffff0000.pptx"
    tell(server, cookie, message.SerializeToString())
    assert server.ask("GET", "/media/ffff0000.pptx", cookie=cookie).status == 200


def test_copied_link_does_not_become_valid_by_typing_it_into_a_page(server: Server) -> None:
    cookie, message = server.cookie_of("uploader"), ForwardMsg()
    message.delta.new_element.markdown.body = "/media/0123abcd.xlsx"
    echo = ForwardMsg()
    echo.delta.new_element.text_input.value = "/media/0123abcd.xlsx"
    tell(server, cookie, message.SerializeToString(), echo.SerializeToString(), b"/media/0123abcd.xlsx")
    assert server.ask("GET", "/media/0123abcd.xlsx", cookie=cookie).status == 404


# --- the data as one file ------------------------------------------------------------------------------------


def left(store: Store) -> list[str]:
    """What lies in the folders in which an export is made."""
    return sorted(path.name for path in (store.home / "tmp").rglob("*") if path.is_file())


def test_the_data_are_taken_as_one_file_by_an_administrator_alone(server: Server, store: Store) -> None:
    before, cookies = left(store), {role: server.cookie_of(role) for role in ROLES}
    for role in ("viewer", "editor", "uploader"):
        assert server.ask("GET", gate.EXPORT, cookie=cookies[role]).status == 403
    assert server.ask("GET", gate.EXPORT).status == 401
    answer = server.ask("GET", gate.EXPORT, cookie=cookies["admin"])
    assert (answer.status, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith('attachment; filename="stp-du-lieu-20')
    assert answer.headers["content-length"] == str(len(answer.body))
    with zipfile.ZipFile(io.BytesIO(answer.body)) as package:
        assert package.testzip() is None
        manifest = json.loads(package.read("manifest.json"))
        files = {table["file"] for table in manifest["tables"].values()}
        assert {*package.namelist()} == files | {"manifest.json", "DOC-TRUOC.txt"}
        assert len(files) > 15
        assert not {"users.parquet", "sessions.parquet", "audit.parquet"} & files
    assert left(store) == before
    line = audited_acts(store).iloc[0]
    assert (line["who"], line["what"], line["subject"]) == ("admin", "data_exported", ".zip")


def test_the_one_file_is_made_for_nothing_but_a_click_on_our_page(server: Server, store: Store) -> None:
    cookie, acts = server.cookie_of("admin"), len(audited_acts(store))
    for site in ("cross-site", "same-site"):
        assert server.ask("GET", gate.EXPORT, cookie=cookie, headers={"sec-fetch-site": site}).status == 403
    for method in ("HEAD", "POST", "PUT", "OPTIONS"):
        assert server.ask(method, gate.EXPORT, cookie=cookie, headers=OURS).status == 404
    assert len(audited_acts(store)) == acts
    assert (
        server.ask("GET", gate.EXPORT, cookie=cookie, headers={"sec-fetch-site": "same-origin"}).status == 200
    )


def test_one_at_a_time_is_made_and_whoever_leaves_frees_the_place(
    server: Server, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie, before = server.cookie_of("admin"), left(store)
    opened: list[Any] = []
    monkeypatch.setattr(tempfile, "TemporaryFile", partial(_kept, opened, tempfile.TemporaryFile))
    seen: list[int] = []

    async def leaving(message: Any) -> None:
        if message["type"] == "http.response.body":
            seen.append((await server._ask("GET", gate.EXPORT, b"", cookie=cookie)).status)
            raise OSError

    finished(
        server.app(_scope("http", "GET", gate.EXPORT, None, cookie, "127.0.0.1"), _body(b"", 1), leaving)
    )
    assert seen == [429]
    assert [file.closed for file in opened] == [True]
    monkeypatch.setattr(disk, "free", lambda _: 0)
    answer = server.ask("GET", gate.EXPORT, cookie=cookie)
    assert answer.status == 503
    assert "chỉ còn trống" in answer.text
    monkeypatch.undo()
    assert server.ask("GET", gate.EXPORT, cookie=cookie).status == 200
    assert left(store) == before


def _kept(opened: list[Any], make: Callable[..., Any], **given: Any) -> Any:
    opened.append(make(**given))
    return opened[-1]


def test_refused_download_says_why_to_the_one_who_asked() -> None:
    message = ForwardMsg()
    message.backend_operation_response.error_msg = "Failed to generate file for download"
    links, frame = Links(), message.SerializeToString()
    links.refuse("an", "Tệp gốc đã hết hạn lưu.")

    def said(session: str) -> str:
        message.ParseFromString(links.passed(session, frame))
        return message.backend_operation_response.error_msg

    assert [said("binh"), said("an")][1] == "Tệp gốc đã hết hạn lưu."
    assert said("an") == said("binh")  # told once; without a reason it is Vietnamese all the same
    assert "Chưa tạo được tệp" in said("an")
    echo = ForwardMsg()
    echo.delta.new_element.markdown.body = "Failed to generate file for download"
    assert links.passed("an", echo.SerializeToString()) == echo.SerializeToString()


def test_what_tells_an_address_is_kept_by_no_browser() -> None:
    """A browser keeps what is long and is then sent its name: a gate that started anew would not see the address."""
    links = Links()
    for words, kept in (("/media/0123abcd.png", False), ("data:image/svg+xml;base64,PHN2Zz4=", True)):
        message = ForwardMsg()
        message.metadata.cacheable = True
        message.delta.new_element.imgs.imgs.add().url = words
        message.delta.new_element.imgs.imgs.add().alt = "Ảnh " * 1_000
        sent = ForwardMsg.FromString(links.passed("an", message.SerializeToString()))
        assert sent.metadata.cacheable is kept
        assert sent.delta == message.delta


def test_links_end_with_the_sign_in_and_with_a_changed_role(server: Server) -> None:
    cookie = server.cookie_of("viewer")
    tell(server, cookie, download("/media/0123abcd.xlsx"))
    people = process.current().accounts
    assert people is not None
    people.change(ADMIN, "viewer", display_name="Lãnh đạo Sở")
    assert server.ask("GET", "/media/0123abcd.xlsx", cookie=cookie).status == 404
    tell(server, cookie, download("/media/0123abcd.xlsx"))
    server.ask("POST", "/dang-xuat", headers=OURS, cookie=cookie)
    assert server.ask("GET", "/media/0123abcd.xlsx", cookie=cookie).status == 401


def test_demonstrations_visitor_too_opens_only_what_his_pages_told(demonstration: Server) -> None:
    assert demonstration.ask("GET", "/media/0123abcd.xlsx").status == 404
    tell(demonstration, "", download("/media/0123abcd.xlsx"))
    assert demonstration.ask("GET", "/media/0123abcd.xlsx").status == 200
    assert demonstration.ask("GET", "/media/0123abcd.xlsx", client="10.0.0.7").status == 401


# --- the second factor, one's own account -----------------------------------------------------------------------

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # of RFC 6238, appendix B, as are the codes
STEPS = {37037036: "081804", 37037037: "050471"}


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], str]:
    """Sets the clock into one of these time steps; its code."""
    monkeypatch.setattr("chiso.people.codes.new_secret", lambda: SECRET)
    monkeypatch.setattr(
        "chiso.people.second_factor.hashed", lambda code: f"kept {code}"
    )  # Argon2id costs too much
    monkeypatch.setattr("chiso.people.second_factor.verified", lambda kept, code: kept == f"kept {code}")

    def set_to(step: int) -> str:
        now = datetime.fromtimestamp(30 * step, UTC).replace(tzinfo=None)
        monkeypatch.setattr("chiso.core.clock.utc_now", lambda: now)
        return STEPS[step]

    set_to(37037036)
    return set_to


_two = iter(range(1000))


@pytest.fixture
def somebody(store: Store, server: Server) -> str:
    """A new editor."""
    name = f"hai{next(_two)}"
    accounts_of_server().add(ADMIN, User(name, role="editor"), PASSWORD)
    return name


def accounts_of_server() -> Accounts:
    people = process.current().accounts
    assert people is not None
    return people


def fill_in(server: Server, form: Answer, action: str, cookie: str = "", **typed: str) -> Answer:
    """Sends the form that an answer holds, as a browser does."""
    assert f'action="{action}"' in form.text, form.text
    nonce = form.cookies[0].split(";")[0]
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form.text))
    body = urlencode({**fields, **typed}).encode()
    return server.ask("POST", action, body, headers=OURS, cookie=f"{nonce}; {cookie}".strip("; "))


def session_of(answer: Answer) -> str:
    """The cookie of a sign-in; '' where there is none."""
    found = [cookie.split(";")[0] for cookie in answer.cookies if cookie.startswith(f"{gate.COOKIE}=")]
    return found[0] if found else ""


def recovery_of(answer: Answer) -> list[str]:
    return [code.replace(" ", "") for code in re.findall(r"<code>([\d ]+)</code>", answer.text)]


def switch_on(server: Server, name: str) -> tuple[str, list[str]]:
    """The cookie and the recovery codes of an account that switched its second factor on."""
    cookie = server.cookie_of(name)
    form = fill_in(
        server, server.ask("GET", gate.TWO_STEPS, cookie=cookie), gate.TWO_STEPS, cookie, password=PASSWORD
    )
    assert "yêu cầu vai trò của bạn" not in form.text
    done = fill_in(server, form, gate.CODE, cookie, ma="081804")
    assert done.status == 200
    return cookie, recovery_of(done)


def test_second_factor_is_switched_on_by_picture_and_code_and_asked_for_from_then_on(
    server: Server, somebody: str, at: Callable[[int], str]
) -> None:
    cookie, other = server.cookie_of(somebody), server.cookie_of(somebody)
    page = server.ask("GET", gate.TWO_STEPS, cookie=cookie)
    assert "Đang <strong>tắt</strong>" in page.text
    assert fill_in(server, page, gate.TWO_STEPS, cookie, password="sai mật khẩu").status == 401
    form = fill_in(server, page, gate.TWO_STEPS, cookie, password=PASSWORD)
    assert "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ" in form.text
    assert 'src="data:image/svg+xml' in form.text
    wrong = fill_in(server, form, gate.CODE, cookie, ma="000000")
    assert (wrong.status, session_of(wrong)) == (401, "")
    assert "GEZD GNBV" in wrong.text, "the picture stays the same"
    done = fill_in(server, wrong, gate.CODE, cookie, ma="081 804")
    assert done.status == 200
    assert len(set(recovery_of(done))) == 10
    assert "ma-khoi-phuc-chiso.txt" in done.text
    assert server.ask("GET", "/", cookie=other).status == 303, "other sign-ins have ended"
    assert server.ask("GET", "/", cookie=cookie).status == 200
    state = server.ask("GET", gate.TWO_STEPS, cookie=cookie)
    assert "Còn 10 mã khôi phục" in state.text

    half = server.sign_in(somebody, then="/qua-han?nam=2024")
    assert (half.status, session_of(half)) == (200, "")
    assert not any(cookie.startswith("chiso_may=") for cookie in half.cookies)
    assert 'autocomplete="one-time-code"' in half.text
    assert 'inputmode="numeric"' in half.text
    used = fill_in(server, half, gate.CODE, ma="081804")
    assert (used.status, session_of(used)) == (401, "")
    done = fill_in(server, half, gate.CODE, ma=at(37037037))
    assert (done.status, done.headers["location"]) == (303, "/qua-han?nam=2024")
    assert server.ask("GET", "/", cookie=session_of(done)).status == 200
    again = fill_in(server, half, gate.CODE, ma="050471")
    assert (again.status, session_of(again)) == (401, "")
    assert "Hãy đăng nhập lại" in again.text


def test_ticket_is_no_session_and_opens_no_page(
    server: Server, somebody: str, at: Callable[[int], str]
) -> None:
    switch_on(server, somebody)
    half = server.sign_in(somebody)
    ticket = dict(re.findall(r'name="(\w+)" value="([^"]*)"', half.text))["ve"]
    for path in ("/", gate.TWO_STEPS, gate.OWN_PASSWORD):
        assert server.ask("GET", path, cookie=f"{gate.COOKIE}={ticket}").status == 303
    assert server.ask("GET", gate.SESSION, cookie=f"{gate.COOKIE}={ticket}").status == 401
    assert server.ask("GET", gate.CODE).headers["location"] == gate.SIGN_IN


def test_form_of_the_code_is_ours_and_wrong_codes_are_throttled(
    server: Server, somebody: str, at: Callable[[int], str]
) -> None:
    _, recovery = switch_on(server, somebody)
    half = server.sign_in(somebody)
    foreign = urlencode({"ve": "x", "ma": "050471"}).encode()
    assert server.ask("POST", gate.CODE, foreign, headers=OURS).status == 401  # no ticket: the sign-in again
    assert server.ask("POST", gate.CODE, foreign, headers={"origin": "https://evil.example"}).status == 403
    ticket = dict(re.findall(r'name="(\w+)" value="([^"]*)"', half.text))["ve"]
    stale = server.ask("POST", gate.CODE, urlencode({"ve": ticket, "ma": recovery[0]}).encode(), headers=OURS)
    assert (stale.status, session_of(stale)) == (403, "")
    answers_ = [fill_in(server, half, gate.CODE, ma="000000") for _ in range(6)]
    assert [answer.status for answer in answers_] == [401] * 5 + [429]
    assert fill_in(server, half, gate.CODE, ma=recovery[0]).status == 429
    assert server.sign_in(somebody).status == 429


def test_required_role_gets_no_session_before_it_has_a_second_factor(
    server: Server, somebody: str, at: Callable[[int], str]
) -> None:
    people = accounts_of_server()
    people.require_code(ADMIN, "editor", on=True)
    try:
        half = server.sign_in(somebody, then="/slide")
        assert (half.status, session_of(half)) == (200, "")
        assert "GEZD GNBV" in half.text
        assert "yêu cầu vai trò của bạn" in half.text
        done = fill_in(server, half, gate.CODE, ma="081804")
        assert len(recovery_of(done)) == 10
        assert 'href="/slide"' in done.text
        cookie = session_of(done)
        state = server.ask("GET", gate.TWO_STEPS, cookie=cookie)
        assert 'value="tat"' not in state.text
        off = fill_in(
            server, state, gate.TWO_STEPS, cookie, viec="tat", password=PASSWORD, ma=recovery_of(done)[0]
        )
        assert off.status == 400
        assert "bắt buộc" in off.text
    finally:
        people.require_code(ADMIN, "editor", on=False)


def test_reset_link_still_asks_for_the_code(server: Server, somebody: str, at: Callable[[int], str]) -> None:
    _, recovery = switch_on(server, somebody)
    token = accounts_of_server().new_link(ADMIN, somebody)
    opened = fill_in(server, server.ask("GET", gate.ACTIVATE), gate.ACTIVATE, ma=token)
    half = fill_in(server, opened, gate.ACTIVATE, password="mật khẩu khác", again="mật khẩu khác")
    assert (half.status, session_of(half)) == (200, "")
    assert session_of(fill_in(server, half, gate.CODE, ma=recovery[0]))


def test_second_factor_is_switched_off_and_recovery_codes_renewed_with_password_and_code(
    server: Server, somebody: str, at: Callable[[int], str]
) -> None:
    cookie, recovery = switch_on(server, somebody)
    state = server.ask("GET", gate.TWO_STEPS, cookie=cookie)
    words = {"password": PASSWORD, "viec": "ma_moi"}
    assert fill_in(server, state, gate.TWO_STEPS, cookie, **words, ma="000000").status == 401
    renewed = fill_in(server, state, gate.TWO_STEPS, cookie, **words, ma=at(37037037))
    assert len(recovery_of(renewed)) == 10
    assert not set(recovery_of(renewed)) & set(recovery)
    state = server.ask("GET", gate.TWO_STEPS, cookie=cookie)
    words["viec"] = "tat"
    assert fill_in(server, state, gate.TWO_STEPS, cookie, **words, ma=recovery[0]).status == 401
    forged = urlencode({**words, "ma": recovery_of(renewed)[0]}).encode()
    assert server.ask("POST", gate.TWO_STEPS, forged, headers=OURS, cookie=cookie).status == 403
    off = fill_in(server, state, gate.TWO_STEPS, cookie, **words, ma=recovery_of(renewed)[0])
    assert off.status == 200
    assert server.ask("GET", "/", cookie=cookie).status == 200
    assert server.sign_in(somebody).status == 303


def test_second_factor_without_the_key_says_so(
    server: Server, somebody: str, at: Callable[[int], str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cookie, _ = switch_on(server, somebody)
    half = server.sign_in(somebody)
    monkeypatch.setenv("CHISO_KEY_FILE", str(tmp_path / "gone"))
    for answer in (
        fill_in(server, half, gate.CODE, ma=at(37037037)),
        server.ask("GET", gate.TWO_STEPS, cookie=cookie),
    ):
        assert answer.status == 503
        assert "tệp khóa" in answer.text


def test_own_password_is_changed_where_one_is_signed_in(server: Server, somebody: str) -> None:
    assert server.ask("GET", gate.OWN_PASSWORD).headers["location"] == gate.SIGN_IN
    here, there = server.cookie_of(somebody), server.cookie_of(somebody)
    form = server.ask("GET", gate.OWN_PASSWORD, cookie=here)
    new = {"new": "mật khẩu khác", "again": "mật khẩu khác"}
    for words, status in (
        ({"password": "sai mật khẩu", **new}, 401),
        ({"password": PASSWORD, **new, "again": "khác nữa"}, 400),
        ({"password": PASSWORD, "new": "matkhau123", "again": "matkhau123"}, 400),
    ):
        assert fill_in(server, form, gate.OWN_PASSWORD, here, **words).status == status
    stale = server.ask(
        "POST",
        gate.OWN_PASSWORD,
        urlencode({"password": PASSWORD, **new}).encode(),
        headers=OURS,
        cookie=here,
    )
    assert stale.status == 403
    done = fill_in(server, form, gate.OWN_PASSWORD, here, password=PASSWORD, **new)
    assert done.status == 200
    assert [server.ask("GET", "/", cookie=one).status for one in (here, there)] == [200, 303]
    assert server.sign_in(somebody, "mật khẩu khác").status == 303


def test_demonstrations_visitor_has_no_account_to_change(demonstration: Server) -> None:
    for path in (gate.TWO_STEPS, gate.OWN_PASSWORD):
        assert demonstration.ask("GET", path).headers["location"] == gate.SIGN_IN


# --- before the data is there -------------------------------------------------------------------------------


def test_before_the_data_is_open_nothing_is_served_but_a_waiting_page(tmp_path: Path) -> None:
    process.use(Process(home=tmp_path))
    server = Server(gate.Gate(_behind([])))
    assert server.ask("GET", "/suc-khoe").status == 503
    assert server.ask("GET", "/dang-nhap").status == 503
    answer = server.ask("GET", "/quan-tri")
    assert answer.status == 503
    assert "Đang chuẩn bị" in answer.text
    assert server.shake_hands(OURS) == "refused"
    process.use(None)


# --- the disk and the last backup in the health answer -----------------------------------------------------------


def test_health_is_503_after_a_failed_write_until_there_is_room_again(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_TEST_SECONDS", 0)
    assert server.ask("GET", gate.HEALTH).status == 200
    disk.failed()
    with monkeypatch.context() as full:
        full.setattr(disk, "free", lambda _: 199_999_999)
        answer = server.ask("GET", gate.HEALTH)
        assert (answer.status, json.loads(answer.body)["code"]) == (503, "storage_full")
    assert server.ask("GET", gate.HEALTH).status == 200


def test_health_says_whether_the_last_backup_was_sound(server: Server, store: Store) -> None:
    at = "2024-05-01T18:00:00.000+00:00"
    nightly.keep(store, ADMIN, {"at": at, "folder": "/kho/x", "sound": False, "differs": ["…"]})
    answer = server.ask("GET", gate.HEALTH)
    assert json.loads(answer.body)["backup"] == {"made_at": at, "sound": False}
    assert "/kho" not in answer.text, "where backups lie is nobody's business"
