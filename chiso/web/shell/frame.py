"""The frame of every page: logo, menu, shared filters, how fresh the data is; then the page itself."""

from dataclasses import replace
from functools import partial

import streamlit as st

from chiso import __version__
from chiso.core.errors import ChisoError
from chiso.core.text import plain
from chiso.people.actor import ROLES, VISITOR, Actor
from chiso.store import Store
from chiso.web.parts import editing, holding, widgets
from chiso.web.shell import access, answers, filters, gate, guide, process, search, view
from chiso.web.shell.context import Context, publish, signed_in
from chiso.web.shell.problems import guarded, show_error
from chiso.web.shell.process import Identity, Process

_TAB = "_chiso_tab"  # what the browser's tab is called; a run begins with the name of the one before
# Addresses: a file would be read and sent in every run.
LOGO, ICON = (answers.STATIC_PREFIX + name for name in ("logo.svg", "bieu-tuong.svg"))


def main() -> None:
    """One run: who, which page, which look, then the page."""
    st.set_page_config(page_title=st.session_state.get(_TAB, "chiso"), page_icon=ICON, layout="wide")
    served = process.current()
    who = signed_in()
    identity = served.named(str(who.get("username") or ""), str(who.get("session") or ""))
    if served.store is None or identity is None:
        st.info("Phiên làm việc đã kết thúc. Hãy tải lại trang để đăng nhập.", icon=":material/lock:")
        st.stop()
    st.logo(LOGO, size="large")
    actor = identity.actor
    pages = _pages(actor)
    chosen = st.navigation([*pages.values()], position="hidden")
    path = chosen.url_path
    view.arrive(path)
    _go(pages, path)
    store = _store(served, served.store)
    if store is not served.store:
        actor = replace(actor, scope=None)  # the demonstration has units of its own
    _menu(pages, actor)
    try:
        is_demonstration = served.is_demonstration or store is not served.store
        after = partial(_account, served, identity)
        here = filters.draw(store, actor, path, is_demonstration=is_demonstration, after=after)
        publish(here)
        st.session_state[_TAB] = _tab(path, here)
        st.set_page_config(page_title=st.session_state[_TAB])
    except ChisoError as error:
        show_error(error)
        st.stop()
    if store is not served.store:
        _beside()
    entry = access.entry_of(path)
    _paper(here)
    filters.fresh(here, is_edited=entry is not None and entry.is_edited)
    _opened(here, pages, path)
    _drawn(chosen)
    with st.container(key="phien_ban"):
        st.markdown(f":small[:gray[chiso {__version__}]]")


def _drawn(page: st.Page) -> None:
    """The page itself."""
    with st.spinner("Đang tính…"):
        guarded(page.run)  # a broken page must not take the frame with it
    holding.end_run()


def _opened(here: Context, pages: dict[str, st.Page], path: str) -> None:
    """What stands between the filters and the page: guide, find, a record, what was just saved."""
    guide.draw(here, pages, "" if path == access.OVERVIEW_PATH else path)
    search.draw(here, pages)
    editing.say()


def _pages(actor: Actor) -> dict[str, st.Page]:
    """{address: page} of the menu; addresses that the role may not open answer with a sentence, hidden."""
    pages: dict[str, st.Page] = {}
    for entry in access.ENTRIES:
        may = actor.may(entry.ability)
        pages[entry.path] = st.Page(
            entry.source if may else _forbidden,
            title=entry.title,
            url_path=entry.path or access.OVERVIEW_PATH,
            default=not entry.path,
            visibility="visible" if may else "hidden",
        )
    return pages


def _go(pages: dict[str, st.Page], path: str) -> None:
    """Where a callback of this run wants to go: another page at once, this one by its address."""
    pending = view.taken()
    if pending is None:
        return
    page, wanted = pending
    if page == path or page not in pages:
        view.show(wanted)
    else:
        st.switch_page(pages[page], query_params=wanted)


def _menu(pages: dict[str, st.Page], actor: Actor) -> None:
    """The pages as links that carry the shared filters: a link writes the history once, and opens in another tab."""
    with st.container(horizontal=True, wrap=False, gap="small", vertical_alignment="center"):
        with st.container(horizontal=True, wrap=False, gap="small", key="trinh_don"):
            for entry in access.menu(actor):
                st.page_link(pages[entry.path], label=entry.title, query_params=view.shared())
        search.button()


def _tab(path: str, here: Context) -> str:
    """What the browser's tab is called, so that several of them can be told apart: page, unit, agency."""
    entry = access.entry_of("" if path == access.OVERVIEW_PATH else path)
    page = entry.title if entry else ""
    return " · ".join(filter(None, (page, here.unit_name, here.agency_name)))


def _forbidden() -> None:
    st.warning("Tài khoản của bạn không có quyền mở trang này.", icon=":material/lock:")


def _store(served: Process, store: Store) -> Store:
    """What this page looks at: the real data, or beside it the demonstration, as the address says."""
    if served.is_demonstration or view.get(view.SHOWN) != view.BESIDE:
        return store
    return served.demonstration or store


def _beside() -> None:
    """Said on every page of the demonstration that stands beside real data, with the way back."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            ":orange[:material/science: Đang xem dữ liệu minh họa; thao tác ở đây không chạm tới dữ liệu thật.]",
            width="content",
        )
        back = partial(view.put, **{view.SHOWN: None})
        widgets.quiet("Về dữ liệu thật", "arrow_back", back, key="_chiso_real")


def _paper(here: Context) -> None:
    """In the view for paper the button that prints (chrome.js), and the way back. Never printed. Elsewhere an unseen
    button, which chrome.js presses where the theme is no longer the one that the page was drawn for."""
    if not view.is_printed():
        st.button("Vẽ lại", key=f"ve_lai_{here.palette}")
        return
    with st.container(horizontal=True, gap="small", key="ban_in"):
        st.button("In trang này", icon=":material/print:", type="primary", key="in_ngay")
        widgets.quiet("Về trang", "arrow_back", partial(view.put, **{view.PRINTED: None}), key="thoi_in")


def _account(served: Process, identity: Identity) -> None:
    name = identity.actor.name
    if name == VISITOR or served.accounts is None:
        return
    user = served.accounts.user(name)
    with st.popover(plain(user.display_name if user else name), icon=":material/person:", width=170):
        st.markdown(f":small[:gray[Vai trò: {ROLES[identity.actor.role].word}]]")
        if served.demonstration is not None and not served.is_demonstration:
            shown = {"": "Dữ liệu thật", view.BESIDE: "Minh họa"}
            view.pick(st.selectbox, "Dữ liệu đang xem", shown, name=view.SHOWN)
        st.link_button("Xác thực hai bước", gate.TWO_STEPS, icon=":material/phonelink_lock:")
        st.link_button("Đổi mật khẩu", gate.OWN_PASSWORD, icon=":material/password:")
        leave = partial(served.accounts.sign_out, identity.session)
        st.button("Đăng xuất", icon=":material/logout:", on_click=leave)


main()
