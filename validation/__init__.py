"""The model held against outside evidence and against what must hold of it; `make validation` writes the page."""
