"""Who is known and who is signed in: reading is in memory, every change is stored first.

A session is a random token of which only the SHA-256 is stored. Source: OWASP ASVS 5.0 V7.
"""

import secrets
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chiso.core import clock
from chiso.people import acts, users
from chiso.people.actor import Actor
from chiso.people.guesses import token_hash
from chiso.people.users import User
from chiso.store import Store

SESSION_HOURS = 8
IDLE_MINUTES = 120


@dataclass(frozen=True)
class Session:
    """One sign-in, known by the hash of its token."""

    token_hash: str
    name: str
    started_at: datetime
    seen_at: datetime
    expires_at: datetime

    def is_valid(self, now: datetime) -> bool:
        """Neither too old nor left alone too long; nor begun by a clock that has been set back since."""
        has_begun = self.started_at <= now + clock.SLACK
        return has_begun and now < self.expires_at and now < self.seen_at + timedelta(minutes=IDLE_MINUTES)


class Sessions:
    """The accounts of one home as they are known, and their sign-ins."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.RLock()
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

    # ---- beginning and ending

    def _begin_session(self, name: str) -> str:
        """The token of a new sign-in."""
        token, now = secrets.token_urlsafe(32), clock.utc_now()
        session = Session(token_hash(token), name, now, now, now + timedelta(hours=SESSION_HOURS))
        self._store.execute("accounts/add_session", **asdict(session))
        with self._lock:
            self._sessions[session.token_hash] = session
        self._note(name, "sign_in")
        return token

    def sign_out(self, digest: str, how: str = "sign_out") -> None:
        """End one sign-in and close its pages."""
        with self._lock:
            session = self._sessions.pop(digest, None)
        if session is None:
            return
        self._store.execute("accounts/end_session", token_hash=digest, now=clock.utc_now(), how=how)
        self._note(session.name, "sign_out", how=how)
        self._close_pages(digest)

    def _sign_out(self, name: str, how: str, beside: str = "") -> None:
        found = [one.token_hash for one in self._sessions.values() if one.name == name]
        for digest in found:
            if digest != beside:
                self.sign_out(digest, how)

    def touch(self, digest: str) -> None:
        """A person did something: put off the idle end. In memory; `keep_up` stores it."""
        now = clock.utc_now()
        with self._lock:
            found = self._sessions.get(digest)
            if found and abs(now - found.seen_at) > timedelta(seconds=30):
                self._sessions[digest] = replace(found, seen_at=now)

    def keep_up(self) -> None:
        """Store what was noted in memory; end sign-ins that grew too old or were left alone, and close their pages."""
        now = clock.utc_now()
        since, self._kept_at = self._kept_at, now
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
