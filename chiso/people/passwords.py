"""Passwords: how they are kept, which may be used, how often one may guess. Pure: no store, no web.

Argon2id with 19 MiB and two passes is OWASP's first choice (Password Storage Cheat Sheet); the rules for
passwords and guesses follow OWASP ASVS 5.0 V6.2 and V6.3.
"""

import secrets
import threading
from datetime import datetime, timedelta

import argon2

from chiso.core import clock
from chiso.core.errors import Refused

SHORTEST = 8
LONGEST = 256
GUESSES = 5  # evaluated wrong guesses per account …
GUESS_MINUTES = 15  # … in this time

_HASHER = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# What a guess for an unknown name is compared with, so that it takes as long as one for a known name.
_DUMMY = _HASHER.hash(secrets.token_urlsafe(32))
# Each evaluation holds 19 MiB and a core for some 20 ms: two at a time leave the pages alone.
_AT_ONCE = threading.BoundedSemaphore(2)
_INVENTED_NAMES = 10_000

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


class Throttle:
    """At most GUESSES evaluated wrong guesses per name in GUESS_MINUTES; taken before the evaluation."""

    def __init__(self) -> None:
        self._taken: dict[str, list[datetime]] = {}
        self._lock = threading.Lock()

    def take(self, name: str) -> bool:
        """Whether one more guess may be evaluated; it counts from now on."""
        now = clock.utc_now()
        with self._lock:
            recent = self._recent(name, now)
            if len(recent) >= GUESSES:
                return False
            self._taken[name] = [*recent, now]
            if len(self._taken) > _INVENTED_NAMES:  # they must not fill the memory
                self._taken = {key: kept for key in self._taken if (kept := self._recent(key, now))}
            return True

    def give_back(self, name: str) -> None:
        """The guess was right: it was no guess. Earlier wrong ones still count."""
        with self._lock:
            if self._taken.get(name):
                self._taken[name].pop()

    def recall(self, name: str, moment: datetime) -> None:
        """A guess of before the restart still counts."""
        with self._lock:
            self._taken[name] = [*self._taken.get(name, []), moment]

    def _recent(self, name: str, now: datetime) -> list[datetime]:
        since = now - timedelta(minutes=GUESS_MINUTES)
        return [moment for moment in self._taken.get(name, []) if moment > since]
