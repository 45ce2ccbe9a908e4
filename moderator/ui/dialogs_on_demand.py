"""The dialogs, each imported by the first click that needs it.

A start shows none of them, and loading them all takes as long as drawing the window. Those who open
a dialog name it through this module (`dialogs_on_demand.Confirmation(…)`).
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moderator.ui import file_dialogs as file_dialogs
    from moderator.ui.dialogs.command_palette import CommandPalette as CommandPalette
    from moderator.ui.dialogs.confirmation import Confirmation as Confirmation
    from moderator.ui.dialogs.error_dialog import ErrorDialog as ErrorDialog
    from moderator.ui.dialogs.keys_dialog import KeysDialog as KeysDialog
    from moderator.ui.dialogs.print_dialog import PrintDialog as PrintDialog
    from moderator.ui.hashtag.hashtag_dialog import HashtagDialog as HashtagDialog
    from moderator.ui.start.workshop_dialog import WorkshopDialog as WorkshopDialog
else:
    _MODULES = {
        "CommandPalette": "moderator.ui.dialogs.command_palette",
        "Confirmation": "moderator.ui.dialogs.confirmation",
        "ErrorDialog": "moderator.ui.dialogs.error_dialog",
        "HashtagDialog": "moderator.ui.hashtag.hashtag_dialog",
        "KeysDialog": "moderator.ui.dialogs.keys_dialog",
        "PrintDialog": "moderator.ui.dialogs.print_dialog",
        "WorkshopDialog": "moderator.ui.start.workshop_dialog",
    }

    def __getattr__(name: str) -> object:
        if name == "file_dialogs":
            return importlib.import_module("moderator.ui.file_dialogs")
        if name not in _MODULES:
            raise AttributeError(name)
        return getattr(importlib.import_module(_MODULES[name]), name)
