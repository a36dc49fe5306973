#!/usr/bin/env python3
"""Trims recordings to what the tests read: trim.py data/NAME.json... writes ../linux-6.18/NAME.json.

Of the socket states only the changes are kept, of the sysctls those that the model knows, of the calls not the output of ss.
"""
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SYSCTLS = """tcp_syn_retries tcp_syn_linear_timeouts tcp_synack_retries tcp_retries2 tcp_orphan_retries tcp_fin_timeout tcp_tw_reuse
tcp_tw_reuse_delay tcp_rfc1337 tcp_timestamps tcp_sack tcp_early_retrans tcp_abort_on_overflow tcp_syncookies tcp_rto_min_us
tcp_rto_max_ms tcp_invalid_ratelimit ip_local_port_range""".split()
HEAD = "scenario description kernel one_way_delay_s drops notes flows extra script sysctl_both sysctl_client sysctl_server".split()


def js(x):
    return json.dumps(x, separators=(",", ":"), ensure_ascii=False)


def events(doc):
    last = {}
    for e in doc["events"]:
        if e["ev"] == "ss":
            key = (e["at"], e.get("flow"))
            if last.get(key) == e["state"]:
                continue
            last[key] = e["state"]
            yield {k: v for k, v in e.items() if k in ("t", "ev", "at", "flow", "state")}
        elif e["ev"] != "app" or not e["do"].startswith("ss "):
            yield e


for path in sys.argv[1:]:
    doc = json.load(open(path))
    head = {}
    for k in HEAD:
        v = doc.get(k)
        if k == "kernel":
            v = v.split("-")[0]
        if k.startswith("sysctl"):
            v = {n: x for n, x in (v or {}).items() if n in SYSCTLS}
        if v:
            head[k] = v
    with open(os.path.join(HERE, "..", "linux-6.18", os.path.basename(path)), "w") as f:
        f.write("{\n" + "".join("%s: %s,\n" % (json.dumps(k), js(v)) for k, v in head.items()))
        f.write('"events": [\n' + ",\n".join(js(e) for e in events(doc)) + "\n]\n}\n")
