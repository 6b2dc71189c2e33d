#!/usr/bin/env python3
"""What must lie beside the program so that it runs on another machine? bundle.py PROGRAM FOLDER

Copies the program and those libraries it needs that come from .tools (HiGHS); the rest is in every Debian: libc, libstdc++,
libgcc and zlib. OpenBLAS, which lies beside HiGHS, is used by an optional extension of HiGHS only, and not by us.
"""
import pathlib
import shutil
import subprocess
import sys

LIBRARIES = pathlib.Path(".tools/highs/lib")


def main(program, folder):
    program, folder = pathlib.Path(program), pathlib.Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "lib").mkdir(parents=True)
    shutil.copy2(program, folder / program.name)
    wanted, seen = needed(program), set()
    while wanted - seen:
        for name in sorted(wanted - seen):
            seen.add(name)
            if (LIBRARIES / name).exists():
                shutil.copy2((LIBRARIES / name).resolve(), folder / "lib" / name)
                subprocess.run(["strip", "--strip-unneeded", folder / "lib" / name], check=True)
                wanted |= needed(folder / "lib" / name)
    missing = [line.split()[0] for line in run("ldd", folder / program.name).splitlines() if "not found" in line]
    if missing:
        sys.exit(f"release: the bundle lacks {', '.join(missing)}")
    here = str(pathlib.Path.cwd())
    if here in run("readelf", "-d", folder / program.name):
        sys.exit("release: the program looks for libraries in this checkout; it was not built by `make release`")
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        print(f"release: {file} {file.stat().st_size / 1e6:.1f} MB")


def needed(file):
    lines = run("readelf", "-d", file).splitlines()
    return {line.split("[")[1].rstrip("]") for line in lines if "(NEEDED)" in line}


def run(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main(*sys.argv[1:3])
