"""The office's own template is kept like an export: sealed, in audit log, ledger, backups; restore brings it back."""

from pathlib import Path

import pytest

from chiso.commands import keeping
from chiso.core.errors import Refused
from chiso.desk import own_template
from chiso.store import DATABASE, Store, backup, originals
from tests.worlds import fresh_home, office_templates
from tests.worlds.people import ADMIN, audited_acts

CONTENT = office_templates.of()
SHA = originals.digest(CONTENT)


def chosen(store: Store) -> tuple[str, str, str] | None:
    found = own_template.chosen(store, "stp")
    return found and (found.file_name, found.sha256, found.who)


def test_it_is_sealed_and_every_act_is_written_down(store: Store) -> None:
    own_template.choose(store, ADMIN, "stp", "mau so.pptx", CONTENT)
    assert chosen(store) == ("mau so.pptx", SHA, ADMIN.name)
    assert own_template.content(store, own_template.chosen(store, "stp")) == CONTENT  # type: ignore[arg-type]
    assert b"slideLayout" not in originals.path_of(store.home, SHA).read_bytes()
    own_template.drop(store, ADMIN, "stp")
    own_template.drop(store, ADMIN, "stp")  # nothing is left to drop: no further line
    assert chosen(store) is None
    acts = [one for one in audited_acts(store)["what"] if one.startswith("template")]
    assert acts == ["template_dropped", "template_chosen"]


def test_it_is_of_one_agency(store: Store) -> None:
    own_template.choose(store, ADMIN, "stp", "mau.pptx", CONTENT)
    assert own_template.chosen(store, "syt") is None


def test_what_could_harm_is_refused_here_too(store: Store) -> None:
    with pytest.raises(Refused) as refused:
        own_template.choose(store, ADMIN, "stp", "mau.pptx", office_templates.with_macro(CONTENT))
    assert refused.value.code == "dangerous_file"
    assert (chosen(store), originals.kept(store.home)) == (None, {})


@pytest.mark.parametrize("with_backup", [True, False])
def test_restore_brings_it_back(tmp_path: Path, *, with_backup: bool) -> None:
    """Of a lost database: from the ledger, with the file of the backup or the one that is still there."""
    home, copy = tmp_path / "home", tmp_path / "copy"
    with fresh_home.build(home) as store:
        own_template.choose(store, ADMIN, "stp", "mau.pptx", CONTENT)
        backup.backup(store, copy)
    (home / DATABASE).unlink()
    if with_backup:
        originals.path_of(home, SHA).unlink()
    assert keeping.restore(home, copy if with_backup else None, False).document["not_redone"] == []
    with Store.open(home) as store:
        assert chosen(store) == ("mau.pptx", SHA, ADMIN.name)
        assert originals.has(home, SHA)


def test_a_lost_file_is_told_and_comes_from_a_backup(tmp_path: Path) -> None:
    home, copy = tmp_path / "home", tmp_path / "copy"
    with fresh_home.build(home) as store:
        own_template.choose(store, ADMIN, "stp", "mau.pptx", CONTENT)
        assert keeping.verify(store).document == []
        backup.backup(store, copy)
        originals.path_of(home, SHA).unlink()
        (named,) = keeping.verify(store).document
        assert named["code"] == "original_missing"
        assert "“mau.pptx”" in named["message"]
    answer = keeping.restore(home, copy, False)
    assert [row["code"] for row in answer.document["redone"]] == ["original_returned"]
    with Store.open(home) as store:
        assert originals.has(home, SHA)
        assert keeping.verify(store).document == []
