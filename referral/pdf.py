"""A PDF from a Typst file beside the code and data. Words of people go in as data, never as markup, so they cannot be code."""

import json
from datetime import datetime
from pathlib import Path

import typst


def made(template: Path, data: dict[str, object], at: datetime) -> bytes:
    """`data`: what JSON can hold; the file reads it as `json(bytes(sys.inputs.data))`. `at`: the time that the PDF carries."""
    compiler = typst.Compiler(template, root=template.parent, sys_inputs={"data": json.dumps(data)})
    # PDF/UA: readable with a screen reader
    pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(at.timestamp()))
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single file")
    return pdf
