"""The engine's side of Pulumi's protocol: records what a program registers, and answers as a first preview would.

Used as an object in the program's own process (no socket), so a process can be forked before it starts. What the
real engine does and the SDK does not is imitated here: URNs, inheritance from the parent, provider resolution,
default providers, transforms, lowering of output values, duplicate URNs.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any, Final

import grpc
from google.protobuf import empty_pb2, json_format
from pulumi.runtime.proto import callback_pb2, callback_pb2_grpc, engine_pb2
from pulumi.runtime.proto import resource_pb2 as rp

from carveout.engine import invokes, wire
from carveout.engine.simulate import simulate

STACK: Final = "pulumi:pulumi:Stack"
# What we speak, one by one: a new SDK's new feature is off until it is imitated. Left out: byte strings, state
# migrations, invoke and call output values (we never return outputs), options for hooks (hooks are not run).
FEATURES: Final = (
    "SECRETS",
    "RESOURCE_REFERENCES",
    "OUTPUT_VALUES",
    "ALIAS_SPECS",
    "DELETED_WITH",
    "REPLACE_WITH",
    "TRANSFORMS",
    "INVOKE_TRANSFORMS",
    "PARAMETERIZATION",
    "RESOURCE_HOOKS",
    "ERROR_HOOKS",
    "INVOKE_DEPENDS_ON",
    "INVOKE_PARENT",
)


class NeedsStack(BaseException):
    """The program reads a stack that has not been planned yet. Not an ``Exception``: no program may catch it."""


@dataclass
class Recorded:
    """A registered resource in wire form; secrets are still in it, so it never leaves the process."""

    urn: str
    type: str
    name: str
    parent: str
    kind: str
    inputs: dict[str, Any]
    provider: str
    dependencies: list[str]
    property_dependencies: dict[str, list[str]]
    options: dict[str, Any]
    source: tuple[str, int] | None
    identity: str = ""
    outputs: dict[str, Any] = field(default_factory=dict[str, Any])


class Monitor:
    """ResourceMonitor and Engine of one program run in one world."""

    def __init__(
        self,
        project: str,
        stack: str,
        root: str,
        config: dict[str, str],
        stacks: dict[str, Any],
        siblings: set[str],
        answers: dict[str, Any],
        simulated: bool,
    ) -> None:
        self.project, self.stack, self.root, self.config = project, stack, root, config
        self.stacks, self.siblings, self.answers, self.simulated = stacks, siblings, answers, simulated
        self.resources: dict[str, Recorded] = {}
        self.invoked: list[dict[str, Any]] = []
        self.references: list[dict[str, Any]] = []
        self.problems: list[dict[str, Any]] = []
        self.errors: list[str] = []
        self.outputs: dict[str, Any] = {}
        self.needs = ""
        self._lock = threading.RLock()
        self._stack_transforms: list[Any] = []
        self._invoke_transforms: list[Any] = []
        self._transforms: dict[str, list[Any]] = {}
        self._providers: dict[str, dict[str, str]] = {}
        self._channels: dict[str, Any] = {}

    # -- negotiation

    def GetDeploymentInfo(self, request: Any, context: Any = None) -> Any:  # noqa: N802
        names = {f"RESOURCE_MONITOR_FEATURE_{name}" for name in FEATURES}
        found = [v.number for v in rp.ResourceMonitorFeature.DESCRIPTOR.values if v.name in names]
        return rp.DeploymentInfo(
            project=self.project,
            stack=self.stack,
            dryRun=True,
            config=self.config,
            supportedFeatures=found,  # pyright: ignore[reportArgumentType]
        )

    def SupportsFeature(self, request: Any, context: Any = None) -> Any:  # noqa: N802
        # Older SDKs ask one by one, in camelCase.
        known = {"".join(part.title() for part in name.split("_")) for name in FEATURES}
        asked = request.id[:1].upper() + request.id[1:]
        return rp.SupportsFeatureResponse(hasSupport=asked in known)

    def RegisterPackage(self, request: Any, context: Any = None) -> Any:  # noqa: N802
        return rp.RegisterPackageResponse(ref=f"{request.name}@{request.version}")

    def _accepted(self, request: Any, context: Any = None) -> Any:
        return empty_pb2.Empty()

    RegisterResourceHook = RegisterErrorHook = SignalAndWaitForShutdown = _accepted

    def Log(self, request: Any, context: Any = None) -> Any:  # noqa: N802
        if request.severity >= 3:
            self.errors.append(request.message)
        return empty_pb2.Empty()

    def RequirePulumiVersion(self, request: Any, context: Any = None) -> Any:  # noqa: N802
        return engine_pb2.RequirePulumiVersionResponse()

    def GetRootResource(self, request: Any, context: Any = None) -> Any:  # noqa: N802
        return engine_pb2.GetRootResourceResponse(urn="")

    def SetRootResource(self, request: Any, context: Any = None) -> Any:  # noqa: N802
        return engine_pb2.SetRootResourceResponse()

    # -- transforms: the engine runs them, by calling back into the program

    def RegisterStackTransform(self, request: Any, context: Any = None) -> Any:  # noqa: N802
        self._stack_transforms.append(request)
        return empty_pb2.Empty()

    def RegisterStackInvokeTransform(self, request: Any, context: Any = None) -> Any:  # noqa: N802
        self._invoke_transforms.append(request)
        return empty_pb2.Empty()

    def _callback(self, callback: Any, payload: Any) -> bytes:
        if callback.target not in self._channels:
            channel = grpc.insecure_channel(callback.target)
            self._channels[callback.target] = callback_pb2_grpc.CallbacksStub(channel)
        request = callback_pb2.CallbackInvokeRequest(token=callback.token, request=payload.SerializeToString())
        try:
            return self._channels[callback.target].Invoke(request).response
        except grpc.RpcError as error:
            raise RuntimeError(error.details() or "a transform failed") from None  # type: ignore[attr-defined]

    def _transform(self, request: Any, provider: str) -> str:
        """Run the resource's own transforms, its parents', the stack's. Returns the provider they leave."""
        chain = list(request.transforms)
        parent = request.parent
        while parent:
            chain += self._transforms.get(parent, [])
            parent = self.resources[parent].parent if parent in self.resources else ""
        chain += self._stack_transforms
        if not chain:
            return provider
        options = rp.TransformResourceOptions(
            depends_on=request.dependencies,
            ignore_changes=request.ignoreChanges,
            replace_on_changes=request.replaceOnChanges,
            version=request.version,
            aliases=request.aliases,
            provider=provider,
            providers=request.providers,
            deleted_with=request.deletedWith,
            additional_secret_outputs=request.additionalSecretOutputs,
        )
        if request.HasField("protect"):
            options.protect = request.protect
        if request.HasField("retainOnDelete"):
            options.retain_on_delete = request.retainOnDelete
        properties = request.object
        for callback in chain:
            payload = rp.TransformRequest(
                type=request.type,
                name=request.name,
                custom=request.custom,
                parent=request.parent,
                properties=properties,
                options=options,
            )
            response = rp.TransformResponse.FromString(self._callback(callback, payload))
            properties = response.properties
            if response.HasField("options"):
                options = response.options
        request.object.CopyFrom(properties)
        for source, target in (
            (options.ignore_changes, request.ignoreChanges),
            (options.aliases, request.aliases),
            (options.additional_secret_outputs, request.additionalSecretOutputs),
            (options.depends_on, request.dependencies),
        ):
            kept = list(source)
            del target[:]
            target.extend(kept)
        if options.HasField("protect"):
            request.protect = options.protect
        if options.HasField("retain_on_delete"):
            request.retainOnDelete = options.retain_on_delete
        return options.provider

    # -- resources

    def urn(self, parent: str, token: str, name: str) -> str:
        """Source: pulumi/pulumi ``sdk/go/common/resource/urn``: a stack parent is left out of the type chain."""
        chain = token
        if parent:
            above = parent.split("::")[2]
            if above != STACK:
                chain = f"{above}${token}"
        return f"urn:pulumi:{self.stack}::{self.project}::{chain}::{name}"

    def _inherit(self, request: Any) -> None:
        parent = self.resources.get(request.parent)
        if parent is None:
            return
        if not request.HasField("protect") and "protect" in parent.options:
            request.protect = parent.options["protect"]
        if not request.HasField("retainOnDelete") and "retainOnDelete" in parent.options:
            request.retainOnDelete = parent.options["retainOnDelete"]
        if not request.deletedWith:
            request.deletedWith = parent.options.get("deletedWith", "")

    def _provider(self, request: Any) -> str:
        """The provider by the resource's own option, else by the nearest parent that has one for the package."""
        package = request.type.split(":")[0]
        found = request.provider or request.providers.get(package, "")
        parent = request.parent
        while not found and parent:
            found = self._providers.get(parent, {}).get(package, "")
            parent = self.resources[parent].parent if parent in self.resources else ""
        return found

    def _default_provider(self, package: str, version: str, wanted_by: str) -> str:
        disabled = self.config.get("pulumi:disable-default-providers", "")
        if f'"{package}"' in disabled or '"*"' in disabled:
            raise RuntimeError(
                f"Default provider for '{package}' disabled. '{wanted_by}' must use an explicit provider."
            )
        name = f"default_{version.replace('.', '_')}" if version else "default"
        token = f"pulumi:providers:{package}"
        urn = self.urn("", token, name)
        if urn not in self.resources:
            inputs: dict[str, Any] = {
                key.split(":", 1)[1]: value for key, value in self.config.items() if key.startswith(f"{package}:")
            }
            self.resources[urn] = Recorded(urn, token, name, "", "provider", inputs, "", [], {}, {}, None)
        return f"{urn}::{wire.UNKNOWN}"

    def RegisterResource(self, request: Any, context: Any = None) -> Any:  # noqa: N802
        with self._lock:
            return self._register(request)

    def _register(self, request: Any) -> Any:
        self._inherit(request)
        provider = self._transform(request, self._provider(request) if request.custom else request.provider)
        is_provider = request.type.startswith("pulumi:providers:")
        if request.custom and not is_provider and not provider:
            provider = self._default_provider(request.type.split(":")[0], request.version, request.type)
        urn = self.urn(request.parent, request.type, request.name)
        if urn in self.resources:
            raise RuntimeError(f"Duplicate resource URN '{urn}'; try giving it a unique name")
        raw = wire.from_struct(request.object)
        inputs = {key: wire.plain(value) for key, value in raw.items()}
        by_property: dict[str, list[str]] = {}
        for key, value in raw.items():
            found = wire.dependencies(value)
            if key in request.propertyDependencies:
                found |= set(request.propertyDependencies[key].urns)
            if found:
                by_property[key] = sorted(found)
        everything = (
            set(request.dependencies).union(*by_property.values()) if by_property else set(request.dependencies)
        )
        kind = "provider" if is_provider else "managed" if request.custom else "component"
        record = Recorded(
            urn,
            request.type,
            request.name,
            request.parent,
            "stack" if request.type == STACK else kind,
            inputs,
            provider.rpartition("::")[0] if provider else "",
            sorted(everything),
            by_property,
            _options(request),
            self._source(request),
        )
        self._transforms[urn] = list(request.transforms)
        self._providers[urn] = dict(request.providers)
        self.resources[urn] = record
        if request.remote:
            self._problem(
                "not-expanded", f"{request.type} is a packaged component: its children are not planned", record
            )
        if not request.custom:
            return rp.RegisterResourceResponse(urn=urn)
        made = self._make(record) if self.simulated and not is_provider else {}
        return rp.RegisterResourceResponse(
            urn=urn, id=record.identity, object=wire.to_struct({**made, **inputs}), stable=False
        )

    def _make(self, record: Recorded) -> dict[str, Any]:
        region, account = self._place(record.provider, record.inputs)
        record.identity, record.outputs = simulate(record.urn, record.type, record.name, record.inputs, region, account)
        return record.outputs

    def _place(self, provider: str, inputs: dict[str, Any]) -> tuple[str, str]:
        """Region and account where they are stated in so many words, else ""."""
        found = self.resources.get(provider)
        settings = wire.decode_provider_inputs(found.inputs) if found else {}
        region = inputs.get("region") or settings.get("region")
        accounts = settings.get("allowedAccountIds")
        account = accounts[0] if isinstance(accounts, list) and len(accounts) == 1 else ""
        return (
            region if isinstance(region, str) and wire.UNKNOWN not in region else "",
            account if isinstance(account, str) else "",
        )

    def RegisterResourceOutputs(self, request: Any, context: Any = None) -> Any:  # noqa: N802
        outputs = {key: wire.plain(value) for key, value in wire.from_struct(request.outputs).items()}
        record = self.resources.get(request.urn)
        if record is not None:
            record.outputs = outputs
            if record.kind == "stack":
                self.outputs = outputs
        return empty_pb2.Empty()

    # -- reads, lookups, calls

    def ReadResource(self, request: Any, context: Any = None) -> Any:  # noqa: N802
        with self._lock:
            if request.type == "pulumi:pulumi:StackReference":
                return self._stack_reference(request)
            urn = self.urn(request.parent, request.type, request.name)
            properties = {key: wire.plain(value) for key, value in wire.from_struct(request.properties).items()}
            provider = request.provider
            if not provider:
                provider = self._provider_of_parents(request)
            if not provider:
                provider = self._default_provider(request.type.split(":")[0], request.version, request.type)
            self.resources[urn] = Recorded(
                urn,
                request.type,
                request.name,
                request.parent,
                "read",
                properties,
                provider.rpartition("::")[0],
                sorted(request.dependencies),
                {},
                {},
                self._source(request),
                request.id,
                properties,
            )
            # What AWS would answer is not known: only the id and what the program said are echoed.
            return rp.ReadResourceResponse(urn=urn, properties=wire.to_struct(properties))

    def _provider_of_parents(self, request: Any) -> str:
        package, parent = request.type.split(":")[0], request.parent
        while parent:
            found = self._providers.get(parent, {}).get(package, "")
            if found:
                return found
            parent = self.resources[parent].parent if parent in self.resources else ""
        return ""

    def _stack_reference(self, request: Any) -> Any:
        name = request.id
        parts = name.split("/")
        ours = parts[-1] if len(parts) == 1 or parts[-2] == self.project else ""
        outputs, answered = self.stacks.get(ours), "plan"
        if outputs is None and ours in self.siblings:
            self.needs = ours
            raise NeedsStack(ours)
        if outputs is None:
            outputs, answered = (self.answers.get("stackReferences") or {}).get(name), "file"
        if outputs is None:
            answered = "unknown"
        self.references.append({"name": name, "answer": answered, "source": self._source(request)})
        urn = self.urn(request.parent, request.type, request.name)
        if outputs is None or (answered == "plan" and not self.simulated):
            state = {"name": name, "outputs": wire.UNKNOWN}
        else:
            secret = [key for key, value in outputs.items() if isinstance(value, dict) and wire.SIGNATURE in value]
            state = {"name": name, "outputs": outputs, "secretOutputNames": secret}
        return rp.ReadResourceResponse(urn=urn, properties=wire.to_struct(state))

    def Invoke(self, request: Any, context: Any = None) -> Any:  # noqa: N802
        with self._lock:
            return self._invoke(request)

    def _invoke(self, request: Any) -> Any:
        for callback in self._invoke_transforms:
            payload = rp.TransformInvokeRequest(
                token=request.tok, args=request.args, options=rp.TransformInvokeOptions(provider=request.provider)
            )
            response = rp.TransformInvokeResponse.FromString(self._callback(callback, payload))
            request.args.CopyFrom(response.args)
        arguments = {key: wire.plain(value) for key, value in wire.from_struct(request.args).items()}
        if request.tok == "pulumi:pulumi:getResource":
            record = self.resources[arguments["urn"]]
            state = {"urn": record.urn, "id": record.identity, "state": {**record.inputs, **record.outputs}}
            return _returned(state)
        provider = request.provider.rpartition("::")[0] if request.provider else ""
        if not provider and request.tok.startswith("aws:"):
            provider = self._default_provider("aws", request.version, request.tok).rpartition("::")[0]
        region, account = self._place(provider, arguments)
        result, how = invokes.answer(request.tok, arguments, region, account), "built-in"
        if result is None:
            result, how = self._answer(request.tok, arguments), "file"
        self.invoked.append(
            {
                "token": request.tok,
                "arguments": arguments,
                "answer": how if result is not None else "unknown",
                "provider": provider,
                "source": self._source(request),
            }
        )
        if result is None:
            return rp.ResourceInvokeResponse(unknown=True)
        return _returned(result)

    def _answer(self, token: str, arguments: dict[str, Any]) -> dict[str, Any] | None:
        for row in self.answers.get("invokes") or []:
            wanted = row.get("arguments") or {}
            if row.get("token") == token and all(arguments.get(key) == value for key, value in wanted.items()):
                return row.get("result")
        return None

    def Call(self, request: Any, context: Any = None) -> Any:  # noqa: N802
        self._problem("not-expanded", f"method {request.tok} runs in a provider and was not called", None)
        raise RuntimeError(f"method {request.tok} runs in a provider: it cannot be planned offline")

    # -- places

    def _problem(self, code: str, message: str, record: Recorded | None) -> None:
        self.problems.append(
            {
                "code": code,
                "message": message,
                "urn": record.urn if record else "",
                "source": record.source if record else None,
            }
        )

    def _source(self, request: Any) -> tuple[str, int] | None:
        """The first place of the call that lies in the project, relative to its root."""
        places = [request.sourcePosition]
        if request.HasField("stackTrace"):
            places += [frame.pc for frame in request.stackTrace.frames]
        for place in places:
            path = place.uri.removeprefix("file://")
            if path.startswith(f"{self.root}/") and "/site-packages/" not in path and "/.venv/" not in path:
                return path[len(self.root) + 1 :], place.line
        return None


def _returned(result: dict[str, Any]) -> Any:
    # The field is called `return`, a word that Python keeps for itself.
    fields: dict[str, Any] = {"return": wire.to_struct(result)}
    return rp.ResourceInvokeResponse(**fields)


def _options(request: Any) -> dict[str, Any]:
    """The options that were given, under Pulumi's names."""
    given: dict[str, Any] = {}
    if request.HasField("protect"):
        given["protect"] = request.protect
    if request.HasField("retainOnDelete"):
        given["retainOnDelete"] = request.retainOnDelete
    if request.deleteBeforeReplaceDefined:
        given["deleteBeforeReplace"] = request.deleteBeforeReplace
    lists = {
        "ignoreChanges": list(request.ignoreChanges),
        "replaceOnChanges": list(request.replaceOnChanges),
        "additionalSecretOutputs": list(request.additionalSecretOutputs),
        "aliases": [json_format.MessageToDict(alias) for alias in request.aliases],
    }
    texts = {"deletedWith": request.deletedWith, "import": request.importId, "version": request.version}
    return {**given, **{key: value for key, value in {**lists, **texts}.items() if value}}
