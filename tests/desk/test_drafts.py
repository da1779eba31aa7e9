"""A deck that is being made is kept with every change, under the account's name, for the day looked at."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from chiso.core.errors import Refused
from chiso.desk import drafts
from chiso.people.actor import Actor
from chiso.store import Store, originals
from tests.worlds.people import named

DAY, BEFORE = date(2024, 10, 31), date(2024, 10, 24)
PLACE = drafts.Place("stp", None, DAY)


def topics(*names: str) -> Any:
    return lambda _: {"topics": list(names)}


def test_it_is_there_again_after_a_restart_and_raises_no_data_version(store: Store) -> None:
    version = store.data_version
    drafts.change(store, named("an"), PLACE, topics("overdue"))
    drafts.change(store, named("an"), PLACE, lambda raw: {**raw, "edits": {}})
    assert store.data_version == version
    home = store.home
    store.close()
    with Store.open(home) as again:
        assert drafts.mine(again, "an", PLACE) == {"topics": ["overdue"], "edits": {}}
        assert [one.who for one in drafts.drafts(again, PLACE)] == ["an"]


def test_each_account_has_its_own_and_begins_with_its_newest_of_an_earlier_day(store: Store) -> None:
    drafts.change(store, named("an"), drafts.Place("stp", None, BEFORE), topics("tasks"))
    drafts.change(store, named("binh"), PLACE, topics("plan"))
    assert drafts.mine(store, "an", PLACE) == {"topics": ["tasks"]}
    assert drafts.mine(store, "binh", drafts.Place("stp", None, BEFORE)) == {}  # not what comes later
    assert drafts.mine(store, "binh", drafts.Place("stp", "stp-vp", DAY)) == {}
    assert [(one.who, one.as_of) for one in drafts.drafts(store, PLACE)] == [("binh", DAY), ("an", BEFORE)]
    drafts.change(store, named("an"), PLACE, lambda raw: {"topics": [*raw["topics"], "plan"]})
    assert drafts.mine(store, "an", PLACE) == {"topics": ["tasks", "plan"]}
    assert drafts.mine(store, "an", drafts.Place("stp", None, BEFORE)) == {"topics": ["tasks"]}


def test_what_is_typed_is_masked_and_marks_are_not(store: Store) -> None:
    said = {"edits": {"overdue": {"title": {"text": "gọi 0912000111", "over": "0912000111"}}}}
    drafts.change(store, named("an"), PLACE, lambda _: said)
    kept = drafts.mine(store, "an", PLACE)["edits"]["overdue"]["title"]
    assert kept == {"text": "gọi 09•••••111", "over": "0912000111"}


@pytest.mark.parametrize(
    ("actor", "unit", "code"),
    [
        (Actor("xem", "viewer"), None, "forbidden"),
        (Actor("phong", "editor", "stp-vp"), None, "other_unit"),
        (Actor("phong", "editor", "stp-vp"), "stp-nv1", "other_unit"),
    ],
)
def test_who_may_not_is_refused(store: Store, actor: Actor, unit: str | None, code: str) -> None:
    with pytest.raises(Refused) as refused:
        drafts.change(store, actor, drafts.Place("stp", unit, DAY), topics("overdue"))
    assert refused.value.code == code
    assert drafts.drafts(store, drafts.Place("stp", unit, DAY)) == []


def test_a_unit_makes_its_own_deck(store: Store) -> None:
    actor, place = Actor("phong", "editor", "stp-vp"), drafts.Place("stp", "stp-vp", DAY)
    drafts.change(store, actor, place, topics("overdue"))
    assert drafts.mine(store, "phong", place) == {"topics": ["overdue"]}


def test_what_is_refused_inside_changes_nothing(store: Store) -> None:
    drafts.change(store, named("an"), PLACE, topics("overdue"))

    def refuse(_: Mapping[str, Any]) -> Mapping[str, Any]:
        raise Refused("changed_meanwhile", "Đã đổi.")

    with pytest.raises(Refused):
        drafts.change(store, named("an"), PLACE, refuse)
    assert drafts.mine(store, "an", PLACE) == {"topics": ["overdue"]}


def test_a_picture_is_an_original_and_named_where_it_is_lost(store: Store) -> None:
    sha256 = originals.digest(b"picture")
    own = {"own:1": {"headline": "Tập huấn", "text": "", "picture": sha256, "day": "2024-10-31"}}
    drafts.change(store, named("an"), PLACE, lambda raw: {**raw, "own": own}, b"picture")
    assert originals.load(store.home, sha256) == b"picture"
    assert drafts.missing(store) == {}
    originals.path_of(store.home, sha256).unlink()
    (found,) = drafts.missing(store).values()
    assert found["code"] == "original_missing"
    assert "“Tập huấn”" in found["message"]
