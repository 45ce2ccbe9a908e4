"""Dialogs that more than one screen opens."""

from __future__ import annotations
