"""The list of recordings. split: "published" or "kept"."""
import os, re, subprocess
import tamper as T
from record import HOST

LIST = []
HI_C, HI_S = "hello from the client\n", "hello from the server\n"
TALK = [("c", HI_C), ("s", HI_S), ("c!", "Q\n")]
ROOT = {"rsa": "root-rsa", "rsapss": "root-rsa"}


def V(cert="rsa", *more, verify=True):
    a = ["-servername", HOST]
    if verify:
        a += ["-CAfile", ROOT.get(cert, "root-ec") + ".pem", "-verify_return_error", "-verify_hostname", HOST]
    return a + list(more)


def srv(cert, *args, prog="openssl", **kw):
    if prog == "openssl":
        a = ["-cert", cert + ".pem", "-key", cert + ".key"] + list(args)
    elif prog == "gnutls":
        a = ["--x509certfile", cert + ".pem", "--x509keyfile", cert + ".key", "--echo", "--disable-client-cert"] + list(args)
    else:
        a = dict(cert=cert + ".pem", key=cert + ".key", **(args[0] if args else {}))
    return dict(prog=prog, args=a, cert=cert, **kw)


def cli(cert, *args, verify=True, **kw):
    return dict(args=V(cert, *args, verify=verify), **kw)


def gcli(cert, *args, verify=True):
    a = ["--sni-hostname", HOST, "--verify-hostname", HOST]
    a += ["--x509cafile", ROOT.get(cert, "root-ec") + ".pem"] if verify else ["--insecure"]
    return dict(prog="gnutls", args=a + list(args))


def ncli(cert, **kw):
    return dict(prog="node", args=dict(servername=HOST, ca=ROOT.get(cert, "root-ec") + ".pem", **kw))


def con(client, actions=TALK, **kw):
    return dict(client=client, actions=actions, **kw)


def add(name, split, text, server, *conns, **kw):
    LIST.append(dict(name=name, split=split, description=text, server=server, connections=list(conns), **kw))


def simple(name, split, text, cert, sargs, cargs, **kw):
    both = {k: kw[k] for k in ("options", "fixed") if k in kw}
    add(name, split, text, srv(cert, *sargs, **both), con(cli(cert, *cargs, **both)))


def session(d):
    p = os.path.join(d, "sess.pem")
    if not os.path.exists(p):
        return {}
    t = subprocess.run(["openssl", "sess_id", "-in", p, "-noout", "-text"], capture_output=True, text=True).stdout
    out = {}
    for k, label in (("session_id", "Session-ID"), ("master_key", "Master-Key"), ("resumption_psk", "Resumption PSK")):
        m = re.search(label + r": *([0-9A-F]+)", t)
        if m:
            out[k] = m.group(1).lower()
    m = re.search(r"TLS session ticket:\n((?: +[0-9a-f]{4} - .*\n)+)", t)
    if m:
        hx = "".join("".join(re.findall(r"[0-9a-f]{2}", l.split(" - ", 1)[1][:48])) for l in m.group(1).strip().split("\n"))
        out["ticket"] = hx
    for k, label in (("ticket_lifetime_hint", r"lifetime hint: (\d+)"), ("max_early_data", r"Max Early Data: (\d+)")):
        m = re.search(label, t)
        if m:
            out[k] = int(m.group(1))
    return {"session_saved": out} if out else {}


CBC, GCM = "AES128-SHA256", "AES256-GCM-SHA384"
N13 = ["-no_tls1_3"]
S, H = "published", "kept"
NOEMS, NOBOTH = "-ExtendedMasterSecret", "-ExtendedMasterSecret,-EncryptThenMac"

# 1 ------------------------------------------------------------------ TLS 1.2, RSA key exchange
simple("101-tls12-rsa-aes128-cbc-sha256", S, "RSA key exchange, AES-128-CBC, HMAC-SHA256, extended master secret, encrypt-then-MAC.", "rsa", N13 + ["-cipher", CBC], N13)
simple("102-tls12-rsa-aes128-cbc-sha256-noems-noetm", S, "As 101 with neither extended master secret nor encrypt-then-MAC: the TLS 1.2 of RFC 5246 (MAC, then pad, then encrypt).", "rsa", N13 + ["-cipher", CBC], N13, options=NOBOTH)
simple("103-tls12-rsa-aes128-cbc-sha256-noetm", H, "As 101 without encrypt-then-MAC.", "rsa", N13 + ["-cipher", CBC], N13, options="-EncryptThenMac")
simple("104-tls12-rsa-aes128-cbc-sha256-noems", S, "As 101 without extended master secret.", "rsa", N13 + ["-cipher", CBC], N13, options=NOEMS)
simple("105-tls12-rsa-aes256-gcm-sha384", S, "RSA key exchange, AES-256-GCM, SHA-384 PRF, extended master secret.", "rsa", N13 + ["-cipher", GCM], N13)
simple("106-tls12-rsa-aes256-gcm-sha384-noems", H, "As 105 without extended master secret.", "rsa", N13 + ["-cipher", GCM], N13, options=NOEMS)
simple("107-tls12-rsa-aes128-cbc-sha1-noems-noetm", S, "TLS_RSA_WITH_AES_128_CBC_SHA, the suite that RFC 5246 makes mandatory; HMAC-SHA1, no extension of later date.", "rsa", N13 + ["-cipher", "AES128-SHA"], N13, options=NOBOTH)
simple("109-tls12-rsa-aes128-cbc-sha256-fixed-randoms", S, "As 102, but hello randoms, premaster and IVs are counting patterns (client 00..1f, server 70..8f, premaster 0303 00..2d): bytes for the printed page.", "rsa", N13 + ["-cipher", CBC, "-no_ticket"], N13 + ["-cipher", CBC, "-no_ticket"], options=NOBOTH, fixed=True)

# 2 ------------------------------------------------------------------ TLS 1.2, ephemeral keys
ER = ["-cipher", "ECDHE-RSA-AES256-GCM-SHA384"]
simple("201-tls12-ecdhe-rsa-aes256-gcm-x25519", S, "ECDHE over X25519, signed with RSA, AES-256-GCM.", "rsa", N13 + ER + ["-groups", "X25519"], N13)
simple("202-tls12-ecdhe-rsa-aes256-gcm-p256", S, "ECDHE over P-256, signed with RSA, AES-256-GCM.", "rsa", N13 + ER + ["-groups", "P-256"], N13)
simple("203-tls12-ecdhe-ecdsa-chacha20-x25519", S, "ECDHE over X25519, signed with ECDSA P-256, ChaCha20-Poly1305.", "ec", N13 + ["-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305"], N13)
simple("204-tls12-ecdhe-ecdsa-chacha20-p256", H, "ECDHE over P-256, signed with ECDSA P-256, ChaCha20-Poly1305.", "ec", N13 + ["-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305", "-groups", "P-256"], N13)
simple("205-tls12-ecdhe-rsa-aes128-cbc-sha256", H, "ECDHE over X25519, AES-128-CBC with HMAC-SHA256, encrypt-then-MAC.", "rsa", N13 + ["-cipher", "ECDHE-RSA-AES128-SHA256"], N13)
simple("206-tls12-ecdhe-rsa-aes256-gcm-p384", H, "ECDHE over P-384, AES-256-GCM.", "rsa", N13 + ER + ["-groups", "P-384"], N13)
simple("207-tls12-ecdhe-ecdsa-aes128-gcm-fixed-randoms", S, "ECDHE-ECDSA-AES128-GCM-SHA256; hello randoms are counting patterns.", "ec", N13 + ["-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256", "-no_ticket"], N13 + ["-no_ticket"], fixed=True)
simple("208-tls12-dhe-rsa-aes256-gcm-ffdhe2048", S, "Finite-field Diffie-Hellman: the ServerKeyExchange carries p, g and the public value.", "rsa", N13 + ["-cipher", "DHE-RSA-AES256-GCM-SHA384"], N13)
simple("210-tls12-ecdhe-rsa-noems", S, "ECDHE-RSA-AES128-GCM-SHA256 without extended master secret.", "rsa", N13 + ["-cipher", "ECDHE-RSA-AES128-GCM-SHA256"], N13, options=NOEMS)
add("211-tls12-node-client-openssl-server", H, "Node's tls module as client, OpenSSL as server, TLS 1.2 by maxVersion.", srv("ec", "-no_tls1_3"), con(ncli("ec", maxVersion="TLSv1.2")))
add("212-tls12-gnutls-client-openssl-server", S, "GnuTLS as client, OpenSSL as server, TLS 1.2.", srv("ec", "-no_tls1_3"), con(gcli("ec"), [("c", HI_C), ("s", HI_S), ("c!", "EOF")]))
add("213-tls12-openssl-client-gnutls-server", H, "OpenSSL as client, GnuTLS (echo) as server, TLS 1.2.", srv("ec", "--priority", "NORMAL:-VERS-TLS1.3", prog="gnutls"), con(cli("ec"), [("c", HI_C), ("c!", "Q\n")], echo=True))
add("214-tls12-chain-with-intermediate", S, "The server sends leaf and intermediate; the client holds only the root.", srv("ecchain", "-no_tls1_3", "-cert_chain", "ecchain.chain.pem"), con(cli("ec", "-no_tls1_3")))
add("215-tls12-client-renegotiation-refused", S, "The client asks for renegotiation; OpenSSL's server answers with a warning.", srv("ec", "-no_tls1_3"), con(cli("ec"), [("c", HI_C), ("c!", "R\n")]))
add("216-tls12-server-renegotiation", S, "The server sends HelloRequest: a second full handshake inside the first connection's encryption.", srv("ec", "-no_tls1_3"), con(cli("ec"), [("c", HI_C), ("s!", "r\n"), ("wait", 0.5), ("c", "after renegotiation\n"), ("s", HI_S), ("c!", "Q\n")]))
add("217-tls12-alpn", H, "ALPN in TLS 1.2: the choice is in the clear in ServerHello.", srv("ec", "-no_tls1_3", "-alpn", "h2,http/1.1"), con(cli("ec", "-alpn", "http/1.1,h2")))

# 3 ------------------------------------------------------------------ TLS 1.2, resumption
OUT, IN = ["-sess_out", "sess.pem"], ["-sess_in", "sess.pem"]
def two(name, split, text, server, c1, c2, **kw):
    add(name, split, text, server, con(c1, after=session), con(c2, **kw))
two("301-tls12-resume-session-id", S, "Full handshake, then an abbreviated one by session id (no tickets).", srv("ec", "-no_tls1_3", "-no_ticket"), cli("ec", "-no_ticket", *OUT), cli("ec", "-no_ticket", *IN))
two("302-tls12-resume-ticket", S, "Full handshake with NewSessionTicket, then an abbreviated one by ticket.", srv("ec", "-no_tls1_3"), cli("ec", *OUT), cli("ec", *IN))
two("303-tls12-resume-session-id-unknown", H, "The server was restarted and does not know the session id: a full handshake.", srv("ec", "-no_tls1_3", "-no_ticket"), cli("ec", "-no_ticket", *OUT), cli("ec", "-no_ticket", *IN), new_server=True)
two("304-tls12-resume-ticket-unknown-key", S, "The server was restarted and cannot decrypt the ticket: a full handshake.", srv("ec", "-no_tls1_3"), cli("ec", *OUT), cli("ec", *IN), new_server=True)
TK = bytes(range(48)).hex()
add("305-tls12-resume-ticket-known-key", S, "Node server with known ticket keys (name 00..0f, HMAC key 10..1f, AES-128-CBC key 20..2f): the ticket can be opened.",
    srv("ec", dict(maxVersion="TLSv1.2", ticketKeys=TK), prog="node"), con(ncli("ec", sessionOut="sess.der")), con(ncli("ec", session="sess.der")), extra={"ticket_keys": TK})
two("306-tls12-resume-rsa-cbc-noems", S, "Resumption by session id of an RSA, AES-128-CBC session without extended master secret.", srv("rsa", "-no_tls1_3", "-no_ticket", "-cipher", CBC, options=NOEMS), cli("rsa", "-no_ticket", *OUT, options=NOEMS), cli("rsa", "-no_ticket", *IN, options=NOEMS))
two("307-tls12-resume-without-ems-of-ems-session", H, "A session with extended master secret is offered again by a client without the extension (RFC 7627, 5.3).", srv("ec", "-no_tls1_3"), cli("ec", *OUT), cli("ec", *IN, options=NOEMS), actions=[])

# 4 ------------------------------------------------------------------ TLS 1.2, client certificates
CC = lambda c: ["-cert", c + ".pem", "-key", c + ".key"]
REQ = ["-Verify", "2", "-verify_return_error"]
add("401-tls12-client-cert-rsa", S, "The server requires a client certificate; RSA.", srv("rsa", "-no_tls1_3", "-CAfile", "root-rsa.pem", *REQ), con(cli("rsa", *CC("client-rsa"))))
add("402-tls12-client-cert-ecdsa", H, "The server requires a client certificate; ECDSA.", srv("ec", "-no_tls1_3", "-CAfile", "root-ec.pem", *REQ), con(cli("ec", *CC("client-ec"))))
add("403-tls12-client-cert-missing-required", S, "The server requires a client certificate, the client has none.", srv("ec", "-no_tls1_3", "-CAfile", "root-ec.pem", *REQ), con(cli("ec"), []))
add("404-tls12-client-cert-missing-optional", S, "The server asks, the client sends an empty Certificate, the server goes on.", srv("ec", "-no_tls1_3", "-CAfile", "root-ec.pem", "-verify", "2"), con(cli("ec")))
add("405-tls12-client-cert-unknown-ca", S, "The client's certificate comes from a CA that the server does not know.", srv("ec", "-no_tls1_3", "-CAfile", "root-ec.pem", *REQ), con(cli("ec", *CC("client-stranger")), []))

# 5 ------------------------------------------------------------------ TLS 1.3
def t13(name, split, text, cert, suite, group, **kw):
    simple(name, split, text, cert, ["-ciphersuites", suite, "-groups", group], ["-tls1_3"] if "cargs" not in kw else kw["cargs"], **{k: v for k, v in kw.items() if k != "cargs"})
A128, A256, CHA, CCM = "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_CCM_SHA256"
t13("501-tls13-aes128-gcm-x25519-rsa", S, "AES-128-GCM, X25519, RSA-PSS signature (certificate with an ordinary RSA key).", "rsa", A128, "X25519")
t13("502-tls13-aes256-gcm-x25519-ecdsa", S, "AES-256-GCM, X25519, ECDSA P-256.", "ec", A256, "X25519")
t13("503-tls13-chacha20-x25519-ecdsa", S, "ChaCha20-Poly1305, X25519, ECDSA P-256.", "ec", CHA, "X25519")
simple("504-tls13-aes128-gcm-p256-ecdsa", H, "AES-128-GCM, P-256 from the first message on, ECDSA.", "ec", ["-ciphersuites", A128, "-groups", "P-256"], ["-tls1_3", "-groups", "P-256:X25519"])
simple("505-tls13-aes256-gcm-p256-rsa", S, "AES-256-GCM, P-256, RSA-PSS.", "rsa", ["-ciphersuites", A256, "-groups", "P-256"], ["-tls1_3", "-groups", "P-256:X25519"])
simple("506-tls13-chacha20-p384-ecdsa384", H, "ChaCha20-Poly1305, P-384 key exchange, ECDSA P-384 certificate.", "ec384", ["-ciphersuites", CHA, "-groups", "P-384"], ["-tls1_3", "-groups", "P-384"])
simple("507-tls13-aes128-ccm-x25519", H, "AES-128-CCM.", "ec", ["-ciphersuites", CCM], ["-tls1_3", "-ciphersuites", CCM])
t13("508-tls13-ed25519-cert", S, "Certificate with an Ed25519 key.", "ed", A128, "X25519")
simple("509-tls13-rsa-pss-key", H, "Certificate whose key is of type RSASSA-PSS (scheme rsa_pss_pss_sha256).", "rsapss", ["-ciphersuites", A128], ["-tls1_3"])
t13("510-tls13-aes128-gcm-fixed-randoms", S, "As 501 with ECDSA; hello randoms and session id are counting patterns (client 00..1f, session id e0..ff, server 70..8f).", "ec", A128, "X25519", fixed=True)
simple("511-tls13-hello-retry-request", S, "The client sends an X25519 share, the server wants P-256: HelloRetryRequest.", "ec", ["-ciphersuites", A128, "-groups", "P-256"], ["-tls1_3", "-groups", "X25519:P-256"])
add("512-tls13-hello-retry-request-cookie", H, "Stateless server: HelloRetryRequest carries a cookie that the second ClientHello returns. (s_server -stateless then hangs up, so there are no keys.)", srv("ec", "-ciphersuites", A128, "-stateless"), con(cli("ec", "-tls1_3"), []))
simple("513-tls13-hello-retry-request-aes256", H, "HelloRetryRequest with a SHA-384 suite (the synthetic message_hash is 48 bytes), P-384.", "ec", ["-ciphersuites", A256, "-groups", "P-384"], ["-tls1_3", "-groups", "X25519:P-384"])
two("514-tls13-psk-resumption", S, "Ticket, then resumption with PSK and (EC)DHE.", srv("ec", "-ciphersuites", A128), cli("ec", "-tls1_3", *OUT), cli("ec", "-tls1_3", *IN))
two("515-tls13-psk-resumption-without-dhe", H, "Resumption with psk_ke: no key share in the answer, no forward secrecy.", srv("ec", "-ciphersuites", A128, "-allow_no_dhe_kex"), cli("ec", "-tls1_3", *OUT), cli("ec", "-tls1_3", "-allow_no_dhe_kex", *IN))
two("516-tls13-psk-resumption-aes256", S, "Resumption with a SHA-384 suite.", srv("ec", "-ciphersuites", A256), cli("ec", "-tls1_3", *OUT), cli("ec", "-tls1_3", *IN))
two("517-tls13-psk-resumption-after-hello-retry", H, "Resumption whose first ClientHello has the wrong group: binder over the transcript with HelloRetryRequest.", srv("ec", "-ciphersuites", A128, "-groups", "P-256"), cli("ec", "-tls1_3", "-groups", "P-256", *OUT), cli("ec", "-tls1_3", "-groups", "X25519:P-256", *IN))
PSK = bytes(range(32)).hex()
add("518-tls13-external-psk", S, "External PSK (00..1f), no certificate used.", srv("ec", "-psk", PSK, "-psk_identity", "Client_identity"), con(dict(args=["-tls1_3", "-psk", PSK, "-psk_identity", "Client_identity", "-ciphersuites", A128, "-servername", HOST])), extra={"external_psk": {"identity": "Client_identity", "key": PSK}})
two("519-tls13-psk-resumption-unknown-ticket", S, "The server was restarted and cannot open the ticket: a full handshake in the same round trip.", srv("ec", "-ciphersuites", A128), cli("ec", "-tls1_3", *OUT), cli("ec", "-tls1_3", *IN), new_server=True)
add("520-tls13-psk-resumption-known-ticket-key", S, "Node server with known ticket keys: the TLS 1.3 ticket can be opened.",
    srv("ec", dict(ticketKeys=TK, ciphers=A128), prog="node"), con(ncli("ec", sessionOut="sess.der", groups="X25519")), con(ncli("ec", session="sess.der", groups="X25519")), extra={"ticket_keys": TK})
EARLY = "early data from the client\n"
EF = {"files": {"early.txt": EARLY}}
ED = ["-early_data", "early.txt"]
def zero(name, split, text, server, c1, *rest, **kw):
    add(name, split, text, server, con(c1, after=session), *rest, **dict(EF, **kw))
zero("521-tls13-0rtt-accepted", S, "0-RTT data accepted: it leaves right behind the ClientHello.", srv("ec", "-ciphersuites", A128, "-early_data"), cli("ec", "-tls1_3", *OUT), con(cli("ec", "-tls1_3", *IN, *ED), early=EARLY))
zero("522-tls13-0rtt-rejected-replay", S, "The same ticket a second time: the server's replay protection refuses PSK and early data, a full handshake follows.", srv("ec", "-ciphersuites", A128, "-early_data"), cli("ec", "-tls1_3", *OUT), con(cli("ec", "-tls1_3", *IN, *ED), early=EARLY), con(cli("ec", "-tls1_3", *IN, *ED), early=EARLY))
zero("523-tls13-0rtt-rejected-hello-retry", H, "HelloRetryRequest: early data are rejected. OpenSSL's server does not use the PSK either (compare a resumption without early data): full handshake.", srv("ec", "-ciphersuites", A128, "-groups", "P-256", "-early_data"), cli("ec", "-tls1_3", "-groups", "P-256", *OUT), con(cli("ec", "-tls1_3", "-groups", "X25519:P-256", *IN, *ED), early=EARLY))
zero("525-tls13-0rtt-replay-accepted", H, "Anti-replay switched off: the same ticket and 0-RTT data are accepted twice.", srv("ec", "-ciphersuites", A128, "-early_data", "-no_anti_replay"), cli("ec", "-tls1_3", *OUT), con(cli("ec", "-tls1_3", *IN, *ED), early=EARLY), con(cli("ec", "-tls1_3", *IN, *ED), early=EARLY))
KU = [("c", HI_C), ("s", HI_S), ("c!", "K\n"), ("c", "after key update\n"), ("s", "answer after key update\n"), ("c!", "Q\n")]
add("526-tls13-key-update-client-requests", S, "The client sends KeyUpdate(update_requested); the server answers with its own.", srv("ec", "-ciphersuites", A128), con(cli("ec", "-tls1_3"), KU))
add("527-tls13-key-update-client-only", S, "The client sends KeyUpdate(update_not_requested): only its own keys change.", srv("ec", "-ciphersuites", A128), con(cli("ec", "-tls1_3"), [(w, t.replace("K\n", "k\n")) if w == "c!" else (w, t) for w, t in KU]))
add("528-tls13-key-update-server-requests", H, "The server sends KeyUpdate(update_requested), SHA-384 suite.", srv("ec", "-ciphersuites", A256), con(cli("ec", "-tls1_3"), [("c", HI_C), ("s", HI_S), ("s!", "K\n"), ("s", "from the server after key update\n"), ("c", "after key update\n"), ("c!", "Q\n")]))
add("529-tls13-client-cert-rsa", S, "Client certificate, RSA-PSS; all of it encrypted.", srv("rsa", "-CAfile", "root-rsa.pem", "-ciphersuites", A128, *REQ), con(cli("rsa", "-tls1_3", *CC("client-rsa"))))
add("530-tls13-client-cert-ecdsa", H, "Client certificate, ECDSA.", srv("ec", "-CAfile", "root-ec.pem", "-ciphersuites", A128, *REQ), con(cli("ec", "-tls1_3", *CC("client-ec"))))
add("531-tls13-client-cert-missing-required", S, "The server requires a client certificate, the client has none: the client has finished before the alert arrives.", srv("ec", "-CAfile", "root-ec.pem", "-ciphersuites", A128, *REQ), con(cli("ec", "-tls1_3"), []))
add("532-tls13-post-handshake-auth", S, "The server asks for the client's certificate after the handshake.", srv("ec", "-CAfile", "root-ec.pem", "-ciphersuites", A128), con(cli("ec", "-tls1_3", "-enable_pha", *CC("client-ec")), [("c", HI_C), ("s!", "c\n"), ("c", "after authentication\n"), ("s", HI_S), ("c!", "Q\n")]))
add("533-tls13-no-middlebox-compat", S, "Compatibility mode off at both ends: empty session id, no ChangeCipherSpec.", srv("ec", "-ciphersuites", A128, "-no_middlebox"), con(cli("ec", "-tls1_3", "-no_middlebox")))
add("534-tls13-hybrid-x25519mlkem768", S, "Node 24 at both ends with its defaults: key share X25519MLKEM768.", srv("ec", {}, prog="node"), con(ncli("ec")))
add("535-tls13-node-client-openssl30-server", H, "Node 24 offers X25519MLKEM768 and X25519; OpenSSL 3.0 knows only the second.", srv("ec", "-ciphersuites", A128), con(ncli("ec")))
add("536-tls13-gnutls-client-openssl-server", H, "GnuTLS as client.", srv("ec", "-ciphersuites", A128), con(gcli("ec"), [("c", HI_C), ("s", HI_S), ("c!", "EOF")]))
add("537-tls13-openssl-client-gnutls-server", S, "GnuTLS (echo) as server: how it packs its flight.", srv("ec", prog="gnutls"), con(cli("ec", "-ciphersuites", A128), [("c", HI_C), ("c!", "Q\n")], echo=True))
add("538-tls13-record-padding", S, "Both sides pad their records to multiples of 256 bytes.", srv("ec", "-ciphersuites", A128, "-record_padding", "256"), con(cli("ec", "-tls1_3", "-record_padding", "256")))
add("539-tls13-alpn", S, "ALPN in TLS 1.3: the choice is encrypted.", srv("ec", "-ciphersuites", A128, "-alpn", "h2,http/1.1"), con(cli("ec", "-tls1_3", "-alpn", "http/1.1,h2")))
add("540-tls13-no-tickets", S, "num_tickets 0: the server is silent after the client's Finished.", srv("ec", "-ciphersuites", A128, "-num_tickets", "0"), con(cli("ec", "-tls1_3")))
add("541-tls13-small-fragments", S, "max_send_frag 512 at both ends: the Certificate message does not fit into one record, nor does the client's text.", srv("rsa", "-ciphersuites", A128, "-max_send_frag", "512"), con(cli("rsa", "-tls1_3", "-max_send_frag", "512"), [("c", "a line of 100 bytes " * 5 * 6 + "\n"), ("s", HI_S), ("c!", "Q\n")]))
add("542-tls13-chain-with-intermediate", H, "The server sends leaf and intermediate, RSA-free.", srv("ecchain", "-cert_chain", "ecchain.chain.pem", "-ciphersuites", A128), con(cli("ec", "-tls1_3")))

# 6 ------------------------------------------------------------------ failures
VERS = {"tls12": ("-no_tls1_3", "TLSv1.2", "NORMAL:-VERS-ALL:+VERS-TLS1.2"), "tls13": ("-tls1_3", "TLSv1.3", "NORMAL:-VERS-ALL:+VERS-TLS1.3")}
n = 600
for fault, text in (("unknown-ca", "The server's root is not trusted by the client"), ("expired", "The server's certificate has expired"), ("wrong-name", "The server's certificate names another host")):
    for prog in ("openssl", "node", "gnutls"):
        for v in ("tls12", "tls13"):
            n += 1
            if (fault, prog, v) == ("wrong-name", "gnutls", "tls12"):
                continue
            cert = {"unknown-ca": "stranger", "expired": "expired", "wrong-name": "othername"}[fault]
            a, b, g = VERS[v]
            c = {"openssl": cli("ec", a), "node": ncli("ec", minVersion=b, maxVersion=b, groups="X25519:P-256"), "gnutls": gcli("ec", "--priority", g)}[prog]
            held = {("unknown-ca", "gnutls", "tls12"), ("expired", "openssl", "tls12"), ("expired", "node", "tls12"), ("expired", "gnutls", "tls13"), ("wrong-name", "openssl", "tls12"), ("unknown-ca", "node", "tls12")}
            add("%d-%s-%s-%s-client" % (n, v, fault, prog), H if (fault, prog, v) in held else S, text + "; client: " + prog + ".", srv(cert), con(c, []))
add("619-tls12-self-signed-openssl-client", S, "The server's certificate is self-signed.", srv("selfsigned", "-no_tls1_3"), con(cli("ec"), []))
add("620-tls13-self-signed-openssl-client", S, "The server's certificate is self-signed.", srv("selfsigned"), con(cli("ec", "-tls1_3"), []))
add("621-tls12-not-yet-valid-openssl-client", S, "The server's certificate is not valid yet.", srv("notyet", "-no_tls1_3"), con(cli("ec"), []))
add("622-tls12-sha1-signature-openssl-client", H, "The server's certificate is signed with SHA-1.", srv("sha1", "-no_tls1_3", "-cipher", "DEFAULT:@SECLEVEL=0"), con(cli("ec"), []))

add("631-tls12-no-common-cipher-openssl-server", S, "The client offers only ECDSA suites, the server has an RSA key.", srv("rsa", "-no_tls1_3"), con(cli("rsa", "-no_tls1_3", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256"), []))
add("632-tls12-no-common-cipher-node-server", H, "As 631, Node server.", srv("rsa", dict(maxVersion="TLSv1.2"), prog="node"), con(cli("rsa", "-no_tls1_3", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256"), []))
add("633-tls12-no-common-cipher-gnutls-server", S, "As 631, GnuTLS server.", srv("rsa", "--priority", "NORMAL:-VERS-TLS1.3", prog="gnutls"), con(cli("rsa", "-no_tls1_3", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256"), []))
add("634-tls13-no-common-cipher", S, "No common TLS 1.3 suite.", srv("ec", "-ciphersuites", CHA), con(cli("ec", "-tls1_3", "-ciphersuites", A128), []))
add("635-tls13-no-common-group", S, "No common group: no HelloRetryRequest can help.", srv("ec", "-groups", "P-256"), con(cli("ec", "-tls1_3", "-groups", "X25519"), []))
add("636-tls13-no-common-signature", S, "The client accepts only Ed25519 signatures, the server has an ECDSA key.", srv("ec"), con(cli("ec", "-tls1_3", "-sigalgs", "ed25519"), []))
add("637-tls13-no-common-cipher-gnutls-server", H, "No common TLS 1.3 suite, GnuTLS server.", srv("ec", "--priority", "NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+CHACHA20-POLY1305", prog="gnutls"), con(cli("ec", "-tls1_3", "-ciphersuites", A128), []))
add("638-tls12-no-common-group", H, "TLS 1.2, no common group for ECDHE, no other key exchange offered.", srv("ec", "-no_tls1_3", "-groups", "P-384"), con(cli("ec", "-no_tls1_3", "-groups", "X25519"), []))
add("639-alpn-no-overlap", S, "No common ALPN protocol.", srv("ec", "-alpn", "h2"), con(cli("ec", "-tls1_3", "-alpn", "http/1.1"), []))
add("640-sni-unrecognized-fatal", H, "The server does not know the name in SNI and is told to treat this as fatal.", srv("ec", "-servername", "www.example.test", "-cert2", "ec.pem", "-key2", "ec.key", "-servername_fatal"), con(cli("ec", "-tls1_3"), []))
add("641-client-13-only-server-12-only", S, "Client speaks only TLS 1.3, server only up to 1.2.", srv("ec", "-no_tls1_3"), con(cli("ec", "-tls1_3"), []))
add("642-client-12-server-13-only", S, "Client speaks up to TLS 1.2, server only 1.3.", srv("ec", "-tls1_3"), con(cli("ec", "-no_tls1_3"), []))
add("643-client-11-only", S, "Client speaks only TLS 1.1, server is a default OpenSSL 3.0.", srv("ec"), con(cli("ec", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"), []))
add("644-client-13-only-server-12-only-gnutls", H, "As 641, GnuTLS server.", srv("ec", "--priority", "NORMAL:-VERS-TLS1.3", prog="gnutls"), con(cli("ec", "-tls1_3"), []))
add("645-client-12-server-13-only-node", H, "As 642, Node server.", srv("ec", dict(minVersion="TLSv1.3"), prog="node"), con(cli("ec", "-no_tls1_3"), []))
add("646-client-11-only-gnutls-server", H, "As 643, GnuTLS 3.7 server: it agrees to TLS 1.1.", srv("ec", prog="gnutls"), con(cli("ec", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"), [("c", HI_C), ("c!", "Q\n")], echo=True))
HTTP = [("c!", "GET / HTTP/1.1\r\nHost: server.example.test\r\n\r\n"), ("wait", 0.6)]
add("647-plain-http-to-openssl", S, "A client speaks plain HTTP to the TLS port.", srv("ec"), con(dict(prog="plain", args=[]), HTTP, patience=0.8))
add("648-plain-http-to-node", H, "Plain HTTP to a Node TLS server.", srv("ec", {}, prog="node"), con(dict(prog="plain", args=[]), HTTP, patience=0.8))
add("649-plain-http-to-gnutls", S, "Plain HTTP to a GnuTLS server.", srv("ec", prog="gnutls"), con(dict(prog="plain", args=[]), HTTP, patience=0.8))

def tam(name, split, text, cert, sargs, cargs, rule, actions=(), verify=True, prog="openssl", options=None, **kw):
    o = {"options": options} if options else {}
    c = cli(cert, *cargs, verify=verify, **o) if prog == "openssl" else cargs[0]
    add(name, split, text, srv(cert, *sargs, **o), con(c, list(actions), tamper=rule, **kw))
T12 = N13 + ["-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256"]
R12 = N13 + ["-cipher", "AES128-SHA256"]
tam("651-tls12-flip-client-random", S, "Bit flipped in ClientHello.random, ECDHE: the signature over both randoms fails at the client.", "ec", T12, [], T.flip("c>s", T.CH, 11))
tam("652-tls12-flip-client-random-rsa-kx", H, "The same with RSA key exchange: nothing is signed, so only Finished can show it.", "rsa", R12, [], T.flip("c>s", T.CH, 11))
tam("653-tls12-flip-server-random", S, "Bit flipped in ServerHello.random.", "ec", T12, [], T.flip("s>c", T.SH, 11))
tam("654-tls12-flip-ske-signature", S, "Bit flipped in the signature of ServerKeyExchange.", "ec", T12, [], T.flip("s>c", T.SKE, -1))
tam("655-tls12-flip-ske-public-key", H, "Bit flipped in the server's ECDHE public key.", "ec", T12, [], T.flip("s>c", T.SKE, 20))
tam("656-tls12-flip-certificate", S, "Bit flipped in the certificate's signature; the client verifies.", "ec", T12, [], T.flip("s>c", T.CERT, -1))
tam("657-tls12-flip-certificate-no-verify", S, "The same; the client does not verify the chain: extended master secret makes the keys differ.", "ec", T12, [], T.flip("s>c", T.CERT, -1), verify=False)
tam("658-tls12-flip-certificate-no-verify-noems", H, "The same without extended master secret: equal keys, and only verify_data differs.", "ec", T12, [], T.flip("s>c", T.CERT, -1), verify=False, options=NOEMS)
tam("659-tls12-flip-client-finished", S, "Bit flipped in the client's encrypted Finished.", "ec", T12, [], T.flip("c>s", T.finished12, -1))
tam("660-tls12-flip-server-finished", S, "Bit flipped in the server's encrypted Finished.", "ec", T12, [], T.flip("s>c", T.finished12, -1))
tam("661-tls12-flip-premaster", S, "Bit flipped in the RSA-encrypted premaster: the server goes on with a random one (RFC 5246, 7.4.7.1).", "rsa", R12, [], T.flip("c>s", T.CKE, -1))
tam("662-tls12-flip-app-data-client", S, "Bit flipped in the client's application data, AES-GCM.", "ec", T12, [], T.flip("c>s", T.sealed(0), -1), [("c", HI_C)])
tam("663-tls12-flip-app-data-server", H, "Bit flipped in the server's application data, AES-GCM.", "ec", T12, [], T.flip("s>c", T.sealed(0), 14), [("c", HI_C), ("s", HI_S)])
tam("664-tls12-flip-cbc-padding", S, "AES-CBC, MAC-then-encrypt: bit flipped in the last-but-one block, which changes the padding length byte.", "rsa", R12, [], T.flip("c>s", T.sealed(0), -17), [("c", HI_C)], options=NOBOTH)
tam("665-tls12-flip-cbc-data", S, "AES-CBC, MAC-then-encrypt: bit flipped in the IV, which changes one plaintext bit and no padding.", "rsa", R12, [], T.flip("c>s", T.sealed(0), 5), [("c", HI_C)], options=NOBOTH)
tam("666-tls12-flip-cbc-encrypt-then-mac", H, "AES-CBC, encrypt-then-MAC: bit flipped in the IV.", "rsa", R12, [], T.flip("c>s", T.sealed(0), 5), [("c", HI_C)])
tam("667-tls12-replayed-record", S, "An application record is delivered twice.", "ec", T12, [], T.rule("c>s", T.sealed(0), lambda r: [r, r]), [("c", HI_C)])
tam("668-tls12-swapped-records", H, "Two application records are delivered in the other order.", "ec", T12, [], T.swap("c>s", T.sealed(0), T.sealed(1)), [("c", HI_C), ("c", "second line\n")])
tam("669-tls12-dropped-record", S, "The first application record is removed, the second delivered.", "ec", T12, [], T.rule("c>s", T.sealed(0), lambda r: []), [("c", HI_C), ("c", "second line\n")])
tam("670-tls12-weaker-suite-forced", S, "The proxy leaves only a CBC suite in the ClientHello: found at Finished.", "ec", N13, [], T.keep_suites(bytes.fromhex("c02300ff")))
tam("671-tls12-weaker-suite-forced-noems", S, "The same without extended master secret: keys agree, verify_data does not.", "ec", N13, [], T.keep_suites(bytes.fromhex("c02300ff")), options=NOEMS)
tam("672-tls12-truncated", S, "The connection is cut (FIN) behind the server's data, without close_notify.", "ec", T12, [], T.rule("c>s", T.sealed(1), lambda r: [b"CUT"]), [("c", HI_C), ("s", HI_S), ("c", "cut here\n"), ("wait", 0.3)])

t1 = ["-ciphersuites", A128]
tam("675-tls13-flip-client-random", S, "Bit flipped in ClientHello.random: the two transcripts differ, so all keys differ.", "ec", t1, ["-tls1_3"], T.flip("c>s", T.CH, 11))
tam("676-tls13-flip-session-id", S, "Bit flipped in ClientHello.legacy_session_id: the client checks the echo.", "ec", t1, ["-tls1_3"], T.flip("c>s", T.CH, 44))
tam("677-tls13-flip-server-random", H, "Bit flipped in ServerHello.random.", "ec", t1, ["-tls1_3"], T.flip("s>c", T.SH, 11))
tam("678-tls13-flip-server-key-share", H, "Bit flipped in the server's key share.", "ec", t1, ["-tls1_3"], T.flip("s>c", T.SH, -1))
tam("679-tls13-flip-certificate", S, "Bit flipped in the encrypted Certificate.", "ec", t1, ["-tls1_3"], T.flip("s>c", T.sealed(1), -1))
tam("680-tls13-flip-certificate-verify", S, "Bit flipped in the encrypted CertificateVerify.", "ec", t1, ["-tls1_3"], T.flip("s>c", T.sealed(2), -30))
tam("681-tls13-flip-server-finished", H, "Bit flipped in the server's encrypted Finished.", "ec", t1, ["-tls1_3"], T.flip("s>c", T.sealed(3), -1))
tam("682-tls13-flip-client-finished", S, "Bit flipped in the client's encrypted Finished.", "ec", t1, ["-tls1_3"], T.flip("c>s", T.sealed(0), -1))
tam("683-tls13-flip-app-data-client", S, "Bit flipped in the client's application data.", "ec", t1, ["-tls1_3"], T.flip("c>s", T.sealed(1), -1), [("c", HI_C)])
tam("684-tls13-flip-app-data-server", H, "Bit flipped in the server's application data.", "ec", t1, ["-tls1_3"], T.flip("s>c", T.sealed(6), -1), [("c", HI_C), ("s", HI_S)])
tam("685-tls13-replayed-record", H, "An application record is delivered twice.", "ec", t1, ["-tls1_3"], T.rule("c>s", T.sealed(1), lambda r: [r, r]), [("c", HI_C)])
tam("686-tls13-ccs-removed", S, "The proxy removes both ChangeCipherSpec records: nothing changes.", "ec", t1, ["-tls1_3"], lambda: (lambda d, n, r: [] if r[0] == 20 else None), TALK)
tam("687-tls13-ccs-after-handshake", S, "The proxy adds a ChangeCipherSpec behind the handshake.", "ec", t1, ["-tls1_3"], T.rule("c>s", T.sealed(1), lambda r: [bytes.fromhex("140303000101"), r]), [("c", HI_C)])
ALERT = bytes.fromhex("15030300020228")
tam("688-tls13-forged-alert-before-server-hello", S, "The proxy puts a plaintext handshake_failure in front of ServerHello: anybody on the path can do that.", "ec", t1, ["-tls1_3"], T.rule("s>c", T.SH, lambda r: [ALERT, r]))
tam("689-tls13-forged-alert-after-keys", S, "The proxy adds a plaintext alert behind the handshake.", "ec", t1, ["-tls1_3"], T.rule("s>c", T.sealed(6), lambda r: [ALERT, r]), [("c", HI_C), ("s", HI_S)])
tam("690-tls13-record-too-long", H, "The proxy replaces a record by one with length 0x4801.", "ec", t1, ["-tls1_3"], T.rule("c>s", T.sealed(1), lambda r: bytes.fromhex("1703034801") + bytes(0x100)), [("c", HI_C)])
tam("691-tls13-truncated", H, "The connection is cut (FIN) behind the server's data, without close_notify.", "ec", t1, ["-tls1_3"], T.rule("c>s", T.sealed(2), lambda r: [b"CUT"]), [("c", HI_C), ("s", HI_S), ("c", "cut here\n"), ("wait", 0.3)])
tam("692-tls13-flip-certificate-gnutls-client", H, "As 679 with a GnuTLS client.", "ec", t1, [gcli("ec")], T.flip("s>c", T.sealed(1), -1), prog="gnutls")
tam("693-tls12-flip-ske-signature-gnutls-client", H, "As 654 with a GnuTLS client.", "ec", T12, [gcli("ec")], T.flip("s>c", T.SKE, -1), prog="gnutls")
tam("694-tls12-flip-ske-signature-node-client", S, "As 654 with a Node client.", "ec", T12, [ncli("ec")], T.flip("s>c", T.SKE, -1), prog="node")
tam("695-tls13-flip-outer-type", S, "The proxy changes the outer type of an encrypted record from 23 to 22.", "ec", t1, ["-tls1_3"], T.rule("c>s", T.sealed(1), lambda r: b"\x16" + r[1:]), [("c", HI_C)])
tam("696-tls13-flip-record-version", H, "The proxy changes the version in an encrypted record's header from 0303 to 0302.", "ec", t1, ["-tls1_3"], T.rule("c>s", T.sealed(1), lambda r: r[:2] + b"\x02" + r[3:]), [("c", HI_C)])

# downgrades
tam("6a1-downgrade-supported-versions-removed", S, "Both speak 1.3; the proxy removes supported_versions. Sentinel 444f574e47524401 in ServerHello.random.", "ec", [], [], T.drop_ext(43))
tam("6a2-downgrade-supported-versions-changed", S, "Both speak 1.3; the proxy writes 0303 for 0304 in supported_versions.", "ec", [], [], T.client_hello(T.no_13_in_list))
add("6a3-no-tamper-server-12-only", S, "The server really has only 1.2: no sentinel, no alarm.", srv("ec", "-no_tls1_3"), con(cli("ec")))
add("6a4-no-tamper-client-12-only", S, "An honest TLS 1.2 client at a TLS 1.3 server: the sentinel is there and means nothing to it.", srv("ec"), con(cli("ec", "-no_tls1_3")))
OLD = ["-cipher", "ALL:@SECLEVEL=0"]
tam("6a5-downgrade-12-to-11", S, "Both speak up to 1.2, with 1.1 allowed; the proxy lowers client_version to 0302. Sentinel 444f574e47524400.", "ec", N13 + OLD, N13 + OLD, T.version_byte(b"\x03\x02"))
tam("6a6-downgrade-12-to-11-server-without-11", H, "The proxy lowers client_version, the server does not take 1.1.", "ec", N13, N13, T.version_byte(b"\x03\x02"))
add("6a7-fallback-scsv", S, "The client comes back with 1.2 and TLS_FALLBACK_SCSV, the server speaks 1.3.", srv("ec"), con(cli("ec", "-no_tls1_3", "-fallback_scsv"), []))
tam("6a8-downgrade-supported-versions-removed-node-client", H, "As 6a1 with a Node client.", "ec", [], [ncli("ec")], T.drop_ext(43), prog="node")
tam("6a9-downgrade-supported-versions-removed-gnutls-client", S, "As 6a1 with a GnuTLS client.", "ec", [], [gcli("ec")], T.drop_ext(43), prog="gnutls")
tam("6aa-tls13-legacy-version-lowered", H, "The proxy lowers only ClientHello.legacy_version; supported_versions still says 1.3.", "ec", [], [], T.version_byte(b"\x03\x02"))
add("6ab-tls11-agreed", S, "TLS 1.1 at both ends on purpose.", srv("ec", "-tls1_1", *OLD), con(cli("ec", "-tls1_1", *OLD)))
