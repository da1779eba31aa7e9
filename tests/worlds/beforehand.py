"""The homes that several tests copy, made before the tests: `run.py test` starts this beside the check of types, which
takes one core. What a run finds made it does not make (tests/worlds/demo_home.py).
"""

import gc

from tests import conftest  # noqa: F401 - the key, the disk and the passwords of a run

# isort: split
from chiso.intake.files import process  # noqa: F401 - whose readings are forked from now on
from tests.worlds import demo_home, readers

if __name__ == "__main__":
    gc.enable()
    readers.share()
    for name, build in demo_home.HOMES.items():
        demo_home.keep(name, build)
