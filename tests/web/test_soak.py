"""The driver of tests/bench/soak.py sees what a browser would: pages, filters, imports, and what is broken."""

import random
from collections.abc import Iterator

import pytest

from chiso.people.accounts import Accounts, User
from chiso.web.shell.filters import FILED
from tests.bench.soak import Person, Seen
from tests.worlds import small_home
from tests.worlds.browser import Page, sign_in
from tests.worlds.people import ADMIN
from tests.worlds.servers import Server, serving

PASSWORD = "lúa chín ngoài đồng"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("soak")
    with small_home.build(folder / "home", demonstration=False) as store:
        Accounts(store).add(ADMIN, User("an", role="admin"), PASSWORD)
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
