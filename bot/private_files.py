# SPDX-License-Identifier: EUPL-1.2
"""Files with personal data: their owner's alone from the first byte, and whole or not there at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def private_file(target: Path) -> Iterator[Path]:
    """An empty draft beside the target, to be written; without a fault it then takes the target's name.

    Raises OSError, which names the target: nobody asked for the draft.
    """
    draft = target.with_name(f".{target.name}.part")
    try:
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        yield draft
        draft.replace(target)
    except OSError as fault:
        fault.filename = str(target)
        raise
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
