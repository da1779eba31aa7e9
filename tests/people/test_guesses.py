"""Guesses at passwords: how many are evaluated, for whom, what is kept of them. Figures: design of the project."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from chiso.core.errors import Refused
from chiso.people import guesses, passwords
from chiso.people.accounts import Accounts, Browser, User
from chiso.people.actor import Actor
from chiso.people.passwords import Guess, Throttle
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds.people import ADMIN, Clock, audited_acts

PASSWORD = "lúa chín ngoài đồng"
WRONG = "sai mật khẩu"
OFFICE, ELSEWHERE = Browser("203.0.113.7"), Browser("198.51.100.9")


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with fresh_home.bare(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def people(store: Store, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    """An administrator `an` and an editor `ba`; passwords cost nothing here, how they are kept is tested elsewhere."""
    monkeypatch.setattr("chiso.people.accounts.hashed", lambda password: f"kept {password}")
    monkeypatch.setattr("chiso.people.accounts.verified", lambda kept, password: kept == f"kept {password}")
    made = Accounts(store)
    made.add(ADMIN, User("an", role="admin"), PASSWORD)
    made.add(ADMIN, User("ba", role="editor"), PASSWORD)
    return made


def guessed(throttle: Throttle, guess: Guess, times: int) -> int:
    """How many of them are evaluated."""
    return sum(throttle.take(guess) for _ in range(times))


# ---- the limits


def test_five_of_an_account_and_address_and_others_go_on(clock: Clock) -> None:
    throttle = Throttle()
    assert guessed(throttle, Guess("an", "a"), 9) == 5
    assert guessed(throttle, Guess("an", "b"), 1) == 1
    assert guessed(throttle, Guess("ba", "a"), 1) == 1
    clock.pass_(minutes=15)
    assert guessed(throttle, Guess("an", "a"), 9) == 5


def test_hundred_of_an_account_a_day_from_everywhere(clock: Clock) -> None:
    throttle = Throttle()
    assert sum(guessed(throttle, Guess("an", f"a{serial}"), 5) for serial in range(30)) == 100
    clock.pass_(hours=23, minutes=59)
    assert not throttle.take(Guess("an", "new"))
    assert throttle.is_locked("an")
    assert throttle.take(Guess("ba", "new"))
    clock.pass_(minutes=1)
    assert throttle.take(Guess("an", "new"))
    assert not throttle.is_locked("an")


def test_address_is_shut_out_at_a_hundred_in_fifteen_minutes(clock: Clock) -> None:
    throttle = Throttle()
    assert sum(guessed(throttle, Guess(f"x{serial}", "office"), 3) for serial in range(33)) == 99
    assert throttle.take(Guess("an", "office"))
    assert not throttle.take(Guess("an", "office"))
    assert throttle.take(Guess("an", "home"))
    clock.pass_(minutes=15)
    assert throttle.take(Guess("an", "office"))


@pytest.mark.parametrize("back", [{"hours": 1}, {"days": 1}], ids=["hour", "day"])
def test_guesses_of_a_clock_that_was_set_back_shut_nobody_out(clock: Clock, back: dict[str, float]) -> None:
    throttle = Throttle()
    assert guessed(throttle, Guess("an", "a"), 9) == 5
    clock.pass_(seconds=-30)  # as clocks are set right every day: nobody gets further guesses by it
    assert guessed(throttle, Guess("an", "a"), 9) == 0
    clock.pass_(**{unit: -count for unit, count in back.items()})
    assert not throttle.is_locked("an")
    assert guessed(throttle, Guess("an", "a"), 9) == 5
    clock.pass_(minutes=15)
    assert guessed(throttle, Guess("an", "a"), 9) == 5


def test_known_browser_has_five_of_its_own_whatever_others_did(clock: Clock) -> None:
    throttle = Throttle()
    for serial in range(30):
        guessed(throttle, Guess("an", f"a{serial}"), 5)
        guessed(throttle, Guess(f"x{serial}", "office"), 5)
    assert guessed(throttle, Guess("an", "office", "device"), 9) == 5
    clock.pass_(minutes=15)
    assert throttle.take(Guess("an", "office", "device"))


def test_right_password_is_no_guess(clock: Clock) -> None:
    throttle = Throttle()
    for _ in range(200):
        assert throttle.take(Guess("an", "office"))
        throttle.give_back(Guess("an", "office"))
    assert guessed(throttle, Guess("an", "office"), 9) == 5


def test_right_password_of_a_known_browser_frees_no_guess_of_others(clock: Clock) -> None:
    """Who has an account could guess at others from its address without end, a sign-in of its own between two."""
    throttle, own = Throttle(), Guess("own", "office", "device")
    for serial in range(100):
        assert throttle.take(Guess(f"x{serial}", "office"))
    for serial in range(300):
        assert throttle.take(own)
        throttle.give_back(own)
        assert not throttle.take(Guess(f"y{serial}", "office"))


def test_throttle_forgets_invented_keys(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_MANY_KEYS", 3)
    window = Throttle()._pairs
    for serial in range(3):
        window.add(f"x{serial}", clock.now, clock.now)
    clock.pass_(minutes=16)
    window.add("y", clock.now, clock.now)
    assert window.names() == ["y"]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:1:2:3", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("no address", "no address"),
    ],
)
def test_place_behind_an_address(address: str, place: str) -> None:
    assert guesses.place_of(address) == place


# ---- who is kept out, and who is not


def test_nobody_locks_out_the_browser_that_was_here_before(people: Accounts, clock: Clock) -> None:
    yesterday = people.sign_in("ba", PASSWORD, OFFICE)
    clock.pass_(days=1)
    for place in (OFFICE, ELSEWHERE):
        assert [people.sign_in("ba", WRONG, place).outcome for _ in range(6)] == ["wrong"] * 5 + ["throttled"]
    assert people.sign_in("ba", PASSWORD, OFFICE).outcome == "throttled"
    known = Browser(OFFICE.address, yesterday.device)
    again = people.sign_in("ba", PASSWORD, known)
    assert again.outcome == "ok"
    assert again.device not in ("", yesterday.device)  # a new token at every sign-in …
    assert (
        people.sign_in("ba", PASSWORD, known).outcome == "throttled"
    )  # … and the one before is worth nothing


def test_browser_is_known_to_the_accounts_that_it_signed_in_to(people: Accounts) -> None:
    first = people.sign_in("an", PASSWORD, OFFICE)
    shared = people.sign_in("ba", PASSWORD, Browser(OFFICE.address, first.device))
    for name in ("an", "ba"):
        for _ in range(5):
            people.sign_in(name, WRONG, OFFICE)
    stranger = people.sign_in("an", PASSWORD, Browser(OFFICE.address, "made-up"))
    assert stranger.outcome == "throttled"
    both = Browser(OFFICE.address, shared.device)
    last = people.sign_in("an", PASSWORD, both)
    assert last.outcome == "ok"
    assert people.sign_in("ba", PASSWORD, Browser(OFFICE.address, last.device)).outcome == "ok"


def test_cookie_of_another_account_is_no_known_browser(people: Accounts) -> None:
    theirs = people.sign_in("an", PASSWORD, ELSEWHERE)
    for _ in range(5):
        people.sign_in("ba", WRONG, ELSEWHERE)
    assert people.sign_in("ba", PASSWORD, Browser(ELSEWHERE.address, theirs.device)).outcome == "throttled"


def test_only_the_hash_of_a_device_is_stored_and_it_ends(
    people: Accounts, store: Store, clock: Clock
) -> None:
    device = people.sign_in("ba", PASSWORD, OFFICE).device
    digest, now = guesses.token_hash(device), clock.now
    kept = {"token_hash": digest, "name": "ba"}
    assert store.value("accounts/knows_device", **kept, since=now - timedelta(days=90))
    assert not store.value(
        "accounts/knows_device", **{**kept, "token_hash": device}, since=datetime(2000, 1, 1)
    )
    clock.pass_(days=guesses.DEVICE_DAYS)
    for _ in range(5):
        people.sign_in("ba", WRONG, OFFICE)
    assert people.sign_in("ba", PASSWORD, Browser(OFFICE.address, device)).outcome == "throttled"


def test_day_limit_and_known_browsers_outlast_a_restart(people: Accounts, store: Store, clock: Clock) -> None:
    device = people.sign_in("ba", PASSWORD, OFFICE).device
    for serial in range(20):
        for _ in range(5):
            assert people.sign_in("ba", WRONG, Browser(f"198.51.100.{serial}")).outcome == "wrong"
    clock.pass_(hours=10)
    again = Accounts(store)
    assert again.is_locked("ba")
    assert again.sign_in("ba", PASSWORD, Browser("192.0.2.1")).outcome == "throttled"
    assert again.sign_in("ba", PASSWORD, Browser("192.0.2.1", device)).outcome == "ok"


def test_reset_link_opens_the_account_again(people: Accounts, store: Store) -> None:
    for _ in range(6):
        people.sign_in("ba", WRONG, OFFICE)
    people.use_link(people.new_link(ADMIN, "ba"), "", "một mật khẩu khác")
    assert people.sign_in("ba", "một mật khẩu khác", OFFICE).outcome == "ok"
    assert Accounts(store).sign_in("ba", "một mật khẩu khác", OFFICE).outcome == "ok"


def test_administrator_unlocks_and_it_is_written_down(people: Accounts, store: Store) -> None:
    for _ in range(5):
        people.sign_in("ba", WRONG, OFFICE)
    assert people.is_locked("ba")
    with pytest.raises(Refused):
        people.unlock(Actor("ba", "editor"), "ba")
    people.unlock(ADMIN, "ba")
    assert not people.is_locked("ba")
    assert people.sign_in("ba", PASSWORD, OFFICE).outcome == "ok"
    assert not Accounts(store).is_locked("ba")
    for _ in range(5):
        people.sign_in("ba", WRONG, OFFICE)
    assert Accounts(store).is_locked("ba")  # what came after it counts anew
    journal = audited_acts(store)
    assert journal[journal["what"] == "sign_in_unlocked"][["who", "subject"]].values.tolist() == [
        [ADMIN.name, "ba"]
    ]
    assert journal[journal["what"] == "sign_in_failed"].shape[0] == 2  # what was forgiven stays written


# ---- what is written down


def test_guesses_of_an_hour_are_one_row_with_counts(people: Accounts, store: Store, clock: Clock) -> None:
    for _ in range(305):
        people.sign_in("ba", WRONG, OFFICE)
    people.keep_up()
    clock.pass_(hours=1)
    people.sign_in("ba", WRONG, OFFICE)
    journal = audited_acts(store)
    rows = journal[journal["what"] == "sign_in_failed"]
    assert rows["who"].tolist() == ["ba", "ba"]
    assert rows["detail"].tolist() == [
        '{"address":"203.0.113.7","wrong":1,"refused":0}',
        '{"address":"203.0.113.7","wrong":5,"refused":300}',
    ]


def test_what_was_typed_as_a_name_is_kept_nowhere(people: Accounts, store: Store) -> None:
    for text in ("mật khẩu của tôi", "<img src=x>", "khong.co", "x" * 500):
        assert people.sign_in(text, WRONG, OFFICE).outcome == "wrong"
    journal = audited_acts(store)
    assert set(journal[journal["what"] == "sign_in_failed"]["who"]) == {"?"}
    for text in ("mật khẩu của tôi", "<img", "khong.co", "xxx"):
        assert text not in journal.to_string()
        assert text not in str(store.rows("accounts/recent_guesses", since=datetime(2000, 1, 1)))


def test_flood_hides_no_act(people: Accounts, store: Store, clock: Clock) -> None:
    acts = len(audited_acts(store))
    size = 25_000
    flood = {
        "hour": [clock.now] * size, "name": [f"?{serial}" for serial in range(size)], "address": [""] * size,
        "device": [""] * size, "wrong": [1] * size, "refused": [0] * size, "is_forgiven": [False] * size,
        "last_at": [clock.now + timedelta(minutes=1)] * size,
    }  # fmt: skip
    store.insert("guesses", pa.table(flood))
    journal = audited_acts(store)
    assert len(journal[journal["what"] == "sign_in_failed"]) == 1_000
    assert len(journal[journal["what"] != "sign_in_failed"]) == acts


def test_many_places_share_a_row(people: Accounts, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guesses, "_PLACES", 3)
    for serial in range(9):
        people.sign_in("ba", WRONG, Browser(f"192.0.2.{serial}"))
    rows = store.rows("accounts/recent_guesses", since=datetime(2000, 1, 1))
    assert {row["address"]: row["wrong"] for row in rows} == {
        "192.0.2.0": 1, "192.0.2.1": 1, "192.0.2.2": 1, "": 6,
    }  # fmt: skip
