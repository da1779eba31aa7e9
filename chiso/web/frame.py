"""The frame of every page: logo, menu, shared filters, how fresh the data is; then the page itself."""

from pathlib import Path

import streamlit as st

from chiso.accounts import VISITOR
from chiso.errors import ChisoError
from chiso.web import access, filters, freshness, process
from chiso.web.context import Context, publish, take_pending
from chiso.web.filters import Choice
from chiso.web.problems import show_error
from chiso.web.process import Identity, Process

LOGO = str(Path(__file__).resolve().parent / "static" / "logo.svg")
ICON = str(Path(__file__).resolve().parent / "static" / "bieu-tuong.svg")


def main() -> None:
    """One run: who, which page, which look, then the page."""
    st.set_page_config(page_title="chiso", page_icon=ICON, layout="wide")
    served = process.current()
    identity = served.named(str(st.user.get("username") or ""), str(st.user.get("session") or ""))
    if served.store is None or identity is None:
        st.info("Phiên làm việc đã kết thúc. Hãy tải lại trang để đăng nhập.", icon=":material/lock:")
        st.stop()
    st.logo(LOGO, size="large")
    pages = _pages(identity)
    chosen = st.navigation([*pages.values()], position="top")
    pending = take_pending()
    if pending is not None:
        filters.preset(pending[1])
    try:
        choice = filters.draw(served.store, identity, after=lambda: _account(served, identity))
        publish(_context(served, identity, choice))
    except ChisoError as error:
        show_error(error)
        st.stop()
    if pending is not None and pages.get(pending[0]) not in (None, chosen):
        # With filters bound to the address, only an empty set of parameters keeps them.
        st.switch_page(pages[pending[0]], query_params={})
    freshness.draw(served, choice, identity, is_edited=_is_edited(chosen))
    try:
        chosen.run()
    except Exception as error:  # noqa: BLE001 - a broken page must not take the frame with it
        show_error(error)


def _pages(identity: Identity) -> dict[str, st.Page]:
    """{address: page} of the menu; addresses that the role may not open answer with a sentence, hidden."""
    pages: dict[str, st.Page] = {}
    for entry in access.entries():
        may = access.allows(identity.role, entry.ability)
        source = entry.source if may and entry.source.is_file() else _forbidden if not may else _unfinished
        pages[entry.path] = st.Page(
            source,
            title=entry.title,
            url_path=entry.path or access.OVERVIEW_PATH,
            default=not entry.path,
            visibility="visible" if may else "hidden",
        )
    return pages


def _is_edited(page: st.Page) -> bool:
    """Whether people type on this page, so that it must not start again under their hands."""
    entry = access.entry_of(page.url_path)
    return entry is not None and entry.is_edited


def _forbidden() -> None:
    st.warning("Tài khoản của bạn không có quyền mở trang này.", icon=":material/lock:")


def _unfinished() -> None:
    st.info("Trang này chưa có trong bản cài đặt.", icon=":material/hourglass_empty:")


def _context(served: Process, identity: Identity, choice: Choice) -> Context:
    assert served.store is not None
    return Context(
        store=served.store,
        agency=choice.agency,
        year=choice.year,
        as_of=choice.as_of,
        unit=choice.unit,
        compare=choice.compare,
        user=identity.name,
        role=identity.role,
        palette="dark" if st.context.theme.type == "dark" else "light",
        agency_name=choice.agency_name,
        unit_name=choice.unit_name,
        is_demonstration=served.is_demonstration,
        only_unit=identity.unit,
    )


def _account(served: Process, identity: Identity) -> None:
    """Who is signed in, and the way out."""
    if identity.name == VISITOR or served.accounts is None:
        return
    user = served.accounts.user(identity.name)
    with st.popover(user.display_name if user else identity.name, icon=":material/person:", width=170):
        st.markdown(f":small[:gray[Vai trò: {access.ROLE_WORDS[identity.role]}]]")
        st.button(
            "Đăng xuất", icon=":material/logout:", on_click=served.accounts.sign_out, args=(identity.session,)
        )


main()
