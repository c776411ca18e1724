#!/usr/bin/env python3
"""House rules that no compiler checks: every source file says what it is for, and none is too long to find one's way in."""
import subprocess
import sys
from pathlib import Path

LONGEST_FILE = 400


def faults(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0].startswith("//!"):
        yield f"{path}: does not open with `//!`"
    if len(lines) > LONGEST_FILE:
        yield f"{path}: {len(lines)} lines, at most {LONGEST_FILE}"


def main():
    listed = subprocess.run(["git", "ls-files", "-z", "*.rs"], check=True, capture_output=True, text=True).stdout
    files = [Path(name) for name in listed.split("\0") if name]
    found = [fault for path in files for fault in faults(path)]
    print("\n".join(found + [f"tidy: {len(files)} files, {len(found)} faults"]))
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
