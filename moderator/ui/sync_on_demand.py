"""What talks to platforms, each part imported by the first piece of work that needs it.

The program's network libraries take as long to import as the window takes to show. So the window
names them through this module, and they are imported on another thread, when somebody asks.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from moderator.sync import accounts as accounts
    from moderator.sync import background as background
    from moderator.sync import books as books
    from moderator.sync import catalogue as catalogue
    from moderator.sync import decisions as decisions
    from moderator.sync import hand_over as hand_over
    from moderator.sync import history as history
    from moderator.sync import materials as materials
    from moderator.sync import opening as opening
    from moderator.sync import pulling as pulling
    from moderator.sync import secret_store as secret_store
    from moderator.sync import standing as standing
else:

    def __getattr__(name: str) -> ModuleType:
        return importlib.import_module(f"moderator.sync.{name}")
