"""`make bench`: prints a table with the machine and the spread of three runs, and writes it to docs/measurements.md."""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

from rich.console import Console

from deploy.launch.environment import Ports
from deploy.launch.house import ROOT, House, free_port
from tests.bench import house_run, stock
from tests.bench.measure import Spread, machine, memory_mb, percentile
from tests.bench.wire import Provider

console = Console(highlight=False)
RUNS = 3
Row = tuple[str, str, str]


def ms(values: list[float], share: float) -> float:
    return percentile(values, share) * 1000


async def of_the_house(rows: list[Row], runs: int, bots: int) -> None:
    provider = Provider()
    await provider.start()
    with tempfile.TemporaryDirectory(prefix="wegwijzer-bench-") as folder:
        extra = {
            "TWILIO_ACCOUNT_SID": house_run.ACCOUNT,
            "TWILIO_AUTH_TOKENS": house_run.TOKEN,
            "TWILIO_WHATSAPP_FROM": house_run.OURS,
            "TWILIO_API_BASE": f"http://127.0.0.1:{provider.port}",
            "CHANNELS_PUBLIC_URL": house_run.URL,
            # one person writes faster here than a person can; the guard against that is measured by its own tests
            "CHANNELS_BURST": "100000",
            "CHANNELS_PACE": "100000",
            "WEGWIJZER_LOG_LEVEL": "WARNING",
        }
        ports = Ports(free_port(), free_port(), free_port(), free_port())
        house = House(Path(folder), "test", ports, extra, say=lambda line: console.print(f"  {line}"))
        loop = asyncio.get_running_loop()
        try:
            for name in ("start, cold (new database)", "start, warm"):
                began = time.monotonic()
                await loop.run_in_executor(None, house.start)
                rows.append((name, "s", f"{time.monotonic() - began:.1f}"))
                if name != "start, warm":
                    await loop.run_in_executor(None, house.stop)
                    house.processes.clear()
            driver = house_run.Driver(house.ports.channels, provider)
            await driver.side_by_side(4, 6, 99)  # warm up
            for people, turns in ((1, 60), (20, 20)):
                results = [await driver.side_by_side(people, turns, seed * 10 + people % 7) for seed in range(1, runs + 1)]
                for share in (0.5, 0.95):
                    rows.append(
                        (
                            f"message → reply p{share * 100:.0f}, {people} at once",
                            "ms",
                            str(Spread([ms(r.replies, share) for r in results])),
                        )
                    )
                rows.append((f"webhook acknowledgement p95, {people} at once", "ms", str(Spread([ms(r.acks, 0.95) for r in results]))))
                rows.append((f"messages a second, {people} at once", "1/s", str(Spread([r.per_second for r in results]))))
            long = await driver.side_by_side(1, 200, 77)
            for first, last in ((1, 50), (151, 200)):
                rows.append(
                    (f"reply p50 of turns {first}–{last} of one conversation", "ms", f"{ms(long.replies[first - 1 : last], 0.5):.1f}")
                )
            for name, process in house.processes.items():
                if process.child:
                    rows.append((f"memory of {name}", "MB", f"{memory_mb(process.child.pid):.0f}"))
        finally:
            await loop.run_in_executor(None, house.stop)
            await provider.stop()


async def of_stock_rasa(rows: list[Row], runs: int) -> None:
    loop = asyncio.get_running_loop()
    console.print("  training stock Rasa (once, several minutes)")
    await loop.run_in_executor(None, stock.build)
    process, port = stock.server()
    began = time.monotonic()
    process.start()
    try:
        await loop.run_in_executor(None, process.wait_until_ready, 300.0)
        rows.append(("stock Rasa: start", "s", f"{time.monotonic() - began:.1f}"))
        await stock.side_by_side(port, 2, 4, 99)
        for people, turns in ((1, 40), (20, 10)):
            results = [await stock.side_by_side(port, people, turns, seed * 10 + people % 7) for seed in range(1, runs + 1)]
            for share in (0.5, 0.95):
                rows.append(
                    (f"stock Rasa: reply p{share * 100:.0f}, {people} at once", "ms", str(Spread([ms(r.replies, share) for r in results])))
                )
            rows.append((f"stock Rasa: messages a second, {people} at once", "1/s", str(Spread([r.per_second for r in results]))))
        long = await stock.side_by_side(port, 1, 200, 77)
        for first, last in ((1, 50), (151, 200)):
            rows.append(
                (
                    f"stock Rasa: reply p50 of turns {first}–{last} of one conversation",
                    "ms",
                    f"{ms(long.replies[first - 1 : last], 0.5):.1f}",
                )
            )
        rows.append(("stock Rasa: turns of that conversation without any reply", "of 200", str(long.silent)))
        if process.child:
            rows.append(("stock Rasa: memory", "MB", f"{memory_mb(process.child.pid):.0f}"))
    finally:
        process.stop()


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--no-stock", action="store_true", help="leave stock Rasa out")
    options = parser.parse_args()
    where, rows = machine(), []
    console.print(where)
    await of_the_house(rows, options.runs, 1)
    if not options.no_stock:
        await of_stock_rasa(rows, options.runs)
    width = max(len(name) for name, _, _ in rows)
    lines = [f"{name:<{width}}  {value:>14} {unit}" for name, unit, value in rows]
    console.print("\n".join(lines))
    table = "\n".join(f"| {name} | {value} {unit} |" for name, unit, value in rows)
    how = f"Measured {time.strftime('%Y-%m-%d')} with `make bench` ({options.runs} runs, mean ± standard deviation) on {where}."
    report = f"{how}\n\n| what | value |\n|---|---|\n{table}\n"
    target = ROOT / "var" / "bench.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(report)
    console.print(f"\nthe table also stands in {target.relative_to(ROOT)}")


if __name__ == "__main__":
    asyncio.run(main())
