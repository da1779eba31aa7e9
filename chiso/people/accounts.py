"""People, their roles and their sign-ins: kept on the server, checked on the server, ended on the server.

Passwords are Argon2id hashes (OWASP's first choice: 19 MiB, two passes, one lane); after a right one the code of the
second factor is asked for where the account has one. Sources: OWASP ASVS 5.0 V6 and V7, design of this project.
"""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from chiso.core import clock
from chiso.core.errors import Refused, UnknownName
from chiso.people import acts, users
from chiso.people.actor import ADMINISTER, ONE_TIME_LINK, Actor
from chiso.people.guesses import NOWHERE, Browser, Guesses, token_hash
from chiso.people.passwords import checked_password, hashed, verified
from chiso.people.second_factor import ENROL, SecondFactors
from chiso.people.sessions import IDLE_MINUTES, SESSION_HOURS, Session, Sessions
from chiso.people.users import NEW_PASSWORD, User, checked_display_name, checked_limit, checked_name
from chiso.store import Store

__all__ = [
    "IDLE_MINUTES", "SESSION_HOURS", "Accounts", "Browser", "Session", "SignIn", "User", "link", "token_hash",
]  # fmt: skip

LINK_HOURS = 24


@dataclass(frozen=True)
class SignIn:
    """How a step of a sign-in ended: 'ok' with `token` and `device` for the cookies (without where the browser keeps
    the sign-in that it has), and `recovery` codes where some were made; 'code' or 'enrol' with the `token` of a ticket
    for the next step; 'wrong', 'throttled', 'expired'."""

    outcome: str
    token: str = ""
    device: str = ""
    recovery: tuple[str, ...] = ()


class Accounts(Sessions):
    """The accounts and sign-ins of one home."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._guesses = Guesses(store)
        self.second = SecondFactors(store, self._users, self._lock)

    # ---- signing in

    def sign_in(self, name: str, password: str, browser: Browser = NOWHERE) -> SignIn:
        """Check a pair; slow on purpose, call it off the event loop. Unknown names take and answer the same."""
        name = name.strip().lower()[:64]
        outcome = self._evaluated(name, browser, lambda user: _has_password(user, password))
        user = self.user(name)
        if outcome != "ok" or user is None:
            return SignIn(outcome)
        step = self.second.step(user)
        return SignIn(step, self.second.ticket(user)) if step else self._begin(name, browser)

    def finish(self, ticket: str, code: str, browser: Browser = NOWHERE) -> SignIn:
        """The step after the password: the code, or the first code of a second factor that is switched on by it."""
        opened = self.second.opened(ticket)
        if opened is None:
            return SignIn("expired")
        name = opened.user.name
        outcome = self._evaluated(name, browser, lambda _: self.second.fits(opened, code))
        if outcome != "ok":
            return SignIn(outcome)
        if not self.second.close(ticket):
            return SignIn("expired")
        if not opened.secret:
            return self._begin(name, browser)
        made = self.second.switch_on(opened.user, opened.secret)
        return self._go_on(name, "second_factor", browser, made)

    def _evaluated(self, name: str, browser: Browser, is_right: Callable[[User | None], bool]) -> str:
        """'ok', 'wrong', or 'throttled': then nothing was evaluated."""
        guess = self._guesses.of(name, browser, is_account=name in self._users)
        if not self._guesses.take(guess):
            return "throttled"
        if not is_right(self.user(name)):
            self._guesses.was_wrong(guess)
            return "wrong"
        self._guesses.was_right(guess)
        return "ok"

    def _begin(self, name: str, browser: Browser) -> SignIn:
        return SignIn("ok", self._begin_session(name), self._guesses.remember(name, browser))

    def _go_on(self, name: str, how: str, browser: Browser, recovery: list[str] | None = None) -> SignIn:
        """What opens the account is another thing now: every sign-in ends but this browser's, which it goes on with, or
        has from now on."""
        self._sign_out(name, how, beside=browser.session)
        kept = self.session_by_hash(browser.session)
        begun = SignIn("ok") if kept and kept.name == name else self._begin(name, browser)
        return replace(begun, recovery=tuple(recovery or ()))

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

    def sign_out_everywhere(self, actor: Actor, name: str) -> None:
        """End every sign-in of one account, as an administrator."""
        actor.needs(ADMINISTER)
        acts.audit(self._store, actor, "sessions_ended", name)
        self._sign_out(name, "administrator")

    def keep_up(self) -> None:
        """Store what was noted in memory, guesses too; end links that a clock made which has been set back since."""
        self._guesses.flush()
        now = clock.utc_now()
        self._store.execute("accounts/end_links", now=now, until=now + clock.SLACK)
        super().keep_up()

    # ---- what people change of their own accounts: the password is asked for again, as at the sign-in

    def change_password(self, name: str, old: str, new: str, browser: Browser = NOWHERE) -> SignIn:
        """A new password of one's own. Refused: `weak_password`."""
        checked_password(name, new)
        outcome = self._evaluated(name, browser, lambda user: _has_password(user, old))
        if outcome != "ok":
            return SignIn(outcome)
        user = self._known(name)
        self._keep_password(user.actor, name, hashed(new))
        return self._go_on(name, "password", browser)

    def enrol(self, name: str, password: str, browser: Browser = NOWHERE) -> SignIn:
        """The first step of switching the second factor on; `finish` is the other."""
        outcome = self._evaluated(name, browser, lambda user: _has_password(user, password))
        user = self._known(name)
        if outcome != "ok" or user.second_factor:
            return SignIn("expired" if outcome == "ok" else outcome)
        return SignIn(ENROL, self.second.ticket(user))

    def end_second_factor(self, name: str, password: str, code: str, browser: Browser = NOWHERE) -> SignIn:
        """Switch one's own off. Refused: `code_required`."""
        self.second.check_may_end(self._known(name))
        outcome = self._evaluated(name, browser, lambda user: self._has_both(user, password, code))
        if outcome != "ok":
            return SignIn(outcome)
        self.second.switch_off(self._known(name))
        return self._go_on(name, "second_factor", browser)

    def renew_codes(self, name: str, password: str, code: str, browser: Browser = NOWHERE) -> SignIn:
        """New recovery codes of one's own."""
        outcome = self._evaluated(name, browser, lambda user: self._has_both(user, password, code))
        if outcome != "ok":
            return SignIn(outcome)
        return self._go_on(name, "second_factor", browser, self.second.new_codes(self._known(name)))

    def _has_both(self, user: User | None, password: str, code: str) -> bool:
        if not _has_password(user, password) or user is None or not user.second_factor:
            return False
        return self.second.is_right(user, code)

    # ---- what administrators change of second factors

    def take_away_factor(self, actor: Actor, name: str) -> None:
        """Of somebody who has lost it; every sign-in of the account ends."""
        self.second.take_away(actor, self._known(name))
        self._sign_out(name, "administrator")

    def require_code(self, actor: Actor, role: str, *, on: bool) -> None:
        """Whether accounts of the role must have a second factor; sign-ins of those who lack it end."""
        self.second.require(actor, role, on=on)
        for user in self.users():
            self._end_where_lacking(user)

    def _end_where_lacking(self, user: User) -> None:
        if self.second.step(user) == ENROL:
            self._sign_out(user.name, "administrator")

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
            display_name=checked_display_name(user.display_name, name),
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
            new = replace(new, display_name=checked_display_name(new.display_name, name))
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
        self._end_where_lacking(new)
        for session in self.sessions_of(name):
            self._close_pages(session.token_hash)

    def set_password(self, actor: Actor, name: str, password: str) -> None:
        """A new password; every sign-in of the account ends. One's own, or anybody's for an administrator."""
        self._known(name)
        self._keep_password(actor, name, hashed(checked_password(name, password)))
        self._sign_out(name, "password")

    def _keep_password(self, actor: Actor, name: str, secret: str) -> None:
        with self._lock:
            self._save(actor, NEW_PASSWORD, replace(self._users[name], password_hash=secret))

    def _save(self, actor: Actor, action: str, user: User, **detail: Any) -> None:
        """The account as it is from now on; the ledger keeps it, its secret sealed."""
        is_own = action == NEW_PASSWORD and actor.name == user.name
        with acts.act(self._store, actor, None if is_own else ADMINISTER, action, user.name) as doing:
            doing.detail = detail
            doing.kept = users.save(self._store, user, actor.name)
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
        now = clock.utc_now()
        rows = self._store.rows(
            "accounts/open_link", token_hash=token_hash(token), now=now, until=now + clock.SLACK
        )
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


def _has_password(user: User | None, password: str) -> bool:
    """An unknown name takes as long."""
    return verified(user.password_hash if user else None, password) and user is not None


def link(token: str, base: str | None = None) -> str:
    """The address at which a one-time token sets a password."""
    host, port = os.environ.get("CHISO_HOST") or "127.0.0.1", os.environ.get("CHISO_PORT") or "8501"
    return f"{base or f'http://{host}:{port}'}/kich-hoat#ma={token}"  # behind "#": in no log of a proxy
