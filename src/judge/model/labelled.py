"""Fetches the pages that `labelled/pages.tsv` labels: other projects carry them as test data, and only the labels are here."""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LABELS = Path(__file__).resolve().parent / "labelled" / "pages.tsv"


@dataclass(frozen=True)
class Package:
    """A package with pages in it."""

    fetch: list[str]  # the command that writes its archive into the folder where it runs
    sha256: str
    members: Callable[[Path, list[str]], dict[str, bytes]]  # the archive and names of pages → the pages


def of_zip(folder: str) -> Callable[[Path, list[str]], dict[str, bytes]]:
    """Reads pages out of this folder of a zip archive."""

    def read(archive: Path, names: list[str]) -> dict[str, bytes]:
        with zipfile.ZipFile(archive) as opened:
            return {name: opened.read(f"{folder}/{name}.html") for name in names}

    return read


def of_tar(folder: str) -> Callable[[Path, list[str]], dict[str, bytes]]:
    """Reads pages out of this folder of a tar archive."""

    def read(archive: Path, names: list[str]) -> dict[str, bytes]:
        with tarfile.open(archive) as opened:
            return {name: opened.extractfile(f"{folder}/{name}.html").read() for name in names}

    return read


PACKAGES = {
    "formasaurus": Package(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "formasaurus==0.10.0"],
        "67296f19fe5cdb7c714795315a6a3cc010f61e803cb9ee8f8c61017f82af51bf",
        of_zip("formasaurus/data/html"),
    ),
    "htmlparser-benchmark": Package(
        ["npm", "pack", "--silent", "htmlparser-benchmark@1.1.3"],
        "677aa1b5ea0aa8d7b84501151abd51ef1c5e63d7853395ef24756e2f2b3ea2ce",
        of_tar("package/files"),
    ),
}


def fetch(folder: Path) -> None:
    """Write the pages to `folder/PACKAGE/NAME.html`, unless they are there."""
    pages = [line.split("\t")[0] for line in LABELS.read_text().splitlines()[1:]]
    for name, package in PACKAGES.items():
        wanted = [page.removeprefix(f"{name}/") for page in pages if page.startswith(f"{name}/")]
        if all((folder / name / f"{page}.html").is_file() for page in wanted):
            continue
        (folder / name).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run(package.fetch, cwd=scratch, check=True, stdout=subprocess.DEVNULL)
            [archive] = Path(scratch).iterdir()
            if hashlib.sha256(archive.read_bytes()).hexdigest() != package.sha256:
                raise SystemExit(f"{archive.name} is not the archive whose pages were labelled")
            for page, html in package.members(archive, wanted).items():
                (folder / name / f"{page}.html").write_bytes(html)
