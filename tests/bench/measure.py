"""Numbers of a run: percentiles, memory, the machine."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


@dataclass(frozen=True)
class Spread:
    """The same number from several runs."""

    values: list[float]

    def __str__(self) -> str:
        if len(self.values) < 2:
            return f"{self.values[0]:.1f}"
        return f"{mean(self.values):.1f} ± {stdev(self.values):.1f}"


def memory_mb(pid: int) -> float:
    """Resident memory of a process and its children, in MB (Linux)."""
    total = 0.0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if int(status.parent.name) == pid or int(fields.get("PPid", "0")) == pid:
            total += int(fields.get("VmRSS", "0 kB").split()[0]) / 1024
    return total


def machine() -> str:
    cpu = next(
        (x.split(":")[1].strip() for x in Path("/proc/cpuinfo").read_text().splitlines() if x.startswith("model name")), platform.machine()
    )
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores ({cpu}), Python {platform.python_version()}, Linux {platform.release()}, load before the run {load:.1f}"
