#!/usr/bin/env python3
"""Documents that try to script or break the report: in their text, their title, their address and their name."""
import sys
from pathlib import Path

TRICKS = [
    "</script><script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 2">',
    "'><svg/onload=window.hacked=3>",
    "<!--<script>window.hacked = 4",
    "</style><style>body { display: none }</style>",
    "</textarea></title></bdi></dialog><h1>An end</h1>",
    "\u202eright to left\u202c, \u2067isolated, \u200bhidden\ufeff, \u2028lines\u2029",
    "javascript:window.hacked=5",
    "${window.hacked = 6} {{ window.hacked = 7 }}",
    "\\u003cscript\\u003e \\ud800 \x01\x1b[31m",
]
PROSE = "The ferry left at noon with forty people on board. Nobody on the quay could say why the second boat stayed behind."


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def main():
    folder = Path(sys.argv[1])
    folder.mkdir()
    for number, trick in enumerate(TRICKS):
        text = f"{PROSE}\n\n{trick}\n\n{PROSE}\n\nShare this article\n\n{PROSE} {trick} {PROSE}\n"
        page = (
            f'<title>{escaped(trick)}</title><link rel="canonical" href="https://{escaped(trick)}/">'
            f"<h1>{escaped(trick)}</h1><p>{PROSE}</p><p>{escaped(trick)}</p><footer>Share this: {escaped(trick)}</footer>"
        )
        name = trick.replace("/", "%").replace("\0", "%")
        (folder / f"{number}{name}.txt").write_text(text, encoding="utf-8", errors="surrogatepass")
        (folder / f"page {number}.html").write_text(page, encoding="utf-8", errors="surrogatepass")


if __name__ == "__main__":
    main()
