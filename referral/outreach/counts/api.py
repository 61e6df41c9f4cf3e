"""Channels say how many questions began through each link: once an hour, without who or when."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import Field, StringConstraints
from sqlalchemy import select

from content.live import catalogue
from referral.cases.api import from_channels
from referral.cases.schemas import Name, Strict
from referral.database import intake
from referral.outreach.calendar import today
from referral.outreach.counts.tally import Tally
from referral.outreach.tables import ShareLink

router = APIRouter(prefix="/internal", dependencies=[Depends(from_channels)])
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z]{10}$")]
Many = Annotated[int, Field(ge=1, le=100_000)]


class Begun(Strict):
    slug: Slug
    n: Many


class Asked(Strict):
    slug: Slug
    topic: Name
    n: Many


class Batch(Strict):
    starts: list[Begun] = Field(max_length=10_000)
    topics: list[Asked] = Field(default=[], max_length=10_000)


@router.post("/starts", status_code=204)
def take(batch: Batch, request: Request) -> None:
    """Slugs that are none of ours, or whose link is gone, are left out."""
    tally: Tally = request.app.state.tally
    wanted = {start.slug for start in batch.starts} | {asked.slug for asked in batch.topics}
    with intake() as session:
        rows = session.execute(select(ShareLink.slug, ShareLink.id).where(ShareLink.slug.in_(wanted)))
        ids = {row.slug: row.id for row in rows}
    for start in batch.starts:
        if link := ids.get(start.slug):
            tally.add(link, today(), "starts", start.n)
    for asked in batch.topics:
        if (link := ids.get(asked.slug)) and asked.topic in catalogue().topics:
            tally.add_topic(link, asked.topic, asked.n)
