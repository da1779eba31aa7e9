"""Giao ban: what changed since the last one, who promised what, what each room has to do."""

from functools import partial

from chiso.store import attached
from chiso.web.meeting import named, projector, since
from chiso.web.parts import loading, summed, widgets
from chiso.web.shell.context import current
from chiso.words import meeting


def main() -> None:
    here = current()
    if here.as_of is not None and projector.is_on():
        projector.draw(here)
        return
    widgets.question(meeting.QUESTION)
    if here.as_of is None:
        widgets.empty("Chưa có số liệu để so với giao ban trước", here)
        return
    if summed.only(here, partial(since.moves_alone, here)):
        return
    then = since.head(here, partial(named.summary, here))
    since.told_then(here, then)
    found = since.changes(here, then)
    since.draw(here, found)
    named.lists(here, found)
    if not attached.is_on(here.store):
        named.conclusions(here, found)
    named.duties(here, found)
    loading.sources_line(here, "dossiers", "tasks", "petitions", "plan_tasks")


main()
