"""The packs: every module of ``policies/<pack>/rules`` holds one rule under the name ``RULE``."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Final

from carveout.rules.model import Rule

PACKS: Final = ("isolation", "residency")


@cache
def load_pack(pack: str) -> tuple[Rule, ...]:
    """The rules of a pack in the order of their ids. Raises ``ImportError`` for a pack that does not exist."""
    package = importlib.import_module(f"policies.{pack}.rules")
    modules = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    rules = tuple(importlib.import_module(f"{package.__name__}.{name}").RULE for name in modules)
    for rule, name in zip(rules, modules, strict=True):
        if rule.id != name or rule.pack != pack:
            raise ImportError(f"policies/{pack}/rules/{name}.py holds rule {rule.id} of pack {rule.pack}")
    return rules


def load_rules() -> tuple[Rule, ...]:
    """All rules of all packs."""
    return tuple(rule for pack in PACKS for rule in load_pack(pack))
