"""The offline plan: an unmodified Pulumi program against our own resource monitor.

Importing this costs nothing; pulumi itself is imported only in the processes that run programs.
"""

from carveout.engine.run import plan_project

__all__ = ["plan_project"]
