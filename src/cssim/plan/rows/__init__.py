"""Rows of the plan, one module per subject: plain numbers in named tuples (rule P1).

Every field that switches a mechanism has its off value as default.
"""
