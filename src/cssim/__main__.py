"""``python -m cssim`` is the command line."""

from __future__ import annotations

from cssim.cli.app import main

if __name__ == "__main__":
    main()
