"""Parts of the print dialog: what to print, its preview, and the ways onto paper."""

from __future__ import annotations
