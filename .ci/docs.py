#!/usr/bin/env python3
"""The pages of docs/ with Python in them are run as they stand: `sh` fences by bash, `python` fences in one process a page,
in a virtual environment that gets what the page installs. What is printed must be what the `output` fence below shows.
Skipped, and said so, where packages cannot be had.

    .ci/docs.py target/release/dehusk
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^```(sh|python|output)\n(.*?)^```$", re.M | re.S)
PIP = re.compile(r"^pip install (.+)$", re.M)


def install(python, packages):
    quick = ["--disable-pip-version-check", "--quiet", "--retries", "1", "--timeout", "20"]
    done = subprocess.run([python, "-m", "pip", "install", *quick, *packages], capture_output=True, text=True)
    if done.returncode:
        print(f"docs: skipped, {' '.join(packages)} cannot be installed: {done.stderr.strip().splitlines()[-1:]}")
    return done.returncode == 0


def faults(page, python, folder, paths):
    """Run a page in `folder`; python fences of a page share their names."""
    script, shown = [], []
    environment = dict(os.environ, PATH=paths)
    for language, text in FENCE.findall(page.read_text(encoding="utf-8")):
        if language == "sh" and not PIP.search(text):
            commands = [line for line in text.splitlines() if "# exit " not in line]
            subprocess.run(["bash", "-ec", "\n".join(commands)], cwd=folder, env=environment, check=True, capture_output=True)
        elif language == "python":
            script.append(text)
        elif language == "output":
            shown.append(text)
    ran = subprocess.run([python, "-c", "\n".join(script)], cwd=folder, env=environment, capture_output=True, text=True)
    if ran.returncode or ran.stdout != "".join(shown):
        yield f"{page.name}: exit {ran.returncode}\nshown:\n{''.join(shown)}given:\n{ran.stdout}{ran.stderr}"


def main():
    command = Path(sys.argv[1]).resolve()
    pages = [page for page in sorted((ROOT / "docs").glob("*.md")) if "```python" in page.read_text(encoding="utf-8")]
    packages = sorted({name for page in pages for line in PIP.findall(page.read_text(encoding="utf-8")) for name in line.split()})
    with tempfile.TemporaryDirectory() as folder:
        venv.create(Path(folder, "venv"), with_pip=True)
        python = Path(folder, "venv/bin/python")
        if not install(python, packages):
            return
        found = []
        for page in pages:
            work = Path(folder, page.stem)
            shutil.copytree(ROOT / "raw", work / "scraped")
            shutil.copytree(ROOT / "tests/docs", work, dirs_exist_ok=True)
            found += faults(page, python, work, f"{command.parent}{os.pathsep}{os.environ['PATH']}")
        print("\n".join([*found, f"docs: {len(pages)} pages with Python, {len(found)} faults"]))
        sys.exit(bool(found))


if __name__ == "__main__":
    main()
