"""Reads photos of pin walls: which cards hang there, and which dots stick on them.

Images and issued codes come in as plain values, readings go out; neither Qt nor the store is known
here.
"""
