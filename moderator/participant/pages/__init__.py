"""The pages themselves: templates, their words in three languages, style sheet and script."""

from __future__ import annotations

from moderator.participant.pages.assets import Asset, assets, icon_name
from moderator.participant.pages.languages import page_words
from moderator.participant.pages.rendering import Pages

__all__ = ["Asset", "Pages", "assets", "icon_name", "page_words"]
