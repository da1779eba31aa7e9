"""Every writer below the web refuses what role or scope may not, whatever the page offered."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from chiso.core.errors import Refused
from chiso.desk import history, meetings, office, reconciliation
from chiso.intake.commit import batch
from chiso.people import actor as actors
from chiso.people import acts
from chiso.people.accounts import Accounts, User
from chiso.people.actor import VISITOR, Actor
from chiso.reference import changes
from chiso.reference.unit_tree import scope_of
from chiso.store import Store, ledger
from tests.worlds import fresh_home
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN, audited_acts

DAY = date(2024, 10, 31)
FINDING = {"code": "c", "subject": "s", "message": "m", "seen": True}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fresh_home.build(tmp_path_factory.mktemp("actor") / "home") as opened:
        world = World(opened)
        world.put(
            [dossier("H1", unit_text="Văn phòng"), dossier("H2", unit_text="Phòng Hành chính tư pháp")],
            "31/10",
        )
        meetings.add(opened, ADMIN, commitment())
        yield opened


def commitment(agency: str = "stp") -> meetings.Commitment:
    return meetings.Commitment(agency, DAY, f"{agency}-vp", "Rà soát hồ sơ", date(2024, 11, 8))


def deck() -> meetings.Deck:
    return meetings.Deck("stp", DAY, "Giao ban", {}, [])


def imported(store: Store, actor: Actor) -> object:
    return batch.commit(store, actor, World(store).look([dossier("H9", unit_text="Văn phòng")], "30/11"))


# Writer -> the ability that it takes.
WRITERS: dict[str, tuple[str, Callable[[Store, Actor], object]]] = {
    "import": ("upload", imported),
    "rollback": ("upload", lambda store, actor: batch.rollback(store, actor, 1)),
    "bring_back": ("upload", lambda store, actor: batch.bring_back(store, actor, 1)),
    "spelling": ("upload", lambda store, actor: changes.teach(store, actor, "stp", "VP cũ", "stp-vp")),
    "entry": (
        "edit",
        lambda store, actor: office.enter(store, actor, "stp", "dossiers", {"H1": {"note": "x"}}),
    ),
    "conclusion": ("edit", lambda store, actor: meetings.add(store, actor, commitment())),
    "follow-up": ("edit", lambda store, actor: meetings.change(store, actor, 1, as_of=DAY, note="x")),
    "deck": ("edit", lambda store, actor: meetings.keep_deck(store, actor, deck())),
    "mark": ("edit", lambda store, actor: reconciliation.mark(store, actor, "stp", [FINDING])),
    "unit": (
        "administer",
        lambda store, actor: changes.add_unit(store, actor, "stp", "stp-x", name="Phòng X"),
    ),
    "undo": ("administer", lambda store, actor: changes.undo(store, actor, 1)),
    "purge": ("administer", lambda store, actor: history.purge(store, actor, 1)),
    "original": (
        "administer",
        lambda store, actor: history.original(store, actor, history.imports(store, "stp")[0]),
    ),
    "account": ("administer", lambda store, actor: Accounts(store).add(actor, User("moi", role="admin"))),
}


@pytest.mark.parametrize("role", [*actors.ROLES, "unheard-of"])
@pytest.mark.parametrize("writer", WRITERS)
def test_every_writer_refuses_who_may_not(store: Store, writer: str, role: str) -> None:
    ability, write = WRITERS[writer]
    if actors.allows(role, ability):
        return
    if writer == "undo":
        changes.add_unit(store, ADMIN, "stp", f"stp-{role[:3]}", name=f"Phòng {role}")
    before = (store.home / ledger.LEDGER).read_bytes()
    with pytest.raises(Refused) as refused:
        write(store, Actor("ai", role))
    assert refused.value.code == "forbidden"
    assert (store.home / ledger.LEDGER).read_bytes() == before


@pytest.mark.parametrize("writer", ["spelling", "conclusion", "deck"])
def test_what_is_the_agencys_is_not_one_units(store: Store, writer: str) -> None:
    with pytest.raises(Refused) as refused:
        WRITERS[writer][1](store, Actor("ai", "uploader", "stp-vp"))
    assert refused.value.code == "other_unit"


def test_unit_follows_up_its_own_conclusions_but_not_their_days(store: Store) -> None:
    own, other = Actor("ai", "editor", "stp-vp"), Actor("ai", "editor", "stp-hctp")
    meetings.change(store, own, 1, as_of=DAY, status="done", evidence="BC 12")
    with pytest.raises(Refused, match="đơn vị mình"):
        meetings.change(store, own, 1, as_of=DAY, due_on=date(2025, 1, 1))
    with pytest.raises(Refused, match="đơn vị mình"):
        meetings.change(store, other, 1, as_of=DAY, status="done")


def test_account_of_an_agency_acts_in_it_and_in_no_other(store: Store) -> None:
    stp, sct = Actor("ai", "uploader", "stp"), Actor("ai", "uploader", "sct")
    assert scope_of(store, "stp", stp) is None
    assert scope_of(store, "sct", stp) == ()
    for writer in ("entry", "conclusion", "deck", "spelling", "import"):
        _, write = WRITERS[writer]
        with pytest.raises(Refused) as refused:
            write(store, sct)
        assert refused.value.code == "other_unit", writer
    office.enter(store, stp, "stp", "dossiers", {"H1": {"note": "của Sở"}})
    meetings.add(store, stp, commitment())


def test_visitor_of_the_demonstration_writes_no_real_data(store: Store) -> None:
    visitor = Actor(VISITOR, "admin")
    assert store.fact("demonstration") == "false"
    with pytest.raises(Refused, match="minh họa"):
        office.enter(store, visitor, "stp", "dossiers", {"H1": {"note": "x"}})
    store.set_fact("demonstration", "true")
    try:
        office.enter(store, visitor, "stp", "dossiers", {"H1": {"note": "x"}})
    finally:
        store.set_fact("demonstration", "false")


def test_an_act_stands_in_both_logs_or_nowhere(store: Store) -> None:
    lines = ledger.read(store.home).lines
    audited = len(audited_acts(store))
    with pytest.raises(ZeroDivisionError), acts.act(store, ADMIN, "edit", "entered"):
        raise ZeroDivisionError
    assert len(audited_acts(store)) == audited
    assert ledger.read(store.home).lines == lines
    with acts.act(store, ADMIN, "edit", "entered", "Một cửa") as doing:
        doing.detail, doing.kept = {"rows": 1}, {"entries": []}
    first = audited_acts(store).iloc[0]
    assert (first["who"], first["what"], first["subject"]) == ("quan.tri", "entered", "Một cửa")
    last = ledger.read(store.home).lines[-1]
    assert (last["who"], last["action"], last["subject"], last["entries"]) == (
        "quan.tri",
        "entered",
        "Một cửa",
        [],
    )


def test_ledger_keeps_what_doing_it_again_takes(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        World(store).put([dossier("H1", unit_text="Văn phòng")], "31/10")
        office.enter(store, ADMIN, "stp", "dossiers", {"H1": {"cause": "Khác", "promised_on": "2024-11-08"}})
        meetings.add(store, ADMIN, commitment())
        meetings.keep_deck(store, ADMIN, deck())
        changes.teach(store, ADMIN, "stp", "VP cũ", "stp-vp")
        reconciliation.mark(store, ADMIN, "stp", [FINDING])
        Accounts(store).add(ADMIN, User("moi", role="editor", unit="stp-vp"))
        kept = {line["action"]: line for line in ledger.read(store.home).lines}
        assert set(audited_acts(store)["what"]) <= acts.WORDS.keys()  # each has its Vietnamese words
    assert kept["import"]["import_id"] == 1
    assert kept["entered"]["entries"] == [["H1", "cause", "Khác"], ["H1", "promised_on", "2024-11-08"]]
    assert (kept["concluded"]["unit_id"], kept["concluded"]["due_on"]) == ("stp-vp", "2024-11-08")
    assert kept["deck_kept"]["title"] == "Giao ban"
    assert "VP cũ" in str(kept["reference_changed"]["edits"])
    assert kept["findings_seen"]["marks"][0]["subject"] == "s"
    assert kept["user_added"]["user"] == {
        "name": "moi", "display_name": "moi", "role": "editor", "unit": "stp-vp", "is_active": True,
    }  # fmt: skip
