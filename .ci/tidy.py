#!/usr/bin/env python3
"""House rules that no compiler checks: every source file says what it is for, no file is too long to find one's way in, and
no function too long to be seen at once."""
import re
import subprocess
import sys
from pathlib import Path

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
FUNCTION = re.compile(r"(\s*)(?:pub(?:\([^)]*\))? )?(?:const )?fn (\w+)")


def functions(lines):
    """Name and length of each function, as rustfmt lays it out: it ends where a brace closes as far in as it began."""
    for start, line in enumerate(lines):
        if found := FUNCTION.match(line):
            ends = (at for at in range(start, len(lines)) if lines[at] == found[1] + "}")
            yield found[2], 1 if line.endswith(("}", ";")) else next(ends, start) - start + 1


def faults(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0].startswith("//!"):
        yield f"{path}: does not open with `//!`"
    if len(lines) > LONGEST_FILE:
        yield f"{path}: {len(lines)} lines, at most {LONGEST_FILE}"
    for name, length in functions(lines):
        if length > LONGEST_FUNCTION:
            yield f"{path}: fn {name} has {length} lines, at most {LONGEST_FUNCTION}"


def main():
    listed = subprocess.run(["git", "ls-files", "-z", "*.rs"], check=True, capture_output=True, text=True).stdout
    files = [Path(name) for name in listed.split("\0") if name]
    found = [fault for path in files for fault in faults(path)]
    print("\n".join(found + [f"tidy: {len(files)} files, {len(found)} faults"]))
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
