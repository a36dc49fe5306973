#!/usr/bin/env python3
"""Trims recordings to what the tests read: trim.py data/NAME.json... writes ../../tls/NAME.json.

The programs' own words, exit codes and what check.js counted are left out; the rest is written one record a line.
"""
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LEFT_OUT = {"n", "client_exit_code", "client_says", "server_says", "checked"}


def js(x):
    return json.dumps(x, separators=(",", ":"), ensure_ascii=False)


def connection(c):
    rest = ["%s:%s" % (js(k), js(v)) for k, v in c.items() if k not in LEFT_OUT and k != "records"]
    return '{"records":[\n' + ",\n".join(map(js, c["records"])) + "\n],\n" + ",\n".join(rest) + "}"


for path in sys.argv[1:]:
    doc = json.load(open(path))
    head = ["%s: %s" % (js(k), js(v)) for k, v in doc.items() if k != "connections"]
    with open(os.path.join(HERE, "..", "..", "tls", os.path.basename(path)), "w") as f:
        f.write("{\n" + ",\n".join(head) + ',\n"connections": [\n' + ",\n".join(map(connection, doc["connections"])) + "\n]}\n")
