"""Codes of the second factor: TOTP (RFC 6238: SHA-1, 30 seconds, six digits, which every authenticator app takes) and
the recovery codes beside it, each for one use. Pure: no store, no web."""

import hmac
import secrets
from datetime import UTC

import pyotp

from chiso.core import clock

STEP_SECONDS = 30
DIGITS = 6
RECOVERY_CODES, RECOVERY_DIGITS = 10, 12  # digits alone: the keyboard of a telephone shows nothing else there


def new_secret() -> str:
    """160 random bits in base 32."""
    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """What an app reads from the picture."""
    return pyotp.TOTP(secret, issuer="chiso", name=name).provisioning_uri()


def compact(typed: str) -> str:
    """A code without the spaces and dashes between its groups."""
    return "".join(sign for sign in typed if sign.isalnum())


def in_fours(text: str) -> str:
    """As people type it from a screen."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def step_of(secret: str, code: str, after: int) -> int | None:
    """The time step whose code this is: the present one or a neighbour, as clocks go wrong by half a minute; later
    than `after`, the last one accepted. None: it is no such code."""
    now = int(clock.utc_now().replace(tzinfo=UTC).timestamp()) // STEP_SECONDS
    fitting = pyotp.TOTP(secret, digits=DIGITS)
    for step in (now - 1, now, now + 1):
        if step > after and hmac.compare_digest(fitting.generate_otp(step).encode(), code.encode()):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Codes for whoever has lost the telephone."""
    return [f"{secrets.randbelow(10**RECOVERY_DIGITS):0{RECOVERY_DIGITS}d}" for _ in range(RECOVERY_CODES)]
