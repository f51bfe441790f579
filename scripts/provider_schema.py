"""Every input path of a resource type that can carry text, derived from the installed pulumi_aws.

    python scripts/provider_schema.py aws:s3/bucket:Bucket ...

Types are read from the SDK's own ``*Args`` classes, names through its own translation to wire names.
"""

from __future__ import annotations

import functools
import importlib
import json
import pkgutil
import sys
import types
import typing
from typing import Any

import pulumi
import pulumi_aws
from pulumi import _types

MAX_DEPTH = 6


def resource_class(token: str) -> type:
    """The SDK class of a token. Raises ``LookupError`` where the provider has no such type."""
    _, path, name = token.split(":")
    module = path.split("/")[0]
    found = getattr(importlib.import_module(f"pulumi_aws.{module}"), name, None)
    if found is None:
        raise LookupError(f"pulumi_aws has no {token}")
    return found


def args_class(resource: type) -> type:
    """The class of a resource's inputs: ``*InitArgs`` where ``*Args`` is the name of somebody's nested object."""
    module = sys.modules[resource.__module__]
    return getattr(module, f"{resource.__name__}InitArgs", None) or getattr(module, f"{resource.__name__}Args")


def inputs(token: str) -> dict[str, str]:
    """Wire path -> ``string``, ``number`` or ``boolean`` for every leaf of the type's inputs."""
    return dict(_fields(args_class(resource_class(token)), "", 0))


def _fields(cls: type, path: str, depth: int) -> typing.Iterator[tuple[str, str]]:
    names = _types.input_type_py_to_pulumi_names(cls)
    for python_name, wire in names.items():
        getter = getattr(cls, python_name)
        hint = typing.get_type_hints(getter.fget, localns={"pulumi": pulumi, "Output": pulumi.Output, "T": typing.Any})[
            "return"
        ]
        yield from _type(hint, f"{path}.{wire}" if path else wire, depth)


def _type(hint: Any, path: str, depth: int) -> typing.Iterator[tuple[str, str]]:
    if isinstance(hint, str | typing.ForwardRef):
        yield path, "string"
        return
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        # Optional, Input (T | Awaitable[T] | Output[T]) and Args | ArgsDict: the first that is a shape decides.
        for arg in args:
            if arg is type(None) or _is_wrapper(arg) or _is_typed_dict(arg):
                continue
            yield from _type(arg, path, depth)
            return
        return
    if (origin is not None and origin in (list, typing.Sequence)) or getattr(origin, "__name__", "") == "Sequence":
        yield from _type(args[0], f"{path}[*]", depth)
    elif getattr(origin, "__name__", "") in ("Mapping", "dict"):
        yield from _type(args[1], f"{path}{{}}", depth)
    elif hint is bool:
        yield path, "boolean"
    elif hint in (int, float):
        yield path, "number"
    elif isinstance(hint, type) and _types.is_input_type(hint):
        if depth < MAX_DEPTH:
            yield from _fields(hint, path, depth + 1)
        else:
            yield f"{path}.*", "string"
    else:
        yield path, "string"


def _is_wrapper(arg: Any) -> bool:
    origin = typing.get_origin(arg)
    return origin is not None and getattr(origin, "__name__", "") in ("Awaitable", "Output")


def _is_typed_dict(arg: Any) -> bool:
    return isinstance(arg, type) and issubclass(arg, dict)


@functools.cache
def all_tokens() -> list[str]:
    """Every resource token of the installed provider."""
    tokens: set[str] = set()
    for module in pkgutil.iter_modules(pulumi_aws.__path__):
        if module.ispkg and module.name != "config":
            package = importlib.import_module(f"pulumi_aws.{module.name}")
            for part in pkgutil.iter_modules(package.__path__):
                source = importlib.import_module(f"{package.__name__}.{part.name}")
                for value in vars(source).values():
                    if isinstance(value, type) and issubclass(value, pulumi.CustomResource):
                        token = getattr(value, "pulumi_type", "")
                        if token:
                            tokens.add(token)
    return sorted(tokens)


if __name__ == "__main__":
    json.dump({token: inputs(token) for token in sys.argv[1:]}, sys.stdout, indent=1, sort_keys=True)
