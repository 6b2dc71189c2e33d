#!/usr/bin/env python3
"""Runs a command beside a PostgreSQL of its own: with_postgres.py COMMAND [ARGUMENT...]

The cluster lives in a temporary folder, listens on a free port of the loopback address, forgets nothing it need not forget
(no fsync) and is gone when the command ends, however it ends. The command finds it in TEST_DATABASE_URL; REQUIRE_POSTGRES=1
tells the tests that its absence is a failure. PostgreSQL refuses to run as root: then it runs as the user `postgres`.
"""
import contextlib
import glob
import os
import pathlib
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}


def main(command):
    # A second Ctrl-C must not interrupt the cleaning up; the command gets the first one itself, from the terminal.
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), stop)
    with cluster() as url:
        child = subprocess.Popen(command, env={**os.environ, "TEST_DATABASE_URL": url, "REQUIRE_POSTGRES": "1"})
        try:
            return child.wait()
        finally:
            if child.poll() is None:
                child.terminate()
                child.wait()


def stop(number, _frame):
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    sys.exit(128 + number)


@contextlib.contextmanager
def cluster():
    """A running PostgreSQL; yields its address."""
    bin_ = newest_postgres()
    base = pathlib.Path(tempfile.mkdtemp(prefix="passgenau-pg-"))
    user = None
    if os.geteuid() == 0:
        user = "postgres"
        os.chown(base, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    password = secrets.token_hex(16)
    secret, data, log = base / "password", base / "data", base / "log"
    try:
        as_user(user, ["sh", "-c", f"umask 077; printf %s {password} > {secret}"])
        # The password goes over the loopback in plain words: hundreds of test connections need no key stretching each.
        as_user(user, [f"{bin_}/initdb", "-D", data, "-U", "passgenau", "-A", "password", "--pwfile", secret, "-E", "UTF8",
                       "--locale=C.UTF-8", "--no-sync", "--no-instructions"])
        port = start(user, bin_, base, data, log)
        yield f"postgres://passgenau:{password}@127.0.0.1:{port}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            as_user(user, [f"{bin_}/pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], check=False)
        shutil.rmtree(base, ignore_errors=True)


def start(user, bin_, base, data, log):
    """Starts the server on a free port; another program may take the port in between, so it tries some."""
    for _ in range(5):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = " ".join(f"-c {key}={value}" for key, value in SETTINGS.items())
        options += f" -c port={port} -c unix_socket_directories={base}"
        begun = as_user(user, [f"{bin_}/pg_ctl", "-D", data, "-l", log, "-w", "-t", "60", "-o", options, "start"], check=False)
        if begun.returncode == 0:
            return port
        time.sleep(0.2)
    sys.exit(f"test: PostgreSQL does not start:\n{log.read_text() if log.exists() else begun.stdout}")


def as_user(user, command, check=True):
    """Runs a command as that user, silently; its output is shown when it fails."""
    # The server inherits no terminal: Ctrl-C must reach the tests, not the database under them.
    done = subprocess.run([str(part) for part in command], user=user, group=user, extra_groups=[] if user else None, cwd="/",
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={**os.environ, "LC_ALL": "C.UTF-8"}, start_new_session=True)
    if check and done.returncode:
        sys.exit(f"test: {command[0]} failed:\n{done.stdout}")
    return done


def newest_postgres():
    """The folder with the server's programs; Debian keeps them out of PATH, one folder for each version."""
    folders = glob.glob("/usr/lib/postgresql/*/bin")
    folders.sort(key=lambda path: [int(n) for n in re.findall(r"\d+", path)], reverse=True)
    if found := shutil.which("initdb"):
        folders.append(os.path.dirname(os.path.realpath(found)))
    for folder in folders:
        if all(os.access(f"{folder}/{name}", os.X_OK) for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    sys.exit("test: there is no PostgreSQL server on this machine; `make test` installs it or says how.")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
