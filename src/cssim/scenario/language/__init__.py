"""The scenario language: YAML to a checked tree of parts and back, with a place for every value."""
