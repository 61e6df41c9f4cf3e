"""Is it a person who opens a link, or a machine? A table; pure. What the browser says of itself is looked at once and kept nowhere."""

from collections.abc import Mapping

# parts of the names of machines, in small letters. An app's own browser (FBAN, Instagram, Viber on a phone) is a person.
PREVIEWS = (
    "whatsapp/", "facebookexternalhit", "facebot", "facebookcatalog", "meta-externalagent",
    "meta-externalfetcher", "telegrambot", "twitterbot",
    "slackbot", "discordbot", "linkedinbot", "skypeuripreview", "viberurl", "vkshare", "pinterest/", "redditbot",
    "snapchat-proxy", "embedly", "google-read-aloud", "googleimageproxy", "bingpreview", "mastodon/", "signal/", "iframely",
)  # fmt: skip
MACHINES = (
    "bot/", "bot;", "bot)", "-bot", "googlebot", "bingbot", "yandex", "baiduspider", "applebot", "crawl", "spider", "slurp", "archive",
    "curl/", "wget/", "python-", "httpx", "aiohttp", "go-http-client", "java/", "okhttp", "libwww", "headless", "phantomjs", "puppeteer",
    "lighthouse", "monitor", "uptime", "pingdom", "scanner", "nmap", "zgrab", "masscan", "semrush", "ahrefs", "gptbot", "claudebot",
)  # fmt: skip


def is_person(method: str, headers: Mapping[str, str]) -> bool:
    """`headers` with small letters. A page that is fetched beforehand has not been opened by anybody."""
    agent = headers.get("user-agent", "").lower()
    purpose = " ".join(headers.get(name, "") for name in ("purpose", "sec-purpose", "x-purpose", "x-moz")).lower()
    if method != "GET" or "prefetch" in purpose or "preview" in purpose:
        return False
    return agent.startswith(("mozilla/", "opera/", "dalvik/", "nokia", "samsung", "ucweb")) and not any(
        part in agent for part in (*PREVIEWS, *MACHINES)
    )
