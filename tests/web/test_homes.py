"""From demonstration to real data: two homes that never share a folder, one file that says which is served."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import test_gate
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from chiso import homes
from chiso.__main__ import main
from chiso.core.errors import Refused
from chiso.core.text import plain
from chiso.people.actor import VISITOR, Actor
from chiso.reference import changes
from chiso.store import Store, originals
from chiso.web.shell import launch, process, signin
from chiso.web.shell.gate import Gate
from chiso.web.shell.process import Identity, Process
from tests.worlds import small_home

PASSWORD = "lúa chín ngoài đồng"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    small_home.build(tmp_path / "var").close()
    return tmp_path / "var"


@pytest.fixture
def served(root: Path) -> Iterator[Process]:
    running = Process(home=root)
    running.adopt(Store.open(root))
    process.use(running)
    yield running
    running.close()
    process.use(None)


class Browser:
    """Somebody at this machine with a cookie jar, before the real gate."""

    def __init__(self) -> None:
        app = Starlette(routes=signin.ROUTES, middleware=[])
        self.server = test_gate.Server(Gate(app))
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, **fields: str) -> test_gate.Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = urlencode(fields).encode()
        answer = self.server.ask(method, path, body, headers=test_gate.OURS, cookie=cookie)
        for line in answer.cookies:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer


def activate(browser: Browser, address: str, password: str = PASSWORD, name: str = "quan.tri") -> int:
    """Opens the one-time link and fills in its form; the status of the answer."""
    form = browser.ask("POST", "/kich-hoat", ma=address.partition("#ma=")[2]).text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return browser.ask(
        "POST", "/kich-hoat", **hidden, username=name, password=password, again=password
    ).status


def test_home_without_pointer_is_its_own(root: Path) -> None:
    assert homes.in_use(root) == root
    assert homes.prepared(root) is None
    assert homes.demonstration(root).name == "var-minh-hoa"


def test_prepared_home_is_empty_real_and_beside_not_inside(root: Path) -> None:
    home = homes.prepare(root, "sct")
    assert home == root.parent / "var-sct"
    assert root not in originals.key_path(home).parents
    assert home not in originals.key_path(home).parents
    assert homes.in_use(root) == root  # nothing changed yet
    assert homes.prepared(root) == home
    with Store.open(home) as store:
        assert store.agency == "sct"
        assert not store.is_demonstration
        assert store.rows("imports/all") == []
        assert len(changes.rows(store, "sct", "units")) > 3
        assert changes.rows(store, "sct", "targets")


def test_served_home_is_what_root_speaks_of_and_the_demonstration_stays(root: Path) -> None:
    home = homes.prepare(root, "stp")
    homes.serve(root, home)
    assert homes.in_use(root) == home
    assert homes.prepared(root) is None
    assert homes.demonstration(root) == root
    with pytest.raises(Refused, match="đang dùng dữ liệu thật"):
        homes.prepare(root, "sct")


def test_preparing_again_takes_the_empty_home_again_but_never_a_strange_one(root: Path) -> None:
    assert homes.prepare(root, "stp") == homes.prepare(root, "stp")
    small_home.build(root.with_name("var-sct")).close()
    with pytest.raises(Refused) as refused:
        homes.prepare(root, "sct")
    assert refused.value.code == "home_exists"


DAMAGED_POINTERS = (
    None, "", "{}", "null", "[]", '{"folder": "../x", "served": true}', '{"folder": "", "served": 1}',
    '{"folder": ".", "served": true}', '{"folder": "var-sct"}',
)  # fmt: skip


def test_a_lost_or_damaged_pointer_is_written_anew_by_what_the_real_home_says(root: Path) -> None:
    pointer = root / homes.POINTER
    home = homes.prepare(root, "sct")
    homes.serve(root, home)
    whole = pointer.read_bytes()
    shutil.copytree(home, root.parent / "var-ban-sao")  # somebody's copy is not the one that is served
    for text in DAMAGED_POINTERS:
        pointer.unlink()
        if text is not None:
            pointer.write_text(text, encoding="utf-8")
        assert homes.in_use(root) == home, text
        assert pointer.read_bytes() == whole, text


def test_a_damaged_pointer_with_nobody_to_ask_is_refused(root: Path) -> None:
    (root / homes.POINTER).write_text("{", encoding="utf-8")
    with pytest.raises(Refused, match="damaged_home"):
        homes.in_use(root)
    (root / homes.POINTER).unlink()
    assert homes.in_use(root) == root


def test_a_real_home_of_an_earlier_release_is_marked_when_it_is_used(root: Path) -> None:
    home = homes.prepare(root, "sct")
    homes.serve(root, home)
    (home / homes.MARK).unlink()
    assert homes.in_use(root) == home
    (root / homes.POINTER).unlink()
    assert homes.in_use(root) == home


def test_a_real_home_opened_by_its_own_path_is_itself(root: Path) -> None:
    home = homes.prepare(root, "sct")
    homes.serve(root, home)
    assert homes.in_use(home) == home


def test_a_real_home_that_is_gone_is_never_replaced_by_the_demonstration(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    home = homes.prepare(root, "sct")
    homes.serve(root, home)
    assert main(["--home", str(root), "--json", "backup", "--out", str(tmp_path / "copy")]) == 0
    capsys.readouterr()
    home.rename(tmp_path / "elsewhere")
    for command in ("imports", "indicators", "units", "verify", "init", "demo"):
        assert main(["--home", str(root), "--json", command]) == 2
        said = capsys.readouterr()
        assert json.loads(said.out)["error"]["code"] == "home_gone"
        assert "“var-sct” cạnh “var”" in said.err
        assert "restore" in said.err
    assert not home.exists()
    assert main(["--home", str(root), "--json", "restore", str(tmp_path / "copy")]) == 0
    capsys.readouterr()
    assert homes.in_use(root) == home
    assert main(["--home", str(root), "--json", "units"]) == 0
    assert "sct-vp" in capsys.readouterr().out


def test_a_server_whose_real_home_is_gone_says_so_on_every_page(root: Path) -> None:
    homes.serve(root, homes.prepare(root, "sct"))
    shutil.rmtree(root.with_name("var-sct"))
    running = Process(home=root)
    process.use(running)
    try:
        launch._open(running)
        assert running.store is None
        browser = Browser()
        for path in ("/", "/quan-tri", "/dang-nhap"):
            answer = browser.ask("GET", path)
            assert answer.status == 503
            assert "“var-sct” cạnh “var”" in answer.text
        assert browser.ask("GET", "/suc-khoe").status == 503
    finally:
        process.use(None)


def test_data_that_an_older_image_left_above_is_found(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its volume held the home itself; now the home lies one level down in it."""
    assert main(["--home", str(root / "kho"), "--json", "demo"]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out)["error"]["code"] == "home_above"
    assert "CHISO_HOME trỏ tới “var”" in said.err
    assert not (root / "kho").exists()


def test_real_data_never_begins_beside_a_volume(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(homes.os.path, "ismount", lambda path: path == root)
    with pytest.raises(Refused, match="beside_volume"):
        homes.prepare(root, "sct")
    assert not root.with_name("var-sct").exists()


def test_command_line_follows(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    homes.serve(root, homes.prepare(root, "sct"))
    assert main(["--home", str(root), "--json", "units"]) == 0
    assert "sct-vp" in capsys.readouterr().out
    assert main(["--home", str(root), "--json", "imports"]) == 0
    assert capsys.readouterr().out.strip() == "[]"


def test_first_administrator_switches_everybody_to_the_real_data(served: Process) -> None:
    demonstration = served.store
    address = served.prepare_real("sct")
    browser = Browser()
    assert served.identity("", is_local=True) is not None  # still the demonstration's visitor
    assert served.store is demonstration
    closed: list[str] = []
    with served.pages.opened(Identity(Actor(VISITOR, "admin")), lambda: closed.append("visitor")):
        assert activate(browser, address) == 303
    assert closed == ["visitor"]
    assert served.store is not demonstration
    assert served.store is not None
    assert served.store.agency == "sct"
    assert not served.is_demonstration
    assert served.demonstration is demonstration
    assert served.identity("", is_local=True) is None  # now everybody signs in
    assert browser.ask("GET", "/phien").status == 204
    assert Browser().ask("GET", "/phien").status == 401
    assert browser.ask("GET", address).status == 404  # once
    assert served.accounts is not None
    assert served.accounts.user("quan.tri") is not None
    assert homes.in_use(served.home) == served.store.home


def test_link_survives_a_restart_before_it_was_used(served: Process, root: Path) -> None:
    address = served.prepare_real("stp")
    served.close()
    again = Process(home=root)
    again.adopt(Store.open(homes.in_use(root)))
    process.use(again)
    assert again.is_demonstration
    assert activate(Browser(), address) == 303
    assert not again.is_demonstration
    again.close()


def test_asking_again_ends_the_earlier_link(served: Process) -> None:
    first = served.prepare_real("stp")
    second = served.prepare_real("sct")
    browser = Browser()
    assert browser.ask("GET", first).status == 404
    assert activate(browser, second) == 303
    assert served.store is not None
    assert served.store.agency == "sct"


def test_bad_password_changes_nothing(served: Process) -> None:
    link, first = served.prepare_real("stp"), Browser()
    assert activate(first, link, password="1") == 400
    said = first.ask("POST", "/kich-hoat", ma=link.partition("#ma=")[2]).text
    assert "2–32 chữ thường không dấu" in said  # before anybody has failed by it
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', said))
    again = {"username": "Văn <Phòng>", "password": PASSWORD, "again": PASSWORD}
    refused = first.ask("POST", "/kich-hoat", **hidden, **again)
    assert (refused.status, 'value="Văn &lt;Phòng&gt;"' in refused.text) == (400, True)
    assert served.is_demonstration


def test_sign_in_says_so_where_nobody_could_sign_in(served: Process) -> None:
    def said() -> bool:
        return "Chưa có tài khoản quản trị" in Browser().ask("GET", "/dang-nhap").text

    assert said()
    activate(Browser(), served.prepare_real("stp"))
    assert not said()


def test_real_data_does_not_begin_twice(served: Process) -> None:
    activate(Browser(), served.prepare_real("stp"))
    with pytest.raises(Refused):
        served.prepare_real("sct")


def test_demonstration_beside_real_data_is_another_store_without_accounts(served: Process) -> None:
    activate(Browser(), served.prepare_real("sct"))
    people = served.accounts
    assert people is not None
    session = people.session(people.sign_in("quan.tri", PASSWORD).token)
    assert session is not None

    def opened(**query: str) -> AppTest:
        app = AppTest.from_file(launch.FRAME, default_timeout=60)
        app.user = {"username": "quan.tri", "session": session.token_hash}
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()

    def words(app: AppTest) -> str:
        return " ".join(element.value for element in app.markdown)

    real, beside = opened(), opened(du_lieu="minh-hoa")
    assert "minh họa" not in words(real).lower()
    assert "Đang xem dữ liệu minh họa" in words(beside)
    seen = beside.session_state["_chiso_context"]
    assert seen.store is served.demonstration
    assert (seen.agency, seen.is_demonstration) == ("stp", True)
    assert real.session_state["_chiso_context"].store is served.store
    page = beside.switch_page("../../../pages/quan_tri.py").run()
    page.query_params["muc"] = "Tài khoản"
    page.run()
    assert "Tài khoản thuộc về dữ liệu thật" in words(page)
    page = real.switch_page("../../../pages/quan_tri.py").run()
    page.query_params["muc"] = "Bắt đầu dùng thật"
    page.run()
    assert served.store is not None
    key = originals.key_path(served.store.home)
    assert plain(f"Tệp khóa của các tệp gốc: {key}. Hãy giữ một bản") in words(page)
    beside.button(key="_chiso_real").click().run()
    assert "Đang xem dữ liệu minh họa" not in words(beside)


def test_demonstration_of_a_real_home_is_made_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chiso import demo

    small_home.build(tmp_path / "that", demonstration=False).close()
    running = Process(home=tmp_path / "that")
    running.adopt(Store.open(tmp_path / "that"))
    made: list[Path] = []

    def build(home: Path, progress: object) -> Store:
        made.append(home)
        return small_home.build(home)

    monkeypatch.setattr(demo, "build", build)
    running._make_demonstration()
    assert made == [tmp_path / "that-minh-hoa"]
    assert running.demonstration is not None
    assert running.demonstration_news == ""
    assert running.store is not running.demonstration
    running.close()


def test_visitor_is_the_demonstrations_only(served: Process) -> None:
    assert served.named(VISITOR, "") is not None
    activate(Browser(), served.prepare_real("stp"))
    assert served.named(VISITOR, "") is None


def test_an_agency_that_is_not_in_the_list_starts_by_its_name(served: Process) -> None:
    app = AppTest.from_file(launch.FRAME, default_timeout=60)
    app.user = {"username": VISITOR, "session": ""}
    app.run()
    page = app.switch_page("../../../pages/quan_tri.py").run()
    page.query_params["muc"] = "Bắt đầu dùng thật"
    page.run()
    page.selectbox(key="co_quan_that").set_value("").run()
    assert page.button(key="tao_that").disabled
    page.text_input(key="ten_co_quan").set_value("Sở Công Thương").run()
    assert [error.value for error in page.error] == [
        plain("“Sở Công Thương” đã có trong danh mục, mã sct. Hãy chọn cơ quan đó.")
    ]
    page.text_input(key="ten_co_quan").set_value("Sở Nông nghiệp và Phát triển nông thôn").run()
    said = [one.value for one in page.markdown if "Mã **" in one.value]
    assert said == [
        ":green[:material/check_circle:] Mã **snnptnt** · tên ngắn **Sở NNPTNT** · tỉnh Khánh Hòa"
    ]
    page.button(key="tao_that").click().run()
    assert not page.error
    activate(Browser(), page.session_state["_duong_dan_dung_that"][1])
    assert served.store is not None
    assert served.store.agency == "snnptnt"
    assert [row["name"] for row in changes.rows(served.store, "snnptnt", "units")] == [
        "Sở Nông nghiệp và Phát triển nông thôn"
    ]
