"""The child process that opens a presentation from outside, under limits of memory and time, and draws on it or
brings it up to date.

Started as `python -m chiso.present.slides.child FOLDER` by `capped`. FOLDER holds job.json, the presentation and
deck.pickle (what the parent wants drawn); the child adds made.pptx and answer.json, or error.json.
"""

import json
import os
import pickle
import sys
from pathlib import Path
from typing import Any

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from chiso.core.errors import Refused
from chiso.intake.files.child import main
from chiso.present.slides import Deck, draw, issued, saved
from chiso.present.slides.capped import ANSWER, DECK, MADE
from chiso.present.slides.dress import dressed
from chiso.present.slides.refresh import Wanted, refreshed
from chiso.present.slides.sketch import sketch
from chiso.present.slides.template import canvas_of, emptied
from chiso.present.slides.understood import understood

# Other programs name these relations otherwise; python-pptx would write the same part a second time.
_USUAL = {"core-properties": RT.CORE_PROPERTIES, "custom-properties": issued.RELATION}


def answer(folder: Path, job: dict[str, Any]) -> None:
    """Draws the deck on the presentation, or brings it up to date, and writes both answers."""
    wanted = pickle.loads((folder / DECK).read_bytes())  # noqa: S301 - written by the parent, never by a stranger
    presentation = opened(Path(job["path"]), job["file_name"])
    is_edited = isinstance(wanted, Wanted)
    try:
        told = refreshed(presentation, wanted).as_json() if is_edited else _drawn(presentation, *wanted)
    except XMLSyntaxError as error:  # a part that is read when it is needed: its theme
        raise damaged(job["file_name"]) from error
    (folder / MADE).write_bytes(saved(presentation))
    (folder / ANSWER).write_text(json.dumps(told), encoding="utf-8")


def _drawn(presentation: Any, deck: Deck, pictures: int) -> dict[str, Any]:
    canvas, warnings = canvas_of(presentation)
    facts, unused = understood(presentation, canvas)
    emptied(presentation)
    draw(presentation, deck, canvas)
    sketches = [sketch(slide, canvas) for slide in list(presentation.slides)[:pictures]]
    dressed(presentation, canvas)
    return {
        "canvas": canvas.as_json(),
        "warnings": warnings,
        "facts": facts,
        "unused": unused,
        "pictures": sketches,
    }


def opened(path: Path, name: str) -> Any:
    """The presentation, its properties found as PowerPoint finds them. Refused: `damaged_file`."""
    try:
        presentation = Presentation(str(path))
        package = presentation.part.package
        for number, relation in list(package._rels.items()):
            usual = _USUAL.get(relation.reltype.rpartition("/")[2].lower())
            if usual and usual != relation.reltype:
                package.drop_rel(number)
                package.relate_to(relation.target_part, usual)
        return presentation
    except MemoryError:
        raise
    except Exception as error:  # whatever the reader stumbles over is the file's fault: it was made elsewhere
        raise damaged(name) from error


def damaged(name: str) -> Refused:
    """What is said of a file that another program should write anew."""
    words = f"Tệp “{name}” bị hỏng nên không mở được. Hãy mở bằng PowerPoint, lưu thành tệp .pptx mới rồi thử lại."
    return Refused("damaged_file", words)


if __name__ == "__main__":
    os._exit(main(Path(sys.argv[1]), answer))
