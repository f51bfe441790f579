"""Progress and colours for a terminal; silent in CI and in pipes."""

from __future__ import annotations

import os
import sys
from types import TracebackType


def say(line: str) -> None:
    """A line about what was done, on standard error: standard output belongs to the result."""
    print(line, file=sys.stderr)


class Progress:
    """Shows the latest step on one line while something runs; says nothing where nobody watches."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty() and not os.environ.get("CI")
        self._width = 0

    def __enter__(self) -> Progress:
        return self

    def __call__(self, step: str) -> None:
        if self._watched:
            text = step[:100]
            sys.stderr.write(f"\r{text.ljust(self._width)}")
            sys.stderr.flush()
            self._width = len(text)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watched and self._width:
            sys.stderr.write(f"\r{' ' * self._width}\r")
            sys.stderr.flush()


_STYLES = {
    "PARENT": "bold red",
    "OUTSIDE": "bold red",
    "UNDETERMINED": "bold yellow",
    "PERMITTED": "bold cyan",
    "INSIDE": "bold green",
    "parent": "red",
    "outside": "red",
    "undetermined": "yellow",
    "error": "red",
    "warning": "yellow",
}


def print_coloured(text: str) -> None:
    """Print a text, each line in the colour of the verdict that it begins with."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line in text.splitlines():
        word = line.split(maxsplit=1)[0].rstrip(":") if line.strip() else ""
        console.print(Text(line, style=_STYLES.get(word, "")), soft_wrap=True)
