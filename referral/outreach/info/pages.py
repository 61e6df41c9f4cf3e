"""The addresses of the public pages: `/<lang>`, `/<lang>/<slug>`, their pictures, the site map. No cookies, no log of who asked."""

from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from content.languages import LANGUAGES, NAMES
from content.slugs import slugs
from referral.outreach.info import finding, html, picture, search, sitemap, views
from referral.outreach.info.sheets import Sheet, Shelf
from referral.outreach.info.state import State, now
from referral.outreach.info.through import slug_of, through
from referral.settings import settings

router = APIRouter(include_in_schema=False)
HEADERS = {"Content-Security-Policy": html.POLICY, "X-Robots-Tag": "all"}
_shelf = Shelf()
MONTH = 30 * 24 * 3600


async def sheet(state: State, lang: str, topic: str | None) -> Sheet:
    """A page of a topic, or the index, from memory or made now (beside the loop: it takes milliseconds of processor)."""
    return await _shelved(state, (lang, topic), lambda: _make(state, lang, topic))


async def _shelved(state: State, name: object, make: Callable[[], Sheet]) -> Sheet:
    found = _shelf.get(state.key, name)
    return found if found else await run_in_threadpool(_shelf.put, state.key, name, make)


def _make(state: State, lang: str, topic: str | None) -> Sheet:
    address = _picture_address(state, lang, topic)
    if topic is None:
        return Sheet.of(html.index(state, lang, views.contents(state.catalogue, state.doors, lang), address))
    return Sheet.of(html.topic(state, lang, views.page(state.catalogue, state.doors, topic, lang, state.day), address))


def _fresh(state: State) -> dict[str, str]:
    return {**HEADERS, "Cache-Control": f"public, max-age={state.max_age}, must-revalidate"}


async def _index(request: Request, lang: str, q: str | None) -> Response:
    state = now()
    if q is None:
        return await _shown(request, state, lang, None)
    q = " ".join(q.split())[: search.LONGEST]

    def answer() -> Sheet:
        c = state.catalogue
        found = [(c.title(topic, lang), slugs().path(topic, lang)) for topic in finding.find(state, lang, q)] if q else []
        contents = views.contents(c, state.doors, lang)
        return Sheet.of(html.index(state, lang, contents, "", q=q, found=found))

    # what somebody looked for is kept nowhere, also not in a cache on the way or in this browser
    return (await run_in_threadpool(answer)).response(request, {**HEADERS, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"})


async def _topic(request: Request, lang: str, slug: str) -> Response:
    state, known = now(), slugs()
    if slug.endswith(".png") and (topic := known.topic(lang, slug.removesuffix(".png"))):
        return await _picture(state, lang, topic)
    topic = known.topic(lang, slug)
    if topic is None and (topic := known.topic(lang, spelled(slug))) is None:
        return await _gone(request, state, lang)
    if slug != known.slug(topic, lang):
        return RedirectResponse(known.path(topic, lang), 301, {"Cache-Control": f"public, max-age={MONTH}"})
    return await _shown(request, state, lang, topic)


async def _shown(request: Request, state: State, lang: str, topic: str | None) -> Response:
    found = await sheet(state, lang, topic)
    if slug := slug_of(request.query_params.get("via", "")):
        return Response(
            through(found.body, state.doors, lang, topic, slug),
            media_type=found.media_type,
            headers={**_fresh(state), "X-Robots-Tag": "noindex"},
        )
    return found.response(request, _fresh(state))


def spelled(slug: str) -> str:
    """What somebody typed with capitals, own letters or a stop behind it: `Płaca-Minimalna.` → `placa-minimalna`."""
    return "-".join(search.words(slug[:100], shortest=1))


async def _gone(request: Request, state: State, lang: str) -> Response:
    def make() -> Sheet:
        return Sheet.of(html.index(state, lang, views.contents(state.catalogue, state.doors, lang), "", gone=True))

    found = await _shelved(state, (lang, ""), make)
    return found.response(request, {**_fresh(state), "X-Robots-Tag": "noindex"}, 404)


def _picture_words(state: State, lang: str, topic: str | None) -> picture.Words:
    c, w = state.catalogue, state.catalogue.words_of_pages(lang, state.day)
    if topic is None:
        return picture.Words(lang, w["index_title"], "", w["promise"], NAMES[lang])
    danger = w["danger"] if c.topics[topic].danger else ""
    return picture.Words(lang, c.title(topic, lang), c.phrase(f"group_{c.topics[topic].group}", lang), w["promise"], NAMES[lang], danger)


def _picture_address(state: State, lang: str, topic: str | None) -> str:
    """With the version in it, so that a chat which keeps pictures for ever gets the new one."""
    path = slugs().path(topic, lang) if topic else f"/{lang}/index"
    return f"{state.doors.public}{path}.png?v={_picture_words(state, lang, topic).version}"


async def _picture(state: State, lang: str, topic: str | None) -> Response:
    folder = Path(settings().wegwijzer_var_dir) / "outreach" / "pictures"
    drawn = await run_in_threadpool(picture.picture, _picture_words(state, lang, topic), folder)
    return Response(drawn, media_type="image/png", headers={"Cache-Control": f"public, max-age={MONTH}", "X-Robots-Tag": "all"})


def _routes(lang: str) -> None:
    """Each language by its own path: `/log-in` and the desk's other pages stay what they are."""

    @router.api_route(f"/{lang}", methods=["GET", "HEAD"], name=f"info-{lang}")
    async def index(request: Request, q: str | None = None) -> Response:
        return await _index(request, lang, q)

    @router.api_route(f"/{lang}/", methods=["GET", "HEAD"])
    async def slash() -> Response:
        return RedirectResponse(f"/{lang}", 301)

    @router.api_route(f"/{lang}/index.png", methods=["GET", "HEAD"])
    async def picture_of_index() -> Response:
        return await _picture(now(), lang, None)

    @router.api_route(f"/{lang}/{{slug}}", methods=["GET", "HEAD"], name=f"info-{lang}-topic")
    async def topic(request: Request, slug: str) -> Response:
        return await _topic(request, lang, slug)


for _lang in LANGUAGES:
    _routes(_lang)


@router.api_route("/sitemap.xml", methods=["GET", "HEAD"])
async def site_map(request: Request) -> Response:
    state = now()
    found = await _shelved(state, "sitemap", lambda: Sheet.of(sitemap.sitemap(state.catalogue, state.doors.public), "application/xml"))
    return found.response(request, _fresh(state))


@router.api_route("/robots.txt", methods=["GET", "HEAD"])
async def robots(request: Request) -> Response:
    state = now()
    text = sitemap.robots(state.catalogue.languages, state.doors.public)
    return Sheet.of(text.encode(), "text/plain; charset=utf-8").response(request, _fresh(state))
