"""What is known of a record after several files, of which one was replaced, one rolled back, one lacks a column."""

from pathlib import Path

from chiso.intake.commit import storing
from chiso.intake.datasets import DATASETS
from tests.worlds import merge_world


def test_every_record_is_merged_as_by_hand_and_merging_again_changes_nothing(tmp_path: Path) -> None:
    world = merge_world.build(tmp_path / "home")
    assert merge_world.known(world) == merge_world.EXPECTED
    with world.store as store:
        for row in store.rows("imports/list"):  # each by itself: what it does not touch stays
            with store.transaction():
                storing.settle(store, "stp", row["dataset"], {row["import_id"]})
        assert merge_world.known(world) == merge_world.EXPECTED


def test_what_one_import_alone_says_is_what_merging_says_of_it(tmp_path: Path) -> None:
    world = merge_world.build_alone(tmp_path / "home")
    said = {"agency": "stp", "changed": [1, 2]}
    with world.store as store:
        for row in store.rows("imports/list"):
            with store.transaction():
                storing.settle(store, "stp", "dossiers", {row["import_id"]})
            assert merge_world.known(world) == merge_world.ALONE
        names, alone = DATASETS["dossiers"].names, world.known()
        with store.transaction():
            store.execute("current/forget", names, **said)
            store.execute("current/merge", names, **said)
        assert world.known() == alone
