#!/usr/bin/env python3
"""Makes more plain text to train on: every training page that has no rows in `text/dev.jsonl.gz`, as naive extractors leave it.

    pip install beautifulsoup4==4.15.0 lxml==6.1.3 inscriptis==2.7.6 html2text==2025.4.15 resiliparse==2.0.1
    python3 src/judge/model/texts.py ../shared/bench texts.jsonl.gz

The renderers and the rule for what is worth a row are those of `make_text.py` in the benchmark's folder; newspaper4k is
left out, for what it cuts is not to be learnt. A row: `{"id","host","kind","type","text","title","truth"}`.
Takes about ten minutes of one core. Same input, same rows.
"""

import argparse
import gzip
import importlib.util
import json
import signal
import sys
import types
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# A truth of fewer words says too little of what is content.
LEAST_WORDS = 50
# An extractor that takes longer is hung by the page.
SECONDS = 20
LEFT_OUT = "newspaper"


@dataclass(frozen=True)
class Page:
    """A training page."""

    bench: Path
    folder: str
    id: str
    host: str


@cache
def maker(bench: Path) -> types.ModuleType:
    """The benchmark's script."""
    # Importing all renderers at once asks for newspaper4k too, which is not needed here.
    sys.modules.setdefault(LEFT_OUT, types.ModuleType(LEFT_OUT))
    spec = importlib.util.spec_from_file_location("make_text", bench / "make_text.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    signal.signal(signal.SIGALRM, module.on_alarm)
    return module


@cache
def renderers(bench: Path) -> dict:
    """Name → function of HTML and address."""
    return {kind: render for kind, render in maker(bench).renderers().items() if kind != LEFT_OUT}


def pages(bench: Path) -> Iterator[Page]:
    """The training pages without rows."""
    with gzip.open(bench / "text/dev.jsonl.gz", "rt", encoding="utf-8") as rows:
        have = {json.loads(row)["id"] for row in rows}
    for line in (bench / "pages/split.tsv").read_text().splitlines()[1:]:
        name, part, host = line.split("\t")
        if part == "train" and name not in have:
            yield Page(bench, "pages", name, host)
    for line in (bench / "styles/split.tsv").read_text().splitlines()[1:]:
        group, name, part = line.split("\t")
        if part == "train":
            yield Page(bench, f"styles/{group}", name, f"{group}-{name}")


def rows(page: Page) -> list[str]:
    """The page as each extractor leaves it, a JSON line each."""
    make, folder = maker(page.bench), page.bench / page.folder
    html = gzip.decompress((folder / f"html/{page.id}.html.gz").read_bytes()).decode("utf-8", "replace")
    known = json.loads((folder / f"truth/{page.id}.json").read_text())
    truth = known["ground_truth"].get("main_content") or ""
    if len(make.WORD.findall(truth)) < LEAST_WORDS:
        return []
    row = {
        "id": page.id, "host": page.host, "type": known.get("_internal", {}).get("page_type", {}).get("primary", "article"),
        "title": known["ground_truth"].get("title") or "", "truth": truth,
    }  # fmt: skip
    texts = {kind: rendered(make, render, html, known.get("url") or "") for kind, render in renderers(page.bench).items()}
    return [json.dumps(row | {"kind": kind, "text": text}) for kind, text in texts.items() if make.holds_truth(text, truth)]


def rendered(make: types.ModuleType, render, html: str, url: str) -> str:
    """What the extractor gives; nothing if it fails or hangs."""
    signal.alarm(SECONDS)
    try:
        return render(html, url)
    except (Exception, make.TooSlow):
        return ""
    finally:
        signal.alarm(0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    with ProcessPoolExecutor() as pool, gzip.GzipFile(args.out, "wb", mtime=0) as out:
        for made in pool.map(rows, pages(args.bench.resolve()), chunksize=8):
            for row in made:
                out.write(row.encode() + b"\n")


if __name__ == "__main__":
    main()
