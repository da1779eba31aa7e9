"""An account limited to one unit: enters that unit's causes, notes and plan status and nothing else, sees its lists."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from chiso import figures
from chiso.core.errors import Refused
from chiso.desk import office, reconciliation
from chiso.figures.ask import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.batch import may_turn
from chiso.intake.commit.stages import ComparedFile
from chiso.intake.recognise.layout import Answers
from chiso.people.accounts import Accounts, User
from chiso.people.actor import Actor, allows
from chiso.present import books
from chiso.present import outputs as present
from chiso.present.columns import TABLES
from chiso.store import Store
from chiso.web.parts import editing
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.web.upload import handling
from chiso.web.upload import item as files
from tests.conftest import sample
from tests.house.test_personal_data import found_in
from tests.worlds import fresh_home
from tests.worlds.apps import FIGURES, opened, shown
from tests.worlds.demo_home import copy_home
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN

PASSWORD = "lúa chín ngoài đồng"
UNIT, OTHER = "stp-hctp", "stp-vp"
OWN_TEXTS = ("Phòng Hành chính tư pháp", "Phòng HCTP")  # by which the demonstration's files call UNIT
DAY = date(2024, 10, 31)
PAGES = (*FIGURES, "slide", "doi_soat")


@pytest.fixture(scope="module")
def departments(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two departments with a record each of every list, one record of a unit that nobody knows."""
    home = tmp_path_factory.mktemp("departments") / "home"
    with fresh_home.build(home) as opened:
        world = World(opened)
        names = {UNIT: "Phòng Hành chính tư pháp", OTHER: "Văn phòng", "unknown": "Phòng Lạ"}
        world.put([dossier(f"D-{unit}", unit_text=name) for unit, name in names.items()], "31/10")
        world.put(
            [
                {"document_no": f"T-{unit}", "content": "Việc", "unit_text": name, "assigned_on": DAY}
                for unit, name in names.items()
            ],
            "31/10",
            dataset="tasks",
        )
        joint = {"lead_agency": "Sở Y tế", "procedure_name": "Cấp phép", "received_on": DAY}
        world.put(
            [joint | {"dossier_id": f"J-{unit}", "unit_text": name} for unit, name in names.items()],
            "31/10",
            dataset="joint_dossiers",
        )
        world.put(
            [
                {
                    "plan": "KH 2024",
                    "section": "I",
                    "no": str(number),
                    "task": f"Việc {unit}",
                    "lead_unit": name,
                }
                for number, (unit, name) in enumerate(names.items(), start=1)
            ],
            "31/10",
            dataset="plan_tasks",
        )
    return home


@pytest.fixture
def store(departments: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(copy_home(departments, tmp_path / "home")) as opened:
        yield opened


def enter(store: Store, dataset: str, key: str, name: str = "note") -> None:
    cause = "Khác" if name == "cause" else "đã nhắc"
    office.enter(store, Actor("phong", "editor", UNIT), "stp", dataset, {key: {name: cause}})


def plan_key(store: Store, unit: str) -> str:
    plan = figures.plan(store, Asked(agency="stp", as_of=DAY))
    return str(plan.loc[plan["task"] == f"Việc {unit}", "key"].iloc[0])


@pytest.mark.parametrize(
    ("dataset", "key"), [("dossiers", "D-{}"), ("tasks", "T-{} | Việc"), ("joint_dossiers", "J-{}")]
)
def test_limited_account_enters_for_its_own_records_and_no_others(
    store: Store, dataset: str, key: str
) -> None:
    enter(store, dataset, key.format(UNIT))
    for other in (key.format(OTHER), key.format("unknown"), "there is no such record"):
        with pytest.raises(Refused, match="đơn vị mình") as refused:
            enter(store, dataset, other)
        assert refused.value.code == "other_unit"
    assert office.entries(store, "stp", dataset)["record_key"].tolist() == [key.format(UNIT)]


def test_limited_account_updates_its_own_plan_tasks_and_no_others(store: Store) -> None:
    enter(store, "plan_tasks", plan_key(store, UNIT), "status")
    with pytest.raises(Refused, match="đơn vị mình"):
        enter(store, "plan_tasks", plan_key(store, OTHER), "status")


def test_limited_account_writes_nothing_on_criteria(store: Store) -> None:
    with pytest.raises(Refused, match="đơn vị mình"):
        enter(store, "criteria", "2024 | 1.1", "cause")


def test_one_foreign_record_among_several_stops_all(store: Store) -> None:
    own, foreign = f"D-{UNIT}", f"D-{OTHER}"
    shown = pd.DataFrame({"office_note": [None, None]}, index=[own, foreign])
    with pytest.raises(Refused, match="đơn vị mình"):
        editing.save(
            look(store, "editor"),
            "dossiers",
            shown,
            {0: {"office_note": "a"}, 1: {"office_note": "b"}},
            TABLES["entered"],
        )
    assert office.entries(store, "stp", "dossiers").empty


def test_viewer_saves_nothing_even_with_the_forms_message(store: Store) -> None:
    shown = pd.DataFrame({"office_note": [None]}, index=[f"D-{UNIT}"])
    with pytest.raises(Refused, match="chỉ được xem"):
        editing.save(look(store, "viewer"), "dossiers", shown, {0: {"office_note": "a"}}, TABLES["entered"])


def look(store: Store, role: str) -> Context:
    return Context(store, "stp", 2024, DAY, UNIT, "week", actor=Actor("phong", role, UNIT), palette="light")


def upload(
    store: Store, role: str, rows: list[dict[str, object]], **more: object
) -> batch.ImportResult | None:
    looked = World(store).look(rows, "30/11", period=(date(2024, 11, 1), date(2024, 11, 30)), **more)
    seen = {"looked": looked, "version": store.data_version, "is_stale": False}
    item = files.Item("id", "tep.xlsx", b"", mode=looked.upload.mode, **seen)
    return handling.import_item(look(store, role), item)


def test_limited_account_imports_rows_of_its_own_unit_only(store: Store) -> None:
    own = [dossier("E1", unit_text="Phòng Hành chính tư pháp", received_at="4/11", due_at="20/11")]
    for foreign in ("Văn phòng", "Phòng Lạ"):
        rows = [*own, dossier("E2", unit_text=foreign, received_at="4/11", due_at="20/11")]
        with pytest.raises(Refused, match="dòng của đơn vị mình"):
            upload(store, "uploader", rows, salt=foreign)
    with pytest.raises(Refused, match="không nhập được"):
        upload(store, "editor", own)
    assert upload(store, "uploader", own).status == "imported"


def test_limited_account_replaces_nothing_that_others_imported(store: Store) -> None:
    own = [dossier("E1", unit_text="Phòng Hành chính tư pháp", received_at="4/11", due_at="20/11")]
    period = (date(2024, 11, 1), date(2024, 11, 30))
    World(store).put([*own, dossier("E2", unit_text="Văn phòng")], "29/11", period=period)
    with pytest.raises(Refused, match="do người khác nhập"):
        upload(store, "uploader", own, mode="replace")
    assert upload(store, "uploader", own, mode="add").status == "imported"


@pytest.mark.parametrize("mode", ["add", "replace", None])
@pytest.mark.parametrize("state", ["accepted", "rejected"])
def test_limited_account_takes_no_record_of_another_unit_by_its_key(
    store: Store, mode: str | None, state: str
) -> None:
    """The file names its own unit beside the key of a dossier of the other: that one would be moved, or changed."""
    dossiers = [dossier("E1", unit_text="Phòng Hành chính tư pháp", received_at="4/11", due_at="20/11")]
    stolen, rejected = f"D-{OTHER}", []
    if state == "accepted":
        dossiers.append(dossier(stolen, unit_text="Phòng Hành chính tư pháp", due_at="20/11"))
    else:
        rejected.append(stolen)
    before = store.rows("reference/whole", {"table": ("dossiers_current",)})
    with pytest.raises(Refused, match="mã của bản ghi thuộc đơn vị khác"):
        upload(store, "uploader", dossiers, mode=mode, rejected=rejected)
    assert store.rows("reference/whole", {"table": ("dossiers_current",)}) == before


def test_limited_account_sees_nothing_of_others_in_a_preview(store: Store) -> None:
    """Neither what is known under a foreign key that its file prints, nor which dossiers of others its file lacks."""
    phong, period = Actor("phong", "uploader", UNIT), (date(2024, 11, 1), date(2024, 11, 30))
    foreign = [
        dossier(f"D-{key}", unit_text="Phòng Hành chính tư pháp", note="khác") for key in (UNIT, OTHER)
    ]
    looked = World(store).look(foreign, "30/11", period=period)
    assert isinstance(looked, ComparedFile)
    assert f"D-{OTHER}" in {change.record_key for change in looked.difference.examples}
    seen = batch.shown_to(store, phong, looked)
    assert seen.error is not None
    assert seen.error["code"] == "other_unit"
    assert not isinstance(seen, ComparedFile)
    looked = World(store).look(foreign[:1], "30/11", period=period)
    assert isinstance(looked, ComparedFile)
    assert f"D-{OTHER}" in looked.difference.vanished
    seen = batch.shown_to(store, phong, looked)
    assert isinstance(seen, ComparedFile)
    assert (seen.error, seen.difference.vanished, seen.difference.missing) == (None, (), ())
    assert batch.shown_to(store, ADMIN, looked) is looked


def test_limited_account_ticks_off_findings_of_its_own_dossiers_and_no_others(store: Store) -> None:
    """What is ticked off is hidden from everybody who asks for that."""
    phong = Actor("phong", "editor", UNIT)

    def finding(code: str, subject: str) -> dict[str, object]:
        return {"code": code, "subject": subject, "message": "m", "seen": True}

    for code, subject in (
        ("paused_without_reason", f"D-{OTHER}"),
        ("paused_without_reason", "D-unknown"),
        ("paused_without_reason", "there is no such dossier"),
        ("missing_month", "tasks"),
        ("missing_month", f"D-{UNIT}"),
    ):
        several = [finding("paused_without_reason", f"D-{UNIT}"), finding(code, subject)]
        with pytest.raises(Refused, match="đơn vị mình"):
            reconciliation.mark(store, phong, "stp", several)
    assert store.rows("reconcile/seen", agency="stp") == []
    assert reconciliation.mark(store, phong, "stp", several[:1]) == 1


MARCH = (date(2024, 3, 1), date(2024, 3, 31))
PHONG = Actor("phong", "uploader", UNIT)


def of_unit(key: str = "E1") -> dict[str, object]:
    return dossier(key, unit_text="Phòng Hành chính tư pháp")


def test_limited_account_brings_nothing_back_over_what_others_imported(store: Store) -> None:
    """Its file of the 31st, taken back; then the office's of the 30th, which it would replace from now on."""
    own = batch.commit(store, PHONG, World(store).look([of_unit()], "31/3", period=MARCH)).import_id
    assert own is not None
    batch.rollback(store, PHONG, own)
    offices = World(store).put([of_unit(), dossier("E2", unit_text="Văn phòng")], "30/3", period=MARCH)
    before = store.rows("reference/whole", {"table": ("dossiers_current",)})
    with pytest.raises(Refused, match="không hoàn tác hay khôi phục"):
        batch.bring_back(store, PHONG, own)
    assert store.rows("reference/whole", {"table": ("dossiers_current",)}) == before
    batch.rollback(store, ADMIN, int(offices.import_id or 0))
    batch.bring_back(store, PHONG, own)


def test_limit_holds_for_imports_of_before_it(store: Store) -> None:
    """Made while the account was not limited, or was another unit's: its own by name, but not its unit's records."""
    rows = [of_unit(), dossier("E2", unit_text="Văn phòng")]
    for number, whoever in enumerate((Actor("phong", "uploader"), Actor("phong", "uploader", OTHER))):
        looked = World(store).look(rows[number:], "30/3", period=MARCH, mode="replace")
        made = batch.commit(store, whoever, looked)
        assert made.import_id is not None
        with pytest.raises(Refused, match="không hoàn tác hay khôi phục"):
            batch.rollback(store, PHONG, made.import_id)
        newer = World(store).look([of_unit()], "31/3", period=MARCH, mode="replace")
        with pytest.raises(Refused, match="không thay được tệp"):
            batch.commit(store, PHONG, newer)
        batch.rollback(store, whoever, made.import_id)
        with pytest.raises(Refused, match="không hoàn tác hay khôi phục"):
            batch.bring_back(store, PHONG, made.import_id)


OWN = "Phòng Hành chính tư pháp"
POINTS: dict[str, dict[str, object]] = {
    "criteria": {"year": 2024, "code": "1.1", "name": "Kế hoạch", "max_points": 1.0, "appraised_points": 1.0},
    "unit_scores": {"year": 2024, "criterion": "1.1", "max_points": 1.0, "appraised_points": 1.0},
}


@pytest.mark.parametrize("dataset", POINTS)
@pytest.mark.parametrize("mode", ["add", None])
def test_limited_account_gives_itself_no_points(store: Store, dataset: str, mode: str | None) -> None:
    """On the page it enters its own proposal, beside what Văn phòng says of it; a file has both."""
    row = POINTS[dataset] | {"unit_text": OWN}
    with pytest.raises(Refused, match="bảng điểm"):
        batch.commit(store, PHONG, World(store).look([row], "31/3", dataset=dataset, mode=mode))
    assert store.rows("reference/whole", {"table": (dataset,)}) == []
    before = World(store).look([row], "31/3", dataset=dataset)
    made = batch.commit(store, Actor("phong", "uploader"), before).import_id  # when it was not limited yet
    assert made is not None
    with pytest.raises(Refused, match="không hoàn tác"):
        batch.rollback(store, PHONG, made)


def test_limited_account_brings_no_day_to_come(store: Store) -> None:
    with pytest.raises(Refused, match="ngày chưa đến"):
        batch.commit(store, PHONG, World(store).look([of_unit()], "31/3/2099"))


@pytest.mark.parametrize(("who", "is_kept"), [(PHONG, False), (Actor("so", "uploader", "stp"), True)])
def test_limited_account_teaches_no_layout(store: Store, who: Actor, is_kept: bool) -> None:
    """How a layout is understood is everybody's: the office's next file would be read as one unit said."""
    said = Answers(columns={"Ngày trả": ""})
    looked = World(store).look([of_unit()], "31/3", period=MARCH, answers=said)
    assert isinstance(looked, ComparedFile)
    layout = replace(looked.recognised.layout, layout_key="k")
    looked = replace(looked, recognised=replace(looked.recognised, layout=layout))
    assert batch.commit(store, who, looked).status == "imported"
    assert (store.value("imports/answers", layout_key="k") is not None) is is_kept


def test_limited_account_undoes_only_its_own_imports(store: Store) -> None:
    assert may_turn(Actor("phong", "uploader", UNIT), "stp", "phong")
    assert not may_turn(Actor("phong", "uploader", UNIT), "stp", "van.phong")
    assert not may_turn(Actor("phong", "editor", UNIT), "stp", "phong")
    with pytest.raises(Refused, match="không hoàn tác"):
        batch.rollback(store, Actor("phong", "uploader", UNIT), 1)


def test_limited_account_never_administers() -> None:
    assert allows("admin", "administer")
    assert not allows("admin", "administer", UNIT)
    assert allows("admin", "upload", UNIT)


def test_clicked_unit_of_another_does_not_widen_the_look(store: Store) -> None:
    assert look(store, "editor").but(unit=OTHER).unit == UNIT
    assert look(store, "editor").but(unit=None).unit == UNIT


# --- pages ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def limited(
    demo_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, dict[str, str]]]:
    """The demonstration with an editor of one unit who is signed in."""
    with Store.open(copy_home(demo_template, tmp_path_factory.mktemp("limits") / "home")) as store:
        Accounts(store).add(ADMIN, User("phong", role="editor", unit=UNIT), PASSWORD)
        with shown(store) as running:
            assert running.accounts is not None
            session = running.accounts.session(running.accounts.sign_in("phong", PASSWORD).token)
            assert session is not None
            yield store, {"username": "phong", "session": session.token_hash}


@pytest.fixture(scope="module")
def foreign(limited: tuple[Store, dict[str, str]]) -> set[str]:
    """Numbers of dossiers, tasks and petitions that belong to other units and are late or soon due."""
    store, _ = limited
    within = figures.units(store, "stp").within(UNIT)
    assert within is not None
    found = {
        str(row["id"])
        for soon in (None, 7)
        for row in figures.overdue(store, Asked(agency="stp", as_of=DAY), soon=soon).to_dict("records")
        if row["kind"] != "plan" and row["unit"] not in within
    }
    assert len(found) > 20
    joint = store.rows("reference/whole", {"table": ("joint_dossiers_current",)})
    others = {str(row["dossier_id"]) for row in joint if row["unit_text"] not in OWN_TEXTS}
    assert len(others) > 10
    return found | others


@pytest.mark.parametrize(
    ("page", "asked_for"), [*((one, OTHER) for one in PAGES), *((one, "") for one in sample(PAGES))]
)
def test_pages_of_a_limited_account_hold_no_record_of_another_unit(
    limited: tuple[Store, dict[str, str]], foreign: set[str], page: str, asked_for: str
) -> None:
    _, user = limited
    app = opened(page, user, den="2024-10-31", **({"don_vi": asked_for} if asked_for else {}))
    assert not app.exception
    for toggle in app.toggle:
        toggle.set_value(True)
    if app.toggle:
        app.run()
    assert not app.exception
    shown = sent(app)
    assert len(shown) > 1000
    assert [number for number in foreign if number.encode() in shown] == []
    assert "Tất cả đơn vị".encode() not in shown  # which it cannot choose


def test_the_view_for_paper_holds_no_record_of_another_unit(
    limited: tuple[Store, dict[str, str]], foreign: set[str]
) -> None:
    """It shows every row where the page shows a part."""
    store, user = limited
    own = {str(one) for one in figures.overdue(store, Asked(agency="stp", as_of=DAY, unit=UNIT))["id"]}
    for page in ("qua_han", "don_vi"):
        printed = sent(opened(page, user, den="2024-10-31", don_vi=OTHER, **{"in": "1"}))
        printed = printed.replace(b"\\", b"")  # cells are Markdown there
        assert [number for number in foreign if number.encode() in printed] == []
        assert page != "qua_han" or [number for number in own if number.encode() in printed]


def test_on_a_telephone_the_account_stands_beside_the_filters_button(
    limited: tuple[Store, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind what the filters say it took a row of its own, 52 pixels above every page's question."""
    monkeypatch.setattr(view, "is_narrow", lambda: True)
    texts = [one.value for one in opened("ke_hoach", limited[1]).markdown]
    (account,) = (place for place, text in enumerate(texts) if "Vai trò: Biên tập" in text)
    (chosen,) = (place for place, text in enumerate(texts) if text.startswith(":small[Sở Tư pháp · "))
    assert account < chosen


def sent(app: AppTest) -> bytes:
    """Everything that a browser would get of this run, tables as text."""
    parts = [node.proto.SerializeToString() for node in _nodes(app._tree) if getattr(node, "proto", None)]
    for frame in app.dataframe:
        parts.append(frame.value.to_csv().encode())
    return b"\n".join(parts)


def _nodes(block):  # type: ignore[no-untyped-def]
    for child in block.children.values():
        yield child
        if hasattr(child, "children"):
            yield from _nodes(child)


@pytest.mark.parametrize("build", [present.deck, books.workbook, books.digest_workbook])
def test_files_made_for_one_unit_hold_no_record_of_another(
    limited: tuple[Store, dict[str, str]], foreign: set[str], build: Callable[..., present.MadeDeck | bytes]
) -> None:
    store, _ = limited

    def made(unit: str | None) -> bytes:
        found = build(store, Asked(agency="stp", as_of=DAY, unit=unit))
        return found.content if isinstance(found, present.MadeDeck) else found

    if build is not present.deck:  # slides name no records
        assert found_in(made(None), foreign) != []
    assert found_in(made(UNIT), foreign) == []
