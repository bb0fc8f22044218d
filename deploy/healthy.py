"""Ends with 0 where the process on the given port answers its liveness address."""

import sys
from urllib.request import urlopen

with urlopen(f"http://127.0.0.1:{sys.argv[1]}/livez", timeout=4) as answer:
    sys.exit(answer.status != 200)
