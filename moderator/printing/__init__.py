"""Cards and sheets as PDF: layouts are data in millimetres, codes scan, text always fits."""

from __future__ import annotations
