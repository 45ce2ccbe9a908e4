"""Workshops, ideas, rules, ballots and results as plain values and pure functions."""

from __future__ import annotations
