"""Windows opened in processes of their own, which end as soon as theirs can be used."""

from __future__ import annotations
