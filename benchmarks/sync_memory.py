"""Syncs many ideas that are on a platform already; tells its peak memory in MiB."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.print_memory import peak_memory
from benchmarks.synced_items import engine_for
from moderator.storage.database import file_url
from moderator.storage.store import Store

if __name__ == "__main__":
    count, folder, address = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    store = Store.open(file_url(folder / f"{count}.sqlite"))
    if not engine_for(store, address, count).apply().proven:
        raise AssertionError("not everything was found")
    store.close()
    print(f"{peak_memory():.1f}")
