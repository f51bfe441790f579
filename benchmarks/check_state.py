"""Time and memory of `carveout check` on a state export, beside Checkov on the same graph as a Terraform plan.

    python benchmarks/check_state.py [--sizes 1000 10000 100000] [--peer CHECKOV] [--peer-sizes 1000] [--runs 3]

Whole processes, wall clock and peak resident memory as the kernel counts them. CHECKOV is the path of a checkov
executable in an environment of its own; without it only our own side runs. The peer runs on the first sizes only.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CARVEOUT = Path(sys.executable).parent / "carveout"


def measure(command: list[str], runs: int) -> tuple[float, float, int]:
    """Median seconds, largest peak in MB, and exit code of a command's runs."""
    seconds: list[float] = []
    peak, code = 0.0, 0
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds.append(time.perf_counter() - start)
        peak, code = max(peak, usage.ru_maxrss / 1024), os.waitstatus_to_exitcode(status)
        process.returncode = code
    return statistics.median(seconds), peak, code


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--peer-sizes", type=int, nargs="*", default=[1000])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print(f"{'tool':<10}{'resources':>10}{'seconds':>10}{'MB':>8}{'exit':>6}")
    ours: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            state, plan = Path(folder) / f"{size}.state.json", Path(folder) / f"{size}.plan.json"
            subprocess.run([sys.executable, ROOT / "benchmarks/synthetic.py", str(size), state, plan], check=True)
            seconds, peak, code = measure([str(CARVEOUT), "check", str(state), "--format", "json"], options.runs)
            ours.append((size, seconds))
            print(f"{'carveout':<10}{size:>10}{seconds:>10.2f}{peak:>8.0f}{code:>6}", flush=True)
            if options.peer and size in options.peer_sizes:
                command = [str(options.peer), "-f", str(plan), "--framework", "terraform_plan", "--skip-download"]
                seconds, peak, code = measure([*command, "--quiet", "-o", "json"], 1)
                print(f"{'checkov':<10}{size:>10}{seconds:>10.2f}{peak:>8.0f}{code:>6}", flush=True)
    if len(ours) > 1:
        (small, quick), (large, slow) = ours[0], ours[-1]
        exponent = math.log(slow / quick) / math.log(large / small)
        print(f"growth exponent of carveout from {small} to {large}: {exponent:.2f}")


if __name__ == "__main__":
    main()
