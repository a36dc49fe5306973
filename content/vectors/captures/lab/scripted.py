"""Scenarios that are lists of calls, in scripts.json: the recording carries the list, and the
model's tests run it in the model (widgets/models/tcp/proof/scripted.ts).

A line of a program is "pause 0.5", "until 3", "cut", "restore", or "client call arguments", "server call arguments", where the
host may be followed by the name of a socket ("client:second"). Calls: connect, connect-at-once (does not wait), accept, send
BYTES, recv [SECONDS], shutdown, close, abort (SO_LINGER 0 and close), linger SECONDS, keepalive IDLE INTERVAL COUNT,
user-timeout MS, no-delay, forget. Clients are bound to port 40000. A rule is an object with the fields of LinkRule: from,
segment, skip, times, and hold or copy in seconds; without these two it loses the segment.
"""
import json
import os
import socket
import struct
import time

import lab as L
from lab import Sock
from scenarios import SCENARIOS, scenario, keepalive


def kind(p):
    return ("RST" if p.R else "SYN-ACK" if p.S and p.A else "SYN" if p.S else "FIN" if p.F else "data" if p.len else "ACK")


def matcher(r):
    side = {"client": "c2s", "server": "s2c"}.get(r.get("from"))
    def fits(p):
        return p.proto == "tcp" and side in (None, p.dir) and r.get("segment") in (None, kind(p))
    return fits


def words(r):
    text = " ".join(x for x in (r.get("from"), r.get("segment")) if x) or "everything"
    return "%s%s%s" % (text, ", not the first %d" % r["skip"] if r.get("skip") else "", ", %d times" % r["times"] if r.get("times") else "")


class Script:
    def __init__(self, lab, script):
        self.lab, self.script, self.socks = lab, script, {}
        self.listener = lab.listen(backlog=script.get("backlog", 128)) if script.get("listening", True) else None
        lates, dups = [], []
        for r in script.get("rules", ()):
            if "hold" in r or "copy" in r:
                rule = L.Rule(words(r), matcher(r), r.get("times"), r.get("skip", 0))
                (lates if "hold" in r else dups).append((rule, r.get("hold") or r.get("copy")))
            else:
                lab.drop(words(r), matcher(r), r.get("times"), r.get("skip", 0))
        if lates:
            lab.relay.late = lambda p: next((s for rule, s in lates if rule(p)), None)
        if dups:
            lab.relay.dup = lambda p: next((s for rule, s in dups if rule(p)), None)

    def run(self):
        programs = self.script["programs"]
        threads = [self.lab.thread(self.program, x) for x in programs[1:]]
        self.program(programs[0])
        for t in threads:
            t.join(200)
        time.sleep(self.script.get("tail", 1))

    def program(self, lines):
        for line in lines:
            self.step(*line.split())

    def step(self, who, *rest):
        lab = self.lab
        if who == "pause":
            return time.sleep(float(rest[0]))
        if who == "until":
            return lab.until(float(rest[0]))
        if who in ("cut", "restore"):
            lab.cut = who == "cut"
            return lab.log("relay", "link cut" if lab.cut else "link restored")
        side, _, name = who.partition(":")
        call, args = rest[0], [float(x) for x in rest[1:]]
        key = (side, name)
        if call in ("connect", "connect-at-once"):
            s = self.socks[key] = Sock(lab, side, label=name or None)
            s.bind(40000)
            if call == "connect-at-once":
                s.s.setblocking(False)
                try:
                    s.s.connect((L.S_IP, L.PORT))
                except BlockingIOError:
                    s.log("connect() non-blocking")
                s.s.setblocking(True)
            else:
                s.connect()
            return
        if call == "accept":
            self.listener.s.settimeout(args[0] if args else None)
            self.socks[key] = self.listener.accept(name or None)
            return
        s = self.socks.get(key)
        if s is None:
            return lab.log(side, call, ret="ENOTCONN", **({"sock": name} if name else {}))
        if call == "send":
            s.send(int(args[0]))
        elif call == "recv":
            s.timeout(args[0] if args else None).recv()
            s.timeout(None)
        elif call == "shutdown":
            s.shutdown()
        elif call in ("close", "abort"):
            if call == "abort":
                s.s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            s.close()
            if getattr(s, "lingers", False):
                s.log("close() returned")
        elif call == "linger":
            s.lingers = True
            s.opt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, int(args[0])), "SO_LINGER on, %d" % args[0])
        elif call == "keepalive":
            keepalive(s, *map(int, args))
        elif call == "user-timeout":
            s.opt(6, 18, int(args[0]), "TCP_USER_TIMEOUT=%d" % args[0])
        elif call == "no-delay":
            s.opt(6, socket.TCP_NODELAY, 1, "TCP_NODELAY")
        elif call == "forget":
            s.forget()
        else:
            raise ValueError(call)


def register(path):
    if not os.path.exists(path):
        return
    for name, script in json.load(open(path)).items():
        def f(lab, script=script):
            Script(lab, script).run()
        delay = script.get("delay", 0.05)
        kept = {k: script[k] for k in ("programs", "rules", "listening", "backlog", "racing", "late") if k in script}
        more = {k: script[k] for k in ("sysctl", "csys", "ssys") if k in script}
        scenario(name, script["description"], reps=script.get("reps", 1), secs=script.get("secs", 20),
                 lab=dict(delay=tuple(delay) if isinstance(delay, list) else delay, **more))(f)
        SCENARIOS[name]["script"] = kept


register(os.environ.get("CAPTURE_SCRIPTS", os.path.join(os.path.dirname(os.path.abspath(__file__)), "scripts.json")))
