"""Every sentence that chiso says on chosen days, to be read by a person and recomputed by a test.

`python -m tests.words.sentences FILE [HOME …]`: pages, slides, papers, workbook, morning list and hand-outs of the
demonstration and, where ../shared is there, of the year of exports, or of the closed homes given. The file begins with
the templates (numbers, days and names taken out, each with how often it is said and one example), then says every
sentence once per place, unit and day.
"""

import io
import json
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import openpyxl
from streamlit.testing.v1 import AppTest

from chiso import demo, figures, homes, reference
from chiso.desk import minutes as desk
from chiso.figures.ask import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.present import books, deck, minutes, outputs, papers, unit_sheet
from chiso.present.columns import TABLES
from chiso.present.slides import Slide
from chiso.reference.unit_tree import spellings
from chiso.store import Store
from chiso.web.meeting import named, since
from chiso.web.shell import process
from chiso.web.shell.context import Context
from chiso.web.shell.process import Process
from chiso.words import concluded, moves
from chiso.words import meeting as words
from chiso.words import plan as plan_words
from chiso.words.claims import claims_of
from tests.words.recomputed import text_of_card, text_of_cell, texts_of_sheet
from tests.worlds.apps import opened
from tests.worlds.people import ADMIN

# not of tests.conftest, which gives every home a key of its own
SHARED = Path(os.environ.get("CHISO_SHARED") or Path(__file__).resolve().parents[3] / "shared")
# Ends and beginnings of years, months and weeks, weekends, holidays (1/1, Tết, Giỗ Tổ, 30/4, 2/9), ordinary days.
DAYS = tuple(map(date.fromisoformat, (
    "2023-12-14", "2023-12-15", "2023-12-31", "2024-01-01", "2024-01-04", "2024-01-17", "2024-02-10", "2024-02-29",
    "2024-03-14", "2024-03-31", "2024-04-18", "2024-04-30", "2024-05-22", "2024-06-30", "2024-07-01", "2024-07-06",
    "2024-08-31", "2024-09-02", "2024-09-14", "2024-09-30", "2024-10-15", "2024-10-31", "2024-12-14", "2024-12-15",
)))  # fmt: skip
WALKED = (
    ("tong_quan", {"tat_ca_chi_tieu": "1"}), ("chi_so", {}), ("bao_cao", {}),
    ("bao_cao", {"chi_tieu": "service_index"}), ("qua_han", {}), ("qua_han", {"loai": "tasks"}),
    ("qua_han", {"loai": "petitions"}), ("qua_han", {"loai": "plan"}), ("truc_tuyen", {}), ("vi_sao", {}),
    ("tieu_chi", {}), ("don_vi", {}), ("ke_hoach", {}), ("slide", {}), ("nhap_du_lieu", {}), ("doi_soat", {}),
    ("quan_tri", {}), ("giao_ban", {}), ("giao_ban", {"chieu": "1"}), ("giao_ban", {"chieu": "3"}),
)  # fmt: skip
NUMBER = re.compile(r"\d[\d.,/]*")
MARKS = re.compile(r":(?:small|gray|red|green|orange|blue|[a-z]+-badge)\[|:material/\w+:|[\]*#`\\]|&nbsp;")


@dataclass(frozen=True)
class Said:
    """One text and where it is said: page, slide or paper; of which unit ("" all), on which day."""

    place: str
    unit: str
    day: date
    text: str
    claims: tuple[Any, ...] = ()


class _Open(Process):
    """A server that anybody may read from, accounts or not: a home of real data has no visitors."""

    @property
    def welcomes_visitors(self) -> bool:
        return True


def of_days(store: Store, days: Iterable[date], units: Iterable[str | None] = (None,)) -> Iterator[Said]:
    """What is said of the home's agency and of units on the days; papers and pages of each day, too."""
    served = _Open(home=store.home)
    served.adopt(store)
    process.use(served)
    chosen = [*units]
    try:
        for place, day in enumerate(days):
            unit = chosen[place % len(chosen)]
            for one in dict.fromkeys((None, unit)):
                asked = Asked(agency=store.agency, as_of=day, unit=one)
                slides = [*of_deck(store, asked)]
                meeting = [*of_meeting(store, asked)]
                claims = {said.text: said.claims for said in (*slides, *meeting) if said.claims}
                yield from slides
                yield from (replace(said, claims=claims.get(said.text, ())) for said in of_pages(asked))
            asked = Asked(agency=store.agency, as_of=day)
            yield from of_papers(store, asked)
            yield from of_lists(store, asked)
            yield from of_sheets(store, asked)
    finally:
        process.use(None)


def _said(asked: Asked, place: str, texts: Iterable[Any]) -> Iterator[Said]:
    for text in texts:
        plain = MARKS.sub("", str(text)).strip()
        if re.search(r"[^\W\d_]{2}", plain):
            yield Said(place, asked.unit or "", asked.as_of, plain, getattr(text, "claims", ()))


def of_deck(store: Store, asked: Asked) -> Iterator[Said]:
    """The deck, slide by slide."""
    look = outputs.look_at(store, asked)
    slides = deck.storyboard(look, deck.Choice(tuple(deck.TOPICS)))
    whole = deck.deck(look, slides)
    yield from _said(asked, "slide bìa", (whole.title, whole.subtitle, whole.source))
    for slide in slides:
        said = _said(asked, f"slide {slide.topic}", of_slide(slide))
        yield from (replace(one, claims=one.claims or slide.claims) for one in said)


def of_slide(slide: Slide) -> Iterator[str]:
    """Every text of a slide, cells of tables and names in charts too."""
    yield from (slide.headline, slide.note, slide.empty, slide.line_below, slide.speaker_note, *slide.lines)
    for card in slide.numbers:
        yield " | ".join((card.name, card.value, card.state.word, card.under))
    if slide.chart:
        yield from (slide.chart.headline, slide.chart.note)
        yield " | ".join((*slide.chart.names, *(series.name for series in slide.chart.series)))
        yield from (words for _, words in slide.chart.marks)
    if slide.table:
        yield from (slide.table.title, slide.table.note, " | ".join(slide.table.heads))
        yield from (" | ".join(row) for row in slide.table.rows)


def of_pages(asked: Asked) -> Iterator[Said]:
    """Every page of the menu, the lists of Quá hạn each."""
    for page, query in WALKED:
        words = {"nam": str(asked.year), "den": asked.as_of.isoformat(), **query}
        if asked.unit:
            words["don_vi"] = asked.unit
        app = opened(page, None, **words)
        assert app.title or app.metric or len(app.markdown) > 1, f"{page} is not served: {[*of_page(app)]}"
        yield from _said(asked, "trang " + " ".join((page, *query.values())), of_page(app))


def of_page(app: AppTest) -> Iterator[str]:
    """Texts outside grids and plots, and what went wrong."""
    for kind in (app.title, app.markdown, app.info, app.warning, app.error, app.success, app.caption):
        yield from (element.value for element in kind)
    yield from (f"LỖI {element.value}" for element in app.exception)
    for metric in app.metric:
        yield " | ".join((metric.label, str(metric.value), str(metric.delta or "")))
    for controls in (app.button, app.toggle, app.checkbox, app.text_input, app.selectbox, app.date_input):
        for control in controls:
            yield control.label
            yield from (getattr(control, "placeholder", None) or "", getattr(control, "help", None) or "")


def of_meeting(store: Store, asked: Asked) -> Iterator[Said]:
    """What Giao ban says of figures, as its page opens."""
    here, found = meeting_of(store, asked)
    texts = [(text, claims_of(text)) for text in since.corrected(here, found.since)]
    for text, claims in (*texts, *of_changes(here, found)):
        yield from (replace(one, claims=claims) for one in _said(asked, "trang giao_ban", [text]))


def meeting_of(store: Store, asked: Asked) -> tuple[Context, since.Changes]:
    """What the page looks at, and what changed since the giao ban before, or since a week."""
    met = desk.met_before(store, asked.agency, asked.as_of)
    then = met[0] if met else asked.as_of - timedelta(days=7)
    here = Context(store, asked.agency, asked.year, asked.as_of, asked.unit, f"{then}", ADMIN, "light")
    return here, since.changes(here, then)


def of_changes(here: Context, found: since.Changes) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Cards, table of rooms, headlines, conclusions, what each room has to do; each with its claims."""
    yield from map(text_of_card, since.cards(here, found))
    yield from (text_of_cell(cell) for column in since.by_unit(here, found).series for cell in column.texts)
    moved = since.moved(here, found)
    yield from ((one.text, claims_of(one.text)) for one in moved)
    counts = (found.about, found.lists, found.known, found.heard)
    headlines = [words.headline(*counts), moves.headline(found.about, moved)]
    headlines += [concluded.headline(found.about, found.conclusions)] if found.conclusions else []
    conclusions = (concluded.figure(found.about, row) for row in found.conclusions)
    duties = (line for _, line in named.lines(here, found).values())
    yield from ((text, claims_of(text)) for text in (*headlines, *conclusions, *duties))


def of_papers(store: Store, asked: Asked, one: str | None = None) -> Iterator[Said]:
    """Every Word paper, or one: paragraphs, and rows of tables; those of the last giao ban where there was one."""
    built = {kind: papers.build(store, kind, asked) for kind in ([one] if one else papers.KINDS)}
    if not one and desk.met(store, asked.agency, asked.as_of):
        meeting = minutes.meeting_of(store, asked, None)
        built |= {kind: minutes.build(kind, meeting) for kind in minutes.KINDS}
    for kind, content in built.items():
        made = docx.Document(io.BytesIO(content))
        yield from _said(asked, f"văn bản {kind}", (paragraph.text for paragraph in made.paragraphs))
        for table in made.tables:
            rows = (" | ".join(dict.fromkeys(cell.text for cell in row.cells)) for row in table.rows)
            yield from _said(asked, f"văn bản {kind}", rows)


def of_lists(store: Store, asked: Asked) -> Iterator[Said]:
    """The morning list and the heads of the workbook."""
    found = outputs.digest(store, asked)
    lines = [found["note"], *(line for unit in found["units"] for line in unit["text"].split("\n"))]
    yield from _said(asked, "danh sách buổi sáng", lines)
    plan = figures.plan(store, asked)
    names = plan_words.unit_names(reference.units(store, asked.agency), asked.as_of)
    messages = plan_words.reminders(plan_words.urgent(plan, asked.as_of), asked.as_of, names).values()
    yield from _said(asked, "chép để nhắc", (line for text in messages for line in text.split("\n")))
    yield from _said(
        asked, "sổ theo dõi báo cáo", [plan_words.lacking(plan_words.register(plan, asked.as_of))]
    )
    book = openpyxl.load_workbook(io.BytesIO(books.workbook(store, asked)), read_only=True)
    for sheet in book.worksheets:
        rows = sheet.iter_rows(max_row=4, values_only=True)
        texts = (" | ".join(str(cell) for cell in row if cell is not None) for row in rows)
        yield from _said(asked, f"bảng số {sheet.title}", texts)


def of_sheets(store: Store, asked: Asked) -> Iterator[Said]:
    """The hand-out of every unit at work, rows of its lists too."""
    for sheet in unit_sheet.of_units(store, asked):
        of, place = sheet.look.asked, "tờ phát tay"
        for text, claims in texts_of_sheet(sheet):
            yield from (replace(one, claims=claims) for one in _said(of, place, [text]))
        for section in sheet.sections:
            columns = TABLES[section.table]
            for row in section.rows:
                if "claims" not in row:
                    cells = (column.said(row.get(name)) for name, column in columns.items())
                    yield from _said(of, f"{place} {section.table}", [" | ".join(cells)])


def template(text: str, names: Mapping[str, str]) -> str:
    """The sentence without its numbers and the names of units."""
    for name, stands in names.items():
        text = text.replace(name, stands)
    return NUMBER.sub("#", text)


# --- the file ----------------------------------------------------------------------------------------------------


def write(found: Iterable[tuple[str, Said]], names: Mapping[str, str], file: Path) -> int:
    """Templates with one example each, the rarest last; then every sentence with its claims. Answers how many."""
    rows = list(dict.fromkeys(found))
    count: Counter[str] = Counter()
    example: dict[str, tuple[str, Said]] = {}
    for home, one in rows:
        key = template(one.text, names)
        count[key] += 1
        example.setdefault(key, (home, one))
    with file.open("w", encoding="utf-8") as out:
        out.write(f"{len(rows)} câu, {len(count)} mẫu câu\n\n")
        for key, many in sorted(count.items(), key=lambda item: (example[item[0]][1].place, -item[1])):
            home, one = example[key]
            out.write(f"{many}\t{home}\t{one.place}\t{one.unit}\t{one.day}\t{_line(one.text)}\n")
        out.write("\n")
        for home, one in rows:
            claims = (
                json.dumps([str(claim) for claim in one.claims], ensure_ascii=False) if one.claims else ""
            )
            out.write(f"{home}\t{one.place}\t{one.unit}\t{one.day}\t{_line(one.text)}\t{claims}\n")
    return len(rows)


def _line(text: str) -> str:
    return " / ".join(text.split("\n"))


def unit_names(store: Store) -> dict[str, str]:
    """Names of units, the longest first, each standing as ĐV."""
    found = reference.units(store, store.agency)
    names = {str(name) for column in ("unit_name", "short_name") for name in found[column] if name}
    names |= {name for name in spellings(store, store.agency) if len(name) > 6}
    return dict.fromkeys(sorted(names, key=len, reverse=True), "ĐV")


def year_of_exports(home: Path) -> Store:
    """A home of the exports in ../shared, imported in order."""
    folder = SHARED / "exports" / "stp-2024"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    store = reference.init(home, "stp")
    for file in expected["files"]:
        given = date.fromisoformat(file["call_as_of"]) if file["call_as_of"] else None
        batch.import_file(store, ADMIN, Upload.of_path(folder / file["file"], answers=Answers(as_of=given)))
    return store


def _homes(given: list[str], aside: Path) -> Iterator[tuple[str, Store]]:
    for folder in given:
        yield Path(folder).name, homes.opened(Path(folder))
    if not given:
        yield "minh-hoa", demo.build(aside / "demo")
        if (SHARED / "exports").is_dir():
            yield "xuat-2024", year_of_exports(aside / "year")


def main(words: list[str]) -> int:
    """Writes the file; says how many sentences."""
    file, *given = words or ["sentences.txt"]
    rows: list[tuple[str, Said]] = []
    names: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as aside:
        for name, store in _homes(given, Path(aside)):
            with store:
                units = reference.units(store, store.agency)
                codes = [
                    code for code, kind in zip(units["unit"], units["kind"], strict=True) if kind != "agency"
                ]
                names |= unit_names(store)
                rows += [(name, one) for one in of_days(store, DAYS, codes)]
    many = write(rows, dict(sorted(names.items(), key=lambda item: -len(item[0]))), Path(file))
    print(f"{many} câu: {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
