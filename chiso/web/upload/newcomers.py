"""Units that a file names and nobody has entered yet: an administrator adds them where they are asked about; who
imports asks for them there and sees what became of it."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from chiso.core.clock import show, utc_now
from chiso.core.text import plain
from chiso.core.vietnamese import fold, format_number
from chiso.desk import unit_requests
from chiso.desk.unit_requests import Request
from chiso.reference import changes
from chiso.web.parts import loading, widgets
from chiso.web.parts.editing import saved
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained
from chiso.web.upload.asking import Question

TOLD_FOR = timedelta(days=30)  # what became of a request
MOST_TOLD = 5


def all_new(here: Context, names: Sequence[str]) -> None:
    """One button for all unknown names that resemble no unit."""
    if len(names) > 1 and here.may("administer"):
        words = f"Cả {len(names)} tên không giống đơn vị nào là đơn vị mới: thêm vào danh mục"
        _add(here, names, words, "moi_ca")


def one_new(here: Context, one: Question) -> None:
    """The button of one name: it becomes a unit, or is asked for."""
    if here.may("administer"):
        _add(here, [one.text], "Là đơn vị mới: thêm vào danh mục", f"moi_{one.key}")
    elif here.only_unit is None:
        asked = {fold(request.name): request for request in _requests(here)}.get(fold(one.text))
        if asked is not None:
            st.markdown(_told(asked))
        if (asked is None or not asked.waits) and st.button(
            "Là đơn vị mới: xin thêm", icon=":material/add:", type="tertiary", key=f"xin_{one.key}"
        ):
            with explained():
                files = list(dict.fromkeys(place.item.title for place in one.places))
                unit_requests.ask(here.store, here.actor, here.agency, one.text, files)
                one.say("")
                saved(f"Đã gửi yêu cầu thêm “{one.text}”. Cứ nhập tệp: các dòng chờ ở “Chưa xác định”.")


def _add(here: Context, names: Sequence[str], label: str, key: str) -> None:
    if st.button(label, icon=":material/add:", type="tertiary", key=key):
        with explained():
            changes.add_units(here.store, here.actor, here.agency, names)
            saved(f"Đã thêm đơn vị {', '.join(names)}. Sửa tên, tên ngắn ở Quản trị, Đơn vị.")


def _requests(here: Context) -> list[Request]:
    found: list[Request] = loading.ask(here, unit_requests.requests, agency=here.agency)
    return found


def outcomes(here: Context) -> None:
    """To who may add units, how many are asked for; to others, what became of what they asked for."""
    if here.may("administer"):
        if waiting := sum(one.waits for one in _requests(here)):
            words = f"{format_number(waiting)} đơn vị mới đang chờ xác nhận"
            widgets.link(words, "quan-tri", key="don_vi_cho", icon=":material/domain_add:", muc="Đơn vị")
        return
    since = utc_now() - TOLD_FOR
    own = [one for one in _requests(here) if one.asked_by == here.actor.name and one.asked_at >= since]
    if own:
        st.markdown("  \n".join(("**Đơn vị mới đã xin thêm**", *map(_told, own[:MOST_TOLD]))))


def _told(one: Request) -> str:
    """A request and what became of it, as Markdown."""
    name = f"“{plain(one.name)}”"
    if one.unit_id is not None:
        return f":green[:material/check_circle:] {name} đã có trong danh mục: {plain(one.unit_name or one.unit_id)}."
    if one.refused_by is not None:
        why = f", lý do: {plain(one.reason)}" if one.reason else ""
        return (
            f":red[:material/block:] {name} không được thêm ({plain(one.refused_by)}, {show(one.refused_at)}{why}). "
            "Hãy chọn một đơn vị đã có."
        )
    return f":orange[:material/hourglass_top:] {name} đang chờ quản trị viên (xin lúc {show(one.asked_at)})."
