"""One database, a schema and a role for each room: a leak of one role does not open the other schemas."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql
from sqlalchemy import Engine, create_engine

DATABASE = "wegwijzer"
SCHEMAS = ("channels", "bot", "referral")
# role → its schema. The desk role gets its rights table by table in referral's migrations, because row-level security binds it.
ROLES = {"wegwijzer_channels": "channels", "wegwijzer_bot": "bot", "wegwijzer_referral": "referral", "wegwijzer_desk": "referral"}


@dataclass(frozen=True)
class Urls:
    """libpq URLs: `admin` owns every table, `roles` has one for each role, with its search_path set."""

    admin: str
    roles: dict[str, str]


def with_database(url: str, database: str, *, user: str = "", password: str = "", search_path: str = "") -> str:
    """The same server, another database (and user)."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    login = f"{user}:{quote(password, safe='')}" if user else parts.netloc.rpartition("@")[0]
    query = parts.query
    if search_path:
        query += ("&" if query else "") + "options=" + quote(f"-csearch_path={search_path}", safe="")
    return urlunsplit((parts.scheme, f"{login}@{host}", "/" + database, query, ""))


def prepare(admin_url: str, passwords: dict[str, str], database: str = DATABASE) -> Urls:
    """Create database, schemas and roles where they are missing. Safe to run at every start."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(database)))
        for role in ROLES:
            exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            verb = sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}" if exists else "CREATE ROLE {} LOGIN PASSWORD {}")
            connection.execute(verb.format(sql.Identifier(role), sql.Literal(passwords[role])))
    inside = with_database(admin_url, database)
    with psycopg.connect(inside, autocommit=True) as connection:
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
        connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        for schema in SCHEMAS:
            connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
        for role, schema in ROLES.items():
            names = {"role": sql.Identifier(role), "schema": sql.Identifier(schema), "db": sql.Identifier(database)}
            connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {db} TO {role}").format(**names))
            connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {schema} TO {role}").format(**names))
            if role == "wegwijzer_desk":
                continue
            for what, rights in (("TABLES", "SELECT, INSERT, UPDATE, DELETE"), ("SEQUENCES", "USAGE, SELECT")):
                statement = "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT " + rights + " ON " + what + " TO {role}"
                connection.execute(sql.SQL(statement).format(**names))
    roles = {r: with_database(admin_url, database, user=r, password=passwords[r], search_path=s) for r, s in ROLES.items()}
    return Urls(admin=inside, roles=roles)


def sqlalchemy_url(url: str) -> str:
    """A libpq URL as SQLAlchemy wants it, with psycopg 3 as the driver."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def engine(url: str, *, pool_size: int = 5, connect_timeout: int = 3) -> Engine:
    """An engine that notices dead connections and gives up connecting after `connect_timeout` seconds."""
    return create_engine(
        sqlalchemy_url(url),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_pre_ping=True,
        connect_args={"connect_timeout": connect_timeout},
    )
