"""Keys and the ledger of erasures: files beside the database that only its owner may read."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

KEY_BYTES = 32


def key_from(path: Path) -> bytes:
    """The key in a file, made at the first start."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of this program was first
            return path.read_bytes()
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
    return path.read_bytes()


class FileLedger:
    """Ids of cases whose person was erased, one a line; it outlives every restore."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, case_ids: Sequence[str]) -> None:
        """Remember them."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="ascii") as file:
            file.writelines(f"{case_id}\n" for case_id in case_ids)
            file.flush()
            os.fsync(file.fileno())

    def all(self) -> Sequence[str]:
        """Every id remembered."""
        if not self._path.exists():
            return []
        return [line for line in self._path.read_text(encoding="ascii").split("\n") if line]
