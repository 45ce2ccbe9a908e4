"""One script per claim about speed, each against a limit measured in the same run."""

from __future__ import annotations
