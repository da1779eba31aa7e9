"""The second factor of accounts: a TOTP secret and recovery codes, sealed with the key of the home wherever they are
written; the roles that must have one; the tickets between a right password and the code."""

import json
import secrets
import threading
from collections.abc import Mapping, MutableMapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chiso.core import clock
from chiso.core.errors import Refused
from chiso.people import acts, codes, users
from chiso.people.actor import ADMINISTER, ROLES, Actor, checked_role
from chiso.people.guesses import token_hash
from chiso.people.passwords import hashed, verified
from chiso.people.users import CODE_USED, CODES_MADE, FACTOR_LOST, FACTOR_OFF, FACTOR_ON, User
from chiso.store import Store
from chiso.store.ledger import Line

REQUIRED = "code_required"  # the act, and the fact that lists the roles
TICKET_MINUTES = 5
CODE, ENROL = "code", "enrol"


@dataclass(frozen=True)
class Factor:
    """What is sealed: the secret of the app, and the Argon2id hashes of the recovery codes that are not used yet."""

    secret: str
    recovery: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ticket:
    """Given for a right password, good for the next step and nothing else; it ends at any change of its account.
    With a `secret` the step is to switch the second factor on, else to give its code."""

    user: User
    ends: datetime
    secret: str = ""


class SecondFactors:
    """Those of one home, over the accounts that `users` knows."""

    def __init__(self, store: Store, known: MutableMapping[str, User], lock: threading.RLock) -> None:
        self._store, self._users, self._lock = store, known, lock
        self._one_code = threading.RLock()  # at a time is looked at and used up
        self._tickets: Mapping[str, Ticket] = {}

    def required(self) -> frozenset[str]:
        """The roles that must have one."""
        return frozenset((self._store.fact(REQUIRED) or "").split())

    def step(self, user: User) -> str:
        """What follows a right password: `CODE`, `ENROL`, or '' for nothing."""
        return CODE if user.second_factor else ENROL if user.role in self.required() else ""

    def recovery_left(self, user: User) -> int:
        """How many recovery codes are not used yet. Raises `key_missing`."""
        return len(self._factor(user).recovery)

    # ---- between password and code

    def ticket(self, user: User) -> str:
        """A new ticket; only its hash is kept, in memory."""
        token, now = secrets.token_urlsafe(32), clock.utc_now()
        made = Ticket(
            user, now + timedelta(minutes=TICKET_MINUTES), "" if user.second_factor else codes.new_secret()
        )
        with self._lock:
            open_ones = {key: one for key, one in self._tickets.items() if one.ends > now}
            self._tickets = {**open_ones, token_hash(token): made}
        return token

    def opened(self, token: str) -> Ticket | None:
        """The ticket while it is good; one of a clock that has been set back since is not."""
        found, now = self._tickets.get(token_hash(token)), clock.utc_now()
        if found is None or self._users.get(found.user.name) != found.user:
            return None
        is_good = now < found.ends <= now + timedelta(minutes=TICKET_MINUTES) + clock.SLACK
        return found if is_good else None

    def close(self, token: str) -> bool:
        """Whether it was there still: of two who come with one ticket the first goes on."""
        with self._lock:
            left = dict(self._tickets)
            found = left.pop(token_hash(token), None)
            self._tickets = left
        return found is not None

    # ---- codes

    def fits(self, ticket: Ticket, typed: str) -> bool:
        """Whether the code opens the ticket; it is used up then."""
        if not ticket.secret:
            return self.is_right(ticket.user, typed)
        return self._is_new(ticket.user.name, ticket.secret, codes.compact(typed))

    def is_right(self, user: User, typed: str) -> bool:
        """Whether it is a code of the account, of the app or for recovery; it is used up then. Raises `key_missing`."""
        factor, typed = self._factor(user), codes.compact(typed)
        if len(typed) != codes.RECOVERY_DIGITS:
            return self._is_new(user.name, factor.secret, typed)
        spent = next((kept for kept in factor.recovery if verified(kept, typed)), None)
        return spent is not None and self._spend(user.name, spent)

    def _is_new(self, name: str, secret: str, code: str) -> bool:
        with self._one_code:
            last = self._store.value("accounts/last_code_step", name=name)
            step = codes.step_of(secret, code, after=-1 if last is None else last)
            if step is not None:
                self._store.execute("accounts/note_code_step", name=name, step=step)
        return step is not None

    def _spend(self, name: str, spent: str) -> bool:
        """Looks again under the lock: of two who come with one recovery code the first goes on."""
        with self._one_code:
            user = self._users[name]
            factor = self._factor(user)
            if spent not in factor.recovery:
                return False
            left = tuple(kept for kept in factor.recovery if kept != spent)
            self._save(user.actor, CODE_USED, user, replace(factor, recovery=left))
        return True

    # ---- changing

    def switch_on(self, user: User, secret: str) -> list[str]:
        """From now on the code is asked for; the recovery codes, which nobody can show again."""
        return self._with_codes(FACTOR_ON, user, secret)

    def new_codes(self, user: User) -> list[str]:
        """New recovery codes; the ones before are worth nothing any more."""
        return self._with_codes(CODES_MADE, user, self._factor(user).secret)

    def _with_codes(self, action: str, user: User, secret: str) -> list[str]:
        made = codes.new_recovery_codes()
        kept = tuple(hashed(code) for code in made)
        self._save(user.actor, action, user, Factor(secret, kept))
        return made

    def check_may_end(self, user: User) -> None:
        """Refused where the role must have a second factor."""
        if user.role in self.required():
            raise Refused(
                "code_required",
                f"Vai trò {ROLES[user.role].word} bắt buộc xác thực hai bước nên không tắt được. Mất điện thoại: hãy "
                "dùng mã khôi phục hoặc nhờ quản trị viên gỡ.",
            )

    def switch_off(self, user: User) -> None:
        """The account's own wish; `check_may_end` comes before it."""
        self._save(user.actor, FACTOR_OFF, user, None)

    def take_away(self, actor: Actor, user: User) -> None:
        """As an administrator, of somebody who has lost it; where the role needs one, the next sign-in makes a new."""
        actor.needs(ADMINISTER)
        self._save(actor, FACTOR_LOST, user, None)

    def require(self, actor: Actor, role: str, *, on: bool) -> None:
        """From now on the role must have one, or need not. Refused: `forbidden`, `bad_role`."""
        checked_role(role)
        with self._lock, acts.act(self._store, actor, ADMINISTER, REQUIRED, role) as doing:
            roles = self.required() | {role} if on else self.required() - {role}
            doing.detail = {"required": on}
            doing.kept = {"roles": sorted(roles)}
            self._store.set_fact(REQUIRED, " ".join(sorted(roles)))

    def _save(self, actor: Actor, action: str, user: User, factor: Factor | None) -> None:
        sealed = None if factor is None else users.sealed(self._store.home, json.dumps(asdict(factor)))
        with self._lock, acts.act(self._store, actor, None, action, user.name) as doing:
            new = replace(self._users[user.name], second_factor=sealed)
            doing.detail = {"recovery_left": len(factor.recovery)} if factor else {}
            doing.kept = users.save(self._store, new, actor.name)
            self._users[user.name] = new

    def _factor(self, user: User) -> Factor:
        said: dict[str, Any] = json.loads(users.opened(self._store.home, user.second_factor or ""))
        return Factor(said["secret"], tuple(said["recovery"]))


@acts.redoes(REQUIRED)
def _redo(store: Store, line: Line) -> None:
    store.set_fact(REQUIRED, " ".join(line["roles"]))
