"""What is fetched is what was chosen: another content is refused, and a page never sees half of it."""

import io
import tarfile
from pathlib import Path

import pytest

from deploy import design


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in files.items():
            about = tarfile.TarInfo(f"package/{name}")
            about.size = len(content)
            archive.addfile(about, io.BytesIO(content))
    return out.getvalue()


def test_a_package_with_another_checksum_is_refused(tmp_path: Path) -> None:
    chosen = design.PACKAGES[0]
    with pytest.raises(design.WrongContent, match=chosen.name):
        design.unpack(chosen, packed({"dist/html.css": b"*{display:none}", "LICENSE.md": b"x"}), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_registry_that_does_not_answer_leaves_the_plain_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(design.fetch, "__defaults__", (tmp_path, "http://127.0.0.1:9"))
    design.main()
    assert "plain look" in capsys.readouterr().err
    assert not (tmp_path / design.MARK).exists()


def test_what_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    (tmp_path / design.MARK).write_text(" ".join(f"{p.name}@{p.version}" for p in design.PACKAGES))
    design.fetch(tmp_path, "http://127.0.0.1:9")
