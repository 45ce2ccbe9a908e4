"""Cards and sheets as PDF: layouts are data in millimetres, codes scan, text always fits."""

from __future__ import annotations

from reportlab import rl_config

# Streams are kept as bytes, not as text: a fifth less to store, a third less to compute.
rl_config.useA85 = 0
