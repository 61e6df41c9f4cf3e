"""Pages of printing: one sheet at once, or all of a campaign in the background with a page that says how far it is."""

import uuid
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response, StreamingResponse

from referral import web
from referral.database import as_desk
from referral.errors import Malformed
from referral.outreach.campaigns import printing, runs, service, vault
from referral.outreach.print import sheets
from referral.staff.roles import require

router = APIRouter(include_in_schema=False)
Chosen = Annotated[list[str], Form()]
KINDS = {"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}
SINGLE = tuple(kind for kind in printing.FORMATS if kind != "mix")


@router.get("/campaigns/{campaign}/links/{slug}/{file}")
def single(who: web.Who, campaign: uuid.UUID, slug: str, file: str) -> Response:
    """`a4.pdf`, `card.pdf`, `qr.svg`, `qr.png`, and `preview.png` for the page."""
    require(who.role, "lead")
    kind = file if file.startswith("qr.") else file.removesuffix(".pdf")
    if kind not in SINGLE and file != "preview.png":
        raise Malformed("no such sheet")
    with as_desk(who.desk_id) as session:
        link = service.link_of(session, campaign, slug)
        look = runs.look_of(session, who.desk_id)
    made = sheets.png("a4", [printing.sheet_of(link)], look, 48) if file == "preview.png" else printing.one(link, kind, look)
    way = "inline" if file == "preview.png" else "attachment"
    name = f"{link.language}-{link.spoken}-{file}"
    return Response(made, media_type=KINDS[file.rsplit(".", 1)[1]], headers={"Content-Disposition": f'{way}; filename="{name}"'})


@router.post("/campaigns/{campaign}/prints")
def begin(who: web.Who, campaign: uuid.UUID, csrf: web.Text, kind: Chosen = []) -> Response:  # noqa: B006 (FastAPI copies it)
    web.check_form(who, csrf)
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        service.one(session, campaign)
    return web.go(f"/campaigns/{campaign}/prints/{runs.begin(who.desk_id, campaign, kind)}")


@router.get("/campaigns/{campaign}/prints/{run}")
def progress_page(request: Request, who: web.Who, campaign: uuid.UUID, run: uuid.UUID) -> Response:
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        return web.page(
            request, "campaign_print.html", who=who, campaign=service.one(session, campaign), run=runs.read(session, campaign, run)
        )


@router.get("/campaigns/{campaign}/prints/{run}/posters.zip")
def fetch(who: web.Who, campaign: uuid.UUID, run: uuid.UUID) -> Response:
    require(who.role, "lead")
    with as_desk(who.desk_id) as session:
        found = runs.read(session, campaign, run)
        key, size, path = runs.key_of(found), found.size, runs.path_of(run)

    def pieces() -> Iterator[bytes]:
        yield from vault.opened(path, key)

    headers = {"Content-Disposition": 'attachment; filename="posters.zip"', "Content-Length": str(size)}
    return StreamingResponse(pieces(), media_type="application/zip", headers=headers)
