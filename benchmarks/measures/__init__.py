"""What is measured, one subject per module; each has ``measure(effort)``, which returns a section of the page."""
