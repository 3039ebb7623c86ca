"""One command line in a fresh interpreter: for commands that typeset, once the typesetter's threads run in a test.

A forked child has none of its parent's threads, so a typesetter that was used before the fork would wait for them
for ever.
"""

from __future__ import annotations

import json
import os
import resource
import runpy
import sys
from importlib import import_module

if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    for name in (
        "typst",
        "cmo_pathways.cli.tell_demo",
        "cmo_pathways.cli.tell_portfolio",
        "cmo_pathways.export.values",
    ):
        import_module(name)
    main = import_module("cmo_pathways.cli").main
    import_module("cmo_pathways.catalogue").load_catalogue()
    if given["before"]:
        file, function = given["before"]
        runpy.run_path(file)[function]()
    if given["room"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (given["room"], given["room"]))
    if given["nobody"] and os.getuid() == 0:
        os.setuid(65534)
    sys.exit(main(given["words"]))
