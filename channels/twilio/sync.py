"""Bringing the Content resources at Twilio in line with the content: a plan that can be looked at, and then carried out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from channels.database import transaction
from channels.menus import store
from channels.menus.shapes import Menu
from channels.menus.store import Laid
from channels.room import Room
from channels.twilio.contents import Contents

What = Literal["keep", "create", "delete"]


@dataclass(frozen=True)
class Step:
    """`menu` is None for what is to be deleted, `sid` empty for what is to be made. `status`: of a template, at Twilio."""

    what: What
    name: str
    menu: Menu | None
    sid: str = ""
    status: str = ""


def friendly_name(name: str, menu: Menu) -> str:
    """At most 64 characters, the limit at Twilio."""
    return f"wegwijzer:{name[:33]}:{menu.language}:{menu.mark[:16]}"


async def plan(contents: Contents, wanted: Iterable[tuple[str, Menu]]) -> list[Step]:
    """Nothing is changed. Old templates are deleted only when the new one of that language is approved."""
    there = await contents.all_of_ours()
    steps: list[Step] = []
    for name, menu in wanted:
        sid = there.pop(friendly_name(name, menu), "")
        status = await contents.approval(sid) if sid and menu.kind == "template" else ""
        steps.append(Step("keep" if sid else "create", name, menu, sid, status))
    waiting = {(s.name, s.menu.language) for s in steps if s.menu and s.menu.kind == "template" and s.status != store.APPROVED}
    for old, sid in there.items():
        _, name, language, _ = old.split(":", 3)
        if (name, language) not in waiting:
            steps.append(Step("delete", old, None, sid))
    return steps


async def carry_out(room: Room, contents: Contents, steps: Iterable[Step], tell: Callable[[Step], None]) -> None:
    """Makes first, then writes down what there is, deletes last: at no moment is a menu used that is not there. Raises TwilioRefused."""
    laid: dict[str, Laid] = {}
    old: list[Step] = []
    try:
        for step in steps:
            if step.menu is None:
                old.append(step)
                continue
            sid, status = step.sid, step.status
            if not sid:
                sid = await contents.create(friendly_name(step.name, step.menu), step.menu)
                tell(step)
            if step.menu.kind == "template" and status in ("", "unsubmitted"):
                name = f"wegwijzer_{step.name}_{step.menu.language}_{step.menu.mark[:8]}"
                status = await contents.ask_approval(sid, name)
            laid[step.menu.mark] = Laid(step.name, step.menu, sid, status or store.USABLE)
    finally:  # what was made is used, also when Twilio refused something later on
        async with transaction(room.pool) as connection:
            await store.replace_all(connection, laid)
    for step in old:
        await contents.delete(step.sid)
        tell(step)
