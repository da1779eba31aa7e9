"""`python -m tests.mutants`; the work is in running.py, which the processes of its pool can import."""

import sys

from tests.mutants.running import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
