"""The file: a zip with the package as JSON and as PDF, a manifest with their SHA-256, and the signature beside it. No database here."""

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from nacl.signing import SigningKey

from referral.errors import Malformed
from referral.packages import signing

FORMAT = "wegwijzer-package/1"
DOCUMENTS = ("package.json", "package.pdf")
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
MOST_BYTES = 5_000_000  # of one file in it; ours are some tens of kB, and what is verified comes from outside
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the time of a file would tell more than the date in the package


class NotGenuine(Malformed):
    title = "Not genuine"


@dataclass(frozen=True)
class Verified:
    number: str
    desk: str
    key: str
    sha256: str
    document: dict[str, object]


def build(number: str, desk: str, document: dict[str, object], pdf: bytes, key: SigningKey) -> bytes:
    files = {DOCUMENTS[0]: as_bytes(document), DOCUMENTS[1]: pdf}
    manifest = as_bytes({
        "format": FORMAT, "package": number, "desk": desk, "key": signing.fingerprint(bytes(key.verify_key)),
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    })  # fmt: skip
    files |= {MANIFEST: manifest, SIGNATURE: base64.b64encode(key.sign(manifest).signature) + b"\n"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def as_bytes(document: dict[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def verify(data: bytes, known: Callable[[str], signing.Published | None]) -> Verified:
    """`known`: the published key with that fingerprint. Raises NotGenuine with the reason."""
    files = _files(data)
    manifest = _object(files[MANIFEST])
    published = known(str(manifest.get("key")))
    if manifest.get("format") != FORMAT or published is None:
        raise NotGenuine("signed with a key that is not published")
    try:
        signature = base64.b64decode(files[SIGNATURE].strip(), validate=True)
    except ValueError:
        raise NotGenuine("the signature cannot be read") from None
    if not signing.is_right(published.key, files[MANIFEST], signature):
        raise NotGenuine("the signature does not fit the manifest")
    if manifest.get("desk") != published.desk:
        raise NotGenuine("the key is another desk's")
    if manifest.get("sha256") != {name: hashlib.sha256(files[name]).hexdigest() for name in DOCUMENTS}:
        raise NotGenuine("a document was changed")
    document = _object(files[DOCUMENTS[0]])
    if document.get("package") != manifest.get("package"):
        raise NotGenuine("the documents belong to another package")
    return Verified(str(manifest["package"]), published.desk, published.id, hashlib.sha256(data).hexdigest(), document)


def _files(data: bytes) -> dict[str, bytes]:
    names = [*DOCUMENTS, MANIFEST, SIGNATURE]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # exactly these: what is not in the manifest is not signed and must not travel along
            if sorted(archive.namelist()) != sorted(names):
                raise NotGenuine("other files in it than a package has")
            found = {}
            for name in names:
                with archive.open(name) as file:
                    found[name] = file.read(MOST_BYTES + 1)
                if len(found[name]) > MOST_BYTES:
                    raise NotGenuine("too large")
            return found
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise NotGenuine("not a package") from None


def _object(data: bytes) -> dict[str, object]:
    try:
        found = json.loads(data)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise NotGenuine("not a package")
    return found
