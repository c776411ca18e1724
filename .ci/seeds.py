#!/usr/bin/env python3
"""Runs the command over the five seed texts and checks that they come out as a careful editor would leave them.

    python3 .ci/seeds.py target/release/dehusk ../shared/seeds

What must be kept is read from the seeds themselves: every line that is not listed here as husk has to stand in
the output to the letter, in its order, with white space at the listed seams. Nothing else may stand there.
Exit 0: all passed. 1: a check failed. 2: the check could not be run.
"""

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Seed:
    """What is known of one seed. Lines are named by how they begin, seams by the words on both sides of a `|`."""

    husk: tuple[str, ...] = ()  # lines that must go
    loose_lines: tuple[str, ...] = ()  # lines that may stay or go, but whole
    loose_parts: tuple[str, ...] = ()  # parts of lines that may stay or go, but whole
    seams: tuple[str, ...] = ()  # joins that must be mended with white space
    loose_seams: tuple[str, ...] = ()  # joins that may be mended


SEEDS = {
    "000": Seed(loose_lines=("Obama Medvedev - AP",)),
    "001": Seed(
        husk=("Share This article", "We welcome comments"),
        loose_parts=(" [Video]", " Photo: Pete Souza/The White House"),
    ),
    "002": Seed(
        husk=("icon bookmark-bicon",),
        loose_lines=("26 Mar, 2012",),
        loose_parts=(" (VIDEO)",),
        seams=(
            "implored.|Obama",
            "election.|In the past",
            "missiles.|Its",
            "Iran.|As RT",
            "Russia.|“I understand",
            "responded,|referring",
            "Putin.|The two",
            "programs.|Moscow",
            "separately.|The intended",
            "statement.|“I think",
            'wrote.|"Since',
            "added.|According",
            "release|and President",
            "plausible.|“We should",
            "added.|“President",
        ),
    ),
    "003": Seed(
        husk=("• Published", "Related internet links", "The BBC is not responsible"),
        loose_parts=(", external",),
        seams=("remarks|carried",),
    ),
    "004": Seed(
        husk=("The Largest Security-Cleared", "Join the mailing list"),
        loose_lines=("RIA Novosti", "12:46"),
        loose_parts=("MOSCOW, March 27 (RIA Novosti) - ",),
    ),
}


class Tally:
    """Counts the checks and prints those that fail."""

    def __init__(self) -> None:
        self.passed = 0
        self.failed = 0

    def check(self, holds: bool, message: str) -> None:
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {message}")


def excerpt(text: str) -> str:
    """The beginning of a text, short enough for one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 70 else flat[:67] + "..."


def pattern_of(line: str, seed: Seed) -> tuple[re.Pattern[str], list[str]]:
    """A pattern that finds the line to the letter, and the seams in it: group N holds the white space at seam N."""
    slots: dict[int, str] = {}
    names: dict[int, str] = {}
    for seam in seed.seams + seed.loose_seams:
        left, right = seam.split("|")
        if (at := line.find(left + right)) >= 0:
            required = seam in seed.seams
            slots[at + len(left)] = r"(\s*)" if required else r"\s*"
            if required:
                names[at + len(left)] = seam
    out = []
    at = 0
    while at < len(line):
        out.append(slots.get(at, ""))
        part = next((p for p in seed.loose_parts if line.startswith(p, at)), None)
        if part:
            out.append(f"(?:{re.escape(part)})?")
            at += len(part)
        elif space := re.compile(r"\s+").match(line, at):
            out.append(r"[^\S\n]+")
            at = space.end()
        else:
            out.append(re.escape(line[at]))
            at += 1
    return re.compile("^" + "".join(out) + "$", re.MULTILINE), [names[at] for at in sorted(names)]


def check_seed(name: str, seed: Seed, source: str, output: str, tally: Tally) -> None:
    """All checks on one seed and what became of it."""
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    for start in seed.husk:
        husk = [line for line in lines if line.startswith(start)]
        tally.check(len(husk) == 1, f"{name}: the list is wrong, the seed has no one line that begins {start!r}")
        tally.check(start.casefold() not in output.casefold(), f"{name}: husk left: {start!r}")
    prose = [line for line in lines if not line.startswith(seed.husk + seed.loose_lines)]
    rest = "\n".join(line.strip() for line in output.splitlines())
    for line in (line for line in lines if line.startswith(seed.loose_lines)):
        rest = re.sub(f"(?m)^{re.escape(line)}$", "", rest, count=1)
    seams_met: list[str] = []
    leftover = ""
    for line in prose:
        pattern, seams = pattern_of(line, seed)
        found = pattern.search(rest)
        tally.check(found is not None, f"{name}: not kept to the letter, or out of order: {excerpt(line)!r}")
        seams_met += seams
        if found:
            for seam, space in zip(seams, found.groups()):
                tally.check(space != "", f"{name}: join not mended: {seam.replace('|', '')!r}")
            leftover += rest[: found.start()] + "\n"
            rest = rest[found.end() :]
    tally.check(sorted(seams_met) == sorted(seed.seams), f"{name}: the list is wrong, not every seam is in the seed")
    extra = [excerpt(line) for line in (leftover + rest).splitlines() if line]
    tally.check(not extra, f"{name}: in the output and should not be: {extra}")


def main() -> int:
    if len(sys.argv) != 3:
        print("usage: seeds.py BINARY SEEDS", file=sys.stderr)
        return 2
    binary, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    sources = {path.name[:3]: path for path in sorted(folder.glob("*.txt"))}
    if not binary.is_file() or sorted(sources) != sorted(SEEDS):
        print(f"seeds.py: no command {binary}, or {folder} does not hold the five seeds", file=sys.stderr)
        return 2
    tally = Tally()
    with tempfile.TemporaryDirectory() as out:
        command = [str(binary), "clean", str(folder), "-o", out, "--format", "txt"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        tally.check(done.returncode == 0, f"exit {done.returncode}: {excerpt(done.stderr)}")
        for number, seed in SEEDS.items():
            made = Path(out, sources[number].name)
            tally.check(made.is_file(), f"{number}: no output file {made.name}")
            if made.is_file():
                source = sources[number].read_text(encoding="utf-8")
                check_seed(number, seed, source, made.read_text(encoding="utf-8"), tally)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
