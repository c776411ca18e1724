#!/usr/bin/env python3
"""Scores `dehusk` on texts that are whole pages in one line, as `get_text(" ")` leaves them.

    python3 tests/joined/score.py ../shared/bench [--part train|valid] [--dehusk target/release/dehusk]

Made of the rows of `text/dev.jsonl.gz` below the folder: `blank` joins the lines of `bs4_lines` with blanks, `squeezed` folds
the white space of `bs4_glued`. Prints, for the texts untouched and cleaned, what `score_text.py` says of the other kinds.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

JOINED = {"bs4_lines": "blank", "bs4_glued": "squeezed"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--part", choices=["train", "valid"], default="valid")
    parser.add_argument("--dehusk", type=Path, default=Path("target/release/dehusk"))
    args = parser.parse_args()
    sys.path.append(str(args.bench))
    import score_text

    split = [line.split("\t") for line in (args.bench / "pages/split.tsv").read_text().splitlines()[1:]]
    wanted = {line[0] for line in split if line[1] == args.part}
    rows = [row for row in score_text.rows_of(args.bench / "text/dev.jsonl.gz") if row["kind"] in JOINED and row["id"] in wanted]
    for row in rows:
        row["kind"], row["text"] = JOINED[row["kind"]], " ".join(row["text"].split())
    with tempfile.TemporaryDirectory() as scratch:
        raw, cleaned = Path(scratch, "raw"), Path(scratch, "cleaned")
        raw.mkdir()
        for number, row in enumerate(rows):
            (raw / f"{number}.txt").write_text(row["text"])
        subprocess.run([args.dehusk, "clean", raw, "-o", cleaned, "-q", "--isolated"], check=True)
        files = [cleaned / f"{number}.txt" for number in range(len(rows))]
        ours = [file.read_text() if file.is_file() else "" for file in files]
    for kind in JOINED.values():
        for name, texts in (("untouched", [row["text"] for row in rows]), ("dehusk", ours)):
            scores = [score_text.score(row, text) for row, text in zip(rows, texts) if row["kind"] == kind]
            print(kind, name, json.dumps(score_text.summary(scores)))


if __name__ == "__main__":
    main()
