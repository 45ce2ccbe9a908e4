"""Parts of the platforms screen: accounts, the plan, what a person decides, and the proof."""

from __future__ import annotations
