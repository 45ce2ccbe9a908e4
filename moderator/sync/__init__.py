"""Carrying a workshop to a town's platform, exactly once: docs/sync.md tells how."""
