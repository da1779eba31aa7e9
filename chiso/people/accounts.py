"""People, their roles and their sign-ins: kept on the server, checked on the server, ended on the server.

Passwords are Argon2id hashes (OWASP's first choice: 19 MiB, two passes, one lane); a session is a random
token of which only the SHA-256 is stored. Sources: OWASP ASVS 5.0 V6 and V7, design of this project.
"""

import os
import secrets
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chiso.core import clock
from chiso.core.errors import Refused, UnknownName
from chiso.people import acts, users
from chiso.people.actor import ADMINISTER, ONE_TIME_LINK, Actor
from chiso.people.guesses import NOWHERE, Browser, Guesses, token_hash
from chiso.people.passwords import checked_password, hashed, verified
from chiso.people.users import NEW_PASSWORD, User, checked_limit, checked_name
from chiso.store import Store

__all__ = ["Accounts", "Browser", "Session", "SignIn", "User", "link", "token_hash"]

SESSION_HOURS = 8
IDLE_MINUTES = 120
LINK_HOURS = 24


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
    """How a sign-in ended: `token` and `device` for the cookies, or `outcome` 'wrong' or 'throttled'."""

    outcome: str
    token: str = ""
    device: str = ""


class Accounts:
    """The accounts and sign-ins of one home. Reading is in memory; every change is stored first."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.RLock()
        self._guesses = Guesses(store)
        self.on_kill: list[Callable[[str], None]] = []  # called with the token hash whose pages must go
        self._kept_at = now = clock.utc_now()
        self._users = users.read(store)
        self._sessions = {
            row["token_hash"]: Session(**row) for row in store.rows("accounts/open_sessions", now=now)
        }

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
        """The same by what is stored of the token; its account is still active."""
        found = self._sessions.get(digest)
        return found if found and found.is_valid(clock.utc_now()) and self.user(found.name) else None

    def sessions_of(self, name: str) -> list[Session]:
        """The valid sign-ins of one account."""
        now = clock.utc_now()
        return [found for found in self._sessions.values() if found.name == name and found.is_valid(now)]

    def has_administrator(self, *, beside: str = "") -> bool:
        """Whether somebody can sign in and administer, `beside` this account."""
        return any(user.administers for user in self._users.values() if user.name != beside)

    # ---- signing in and out

    def sign_in(self, name: str, password: str, browser: Browser = NOWHERE) -> SignIn:
        """Check a pair; slow on purpose, call it off the event loop. Unknown names take and answer the same."""
        name = name.strip().lower()[:64]
        guess = self._guesses.of(name, browser, is_account=name in self._users)
        if not self._guesses.take(guess):
            return SignIn("throttled")
        user = self.user(name)
        if not verified(user.password_hash if user else None, password) or user is None:
            self._guesses.was_wrong(guess)
            return SignIn("wrong")
        self._guesses.was_right(guess)
        return self._begin(name, browser)

    def _begin(self, name: str, browser: Browser) -> SignIn:
        token, now = secrets.token_urlsafe(32), clock.utc_now()
        session = Session(token_hash(token), name, now, now, now + timedelta(hours=SESSION_HOURS))
        self._store.execute("accounts/add_session", **asdict(session))
        with self._lock:
            self._sessions[session.token_hash] = session
        self._note(name, "sign_in")
        return SignIn("ok", token, self._guesses.remember(name, browser))

    def is_locked(self, name: str) -> bool:
        """Whether wrong guesses keep some place out of the account."""
        return self._guesses.is_locked(name)

    def unlock(self, actor: Actor, name: str) -> None:
        """Forgive the wrong guesses at one account, as an administrator."""
        actor.needs(ADMINISTER)
        self._known(name)
        with self._store.transaction():
            acts.audit(self._store, actor, "sign_in_unlocked", name)
            self._guesses.forgive(name)

    def sign_out(self, digest: str, how: str = "sign_out") -> None:
        """End one sign-in and close its pages."""
        with self._lock:
            session = self._sessions.pop(digest, None)
        if session is None:
            return
        self._store.execute("accounts/end_session", token_hash=digest, now=clock.utc_now(), how=how)
        self._note(session.name, "sign_out", how=how)
        self._close_pages(digest)

    def sign_out_everywhere(self, actor: Actor, name: str) -> None:
        """End every sign-in of one account, as an administrator."""
        actor.needs(ADMINISTER)
        acts.audit(self._store, actor, "sessions_ended", name)
        self._sign_out(name, "administrator")

    def _sign_out(self, name: str, how: str) -> None:
        for digest in [found.token_hash for found in self._sessions.values() if found.name == name]:
            self.sign_out(digest, how)

    def touch(self, digest: str) -> None:
        """A person did something: put off the idle end. In memory; `keep_up` stores it."""
        now = clock.utc_now()
        with self._lock:
            found = self._sessions.get(digest)
            if found and now - found.seen_at > timedelta(seconds=30):
                self._sessions[digest] = replace(found, seen_at=now)

    def keep_up(self) -> None:
        """Store what was noted in memory; end sign-ins that grew too old or were left alone, and close their pages."""
        now = clock.utc_now()
        since, self._kept_at = self._kept_at, now
        self._guesses.flush()
        for found in list(self._sessions.values()):
            if not found.is_valid(now):
                self.sign_out(found.token_hash, "expired")
            elif found.seen_at >= since:
                self._store.execute(
                    "accounts/touch_session", token_hash=found.token_hash, seen_at=found.seen_at
                )

    def _close_pages(self, digest: str) -> None:
        for close in self.on_kill:
            close(digest)

    def _note(self, name: str, what: str, **detail: Any) -> None:
        """Sign-ins are for the audit log; they change no data, so the ledger does not have them."""
        acts.audit(self._store, Actor(name, ""), what, detail=detail)

    # ---- changing accounts

    def add(self, actor: Actor, user: User, password: str | None = None) -> str | None:
        """Make an account. Without a password the answer is a one-time token for `link`, else None."""
        name = checked_name(user.name)
        checked_limit(user.role, user.unit)
        if name in self._users:
            raise Refused("name_taken", f"Đã có tài khoản “{name}”. Hãy chọn tên khác.")
        user = replace(
            user,
            name=name,
            display_name=user.display_name.strip() or name,
            is_active=True,
            password_hash=None if password is None else hashed(checked_password(name, password)),
        )
        self._save(actor, "user_added", user, role=user.role, unit=user.unit)
        return self._token(name) if password is None else None

    def change(self, actor: Actor, name: str, **changes: Any) -> None:
        """Change role, unit, is_active or display_name; the account's pages start again with it at once."""
        with self._lock:
            old = self._known(name)
            new = replace(old, **changes)
            if old.administers and not new.administers and not self.has_administrator(beside=name):
                raise Refused(
                    "last_admin",
                    "Đây là quản trị viên cuối cùng đang hoạt động. Hãy trao quyền quản trị cho người khác trước.",
                )
            if (new.role, new.unit) != (old.role, old.unit):
                checked_limit(new.role, new.unit)
            self._save(actor, "user_changed", new, **{key: str(value) for key, value in changes.items()})
        if not new.is_active:
            self._sign_out(name, "administrator")
        for session in self.sessions_of(name):
            self._close_pages(session.token_hash)

    def set_password(self, actor: Actor, name: str, password: str) -> None:
        """A new password; every sign-in of the account ends. One's own, or anybody's for an administrator."""
        self._known(name)
        secret = hashed(checked_password(name, password))
        with self._lock:
            self._save(actor, NEW_PASSWORD, replace(self._users[name], password_hash=secret))
        self._sign_out(name, "password")

    def _save(self, actor: Actor, action: str, user: User, **detail: Any) -> None:
        """The account as it is from now on; the ledger keeps it, its secret sealed."""
        is_own = action == NEW_PASSWORD and actor.name == user.name
        with acts.act(self._store, actor, None if is_own else ADMINISTER, action, user.name) as doing:
            doing.detail = detail
            doing.kept = users.save(self._store, user, clock.utc_now(), actor.name)
        self._users[user.name] = user

    def new_link(self, actor: Actor, name: str) -> str:
        """A token with which `name` sets a password, given by an administrator; earlier ones end."""
        self._known(name)
        with acts.act(self._store, actor, ADMINISTER, "link_given", name):
            return self._token(name)

    def first_link(self) -> str:
        """A token with which the first administrator makes his account; earlier ones end."""
        return self._token(None)

    def _token(self, name: str | None) -> str:
        token, now = secrets.token_urlsafe(32), clock.utc_now()
        digest, end = token_hash(token), now + timedelta(hours=LINK_HOURS)
        with self._store.transaction():
            self._store.execute("accounts/close_links", name=name, now=now)
            self._store.execute("accounts/add_link", token_hash=digest, name=name, now=now, expires_at=end)
        return token

    def link_owner(self, token: str) -> tuple[bool, str | None]:
        """(may be used, its account or None for the first administrator)."""
        rows = self._store.rows("accounts/open_link", token_hash=token_hash(token), now=clock.utc_now())
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
                self._guesses.forgive(owner)
            self._store.execute("accounts/close_links", name=owner, now=clock.utc_now())
        return owner or checked_name(name)

    def _known(self, name: str) -> User:
        if name not in self._users:
            raise UnknownName("tài khoản", name)
        return self._users[name]


def link(token: str, base: str | None = None) -> str:
    """The address at which a one-time token sets a password."""
    host, port = os.environ.get("CHISO_HOST") or "127.0.0.1", os.environ.get("CHISO_PORT") or "8501"
    return f"{base or f'http://{host}:{port}'}/kich-hoat#ma={token}"  # behind "#": in no log of a proxy
