"""Pages as HTML: one file with its style inside, so that it can be read offline once it was opened, and no script."""

import base64
import hashlib
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from content.catalogue import Catalogue
from content.languages import ALL
from referral.outreach.info.state import State
from referral.outreach.info.views import ELSEWHERE, Contents, Page

FOLDER = Path(__file__).parent / "templates"
CSS = (FOLDER / "info.css").read_text(encoding="utf-8")
SIGN = Markup((FOLDER / "sign.svg").read_text(encoding="utf-8").strip())  # noqa: S704 - our own file
DEFAULT = "en"  # for readers of none of our languages
_style = base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_style}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_jinja = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
_jinja.globals |= {
    "css": Markup(CSS),  # noqa: S704 - our own file, and the policy allows this very text only
    "sign": SIGN,
    "icon": "data:image/svg+xml," + quote(str(SIGN).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)),
    "elsewhere": ELSEWHERE,
}


def topic(state: State, lang: str, page: Page, picture: str) -> bytes:
    """`picture`: its whole address."""
    c = state.catalogue
    group = c.phrase(f"group_{page.group}", lang)
    said = c.answers.get((page.topic, lang))
    return _render(
        "topic.html", state, lang, page=page, title=page.title, description=page.description, tongues=page.tongues, group=group,
        picture=picture, body_lang=Markup("") if said else Markup(' lang="nl"'),
        path=next(t.path for t in page.tongues if t.code == lang), default=next(t.path for t in page.tongues if t.code == DEFAULT),
    )  # fmt: skip


def index(
    state: State,
    lang: str,
    contents: Contents,
    picture: str,
    *,
    q: str = "",
    found: list[tuple[str, str]] | None = None,
    gone: bool = False,
) -> bytes:
    """The index; with `found` the answer to a search for `q`; with `gone` what stands at an address that leads nowhere."""
    w = state.catalogue.words_of_pages(lang, state.day)
    return _render(
        "index.html", state, lang, contents=contents, tongues=contents.tongues, picture=picture, q=q, found=found,
        title=w["gone_title"] if gone else w["index_title"], lead=w["gone_text"] if gone else w["index_lead"], description=w["index_lead"],
        danger=_danger(state.catalogue, state, w["danger"]), listed=found is None and not gone, path=f"/{lang}", default=f"/{DEFAULT}",
    )  # fmt: skip


def _danger(c: Catalogue, state: State, line: str) -> Markup:
    """The number in the line of danger can be tapped."""
    number = c.facts.fact("phone.emergency", state.day)
    if number is None:
        return escape(line)
    return Markup(escape(line).replace(number.value, Markup('<a href="tel:{0}">{0}</a>').format(number.value)))  # noqa: S704


def _render(name: str, state: State, lang: str, *, path: str, **given: object) -> bytes:
    c = state.catalogue
    html = _jinja.get_template(name).render(
        lang=lang, w=c.words_of_pages(lang, state.day), origin=state.doors.public, address=f"{state.doors.public}{path}",
        locale=ALL[lang].locale, locales=[ALL[code].locale for code in c.languages],
        report_words=c.phrase("opt_report", lang), person_words=c.phrase("opt_desk", lang), **given,
    )  # fmt: skip
    return html.encode()
