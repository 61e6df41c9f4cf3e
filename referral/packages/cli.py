"""`wegwijzer package …`: is a package genuine? Also for a partner, who has neither our database nor our settings."""

import base64
import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from nacl.public import PrivateKey

from referral.database import intake
from referral.errors import CannotOpen
from referral.packages import archive, signing
from referral.packages.signing import Published
from referral.partners.tables import Package
from referral.seal import boxes

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Packages for partners.")
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False)]
Keys = Annotated[Path | None, typer.Option("--keys", exists=True, help="keys.json of the service; without it: the keys in the database")]


@app.command()
def verify(file: File, keys: Keys = None) -> None:
    """Signature, contents and, with the database, the hash that stands in the history. Ends with 1 when something does not fit."""
    try:
        known = _read(keys) if keys else signing.published()
        found = archive.verify(file.read_bytes(), {key.id: key for key in known}.get)
    except archive.NotGenuine as error:
        typer.echo(f"NOT genuine: {error.detail}")
        raise typer.Exit(1) from None
    if not keys:
        with intake() as session:
            row = session.get(Package, found.number)
            if row is None or row.sha256.hex() != found.sha256:
                typer.echo("NOT genuine: not the file that was made here")
                raise typer.Exit(1)
    typer.echo(f"genuine: {found.number} of {found.desk}, key {found.key}\nSHA-256 {found.sha256}")


@app.command("new-key")
def new_key() -> None:
    """A key pair for a partner that wants its packages sealed: the public half goes to the operator, the private half to nobody."""
    private, public = boxes.new_pair()
    typer.echo(f"public  {base64.b64encode(public).decode()}\nprivate {base64.b64encode(private).decode()}")


@app.command("open")
def open_sealed(file: File, out: Path, private_key: Annotated[str, typer.Option(prompt=True, hide_input=True)]) -> None:
    """A sealed package into a zip. For the partner."""
    try:
        plain = boxes.open_sealed(file.read_bytes(), bytes(PrivateKey(base64.b64decode(private_key, validate=True))))
    except (CannotOpen, ValueError, TypeError):
        typer.echo("the key does not fit", err=True)
        raise typer.Exit(1) from None
    out.write_bytes(plain)


def _read(file: Path) -> list[Published]:
    """Raises NotGenuine."""
    try:
        rows = json.loads(file.read_text())["keys"]
        return [
            Published(row["id"], row["desk"], base64.b64decode(row["public_key"], validate=True), datetime.fromisoformat(row["since"]))
            for row in rows
        ]
    except (ValueError, KeyError, TypeError):
        raise archive.NotGenuine("the file of keys cannot be read") from None
