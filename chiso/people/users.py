"""One account as it is kept: a row of the database, and in the ledger a line for each change, from which the row is
made again where the database was lost. Secrets stand in the ledger only sealed with the key of the home."""

import base64
import io
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from chiso.core import clock
from chiso.core.errors import Refused, TooLong
from chiso.core.vietnamese import nfc
from chiso.people import acts
from chiso.people.actor import ADMINISTER, VISITOR, Actor, allows, checked_role
from chiso.store import Store, originals
from chiso.store.ledger import Line

NEW_PASSWORD = "password_changed"
FACTOR_ON, FACTOR_OFF, FACTOR_LOST = "second_factor_on", "second_factor_off", "second_factor_taken_away"
CODES_MADE, CODE_USED = "recovery_codes_made", "recovery_code_used"
LONGEST_NAME = 100
LONGEST_LOGIN = 32
LOGIN_RULE = "2–32 chữ thường không dấu, chữ số, dấu chấm, gạch ngang"
_NAME = re.compile(r"^[a-z0-9][a-z0-9._-]{1,31}$")
_SECRETS = ("password_hash", "second_factor")  # fields of User that are written down sealed, or not at all


@dataclass(frozen=True)
class User:
    """One account, limited to `unit`, a node of the unit tree. Without `password_hash` its link is not used yet; what
    `second_factor` holds is sealed with the key of the home (chiso/people/second_factor.py), None: switched off."""

    name: str
    display_name: str = ""
    role: str = "viewer"
    unit: str | None = None
    is_active: bool = True
    password_hash: str | None = None
    second_factor: str | None = None

    @property
    def actor(self) -> Actor:
        """Who acts where the account does."""
        return Actor(self.name, self.role, self.unit)

    @property
    def administers(self) -> bool:
        """Whether somebody can sign in with it and administer."""
        return self.is_active and self.password_hash is not None and allows(self.role, ADMINISTER, self.unit)


def checked_name(name: str) -> str:
    """The name as it is stored; Refused where it is none."""
    name = name.strip().lower()
    if not _NAME.match(name) or name == VISITOR:
        raise Refused(
            "bad_name",
            f"Tên đăng nhập gồm {LOGIN_RULE}. Hãy chọn tên khác.",
        )
    return name


def checked_display_name(text: str, name: str) -> str:
    """The name that people see, as it is stored; the account's where nothing is left. Refused where it is too long."""
    text = nfc(text)
    if len(text) > LONGEST_NAME:
        raise TooLong("Họ tên", LONGEST_NAME, "bad_name")
    return text or name


def checked_limit(role: str, unit: str | None) -> None:
    """Refused where there is no such role, or an administrator would be one who administers nothing."""
    checked_role(role)
    if unit is not None and allows(role, ADMINISTER) and not allows(role, ADMINISTER, unit):
        raise Refused(
            "limited_admin",
            "Quản trị viên không thể bị giới hạn trong một đơn vị. Hãy để “Mọi đơn vị”, hoặc chọn vai trò khác.",
        )


def read(store: Store) -> dict[str, User]:
    """{name: account} of the home."""
    return {row["name"]: User(**row) for row in store.rows("accounts/users")}


def save(store: Store, user: User, who: str) -> dict[str, Any]:
    """Writes the row, inside a transaction; what the ledger keeps of it. Raises `key_missing`."""
    said = asdict(user)
    store.execute("accounts/save_user", **said, now=clock.utc_now(), who=who)
    secrets = {name: said.pop(name) for name in _SECRETS}
    return {"user": said, "sealed": sealed(store.home, json.dumps(secrets))}


@acts.redoes(
    "user_added", "user_changed", NEW_PASSWORD, FACTOR_ON, FACTOR_OFF, FACTOR_LOST, CODES_MADE, CODE_USED
)
def redo(store: Store, line: Line) -> None:
    """Puts what a line of the ledger says about an account into a database that lacks it; once or several times, the
    account is the same. Other lines (a link was given) change nothing. Its sign-ins end: they knew an older state.

    Raises `key_missing` where its secrets are sealed with a key that is not there.
    """
    said, text = line.get("user"), line.get("sealed")
    if said is None:
        return
    secrets = _known_secrets(store, line) if text is None else json.loads(opened(store.home, text))
    user = User(**said, **secrets)
    at = clock.utc_now()
    with store.transaction():
        store.execute("accounts/save_user", **asdict(user), now=at, who=line["who"])
        for session in store.rows("accounts/open_sessions", now=at):
            if session["name"] == user.name:
                digest = session["token_hash"]
                store.execute("accounts/end_session", token_hash=digest, now=at, how="administrator")


def _known_secrets(store: Store, line: Line) -> dict[str, Any]:
    """Of a line of before secrets were kept: what the database has. A password that was changed then is not known
    any more, the one before it must not open again: the account needs a link."""
    known = None if line["action"] == NEW_PASSWORD else read(store).get(line["user"]["name"])
    return {name: getattr(known, name, None) for name in _SECRETS}


def sealed(home: Path, text: str) -> str:
    """The text encrypted with the key of the home. Raises `key_missing`."""
    target = io.BytesIO()
    originals.seal(io.BytesIO(text.encode()), target, originals.key(home, create=True))
    return base64.b64encode(target.getvalue()).decode()


def opened(home: Path, text: str) -> str:
    """What `sealed` made of it. Raises `key_missing`, also where the key is another one."""
    file = io.BytesIO(base64.b64decode(text))
    file.seek(len(originals.MAGIC))
    try:
        return b"".join(originals.opened(file, originals.key(home))).decode()
    except ValueError as error:
        missing = originals.KeyMissing(originals.key_path(home), is_other=True)
        # No KeyMissing: where this one text was sealed with an older key, the start goes on without it.
        raise Refused(missing.code, missing.message) from error
