"""The tables as CSV and as an OpenDocument spreadsheet (ISO/IEC 26300): one sheet a table, numbers as numbers."""

import csv
import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

Cell = str | int
KIND = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    f' manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{KIND}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def as_csv(tables: Sequence[tuple[str, Sequence[Sequence[Cell]]]]) -> bytes:
    """UTF-8 with the mark that spreadsheets look for; the name of the table stands in the first column."""
    out = io.StringIO()
    writer = csv.writer(out)
    for name, rows in tables:
        writer.writerows([name, *row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_ods(tables: Sequence[tuple[str, Sequence[Sequence[Cell]]]]) -> bytes:
    body = "".join(f"<table:table table:name={quoteattr(name)}>{''.join(map(_row, rows))}</table:table>" for name, rows in tables)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} office:version="1.3">'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", KIND, zipfile.ZIP_STORED)  # first and not compressed, so that it is known by its first bytes
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)
    return out.getvalue()


def _row(cells: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_cell, cells))}</table:table-row>"


def _cell(value: Cell) -> str:
    kind = f'office:value-type="float" office:value="{value}"' if isinstance(value, int) else 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"
