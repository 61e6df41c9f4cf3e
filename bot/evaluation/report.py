"""The numbers as text, and their place in docs/understanding.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
# What issue "Content and understanding" asks for: right first, right within three.
WANTED = {"all": (0.88, 0.96), "nl": (0.85, 0.95), "en": (0.85, 0.95), "pl": (0.85, 0.95), "ro": (0.85, 0.95), "bg": (0.85, 0.95),
          "latin": (0.84, 0.94), "nodia": (0.84, 0.94), "indirect": (0.78, 0.92), "long": (0.78, 0.92)}  # fmt: skip


def _row(name: str, score: tuple[float, float, int]) -> str:
    first, third, count = score
    wanted = WANTED.get(name)
    aim = f"{wanted[0]:.2f} / {wanted[1]:.2f}" if wanted else ""
    return f"| {name} | {count} | {first:.3f} | {third:.3f} | {aim} |"


def lines(result: dict[str, Any]) -> str:
    """Markdown."""
    out = ["| messages | number | right first | right in three | wanted |", "|---|---|---|---|---|", _row("all", result["all"])]
    for part in ("by_language", "by_variant"):
        out += [_row(name, score) for name, score in result[part].items()]
    by = ", ".join(f"{lang} {value:.3f}" for lang, value in result["language_by"].items())
    if result["left_out"]:
        out += ["", f"Only {result['taught']} intents are taught so far; {result['left_out']} messages about others were left out."]
    out += [
        "",
        f"* Language right, messages of four words or more: {result['language_right']:.3f} ({by}); wanted 0.98",
        f"* Out of scope taken for something else: {result['outside_accepted']:.3f}; wanted at most 0.06",
        f"* Expected calibration error: {result['calibration_error']:.3f}; wanted at most 0.05",
        f"* One message, whole pipeline: p50 {result['p50']:.1f} ms, p95 {result['p95']:.1f} ms; memory {result['memory_mb']} MB; "
        f"encoder {result['encoder']}",
    ]
    if "diet" in result:
        first, third, count = result["diet"]["all"]
        out.append(f"* Rasa's stock pipeline (DIET) on the same {count} messages: {first:.3f} / {third:.3f}, "
                   f"trained in {result['diet']['seconds']:.0f} s")  # fmt: skip
    out += ["", "Most confused (meant -> taken for):", ""]
    out += [f"* {meant} -> {said} ({count})" for (meant, said), count in result["confused"]]
    out += ["", "Weakest: " + ", ".join(f"{intent} {value:.2f}" for value, intent in result["weak"])]
    return "\n".join(out)


def write(document: Path, text: str) -> None:
    """Replace what stands between the two marks."""
    page = document.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    document.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.split(END)[1]}", encoding="utf-8")
