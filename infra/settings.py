"""What a stack's file says, checked once. The only module that reads ``pulumi.Config``.

Everything is plain and frozen, so that names, ARNs and addresses are known before any resource exists. The
layer comes from the key ``layer``, never from the stack's name: a renamed stack stays the same stack.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, Literal, get_args

import pulumi
from pydantic import BaseModel, Field, ValidationError, model_validator

from carveout.boundary import Boundary, Party, load_boundary
from carveout.boundary.models import Account, Region, Strict
from carveout.errors import UsageError
from infra.network_settings import NetworkSettings
from infra.storage_settings import StorageSettings

Environment = Literal["dev", "prod"]
Layer = Literal["network", "storage"]

PROJECT: Final = "larkspur"
BOUNDARY_FILE: Final = "stacks/boundary.yaml"
_PLAIN_KEYS: Final = ("environment", "layer", "account", "region", "second_region", "owner")


class SettingsError(UsageError, pulumi.RunError):
    """A stack file that cannot be used.

    It is a ``RunError`` so that the CLI shows the text without a traceback, and a ``UsageError`` so that the
    offline plan ends with exit code 2.
    """


class Settings(Strict):
    """One stack: where it lies, which layer it is, and the boundary that it must stay in."""

    environment: Environment = Field(description="dev, prod")
    layer: Layer = Field(description="network, storage")
    account: Account = Field(description="one of the US side's accounts")
    region: Region = Field(description="one of the US side's regions")
    second_region: Region = Field(description="another one of the US side's regions")
    owner: str = Field(pattern=r"^[a-z][a-z0-9-]+$", description="a team's name in lower case, such as platform")
    boundary: Boundary
    network: NetworkSettings | None = Field(default=None, description="an object, in a stack of layer network")
    storage: StorageSettings | None = Field(default=None, description="an object, in a stack of layer storage")

    @property
    def us(self) -> Party:
        """The US side of the boundary."""
        return self.boundary.parties["us"]

    @property
    def parent(self) -> Party | None:
        """The former parent, where the boundary names one."""
        return self.boundary.parties.get("parent")

    @model_validator(mode="after")
    def _inside_the_boundary(self) -> Settings:
        us, wrong = self.us, []
        if self.account not in us.accounts:
            wrong.append(_wrong("account", self.account, "is no account of the US side", us.accounts))
        for key in ("region", "second_region"):
            region = getattr(self, key)
            if region not in us.regions:
                wrong.append(_wrong(key, region, "is no region of the US side", us.regions))
        if self.second_region == self.region:
            others = tuple(name for name in us.regions if name != self.region)
            wrong.append(_wrong("second_region", self.second_region, "is the home region itself", others))
        section = getattr(self, self.layer)
        if section is None:
            wrong.append(f"{PROJECT}:{self.layer} is missing; a stack of layer {self.layer} needs this object")
        if self.network is not None and self.layer == "network":
            wrong.extend(f"{PROJECT}:network.{text}" for text in self.network.complaints(self.region, us))
        if wrong:
            raise ValueError("\n".join(wrong))
        return self


def _wrong(key: str, value: object, why: str, allowed: tuple[str, ...]) -> str:
    return f"{PROJECT}:{key} is {json.dumps(value)}: {why}; allowed: {', '.join(allowed)}"


def load_settings(root: Path) -> Settings:
    """Read the stack's configuration and the boundary below the project's root.

    Raises ``SettingsError`` with one line for each mistake: file, key, value and what is allowed.
    """
    config, raw = pulumi.Config(), {}
    for key in (*_PLAIN_KEYS, *get_args(Layer)):
        value = config.get(key)
        if value is not None:
            raw[key] = value
    return settings_from(raw, stack=pulumi.get_stack(), boundary=_boundary(root / BOUNDARY_FILE))


def settings_from(raw: dict[str, str], *, stack: str, boundary: Boundary) -> Settings:
    """Settings from the configuration's own texts (objects as JSON); the pure half of ``load_settings``."""
    file = f"stacks/Pulumi.{stack}.yaml"
    values: dict[str, Any] = dict(raw)
    for key in get_args(Layer):
        if key in values:
            try:
                values[key] = json.loads(values[key])
            except json.JSONDecodeError as error:
                raise SettingsError(f"{file}: {PROJECT}:{key} is not an object ({error})") from None
    try:
        return Settings(**values, boundary=boundary)
    except ValidationError as error:
        lines = [line for item in error.errors() for line in _lines(dict(item))]
        raise SettingsError("\n".join(f"{file}: {line}" for line in lines)) from None


def _boundary(path: Path) -> Boundary:
    try:
        return load_boundary(path).value
    except UsageError as error:
        raise SettingsError(str(error)) from None


def _lines(item: dict[str, Any]) -> list[str]:
    """One of pydantic's errors as lines that name the key, the value and what is allowed."""
    location, cause = tuple(item["loc"]), item.get("ctx", {}).get("error")
    text = str(cause) if isinstance(cause, ValueError) else item["msg"]
    if not location:
        return text.splitlines()
    key = f"{PROJECT}:" + ".".join(str(part) for part in location)
    allowed = _allowed(location)
    if item["type"] == "missing":
        return [f"{key} is missing; allowed: {allowed}"]
    if item["type"] == "extra_forbidden":
        return [f"{key} is not a known key; known: {', '.join(_known_keys(location[:-1]))}"]
    if item["type"] == "value_error":
        return [f"{key} is {json.dumps(item['input'], default=str)}: {text}; allowed: {allowed}"]
    return [f"{key} is {json.dumps(item['input'], default=str)}; allowed: {allowed}"]


def _model_at(location: tuple[int | str, ...]) -> type[BaseModel]:
    """The model that holds a location; ``Settings`` itself for the empty one."""
    model: type[BaseModel] = Settings
    for part in location:
        field = model.model_fields.get(str(part))
        inner = [kind for kind in (field.annotation, *get_args(field.annotation)) if field] if field else []
        model = next((kind for kind in inner if isinstance(kind, type) and issubclass(kind, BaseModel)), model)
    return model


def _known_keys(location: tuple[int | str, ...]) -> list[str]:
    return sorted(_model_at(location).model_fields)


def _allowed(location: tuple[int | str, ...]) -> str:
    names = tuple(part for part in location if isinstance(part, str))
    field = _model_at(names[:-1]).model_fields.get(str(names[-1]))
    return (field.description if field else None) or "see infra/settings.py"
