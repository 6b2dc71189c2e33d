#!/usr/bin/env python3
"""Whose work is part of the program, and under which licence? Prints names, versions, licences and their texts.

Asks cargo for the crates that are compiled into the program (not those of tests and build scripts), and reads the licences of
the npm packages behind the pages and of HiGHS. Equal texts are printed once.
"""
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXT = re.compile(r"(licen[cs]e|copying|notice|unlicense|copyright)", re.I)


def main():
    parts = sorted(crates() + packages() + highs(), key=lambda part: (part[0].lower(), part[1]))
    texts = {}
    print("Passgenau contains the work of others. Each part, its licence, and the number of the text below.\n")
    for name, version, licence, home, files in parts:
        numbers = []
        for file in files:
            text = file.read_text(errors="replace").strip()
            numbers.append(texts.setdefault(" ".join(text.split()), (len(texts) + 1, text))[0])
        where = ", ".join(f"[{n}]" for n in numbers) or "no text in the package, see the standard text of the licence"
        print(f"{name} {version}  {licence}  {where}\n    {home}")
    for number, text in texts.values():
        print(f"\n{'=' * 100}\n[{number}]\n\n{text}")
    print(f"notices: {len(parts)} parts, {len(texts)} texts", file=sys.stderr)


def crates():
    metadata = json.loads(subprocess.run(
        [os.environ.get("CARGO", "cargo"), "metadata", "--locked", "--format-version", "1", "--filter-platform", host()],
        cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    by_id = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    inside, todo = set(), [metadata["resolve"]["root"]]
    while todo:
        one = todo.pop()
        if one in inside or "proc-macro" in by_id[one]["targets"][0]["kind"]:
            continue
        inside.add(one)
        todo += [dep["pkg"] for dep in nodes[one]["deps"] if any(kind["kind"] is None for kind in dep["dep_kinds"])]
    found = []
    for package in (by_id[one] for one in inside):
        if package["source"] is None:  # our own
            continue
        folder = pathlib.Path(package["manifest_path"]).parent
        found.append((package["name"], package["version"], package["license"] or f"see {package['license_file']}",
                      package["repository"] or package["homepage"] or "", licence_files(folder)))
    return found


def packages():
    folder = ROOT / "templates" / "assets"
    lock = json.loads((folder / "package-lock.json").read_text())["packages"]
    found = []
    for path, entry in lock.items():
        if path:
            about = json.loads((folder / path / "package.json").read_text())
            found.append((about["name"], entry["version"], about["license"], about.get("homepage", ""), licence_files(folder / path)))
    return found


def highs():
    """The shared library, or nothing when it was compiled from the source in its crate."""
    info = sorted(ROOT.glob(".tools/venv/lib/python*/site-packages/highsbox-*.dist-info"))
    if not info:
        return []
    files = [file for file in sorted(info[0].rglob("*")) if file.is_file() and TEXT.match(file.name)]
    files += licence_files(ROOT / ".tools" / "highs" / "share" / "doc" / "HIGHS")
    version = info[0].name.removeprefix("highsbox-").removesuffix(".dist-info")
    return [("HiGHS", version, "MIT", "https://highs.dev", files)]


def licence_files(folder):
    return sorted(file for file in folder.iterdir() if file.is_file() and TEXT.match(file.name)) if folder.is_dir() else []


def host():
    out = subprocess.run(["rustc", "-vV"], check=True, capture_output=True, text=True).stdout
    return re.search(r"host: (\S+)", out)[1]


if __name__ == "__main__":
    main()
