"""A page's WebSocket, spoken without a browser: the driver of tests/bench/soak.py sees what a browser would (pages,
filters, imports, what is broken); and what no browser of ours would send does nothing to anybody else."""

import json
import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from chiso.desk import meetings
from chiso.people.accounts import Accounts, User
from chiso.store import ledger
from chiso.web.shell import access, view
from chiso.web.shell.filters import FILED
from tests.bench.soak import Person, Seen
from tests.conftest import LONG
from tests.worlds import small_home
from tests.worlds.browser import Page, sign_in
from tests.worlds.people import ADMIN
from tests.worlds.servers import Server, serving

PASSWORD = "lúa chín ngoài đồng"
DAY = date(2024, 10, 24)
JUNK = (
    {"string_value": "lines:abc"},
    {"string_value": "\0" * 100_000},
    {"int_value": 2**62},
    {"double_value": float("nan")},
    {"bool_value": True},
    {"bytes_value": b"\xff"},
    {"json_value": "[[["},
    {"json_value": '{"selection": {"rows": ["x", 99999], "cells": [["x", "y"]], "points": [{}]}}'},
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("soak")
    with small_home.build(folder / "home", demonstration=False) as store:
        for name, role in (("an", "admin"), ("xem", "viewer")):
            Accounts(store).add(ADMIN, User(name, role=role), PASSWORD)
        meetings.add(store, ADMIN, meetings.Commitment("stp", DAY, "stp-vp", "Rà soát hồ sơ", DAY))
    with serving(folder / "home", folder / "log.txt") as running:
        yield running


def test_the_driver_opens_pages_and_changes_filters_as_a_browser_does(server: Server) -> None:
    with Page(server.address, sign_in(server.address, "an", PASSWORD)) as page:
        opened = page.open("ke-hoach", "nam=2024")
        assert opened.broken == ()
        assert opened.elements > 20
        assert opened.size > 5_000
        day = page.named("selectbox", "den")
        assert page.choose(day, 1).broken == ()
        chosen = page.named("selectbox", "den").raw_value
        assert chosen == day.options[1]
        shown = chosen.removeprefix("Đến ").removesuffix(FILED).split("/")
        assert f"den={shown[2]}-{shown[1]}-{shown[0]}" in page.query
        page.follow("qua-han")
        assert page.named("selectbox", "den").raw_value == chosen  # shared filters go along
        assert page.named("button_group", "loai").options[0].content.startswith(":blue[Hồ sơ")
        assert list(page.watches.values()) == [15]
        assert page.watch(*page.watches).elements < 5


@pytest.mark.skipif(not LONG, reason="a measure of what is sent")
def test_what_a_browser_has_is_not_sent_again(server: Server) -> None:
    """But what says where a file is made, in each run anew; the list of pages comes with the second run."""
    cookie = sign_in(server.address, "an", PASSWORD)
    for entry in access.ENTRIES:
        with Page(server.address, cookie) as page:
            opened, again = page.open(entry.path), page.open(entry.path)
            kept = [
                len(one.SerializeToString())
                for one in page.shown.values()
                if not one.HasField("download_button")
            ]
            assert opened.size - again.size > sum(size for size in kept if size > 500) - 1_000, entry.path


def test_an_account_of_the_soak_goes_to_pages_and_changes_filters(server: Server) -> None:
    with Page(server.address, sign_in(server.address, "an", PASSWORD)) as page:
        somebody = Person(page, random.Random(1), Seen())
        page.open()
        acts = [somebody.act() for _ in range(6)]
        assert {kind for kind, _ in acts} == {"page", "change"}
        assert [run.broken for _, run in acts] == [()] * 6


def test_what_is_broken_on_a_page_is_seen(server: Server) -> None:
    with Page(server.address, sign_in(server.address, "an", PASSWORD)) as page:
        assert page.open("khong-co-trang-nay").broken == ("page not found",)


# ---- what no browser of ours would send


def acts(server: Server) -> list[dict[str, Any]]:
    """What the ledger tells, as text: the server holds the home."""
    lines = (server.log.parent / "home" / ledger.LEDGER).read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines()]


def of(page: Page, *kinds: str) -> list[Any]:
    """The widgets of these kinds on a page, but what ends the sign-in itself."""
    found = [one for kind in kinds for one in page.of(kind)]
    return [one for one in found if one.id and getattr(one, "label", "") != "Đăng xuất"]


def pressed(widgets: list[Any]) -> list[WidgetState]:
    """Each button pressed, each field filled in, by somebody whose page may not have them."""
    said = []
    for one in widgets:
        is_button = type(one).__name__ == "Button"
        said.append(
            WidgetState(id=one.id, **({"trigger_value": True} if is_button else {"string_value": "x"}))
        )
    return said


def test_widgets_of_another_account_and_of_a_forbidden_page_do_nothing(server: Server) -> None:
    """A viewer sends what an administrator's pages hold, on its own page and as that page."""
    before = acts(server)
    seen: dict[str, tuple[str, list[WidgetState]]] = {}
    with Page(server.address, sign_in(server.address, "an", PASSWORD)) as page:
        for name in ("giao-ban", "quan-tri", "slide"):
            page.open(name)
            widgets = [
                one for kind in ("button", "text_input", "text_area", "selectbox") for one in page.of(kind)
            ]
            own = [one for one in widgets if getattr(one, "label", "") != "Đăng xuất"]
            assert len(own) > 5, name
            seen[name] = page.script, pressed(own)
    cookie = sign_in(server.address, "xem", PASSWORD)
    for name, (script, states) in seen.items():
        with Page(server.address, cookie) as page:
            page.open(name, "in=1" if name == "slide" else "")  # the view for paper too
            is_told = any("không có quyền mở trang này" in one.body for one in page.of("alert"))
            assert is_told == (name != "giao-ban"), name
            assert page._run(*states).broken == ()
            assert page._run(*states, page_script_hash=script).broken == ()
            assert [one.label for one in of(page, "text_input", "text_area", "file_uploader")] == [], name
    assert acts(server) == before


def test_values_of_no_kind_break_the_page_that_sent_them_alone(server: Server) -> None:
    """Its own answer is a sentence with a number; another tab of the account and a new one are whole."""
    before, cookie = acts(server), sign_in(server.address, "an", PASSWORD)
    with Page(server.address, cookie) as other:
        other.open("ke-hoach")
        for number, junk in enumerate(JUNK):
            with Page(server.address, cookie) as page:
                assert page.open("giao-ban").broken == ()
                widgets = of(
                    page, "selectbox", "text_input", "button", "button_group", "plotly_chart", "date_input"
                )
                states = [WidgetState(id=one.id, **junk) for one in widgets]
                for said in page._run(*states).broken:
                    assert "Phần này gặp lỗi" in said, (number, said)
        assert other.choose(other.named("selectbox", "den"), 1).broken == ()
    assert acts(server) == before


@pytest.mark.parametrize(
    ("kind", "said", "found"),
    [
        ("cells", [[1, "b"]], [(1, "b")]),
        ("cells", [[2, "b"]], []),
        ("cells", [["abc", "b"]], []),
        ("cells", [[-1, "b"]], []),
        ("cells", [], []),
        ("rows", [0, 1], [(0, None)]),
        ("rows", ["0x1"], []),
        ("rows", [None], []),
    ],
)
def test_a_click_on_what_is_no_row_of_the_grid_is_none(
    monkeypatch: pytest.MonkeyPatch, kind: str, said: list[Any], found: list[Any]
) -> None:
    monkeypatch.setattr(view.st, "session_state", {"bang": {"selection": {kind: said}}})
    assert view.clicked("bang", kind, 2) == found
