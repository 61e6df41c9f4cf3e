"""How long rows are kept, as a table. What is personal in them is usually gone much earlier."""

from typing import Any

from channels.database import Connection

# what, how long, the statement that throws it away (%(age)s is the time)
RULES: tuple[tuple[str, str, str], ...] = (
    # kept so that the provider's repetition of a message is recognised
    ("answered messages", "7 days", "DELETE FROM inbound WHERE received_at < now() - %(age)s::interval AND answered_at IS NOT NULL"),
    (
        "words of letters that never got a last word from the provider",
        "24 hours",
        "UPDATE outbox SET sealed = NULL, state = CASE WHEN state IN ('waiting', 'sending') THEN 'dead' ELSE state END, finished_at = now()"
        " WHERE created_at < now() - %(age)s::interval AND sealed IS NOT NULL AND state <> 'parked'",
    ),
    (
        "a desk's messages whose worker never answered the template",
        "72 hours",
        "UPDATE outbox SET sealed = NULL, state = 'dead', error_code = 'window_closed', finished_at = now()"
        " WHERE created_at < now() - %(age)s::interval AND state = 'parked'",
    ),
    ("letters", "7 days", "DELETE FROM outbox WHERE created_at < now() - %(age)s::interval AND sealed IS NULL"),
    ("paces", "1 hour", "DELETE FROM paces WHERE next_at < now() - %(age)s::interval"),
    ("web chats", "24 hours", "DELETE FROM web_sessions WHERE created_at < now() - %(age)s::interval"),
    ("conversations", "72 hours", "DELETE FROM conversations WHERE seen_at < now() - %(age)s::interval"),
)


async def purge(connection: Connection) -> dict[str, int]:
    """How many rows of each kind went."""
    gone: dict[str, int] = {}
    for what, age, query in RULES:
        result: Any = await connection.execute(query, {"age": age})
        gone[what] = result.rowcount
    return gone
