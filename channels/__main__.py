"""`python -m channels`: the web process, on loopback. A proxy in front of it does TLS."""

import sys

import uvicorn
from pydantic import ValidationError

from channels.app import create_app
from channels.settings import Settings
from deploy.base import logs


def load_settings() -> Settings:
    """Stops the process with the names of what is missing; values are never printed."""
    try:
        return Settings()  # type: ignore[call-arg]
    except ValidationError as error:
        for problem in error.errors(include_input=False, include_url=False):
            name = "_".join(str(part) for part in problem["loc"]).upper()
            print(f"channels cannot start: {name} {problem['msg']}".strip(), file=sys.stderr)
        sys.exit(2)


def main() -> None:
    logs.configure("channels")
    settings = load_settings()
    uvicorn.run(
        create_app(settings),
        host="127.0.0.1",
        port=settings.channels_port,
        access_log=False,  # it would hold web addresses with times
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
