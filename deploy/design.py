"""The look of the desk from NL Design System, fetched once from the npm registry into the desk's static files.

Not in the repository: it is the work of others. Each package is named with its version and the SHA-512 that the registry
gives; another content is refused. Without a network the desk's own style sheet stands alone, and everything works.
"""

import base64
import hashlib
import io
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

import httpx

REGISTRY = "https://registry.npmjs.org"
STATIC = Path(__file__).resolve().parents[1] / "referral" / "inbox" / "static" / "design"
MARK = ".fetched"


class Package(NamedTuple):
    name: str
    version: str
    sha512: str  # base64, as in package-lock.json
    files: dict[str, str]  # path in the package → our file name


PACKAGES = (
    Package(
        "@utrecht/component-library-css",
        "9.0.4",
        "gVA7D6GfP9/+fzehkYLSBR+0UPUTA97PZmgvTYQE88lPQhHGMlUk8FjmCpLKRsRC9hAYd32JuF/KzG6fmBfjJA==",
        {"dist/html.css": "components.css", "LICENSE.md": "components-licence.md"},  # EUPL-1.2
    ),
    Package(
        "@nl-design-system-unstable/voorbeeld-design-tokens",
        "7.4.1",
        "GNnapAn2mTIzXRcCvs0JMr4Bf9+ivUJ3zFBJLRT1SYpAYm2xPwptVxIM3k4WLJ0c59E9FfxsEBPJluGuAHUVvg==",
        {"dist/theme.css": "theme.css", "LICENSE.md": "theme-licence.md"},  # EUPL-1.2
    ),
    Package(
        "htmx.org",
        "4.0.1",
        "oF7JgXhDW9UXCy/k1ZYFUQgzu/rm19ORWPSPNL91vPluB2PB9+MV55tyQdH/w7o2EAbTYUG5SDW1R60mdkdqGg==",
        {"dist/htmx.min.js": "htmx.js", "LICENSE": "htmx-licence.txt"},  # 0BSD
    ),
)


class WrongContent(Exception):
    """A package is not what its SHA-512 says."""


def unpack(package: Package, archive: bytes, folder: Path) -> None:
    """Writes the wanted files of a package. Raises WrongContent, and KeyError where a file is not in the package."""
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != package.sha512:
        raise WrongContent(f"{package.name} {package.version} is not what it was: its SHA-512 differs")
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as files:
        for inside, name in package.files.items():
            read = files.extractfile(f"package/{inside}")
            if read is None:
                raise KeyError(inside)
            (folder / name).write_bytes(read.read())


def fetch(folder: Path = STATIC, registry: str = REGISTRY) -> None:
    """Everything, or nothing that pages would use: the mark is written last. Raises httpx.HTTPError, WrongContent."""
    wanted = " ".join(f"{p.name}@{p.version}" for p in PACKAGES)
    if (folder / MARK).exists() and (folder / MARK).read_text() == wanted:
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).unlink(missing_ok=True)
    with httpx.Client(timeout=30, follow_redirects=True) as client:
        for package in PACKAGES:
            file = f"{package.name.rsplit('/', 1)[-1]}-{package.version}.tgz"
            answer = client.get(f"{registry}/{package.name}/-/{file}").raise_for_status()
            unpack(package, answer.content, folder)
    (folder / MARK).write_text(wanted)


def main() -> None:
    """For `make sync`: says what was missed, and lets the rest go on."""
    try:
        fetch()
    except (httpx.HTTPError, WrongContent, OSError) as error:
        sys.stderr.write(f"the desk keeps its plain look: the design system could not be fetched ({type(error).__name__}: {error})\n")


if __name__ == "__main__":
    main()
