"""The reference platform: a small participation platform that keeps docs/platform-api.

It shares nothing with a moderator's workshops but the words: it has a store of its own, and is
filled only by what comes in over its interface.
"""
