"""A turn as HTML: escaped first, then paragraphs, lists, bold and links are made from our own few marks."""

import re
from html import escape

BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
LINK = re.compile(r"https?://[^\s<>&\"']+(?:&amp;[^\s<>&\"']+)*")
PHONE = re.compile(r"(?<![\w/=.-])(\+\d[\d ]{7,15}\d|0\d{2,3}[ -]\d{3}(?: ?\d{2}){1,2}|0[89]00[ -]\d{3,4}|112)(?![\w/-])")
BULLET = re.compile(r"^[-•] +(.*)$")
NUMBERED = re.compile(r"^\d{1,2}[.)] +(.*)$")


def to_html(text: str) -> str:
    """Safe HTML of one bubble. Phone numbers can be tapped; links open in a new tab without telling where they come from."""
    return "".join(_block(block) for block in re.split(r"\n\s*\n", text.strip()) if block.strip())


def _block(block: str) -> str:
    html, tag = "", ""
    lines: list[str] = []
    items: list[str] = []
    for line in [*block.splitlines(), None]:
        found = next(((t, m) for t, p in (("ul", BULLET), ("ol", NUMBERED)) if line is not None and (m := p.match(line.strip()))), None)
        if found is None or found[0] != tag:
            if items:
                html += f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag}>"
            items, tag = [], ""
        if found:
            if lines:
                html, lines = html + _paragraph(lines), []
            tag = found[0]
            items.append(_inline(found[1].group(1)))
        elif line is not None and line.strip():
            lines.append(_inline(line.strip()))
    return html + _paragraph(lines)


def _paragraph(lines: list[str]) -> str:
    return "<p>" + "<br>".join(lines) + "</p>" if lines else ""


def _inline(text: str) -> str:
    """Links are set aside first, so that no mark or number inside an address is touched."""
    links: list[str] = []

    def keep(match: re.Match[str]) -> str:
        address = match.group().rstrip(".,;:!?)")
        links.append(f'<a href="{address}" rel="noopener noreferrer" target="_blank">{address}</a>')
        return f"\x00{len(links) - 1}\x00" + match.group()[len(address) :]

    html = LINK.sub(keep, escape(text.replace("\x00", ""), quote=True))
    html = BOLD.sub(r"<strong>\1</strong>", html)
    html = PHONE.sub(lambda m: f'<a href="tel:{re.sub(r"[ -]", "", m.group())}">{m.group()}</a>', html)
    return re.sub(r"\x00(\d+)\x00", lambda m: links[int(m.group(1))], html)
