"""People, their roles and their sign-ins: kept on the server, checked on the server, ended on the server.

Passwords are Argon2id hashes (OWASP's first choice: 19 MiB, two passes, one lane); a session is a random
token of which only the SHA-256 is stored. Sources: OWASP ASVS 5.0 V6 and V7, design of this project.
"""

import hashlib
import os
import re
import secrets
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chiso.core.clock import Clock, utc_now
from chiso.core.errors import Refused, UnknownName
from chiso.people import acts, roles
from chiso.people.actor import ONE_TIME_LINK, VISITOR, Actor
from chiso.people.passwords import GUESS_MINUTES, Throttle, checked_password, hashed, verified
from chiso.store import Store

SESSION_HOURS = 8
IDLE_MINUTES = 120
LINK_HOURS = 24
_NAME = re.compile(r"^[a-z0-9][a-z0-9._-]{1,31}$")


@dataclass(frozen=True)
class User:
    """One account; `unit` limits it to that node of the unit tree. `password_hash` None: the one-time link is not
    used yet."""

    name: str
    display_name: str = ""
    role: str = "viewer"
    unit: str | None = None
    is_active: bool = True
    password_hash: str | None = None

    @property
    def actor(self) -> Actor:
        """Who acts when this account does."""
        return Actor(self.name, self.role, self.unit)


@dataclass(frozen=True)
class Session:
    """One sign-in, known by the hash of its token."""

    token_hash: str
    name: str
    started_at: datetime
    seen_at: datetime
    expires_at: datetime

    def is_valid(self, now: datetime) -> bool:
        """Neither too old nor left alone too long."""
        return now < self.expires_at and now < self.seen_at + timedelta(minutes=IDLE_MINUTES)


@dataclass(frozen=True)
class SignIn:
    """How a sign-in ended: `token` for the cookie, or `outcome` 'wrong' or 'throttled'."""

    outcome: str
    token: str = ""


class Accounts:
    """The accounts and sign-ins of one home. Reading is in memory; every change is stored first."""

    def __init__(self, store: Store, *, clock: Clock = utc_now) -> None:
        self._store = store
        self._clock = clock
        self._lock = threading.RLock()
        self._throttle = Throttle(clock)
        self._unsaved: set[str] = set()
        self.on_kill: list[Callable[[str], None]] = []  # called with the token hash whose pages must go
        self._users = {str(row["name"]): _user(row) for row in store.rows("accounts/users")}
        rows = store.rows("accounts/open_sessions", now=clock())
        self._sessions = {str(row["token_hash"]): Session(**row) for row in rows}
        since = clock() - timedelta(minutes=GUESS_MINUTES)
        for row in store.rows("accounts/recent_guesses", since=since):
            self._throttle.recall(str(row["name"]), row["guessed_at"])

    # ---- looking

    def user(self, name: str) -> User | None:
        """The active account of that name."""
        found = self._users.get(name)
        return found if found and found.is_active else None

    def users(self) -> list[User]:
        """All accounts in the order of their names."""
        return sorted(self._users.values(), key=lambda user: user.name)

    def session(self, token: str) -> Session | None:
        """The valid sign-in of a cookie's token."""
        return self.session_by_hash(token_hash(token)) if token else None

    def session_by_hash(self, digest: str) -> Session | None:
        """The valid sign-in with this token hash, of an account that is still active."""
        found = self._sessions.get(digest)
        return found if found and found.is_valid(self._clock()) and self.user(found.name) else None

    def sessions_of(self, name: str) -> list[Session]:
        """The valid sign-ins of one account."""
        now = self._clock()
        return [found for found in self._sessions.values() if found.name == name and found.is_valid(now)]

    def has_administrator(self) -> bool:
        """Whether somebody can sign in and administer."""
        return any(user.is_active and user.role == "admin" and user.password_hash for user in self.users())

    # ---- signing in and out

    def sign_in(self, name: str, password: str) -> SignIn:
        """Check a pair; slow on purpose, call it off the event loop. Unknown names take and answer the same."""
        name = name.strip().lower()[:64]
        if not self._throttle.take(name):
            self._note(name, "sign_in_throttled")
            return SignIn("throttled")
        user = self.user(name)
        stored = user.password_hash if user else None
        if not verified(stored, password) or user is None:
            self._note(name, "sign_in_failed")
            return SignIn("wrong")
        self._throttle.give_back(name)
        return SignIn("ok", self._start(user))

    def sign_out(self, digest: str, how: str = "sign_out") -> None:
        """End one sign-in and close its pages."""
        with self._lock:
            session = self._sessions.pop(digest, None)
            self._unsaved.discard(digest)
        if session is None:
            return
        self._store.execute("accounts/end_session", token_hash=digest, now=self._clock(), how=how)
        self._note(session.name, "sign_out", how=how)
        self._kill(digest)

    def sign_out_everywhere(self, actor: Actor, name: str) -> None:
        """End every sign-in of one account, as an administrator."""
        actor.needs(roles.ADMINISTER)
        acts.audit(self._store, actor, "sessions_ended", name, at=self._clock())
        self.end_sessions(name)

    def end_sessions(self, name: str, how: str = "administrator") -> None:
        """End every sign-in of one account."""
        for digest in [found.token_hash for found in self._sessions.values() if found.name == name]:
            self.sign_out(digest, how)

    def touch(self, digest: str) -> None:
        """A person did something: put off the idle end. In memory; `save_touched` stores it."""
        now = self._clock()
        with self._lock:
            found = self._sessions.get(digest)
            if found and now - found.seen_at > timedelta(seconds=30):
                self._sessions[digest] = replace(found, seen_at=now)
                self._unsaved.add(digest)

    def end_expired(self) -> None:
        """End sign-ins that grew too old or were left alone, and close their pages."""
        now = self._clock()
        for found in [kept for kept in self._sessions.values() if not kept.is_valid(now)]:
            self.sign_out(found.token_hash, "expired")

    def save_touched(self) -> None:
        """Store what `touch` noted, for the next start of the server."""
        with self._lock:
            touched = [found for key in self._unsaved if (found := self._sessions.get(key))]
            self._unsaved.clear()
        if touched:
            with self._store.transaction():
                for found in touched:
                    self._store.execute(
                        "accounts/touch_session", token_hash=found.token_hash, seen_at=found.seen_at
                    )

    def _start(self, user: User) -> str:
        token, now = secrets.token_urlsafe(32), self._clock()
        expires = now + timedelta(hours=SESSION_HOURS)
        session = Session(token_hash(token), user.name, now, now, expires)
        self._store.execute(
            "accounts/add_session", token_hash=session.token_hash, name=user.name, now=now, expires_at=expires
        )
        with self._lock:
            self._sessions[session.token_hash] = session
        self._note(user.name, "sign_in")
        return token

    def _kill(self, digest: str) -> None:
        for close in self.on_kill:
            close(digest)

    # ---- changing accounts

    def add(self, actor: Actor, user: User, password: str | None = None) -> str | None:
        """Make an account. Without a password the answer is a one-time token for `link`, else None."""
        name = checked_name(user.name)
        roles.checked(user.role)
        if name in self._users:
            raise Refused("name_taken", f"Đã có tài khoản “{name}”. Hãy chọn tên khác.")
        secret = None if password is None else hashed(checked_password(name, password))
        user = replace(
            user,
            name=name,
            display_name=user.display_name.strip() or name,
            is_active=True,
            password_hash=secret,
        )
        with acts.act(self._store, actor, roles.ADMINISTER, "user_added", name) as doing:
            self._store.execute(
                "accounts/add_user",
                name=name,
                display_name=user.display_name,
                role=user.role,
                unit_id=user.unit,
                password_hash=secret,
                now=self._clock(),
                who=actor.name,
            )
            doing.detail = {"role": user.role, "unit": user.unit}
            doing.kept = {"user": _plain(user)}
        self._users[name] = user
        return self._token(name) if password is None else None

    def change(self, actor: Actor, name: str, **changes: Any) -> User:
        """Change role, unit, is_active or display_name; the account's pages start again with it at once."""
        old = self._known(name)
        new = replace(old, **changes)
        roles.checked(new.role)
        if _administers(old) and not _administers(new) and not self._other_administrator(name):
            raise Refused(
                "last_admin",
                "Đây là quản trị viên cuối cùng đang hoạt động. Hãy trao quyền quản trị cho người khác trước.",
            )
        with acts.act(self._store, actor, roles.ADMINISTER, "user_changed", name) as doing:
            self._store.execute(
                "accounts/change_user",
                name=name,
                display_name=new.display_name,
                role=new.role,
                unit_id=new.unit,
                is_active=new.is_active,
            )
            doing.detail = {key: str(value) for key, value in changes.items()}
            doing.kept = {"user": _plain(new)}
        self._users[name] = new
        if new.is_active:
            for session in self.sessions_of(name):
                self._kill(session.token_hash)
        else:
            self.end_sessions(name)
        return new

    def set_password(self, actor: Actor, name: str, password: str) -> None:
        """A new password; every sign-in of the account ends. One's own, or anybody's for an administrator."""
        user = self._known(name)
        secret = hashed(checked_password(name, password))
        ability = None if actor.name == name else roles.ADMINISTER
        with acts.act(self._store, actor, ability, "password_changed", name):
            self._store.execute("accounts/set_password", name=name, password_hash=secret, now=self._clock())
        self._users[name] = replace(user, password_hash=secret)
        self.end_sessions(name, "password")

    def new_link(self, actor: Actor, name: str) -> str:
        """A token with which `name` sets a password, given by an administrator; earlier ones end."""
        self._known(name)
        with acts.act(self._store, actor, roles.ADMINISTER, "link_given", name):
            return self._token(name)

    def first_link(self) -> str:
        """A token with which the first administrator makes his account; earlier ones end."""
        return self._token(None)

    def _token(self, name: str | None) -> str:
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._store.transaction():
            self._store.execute("accounts/close_links", name=name, now=now)
            self._store.execute(
                "accounts/add_link",
                token_hash=token_hash(token),
                name=name,
                now=now,
                expires_at=now + timedelta(hours=LINK_HOURS),
            )
        return token

    def link_owner(self, token: str) -> tuple[bool, str | None]:
        """(may be used, its account or None for the first administrator)."""
        rows = self._store.rows("accounts/open_link", token_hash=token_hash(token), now=self._clock())
        if not rows or (rows[0]["name"] is None and self.has_administrator()):
            return False, None
        return True, rows[0]["name"]

    def use_link(self, token: str, name: str, password: str) -> str:
        """Set the password that a one-time link allows; the answer is the account's name."""
        with self._lock:
            usable, owner = self.link_owner(token)
            if not usable:
                raise Refused("link_used", "Đường dẫn này đã dùng hoặc đã hết hạn. Hãy xin đường dẫn mới.")
            if owner is None:
                self.add(ONE_TIME_LINK, User(name, role="admin"), password)
            else:
                self.set_password(ONE_TIME_LINK, owner, password)
            self._store.execute("accounts/close_links", name=owner, now=self._clock())
        return owner or checked_name(name)

    def _known(self, name: str) -> User:
        if name not in self._users:
            raise UnknownName("tài khoản", name)
        return self._users[name]

    def _other_administrator(self, name: str) -> bool:
        return any(_administers(user) for user in self.users() if user.name != name)

    def _note(self, name: str, what: str, **detail: Any) -> None:
        """Sign-ins are for the audit log; they change no data, so the ledger does not have them."""
        acts.audit(self._store, Actor(name, ""), what, detail=detail, at=self._clock())


def link(token: str, base: str | None = None) -> str:
    """The address at which a one-time token sets a password."""
    host, port = os.environ.get("CHISO_HOST") or "127.0.0.1", os.environ.get("CHISO_PORT") or "8501"
    return f"{base or f'http://{host}:{port}'}/kich-hoat?ma={token}"


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def checked_name(name: str) -> str:
    """The name as it is stored; Refused where it is none."""
    name = name.strip().lower()
    if not _NAME.match(name) or name == VISITOR:
        raise Refused(
            "bad_name",
            "Tên đăng nhập gồm 2–32 chữ thường không dấu, chữ số, dấu chấm, gạch ngang. Hãy chọn tên khác.",
        )
    return name


def _administers(user: User) -> bool:
    return user.is_active and user.role == "admin" and user.password_hash is not None


def _plain(user: User) -> dict[str, Any]:
    """What may stand in the ledger: no secret."""
    return {name: value for name, value in asdict(user).items() if name != "password_hash"}


def _user(row: dict[str, Any]) -> User:
    return User(
        str(row["name"]),
        str(row["display_name"] or row["name"]),
        str(row["role"]),
        row["unit_id"],
        bool(row["is_active"]),
        row["password_hash"],
    )
