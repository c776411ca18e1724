#!/usr/bin/env python3
"""Title, author and date of annotated pages: ours beside trafilatura's and htmldate's, in one run.

    python3 tests/metadata/score.py ../shared/bench/pages --part train [--dehusk target/release/dehusk] [--misses title]

Reads PAGES/split.tsv, PAGES/truth/ID.json and PAGES/html/ID.html.gz. Only pages whose truth has the field count. Exact:
the same string (authors: the same names in the same order; dates: the same day). Near: titles alike after folding case,
space and punctuation, also without a site's name at either end; authors with the same set of last names. Needs, for the
peers only: pip install trafilatura==2.3.0 htmldate lxml_html_clean. `given` counts answers on pages whose truth has none
of the field: what is said there is not always wrong, but a tool that always answers has a high figure.
"""
import argparse, csv, gzip, html, json, re, subprocess, sys, tempfile, unicodedata
from collections import Counter
from pathlib import Path

FIELDS = ("title", "author", "date")
SEPARATORS = re.compile(r"\s+[|\-–—:·•»«/]+\s+|\s*[|»•·]\s*|: ")


def fold(text):
    text = unicodedata.normalize("NFKD", html.unescape(text or "")).casefold()
    return re.sub(r"[\W_]+", "", "".join(c for c in text if not unicodedata.combining(c)))


def ends_off(title):
    """The title, and what is left of it without its first or last part."""
    parts = [m.start() for m in SEPARATORS.finditer(title or "")] or []
    ends = [m.end() for m in SEPARATORS.finditer(title or "")]
    forms = {fold(title)}
    forms |= {fold(title[:at]) for at in parts} | {fold(title[at:]) for at in ends}
    return forms - {""}


def surnames(author):
    names = re.split(r"\s*[,;&|]\s*|\s+(?:and|und|et|y|e|en)\s+", re.sub(r"\([^)]*\)", "", author or ""))
    functions = re.compile(r"\b(?:ceo|cto|founder|director|editor|manager|expert|writer|candidate|head)\b", re.I)
    names = [name for place, name in enumerate(names) if not (place and functions.search(name))]
    roles = re.compile(r"^(?:dr|phd|md|dvm|jr|sr|ii|iii|rd|rdn|mba|cfp|cfa|cpa|ms|msc|prof)\.?$", re.I)
    words = [[w for w in name.split() if not roles.match(w.strip("."))] for name in names]
    return {fold(name[-1]) for name in words if name} - {""}


def judge(field, truth, answer):
    """(exact, near) of an answer."""
    if not answer:
        return False, False
    if field == "date":
        same = truth[:10] == answer[:10]
        return same, same
    exact = " ".join(truth.split()) == " ".join(answer.split())
    if field == "title":
        return exact, fold(truth) in ends_off(answer) or fold(answer) in ends_off(truth)
    return exact, surnames(truth) == surnames(answer)


def ours(pages, dehusk, work):
    """Answers by page: one run of the command over all pages."""
    listing = work / "in"
    listing.mkdir()
    for name, text in pages.items():
        (listing / f"{name}.html").write_bytes(text)
    run = subprocess.run([dehusk, "clean", listing, "-o", work / "out", "--json", "-q"], capture_output=True)
    answers = {name: {} for name in pages}
    for line in run.stdout.decode().split("\n")[:-1]:
        event = json.loads(line)
        data = event.get("metadata", {})
        authors = data.get("authors") or []
        answers[event["path"].removesuffix(".html")] = {
            "title": data.get("title"), "author": ", ".join(authors), "date": data.get("date"), "all": data}
    return answers


def peers(pages):
    """trafilatura's answers, and those of htmldate alone (the date it is asked for is the first publication)."""
    from htmldate import find_date
    from trafilatura.metadata import extract_metadata
    one, other = {}, {}
    for name, text in pages.items():
        source = text.decode("utf-8", "replace")
        try:
            data = extract_metadata(source)
            one[name] = {"title": data.title, "author": (data.author or "").replace("; ", ", "), "date": data.date}
        except Exception:
            one[name] = {}
        try:
            other[name] = {"date": find_date(source, original_date=True)}
        except Exception:
            other[name] = {}
    return {"trafilatura": one, "htmldate": other}


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("pages", type=Path)
    args.add_argument("--part", default="train", choices=["train", "valid"])
    args.add_argument("--dehusk", default="target/release/dehusk")
    args.add_argument("--peers", action="store_true", help="run trafilatura and htmldate too")
    args.add_argument("--misses", choices=FIELDS, help="list what is missed of this field (train only)")
    args = args.parse_args()
    rows = csv.DictReader((args.pages / "split.tsv").open(), delimiter="\t")
    names = sorted(row["id"] for row in rows if row["part"] == args.part)
    pages = {name: gzip.decompress((args.pages / f"html/{name}.html.gz").read_bytes()) for name in names}
    truths = {name: json.loads((args.pages / f"truth/{name}.json").read_text("utf-8"))["ground_truth"] for name in names}
    with tempfile.TemporaryDirectory() as work:
        tools = {"dehusk": ours(pages, args.dehusk, Path(work))}
    if args.peers:
        tools |= peers(pages)
    print(f"{args.part}: {len(names)} pages")
    print(f"{'field':8}{'tool':14}{'truths':>7}{'exact':>8}{'near':>8}{'none':>7}{'given':>7}")
    for field in FIELDS:
        key = "publish_date" if field == "date" else field
        for tool, answers in tools.items():
            if tool == "htmldate" and field != "date":
                continue
            counts = Counter()
            for name in names:
                truth, answer = truths[name].get(key) or "", answers[name].get(field) or ""
                if not truth:
                    counts["given"] += bool(answer)
                    continue
                exact, near = judge(field, truth, answer)
                counts.update(truths=1, exact=exact, near=exact or near, none=not answer)
                if args.misses == field and tool == "dehusk" and args.part == "train" and not (exact or near):
                    print(name, repr(truth), "!=", repr(answer),
                          (answers[name].get("all") or {}).get("sources", {}).get(field), file=sys.stderr)
            share = lambda what: 100 * counts[what] / max(1, counts["truths"])
            print(f"{field:8}{tool:14}{counts['truths']:7}{share('exact'):7.1f}%{share('near'):7.1f}%"
                  f"{counts['none']:7}{counts['given']:7}")


if __name__ == "__main__":
    main()
