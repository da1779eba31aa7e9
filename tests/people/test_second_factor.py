"""The second factor: which codes are right, once each; what stands between password and code; what is kept of it.

Codes are those of RFC 6238, appendix B (SHA-1, the last six of its eight digits).
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chiso.core.errors import Refused
from chiso.people import codes, second_factor
from chiso.people.accounts import Accounts, Browser, SignIn, User, token_hash
from chiso.people.actor import Actor
from chiso.store import DATABASE, Store
from chiso.store.ledger import LEDGER
from tests.people.test_accounts import lost_and_redone
from tests.worlds import fresh_home
from tests.worlds.people import ADMIN, audited_acts

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890" of the RFC
RFC = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924",
       2000000000: "279037", 20000000000: "353130"}  # fmt: skip
FIRST, SECOND, LATER = 1111111109, 1111111111, 1234567890  # the first two lie in two steps beside each other
PASSWORD, NEW = "lúa chín ngoài đồng", "sông dài ra biển"


class Clock:
    """A clock that tests set, in seconds since 1970."""

    def __init__(self) -> None:
        self.at(FIRST)

    def at(self, seconds: int) -> None:
        self.now = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("chiso.core.clock.utc_now", made)
    monkeypatch.setattr("chiso.people.codes.new_secret", lambda: SECRET)
    return made


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fresh_home.bare(tmp_path_factory.mktemp("second") / "home") as opened:
        yield opened


@pytest.fixture
def store(home: Store, clock: Clock) -> Store:
    """Without an account, for each test."""
    with home.transaction(), home._cursor() as cursor:
        for table in ("users", "sessions", "guesses", "devices", "code_steps"):
            cursor.execute(f"truncate {table}")
    home.set_fact(second_factor.REQUIRED, "")
    return home


@pytest.fixture
def people(store: Store, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    """An administrator `an`, editors `ba` and `bo`; hashes cost nothing here, how they are made is tested elsewhere."""
    return staffed(store, monkeypatch)


def staffed(store: Store, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    for module in ("accounts", "second_factor"):
        monkeypatch.setattr(f"chiso.people.{module}.hashed", lambda word: f"kept {word}")
        monkeypatch.setattr(f"chiso.people.{module}.verified", lambda kept, word: kept == f"kept {word}")
    made = Accounts(store)
    made.add(ADMIN, User("an", role="admin"), PASSWORD)
    for name in ("ba", "bo"):
        made.add(ADMIN, User(name, role="editor"), PASSWORD)
    return made


def switched_on(people: Accounts, name: str = "ba") -> tuple[str, ...]:
    """Its recovery codes; the code of FIRST is used up."""
    ticket = people.enrol(name, PASSWORD)
    assert ticket.outcome == "enrol"
    done = people.finish(ticket.token, RFC[FIRST])
    assert done.outcome == "ok"
    return done.recovery


def with_code(people: Accounts, code: str, name: str = "ba") -> str:
    """How the whole sign-in ends."""
    return people.finish(people.sign_in(name, PASSWORD).token, code).outcome


# --- codes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", RFC)
def test_codes_are_those_of_the_rfc(clock: Clock, seconds: int) -> None:
    clock.at(seconds)
    assert codes.step_of(SECRET, RFC[seconds], after=-1) == seconds // 30


@pytest.mark.parametrize(
    ("seconds", "step"),
    [(-61, None), (-60, None), (-30, 37037036), (0, 37037036), (30, 37037036), (60, None)],
)
def test_clocks_may_differ_by_one_step(clock: Clock, seconds: int, step: int | None) -> None:
    clock.at(FIRST + seconds)
    assert codes.step_of(SECRET, RFC[FIRST], after=-1) == step


@pytest.mark.parametrize("typed", ["", "81804", "0081804", "mã sáu số", "０８１８０４", "x" * 1000])
def test_other_words_are_no_code(clock: Clock, typed: str) -> None:
    assert codes.step_of(SECRET, typed, after=-1) is None


def test_secret_has_160_bits_and_recovery_codes_differ() -> None:
    assert len({codes.new_secret() for _ in range(3)}) == 3
    assert len(codes.new_secret()) * 5 == 160
    made = codes.new_recovery_codes()
    assert len(set(made)) == 10
    assert all(len(code) == 12 and code.isdecimal() for code in made)


# --- signing in ---------------------------------------------------------------------------------------------------


def test_without_a_second_factor_the_password_is_enough(people: Accounts) -> None:
    assert people.sign_in("ba", PASSWORD).outcome == "ok"


def test_right_password_gives_a_ticket_that_is_no_session(people: Accounts, clock: Clock) -> None:
    switched_on(people)
    half = people.sign_in("ba", PASSWORD)
    assert (half.outcome, half.device) == ("code", "")
    assert people.session(half.token) is None
    clock.at(SECOND)
    done = people.finish(half.token, "050 471")
    assert done.outcome == "ok"
    assert people.session(done.token) is not None


def test_wrong_password_tells_nothing_of_the_second_factor(people: Accounts) -> None:
    switched_on(people)
    assert people.sign_in("ba", "sai") == people.sign_in("khong.co", "sai") == SignIn("wrong")


def test_code_opens_once(people: Accounts, clock: Clock) -> None:
    switched_on(people)
    assert with_code(people, RFC[FIRST]) == "wrong", "it was given to switch the second factor on"
    clock.at(SECOND)
    assert with_code(people, RFC[SECOND]) == "ok"
    assert with_code(people, RFC[SECOND]) == "wrong"
    assert with_code(people, RFC[FIRST]) == "wrong", "nor one of before"


@pytest.mark.parametrize("back", [3_600, 86_400], ids=["hour", "day"])
def test_no_older_code_opens_where_the_clock_was_set_back_and_later_ones_do(
    people: Accounts, clock: Clock, back: int
) -> None:
    switched_on(people)
    clock.at(FIRST - back)
    code = codes.pyotp.TOTP(SECRET).at(FIRST - back)
    assert with_code(people, code) == "wrong"
    clock.at(SECOND)
    assert with_code(people, RFC[SECOND]) == "ok"


def test_code_that_was_used_is_known_after_a_restart(people: Accounts, store: Store) -> None:
    switched_on(people)
    assert with_code(Accounts(store), RFC[FIRST]) == "wrong"


def test_ticket_opens_once_and_ends(people: Accounts, clock: Clock) -> None:
    switched_on(people)
    clock.at(SECOND)
    first, second = (people.sign_in("ba", PASSWORD).token for _ in range(2))
    assert people.finish(first, RFC[SECOND]).outcome == "ok"
    clock.at(LATER)
    assert people.finish(first, RFC[LATER]).outcome == "expired"
    assert people.finish(second, RFC[LATER]).outcome == "expired"  # its five minutes are over
    assert people.finish("", RFC[LATER]).outcome == "expired"
    late = people.sign_in("ba", PASSWORD).token
    clock.now += timedelta(minutes=5)
    assert people.finish(late, RFC[LATER]).outcome == "expired"


def test_ticket_of_a_clock_that_was_set_back_ends(people: Accounts, clock: Clock) -> None:
    switched_on(people)
    clock.at(LATER)
    ticket = people.sign_in("ba", PASSWORD)
    clock.at(LATER - 30)
    assert people.second.opened(ticket.token)
    clock.at(LATER - 3_600)
    assert people.second.opened(ticket.token) is None


def test_ticket_opens_its_own_account_with_its_own_code(
    people: Accounts, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    switched_on(people)
    monkeypatch.setattr("chiso.people.codes.new_secret", lambda: "A" * 32)
    clock.at(LATER)
    ticket = people.enrol("bo", PASSWORD).token
    assert people.finish(ticket, RFC[LATER]).outcome == "wrong"
    done = people.finish(people.sign_in("ba", PASSWORD).token, RFC[LATER])
    session = people.session(done.token)
    assert session is not None
    assert session.name == "ba"


def test_ticket_ends_with_a_new_password(people: Accounts, clock: Clock) -> None:
    switched_on(people)
    ticket = people.sign_in("ba", PASSWORD).token
    people.set_password(ADMIN, "ba", NEW)
    clock.at(SECOND)
    assert people.finish(ticket, RFC[SECOND]).outcome == "expired"


def test_wrong_codes_are_guesses_like_wrong_passwords(people: Accounts, clock: Clock) -> None:
    switched_on(people)
    clock.at(SECOND)
    ticket = people.sign_in("ba", PASSWORD).token
    assert [people.finish(ticket, "000000").outcome for _ in range(6)] == ["wrong"] * 5 + ["throttled"]
    assert people.finish(ticket, RFC[SECOND]).outcome == "throttled"
    assert people.sign_in("ba", PASSWORD).outcome == "throttled"
    assert people.is_locked("ba")
    people.unlock(ADMIN, "ba")
    assert people.finish(ticket, RFC[SECOND]).outcome == "ok"


def test_recovery_code_opens_once_and_the_others_stay(people: Accounts, store: Store) -> None:
    recovery = switched_on(people)
    assert with_code(people, codes.in_fours(recovery[3])) == "ok"
    assert with_code(people, recovery[3]) == "wrong"
    user = people.user("ba")
    assert user is not None
    assert people.second.recovery_left(user) == 9
    assert with_code(Accounts(store), recovery[3]) == "wrong"
    assert with_code(Accounts(store), recovery[4]) == "ok"


def test_of_two_who_come_with_one_recovery_code_the_first_goes_on(people: Accounts) -> None:
    (first, *_) = switched_on(people)
    assert [people.second._spend("ba", f"kept {first}") for _ in range(2)] == [True, False]


def test_reset_link_does_not_take_the_second_factor_away(people: Accounts) -> None:
    switched_on(people)
    people.use_link(people.new_link(ADMIN, "ba"), "", NEW)
    assert people.sign_in("ba", NEW).outcome == "code"


# --- one's own account --------------------------------------------------------------------------------------------


def test_switching_on_asks_for_the_password_and_one_code_and_ends_other_sign_ins(
    people: Accounts, clock: Clock
) -> None:
    here, there = (people.sign_in("ba", PASSWORD).token for _ in range(2))
    foreign = people.sign_in("bo", PASSWORD).token
    assert people.enrol("ba", "sai").outcome == "wrong"
    ticket = people.enrol("ba", PASSWORD).token
    assert people.finish(ticket, "000000").outcome == "wrong"
    assert people.sign_in("ba", PASSWORD).outcome == "ok", "nothing is on before the code was right"
    done = people.finish(ticket, RFC[FIRST], Browser(session=token_hash(here)))
    assert (len(done.recovery), done.token) == (10, "")
    assert people.session(here) is not None
    assert people.session(there) is None
    clock.at(SECOND)
    done = people.renew_codes("ba", PASSWORD, RFC[SECOND], Browser(session=token_hash(foreign)))
    session = people.session(done.token)
    assert session is not None, "another account's sign-in is none of this one"
    assert session.name == "ba"
    assert people.enrol("ba", PASSWORD).outcome == "expired", "it is on already"


def test_switching_off_asks_for_password_and_code(people: Accounts, clock: Clock) -> None:
    switched_on(people)
    clock.at(SECOND)
    assert people.end_second_factor("ba", "sai", RFC[SECOND]).outcome == "wrong"
    assert people.end_second_factor("ba", PASSWORD, "000000").outcome == "wrong"
    assert people.end_second_factor("bo", PASSWORD, RFC[SECOND]).outcome == "wrong"
    assert people.end_second_factor("ba", PASSWORD, RFC[SECOND]).outcome == "ok"
    assert people.sign_in("ba", PASSWORD).outcome == "ok"


def test_new_recovery_codes_replace_the_old(people: Accounts, clock: Clock) -> None:
    old = switched_on(people)
    clock.at(SECOND)
    assert people.renew_codes("ba", PASSWORD, "000000").outcome == "wrong"
    new = people.renew_codes("ba", PASSWORD, RFC[SECOND]).recovery
    assert len(set(new)) == 10
    assert with_code(people, old[0]) == "wrong"
    assert with_code(people, new[0]) == "ok"


def test_own_password_is_changed_with_the_old_one_and_ends_other_sign_ins(people: Accounts) -> None:
    here, there = (people.sign_in("ba", PASSWORD).token for _ in range(2))
    assert people.change_password("ba", "sai", NEW).outcome == "wrong"
    with pytest.raises(Refused, match="quá dễ đoán"):
        people.change_password("ba", PASSWORD, "matkhau123")
    done = people.change_password("ba", PASSWORD, NEW, Browser(session=token_hash(here)))
    assert (done.outcome, done.token) == ("ok", "")
    assert people.session(here) is not None
    assert people.session(there) is None
    assert people.sign_in("ba", PASSWORD).outcome == "wrong"
    assert people.sign_in("ba", NEW).outcome == "ok"
    journal = audited_acts(people._store)
    assert "ba" in journal[journal["what"] == "password_changed"]["who"].tolist()


def test_guesses_at_the_old_password_are_guesses(people: Accounts) -> None:
    outcomes = [people.change_password("ba", "sai", NEW).outcome for _ in range(6)]
    assert outcomes == ["wrong"] * 5 + ["throttled"]
    assert people.sign_in("ba", PASSWORD, Browser("198.51.100.9")).outcome == "ok"


# --- administrators -----------------------------------------------------------------------------------------------


def test_required_role_enrols_before_it_gets_a_session(people: Accounts) -> None:
    before = people.sign_in("ba", PASSWORD).token
    people.require_code(ADMIN, "editor", on=True)
    assert people.session(before) is None, "who lacks it has to sign in anew"
    assert people.sign_in("an", PASSWORD).outcome == "ok", "another role"
    half = people.sign_in("ba", PASSWORD)
    assert half.outcome == "enrol"
    assert people.session(half.token) is None
    done = people.finish(half.token, RFC[FIRST])
    assert people.session(done.token) is not None
    with pytest.raises(Refused, match="bắt buộc"):
        people.end_second_factor("ba", PASSWORD, RFC[SECOND])
    people.require_code(ADMIN, "editor", on=False)
    assert people.sign_in("bo", PASSWORD).outcome == "ok"


def test_who_gets_a_role_that_requires_it_signs_in_anew(people: Accounts) -> None:
    people.require_code(ADMIN, "uploader", on=True)
    token = people.sign_in("ba", PASSWORD).token
    people.change(ADMIN, "ba", role="uploader")
    assert people.session(token) is None
    assert people.sign_in("ba", PASSWORD).outcome == "enrol"


def test_lost_factor_is_taken_away_by_an_administrator_alone(people: Accounts) -> None:
    switched_on(people)
    for actor in (Actor("bo", "editor"), Actor("ba", "editor"), Actor("x", "admin", "stp-vp")):
        with pytest.raises(Refused) as refused:
            people.take_away_factor(actor, "ba")
        assert refused.value.code == "forbidden"
        with pytest.raises(Refused) as refused:
            people.require_code(actor, "editor", on=True)
        assert refused.value.code == "forbidden"
    people.take_away_factor(ADMIN, "ba")
    assert people.sessions_of("ba") == []
    assert people.sign_in("ba", PASSWORD).outcome == "ok"


# --- what is kept -------------------------------------------------------------------------------------------------


def test_no_secret_stands_anywhere_in_clear(people: Accounts, store: Store, clock: Clock) -> None:
    recovery = switched_on(people)
    clock.at(SECOND)
    ticket = people.sign_in("ba", PASSWORD).token
    people.finish(ticket, recovery[0])
    said = audited_acts(store).to_string() + (store.home / LEDGER).read_text(encoding="utf-8")
    said += str([store.rows(f"accounts/{name}") for name in ("users",)])
    store.checkpoint()
    whole = (store.home / DATABASE).read_bytes()
    for secret in (SECRET, *recovery, ticket):
        assert secret not in said
    assert not re.search(f"(?<![0-9a-f]){RFC[FIRST]}(?![0-9a-f])", said)  # a digest may hold any six digits
    for secret in (SECRET, *recovery, ticket, RFC[FIRST]):
        assert secret.encode() not in whole
    journal = set(audited_acts(store)["what"])
    assert {"second_factor_on", "recovery_code_used"} <= journal


def test_recovery_codes_are_kept_as_argon2id(slow_passwords: None, store: Store) -> None:
    people = Accounts(store)
    people.add(ADMIN, User("ca", role="viewer"), PASSWORD)
    done = people.finish(people.enrol("ca", PASSWORD).token, RFC[FIRST])
    user = people.user("ca")
    assert user is not None
    kept = people.second._factor(user).recovery
    assert all(one.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for one in kept)
    assert with_code(people, done.recovery[9], "ca") == "ok"


def test_second_factor_comes_back_from_the_ledger(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    with fresh_home.bare(home) as store:
        people = staffed(store, monkeypatch)
        used, *others = switched_on(people)
        assert with_code(people, used) == "ok"
    with lost_and_redone(home, 2) as again:
        back = Accounts(again)
        assert with_code(back, used) == "wrong"
        assert with_code(back, others[0]) == "ok"
        clock.at(SECOND)
        assert with_code(back, RFC[SECOND]) == "ok"
