"""Hypothesis profiles: the same examples on every machine, and no deadline that a busy one could miss."""

from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("ci")
