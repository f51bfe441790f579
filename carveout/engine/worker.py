"""``python -m carveout.engine.worker``: one stack in one world, in a process of its own.

Reads a job as JSON from standard input, runs the program in the job's world, and writes what was seen to the file
descriptor named in the job. The program's own output goes to standard error.
"""

from __future__ import annotations

import asyncio
import json
import os
import runpy
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson


def main() -> None:
    """Run the job and write its results."""
    job = json.loads(sys.stdin.buffer.read())
    channel = os.fdopen(int(job["channel"]), "wb")
    # Whatever the program prints must not reach the standard output of a command whose output is JSON.
    os.dup2(2, 1)
    try:
        data = orjson.dumps(_run(job, bool(job["simulated"])))
    except BaseException:  # noqa: BLE001 - whatever it is, the parent must hear of it
        data = orjson.dumps({"internal": traceback.format_exc()})
    with channel:
        channel.write(data)
    # Leave without waiting for threads that the program may have started.
    os._exit(0)


def _run(job: dict[str, Any], simulated: bool) -> dict[str, Any]:
    import pulumi
    from pulumi.runtime import Settings, configure, run_in_stack, set_all_config

    from carveout.engine.monitor import Monitor, NeedsStack
    from carveout.engine.shape import shape

    monitor = Monitor(
        job["project"],
        job["stack"],
        job["root"],
        job["config"],
        job["stacks"],
        set(job["siblings"]),
        job["answers"],
        simulated,
    )
    os.chdir(job["cwd"])
    sys.path.insert(0, job["cwd"])
    sys.argv = [job["program"]]
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.set_default_executor(ThreadPoolExecutor(64))
    set_all_config(job["config"], job["secrets"])
    configure(
        Settings(
            project=job["project"],
            stack=job["stack"],
            monitor=monitor,  # pyright: ignore[reportArgumentType]
            engine=monitor,  # pyright: ignore[reportArgumentType]
            parallel=16,
            dry_run=True,
            organization="organization",
            root_directory=job["root"],
        )
    )

    def program() -> None:
        runpy.run_path(job["program"], run_name="__main__")

    failure: BaseException | None = None
    try:
        loop.run_until_complete(run_in_stack(program))
    except (Exception, SystemExit, NeedsStack) as error:  # noqa: BLE001 - the program is not ours
        failure = error
    if monitor.needs:
        return {"needs": monitor.needs}
    seen = shape(monitor)
    if isinstance(failure, SystemExit) and not failure.code:
        failure = None
    if failure is not None:
        _explain(failure, monitor, job, seen)
    elif monitor.errors:
        seen["crash"] = "\n".join(monitor.errors)
    del pulumi
    return seen


def _explain(failure: BaseException, monitor: Any, job: dict[str, Any], seen: dict[str, Any]) -> None:
    """Say why a program ended: a lookup that nobody answers leaves a partial plan, anything else is a crash."""
    frames = [
        frame
        for frame in traceback.extract_tb(failure.__traceback__)
        if frame.filename.startswith(f"{job['root']}/") and "/site-packages/" not in frame.filename
    ]
    unanswered = [call for call in monitor.invoked if call["answer"] == "unknown"]
    text = str(failure)
    if unanswered and isinstance(failure, AssertionError | AttributeError | TypeError) and "get" in text:
        call = unanswered[-1]
        where = f"{frames[-1].filename[len(job['root']) + 1 :]}:{frames[-1].lineno}" if frames else "the program"
        seen["problems"].append(
            {
                "code": "invoke-without-answer",
                "message": f"{call['token']} at {where} needs an answer: the program stopped there. Put "
                f"'invokes: [{{token: {call['token']}, arguments: {{}}, result: {{...}}}}]' into a file and give "
                "it with --answers FILE",
                "urn": "",
                "source": call["source"],
            }
        )
        return
    lines = [
        f"  {frame.filename[len(job['root']) + 1 :]}:{frame.lineno} in {frame.name}: {frame.line}" for frame in frames
    ]
    seen["crash"] = "\n".join([*lines, f"{type(failure).__name__}: {text}"])


if __name__ == "__main__":
    main()
