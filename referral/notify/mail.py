"""Mail by SMTP. A mail is a folder: subject, text, html."""

import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, select_autoescape

from content.i18n import translations
from referral.settings import settings

SECONDS = 15.0
PARTS = ("subject.txt", "text.txt", "page.html")
_texts = Environment(loader=FileSystemLoader(Path(__file__).parent / "mails"), autoescape=select_autoescape(("html",)))


def made(name: str, receiver: str, language: str = "nl", **values: object) -> EmailMessage:
    """`name`: the folder. `values`: names of desks and counts only."""
    known = {"_": translations(language).gettext, "language": language, "url": settings().referral_public_url, **values}
    parts = {part: _texts.get_template(f"{name}/{part}").render(**known).strip() for part in PARTS}
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = settings().referral_mail_from, receiver, " ".join(parts["subject.txt"].split())
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(parts["text.txt"] + "\n")
    mail.add_alternative(parts["page.html"], subtype="html")
    return mail


def send(mail: EmailMessage) -> None:
    """Raises OSError (smtplib's errors are such). `smtps://`: TLS from the start; `smtp://`: STARTTLS, but not on this machine."""
    address = urlsplit(settings().referral_smtp_url)
    host, secure = address.hostname or "localhost", ssl.create_default_context()
    if address.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, address.port or 465, timeout=SECONDS, context=secure)
    else:
        server = smtplib.SMTP(host, address.port or 587, timeout=SECONDS)
    with server:
        if address.scheme == "smtp" and host not in ("127.0.0.1", "localhost"):
            server.starttls(context=secure)
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(mail)
