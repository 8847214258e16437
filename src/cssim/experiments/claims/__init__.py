"""The practitioners' claims put to the test: a table of claims, each with the paired study that tests it."""
