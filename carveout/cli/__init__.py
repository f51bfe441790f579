"""The command line. Everything heavy is imported by the command that needs it: `--help` must be quick."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command and exit: 0 all inside or permitted, 1 a finding, 2 bad input, 3 an error of our own."""
    from carveout.cli.app import app
    from carveout.errors import UsageError

    try:
        app(standalone_mode=True)
    except UsageError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
