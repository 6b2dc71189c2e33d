"""Reads mails with Python's own parser and says what it saw, as JSON: the second opinion beside mail-parser.

usage: read_mails.py FILE...
"""

import email
import email.policy
import json
import sys


def tree(part):
    kind = part.get_content_type()
    if part.is_multipart():
        return kind + "{" + ", ".join(tree(child) for child in part.iter_parts()) + "}"
    return kind


def defects(part, found):
    found += [repr(d) for d in part.defects]
    for name, value in part.items():
        found += [f"{name}: {d!r}" for d in getattr(value, "defects", [])]
    if part.is_multipart():
        for child in part.iter_parts():
            defects(child, found)
    return found


def read(path):
    raw = open(path, "rb").read()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    lines = raw.split(b"\r\n")
    leaves = [p for p in message.walk() if not p.is_multipart()]
    return {
        "headers": [[name, str(value)] for name, value in message.items()],
        "to": [[a.display_name, a.addr_spec] for a in message["To"].addresses],
        "tree": tree(message),
        "defects": defects(message, []),
        "longest_line": max(len(line) for line in lines),
        "bare_breaks": sum(line.count(b"\n") + line.count(b"\r") for line in lines),
        "ascii": all(byte < 128 for byte in raw),
        "parts": [
            {
                "type": part.get_content_type(),
                "method": part.get_param("method"),
                "charset": part.get_content_charset(),
                "encoding": part["Content-Transfer-Encoding"],
                "disposition": part["Content-Disposition"],
                "text": part.get_payload(decode=True).decode("utf-8"),
            }
            for part in leaves
        ],
    }


if __name__ == "__main__":
    print(json.dumps([read(path) for path in sys.argv[1:]]))
