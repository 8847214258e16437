"""Where log records go: warnings to stderr, everything to ``--log FILE``. The library itself configures nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from cssim.cli.console import tell
from cssim.cli.options import ScreenOptions


class _ToStderr(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        tell(
            f"{record.levelname.lower()}: {record.getMessage()}"
            if record.levelno >= logging.WARNING
            else record.getMessage()
        )


@contextmanager
def logging_to(options: ScreenOptions) -> Iterator[None]:
    """Send the records of cssim where ``options`` want them, as long as a command runs."""
    logger = logging.getLogger("cssim")
    screen = _ToStderr()
    screen.setLevel(logging.ERROR if options.quiet else logging.INFO if options.verbose else logging.WARNING)
    handlers: list[logging.Handler] = [screen]
    if options.log is not None:
        file = logging.FileHandler(options.log, encoding="utf-8")
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        handlers.append(file)
    before = logger.level, logger.propagate
    logger.setLevel(logging.DEBUG if options.log is not None else screen.level)
    logger.propagate = False
    for handler in handlers:
        logger.addHandler(handler)
    try:
        yield
    finally:
        logger.level, logger.propagate = before
        for handler in handlers:
            logger.removeHandler(handler)
            handler.close()
