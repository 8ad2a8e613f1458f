"""Writes the signatures in src/assess/provenance/fixtures with the reference implementation.

    python -m venv /tmp/venv && /tmp/venv/bin/pip install model-signing==1.1.1 pyopenssl
    /tmp/venv/bin/python bench/provenance/reference_signatures.py src/assess/provenance/fixtures

Keys are made anew each time and thrown away; only their public halves are kept.
"""

import pathlib
import subprocess
import sys

import model_signing

target = pathlib.Path(sys.argv[1])
model = target / "model"
(model / "parts").mkdir(parents=True, exist_ok=True)
(model / "config.json").write_text('{"hidden_size": 4}\n')
(model / "parts" / "a.bin").write_bytes(bytes(range(40)))
(model / "parts.txt").write_text("sorts behind the folder, though its name sorts before it\n")

CURVES = {"p256": "prime256v1", "p384": "secp384r1", "p521": "secp521r1"}


def openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def hashing(kind: str):
    config = model_signing.hashing.Config()
    if kind == "shards":
        return config.use_shard_serialization(shard_size=16)
    return config.use_file_serialization(hashing_algorithm=kind)


def sign(name: str, kind: str, signer) -> None:
    config = signer(model_signing.signing.Config().set_hashing_config(hashing(kind)))
    config.sign(model, target / f"{name}.sig")


work = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "/tmp/reference-signatures")
work.mkdir(exist_ok=True)
for curve, name in CURVES.items():
    private, public = str(work / f"{curve}.pem"), str(target / f"{curve}.pub.pem")
    openssl("ecparam", "-name", name, "-genkey", "-noout", "-out", private)
    openssl("ec", "-in", private, "-pubout", "-out", public)
    sign(curve, "sha256", lambda config: config.use_elliptic_key_signer(private_key=private))

key = str(work / "p256.pem")
for kind in ["blake2", "blake3", "shards"]:
    sign(kind, kind, lambda config: config.use_elliptic_key_signer(private_key=key))

# A root, an authority below it, and a certificate of ten days.
root, authority, leaf = (str(work / name) for name in ["root.pem", "authority.pem", "leaf.pem"])
for path in [root, authority, leaf]:
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", path)
ca = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n"
end = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=codeSigning\n"
openssl("req", "-x509", "-new", "-key", root, "-subj", "/CN=Example Root", "-out", str(target / "root.cert.pem"),
        "-addext", "keyUsage=critical,keyCertSign", "-days", "7300")


def issue(key: str, subject: str, issuer: str, issuer_key: str, extensions: str, out: str, days: str) -> None:
    request, ext = str(work / "request.csr"), work / "extensions.cnf"
    ext.write_text(extensions)
    openssl("req", "-new", "-key", key, "-subj", subject, "-out", request)
    openssl("x509", "-req", "-in", request, "-CA", issuer, "-CAkey", issuer_key, "-CAcreateserial",
            "-extfile", str(ext), "-days", days, "-out", out)


issue(authority, "/CN=Example Authority", str(target / "root.cert.pem"), root, ca, str(work / "authority.cert.pem"), "7300")
issue(leaf, "/CN=Example Signer", str(work / "authority.cert.pem"), authority, end, str(work / "leaf.cert.pem"), "10")
sign("certificate", "sha256", lambda config: config.use_certificate_signer(
    private_key=leaf, signing_certificate=str(work / "leaf.cert.pem"),
    certificate_chain=[str(work / "authority.cert.pem")]))
