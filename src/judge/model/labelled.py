"""Fetches the pages that `labelled/pages.tsv` labels: other projects carry them as test data, and only the labels are here."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

LABELS = Path(__file__).resolve().parent / "labelled" / "pages.tsv"


@dataclass(frozen=True)
class Package:
    """A package with pages in it."""

    fetch: list[str]  # the command that writes its archive into the folder where it runs
    sha256: str
    format: str  # of the archive, as `shutil.unpack_archive` calls it
    pages: str  # folder of the pages in it


PACKAGES = {
    "formasaurus": Package(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "formasaurus==0.10.0"],
        "67296f19fe5cdb7c714795315a6a3cc010f61e803cb9ee8f8c61017f82af51bf",
        "zip",
        "formasaurus/data/html",
    ),
    "htmlparser-benchmark": Package(
        ["npm", "pack", "--silent", "htmlparser-benchmark@1.1.3"],
        "677aa1b5ea0aa8d7b84501151abd51ef1c5e63d7853395ef24756e2f2b3ea2ce",
        "gztar",
        "package/files",
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
            shutil.unpack_archive(archive, scratch, package.format)
            for page in wanted:
                shutil.copy(Path(scratch, package.pages, f"{page}.html"), folder / name)
