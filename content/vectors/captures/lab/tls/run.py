#!/usr/bin/python3
"""python3 run.py list | all | pattern...   Writes DATA/NAME.json (TLS_LAB_DATA, TLS_LAB_KEPT: folders)."""
import datetime as dt, fnmatch, json, os, subprocess, sys, tempfile, time
from concurrent.futures import ThreadPoolExecutor
sys.dont_write_bytecode = True
import pki, record, scenarios
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID as EKU

HERE = os.path.dirname(os.path.abspath(__file__))
DIRS = {"published": os.environ.get("TLS_LAB_DATA", os.path.join(HERE, "..", "data")),
        "kept": os.environ.get("TLS_LAB_KEPT", os.path.join(HERE, "..", "data"))}


def rsa_pss_cert(root, root_key):
    """`cryptography` makes no RSASSA-PSS keys: use openssl"""
    with tempfile.TemporaryDirectory() as d:
        j = lambda n: os.path.join(d, n)
        for n, t in (("root.pem", pki.cert_pem(root)), ("root.key", pki.key_pem(root_key)),
                     ("ext", "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
                             "extendedKeyUsage=serverAuth\nsubjectAltName=DNS:%s\n" % record.HOST)):
            open(j(n), "w").write(t)
        q = dict(check=True, capture_output=True)
        subprocess.run(["openssl", "genpkey", "-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048", "-out", j("k")], **q)
        subprocess.run(["openssl", "req", "-new", "-key", j("k"), "-subj", "/O=TLS lab/CN=" + record.HOST, "-out", j("r")], **q)
        subprocess.run(["openssl", "x509", "-req", "-in", j("r"), "-CA", j("root.pem"), "-CAkey", j("root.key"), "-days", "7000",
                        "-set_serial", "0x2000", "-extfile", j("ext"), "-out", j("c")], **q)
        return open(j("c")).read(), open(j("k")).read()


def make_pki():
    h = [record.HOST]
    P = {}
    def put(name, cert, key, root, more=()):
        P[name] = {"chain": [pki.cert_pem(cert)] + [pki.cert_pem(c) for c in more], "key": pki.key_pem(key), "root": root}
    rk, ek, sk = pki.new_key("rsa2048"), pki.new_key("p256"), pki.new_key("p256")
    r, e = pki.make("TLS lab RSA root", rk, ca=True), pki.make("TLS lab EC root", ek, ca=True)
    st = pki.make("Unknown EC root", sk, ca=True)
    for n, c in (("root-rsa", r), ("root-ec", e), ("root-stranger", st)):
        P[n] = {"chain": [pki.cert_pem(c)]}
    def leaf(name, kind, root=e, rkey=ek, rname="root-ec", cn=record.HOST, **kw):
        k = pki.new_key(kind)
        kw.setdefault("sans", h)
        put(name, pki.make(cn, k, root, rkey, **kw), k, rname)
    leaf("rsa", "rsa2048", r, rk, "root-rsa")
    leaf("ec", "p256")
    leaf("ec384", "p384")
    leaf("ed", "ed25519")
    leaf("expired", "p256", start=dt.datetime(2025, 1, 1), end=dt.datetime(2026, 1, 1))
    leaf("notyet", "p256", start=dt.datetime(2045, 1, 1))
    leaf("othername", "p256", cn="other.example.test", sans=["other.example.test"])
    leaf("stranger", "p256", st, sk, "root-stranger")
    leaf("sha1", "p256", digest=hashes.SHA1())
    k = pki.new_key("p256")
    put("selfsigned", pki.make(record.HOST, k, sans=h), k, None)
    leaf("client-rsa", "rsa2048", r, rk, "root-rsa", cn="client", sans=None, eku=[EKU.CLIENT_AUTH])
    leaf("client-ec", "p256", cn="client", sans=None, eku=[EKU.CLIENT_AUTH])
    leaf("client-stranger", "p256", st, sk, "root-stranger", cn="client", sans=None, eku=[EKU.CLIENT_AUTH])
    ik, lk = pki.new_key("p256"), pki.new_key("p256")
    inter = pki.make("TLS lab EC intermediate", ik, e, ek, ca=True, path_len=0)
    put("ecchain", pki.make(record.HOST, lk, inter, ik, sans=h), lk, "root-ec", [inter])
    c, kp = rsa_pss_cert(r, rk)
    P["rsapss"] = {"chain": [c], "key": kp, "root": "root-rsa"}
    return P


def versions():
    run = lambda *a: subprocess.run(a, capture_output=True, text=True).stdout.strip()
    return {"openssl": run("openssl", "version").split(" (")[0],
            "node": run(record.NODE, "-p", "process.version+' (OpenSSL '+process.versions.openssl+')'"),
            "gnutls": "GnuTLS " + run("gnutls-cli", "--version").split("\n")[0].split()[-1]}


def used(sc):
    """PKI entries named by the command lines"""
    words = []
    for spec in [sc["server"]] + [c["client"] for c in sc["connections"]]:
        a = spec["args"]
        words += [str(x) for x in (a.values() if isinstance(a, dict) else a)]
    return sorted({w[:-4] for w in words if w.endswith(".pem") and w[:-4] in PKI})


def one(sc, vers):
    for attempt in range(2):
        try:
            r = record.Lab(PKI).run(sc)
            break
        except Exception as ex:
            err = ex
    else:
        print("FAILED", sc["name"], repr(err)[:300])
        return
    names = used(sc)
    cert = sc["server"].get("cert")
    progs = {sc["server"].get("prog", "openssl")} | {c["client"].get("prog", "openssl") for c in sc["connections"]} - {"plain"}
    out = {"name": sc["name"], "description": sc["description"], "recorded": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
           "versions": {p: vers[p] for p in sorted(progs)}, "server_name": record.HOST, **r.pop("commands_", {}),
           "commands": r["commands"],
           "certificates": {n: PKI[n]["chain"] for n in names},
           "server_certificate": cert, "trusted": sorted(n for n in names if n.startswith("root-")),
           "private_keys": {n: PKI[n]["key"] for n in names if PKI[n].get("key")},
           **sc.get("extra", {}), "connections": r["connections"]}
    cl = [n for n in names if n.startswith("client-")]
    if cl:
        out["client_certificate"] = cl[0]
    os.makedirs(DIRS[sc["split"]], exist_ok=True)
    with open(os.path.join(DIRS[sc["split"]], sc["name"] + ".json"), "w") as f:
        f.write(record.dump(out))


if __name__ == "__main__":
    args = sys.argv[1:]
    if not args or args == ["list"]:
        for s in scenarios.LIST:
            print(s["split"][0], s["name"])
        sys.exit()
    names = [s["name"] for s in scenarios.LIST]
    assert len(set(names)) == len(names)
    pick = [s for s in scenarios.LIST if args == ["all"] or any(fnmatch.fnmatch(s["name"], a) for a in args)]
    PKI = make_pki()
    vers = versions()
    with ThreadPoolExecutor(int(os.environ.get("TLS_LAB_JOBS", "3"))) as ex:
        list(ex.map(lambda s: one(s, vers), pick))
    print(len(pick), "recorded")
