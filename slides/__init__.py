"""From notebooks to decks, handouts and PDFs: ``python -m slides``."""

import os
import sys

if named := os.environ.get("DESCENT_SETTINGS"):
    os.environ["DESCENT_SETTINGS"] = os.path.abspath(named)  # a kernel runs in the folder of its notebook

# nbformat imports jsonschema, which imports this package if it is there, for more than a second, to check web
# addresses in schemas: notebooks have none, and an author waits for each draft.
sys.modules.setdefault("rfc3987_syntax", None)

try:
    from lib.settings import SETTINGS  # noqa: F401
except ValueError as error:  # of a university's own file: its author needs no traceback of ours
    sys.exit(str(error))
