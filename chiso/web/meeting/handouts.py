"""What leaves the house beside the slides: the morning list and the hand-out per unit, and administrative reports."""

from functools import partial

import streamlit as st

from chiso.core.periods import Period
from chiso.core.text import plain
from chiso.core.vietnamese import format_date
from chiso.desk import meetings
from chiso.people import acts
from chiso.present import books, handout, papers
from chiso.present import outputs as present
from chiso.web.parts import loading, widgets
from chiso.web.parts.editing import saved
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained


def morning(here: Context) -> None:
    """What is overdue or due within three working days, one text per unit to paste; says first when the data is old."""
    found = loading.ask(here, present.digest, here.asked)
    if found["note"]:
        st.warning(found["note"], icon=":material/schedule:")
    if not found["units"]:
        return
    build = partial(books.digest_workbook, here.store, here.asked)
    name = f"buoi-sang-{here.unit or here.agency}-{here.as_of}.xlsx"
    widgets.download("Tải danh sách (XLSX)", build, name, key="tai_buoi_sang")
    for part in found["units"]:
        head = plain(part["text"].partition("\n")[0].rpartition(" (")[0])
        with st.expander(head, expanded=len(found["units"]) < 4):
            widgets.to_copy(part["text"])


def paper(here: Context) -> None:
    """The hand-out of the chosen unit, of every unit where none is chosen."""
    store, asked, is_one = here.store, here.asked, here.unit is not None
    label, ending = (
        ("Tải tờ phát tay (PDF)", "pdf") if is_one else ("Tải tờ phát tay mọi đơn vị (ZIP)", "zip")
    )

    def built() -> bytes:
        made = [handout.of_unit(store, asked)] if is_one else list(handout.of_units(store, asked))
        units = {"units": [one.unit for one in made]}
        acts.audit(store, here.actor, "table_exported", "Tờ phát tay", units)
        return made[0].content if is_one else handout.archive(made)

    name = f"{here.unit or here.agency}-to-phat-tay-{here.as_of}.{ending}"
    tip = "Tối đa hai trang A4 cho trưởng đơn vị: việc quá hạn, sắp đến hạn, hạn của kế hoạch, chỉ tiêu, công chức"
    button = partial(widgets.download, icon=":material/print:", type="tertiary", help=tip)
    button(label, built, name, key="to_phat_tay")


def reports(here: Context) -> None:
    """One card per kind of report: what it holds, and its download. They tell of every unit and its officials."""
    if here.only_unit is not None:
        widgets.note("Báo cáo gồm số liệu mọi đơn vị nên tài khoản giới hạn theo đơn vị không tải được.")
        return
    for kind, paper in papers.KINDS.items():
        with st.container(border=True, gap="small"):
            left, right = st.columns([4, 1.2], vertical_alignment="center")
            with left:
                widgets.title(paper.name, paper.holds)
                period = None if paper.spans == "year" else _period(here, kind, paper)
            with right:
                last = f"{period.first}-{period.last}" if period else str(here.as_of)
                file = f"{kind.replace('_', '-')}-{here.agency}-{last}.docx"
                made = partial(papers.build, here.store, kind, here.asked, period)
                widgets.download("Tải về", made, file, key=f"tai_{kind}", icon=":material/description:")
                if period and here.may("edit"):
                    tip = "Lưu các số trong báo cáo đã phát hành; số nào đổi sau này thì trang Đối soát báo đính chính."
                    if st.button("Đã phát hành", key=f"luu_{kind}", type="tertiary", help=tip):
                        with explained():
                            kept = papers.shown_in(here.store, kind, here.asked, period)
                            meetings.keep_deck(here.store, here.actor, kept)
                            saved(f"Đã lưu số của “{kept.title}”.")
    widgets.note("Số và ngày văn bản để trống cho văn thư; nội dung sửa được trong Word.")


def _period(here: Context, kind: str, paper: papers.Paper) -> Period:
    """The whole period that the report is of: the newest, or another one chosen here."""
    periods = {f"{one.first}_{one.last}": one for one in paper.periods(here.asked.as_of)}
    words = {
        code: f"{one.name[0].upper()}{one.name[1:]} ({format_date(one.first)} – {format_date(one.last)})"
        for code, one in periods.items()
    }
    draw = partial(st.selectbox, label_visibility="collapsed", width=420)
    return periods[view.pick(draw, "Kỳ báo cáo", words, name=f"ky_{kind}")]
