"""The one exception for what a user can mend: bad input or usage, exit code 2."""

from __future__ import annotations


class UsageError(Exception):
    """Bad input. The text is shown as it is: it names file, line, value and what is allowed.

    Several complaints about one file come as several lines.
    """
