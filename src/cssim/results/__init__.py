"""From a finished run to numbers, tables and files; nothing here knows how a run was simulated."""
