"""The commands and their options."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="carveout",
    help="Find, judge and show every link of a separated US business to its former parent.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Env = Annotated[str | None, typer.Option("--env", help="Environment, such as prod: its stacks are planned.")]
BoundaryFile = Annotated[Path, typer.Option("--boundary", help="What belongs to whom.", show_default=True)]
RegisterFile = Annotated[
    Path | None, typer.Option("--register", help="Permitted links.", show_default="stacks/register.yaml")
]
AsOf = Annotated[
    datetime.datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Judge as on this day.", show_default="today"),
]
Answers = Annotated[Path | None, typer.Option("--answers", help="YAML with answers to lookups and stack references.")]
TimeLimit = Annotated[float, typer.Option("--time-limit", help="Seconds that each program may run.")]
BOUNDARY = Path("stacks/boundary.yaml")


class Format(StrEnum):
    """Output formats of `check`."""

    text = "text"
    json = "json"


def _version(wanted: bool) -> None:
    if wanted:
        from carveout import __version__

        typer.echo(f"carveout {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Exit codes: 0 all inside or permitted; 1 something outside, parent or undetermined; 2 bad input or usage."""


@app.command()
def plan(
    directory: Annotated[Path, typer.Argument(help="A Pulumi Python project.", metavar="[DIR]")] = Path("."),
    env: Env = None,
    output: Annotated[Path, typer.Option("--output", help="Folder for one plan.json per stack.")] = Path("out"),
    answers: Answers = None,
    time_limit: TimeLimit = 120,
) -> None:
    """Plan a Pulumi program offline: no CLI, no plugin, no account. Writes OUTPUT/STACK/plan.json."""
    from carveout.cli.commands import plan_command

    raise typer.Exit(plan_command(directory, env, output, answers, time_limit))


@app.command()
def check(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Project folders, plans or state exports; without one, the current folder.", metavar="[SOURCE]..."
        ),
    ] = None,
    env: Env = None,
    boundary: BoundaryFile = BOUNDARY,
    register: RegisterFile = None,
    as_of: AsOf = None,
    format: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.text,
    output: Annotated[Path | None, typer.Option("--output", help="Write to this file instead of the terminal.")] = None,
    answers: Answers = None,
    time_limit: TimeLimit = 120,
) -> None:
    """Find every link and judge it: 0 if all are inside or permitted, 1 if not."""
    from carveout.cli.commands import check_command
    from carveout.cli.inputs import CheckInputs

    inputs = CheckInputs(
        tuple(sources or ()), env, boundary, register, as_of.date() if as_of else None, answers, time_limit
    )
    raise typer.Exit(check_command(inputs, format.value, output))


@app.command()
def report(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(help="As for check.", metavar="[SOURCE]..."),
    ] = None,
    env: Env = None,
    boundary: BoundaryFile = BOUNDARY,
    register: RegisterFile = None,
    as_of: AsOf = None,
    output: Annotated[Path, typer.Option("--output", help="Folder for index.html and check.json.")] = Path("out"),
    answers: Answers = None,
    time_limit: TimeLimit = 120,
) -> None:
    """Write the page for auditors: one static HTML file. Exit code as for check."""
    from carveout.cli.commands import report_command
    from carveout.cli.inputs import CheckInputs

    inputs = CheckInputs(
        tuple(sources or ()), env, boundary, register, as_of.date() if as_of else None, answers, time_limit
    )
    raise typer.Exit(report_command(inputs, output))
