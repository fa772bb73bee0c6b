"""A timestamp authority of the tests' own (RFC 3161): a root, a signer, and answers that OpenSSL makes."""

from __future__ import annotations

import subprocess
from pathlib import Path

_CONFIG = """
[req]
distinguished_name = dn
prompt = no
[dn]
CN = {name}
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[signer]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class Authority:
    """Signs what is asked in the folder it lives in; `root` is the certificate it is trusted by (PEM)."""

    def __init__(self, folder: Path, name: str = "Test authority") -> None:
        self._folder = folder
        (folder / "serial").write_text("01")
        for who in ("root", "signer"):
            (folder / f"{who}.cnf").write_text(_CONFIG.format(name=f"{name}, {who}", folder=folder))
        self._new("root", "-x509", "-extensions", "root", "-out", "root.pem")
        self._new("signer", "-out", "signer.csr")
        signed = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-extfile", "signer.cnf", "-extensions")
        self._run("x509", "-req", "-in", "signer.csr", *signed, "signer", "-days", "30", "-out", "signer.pem")
        self.root = folder / "root.pem"

    def answer(self, query: bytes) -> bytes:
        """The answer (DER) to a query (DER)."""
        (self._folder / "query").write_bytes(query)
        self._run("ts", "-reply", "-config", "signer.cnf", "-queryfile", "query", "-out", "answer")
        return (self._folder / "answer").read_bytes()

    def _new(self, who: str, *more: str) -> None:
        key = ("-newkey", "rsa:2048", "-nodes", "-keyout", f"{who}.key", "-config", f"{who}.cnf", "-days", "30")
        self._run("req", "-new", *key, *more)

    def _run(self, *words: str) -> None:
        subprocess.run(["openssl", *words], cwd=self._folder, check=True, capture_output=True)
