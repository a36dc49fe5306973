#!/usr/bin/python3
"""Certificate chains and what three implementations say of them.

    paths.py FILE

Needs openssl, certtool (GnuTLS), Node 24 (NODE: its path), and the Python package `cryptography` 38."""
import base64, datetime as dt, json, os, re, subprocess, sys, tempfile, time
sys.dont_write_bytecode = True
import pki
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID as EKU

LAB = os.path.dirname(os.path.abspath(__file__))
NODE = os.environ.get("NODE", "node")
HOST = "server.example.test"
W = "www.example.test"
OLD = dict(start=dt.datetime(2020, 1, 1), end=dt.datetime(2025, 1, 1))
NEW = dict(start=dt.datetime(2045, 1, 1), end=dt.datetime(2046, 1, 1))
K = {n: pki.new_key("p256") for n in ("root", "root2", "rootX", "int1", "int2", "leaf", "sub")}
K["rsa1024"] = pki.new_key("rsa1024")
C = {}     # certificate name -> PEM
X = {}     # certificate name -> object


def mk(name, cn, key, issuer=None, ikey=None, **kw):
    ik = K[ikey] if ikey else None
    X[name] = pki.make(cn, K[key], X[issuer] if issuer in X else issuer, ik, **kw)
    C[name] = pki.cert_pem(X[name])


def leaf(name, issuer="int2", ikey="int2", cn=HOST, sans=(HOST,), key="leaf", **kw):
    mk(name, cn, key, issuer, ikey, sans=list(sans), **kw)


def flipped(name, of, off=-1):
    der = bytearray(base64.b64decode("".join(C[of].split("\n")[1:-2])))
    der[off] ^= 1
    b = base64.b64encode(bytes(der)).decode()
    C[name] = "-----BEGIN CERTIFICATE-----\n" + "\n".join(b[i:i + 64] for i in range(0, len(b), 64)) + "\n-----END CERTIFICATE-----\n"


CA = dict(ca=True)
mk("root", "Path root", "root", **CA)
mk("root2", "Old root", "root2", **CA)
mk("int1", "Path intermediate 1", "int1", "root", "root", **CA)
mk("int1-cross", "Path intermediate 1", "int1", "root2", "root2", **CA)
mk("int2", "Path intermediate 2", "int2", "int1", "int1", path_len=0, **CA)
leaf("leaf")
LIST = []


def v(n, text, sent, trusted=("root",), host=HOST, expect=None):
    LIST.append(dict(name=n, text=text, sent=sent.split(), trusted=list(trusted), host=host, expect=expect))


v("good", "leaf, two intermediates, trusted root", "leaf int2 int1", expect=True)
v("good-root-sent", "the server sends the root too", "leaf int2 int1 root", expect=True)
v("good-wrong-order", "intermediates in the wrong order", "leaf int1 int2", expect=True)
v("cross-signed-old-root", "intermediate 1 signed by the old root, which alone is trusted", "leaf int2 int1-cross", ["root2"], expect=True)
v("cross-signed-both-sent-old-root", "both versions of intermediate 1 sent, the cross-signed last; only the old root is trusted", "leaf int2 int1 int1-cross", ["root2"], expect=True)
v("cross-signed-other-sent", "only the cross-signed version sent, but the new root is trusted", "leaf int2 int1-cross", expect=False)
v("missing-intermediate-2", "the intermediate that signed the leaf is missing", "leaf int1", expect=False)
v("no-trust", "complete chain with its root sent, but another root is trusted", "leaf int2 int1 root", ["root2"], expect=False)
leaf("leaf-expired", **OLD)
v("leaf-expired", "leaf expired", "leaf-expired int2 int1", expect=False)
leaf("leaf-notyet", **NEW)
v("leaf-not-yet-valid", "leaf not valid yet", "leaf-notyet int2 int1", expect=False)
mk("int1-expired", "Path intermediate 1", "int1", "root", "root", **CA, **OLD)
v("intermediate-expired-and-valid", "intermediate 1 sent twice, the expired one first", "leaf int2 int1-expired int1", expect=True)
mk("root-expired", "Path root", "root", **CA, **OLD)
v("root-expired", "the trusted root itself has expired", "leaf int2 int1", ["root-expired"], expect=False)
mk("root2-expired", "Old root", "root2", **CA, **OLD)
v("cross-signed-by-expired-root", "cross-signed and ordinary intermediate 1 sent, in this order; both roots trusted, the old one expired", "leaf int2 int1-cross int1", ["root2-expired", "root"], expect=True)
mk("root-cross", "Path root", "root", "root2-expired", "root2", **CA)
v("root-cross-signed-by-expired-root", "as with Let's Encrypt in 2021: the new root, cross-signed by an old one that has expired, is sent; both roots are trusted", "leaf int2 int1 root-cross", ["root2-expired", "root"], expect=True)
mk("sub", "sub.example.test", "sub", "int2", "int2", sans=["sub.example.test"])
leaf("leaf-by-leaf", "sub", "sub")
mk("int2-long", "Path intermediate 2", "int2", "int1", "int1", **CA)
v("issuer-not-ca", "issuer is an ordinary leaf (CA:FALSE)", "leaf-by-leaf sub int2-long int1", expect=False)
mk("int1-len0", "Path intermediate 1", "int1", "root", "root", path_len=0, **CA)
v("path-length-exceeded", "intermediate 1 has pathLenConstraint 0, yet intermediate 2 follows", "leaf int2 int1-len0", expect=False)
mk("int1-len1", "Path intermediate 1", "int1", "root", "root", path_len=1, **CA)
v("path-length-just-enough", "intermediate 1 has pathLenConstraint 1", "leaf int2 int1-len1", expect=True)
mk("int2-noks", "Path intermediate 2", "int2", "int1", "int1", key_usage=pki.usage("crl_sign"), **CA)
v("issuer-key-usage", "intermediate 2 may not sign certificates (no keyCertSign)", "leaf int2-noks int1", expect=False)
leaf("leaf-client", eku=[EKU.CLIENT_AUTH])
v("leaf-eku-client", "leaf is for clients only", "leaf-client int2 int1", expect=False)
leaf("leaf-noeku", eku=None)
v("leaf-without-eku", "leaf without extendedKeyUsage", "leaf-noeku int2 int1", expect=True)
for nm, tx, kw, ex in (
        ("permitted", "name constraint permits example.test", dict(permitted=["example.test"]), True),
        ("not-permitted", "name constraint permits only other.test", dict(permitted=["other.test"]), False),
        ("excluded", "name constraint excludes example.test", dict(excluded=["example.test"]), False)):
    mk("int2-nc-" + nm, "Path intermediate 2", "int2", "int1", "int1", path_len=0, **CA, **kw)
    v("name-constraint-" + nm, tx, "leaf int2-nc-%s int1" % nm, expect=ex)
leaf("leaf-cn", sans=())
v("host-wrong", "another host name", "leaf int2 int1", host="other.example.test", expect=False)
v("host-upper-case", "SERVER.Example.TEST", "leaf int2 int1", host="SERVER.Example.TEST", expect=True)
leaf("leaf-wild", cn="wild", sans=["*.example.test"])
v("wildcard", "*.example.test for www.example.test", "leaf-wild int2 int1", host=W, expect=True)
v("wildcard-two-labels", "*.example.test for a.b.example.test", "leaf-wild int2 int1", host="a.b.example.test", expect=False)
v("wildcard-no-label", "*.example.test for example.test", "leaf-wild int2 int1", host="example.test", expect=False)
leaf("leaf-part", cn="wild", sans=["w*.example.test"])
v("wildcard-partial", "w*.example.test for www.example.test (RFC 6125 left it open, RFC 9525 forbids it)", "leaf-part int2 int1", host=W)
v("common-name-only", "no subjectAltName, commonName matches", "leaf-cn int2 int1")
leaf("leaf-cn-san", sans=["other.example.test"])
v("common-name-against-san", "commonName matches, subjectAltName names another host", "leaf-cn-san int2 int1", expect=False)
leaf("leaf-ip", cn="ip", sans=["ip:192.0.2.1"])
v("ip-in-san", "iPAddress 192.0.2.1", "leaf-ip int2 int1", host="192.0.2.1", expect=True)
leaf("leaf-idn", cn="idn", sans=["xn--bcher-kva.example.test"])
v("idn-a-label", "A-label in the certificate and asked for", "leaf-idn int2 int1", host="xn--bcher-kva.example.test", expect=True)
mk("self", HOST, "leaf", sans=[HOST])
v("self-signed", "self-signed leaf, not trusted", "self", expect=False)
v("self-signed-trusted", "self-signed leaf, itself in the trust store (CA:FALSE)", "self", ["self"])
flipped("leaf-flip", "leaf"); flipped("root-flip", "root")
v("signature-flipped-leaf", "last byte of the leaf's signature changed", "leaf-flip int2 int1", expect=False)
v("signature-flipped-root", "last byte of the trusted root's own signature changed", "leaf int2 int1", ["root-flip"])
mk("root-swapped", "Path root", "rootX", **CA)
v("root-swapped", "trusted root of the same name with another key", "leaf int2 int1", ["root-swapped"], expect=False)
leaf("leaf-sha1", digest=hashes.SHA1())
v("sha1-leaf", "leaf signed with ecdsa-with-SHA1", "leaf-sha1 int2 int1", expect=False)
mk("root-sha1", "Path root", "root", digest=hashes.SHA1(), **CA)
v("sha1-root", "the trusted root's self-signature is SHA-1", "leaf int2 int1", ["root-sha1"], expect=True)
leaf("leaf-1024", key="rsa1024")
v("rsa-1024-leaf", "leaf with a 1024 bit RSA key", "leaf-1024 int2 int1", expect=False)
odd = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.99999.1"), b"\x05\x00")
leaf("leaf-crit", extra=[(odd, True)])
v("unknown-critical-extension", "leaf with an unknown critical extension", "leaf-crit int2 int1", expect=False)
leaf("leaf-aki", aki_of=K["rootX"])
v("authority-key-id-mismatch", "leaf's authorityKeyIdentifier names another key, the signature is right", "leaf-aki int2 int1")
v("trusted-intermediate", "intermediate 2 alone is in the trust store", "leaf", ["int2"])


def sh(*a):
    return subprocess.run(a, capture_output=True, text=True)


def openssl(d, x, *more):
    write(d, x)
    a = ["openssl", "verify", "-CAfile", d + "/ca", "-no-CApath", "-no-CAstore", "-purpose", "sslserver", *more]
    a += ["-verify_ip" if re.fullmatch(r"[\d.]+", x["host"]) else "-verify_hostname", x["host"]]
    if len(x["sent"]) > 1:
        a += ["-untrusted", d + "/untrusted"]
    r = sh(*a, d + "/leaf")
    errs = re.findall(r"error (\d+) at (\d+) depth lookup: *(.*)", r.stdout + r.stderr)
    return {"ok": r.returncode == 0, "errors": [[int(n), int(dep), m] for n, dep, m in errs]}


def write(d, x):
    for f, names in (("ca", x["trusted"]), ("untrusted", x["sent"][1:]), ("leaf", x["sent"][:1]), ("chain", x["sent"])):
        with open(os.path.join(d, f), "w") as o:
            o.write("".join(C[n] for n in names))


def gnutls(d, x):
    r = sh("certtool", "--verify", "--load-ca-certificate", d + "/ca", "--infile", d + "/chain", "--verify-hostname", x["host"],
           "--verify-purpose", "1.3.6.1.5.5.7.3.1")
    t = r.stdout + r.stderr
    m = re.findall(r"Chain verification output: *(.*)", t) or [x for x in t.strip().split("\n")][-1:]
    return {"ok": r.returncode == 0, "message": re.sub(r"\s+", " ", m[-1]).strip()}


if __name__ == "__main__":
    node = json.loads(subprocess.run([NODE, os.path.join(LAB, "node_paths.mjs")], capture_output=True, text=True, check=True, input=json.dumps(
        [dict(x, sent=[C[n] for n in x["sent"]], trusted=[C[n] for n in x["trusted"]],
              key=pki.key_pem(K["rsa1024" if "1024" in x["sent"][0] else "sub" if x["sent"][0] == "sub" else "leaf"])) for x in LIST])).stdout)
    one = lambda *a: sh(*a).stdout.strip()
    vers = {"openssl": one("openssl", "version").split(" (")[0],
            "node": one(NODE, "-p", "process.version+' (OpenSSL '+process.versions.openssl+')'"),
            "gnutls": "GnuTLS " + one("certtool", "--version").split("\n")[0].split()[-1]}
    out = []
    with tempfile.TemporaryDirectory() as d:
        for x, nd in zip(LIST, node):
            o = openssl(d, x)
            level = openssl(d, x, "-auth_level", "2")
            e = {"name": x["name"], "description": x["text"], "sent": x["sent"], "trusted": x["trusted"], "host": x["host"],
                 "expected": x["expect"], "openssl": o}
            if level != o:
                e["openssl_auth_level_2"] = level
            out.append(dict(e, gnutls=gnutls(d, x), node=nd))
    used = {n for e in out for n in e["sent"] + e["trusted"]}
    head = {"name": "701-certificate-paths", "description": "Chains as a server sends them (leaf first), trust stores, host names, verdicts.",
            "verified_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "versions": vers,
            "certificates": {n: C[n] for n in C if n in used}, "private_keys": {n: pki.key_pem(k) for n, k in K.items()}}
    with open(sys.argv[1], "w") as f:
        rows = ",\n".join("  " + json.dumps(e, ensure_ascii=False) for e in out)
        f.write(json.dumps(head, indent=1, ensure_ascii=False)[:-2] + ',\n "variants": [\n' + rows + "\n ]\n}\n")
