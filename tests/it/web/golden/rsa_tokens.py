"""Makes rsa_tokens.json: tokens signed by OpenSSL, with a key that is thrown away, so that the check of signatures is
compared with an implementation that is not ours. Needs the openssl program; run by hand, the result is kept."""

import base64
import json
import subprocess
import sys
import tempfile
from pathlib import Path


def text(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def run(*args, given=None):
    return subprocess.run(["openssl", *args], input=given, capture_output=True, check=True).stdout


def main():
    claims = {
        "iss": "https://login.stadt.example/realms/stadt", "sub": "u-17", "aud": "passgenau", "iat": 1795000000,
        "exp": 1795000300, "nonce": "n-1", "email": "Buero@example.org", "email_verified": True,
    }
    with tempfile.TemporaryDirectory() as folder:
        key = str(Path(folder) / "key.pem")
        Path(key).write_bytes(run("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"))
        modulus = bytes.fromhex(run("rsa", "-in", key, "-noout", "-modulus").decode().strip().split("=")[1])
        tokens = {}
        for alg in ["RS256", "PS256"]:
            head = {"alg": alg, "kid": "rsa", "typ": "JWT"}
            signed = ".".join(text(json.dumps(part).encode()) for part in (head, claims))
            more = [] if alg == "RS256" else ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"]
            mac = run("dgst", "-sha256", *more, "-sign", key, given=signed.encode())
            tokens[alg] = f"{signed}.{text(mac)}"
    jwk = {"kty": "RSA", "kid": "rsa", "use": "sig", "n": text(modulus), "e": "AQAB"}
    json.dump({"keys": [jwk], "tokens": tokens}, sys.stdout, indent=1)
    print()


main()
