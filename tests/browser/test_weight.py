"""How much a page of the demonstration sends to a browser that had it open."""

from chiso.web.shell import access
from tests.worlds.browser import Page
from tests.worlds.servers import Server

MOST = 60 * 1024  # bytes


def test_a_page_that_is_run_again_weighs_little(server: Server) -> None:
    for entry in access.ENTRIES:
        with Page(server.address) as page:
            assert page.open(entry.path).broken == ()
            assert page.open(entry.path).size <= MOST, entry.path
