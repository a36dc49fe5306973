"""Run a TLS client and a TLS server with a recording (and if asked, tampering) TCP proxy between them."""
import json, os, re, select, shutil, socket, struct, subprocess, tempfile, threading, time

TYPES = {20: "change_cipher_spec", 21: "alert", 22: "handshake", 23: "application_data", 24: "heartbeat"}
HOST = "server.example.test"
NODE = os.environ.get("TLS_LAB_NODE", "node")
SHIM = os.environ.get("TLS_LAB_SHIM", "")
LAB = os.path.dirname(os.path.abspath(__file__))


def free_port():
    s = socket.socket()
    s.bind(("127.0.0.1", 0))
    p = s.getsockname()[1]
    s.close()
    return p


def listening(port):
    want = "%04X" % port
    for path in ("/proc/net/tcp", "/proc/net/tcp6"):
        with open(path) as f:
            next(f)
            for line in f:
                w = line.split()
                if w[3] == "0A" and w[1].endswith(":" + want):
                    return True
    return False


class Conn:
    """One proxied connection. records: what each side put on the wire, in the order the proxy saw it."""

    def __init__(self, tamper):
        self.tamper = tamper
        self.records, self.ends = [], []
        self.reads = 0
        self.count = {"c>s": 0, "s>c": 0}
        self.last = time.time()
        self.done = threading.Event()
        self.sock = {}

    def add(self, d, rec, raw=False):
        n = self.count[d]
        self.count[d] += 1
        out = None
        if self.tamper:
            out = self.tamper(d, n, rec)
        e = {"i": len(self.records), "dir": d, "read": self.reads}
        if raw:
            e["raw"] = True
        else:
            e["content_type"] = rec[0]
            e["version"] = rec[1:3].hex()
        e["hex"] = rec.hex()
        if out is not None and out != [rec]:
            e["delivered"] = [x.hex() for x in out]
        self.records.append(e)
        return b"".join(out) if out is not None else rec

    def pump(self, csock, ssock):
        buf = {"c>s": b"", "s>c": b""}
        src = {"c>s": csock, "s>c": ssock}
        dst = {"c>s": ssock, "s>c": csock}
        self.sock = dst
        live = {"c>s", "s>c"}
        idle_since = time.time()
        while live:
            r, _, _ = select.select([src[d] for d in live], [], [], 0.3)
            if not r:
                for d in list(live):          # something that is not a record: pass it on as it is
                    if buf[d] and time.time() - self.last > 0.25:
                        out = self.add(d, buf[d], raw=True)
                        buf[d] = b""
                        self.send(dst[d], out)
                if time.time() - idle_since > 30:
                    break
                continue
            idle_since = time.time()
            for d in sorted(live, reverse=True):
                if src[d] not in r:
                    continue
                try:
                    data = src[d].recv(65536)
                except OSError:
                    self.ends.append({"dir": d, "how": "RST", "after_record": len(self.records) - 1})
                    self.reset(dst[d])
                    live.clear()
                    break
                self.last = time.time()
                self.reads += 1
                if not data:
                    if buf[d]:
                        self.send(dst[d], self.add(d, buf[d], raw=True))
                        buf[d] = b""
                    self.ends.append({"dir": d, "how": "FIN", "after_record": len(self.records) - 1})
                    live.discard(d)
                    try:
                        dst[d].shutdown(socket.SHUT_WR)
                    except OSError:
                        pass
                    continue
                buf[d] += data
                out = b""
                while len(buf[d]) >= 5:
                    b = buf[d]
                    if b[0] not in TYPES or b[1] != 3:
                        out += self.add(d, b, raw=True)
                        buf[d] = b""
                        break
                    n = 5 + struct.unpack(">H", b[3:5])[0]
                    if len(b) < n:
                        break
                    buf[d] = b[n:]
                    out += self.add(d, b[:n])
                if out == b"CUT":             # a tamper function may ask to cut the connection
                    self.ends.append({"dir": d, "how": "cut by the proxy (FIN both ways)",
                                      "after_record": len(self.records) - 1})
                    for s in (csock, ssock):
                        try:
                            s.shutdown(socket.SHUT_WR)
                        except OSError:
                            pass
                    continue
                if out:
                    self.send(dst[d], out)
        for s in (csock, ssock):
            try:
                s.close()
            except OSError:
                pass
        self.done.set()

    @staticmethod
    def send(s, data):
        try:
            s.sendall(data)
        except OSError:
            pass

    @staticmethod
    def reset(s):
        try:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            s.close()
        except OSError:
            pass


class Proxy:
    def __init__(self, server_port):
        self.server_port = server_port
        self.lis = socket.socket()
        self.lis.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.lis.bind(("127.0.0.1", 0))
        self.lis.listen(8)
        self.port = self.lis.getsockname()[1]
        self.conns = []
        self.next_tamper = None
        threading.Thread(target=self.loop, daemon=True).start()

    def loop(self):
        while True:
            try:
                c, _ = self.lis.accept()
            except OSError:
                return
            s = socket.create_connection(("127.0.0.1", self.server_port))
            for x in (c, s):
                x.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            conn = Conn(self.next_tamper)
            self.conns.append(conn)
            threading.Thread(target=conn.pump, args=(c, s), daemon=True).start()

    def close(self):
        try:
            self.lis.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.lis.close()


class Program:
    def __init__(self, argv, cwd, env, tag):
        e = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG")}
        e.update(env)
        self.out = []
        self.p = subprocess.Popen(argv, cwd=cwd, env=e, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT)
        self.t = threading.Thread(target=self.read, daemon=True)
        self.t.start()

    def read(self):
        while True:
            b = os.read(self.p.stdout.fileno(), 65536)
            if not b:
                return
            self.out.append(b)

    def text(self):
        return b"".join(self.out).decode("utf8", "replace")

    def write(self, s):
        try:
            if s == "EOF":
                self.p.stdin.close()
            else:
                self.p.stdin.write(s.encode() if isinstance(s, str) else s)
                self.p.stdin.flush()
            return True
        except (OSError, ValueError):
            return False

    def wait(self, t):
        try:
            return self.p.wait(t)
        except subprocess.TimeoutExpired:
            return None

    def stop(self):
        if self.p.poll() is None:
            self.p.terminate()
            if self.wait(1.5) is None:
                self.p.kill()
                self.wait(2)
        self.t.join(1)
        return self.p.returncode


KEEP = re.compile(r"error|alert|verif|reused|^New,|early data|handshake|DONE|mismatch|peer signature type|peer temp key|"
                  r"server temp key|cipher is|no peer cert|fatal|closed|secureConnect|tlsClientError|authoriz|KEYUPDATE|"
                  r"renegotiat|unexpected|PSK|status:|resum", re.I)
DROP = re.compile(r"^\s*(Verify return code|Resumption PSK|PSK identity|Extended master|Start Time|Timeout|"
                  r"0[0-9a-f]{3} -|Max Early)|^verify depth|^SSL handshake has read|Cipher    :|Shared |"
                  r"^(\d+ (client|server) renegotiates|CONNECTION CLOSED|no peer certificate available|ERROR$|Early data was not sent|Peer signing|Client Signature|Requested Sig)|^- |Secure Renegotiation|PSK:")


def says(text):
    out = []
    for line in text.replace("\r", "").split("\n"):
        line = re.sub(r"^[0-9A-F]{12,20}:", "", line.strip())
        line = re.sub(r":\.\./[^:]*:\d+", "", line)
        line = re.sub(r"\[\d+\]|127\.0\.0\.1:\d+|port \d+", "", line)
        if line and KEEP.search(line) and not DROP.search(line) and len(line) < 260 and line not in out:
            out.append(line)
    return out[:14]


CONF = """openssl_conf = init
[init]
ssl_conf = ssl_sect
[ssl_sect]
system_default = sd
[sd]
Options = %s
"""


class Lab:
    """pki: name -> {"chain": [pem...], "key": pem, "root": pem}"""

    def __init__(self, pki, keep=None):
        self.pki = pki

    def run(self, sc):
        d = tempfile.mkdtemp(prefix="tls-lab-")
        try:
            return self._run(sc, d)
        finally:
            shutil.rmtree(d, ignore_errors=True)

    def files(self, d, names):
        for n in names:
            ent = self.pki[n]
            with open(os.path.join(d, n + ".pem"), "w") as f:
                f.write("".join(ent["chain"][:1]) if ent.get("key") else "".join(ent["chain"]))
            if len(ent["chain"]) > 1 and ent.get("key"):
                with open(os.path.join(d, n + ".chain.pem"), "w") as f:
                    f.write("".join(ent["chain"][1:]))
                with open(os.path.join(d, n + ".full.pem"), "w") as f:
                    f.write("".join(ent["chain"]))
            if ent.get("key"):
                with open(os.path.join(d, n + ".key"), "w") as f:
                    f.write(ent["key"])

    def _run(self, sc, d):
        self.files(d, self.pki)
        for fn, content in sc.get("files", {}).items():
            with open(os.path.join(d, fn), "w" if isinstance(content, str) else "wb") as f:
                f.write(content)
        sport = free_port()
        ncon = len(sc["connections"])
        proxy = Proxy(sport)
        commands = {}

        def start_server(spec, n):
            prog = spec.get("prog", "openssl")
            env = dict(spec.get("env", {}))
            if prog == "openssl":
                argv = ["openssl", "s_server", "-accept", "127.0.0.1:%d" % sport, "-naccept", str(n),
                        "-keylogfile", "server.keys"] + spec["args"]
                if SHIM:
                    env.update(LD_PRELOAD=SHIM, TLS_SHIM_LOG="server.eph")
                if spec.get("fixed"):
                    env["TLS_SHIM_RANDOM"] = "server"
                if spec.get("options"):
                    with open(os.path.join(d, "server.cnf"), "w") as f:
                        f.write(CONF % spec["options"])
                    env["OPENSSL_CONF"] = "server.cnf"
            elif prog == "gnutls":
                argv = ["gnutls-serv", "-p", str(sport)] + spec["args"]
                env["SSLKEYLOGFILE"] = "server.keys"
            elif prog == "node":
                argv = [NODE, os.path.join(LAB, "node_server.js"), json.dumps(dict(spec["args"], port=sport,
                                                                               keylog="server.keys"))]
            p = Program(argv, d, env, "server")
            t = time.time()
            while not listening(sport) and time.time() - t < 8 and p.p.poll() is None:
                time.sleep(0.02)
            return p, self.command(argv, sport, spec)

        server, commands["server"] = start_server(sc["server"], ncon if not sc["connections"][0].get("new_server") else 1)
        outs = []
        try:
            for ci, c in enumerate(sc["connections"]):
                if c.get("new_server"):
                    server.stop()
                    spec = c["new_server"] if isinstance(c["new_server"], dict) else sc["server"]
                    server, commands["server for connection %d" % (ci + 1)] = start_server(spec, 9)
                before = {k: self.size(d, k) for k in ("server.keys", "server.eph", "client.keys", "client.eph")}
                sbefore = len(server.out)
                tam = c.get("tamper")
                proxy.next_tamper = tam() if tam else None
                spec = c["client"]
                prog = spec.get("prog", "openssl")
                env = dict(spec.get("env", {}))
                if prog == "openssl":
                    argv = ["openssl", "s_client", "-connect", "127.0.0.1:%d" % proxy.port,
                            "-keylogfile", "client.keys"] + spec["args"]
                    if SHIM:
                        env.update(LD_PRELOAD=SHIM, TLS_SHIM_LOG="client.eph")
                    if spec.get("fixed"):
                        env["TLS_SHIM_RANDOM"] = "client"
                    if spec.get("options"):
                        with open(os.path.join(d, "client.cnf"), "w") as f:
                            f.write(CONF % spec["options"])
                        env["OPENSSL_CONF"] = "client.cnf"
                elif prog == "gnutls":
                    argv = ["gnutls-cli", "-p", str(proxy.port)] + spec["args"] + ["127.0.0.1"]
                    env["SSLKEYLOGFILE"] = "client.keys"
                elif prog == "node":
                    argv = [NODE, os.path.join(LAB, "node_client.js"), json.dumps(dict(spec["args"], port=proxy.port,
                                                                                   keylog="client.keys"))]
                elif prog == "plain":
                    argv = ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/%d 4<&0; cat <&4 >&3 & cat <&3" % proxy.port]
                nconn = len(proxy.conns)
                t_start = time.time()
                client = Program(argv, d, env, "client")
                commands["client" if ncon == 1 else "client of connection %d" % (ci + 1)] = self.command(argv, proxy.port, spec)
                t = time.time()
                while len(proxy.conns) == nconn and time.time() - t < 8 and client.p.poll() is None:
                    time.sleep(0.01)
                if len(proxy.conns) == nconn:
                    raise RuntimeError(sc["name"] + ": the client never connected: " + client.text() + server.text())
                conn = proxy.conns[-1]
                t = time.time()
                while not conn.records and time.time() - t < 5 and prog != "plain":
                    time.sleep(0.01)
                self.settle(conn, 0.35)
                app = {"client": "", "server": ""}
                app["client"] = c.get("early", "")
                for who, what in c.get("actions", []):
                    if who == "wait":
                        time.sleep(what)
                        continue
                    p = client if who[0] == "c" else server
                    seen = len(conn.records)
                    ok = p.p.poll() is None and p.write(what)
                    if ok and not who.endswith("!"):
                        app["client" if who[0] == "c" else "server"] += what
                    if ok and who[0] == "c" and c.get("echo") and not who.endswith("!"):
                        app["server"] += what
                    t = time.time()      # until it is on the wire
                    while ok and len(conn.records) == seen and time.time() - t < 2 and not conn.done.is_set() and what != "EOF":
                        time.sleep(0.01)
                    self.settle(conn, 0.15)
                code = client.wait(c.get("patience", 4))
                if code is None:
                    client.stop()
                    code = "stopped by the recorder"
                conn.done.wait(1.5)
                if not conn.done.is_set():
                    for s in conn.sock.values():
                        try:
                            s.shutdown(socket.SHUT_RDWR)
                        except OSError:
                            pass
                    conn.ends.append({"dir": "both", "how": "closed by the recorder", "after_record": len(conn.records) - 1})
                self.settle(conn, 0.1)
                ckeys, skeys = self.since(d, "client.keys", before), self.since(d, "server.keys", before)
                for side in app:
                    if len(app[side]) > 2000:
                        app[side] = {"repeat": app[side][0], "times": len(app[side]) - 1, "then": app[side][-1]}
                o = {"n": ci + 1, "records": conn.records, "tcp_end": conn.ends, "application_data": app}
                # one list if the two sides agree wherever both have a line
                a, b = ({tuple(l.split()[:2]): l for l in k} for k in (ckeys, skeys))
                if all(a[k] == b[k] for k in a if k in b) and not any("delivered" in x for x in conn.records):
                    o["keylog"] = list({**a, **b}.values()) if len(set(ckeys)) == len(a) and len(set(skeys)) == len(b) \
                        else list(dict.fromkeys(ckeys + skeys))
                else:
                    o["keylog"], o["keylog_server"] = ckeys, skeys
                ce, se = ([json.loads(x) for x in self.since(d, side + ".eph", before)] for side in ("client", "server"))
                if ce or se:
                    o["ephemeral"] = self.merge(ce, se)
                o["client_exit_code"] = code
                o["client_says"] = says(client.text())
                o["_server_from"] = sbefore
                o["_server"] = server
                if c.get("after"):
                    o.update(c["after"](d) or {})
                outs.append(o)
        finally:
            time.sleep(0.05)
            proxy.close()
            server.stop()
        for k, o in enumerate(outs):
            sv = o.pop("_server")
            a = o.pop("_server_from")
            b = outs[k + 1]["_server_from"] if k + 1 < len(outs) and outs[k + 1].get("_server") is sv else None
            o["server_says"] = says(b"".join(sv.out[a:b]).decode("utf8", "replace"))
        return {"commands": commands, "connections": outs}

    @staticmethod
    def merge(ce, se):
        """key agreements of both sides; one entry where both computed the same secret"""
        out = []
        for x in ce:
            y = next((y for y in se if y["shared_secret"] == x["shared_secret"]), None)
            e = {"group": x["group"], "client_private": x["private"], "client_public": x["public"]}
            if y:
                se.remove(y)
                e.update(server_private=y["private"], server_public=y["public"])
            else:
                e.update(seen_by="client", server_public=x["peer_public"])
            out.append(dict(e, shared_secret=x["shared_secret"]))
        for y in se:
            out.append({"group": y["group"], "seen_by": "server", "client_public": y["peer_public"], "server_private": y["private"],
                        "server_public": y["public"], "shared_secret": y["shared_secret"]})
        return out

    @staticmethod
    def command(argv, port, spec):
        s = " ".join(a if re.fullmatch(r"[\w./:=,@+-]+", a) else "'" + a + "'" for a in argv)
        s = s.replace(LAB + "/", "").replace(NODE, "node").replace(str(port), "PORT")
        s = re.sub(r" (-connect|-accept) 127.0.0.1:PORT", "", s).replace(" -keylogfile client.keys", "").replace(" -keylogfile server.keys", "")
        s = re.sub(r" -naccept \d+", "", s)
        if spec.get("options"):
            s += "   # openssl.cnf: Options = " + spec["options"]
        if spec.get("fixed"):
            s += "   # hello random, session id, RSA premaster: counting patterns (shim.c)"
        return s

    @staticmethod
    def size(d, k):
        try:
            with open(os.path.join(d, k)) as f:
                return len(f.readlines())
        except OSError:
            return 0

    @staticmethod
    def since(d, k, before):
        try:
            with open(os.path.join(d, k)) as f:
                return [l.strip() for l in f.readlines()[before[k]:] if l.strip() and not l.startswith("#")]
        except OSError:
            return []

    @staticmethod
    def settle(conn, quiet):
        t = time.time()
        while time.time() - t < 3:
            if time.time() - max(conn.last, t) > quiet or conn.done.is_set():
                return
            time.sleep(0.02)


def dump(obj):
    """JSON with one record per line."""
    s = json.dumps(obj, indent=1, ensure_ascii=False)
    # fold small objects and number lists onto one line
    def fold(m):
        return re.sub(r"\s*\n\s*", " ", m.group(0)).replace("{ ", "{").replace(" }", "}").replace("[ ", "[").replace(" ]", "]")
    s = re.sub(r"\{[^{}\[\]]*\}", fold, s)
    s = re.sub(r"\{[^{}\[\]]*\[[^{}\[\]]*\][^{}\[\]]*\}", fold, s)
    s = re.sub(r"\[[^\[\]{}]*\]", fold, s)
    return s + "\n"
