"""Writes the pages: an index by group, a page for each topic, one for the bot's own lines. Plain files, no script, no network."""

import shutil
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from content.catalogue import load_catalogue
from content.files import ROOT as CONTENT
from content.files import read_mapping
from content.languages import ALL
from deploy.preview import collect

TEMPLATES = Path(__file__).parent / "templates"


def build(target: Path, on: date | None = None, root: Path = CONTENT) -> Path:
    """Everything as said on a day (default today) below `target`, which is emptied first; the page to open. Raises BrokenContent."""
    c = replace(load_catalogue(root, tuple(ALL)), day=on)
    groups = read_mapping(root / "topics.yaml")["groups"]
    jinja = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    jinja.globals |= {"day": f"{collect.day_of(c):%d-%m-%Y}", "languages": [ALL[lang] for lang in c.languages], "problems": c.problems}
    shutil.rmtree(target, ignore_errors=True)
    (target / "topics").mkdir(parents=True)
    shutil.copy(TEMPLATES / "preview.css", target / "preview.css")

    def write(name: str, template: str, **given: object) -> None:
        base = "../" if "/" in name else ""
        (target / name).write_text(jinja.get_template(template).render(base=base, **given), encoding="utf-8")

    texts = list(collect.topics(c))
    by_group = [(groups.get(group, group), list(members)) for group, members in groupby(texts, key=lambda text: text.group)]
    write("index.html", "index.html", groups=by_group)
    for before, text, after in zip([None, *texts], texts, [*texts[1:], None], strict=False):
        write(f"topics/{text.id}.html", "topic.html", text=text, before=before, after=after)
    write("phrases.html", "phrases.html", texts=list(collect.phrases(c)))
    return target / "index.html"
