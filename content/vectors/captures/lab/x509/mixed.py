#!/usr/bin/python3
"""Chains put together at random from a pool of good and bad certificates, and what `openssl verify` says of each.

    mixed.py SEED NUMBER FILE

The choices come from SEED; the keys are new each time. Needs the Python package `cryptography` and openssl."""
import datetime as dt, ipaddress, json, os, random, re, subprocess, sys, tempfile, time
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization as ser
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID as EKU, NameOID

KEYS = {n: ec.generate_private_key(ec.SECP256R1()) for n in ("root", "other", "int1", "int2", "twin", "leaf")}
KEYS["p384"] = ec.generate_private_key(ec.SECP384R1())
KEYS["p521"] = ec.generate_private_key(ec.SECP521R1())
KEYS["ed"] = ed25519.Ed25519PrivateKey.generate()
KEYS["rsa"] = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KEYS["rsa1024"] = rsa.generate_private_key(public_exponent=65537, key_size=1024)
NOW = (dt.datetime(2020, 1, 1), dt.datetime(2040, 1, 1))
OLD = (dt.datetime(2015, 1, 1), dt.datetime(2020, 1, 1))
SOON = (dt.datetime(2039, 1, 1), dt.datetime(2041, 1, 1))
BITS = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"]
ODD = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.99999.7"), b"\x05\x00")
serial = [1000]


def name(*parts):
    return x509.Name([x509.NameAttribute({"O": NameOID.ORGANIZATION_NAME, "CN": NameOID.COMMON_NAME, "E": NameOID.EMAIL_ADDRESS,
                                          "C": NameOID.COUNTRY_NAME}[k], v) for k, v in parts])


NAMES = {"root": name(("O", "Mixed"), ("CN", "Root")), "other": name(("O", "Mixed"), ("CN", "Other root")),
         "int1": name(("O", "Mixed"), ("CN", "Intermediate 1")), "int2": name(("O", "Mixed"), ("CN", "Intermediate 2"))}


def general(s):
    kind, text = s.split(":", 1)
    if kind == "ip":
        return x509.IPAddress(ipaddress.ip_network(text) if "/" in text else ipaddress.ip_address(text))
    return {"dns": x509.DNSName, "mail": x509.RFC822Name, "uri": x509.UniformResourceIdentifier,
            "dir": lambda t: x509.DirectoryName(name(*[tuple(p.split("=")) for p in t.split("/")]))}[kind](text)


def make(subject, key, issuer, signer, ca=True, basic="critical", path=None, usage=("key_cert_sign", "crl_sign"), eku=None, sans=(),
         permitted=(), excluded=(), dates=NOW, ski="right", aki="right", odd=None, digest=hashes.SHA256(), flip=False, aki_cert=None):
    public = KEYS[key].public_key()
    serial[0] += 1
    b = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public).serial_number(serial[0])
         .not_valid_before(dates[0]).not_valid_after(dates[1]))
    if basic:
        b = b.add_extension(x509.BasicConstraints(ca, path if ca else None), basic == "critical")
    if usage is not None:
        b = b.add_extension(x509.KeyUsage(**{n: n in usage for n in BITS}), True)
    if eku:
        b = b.add_extension(x509.ExtendedKeyUsage([getattr(EKU, e) for e in eku]), False)
    if sans:
        b = b.add_extension(x509.SubjectAlternativeName([general(s) for s in sans]), False)
    if permitted or excluded:
        b = b.add_extension(x509.NameConstraints([general(s) for s in permitted] or None, [general(s) for s in excluded] or None), True)
    if ski == "right":
        b = b.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), False)
    if aki_cert is not None:
        b = b.add_extension(x509.AuthorityKeyIdentifier(None, [x509.DirectoryName(aki_cert.issuer)], aki_cert.serial_number), False)
    elif aki:
        b = b.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(KEYS[signer if aki == "right" else "twin"].public_key()), False)
    if odd is not None:
        b = b.add_extension(ODD, odd)
    cert = b.sign(KEYS[signer], None if signer == "ed" else digest)
    if not flip:
        return cert.public_bytes(ser.Encoding.DER)
    der = bytearray(cert.public_bytes(ser.Encoding.DER))
    der[-1] ^= 1
    return bytes(der)


def pool():
    p = {}
    R, O, I, J = NAMES["root"], NAMES["other"], NAMES["int1"], NAMES["int2"]
    roots = {"": {}, "-old": dict(dates=OLD), "-len0": dict(path=0), "-len1": dict(path=1), "-noca": dict(ca=False), "-nobasic": dict(basic=None),
             "-bare": dict(basic=None, usage=None), "-nosign": dict(usage=["crl_sign"]), "-client": dict(eku=["CLIENT_AUTH"]),
             "-server": dict(eku=["SERVER_AUTH"]), "-any": dict(eku=["ANY_EXTENDED_KEY_USAGE"]), "-odd": dict(odd=True), "-noid": dict(ski=None, aki=None),
             "-nc": dict(permitted=["dns:example.test"]), "-flip": dict(flip=True)}
    for n, k in roots.items():
        p["root" + n] = make(R, "root", R, "root", **k)
    p["root-twin"] = make(R, "twin", R, "twin")
    p["root-twin-noid"] = make(R, "twin", R, "twin", ski=None, aki=None)
    p["other"] = make(O, "other", O, "other")
    p["root-cross"] = make(R, "root", O, "other")
    root = x509.load_der_x509_certificate(p["root"])
    cas = {"": {}, "-old": dict(dates=OLD), "-soon": dict(dates=SOON), "-len0": dict(path=0), "-len1": dict(path=1), "-noca": dict(ca=False),
           "-nobasic": dict(basic=None), "-bare": dict(basic=None, usage=None), "-nousage": dict(usage=None), "-nosign": dict(usage=["digital_signature"]),
           "-client": dict(eku=["CLIENT_AUTH"]), "-server": dict(eku=["SERVER_AUTH"]), "-both": dict(eku=["CLIENT_AUTH", "SERVER_AUTH"]),
           "-any": dict(eku=["ANY_EXTENDED_KEY_USAGE"]), "-odd": dict(odd=True), "-even": dict(odd=False), "-noid": dict(ski=None, aki=None),
           "-aki": dict(aki="wrong"), "-flip": dict(flip=True), "-loose": dict(basic="loose")}
    ncs = {"-p": dict(permitted=["dns:example.test"]), "-pdot": dict(permitted=["dns:.example.test"]), "-pwww": dict(permitted=["dns:www.example.test"]),
           "-pother": dict(permitted=["dns:other.test"]), "-pample": dict(permitted=["dns:ample.test"]), "-pall": dict(permitted=["dns:"]),
           "-x": dict(excluded=["dns:example.test"]), "-xall": dict(excluded=["dns:"]), "-xwww": dict(excluded=["dns:www.example.test"]),
           "-px": dict(permitted=["dns:test"], excluded=["dns:b.example.test"]), "-ip": dict(permitted=["ip:192.0.2.0/24"]),
           "-ip6": dict(permitted=["ip:2001:db8::/32"]), "-xip": dict(excluded=["ip:192.0.2.0/25"]), "-xip0": dict(excluded=["ip:0.0.0.0/0"]),
           "-mail": dict(permitted=["mail:example.test"]), "-xmail": dict(excluded=["mail:.example.test"]), "-dir": dict(permitted=["dir:O=Mixed"]),
           "-xdir": dict(excluded=["dir:O=Mixed"]), "-pdir": dict(permitted=["dir:O=Elsewhere"]), "-uri": dict(permitted=["uri:.example.test"])}
    for n, k in cas.items():
        p["int1" + n] = make(I, "int1", R, "root", **k)
    for n, k in {**cas, **ncs}.items():
        p["int2" + n] = make(J, "int2", I, "int1", **k)
    p["int1-cross"] = make(I, "int1", O, "other")
    p["int1-by-twin"] = make(I, "int1", R, "twin", aki=None)
    p["int1-nc"] = make(I, "int1", R, "root", permitted=["dns:example.test", "dir:O=Mixed"])
    p["int1-serial"] = make(I, "int1", R, "root", aki_cert=root)
    p["int2-self"] = make(J, "int2", J, "int2")
    p["int1-issued-by-itself"] = make(I, "int1", I, "int1", aki="right")
    p["int2-upper"] = make(name(("O", "MIXED"), ("CN", "intermediate  2")), "int2", I, "int1")
    p["int2-p384"] = make(J, "p384", I, "int1")
    p["int2-rsa1024"] = make(J, "rsa1024", I, "int1", ski=None)
    p["int2-rsa"] = make(J, "rsa", I, "int1")
    leaf = dict(ca=False, usage=["digital_signature"], eku=["SERVER_AUTH"])
    W = name(("O", "Mixed"), ("CN", "www.example.test"))
    E = name(("O", "Mixed"), ("E", "a@example.test"))
    leaves = {"": {}, "-old": dict(dates=OLD), "-soon": dict(dates=SOON), "-client": dict(eku=["CLIENT_AUTH"]), "-any": dict(eku=["ANY_EXTENDED_KEY_USAGE"]),
              "-noeku": dict(eku=None), "-nousage": dict(usage=None), "-agree": dict(usage=["key_agreement"]), "-encipher": dict(usage=["key_encipherment"]),
              "-sign": dict(usage=["key_cert_sign"]), "-commit": dict(usage=["content_commitment"]), "-ca": dict(ca=True, usage=["digital_signature", "key_cert_sign"]),
              "-nobasic": dict(basic=None), "-odd": dict(odd=True), "-even": dict(odd=False), "-noid": dict(ski=None, aki=None), "-aki": dict(aki="wrong"),
              "-flip": dict(flip=True)}
    for n, k in leaves.items():
        p["leaf" + n] = make(W, "leaf", J, "int2", **{**leaf, "sans": ["dns:www.example.test"], **k})
    sans = {"wild": ["dns:*.example.test"], "part": ["dns:w*.example.test"], "end": ["dns:*w.example.test"], "inside": ["dns:w*w.example.test"],
            "tld": ["dns:*.test"], "star": ["dns:*"], "middle": ["dns:www.*.test"], "two": ["dns:*.*.test"], "ip": ["ip:192.0.2.1"], "ip6": ["ip:2001:db8::1"],
            "ipdns": ["dns:192.0.2.1"], "other": ["dns:other.test"], "mixed": ["dns:a.example.test", "dns:b.example.test", "ip:192.0.2.200"],
            "upper": ["dns:WWW.EXAMPLE.TEST"], "dot": ["dns:.example.test"], "idn": ["dns:*.xn--bcher-kva.test"], "mail": ["mail:a@example.test", "dns:www.example.test"],
            "uri": ["uri:https://www.example.test/x", "dns:www.example.test"], "onlymail": ["mail:b@sub.example.test"], "under": ["dns:a_b.example.test"]}
    for n, s in sans.items():
        p["name-" + n] = make(W if n in ("other", "onlymail", "mail") else name(("O", "Mixed"), ("CN", "x")), "leaf", J, "int2", **{**leaf, "sans": s})
    p["name-cn"] = make(W, "leaf", J, "int2", **leaf)
    p["name-cnwild"] = make(name(("CN", "*.example.test")), "leaf", J, "int2", **leaf)
    p["name-mailcn"] = make(E, "leaf", J, "int2", **{**leaf, "sans": ["dns:www.example.test"]})
    p["name-empty"] = make(x509.Name([]), "leaf", J, "int2", **{**leaf, "sans": ["dns:www.example.test"]})
    for k in ("p384", "p521", "ed", "rsa", "rsa1024"):
        p["key-" + k] = make(W, k, J, "int2", **{**leaf, "sans": ["dns:www.example.test"]})
    for k in ("p384", "rsa", "rsa1024"):
        p["by-" + k] = make(W, "leaf", J, k, **{**leaf, "sans": ["dns:www.example.test"], "aki": "right", "digest": hashes.SHA384() if k == "p384" else hashes.SHA512()})
    p["by-leaf"] = make(W, "leaf", W, "leaf", **{**leaf, "sans": ["dns:www.example.test"]})
    p["by-leaf-ca"] = make(W, "leaf", W, "leaf", **{**leaf, "ca": True, "usage": None, "sans": ["dns:www.example.test"]})
    p["by-root"] = make(W, "leaf", R, "root", **{**leaf, "sans": ["dns:www.example.test"]})
    return p


HOSTS = ["www.example.test", "WWW.Example.test", "a.example.test", "b.example.test", "a.b.example.test", "example.test", "www.example.test.", "other.test",
         "192.0.2.1", "192.0.2.200", "2001:db8::1", "w.example.test", "www.xn--bcher-kva.test", "a_b.example.test", "test", "localhost"]
FIT = {"wild": "a.example.test", "part": "www.example.test", "end": "www.example.test", "inside": "www.example.test", "tld": "example.test", "star": "localhost",
       "middle": "www.example.test", "two": "www.example.test", "ip": "192.0.2.1", "ip6": "2001:db8::1", "ipdns": "192.0.2.1", "mixed": "b.example.test",
       "dot": "www.example.test", "idn": "www.xn--bcher-kva.test", "under": "a_b.example.test", "cnwild": "a.example.test"}


def case(r, names):
    def some(prefix, plain, chance):
        return prefix if r.random() > chance else r.choice(plain)
    one = [n for n in names if re.match(r"int1", n)]
    two = [n for n in names if re.match(r"int2", n)]
    top = [n for n in names if re.match(r"root|other", n)]
    ends = [n for n in names if re.match(r"leaf|name|key|by", n)]
    leaf = r.choice(ends) if r.random() < .7 else "leaf"
    second = some("int2", two, .45)
    if leaf in ("by-p384", "by-rsa", "by-rsa1024"):
        second = "int2-" + leaf[3:]
    rest = [second, some("int1", one, .35)]
    if r.random() < .2:
        rest.append(r.choice(one + two))
    if r.random() < .1:
        rest.append(r.choice(top))
    if r.random() < .15:
        rest.pop(r.randrange(len(rest)))
    if r.random() < .3:
        r.shuffle(rest)
    trusted = [some("root", top, .35)]
    if r.random() < .2:
        trusted.append(r.choice(top + one + two))
    if r.random() < .05:
        trusted = [r.choice(ends + one + two)]
    if r.random() < .1:
        r.shuffle(trusted)
    fit = FIT.get(leaf[5:], "www.example.test") if leaf.startswith("name-") else "www.example.test"
    return {"sent": [leaf, *rest], "trusted": trusted, "host": fit if r.random() < .8 else r.choice(HOSTS)}


def pem(der):
    return ser_pem(x509.load_der_x509_certificate(der))


def ser_pem(cert):
    return cert.public_bytes(ser.Encoding.PEM).decode()


def verify(d, c, certs, *more):
    for f, names in (("ca", c["trusted"]), ("untrusted", c["sent"][1:]), ("leaf", c["sent"][:1])):
        with open(os.path.join(d, f), "w") as o:
            o.write("".join(certs[n] for n in names))
    a = ["openssl", "verify", "-CAfile", d + "/ca", "-no-CApath", "-no-CAstore", "-purpose", "sslserver", *more]
    a += ["-verify_ip" if re.fullmatch(r"[\d.]+|[\da-f:]*:[\da-f:]+", c["host"]) else "-verify_hostname", c["host"]]
    if len(c["sent"]) > 1:
        a += ["-untrusted", d + "/untrusted"]
    r = subprocess.run([*a, d + "/leaf"], capture_output=True, text=True)
    errors = [[int(n), int(depth)] for n, depth in re.findall(r"error (\d+) at (\d+) depth lookup", r.stdout + r.stderr)]
    if (r.returncode == 0) != (not errors):
        errors.append([-1, 0])
    return errors


if __name__ == "__main__":
    seed, number, file = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    r = random.Random(seed)
    certs = {n: "".join(pem_text) for n, pem_text in ((n, pem(d)) for n, d in pool().items())}
    cases, seen = [], set()
    with tempfile.TemporaryDirectory() as d:
        while len(cases) < number:
            c = case(r, list(certs))
            if json.dumps(c) in seen:
                continue
            seen.add(json.dumps(c))
            c["errors"] = verify(d, c, certs)
            level = verify(d, c, certs, "-auth_level", "2")
            if level != c["errors"]:
                c["errors_auth_level_2"] = level
            cases.append(c)
    used = {n for c in cases for n in c["sent"] + c["trusted"]}
    version = subprocess.run(["openssl", "version"], capture_output=True, text=True).stdout.split(" (")[0].strip()
    with open(file, "w") as o:
        o.write('{\n"openssl": %s,\n"verified_at": %s,\n"seed": %d,\n"certificates": {\n' % (
            json.dumps(version), json.dumps(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())), seed))
        der = {n: "".join(certs[n].split("\n")[1:-2]) for n in certs if n in used}
        o.write(",\n".join("%s: %s" % (json.dumps(n), json.dumps(v)) for n, v in der.items()))
        o.write('\n},\n"cases": [\n' + ",\n".join(json.dumps(c) for c in cases) + "\n]\n}\n")
