"""Is this room alive, and can it work?"""

import psycopg
from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from channels import metrics
from channels.database import transaction
from channels.errors import StoreDown
from channels.web import TheRoom

router = APIRouter(include_in_schema=False)
WORKER_SILENT_SECONDS = 15


@router.get("/health/live")
async def live() -> dict[str, bool]:
    return {"live": True}


@router.get("/health/ready")
async def ready(room: TheRoom) -> Response:
    """200 when messages can be taken in and answered: the database answers, and a worker has given a sign of life."""
    try:
        async with transaction(room.pool) as connection:
            row = await (
                await connection.execute(
                    "SELECT count(*) AS workers FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)",
                    [WORKER_SILENT_SECONDS],
                )
            ).fetchone()
    except (StoreDown, psycopg.Error):
        return JSONResponse({"ready": False, "database": False}, status_code=503)
    workers = int(row["workers"]) if row else 0
    facts = {"ready": workers > 0, "database": True, "workers": workers, "twilio": room.settings.twilio_on}
    return JSONResponse(facts, status_code=200 if workers else 503)


@router.get("/metrics")
async def show_metrics(room: TheRoom) -> Response:
    return PlainTextResponse(await metrics.exposition(room.pool), media_type="text/plain; version=0.0.4; charset=utf-8")
