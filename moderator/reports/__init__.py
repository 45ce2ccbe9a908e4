"""What people take home: the protocol and the exports of an evening."""

from __future__ import annotations
