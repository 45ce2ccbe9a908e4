"""The second front door: pages for the phones of the people in the room."""

from __future__ import annotations
