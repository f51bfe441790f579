"""What the commands do, once their options are read. Each returns its exit code."""

from __future__ import annotations

import datetime
import gc
import sys
from pathlib import Path

from carveout.cli.inputs import DEFAULT_REGISTER, CheckInputs, read_answers, read_plans
from carveout.cli.terminal import Progress, say
from carveout.errors import UsageError
from carveout.rules.model import Result


def plan_command(directory: Path, env: str | None, output: Path, answers: Path | None, time_limit: float) -> int:
    """Plan every stack of an environment and write ``OUTPUT/STACK/plan.json``."""
    from carveout.engine import plan_project
    from carveout.plan.document import dump

    with Progress() as progress:
        plans = plan_project(
            directory, env=env, answers=read_answers(answers), time_limit=time_limit, progress=progress
        )
    for plan in plans:
        path = output / plan.name / "plan.json"
        _write(path, dump(plan))
        say(f"{path}: {len(plan.resources)} resources, {len(plan.problems)} problems")
        for problem in plan.problems:
            place = f"{problem.source.file}:{problem.source.line}: " if problem.source else ""
            say(f"  {place}{problem.message}")
    return 1 if any(plan.problems for plan in plans) else 0


def check_command(inputs: CheckInputs, output_format: str, output: Path | None) -> int:
    """Check and print, as text or JSON."""
    result = _result(inputs)
    if output_format == "json":
        from carveout.report.document import to_json

        data = to_json(result)
    else:
        from carveout.report.text import to_text

        data = to_text(result).encode()
    if output is not None:
        _write(output, data)
        say(f"{output}: {result.verdict}, {len(result.findings)} findings")
    elif output_format == "text" and sys.stdout.isatty():
        from carveout.cli.terminal import print_coloured

        print_coloured(data.decode())
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    return result.exit_code


def report_command(inputs: CheckInputs, output: Path) -> int:
    """Check, and write the page and its data."""
    from carveout.report.document import to_json
    from carveout.report.page import to_page

    result = _result(inputs)
    _write(output / "index.html", to_page(result).encode())
    _write(output / "check.json", to_json(result))
    say(f"{output / 'index.html'}: {result.verdict}, {len(result.findings)} findings")
    return result.exit_code


def _result(inputs: CheckInputs) -> Result:
    from carveout.boundary.load import load_boundary, load_register, no_register
    from carveout.rules.run import run_check

    # A check builds one graph and ends: collecting garbage meanwhile only walks it over and over.
    gc.disable()
    boundary = load_boundary(inputs.boundary)
    register_path = inputs.register or DEFAULT_REGISTER
    if inputs.register is None and not register_path.exists():
        register = no_register()
    else:
        register = load_register(register_path, boundary.value)
    with Progress() as progress:
        plans = read_plans(inputs, progress)
        return run_check(plans, boundary, register, inputs.as_of or datetime.date.today())


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
