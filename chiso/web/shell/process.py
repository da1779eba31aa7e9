"""What the server's one process shares: the open store, the accounts, who must sign in, and the open pages.

The gate asks it for every request, the frame for every run. `start` opens it, `stop` closes it; tests put
their own in with `use`.
"""

import ipaddress
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from chiso import homes
from chiso.commands import beside
from chiso.core.errors import ChisoError, Refused
from chiso.core.settings import Limits
from chiso.desk.inbox import Inbox
from chiso.desk.outbox import Outbox
from chiso.people import accounts, acts
from chiso.people.accounts import Accounts
from chiso.people.actor import ONE_TIME_LINK, VISITOR, Actor
from chiso.store import Store
from chiso.web.shell.media import Links
from chiso.web.shell.uploads import Uploads

LOG = logging.getLogger("chiso.web")


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this very machine."""
    if host in ("localhost", ""):
        return host == "localhost"
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Identity:
    """Who asks: an account, or the demonstration's visitor. `session` is the token's hash, '' for the visitor."""

    actor: Actor
    session: str = ""


_VISITOR = Identity(Actor(VISITOR, "admin"))


class Pages:
    """The open pages (WebSockets), so that those of an ended sign-in close at once. Safe between threads: every step
    is one operation of a dict."""

    def __init__(self) -> None:
        self._open: dict[Callable[[], None], Identity] = {}  # how a page is closed -> whose it is

    @contextmanager
    def opened(self, identity: Identity, close: Callable[[], None]) -> Iterator[None]:
        """Register one page while it is open; `close` may be called from any thread."""
        self._open[close] = identity
        try:
            yield
        finally:
            del self._open[close]

    def close(self, session: str) -> None:
        """Close every page of one sign-in."""
        for close, whose in list(self._open.items()):
            if whose.session == session:
                close()

    @property
    def are_open(self) -> bool:
        """Whether anybody has one."""
        return bool(self._open)

    def are_full(self, name: str) -> bool:
        """Whether an account has as many open pages as one may have: those stay, a new one is refused."""
        return sum(whose.actor.name == name for whose in list(self._open.values())) >= Limits().account_pages

    def close_all(self) -> None:
        """Close every page: what they showed is no longer served."""
        for close in list(self._open):
            close()


@dataclass
class Process:
    """One running server. `store` None: the data is still being prepared."""

    home: Path
    store: Store | None = None
    accounts: Accounts | None = None
    address: str = "127.0.0.1"
    port: int = 8501
    must_sign_in: bool = False  # CHISO_AUTH=required
    is_demonstration: bool = False
    hosts: frozenset[str] = frozenset()  # further names under which the server may be called
    failure: str = ""  # why the data could not be prepared, for people
    pages: Pages = field(default_factory=Pages)
    links: Links = field(default_factory=Links)  # of generated files: each opens for its own sign-in
    uploads: Uploads = field(default_factory=Uploads)
    demonstration: Store | None = None  # beside the real data, once somebody wanted to see it
    demonstration_news: str = ""  # how far its making is
    adding: str = ""  # which further agency comes into the demonstration while the first is read
    waiting: tuple[Store, Accounts] | None = None  # the real home that waits for its first administrator
    night: threading.Thread | None = None  # that makes tonight's backup
    inbox: Inbox = field(default_factory=Inbox)
    outbox: Outbox = field(default_factory=Outbox)
    door: str = ""  # the token of commands beside the server; '' where none is answered
    changing: threading.RLock = field(default_factory=threading.RLock)

    def adopt(self, store: Store, people: Accounts | None = None) -> None:
        """Serve this store from now on, to commands too."""
        self._shut()
        self.is_demonstration = store.is_demonstration
        self.accounts = people or Accounts(store)
        self.accounts.on_kill += [self.pages.close, self.links.forget]
        self.store = store
        self.door = beside.announce(store.home, self.url)

    def _shut(self) -> None:
        if self.store is not None:
            beside.withdraw(self.store.home, self.door)
        self.door = ""

    # ---- from the demonstration to real data, and both beside each other (chiso/homes.py)

    def prepare_real(self, agency: str, name: str = "", short_name: str = "") -> str:
        """An empty real home as `homes.prepare` makes it; the address that makes its first administrator."""
        with self.changing:
            if not self.is_demonstration:
                raise Refused("already_real", "Bản cài đặt này đang dùng dữ liệu thật rồi.")
            if self.waiting is not None:
                self.waiting[0].close()
                self.waiting = None
            homes.prepare(self.home, agency, name, short_name)
            people = self.waiting_accounts()
            assert people is not None
            return f"/kich-hoat#ma={people.first_link()}"

    def waiting_accounts(self) -> Accounts | None:
        """The accounts of the real home that waits for its first administrator; None where there is none."""
        with self.changing:
            home = homes.prepared(self.home) if self.waiting is None and self.is_demonstration else None
            if home is not None:
                store = homes.opened(home)
                self.waiting = (store, Accounts(store))
            return self.waiting[1] if self.waiting else None

    def serve_real(self) -> None:
        """The real home has its administrator: everybody looks at it from now on; the demonstration stays beside."""
        with self.changing:
            if self.waiting is None:
                return
            store, people = self.waiting
            homes.serve(self.home, store.home)
            self.demonstration, self.waiting = self.store, None
            self.adopt(store, people)
            acts.audit(store, ONE_TIME_LINK, "real_use_started", store.agency)
        self.pages.close_all()

    def show_demonstration(self) -> None:
        """Open the demonstration beside the real data; it is made in the background where there is none."""
        with self.changing:
            if self.demonstration is not None or self.is_demonstration or self.demonstration_news:
                return
            self.demonstration_news = "Đang chuẩn bị dữ liệu minh họa…"
        threading.Thread(target=self._make_demonstration, name="demonstration", daemon=True).start()

    def _make_demonstration(self) -> None:
        tell = partial(setattr, self, "demonstration_news")
        self.demonstration = self.build_demonstration(homes.demonstration(self.home), tell)
        self.demonstration_news = ""
        if self.demonstration is not None:
            self.add_to_demonstration(self.demonstration)

    def build_demonstration(self, home: Path, tell: Callable[[str], None]) -> Store | None:
        """The demonstration in `home`; None where it cannot be made, and `failure` says why."""
        from chiso import demo  # needed once in the life of an installation, not at every start

        try:
            return demo.build(home, progress=tell)
        except ChisoError as error:
            LOG.warning("the demonstration could not be opened: %s", error.message)
            self.failure = error.message
        except Exception:
            LOG.exception("the demonstration could not be built")
            self.failure = "Không tạo được dữ liệu minh họa. Hãy chạy lệnh: python -m chiso demo"
        return None

    def add_to_demonstration(self, store: Store) -> None:
        """Its further agencies, where they are not there yet; `adding` says meanwhile which one comes."""
        if store.fact(homes.OTHERS) != homes.WANTED:
            return
        from chiso import demo

        try:
            demo.add_others(store, progress=partial(setattr, self, "adding"))
        except Exception:
            LOG.exception("the demonstration's other agencies could not be added")
        self.adding = ""

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the server."""
        host = "127.0.0.1" if self.address in ("0.0.0.0", "::") else self.address
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def welcomes_visitors(self) -> bool:
        """With demonstration data on 127.0.0.1 nobody has to sign in; in every other case everybody must."""
        return self.is_demonstration and not self.must_sign_in and is_loopback(self.address)

    def identity(self, token: str, *, is_local: bool) -> Identity | None:
        """Who comes with this cookie; `is_local`: the request came from this machine to a loopback name."""
        session = self.accounts.session(token) if self.accounts else None
        found = self.named(session.name, session.token_hash) if session else None
        return found or (_VISITOR if is_local and self.accounts and self.welcomes_visitors else None)

    def named(self, name: str, session: str) -> Identity | None:
        """Who the gate named in its headers, looked up anew: for every run of the frame."""
        if self.accounts is None:
            return None
        if name == VISITOR and not session:
            return _VISITOR if self.welcomes_visitors else None
        found = self.accounts.session_by_hash(session)
        user = self.accounts.user(name)
        if found is None or user is None or found.name != name:
            return None
        return Identity(user.actor, session)

    def still_holds(self, identity: Identity) -> bool:
        """Whether an open page may go on."""
        return self.named(identity.actor.name, identity.session) is not None

    def first_administrator_link(self) -> str | None:
        """The link to print at the start where everybody must sign in and nobody can administer."""
        if self.accounts is None or self.welcomes_visitors or self.accounts.has_administrator():
            return None
        return accounts.link(self.accounts.first_link(), self.url)

    def close(self) -> None:
        """Store what is still in memory and let go of the database."""
        self._shut()
        if self.accounts is not None:
            self.accounts.keep_up()
        for store in (self.store, self.demonstration, self.waiting[0] if self.waiting else None):
            if store is not None:
                store.close()
        self.store = self.accounts = self.demonstration = self.waiting = None


_current: Process | None = None


def use(process: Process | None) -> None:
    """Make this the process of the server (or of a test)."""
    global _current
    _current = process


def current() -> Process:
    """The process of the server. LookupError before the start."""
    if _current is None:
        raise LookupError("the server has not started: use app.py")
    return _current
