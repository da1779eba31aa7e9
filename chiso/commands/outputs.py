"""What the commands do that write what leaves the house: slides, workbook, papers, the morning list."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from chiso.commands.answers import Answer, asked_of, on_home
from chiso.commands.beside import Handed
from chiso.core.errors import Refused, WrongUsage
from chiso.core.vietnamese import format_date
from chiso.store import Store


@on_home
def slides(
    store: Store, out: Path, template: Path | Handed | None, refresh: Path | Handed | None, **words: Any
) -> Answer:
    """The giao ban deck, on the template said, the office's own or ours; or an edited one, brought up to date."""
    from chiso.present import outputs, refreshing

    asked = asked_of(store, words)
    if refresh:
        if words["unit"]:
            raise WrongUsage("--refresh lấy đơn vị của chính bộ slide ấy: không dùng với --unit")
        content, what = refreshing.refreshed(store, asked, _read(refresh), frozenset())
        lines = (f"Đã ghi {out}: {what.slides} trang.", *refreshing.lines(what))
        return Answer(
            {"file": str(out), "bytes": len(content), **what.as_json()}, lines=lines, files={out: content}
        )
    made = outputs.deck(store, asked, template=_read(template) if template else None)
    told = {"slides": made.slides, **{name: [] for name in ("updated", "kept", "review", "removed")}}
    lines = (f"Đã ghi {out}: {made.slides} trang.", *made.warnings)
    return Answer(
        {"file": str(out), "bytes": len(made.content), **told}, lines=lines, files={out: made.content}
    )


def _read(file: Path | Handed) -> tuple[str, bytes]:
    """Name and content of a file that the caller named. Refused: `unsupported_file`."""
    content = file.content if isinstance(file, Handed) else file
    name = Path(file.name).name
    if isinstance(content, Path):
        with suppress(OSError):
            content = content.read_bytes()
    if not isinstance(content, bytes):
        words = f"Không đọc được tệp “{name}”. Hãy kiểm tra đường dẫn và quyền đọc."
        raise Refused("unsupported_file", words)
    return name, content


@on_home
def paper(store: Store, paper: str, out: Path, date_from: Any, date_to: Any, **words: Any) -> Answer:
    """A paper of the office as DOCX: of the period said, else of the newest whole one; of the giao ban of the day said,
    else of the last one."""
    from chiso.present import minutes, outputs, papers

    meeting = words.pop("meeting")
    if paper in minutes.KINDS:
        if date_from or date_to:
            raise WrongUsage(f"{paper} là của một cuộc họp: dùng --meeting, không dùng --from, --to")
        return _of_meeting(store, paper, out, meeting, words)
    if meeting or words["unit"]:
        raise WrongUsage(f"--meeting, --unit chỉ dùng với {', '.join(minutes.KINDS)}")
    kind = next(name for name, one in papers.KINDS.items() if one.command == paper)
    if (asked := asked_of(store, words)) is None:
        raise outputs.no_import()
    period = papers.period_of(kind, asked, date_from, date_to)
    said = {"file": str(out), "kind": paper, "from": period.first, "to": period.last}
    files = {out: papers.build(store, kind, asked, period)}
    return Answer(said, lines=(f"Đã ghi {out}: {period.name}.",), files=files)


def _of_meeting(store: Store, kind: str, out: Path, day: date | None, words: dict[str, Any]) -> Answer:
    from chiso.present import minutes

    meeting = minutes.meeting_of(store, asked_of(store, words), day)
    said = {"file": str(out), "kind": kind, "from": meeting.day, "to": meeting.day}
    line = f"Đã ghi {out}: giao ban {format_date(meeting.day)}."
    return Answer(said, lines=(line,), files={out: minutes.build(kind, meeting)})


@on_home
def report(store: Store, out: Path, **words: Any) -> Answer:
    """The tables as a workbook."""
    from chiso.present import books

    return _file_of(out, books.workbook(store, asked_of(store, words)))


@on_home
def deadlines(
    store: Store, plan: str | None, date_from: Any, date_to: Any, out: Path | None, **words: Any
) -> Answer:
    """Every day by which a unit owes something of a plan; as a calendar too."""
    from chiso import figures
    from chiso.present import calendars

    rows = figures.owed(store, asked := asked_of(store, words), date_from, date_to, plan)
    return Answer(rows, files={out: calendars.of_plan(store, asked, rows)} if out else {})


@on_home
def handout(store: Store, out: Path, **words: Any) -> Answer:
    """The hand-out of a unit as PDF; without a unit one file per unit of the day into the folder."""
    from chiso.present import handout as made

    asked, is_file = asked_of(store, words), out.suffix.lower() == ".pdf"
    if is_file and not words["unit"]:
        raise WrongUsage("--out là tệp PDF thì cần --unit; không nói --unit thì --out là thư mục")
    found = [made.of_unit(store, asked)] if words["unit"] else [*made.of_units(store, asked)]
    files = {out if is_file else out / one.file_name: one for one in found}
    rows = [
        {"unit": one.unit, "unit_name": one.unit_name, "file": str(path), "pages": one.pages}
        for path, one in files.items()
    ]
    lines = tuple(f"Đã ghi {row['file']}: {row['unit_name']}, {row['pages']} trang." for row in rows)
    return Answer(rows, lines=lines, files={path: one.content for path, one in files.items()})


@on_home
def digest(store: Store, out: Path | None, **words: Any) -> Answer:
    """Per unit the dossiers due today and within three working days, as text."""
    from chiso.present import books, outputs

    document = outputs.digest(store, asked := asked_of(store, words))
    files = {out: books.digest_workbook(store, asked)} if out else {}
    texts = (document["note"], *(part["text"] for part in document["units"]))
    return Answer(document, lines=tuple(filter(None, texts)), files=files)


def _file_of(out: Path, content: bytes) -> Answer:
    return Answer({"file": str(out), "bytes": len(content)}, lines=(f"Đã ghi {out}.",), files={out: content})
