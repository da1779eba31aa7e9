"""Every writer below the web refuses what role or scope may not, whatever the page offered."""

import ast
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from chiso.core.errors import Refused
from chiso.core.settings import ROOT
from chiso.desk import (
    attaching,
    drafts,
    effects,
    export,
    first_day,
    folders,
    history,
    inbox,
    kept_decks,
    lake_share,
    learned,
    meetings,
    minutes,
    nightly,
    office,
    outbox,
    own_template,
    put_away,
    reconciliation,
    unit_requests,
)
from chiso.figures import Asked
from chiso.intake.commit import batch
from chiso.people import actor as actors
from chiso.people import acts
from chiso.people.accounts import Accounts, User
from chiso.people.actor import VISITOR, Actor
from chiso.reference import agencies, changes
from chiso.reference.unit_tree import scope_of
from chiso.store import Store, ledger
from chiso.words.findings import Finding
from tests.worlds import fresh_home
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN, audited_acts

DAY = date(2024, 10, 31)
ASKED = Asked(agency="stp", as_of=DAY)
LATE = Finding("Một hồ sơ quá hạn.", "overdue", "qua-han", 600.0, key="dossiers//late")
AWAY = {"finding": "dossiers//late", "sign": 0, "said": "Một hồ sơ quá hạn.", "until": DAY}
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
        kept_decks.keep(opened, ADMIN, deck())
        Accounts(opened).add(ADMIN, User("co.san"))
        yield opened


def commitment(agency: str = "stp") -> meetings.Commitment:
    return meetings.Commitment(agency, DAY, f"{agency}-vp", "Rà soát hồ sơ", date(2024, 11, 8))


def deck(title: str = "Giao ban") -> meetings.Deck:
    return meetings.Deck("stp", DAY, title, {}, [])


def imported(store: Store, actor: Actor) -> object:
    return batch.commit(store, actor, World(store).look([dossier("H9", unit_text="Văn phòng")], "30/11"))


def with_effect(store: Store, actor: Actor) -> object:
    return effects.do_import(store, actor, World(store).look([dossier("H9", unit_text="Văn phòng")], "30/11"))


def archived(store: Store, actor: Actor) -> None:
    with TemporaryFile() as file:
        export.archive(store, actor, file)


def original(store: Store, actor: Actor) -> object:
    return history.original(store, actor, history.imports(store, "stp")[0])


def of_accounts(does: Callable[[Accounts, Actor], object]) -> Callable[[Store, Actor], object]:
    return lambda store, actor: does(Accounts(store), actor)


# Ability -> writer (file, class, name) that takes it -> a call that writes what is the agency's or of Văn phòng.
BY_ABILITY: dict[str, dict[str, Callable[[Store, Actor], object]]] = {
    "upload": {
        "batch.commit": imported,
        "batch.import_file": imported,  # `commit` of what it reads
        "batch.import_parts": imported,  # `commit` of what it reads
        "batch.rollback": lambda store, actor: batch.rollback(store, actor, 1),
        "batch.bring_back": lambda store, actor: batch.bring_back(store, actor, 1),
        "log.teach": lambda store, actor: changes.teach(store, actor, "stp", "VP cũ", "stp-vp"),
        "effects.do_import": with_effect,
        "unit_requests.ask": lambda store, actor: unit_requests.ask(
            store, actor, "stp", "Phòng Y", ["a.csv"]
        ),
        "first_day.take": lambda store, actor: first_day.take(store, actor, "stp", first_day.offered()[0]),
    },
    "edit": {
        "office.enter": lambda store, actor: office.enter(
            store, actor, "stp", "dossiers", {"H1": {"note": "x"}}
        ),
        "meetings.add": lambda store, actor: meetings.add(store, actor, commitment()),
        "meetings.change": lambda store, actor: meetings.change(store, actor, 1, as_of=DAY, note="x"),
        "minutes.keep": lambda store, actor: minutes.keep(store, actor, "stp", minutes.Record(DAY)),
        "minutes.close": lambda store, actor: minutes.close(store, actor, "stp", minutes.Record(DAY)),
        "meetings.keep_deck": lambda store, actor: meetings.keep_deck(store, actor, deck()),
        "kept_decks.keep": lambda store, actor: kept_decks.keep(store, actor, deck("khác")),
        "kept_decks.rename": lambda store, actor: kept_decks.rename(store, actor, "stp", 1, "khác"),
        "kept_decks.remove": lambda store, actor: kept_decks.remove(store, actor, "stp", 1),
        "kept_decks.put_back": lambda store, actor: kept_decks.put_back(store, actor, "stp", 1),
        "drafts.change": lambda store, actor: drafts.change(
            store, actor, drafts.Place("stp", None, DAY), dict
        ),
        "put_away.put_away": lambda store, actor: put_away.put_away(store, actor, ASKED, LATE, "đã giao"),
        "put_away.show_again": lambda store, actor: put_away.show_again(store, actor, ASKED, AWAY),
        "reconciliation.mark": lambda store, actor: reconciliation.mark(store, actor, "stp", [FINDING]),
    },
    "administer": {
        "learned.forget": lambda store, actor: learned.forget(
            store, actor, learned.Learned(["k"], "{}", "ai", None, None, None)
        ),
        "unit_requests.refuse": lambda store, actor: unit_requests.refuse(store, actor, "stp", "Phòng Y", ""),
        "log.add_unit": lambda store, actor: changes.add_unit(store, actor, "stp", "stp-x", name="Phòng X"),
        "log.add_units": lambda store, actor: changes.add_units(store, actor, "stp", ["Phòng X"]),
        "agencies.name": lambda store, actor: agencies.name(store, actor, agencies.meant("Sở Y tế")),
        "agencies.add": lambda store, actor: agencies.add(store, actor, "sct"),
        "log.apply": lambda store, actor: changes.apply(
            store, actor, "stp", [changes.Edit("units", None, {})], title="x"
        ),
        "log.undo": lambda store, actor: changes.undo(store, actor, 1),
        "history.purge": lambda store, actor: history.purge(store, actor, 1),
        "history.original": original,
        "folders.needs": lambda store, actor: folders.needs(store, actor, folders.INBOX, ""),
        "inbox.choose": lambda store, actor: inbox.choose(store, actor, "", False),
        "outbox.choose": lambda store, actor: outbox.choose(store, actor, ""),
        "own_template.choose": lambda store, actor: own_template.choose(
            store, actor, "stp", "mau.pptx", b"PK"
        ),
        "own_template.drop": lambda store, actor: own_template.drop(store, actor, "stp"),
        "nightly.choose": lambda store, actor: nightly.choose(store, actor, "", 1),
        "nightly.make": lambda store, actor: nightly.make(store, actor),
        "nightly.keep": lambda store, actor: nightly.keep(
            store, actor, {"sound": True, "differs": [], "folder": ""}
        ),
        "lake_share.export": lambda store, actor: lake_share.export(store, actor, store.home / "kho"),
        "lake_share.written": lambda store, actor: lake_share.written(store, actor, store.home / "kho"),
        "attaching.attach": lambda store, actor: attaching.attach(store, actor, store.home, None),
        "attaching.detach": lambda store, actor: attaching.detach(store, actor),
        "export.write": lambda store, actor: export.write(store, actor),
        "export.archive": archived,
        "accounts.Accounts.add": of_accounts(
            lambda people, actor: people.add(actor, User("moi", role="admin"))
        ),
        "accounts.Accounts.change": of_accounts(
            lambda people, actor: people.change(actor, "co.san", role="admin")
        ),
        "accounts.Accounts.set_password": of_accounts(
            lambda people, actor: people.set_password(actor, "co.san", "lúa chín ngoài đồng")
        ),
        "accounts.Accounts.new_link": of_accounts(lambda people, actor: people.new_link(actor, "co.san")),
        "accounts.Accounts.unlock": of_accounts(lambda people, actor: people.unlock(actor, "co.san")),
        "accounts.Accounts.sign_out_everywhere": of_accounts(
            lambda people, actor: people.sign_out_everywhere(actor, "co.san")
        ),
        "accounts.Accounts.take_away_factor": of_accounts(
            lambda people, actor: people.take_away_factor(actor, "co.san")
        ),
        "accounts.Accounts.require_code": of_accounts(
            lambda people, actor: people.require_code(actor, "viewer", on=True)
        ),
        "second_factor.SecondFactors.take_away": of_accounts(
            lambda people, actor: people.second.take_away(actor, User("co.san"))
        ),
        "second_factor.SecondFactors.require": of_accounts(
            lambda people, actor: people.second.require(actor, "viewer", on=True)
        ),
    },
}
WRITERS = {name: (ability, does) for ability, writers in BY_ABILITY.items() for name, does in writers.items()}
# What is told who acts and is no writer of its own.
TOLD = {
    "acts.act": "the door itself",
    "acts.audit": "notes what was done elsewhere",
    "effects.import_parts": "asks effects.do_import",
    "office.submit": "asks office.enter",
    "enterprises.add": "asks office.enter",
    "enterprises.remove": "asks office.enter",
    "office_template.take": "asks own_template.choose",
    "storing.store_import": "a part of batch.commit",
    "storing.teach_units": "asks log.teach",
    "watching.seen": "a part of effects.do_import",
    "watching.stored": "a part of effects.do_import",
    "watching.watched": "a trial of which nothing stays",
    "batch.shown_to": "reads",
    "batch.may_turn": "reads",
    "unit_tree.scope_of": "reads",
    "unit_tree.needs": "reads",
    "meetings.needs_meeting": "reads",
}
# What writes without being told who: reason -> file or file, class, name.
NOBODY = {
    "asks for a password, a code, a link or a sign-in": ("accounts.Accounts", "sessions", "guesses"),
    "a step of those": ("second_factor.SecondFactors",),
    "does again what the ledger says": (
        "acts.redo",
        "agencies.redo",
        "attaching.redo",
        "log.redo",
        "storing.turned",
        "replaying",
        "users.redo",
    ),
    "a part of a writer, inside its act": ("memory", "storing.settle", "storing.turn", "users.save", "days"),
    "a trial of which nothing stays": ("effects.of_import", "effects.of_turn", "reference_book.plan"),
    "measures inside the import's transaction": ("effects.measured",),
    "the program's own: openings, repairs, upgrades": ("recovery", "upgrade", "older_texts", "shipped"),
    "fills the database of a process that reads a lake, or is inside attach": (
        "attaching.put",
        "attaching._write",
        "attaching._empty",
        "attaching._clear",
        "attaching._seen",
        "lake_records",
    ),
    "makes a home of its own": ("reference.init", "reference.made", "reference.load", "aside", "restoring"),
    "acts as PROGRAM, at night": ("nightly.run",),
    "what it wrote last, of what an administrator chose": ("outbox.Outbox",),
    "acts as INBOX, of what an administrator chose": ("inbox.Inbox",),
}
OUTSIDE = ("store", "web")  # what cannot know of people, and what hands on whom the gate knows
COMMANDS = ("commands", "demo", "homes")  # who may read the home's files
# In pages only what is tried, opened or asked with a password.
FOR_PAGES = ("effects.of_import", "effects.of_turn", "reference_book.plan", "recovery.opened", "nightly.run")
Function = tuple[str, ast.FunctionDef]


def functions() -> Iterator[Function]:
    """(file and class, function) of everything below the web that is no command."""
    for path in sorted((ROOT / "chiso").rglob("*.py")):
        name = path.parent.name if path.stem == "__init__" else path.stem
        room = path.relative_to(ROOT / "chiso").parts[0].removesuffix(".py")
        if room in (*OUTSIDE, *COMMANDS):
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            inner = node.body if isinstance(node, ast.ClassDef) else [node]
            place = f"{name}.{node.name}" if isinstance(node, ast.ClassDef) else name
            yield from ((place, one) for one in inner if isinstance(one, ast.FunctionDef))


def called(node: ast.AST, place: str) -> set[str]:
    """What is called, as far as its name tells where it stands: `store.execute`, `storing.turn`, `self._save`."""
    names = (ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call))
    parts = [name.replace("self.", f"{place}.", 1) for name in names]
    return {part if "." in part else f"{place}.{part}" for part in parts}


def is_trial(node: ast.AST) -> bool:
    """Whether what it writes is taken back at its end."""
    return any(
        word.arg == "is_trial"
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        for word in call.keywords
    )


def writing() -> set[str]:
    """The functions that write, themselves or by others that do; trials aside."""
    verbs = ("execute", "set_fact", "record", "transaction", "insert")
    known = {
        f"{place}.{node.name}": {".".join(name.split(".")[-2:]) for name in called(node, place)}
        for place, node in functions()
        if not is_trial(node)
    }
    found = {
        name for name, calls in known.items()
        if any(call.split(".")[0] in ("store", "_store") and call.split(".")[-1] in verbs for call in calls)
        or any(call.split(".")[-1] in ("act", "audit") for call in calls)
    }  # fmt: skip
    while (
        more := {
            name for name, calls in known.items() if calls & {".".join(one.split(".")[-2:]) for one in found}
        }
        - found
    ):
        found |= more
    return found


def test_every_writer_is_told_who_acts_and_tried_below() -> None:
    """A new one is in no table: here it is noticed."""
    public = {f"{place}.{node.name}": node for place, node in functions() if not node.name.startswith("_")}
    told = {name for name, node in public.items() if any(
        argument.annotation and "Actor" in ast.unparse(argument.annotation)
        for argument in (*node.args.args, *node.args.kwonlyargs)
    )}  # fmt: skip
    assert told == WRITERS.keys() | TOLD.keys()
    places = tuple(place for several in NOBODY.values() for place in several)
    untold = (writing() & public.keys()) - told
    assert {"accounts.Accounts.use_link", "storing.turn", "recovery.mend"} <= untold
    assert [
        name for name in sorted(untold) if not f"{name}.".startswith(tuple(f"{one}." for one in places))
    ] == []


def test_pages_call_no_writer_that_is_told_nobody() -> None:
    untold = {".".join(name.split(".")[-2:]) for name in writing()} - WRITERS.keys() - TOLD.keys()
    for path in (*(ROOT / "chiso" / "web").rglob("*.py"), *(ROOT / "pages").glob("*.py")):
        found = called(ast.parse(path.read_text(encoding="utf-8")), path.stem) & (untold - set(FOR_PAGES))
        assert found == set(), path


@pytest.mark.parametrize("role", [*actors.ROLES, "unheard-of"])
@pytest.mark.parametrize("writer", WRITERS)
def test_every_writer_refuses_who_may_not(store: Store, writer: str, role: str) -> None:
    ability, write = WRITERS[writer]
    if actors.allows(role, ability):
        return
    if writer == "log.undo":
        changes.add_unit(store, ADMIN, "stp", f"stp-{role[:3]}", name=f"Phòng {role}")
    before = (store.home / ledger.LEDGER).read_bytes()
    with pytest.raises(Refused) as refused:
        write(store, Actor("ai", role))
    assert refused.value.code == "forbidden"
    assert (store.home / ledger.LEDGER).read_bytes() == before


@pytest.mark.parametrize("writer", WRITERS)
def test_every_writer_refuses_another_unit(store: Store, writer: str) -> None:
    """Whatever the role: the account is limited to a unit that has no part in it."""
    if writer == "log.undo":
        changes.add_unit(store, ADMIN, "stp", "stp-khac", name="Phòng khác")
    before, audited = (store.home / ledger.LEDGER).read_bytes(), len(audited_acts(store))
    with pytest.raises(Refused) as refused:
        WRITERS[writer][1](store, Actor("ai", "admin", "stp-hctp"))
    assert refused.value.code in ("forbidden", "other_unit")
    assert (store.home / ledger.LEDGER).read_bytes() == before
    assert len(audited_acts(store)) == audited


@pytest.mark.parametrize("writer", ["log.teach", "meetings.add", "meetings.keep_deck"])
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
    for writer in ("office.enter", "meetings.add", "meetings.keep_deck", "log.teach", "batch.commit"):
        _, write = WRITERS[writer]
        with pytest.raises(Refused) as refused:
            write(store, sct)
        assert refused.value.code == "other_unit", writer
    office.enter(store, stp, "stp", "dossiers", {"H1": {"note": "của Sở"}})
    meetings.add(store, stp, commitment())


def test_visitor_of_the_demonstration_writes_no_real_data(store: Store) -> None:
    visitor = Actor(VISITOR, "admin")
    assert not store.is_demonstration
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
