"""The office's own template of slides: which one each agency chose. Its file is an original of the home, sealed as an
export's is, so that backups hold it and a restore brings it back."""

import json
from dataclasses import asdict, dataclass

from chiso.core import clock
from chiso.core.errors import Refused
from chiso.core.masking import in_one_line
from chiso.core.settings import TEMPLATE_LIMITS
from chiso.intake.commit.replaying import Finding, missing_files
from chiso.intake.files import presentations
from chiso.people import acts
from chiso.people.actor import ADMINISTER, Actor
from chiso.store import Store, originals
from chiso.store.ledger import Line

CHOSEN, DROPPED = "template_chosen", "template_dropped"  # in the audit log and the ledger
_FACT = "slide_template/"  # and the agency


@dataclass(frozen=True)
class Template:
    """A file that was chosen, by whom, when (UTC, ISO)."""

    sha256: str
    file_name: str
    who: str
    at: str


def chosen(store: Store, agency: str) -> Template | None:
    """What the agency's decks are drawn on; None: our own template."""
    found = store.known("store/fact", name=f"{_FACT}{agency}")  # a page asks for each slide
    return Template(**json.loads(found[0]["value"])) if found and found[0]["value"] else None


def content(store: Store, template: Template) -> bytes:
    """The file. Refused: `original_missing`, `key_missing`."""
    found = originals.load(store.home, template.sha256)
    if found is None:
        raise Refused("original_missing", _lost(template))
    return found


def choose(store: Store, actor: Actor, agency: str, name: str, content: bytes) -> None:
    """Decks are drawn on this file from now on; whether one can be is the caller's to see
    (`chiso.present.office_template`). Refused: `forbidden`, and as `presentations.look`. Raises StorageFull."""
    actor.needs(ADMINISTER)  # before anything is said of the file
    name = in_one_line(name)
    presentations.look(name, content, TEMPLATE_LIMITS)
    with acts.act(store, actor, ADMINISTER, CHOSEN, name) as doing:
        sha256 = originals.put(store.home, content)
        doing.detail = {"file": name, "sha256": sha256, "agency": agency}
        doing.kept = {"agency": agency, "sha256": sha256, "file_name": name}
        _choose(store, {"who": actor.name, **doing.kept})


def drop(store: Store, actor: Actor, agency: str) -> None:
    """Our own template again; the file stays among the originals, so that older lines can be done again. Refused:
    `forbidden`."""
    actor.needs(ADMINISTER)
    if (before := chosen(store, agency)) is None:
        return
    with acts.act(store, actor, ADMINISTER, DROPPED, before.file_name) as doing:
        doing.detail, doing.kept = {"agency": agency}, {"agency": agency}
        _drop(store, {"who": actor.name, **doing.kept})


def missing(store: Store) -> dict[str, Finding]:
    """Findings of chosen templates whose file is gone or altered, by SHA-256; of a home without its key, of which
    `recovery.verify` tells, none."""
    agencies = [row["agency"] for row in store.rows("reference/kept_agencies")]
    templates = [template for agency in agencies if (template := chosen(store, agency)) is not None]
    return missing_files(store, {template.sha256: _lost(template) for template in templates})


@acts.redoes(CHOSEN)
def _choose(store: Store, line: Line) -> None:
    now = clock.iso(clock.utc_now())
    template = Template(line["sha256"], line["file_name"], line["who"], now)
    _set(store, line, json.dumps(asdict(template), ensure_ascii=False))


@acts.redoes(DROPPED)
def _drop(store: Store, line: Line) -> None:
    _set(store, line, "")


def _set(store: Store, line: Line, said: str) -> None:
    store.set_fact(f"{_FACT}{line['agency']}", said)
    store.bump()  # pages keep what they know by the version


def _lost(template: Template) -> str:
    return (
        f"Tệp mẫu slide “{template.file_name}” không còn hoặc đã bị sửa. Hãy vào Quản trị › Mẫu slide, nộp lại hoặc bỏ "
        "mẫu."
    )
