"""Templates as Python code, kept between builds: compiling them is a tenth of a small build.

What is kept is run, and themes are kept in a sandbox because they can come from strangers. So it
lies where only the user writes, in the cache folder of the account, and never in a site's folder:
a site that comes with a state folder of its own brings no code. Losable.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from hashlib import sha1
from pathlib import Path
from zlib import crc32

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_SUM_BYTES = 4


class CompiledTemplates(BytecodeCache):
    """A file for each template. `made` is a hash of all that its code is made of beside it.

    A folder that cannot be used is not used.
    """

    def __init__(self, folder: Path, made: str) -> None:
        self._folder = folder
        self._made = made

    def get_source_checksum(self, source: str) -> str:
        """A hash of all that the code is made of."""
        told = f"{self._made}\n{source}".encode("utf-8", "surrogatepass")
        return sha1(told, usedforsecurity=False).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code, where it is there, unharmed and made of the same."""
        try:
            kept = self._file(bucket).read_bytes()
        except OSError:
            return
        value = kept[_SUM_BYTES:]
        if kept[:_SUM_BYTES] == _sum(value):
            bucket.bytecode_from_string(value)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it; a file is there whole or not at all."""
        value = bucket.bytecode_to_string()
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(dir=self._folder)
            try:
                with open(number, "wb") as file:  # noqa: PTH123 - a descriptor
                    file.write(_sum(value) + value)
                Path(name).replace(self._file(bucket))
            except OSError:
                Path(name).unlink(missing_ok=True)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.code"


def _sum(value: bytes) -> bytes:
    return crc32(value).to_bytes(_SUM_BYTES, "big")
