"""The declared shape of each export: fields, header aliases, kinds, words of choices (pure data)."""

from collections.abc import Mapping
from types import MappingProxyType

from chiso.intake.datasets.common import PERSONAL_ALIASES, PERSONAL_BEGINNINGS, STT_ALIASES
from chiso.intake.datasets.criteria import CRITERIA
from chiso.intake.datasets.dossiers import DOSSIERS
from chiso.intake.datasets.measures import FIELD_REPORT, INDEX_SCORES, MEASUREMENTS, SERVICE_INDEX
from chiso.intake.datasets.plans import PLAN_TASKS
from chiso.intake.datasets.procedures import PROCEDURES
from chiso.intake.datasets.requests import PETITIONS, TASKS
from chiso.intake.datasets.shape import Dataset, Field

__all__ = [
    "DATASETS",
    "PERSONAL_ALIASES",
    "PERSONAL_BEGINNINGS",
    "STT_ALIASES",
    "Dataset",
    "Field",
]

DATASETS: Mapping[str, Dataset] = MappingProxyType(
    {
        dataset.name: dataset
        for dataset in (
            DOSSIERS,
            TASKS,
            PETITIONS,
            PROCEDURES,
            CRITERIA,
            INDEX_SCORES,
            PLAN_TASKS,
            MEASUREMENTS,
            FIELD_REPORT,
            SERVICE_INDEX,
        )
    }
)
