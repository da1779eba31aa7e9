"""Answers that pages share as they are: by whom they may be written into, how many of them stay, what a rerun reads."""

import pickle
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from chiso import figures
from chiso.figures.judging import Values
from chiso.store import Store
from chiso.web.meeting import pictures, rewriting, turned
from chiso.web.shell import context
from chiso.web.shell.at_hand import AtHand
from chiso.words import officials
from tests.worlds.apps import noted, opened


def test_a_table_is_everybodys_own() -> None:
    hand = AtHand(10_000)
    first = hand.of(b"table", lambda: pickle.dumps(pd.DataFrame({"unit": ["a", "b"]})))
    first["unit"] = "mine"
    first["more"] = 1
    assert hand.of(b"table", lambda: pytest.fail("asked again")).to_dict("list") == {"unit": ["a", "b"]}


@pytest.mark.parametrize("found", [["a"], {"a": 1}, ("a", ["b"]), (Values(), {})])
def test_what_can_be_written_into_is_asked_again(found: Any) -> None:
    hand = AtHand(10_000)
    first = hand.of(b"it", lambda: pickle.dumps(found))
    assert first == found
    assert first is not found
    assert hand.of(b"it", lambda: pickle.dumps("another")) == "another"


def test_the_last_asked_for_stay() -> None:
    gone = pickle.dumps("gone")
    texts = {name: pickle.dumps(name.decode() * 200) for name in (b"a", b"b", b"c", b"d", b"e")}
    hand = AtHand(4 * (1 + len(texts[b"a"])))
    for name in (b"a", b"b", b"c", b"d", b"a", b"e"):
        hand.of(name, lambda name=name: texts[name])  # type: ignore[misc]
    assert [hand.of(name, lambda: gone) == "gone" for name in (b"a", b"c", b"d", b"e", b"b")] == [
        False, False, False, False, True,
    ]  # fmt: skip


def test_a_large_answer_pushes_none_out() -> None:
    hand = AtHand(2_000)
    hand.of(b"small", lambda: pickle.dumps("here"))
    hand.of(b"large", lambda: pickle.dumps("x" * 600))
    assert hand.of(b"small", lambda: pickle.dumps("gone")) == "here"
    assert hand.of(b"large", lambda: pickle.dumps("asked again")) == "asked again"


def test_a_page_of_findings_reads_them_for_no_closed_card(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not opened("doi_soat").exception
    asked: list[bytes] = []
    ask_anew = context._kept

    def noted(key: bytes, ask: Callable[[], Any]) -> Any:
        asked.append(key)
        return ask_anew(key, ask)

    monkeypatch.setattr(context, "_kept", noted)
    app = opened("doi_soat")
    assert len(app.toggle) > 5  # a card per kind
    assert not any(b"chiso.desk.reconciliation.findings" in key for key in asked)


def test_a_rerun_of_giao_ban_composes_nothing_again(demo: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    look = {"den": "2024-10-31", "so_voi": "2024-10-24"}
    before = opened("giao_ban", **look)
    for name in ("counts", "promised", "read"):
        monkeypatch.setattr(turned, name, lambda *_: pytest.fail("made again"))
    again = opened("giao_ban", **look)
    assert not again.exception
    assert [one.value for one in again.error] == []
    assert [one.value for one in again.markdown] == [one.value for one in before.markdown]
    assert len(before.dataframe) == len(again.dataframe)
    for one, other in zip(before.dataframe, again.dataframe, strict=True):
        pd.testing.assert_frame_equal(one.value, other.value)


def test_what_is_promised_is_one_question_for_all_kinds(demo: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = noted(monkeypatch)
    day = date(2024, 8, 13)  # of which nobody else asks
    figures.promised_keys(demo, figures.Asked(agency="stp", as_of=day), day)
    assert asked.count("office/promises") == 1


def test_a_rerun_of_slide_marks_and_measures_nothing_again(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = opened("slide")
    for module, name in (
        (pictures, "_mark"),
        (rewriting.slides, "too_long"),
        (rewriting.own_words, "places"),
    ):
        monkeypatch.setattr(module, name, lambda *_: pytest.fail("asked again"))
    again = opened("slide")
    assert not again.exception
    assert [one.value for one in again.error] == []
    assert [one.value for one in again.markdown] == [one.value for one in before.markdown]
    assert [one.options for one in again.selectbox] == [one.options for one in before.selectbox]
    first, second = ([one.proto.imgs[0] for one in app.get("image")] for app in (before, again))
    assert len(first) > 5
    assert first == second


def test_a_rerun_of_slide_has_its_pictures_at_hand(demo: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    opened("slide")
    made: list[Any] = []
    ask_anew = context._kept

    def noted(key: bytes, ask: Callable[[], Any]) -> Any:
        made.append(found := ask_anew(key, ask))
        return found

    monkeypatch.setattr(context, "_kept", noted)
    assert len(opened("slide").get("image")) > 5
    assert not [one for one in made if "<svg" in repr(one)]


def test_a_rerun_of_what_is_overdue_sums_no_table_of_officials_again(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = opened("qua_han")
    monkeypatch.setattr(officials, "_line", lambda *_: pytest.fail("made again"))
    again = opened("qua_han")
    assert not again.exception
    assert [one.value for one in again.error] == []
    assert [one.value for one in again.markdown] == [one.value for one in before.markdown]


def test_a_rerun_of_the_plan_is_not_found_by_its_rows(demo: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    opened("ke_hoach")
    whole: list[int] = []

    def pickled(one: Any) -> bytes:
        whole.append(len(made := pickle.dumps(one)))
        return made

    monkeypatch.setattr(context, "pickle", SimpleNamespace(dumps=pickled))
    assert not opened("ke_hoach").exception
    assert len(whole) > 10
    assert len([one for one in whole if one > 10_000]) <= 2  # the calendar's and the list's


@pytest.mark.parametrize("page", ["slide", "giao_ban", "bao_cao", "chi_so"])
def test_a_rerun_reads_nothing_of_the_store(demo: Store, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    opened(page)
    asked = noted(monkeypatch)
    assert not opened(page).exception
    assert asked == []
