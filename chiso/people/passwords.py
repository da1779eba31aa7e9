"""Passwords: how they are kept, which may be used, how often one may guess. Pure: no store, no web.

Argon2id with 19 MiB and two passes is OWASP's first choice (Password Storage Cheat Sheet); the rules for
passwords and guesses follow OWASP ASVS 5.0 V6.2 and V6.3.
"""

import base64
import secrets
import threading
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import argon2

from chiso.core import clock
from chiso.core.errors import Refused

SHORTEST = 8
LONGEST = 256
GUESSES = 5  # evaluated wrong guesses per account and place …
ADDRESS_GUESSES = 100  # … per address, behind which a whole office may sit …
GUESS_MINUTES = 15  # … in this time
DAY_GUESSES = 100  # per account, wherever from …
DAY = timedelta(days=1)  # … in this


def _random(size: int) -> str:
    """So many bytes that nobody knows, as Argon2 writes them: base64 without its padding."""
    return base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=")


_HASHER = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# What a guess for an unknown name is compared with, so that it takes as long as one for a known name. No password's
# hash: computing one took 20 ms of the start of every command.
_DUMMY = (
    f"$argon2id$v={argon2.low_level.ARGON2_VERSION}"
    f"$m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}"
    f"${_random(_HASHER.salt_len)}${_random(_HASHER.hash_len)}"
)
# Each evaluation holds 19 MiB and a core for some 20 ms: two at a time leave the pages alone.
_AT_ONCE = threading.BoundedSemaphore(2)
_MANY_KEYS = 10_000

# The usual first guesses, and those of this province; shorter ones fall under the length.
_COMMON_WORDS = """
password matkhau matkhau1 matkhau12 matkhau123 12345678 123456789 1234567890 11111111 00000000 88888888
66668888 qwertyui qwerty123 qwertyuiop abcd1234 abc12345 1q2w3e4r 1qaz2wsx asdfghjk iloveyou
administrator admin123 admin1234 admin12345 password1 password123 khanhhoa khanhhoa1 khanhhoa123 nhatrang
nhatrang1 sotuphap sotuphap1 vanphong vanphong1 vietnam1 vietnam123 anhyeuem emyeuanh 12341234 11223344
87654321 123123123 987654321 123qweasd p@ssw0rd p@ssword passw0rd welcome1 letmein1
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def hashed(password: str) -> str:
    """What is stored of a password; slow on purpose."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def verified(stored: str | None, password: str) -> bool:
    """Whether the password fits; without a stored hash it never does, but takes as long."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(stored or _DUMMY, password[: LONGEST + 1]) and stored is not None
        except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
            return False


def checked_password(name: str, password: str) -> str:
    """A password that `name` may use, else Refused: length and guessability count, composition does not."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused("weak_password", f"Mật khẩu phải có từ {SHORTEST} ký tự trở lên. Hãy chọn dài hơn.")
    if password.lower() in _COMMON or password.lower() == name or len(set(password)) < 3:
        raise Refused(
            "weak_password", "Mật khẩu này quá dễ đoán. Hãy chọn một câu ngắn mà chỉ mình bạn biết."
        )
    return password


@dataclass(frozen=True)
class Guess:
    """Whose password is guessed, and where: `device` is a browser that signed in to this account before."""

    name: str
    address: str = ""
    device: str = ""


class _Window:
    """How often each key came up in the last `span`. Twice `most` are remembered of one: what is counted over a full
    window and taken back leaves it full."""

    def __init__(self, most: int, span: timedelta) -> None:
        self.most, self._span = most, span
        self._at: dict[Hashable, list[datetime]] = {}
        self._tidy_at = _MANY_KEYS

    def is_full(self, key: Hashable, now: datetime) -> bool:
        return len(self._recent(key, now)) >= self.most

    def add(self, key: Hashable, moment: datetime, now: datetime) -> None:
        self._at[key] = [*self._recent(key, now), moment][-2 * self.most :]
        if len(self._at) > self._tidy_at:  # invented ones must not fill the memory
            self._at = {one: kept for one in self._at if (kept := self._recent(one, now))}
            self._tidy_at = max(_MANY_KEYS, 2 * len(self._at))

    def take_back(self, key: Hashable) -> None:
        if self._at.get(key):
            self._at[key].pop()

    def forget(self, keys: Iterable[Hashable]) -> None:
        for key in keys:
            self._at.pop(key, None)

    def names(self) -> list[Hashable]:
        return list(self._at)

    def _recent(self, key: Hashable, now: datetime) -> list[datetime]:
        until = now + clock.SLACK  # later ones would shut out for as long as the clock has been set back
        return [moment for moment in self._at.get(key, []) if now - self._span < moment <= until]


class Throttle:
    """How many guesses are evaluated, counted before the evaluation: GUESSES per account and place in GUESS_MINUTES,
    DAY_GUESSES per account a day, ADDRESS_GUESSES per address in GUESS_MINUTES. A known browser is a place of its
    own and has the first limit only: nobody elsewhere can lock it out.
    """

    def __init__(self) -> None:
        self._pairs = _Window(GUESSES, timedelta(minutes=GUESS_MINUTES))
        self._names = _Window(DAY_GUESSES, DAY)
        self._addresses = _Window(ADDRESS_GUESSES, timedelta(minutes=GUESS_MINUTES))
        self._lock = threading.Lock()

    def take(self, guess: Guess) -> bool:
        """Whether one more guess may be evaluated; it counts from now on."""
        now = clock.utc_now()
        with self._lock:
            windows = self._windows(guess)
            asked = windows[:1] if guess.device else windows
            if any(window.is_full(key, now) for window, key in asked):
                return False
            for window, key in windows:
                window.add(key, now, now)
            return True

    def give_back(self, guess: Guess) -> None:
        """The guess was right: it was no guess. Earlier wrong ones still count."""
        with self._lock:
            for window, key in self._windows(guess):
                window.take_back(key)

    def recall(self, guess: Guess, moment: datetime, times: int) -> None:
        """Guesses of before the restart still count, all as late as the last of their hour."""
        now = clock.utc_now()
        with self._lock:
            for window, key in self._windows(guess):
                for _ in range(min(times, window.most)):
                    window.add(key, moment, now)

    def is_locked(self, name: str) -> bool:
        """Whether the account is closed to some place, or to all that did not sign in before."""
        now = clock.utc_now()
        with self._lock:
            return self._names.is_full(name, now) or any(
                self._pairs.is_full(key, now) for key in self._pairs_of(name)
            )

    def forget(self, name: str) -> None:
        """The account's guesses are forgiven; those of the addresses still count."""
        with self._lock:
            self._names.forget([name])
            self._pairs.forget(self._pairs_of(name))

    def _windows(self, guess: Guess) -> list[tuple[_Window, Hashable]]:
        pair = (guess.name, guess.device or guess.address)
        return [(self._pairs, pair), (self._names, guess.name), (self._addresses, guess.address)]

    def _pairs_of(self, name: str) -> list[Hashable]:
        return [key for key in self._pairs.names() if isinstance(key, tuple) and key[0] == name]
