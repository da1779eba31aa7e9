"""Guesses at passwords: how many a place has left, what is remembered of them, which browsers are known.

Limits are those of `passwords.Throttle`. What is written: counts per account, place and hour. A wrong guess is
written at once, for it must outlast a restart; those refused without a look are counted in memory and written by
`flush`, so that a flood of them costs no disk. Names that no account has stand as a part of their digest: they are
limited like others, and nobody's password, typed into the wrong field, is ever kept.
"""

import hashlib
import ipaddress
import secrets
import threading
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta

from chiso.core import clock
from chiso.people.passwords import DAY, Guess, Throttle
from chiso.store import Store

DEVICE_DAYS = 90  # so long a browser is known after its last sign-in
_STRANGERS = 1024  # how many kinds of names without an account are told apart
_PLACES = 1_000  # rows of one hour; further places share a row per account


@dataclass(frozen=True)
class Browser:
    """What asks: its address (the proxy's word where the proxy is trusted), the token of its device cookie, the hash
    of the token of the sign-in that it has."""

    address: str = ""
    device: str = ""
    session: str = ""


NOWHERE = Browser()


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def place_of(address: str) -> str:
    """One place behind an address: of IPv6 the /64, which one customer has whole."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)


class Guesses:
    """The guesses of one home, and its known browsers."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._throttle = Throttle()
        self._refused: Counter[Guess] = Counter()
        self._places: set[Guess] = set()
        self._hour = now = clock.utc_now()
        self._lock = threading.Lock()
        for row in store.rows("accounts/recent_guesses", since=now - DAY):
            guess = Guess(row["name"], row["address"], row["device"])
            self._throttle.recall(guess, row["last_at"], row["wrong"])

    def of(self, name: str, browser: Browser, *, is_account: bool) -> Guess:
        """The guess that this browser makes; the same work for a name without an account."""
        digest = token_hash(name)
        known = "" if not browser.device else token_hash(browser.device)
        since = clock.utc_now() - timedelta(days=DEVICE_DAYS)
        if known and not self._store.value(
            "accounts/knows_device", token_hash=known, name=name[:64], since=since
        ):
            known = ""
        key = name if is_account else f"?{int(digest[:8], 16) % _STRANGERS}"
        return Guess(key, place_of(browser.address), known)

    def take(self, guess: Guess) -> bool:
        """Whether it may be evaluated; it counts as wrong from now on, until `was_right`."""
        if self._throttle.take(guess):
            return True
        with self._lock:
            self._refused[self._told_apart(guess)] += 1
        return False

    def was_right(self, guess: Guess) -> None:
        """It was no guess. Earlier wrong ones still count."""
        self._throttle.give_back(guess)

    def was_wrong(self, guess: Guess) -> None:
        """It is written down."""
        with self._lock:
            guess = self._told_apart(guess)
        self._write(guess, wrong=1)

    def flush(self) -> None:
        """Write how many were refused without a look."""
        with self._lock:
            refused, self._refused = self._refused, Counter()
        for guess, times in refused.items():
            self._write(guess, refused=times)

    def is_locked(self, name: str) -> bool:
        """Whether some place cannot sign in to the account at the moment."""
        return self._throttle.is_locked(name)

    def forgive(self, name: str) -> None:
        """Everybody may guess at the account anew."""
        self._store.execute("accounts/forgive_guesses", name=name)
        self._throttle.forget(name)

    def remember(self, name: str, browser: Browser) -> str:
        """The browser has signed in to the account; its new token. It stays known to the accounts of the one before."""
        token, now = secrets.token_urlsafe(32), clock.utc_now()
        before, since = token_hash(browser.device), now - timedelta(days=DEVICE_DAYS)
        with self._store.transaction():
            self._store.execute(
                "accounts/add_device", token_hash=token_hash(token), name=name, now=now, before=before
            )
            self._store.execute("accounts/drop_devices", token_hash=before, since=since)
        return token

    def _told_apart(self, guess: Guess) -> Guess:
        """The guess under its place, or without one where this hour has seen too many."""
        hour = clock.utc_now().replace(minute=0, second=0, microsecond=0)
        if hour != self._hour:
            self._hour, self._places = hour, set()
        if guess not in self._places and len(self._places) >= _PLACES:
            return replace(guess, address="", device="")
        self._places.add(guess)
        return guess

    def _write(self, guess: Guess, *, wrong: int = 0, refused: int = 0) -> None:
        now = clock.utc_now()
        hour = now.replace(minute=0, second=0, microsecond=0)
        self._store.execute(
            "accounts/note_guess", hour=hour, name=guess.name, address=guess.address, device=guess.device,
            wrong=wrong, refused=refused, at=now,
        )  # fmt: skip
