"""Accounts on a store of their own: what may be guessed, what ends when, what is kept of a secret."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import argon2
import pytest

from chiso.core.errors import ChisoError, Refused, UnknownName
from chiso.people import accounts, passwords, users
from chiso.people.accounts import Accounts, User
from chiso.people.actor import Actor
from chiso.store import Store, ledger, originals
from chiso.store.ledger import LEDGER
from chiso.web.shell.process import Process
from tests.worlds import fresh_home
from tests.worlds.people import ADMIN, Clock, audited_acts

PASSWORD = "lúa chín ngoài đồng"
_serial = iter(range(10_000))


@pytest.fixture(scope="module")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fresh_home.bare(tmp_path_factory.mktemp("accounts")) as store:
        yield store


@pytest.fixture
def people(empty_store: Store, clock: Clock) -> Accounts:
    return Accounts(empty_store)


@pytest.fixture
def lan(people: Accounts) -> str:
    """An administrator, with a name no other test uses."""
    name = f"lan{next(_serial)}"
    people.add(ADMIN, User(name, role="admin"), PASSWORD)
    return name


def test_right_pair_gives_a_token_that_is_stored_only_as_its_hash(people: Accounts, lan: str) -> None:
    result = people.sign_in(lan, PASSWORD)
    assert result.outcome == "ok"
    session = people.session(result.token)
    assert session is not None
    assert session.name == lan
    rows = people._store.rows("accounts/open_sessions", now=session.started_at)
    kept = [row for row in rows if row["name"] == lan]
    assert [row["token_hash"] for row in kept] == [accounts.token_hash(result.token)]
    assert result.token not in str(kept)


def test_password_is_kept_as_argon2id_of_19_mib_and_two_passes(
    slow_passwords: None, people: Accounts, lan: str
) -> None:
    user = people.user(lan)
    assert user is not None
    assert user.password_hash is not None
    assert user.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_name_is_typed_in_any_case(people: Accounts, lan: str) -> None:
    assert people.sign_in(f" {lan.upper()} ", PASSWORD).outcome == "ok"


@pytest.mark.parametrize("name", ["khong.co", "", "x" * 500, "lan\x00", "'; drop table users"])
def test_unknown_name_answers_like_a_wrong_password(people: Accounts, name: str) -> None:
    assert people.sign_in(name, PASSWORD) == accounts.SignIn("wrong")


def test_a_guess_for_an_unknown_name_costs_what_one_for_a_known_name_does(slow_passwords: None) -> None:
    known = argon2.extract_parameters(passwords.hashed(PASSWORD))
    assert argon2.extract_parameters(passwords._DUMMY) == known


def test_a_hash_is_evaluated_for_a_name_that_nobody_has_too(
    people: Accounts, lan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluated, hasher = [], passwords._HASHER

    def verify(stored: str, password: str) -> bool:
        evaluated.append(password)
        return hasher.verify(stored, password)

    monkeypatch.setattr(passwords, "_HASHER", SimpleNamespace(verify=verify, hash=hasher.hash))
    people.sign_in("khong.ai", PASSWORD)
    people.sign_in(lan, PASSWORD)
    assert evaluated == [PASSWORD, PASSWORD]


def test_account_without_password_cannot_sign_in(people: Accounts) -> None:
    name = f"moi{next(_serial)}"
    assert people.add(ADMIN, User(name, role="viewer")) is not None
    assert people.sign_in(name, "").outcome == "wrong"


def test_sixth_guess_within_fifteen_minutes_is_not_evaluated(
    people: Accounts, lan: str, clock: Clock
) -> None:
    for _ in range(5):
        assert people.sign_in(lan, "sai mật khẩu").outcome == "wrong"
    assert people.sign_in(lan, PASSWORD).outcome == "throttled"
    clock.pass_(minutes=14)
    assert people.sign_in(lan, PASSWORD).outcome == "throttled"
    clock.pass_(minutes=1, seconds=1)
    assert people.sign_in(lan, PASSWORD).outcome == "ok"


def test_throttle_holds_for_unknown_names_too(people: Accounts) -> None:
    outcomes = [people.sign_in("ai.do", "sai mật khẩu").outcome for _ in range(6)]
    assert outcomes == ["wrong"] * 5 + ["throttled"]


def test_right_password_does_not_forgive_earlier_guesses(people: Accounts, lan: str) -> None:
    for _ in range(4):
        people.sign_in(lan, "sai mật khẩu")
    assert people.sign_in(lan, PASSWORD).outcome == "ok"
    assert people.sign_in(lan, "sai mật khẩu").outcome == "wrong"
    assert people.sign_in(lan, PASSWORD).outcome == "throttled"


def test_guesses_of_before_a_restart_still_count(people: Accounts, lan: str, clock: Clock) -> None:
    for _ in range(5):
        people.sign_in(lan, "sai")
    clock.pass_(minutes=10)
    again = Accounts(people._store)
    assert again.sign_in(lan, PASSWORD).outcome == "throttled"
    clock.pass_(minutes=5, seconds=1)
    assert Accounts(people._store).sign_in(lan, PASSWORD).outcome == "ok"


def test_session_ends_after_eight_hours_however_active(people: Accounts, lan: str, clock: Clock) -> None:
    token = people.sign_in(lan, PASSWORD).token
    for _ in range(7):
        clock.pass_(hours=1)
        people.touch(accounts.token_hash(token))
    assert people.session(token) is not None
    clock.pass_(hours=1)
    assert people.session(token) is None


@pytest.mark.parametrize("back", [{"hours": 1}, {"days": 1}], ids=["hour", "day"])
def test_session_of_a_clock_that_was_set_back_ends(
    people: Accounts, lan: str, clock: Clock, back: dict[str, float]
) -> None:
    """It would last for as long as the clock has been set back, and its eight hours."""
    token = people.sign_in(lan, PASSWORD).token
    clock.pass_(seconds=-30)  # as clocks are set right every day
    assert people.session(token)
    clock.pass_(**{unit: -count for unit, count in back.items()})
    assert people.session(token) is None
    people.keep_up()
    clock.pass_(days=1, minutes=1)
    assert people.session(token) is None, "it ended for good"


def test_idle_time_of_a_session_is_reckoned_anew_where_the_clock_was_set_back(
    people: Accounts, lan: str, clock: Clock
) -> None:
    token = people.sign_in(lan, PASSWORD).token
    clock.pass_(minutes=90)
    people.touch(accounts.token_hash(token))
    clock.pass_(minutes=-60)
    people.touch(accounts.token_hash(token))  # half an hour after its start
    clock.pass_(minutes=119)
    assert people.session(token)
    clock.pass_(minutes=1)
    assert people.session(token) is None


def test_session_left_alone_ends(people: Accounts, lan: str, clock: Clock) -> None:
    token = people.sign_in(lan, PASSWORD).token
    clock.pass_(minutes=accounts.IDLE_MINUTES)
    assert people.session(token) is None


def test_sign_out_ends_the_session_and_closes_its_pages(people: Accounts, lan: str) -> None:
    closed: list[str] = []
    people.on_kill.append(closed.append)
    token = people.sign_in(lan, PASSWORD).token
    people.sign_out(accounts.token_hash(token))
    assert people.session(token) is None
    assert closed == [accounts.token_hash(token)]


def test_new_password_ends_every_session(people: Accounts, lan: str) -> None:
    tokens = [people.sign_in(lan, PASSWORD).token for _ in range(2)]
    people.set_password(ADMIN, lan, "một mật khẩu khác")
    assert [people.session(token) for token in tokens] == [None, None]
    assert people.sign_in(lan, PASSWORD).outcome == "wrong"
    assert people.sign_in(lan, "một mật khẩu khác").outcome == "ok"


def test_closed_account_cannot_go_on(people: Accounts, lan: str) -> None:
    name = f"huy{next(_serial)}"
    people.add(ADMIN, User(name, role="viewer"), PASSWORD)
    token = people.sign_in(name, PASSWORD).token
    people.change(ADMIN, name, is_active=False)
    assert people.session(token) is None
    assert people.sign_in(name, PASSWORD).outcome == "wrong"


def test_new_role_keeps_the_sign_in_but_restarts_its_pages(people: Accounts, lan: str) -> None:
    name = f"mai{next(_serial)}"
    people.add(ADMIN, User(name, role="viewer"), PASSWORD)
    token = people.sign_in(name, PASSWORD).token
    closed: list[str] = []
    people.on_kill.append(closed.append)
    people.change(ADMIN, name, role="editor", unit="stp-vp")
    assert people.session(token) is not None
    assert closed == [accounts.token_hash(token)]
    user = people.user(name)
    assert user is not None
    assert (user.role, user.unit) == ("editor", "stp-vp")


def test_last_administrator_cannot_be_taken_away(tmp_path: Path) -> None:
    with fresh_home.bare(tmp_path / "home") as store:
        people = Accounts(store)
        people.add(ADMIN, User("an", role="admin"), PASSWORD)
        with pytest.raises(Refused, match="cuối cùng"):
            people.change(ADMIN, "an", role="viewer")
        people.add(ADMIN, User("ba", role="admin"), PASSWORD)
        people.change(ADMIN, "an", role="viewer")
        for limit in ({"is_active": False}, {"unit": "stp-vp"}, {"unit": "stp"}):
            with pytest.raises(Refused, match="cuối cùng"):
                people.change(ADMIN, "ba", **limit)
        assert people.has_administrator()


def test_nobody_becomes_an_administrator_of_one_unit(tmp_path: Path) -> None:
    with fresh_home.bare(tmp_path / "home") as store:
        people = Accounts(store)
        for name in ("an", "ba"):
            people.add(ADMIN, User(name, role="admin"), PASSWORD)
        with pytest.raises(Refused, match="giới hạn"):
            people.add(ADMIN, User("ca", role="admin", unit="stp-vp"), PASSWORD)
        with pytest.raises(Refused, match="giới hạn"):
            people.change(ADMIN, "ba", unit="stp-vp")
        people.add(ADMIN, User("ca", role="editor", unit="stp-vp"), PASSWORD)
        with pytest.raises(Refused, match="giới hạn"):
            people.change(ADMIN, "ca", role="admin")
        people.change(ADMIN, "ca", role="admin", unit=None)


def test_start_offers_the_first_link_where_the_only_administrator_was_limited(tmp_path: Path) -> None:
    with fresh_home.bare(tmp_path / "home") as store:
        Accounts(store).add(ADMIN, User("an", role="admin"), PASSWORD)
        whole = Process(home=store.home, must_sign_in=True)
        whole.adopt(store)
        assert whole.first_administrator_link() is None
        users.save(store, replace(users.read(store)["an"], unit="stp-vp"), "0.1.0")  # it allowed that
        limited = Process(home=store.home, must_sign_in=True)
        limited.adopt(store)
        address = limited.first_administrator_link()
        assert address is not None
        assert limited.accounts is not None
        assert limited.accounts.use_link(address.partition("ma=")[2], "ba", PASSWORD) == "ba"
        assert limited.first_administrator_link() is None


def test_sessions_and_activity_survive_a_restart(people: Accounts, lan: str, clock: Clock) -> None:
    token = people.sign_in(lan, PASSWORD).token
    clock.pass_(minutes=100)
    people.touch(accounts.token_hash(token))
    people.keep_up()
    clock.pass_(minutes=100)
    assert Accounts(people._store).session(token) is not None


def test_name_that_people_see_is_one_short_line_of_text(people: Accounts, lan: str) -> None:
    for typed, kept in ((" Bà\u202e\n Lan\x1b ", "Bà Lan"), ("\u200b", lan)):
        people.change(ADMIN, lan, display_name=typed)
        user = people.user(lan)
        assert user is not None
        assert user.display_name == kept
    with pytest.raises(Refused, match="100 ký tự"):
        people.change(ADMIN, lan, display_name="x" * 101)
    with pytest.raises(Refused, match="100 ký tự"):
        people.add(ADMIN, User(f"{lan}a", "x" * 101), PASSWORD)


def test_one_time_link_sets_a_password_once(people: Accounts) -> None:
    name = f"tho{next(_serial)}"
    token = people.add(ADMIN, User(name, role="viewer"))
    assert token is not None
    assert people.link_owner(token) == (True, name)
    assert people.use_link(token, "", PASSWORD) == name
    assert people.sign_in(name, PASSWORD).outcome == "ok"
    with pytest.raises(Refused, match="hết hạn"):
        people.use_link(token, "", "mật khẩu thứ hai")


def test_one_time_link_expires_and_a_new_one_replaces_it(people: Accounts, lan: str, clock: Clock) -> None:
    first = people.new_link(ADMIN, lan)
    second = people.new_link(ADMIN, lan)
    assert people.link_owner(first) == (False, None)
    assert people.link_owner(second) == (True, lan)
    clock.pass_(hours=accounts.LINK_HOURS)
    assert people.link_owner(second) == (False, None)


@pytest.mark.parametrize("back", [{"days": 365}, {"minutes": 2}])
def test_one_time_link_of_a_clock_that_was_set_back_ends(
    people: Accounts, lan: str, clock: Clock, back: dict[str, float]
) -> None:
    """It would last for as long as the clock has been set back, and its 24 hours."""
    token = people.new_link(ADMIN, lan)
    clock.pass_(seconds=-30)  # as clocks are set right every day
    assert people.link_owner(token) == (True, lan)
    clock.pass_(**{unit: -count for unit, count in back.items()})
    assert people.link_owner(token) == (False, None)
    Accounts(people._store).keep_up()
    clock.pass_(**back)
    assert people.link_owner(token) == (False, None), "it ended for good"


def test_first_administrators_link_is_useless_once_there_is_one(tmp_path: Path) -> None:
    with fresh_home.bare(tmp_path / "home") as store:
        people = Accounts(store)
        token = people.first_link()
        people.add(ADMIN, User("an", role="admin"), PASSWORD)
        with pytest.raises(Refused, match="hết hạn"):
            people.use_link(token, "ke.gian", PASSWORD)


@pytest.mark.parametrize("password", ["ngan", "12345678", "Matkhau123", "aaaaaaaaaa", "x" * 257, "nguyenlan"])
def test_guessable_passwords_are_refused(password: str) -> None:
    with pytest.raises(Refused):
        passwords.checked_password("nguyenlan", password)


@pytest.mark.parametrize("name", ["khach", "a", "có dấu", "a b", "../x", "x" * 33, ".an", "a\nb"])
def test_names_that_cannot_be_typed_or_belong_to_the_visitor_are_refused(people: Accounts, name: str) -> None:
    with pytest.raises(Refused):
        people.add(ADMIN, User(name, role="viewer"), PASSWORD)


def test_unknown_role_and_doubled_name_are_refused(people: Accounts, lan: str) -> None:
    with pytest.raises(Refused, match="vai trò"):
        people.add(ADMIN, User("binh.an", role="root"), PASSWORD)
    with pytest.raises(Refused, match="Đã có"):
        people.add(ADMIN, User(lan, role="viewer"), PASSWORD)
    with pytest.raises(UnknownName):
        people.set_password(ADMIN, "khong.co", PASSWORD)


def test_audit_log_tells_sign_ins_and_changes_without_any_secret(people: Accounts, lan: str) -> None:
    token = people.sign_in(lan, PASSWORD).token
    people.sign_in(lan, "mật khẩu bị lộ")
    people.sign_out(accounts.token_hash(token))
    journal = audited_acts(people._store)
    mine = journal[(journal["who"] == lan) | (journal["subject"] == lan)]
    assert {"user_added", "sign_in", "sign_in_failed", "sign_out"} <= set(mine["what"])
    text = journal.to_string()
    assert token not in text
    assert PASSWORD not in text
    assert "bị lộ" not in text


def test_only_an_administrator_changes_accounts_and_only_one_who_is_not_limited(
    people: Accounts, lan: str
) -> None:
    others = (
        Actor("a", "viewer"),
        Actor("a", "editor"),
        Actor("a", "uploader"),
        Actor("a", "admin", "stp-vp"),
    )
    for actor in others:
        for act in (
            lambda: people.add(actor, User("moi", role="admin"), PASSWORD),  # noqa: B023
            lambda: people.change(actor, lan, role="viewer"),  # noqa: B023
            lambda: people.set_password(actor, lan, "một mật khẩu khác"),  # noqa: B023
            lambda: people.new_link(actor, lan),  # noqa: B023
            lambda: people.sign_out_everywhere(actor, lan),  # noqa: B023
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.code == "forbidden"
    assert people.user("moi") is None


def test_ledger_knows_accounts_but_no_secret(people: Accounts, lan: str) -> None:
    people.set_password(ADMIN, lan, "một mật khẩu khác")
    token = people.new_link(ADMIN, lan)
    text = (people._store.home / LEDGER).read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert {"user_added", "password_changed", "link_given"} <= {line["action"] for line in lines}
    sealed = next(line for line in reversed(lines) if "user" in line)["sealed"]
    assert "argon2" in users.opened(people._store.home, sealed)  # there, but only for who has the key
    for secret in ("argon2", "một mật khẩu khác", PASSWORD, token, accounts.token_hash(token)):
        assert secret not in text


def lost_and_redone(home: Path, times: int = 1) -> Store:
    """The home with a database that knows nothing, and every line of its ledger done again."""
    for file in home.glob("chiso.duckdb*"):
        file.unlink()
    aside = (home / LEDGER).rename(home.parent / "ledger")  # a home with a ledger alone is refused as damaged
    store = fresh_home.bare(home)
    aside.rename(home / LEDGER)
    for _ in range(times):
        for line in ledger.read(home).lines:
            users.redo(store, line)
    return store


def test_accounts_come_back_from_the_ledger(tmp_path: Path) -> None:
    with fresh_home.bare(tmp_path / "home") as store:
        people = Accounts(store)
        people.add(ADMIN, User("an", "Bà An", role="admin"), PASSWORD)
        people.add(ADMIN, User("ba", role="editor", unit="stp-vp"), PASSWORD)
        people.add(ADMIN, User("ca", role="viewer"))
        people.set_password(ADMIN, "ba", "một mật khẩu khác")
        people.change(ADMIN, "ca", display_name="Ông Ca", is_active=False)
        before = people.users()
        made = store.rows("accounts/users")
    for times in (1, 2):
        with lost_and_redone(tmp_path / "home", times) as store:
            again = Accounts(store)
            assert again.users() == before
            assert store.rows("accounts/users") == made
            assert again.sign_in("an", PASSWORD).outcome == "ok"
            assert again.sign_in("ba", PASSWORD).outcome == "wrong"
            assert again.sign_in("ba", "một mật khẩu khác").outcome == "ok"


def test_account_done_again_ends_the_sign_ins_of_its_older_state(tmp_path: Path) -> None:
    with fresh_home.bare(tmp_path / "home") as store:
        people = Accounts(store)
        people.add(ADMIN, User("an", role="admin"), PASSWORD)
        line = ledger.read(store.home).lines[-1]
        token = people.sign_in("an", PASSWORD).token
        assert Accounts(store).session(token) is not None
        users.redo(store, line)
        assert Accounts(store).session(token) is None
        users.redo(store, {**line, "user": {**line["user"], "is_active": False}})
        assert Accounts(store).user("an") is None


def test_ledger_of_before_gives_accounts_without_a_password_that_was_replaced(tmp_path: Path) -> None:
    with fresh_home.bare(tmp_path / "home") as store:
        people = Accounts(store)
        people.add(ADMIN, User("an", role="admin"), PASSWORD)
        added = ledger.read(store.home).lines[-1]
        old = {key: value for key, value in added.items() if key != "sealed"}
        users.redo(store, {**old, "action": "user_changed", "user": {**old["user"], "display_name": "Bà An"}})
        assert Accounts(store).users()[0].display_name == "Bà An"
        assert Accounts(store).sign_in("an", PASSWORD).outcome == "ok"
        users.redo(store, {**old, "action": "password_changed"})
        assert Accounts(store).sign_in("an", PASSWORD).outcome == "wrong"


def test_secret_of_an_account_opens_with_the_key_of_the_home_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHISO_KEY_FILE", str(tmp_path / "chiso.key"))  # not the one of every other test
    with fresh_home.bare(tmp_path / "home") as store:
        Accounts(store).add(ADMIN, User("an", role="admin"), PASSWORD)
        line = ledger.read(store.home).lines[-1]
        key = originals.key_path(store.home)
        key.write_bytes(bytes(32))
        with pytest.raises(ChisoError, match="khóa") as wrong:
            users.redo(store, line)
        key.unlink()
        with pytest.raises(ChisoError, match="khóa") as missing:
            users.redo(store, line)
        assert (wrong.value.code, missing.value.code) == ("key_missing", "key_missing")


def test_one_text_sealed_with_an_older_key_keeps_no_home_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, older = tmp_path / "home", tmp_path / "older"
    texts = {}
    for folder in (older, home):
        folder.mkdir()
        monkeypatch.setenv("CHISO_KEY_FILE", str(tmp_path / f"{folder.name}.key"))
        texts[folder] = users.sealed(folder, "{}")
    assert users.opened(home, texts[home]) == "{}"
    with pytest.raises(Refused, match="key_missing") as raised:
        users.opened(home, texts[older])
    assert not isinstance(raised.value, originals.KeyMissing)  # which ends a start
