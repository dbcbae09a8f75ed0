"""What a cell displays, caught the way a notebook catches it."""

from contextlib import contextmanager

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output


@pytest.fixture
def displayed():
    """A context whose `outputs` hold what was displayed in it, with `data` and `metadata`."""
    InteractiveShell.instance()

    @contextmanager
    def catch():
        with capture_output(stdout=False, stderr=False) as caught:
            yield caught

    return catch
