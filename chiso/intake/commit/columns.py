"""What the command line says about columns, file by file: a header means a field in the files that have it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from chiso.core.errors import WrongUsage
from chiso.core.vietnamese import fold
from chiso.intake.commit.preview import parts
from chiso.intake.commit.stages import Preview, RecognisedFile, Upload
from chiso.intake.datasets import DATASETS
from chiso.intake.files.sheets import column_letters
from chiso.store import Store

Columns = Mapping[str, str]  # header as printed -> field, "" = leave it out


def column(text: str) -> tuple[str, str]:
    """ "HEADER=FIELD", split at the last "=". Raises ValueError for what is none, or names a field of no dataset."""
    header, sign, field = (part.strip() for part in text.rpartition("="))
    known = {name for dataset in DATASETS.values() for name in dataset.by_name}
    if not sign or not header or field not in known | {""}:
        raise ValueError(text)
    return header, field


def of_files(store: Store, uploads: Iterable[Upload | None], said: Columns) -> dict[int, Columns]:
    """Place of a file -> what is said about those columns that it has; nothing of what cannot be read, which says so by
    itself. Raises WrongUsage for a header that no file has, and for a field that the dataset given has not."""
    heads: dict[int, set[str] | None] = {}
    for place, upload in enumerate(uploads):
        if upload is None:
            continue
        dataset = DATASETS.get(upload.answers.dataset or "")
        if dataset and (other := {*said.values()} - {*dataset.by_name, ""}):
            raise WrongUsage(f"--column: “{dataset.label}” không có trường {min(other)}.")
        heads[place] = _heads(parts(store, _saying(upload, said), compare=False))
    known = [found for found in heads.values() if found is not None]
    for header in said:
        if known and not any(fold(header) in found for found in known):
            raise WrongUsage(f"--column: không tệp nào có cột “{header}”.")
    return {
        place: {header: field for header, field in said.items() if found is None or fold(header) in found}
        for place, found in heads.items()
    }


def _saying(upload: Upload, said: Columns) -> Upload:
    return replace(upload, answers=replace(upload.answers, columns=said))


def _heads(looked: Sequence[Preview]) -> set[str] | None:
    """How a person may name the columns of a file: as `matching.match` looks for them. None where it was read in this
    way before, or is not understood."""
    found = [
        one for part in looked if isinstance(part, RecognisedFile) for one in (part.recognised, *part.joined)
    ]
    if not found:
        return None
    return {
        fold(words)
        for one in found
        for place, path in one.layout.paths.items()
        for words in (f"{path} [{column_letters(place)}]", path, path.split(" › ")[-1])
    }
