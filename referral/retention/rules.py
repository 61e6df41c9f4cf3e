"""How long the content of a case stays. A table; what is not in it stays (open cases). Unfinished drafts are the bot's: 72 hours there."""

from datetime import timedelta

# (kind, state) → time since the last change
KEEP: dict[tuple[str, str], timedelta] = {
    ("report", "closed"): timedelta(days=90),
    ("referral", "closed"): timedelta(days=90),
    ("report", "withdrawn"): timedelta(days=7),
    ("referral", "withdrawn"): timedelta(days=7),
}
