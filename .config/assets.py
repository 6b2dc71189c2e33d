#!/usr/bin/env python3
"""Which part of the npm packages goes into the pages? Copies it from templates/assets/node_modules to templates/assets/vendor.

What a page names (the paths below /static are those below templates/assets):

    /static/vendor/fonts.css    the @font-face rules of Fira Sans: Regular stands for 300-500, SemiBold for 600-900
    /static/vendor/kern.css     KERN-UX: tokens, light and dark theme, components, typography, the grid; all icons are inside
    /static/vendor/fonts/*      Fira Sans by script (latin, latin-ext, cyrillic, cyrillic-ext, greek, vietnamese); a browser takes
                                only those whose letters stand on the page: two files of 24 kB for German
    /static/vendor/licences/*   the licences of both

Load fonts.css, kern.css, then our own. Left out of KERN-UX: its utility classes (kern-mt-*, kern-d-*, kern-text-* ...: a
third of the file; our own style sheet says such things with the tokens) and its script for the page header.
The theme follows the reader's system; `data-kern-theme="light"` or `"dark"` on <html> overrules it.
"""
import pathlib
import re
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent / "templates" / "assets"
KERN = HERE / "node_modules" / "@kern-ux" / "native"
FIRA = HERE / "node_modules" / "@fontsource" / "fira-sans"
VENDOR = HERE / "vendor"
SCRIPTS = ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese"]
WEIGHTS = {400: "300 500", 600: "600 900"}


def main():
    files = {"kern.css": kern(), "fonts.css": fonts().encode()}
    for script in SCRIPTS:
        for weight in WEIGHTS:
            name = f"fira-sans-{script}-{weight}-normal.woff2"
            files[f"fonts/{name}"] = (FIRA / "files" / name).read_bytes()
    files["licences/kern-ux-EUPL-1.2.md"] = (KERN / "LICENSE.md").read_bytes()
    files["licences/fira-sans-OFL-1.1.txt"] = (FIRA / "LICENSE").read_bytes()
    for name, data in files.items():
        if name.endswith(".css") and (bad := outside(data.decode(), files)):
            sys.exit(f"assets: {name} would make a page ask for {bad}")
    if VENDOR.exists():
        for old in [p for p in VENDOR.rglob("*") if p.is_file() and p.relative_to(VENDOR).as_posix() not in files]:
            old.unlink()
    for name, data in files.items():
        target = VENDOR / name
        if not (target.exists() and target.read_bytes() == data):  # an unchanged file keeps its date: no rebuild
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    print(f"assets: {len(files)} files, {sum(map(len, files.values())) // 1000} kB, in {VENDOR.relative_to(HERE.parent.parent)}")


def kern():
    """The style sheet without every rule that stands in the utilities' style sheet too."""
    utilities = set(rules((KERN / "dist" / "kern-utilities.min.css").read_text()))
    every = list(rules((KERN / "dist" / "kern.min.css").read_text()))
    kept = [rule for rule in every if rule not in utilities or rule.startswith(("@charset", ":root"))]
    if not 0.4 < sum(map(len, kept)) / sum(map(len, every)) < 0.9:
        sys.exit("assets: the style sheets of @kern-ux/native have changed their shape; see kern() in .config/assets.py")
    note = ("/* KERN-UX, https://kern-ux.de, EUPL-1.2. Changed by Passgenau: the utility classes are left out. "
            "Licence: licences/kern-ux-EUPL-1.2.md */\n")
    text = "".join(kept)
    charset = '@charset "UTF-8";'
    return (charset + note + text.removeprefix(charset)).encode()


def rules(css):
    """The top-level statements of a style sheet: text up to a `;` or a `}` outside of braces, strings and comments."""
    depth, start = 0, 0
    for token in re.finditer(r'/\*.*?\*/|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|[{};]', css.lstrip("\ufeff"), re.S):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0 and token[0] in "};":
            yield css.lstrip("\ufeff")[start:token.end()].strip()
            start = token.end()


def fonts():
    """The font-face rules, cut down to our scripts, our weights and woff2."""
    faces = ["/* Fira Sans, SIL Open Font License 1.1. Licence: licences/fira-sans-OFL-1.1.txt */\n"]
    for weight, stands_for in WEIGHTS.items():
        css = (FIRA / f"{weight}.css").read_text()
        for script in reversed(SCRIPTS):
            face = re.search(rf"@font-face \{{[^}}]*fira-sans-{script}-{weight}-normal\.woff2[^}}]*\}}", css)[0]
            face = re.sub(r"src: [^;]*;", f"src: url(fonts/fira-sans-{script}-{weight}-normal.woff2) format('woff2');", face)
            faces.append(face.replace(f"font-weight: {weight};", f"font-weight: {stands_for};") + "\n")
    return "".join(faces)


def outside(css, files):
    """The first address in a style sheet that is not one of our own files."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    for url in re.findall(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)""", css):
        address = "".join(url)
        if not address.startswith("data:") and address not in files:
            return address
    found = re.search(r"@import[^;]*", css)
    return found and found[0]


if __name__ == "__main__":
    main()
