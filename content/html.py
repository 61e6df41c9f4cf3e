"""A text of ours as HTML: escaped first, then paragraphs, lists, bold and links are made from our own few marks."""

import re
from collections.abc import Iterable
from html import escape

BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
LINK = re.compile(r"https?://[^\s<>&\"']+(?:&amp;[^\s<>&\"']+)*")
PHONE = re.compile(
    r"(?<![\w/=.-])(\+\d[\d ]{7,15}\d|0\d{2,3}[ -]\d{3}(?: ?\d{2}){1,2}|0\d{2,3}[ -]\d{4}[ -]\d{3}|0800(?: \d\d){2} \d{3}"
    r"|0[89]00[ -]\d{3,4}|14 0\d{2,3}|11[23])(?![\w/-]|[.,]\w| ?(?:€|EUR))"
)
BULLET = re.compile(r"^[-•] +(.*)$")
NUMBERED = re.compile(r"^\d{1,2}[.)] +(.*)$")


def to_html(text: str, sites: Iterable[str] = (), *, new_tab: bool = True) -> str:
    """Safe HTML of paragraphs and lists. Phone numbers can be tapped; links do not tell where they come from.

    `sites`: bare hosts (`rijksoverheid.nl`) that become links too; the others stay words.
    """
    inline = _Inline(sites, new_tab)
    return "".join(inline.block(block) for block in re.split(r"\n\s*\n", text.strip()) if block.strip())


class _Inline:
    def __init__(self, sites: Iterable[str], new_tab: bool) -> None:
        hosts = "|".join(re.escape(host) for host in sorted(set(sites), key=len, reverse=True))
        self._site = re.compile(rf"(?<![\w@./-])({hosts})(?![\w-]|\.\w)") if hosts else None
        self._more = ' rel="noopener noreferrer"' + (' target="_blank"' if new_tab else "")

    def block(self, block: str) -> str:
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
                items.append(self.line(found[1].group(1)))
            elif line is not None and line.strip():
                lines.append(self.line(line.strip()))
        return html + _paragraph(lines)

    def line(self, text: str) -> str:
        """Links are set aside first, so that no mark or number inside an address is touched."""
        links: list[str] = []

        def set_aside(address: str, words: str) -> str:
            links.append(f'<a href="{address}"{self._more}>{words}</a>')
            return f"\x00{len(links) - 1}\x00"

        def keep(match: re.Match[str]) -> str:
            address = match.group().rstrip(".,;:!?)")
            return set_aside(address, address) + match.group()[len(address) :]

        html = LINK.sub(keep, escape(text.replace("\x00", ""), quote=True))
        if self._site:
            html = self._site.sub(lambda m: set_aside(f"https://{m.group()}", m.group()), html)
        html = BOLD.sub(r"<strong>\1</strong>", html)
        html = PHONE.sub(lambda m: f'<a href="tel:{re.sub(r"[ -]", "", m.group())}">{m.group()}</a>', html)
        return re.sub(r"\x00(\d+)\x00", lambda m: links[int(m.group(1))], html)


def _paragraph(lines: list[str]) -> str:
    return "<p>" + "<br>".join(lines) + "</p>" if lines else ""
