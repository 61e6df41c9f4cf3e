"""`python -m referral`: the desk's pages and the API, on loopback."""

import sys

import uvicorn
from pydantic import ValidationError

from deploy.base import logs
from referral.settings import settings


def main() -> None:
    logs.configure("referral")
    try:
        port = settings().referral_port
    except ValidationError as error:
        print(f"referral does not start: {', '.join(str(e['loc'][0]) for e in error.errors())}", file=sys.stderr)
        sys.exit(2)
    from referral.app import create_app

    uvicorn.run(create_app(), host="127.0.0.1", port=port, access_log=False, log_config=None, server_header=False)


if __name__ == "__main__":
    main()
