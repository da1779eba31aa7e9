"""What every worker would do, done before the tests: the tests are compiled, the homes that several of them copy are
made. `run.py test` starts this beside the check of types, which takes one core. What a run finds made it does not make
(tests/worlds/kept_homes.py; pytest keeps each compiled test in its __pycache__).
"""

import gc
import subprocess
import sys

from tests import conftest  # noqa: F401 - the key, the disk and the passwords of a run

# isort: split
from chiso.intake.files import process  # noqa: F401 - whose readings are forked from now on
from tests.worlds import demo_home, kept_homes, readers

COLLECT = (sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider")

if __name__ == "__main__":
    gc.enable()
    subprocess.run(COLLECT, stdout=subprocess.DEVNULL, check=False)  # what is wrong there the run itself says
    readers.share()
    for name, build in demo_home.HOMES.items():
        kept_homes.built_once(name, build)
