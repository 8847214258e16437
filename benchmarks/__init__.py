"""Yardsticks: how fast the engine is, as ratios measured in one run. Nothing here asserts a time."""
