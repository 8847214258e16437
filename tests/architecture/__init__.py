"""Tests of the house itself: floors, arithmetic, words, clocks, sizes, doors."""
