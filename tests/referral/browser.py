"""The desk on a real port, in a real browser, and axe-core to look for barriers."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of the application while the block runs."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


def barriers(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands: rule and place."""
    page.evaluate(AXE)  # not as a script tag, which the page's own policy would refuse
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES)
    return [f"{one['id']}: {node['target']} {node.get('failureSummary', '')[:200]}" for one in found["violations"] for node in one["nodes"]]


def overflow(page: Page) -> int:
    """CSS pixels by which the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
