"""The operations, each imported by the first piece of work that needs it.

Importing the database library takes longer than showing a window. The window therefore names its
operations through this module (`operations_on_demand.ideas.add_idea(desk, …)`), and the import
happens on the worker thread, after the window is on screen.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from moderator.operations import clusters as clusters
    from moderator.operations import comments as comments
    from moderator.operations import desk as desk
    from moderator.operations import evenings as evenings
    from moderator.operations import history as history
    from moderator.operations import ideas as ideas
    from moderator.operations import importing as importing
    from moderator.operations import network as network
    from moderator.operations import offers as offers
    from moderator.operations import papers as papers
    from moderator.operations import phone_doors as phone_doors
    from moderator.operations import photo_counting as photo_counting
    from moderator.operations import photo_places as photo_places
    from moderator.operations import photo_reviews as photo_reviews
    from moderator.operations import pictures as pictures
    from moderator.operations import posts as posts
    from moderator.operations import print_choices as print_choices
    from moderator.operations import print_jobs as print_jobs
    from moderator.operations import pulling as pulling
    from moderator.operations import reporting as reporting
    from moderator.operations import rounds as rounds
    from moderator.operations import sample_evening as sample_evening
    from moderator.operations import sheet_drafts as sheet_drafts
    from moderator.operations import sheets as sheets
    from moderator.operations import transcription as transcription
    from moderator.operations import voting as voting
    from moderator.operations import workshops as workshops
else:

    def __getattr__(name: str) -> ModuleType:
        return importlib.import_module(f"moderator.operations.{name}")
