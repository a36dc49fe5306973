"""Scenarios with other settings: other delays, counts of losses, limits and orders of calls."""
import signal
import socket
import struct
import subprocess
import sys
import threading
import time

import lab as L
from lab import C_IP, S_IP, PORT, Sock
from scenarios import (SERVER_CODE, scenario, keepalive, req_resp, syn, synack, cack, sack_, cfin, sfin)
from scenarios_b import backlog, backlog_race, server_tw, second, shift

USER_TIMEOUT = 18


def linger(s, seconds):
    s.opt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, seconds), "SO_LINGER on, %d" % seconds)


def user_timeout(s, ms):
    s.opt(6, USER_TIMEOUT, ms, "TCP_USER_TIMEOUT=%d" % ms)


def cut(lab):
    lab.cut = True
    lab.log("relay", "link cut")


def restore(lab):
    lab.cut = False
    lab.log("relay", "link restored")


def ms(delay):
    return "-".join("%g" % (1000 * d) for d in (delay if isinstance(delay, tuple) else (delay,))) + "ms"


# ------------------------------------------------------------------ 1 handshake and close

for tag, delay in (("01g", 0.005), ("01h", 0.2), ("01i", (0.02, 0.08))):
    def f(lab):
        def server(s):
            s.recv()
            s.send(300)
            s.recv()
            s.close()
        lab.serve(lab.listen(), server)
        c = lab.client()
        c.connect()
        c.send(100)
        c.recv()
        time.sleep(0.3)
        c.close()
        time.sleep(2)
    scenario("%s-normal-client-closes-first-%s" % (tag, ms(delay)), "as 01a, one-way delay %s; TIME_WAIT is not awaited" % ms(delay),
             reps=3, secs=5, lab=dict(delay=delay))(f)


@scenario("01j-server-closes-first-20ms", "as 01b, one-way delay 20 ms, the client closes 0.3 s after the end of file", reps=3, secs=5, lab=dict(delay=0.02))
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    time.sleep(0.3)
    s.close()
    c.recv()
    time.sleep(0.3)
    c.close()
    time.sleep(1)


@scenario("01k-simultaneous-close-5ms", "as 01c, one-way delay 5 ms", reps=3, secs=5, lab=dict(delay=0.005))
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    time.sleep(0.5)
    both(lab, c, s)
    time.sleep(1)


def both(lab, c, s):
    b = threading.Barrier(2)
    def closer(x):
        b.wait()
        x.close()
    for t in [lab.thread(closer, x) for x in (c, s)]:
        t.join()


@scenario("01l-simultaneous-open-first-syn-lost", "as 01d, but the client's first SYN is lost", reps=3, secs=8)
def _(lab):
    lab.drop("the client's first SYN", syn, n=1)
    a = lab.client()
    b_ = Sock(lab, "server")
    a.bind(5000)
    b_.bind(6000)
    b = threading.Barrier(2)
    def conn(x, addr):
        b.wait()
        x.connect(addr)
    ts = [lab.thread(conn, a, (S_IP, 6000)), lab.thread(conn, b_, (C_IP, 5000))]
    for t in ts:
        t.join()
    time.sleep(0.5)
    a.send(10)
    b_.recv()
    time.sleep(0.5)


@scenario("01m-half-close-200ms", "as 01f, one-way delay 200 ms, two answers, and the server closes at once", reps=3, secs=8, lab=dict(delay=0.2))
def _(lab):
    c, s, l = lab.pair()
    c.send(100)
    s.recv()
    c.shutdown()
    s.recv()
    s.send(500)
    time.sleep(0.6)
    s.send(500)
    s.close()
    while c.recv():
        pass
    c.close()
    time.sleep(1)


@scenario("01n-request-5000-answer-20000", "a request of 5000 bytes, an answer of 20000, then the server closes at once; one-way delay 20 ms", reps=3, secs=5, lab=dict(delay=0.02))
def _(lab):
    def server(s):
        got = 0
        while got < 5000:
            got += len(s.recv())
        s.send(20000)
        s.close()
    lab.serve(lab.listen(), server)
    c = lab.client()
    c.connect()
    c.send(5000)
    time.sleep(1)
    while c.recv():
        pass
    c.close()
    time.sleep(0.5)


# ------------------------------------------------------------------ 2 to 5 losses in the handshake

for tag, retries, linear in (("02g", 1, 4), ("02h", 3, 2), ("02i", 4, 0), ("02j", 1, 0), ("02k", 3, 4), ("02l", 4, 1)):
    def f(lab):
        lab.drop("every SYN from the client", syn)
        lab.listen()
        c = lab.client()
        c.connect()
        c.close()
    scenario("%s-all-syns-lost-retries%d-linear%d" % (tag, retries, linear),
             "all SYNs lost, tcp_syn_retries=%d, tcp_syn_linear_timeouts=%d" % (retries, linear), reps=3, secs=2 ** (retries + 1) * 1.2 + 3,
             lab=dict(sysctl=dict(tcp_syn_retries=retries, tcp_syn_linear_timeouts=linear)))(f)

for tag, retries, linear, timeout in (("02m", 6, 0, 5000), ("02n", 2, 4, 30000), ("02o", 6, 4, 2500)):
    def f(lab, timeout=timeout):
        lab.drop("every SYN from the client", syn)
        lab.listen()
        c = lab.client()
        user_timeout(c, timeout)
        c.connect()
        c.close()
    scenario("%s-all-syns-lost-retries%d-linear%d-user-timeout-%d" % (tag, retries, linear, timeout),
             "all SYNs lost, tcp_syn_retries=%d, tcp_syn_linear_timeouts=%d, TCP_USER_TIMEOUT=%d" % (retries, linear, timeout), reps=3, secs=20,
             lab=dict(sysctl=dict(tcp_syn_retries=retries, tcp_syn_linear_timeouts=linear)))(f)

for tag, n, linear, delay in (("03i", 4, 2, 0.05), ("03j", 2, 4, 0.005), ("03k", 1, 4, 0.2), ("03l", 3, 1, (0.02, 0.08)), ("03m", 1, 4, 0.6)):
    def f(lab, n=n):
        lab.drop("the first %d SYNs from the client" % n, syn, n=n)
        l = lab.listen()
        c = lab.client()
        if c.connect():
            s = l.accept()
            c.send(100)
            s.recv()
            time.sleep(0.3)
            c.send(100)
            s.recv()
            s.send(100)
            c.recv()
        time.sleep(1)
    scenario("%s-first-%d-syns-lost-linear%d-%s" % (tag, n, linear, ms(delay)),
             "first %d SYNs lost, tcp_syn_linear_timeouts=%d, one-way delay %s, then two messages and an answer" % (n, linear, ms(delay)), reps=3, secs=20,
             lab=dict(sysctl=dict(tcp_syn_linear_timeouts=linear), delay=delay))(f)

for tag, n, linear, delay in (("04j", 1, 4, 0.005), ("04k", 2, 4, 0.2), ("04l", 2, 0, 0.02), ("04m", 1, 2, (0.08, 0.02)), ("04n", 4, 4, 0.05)):
    def f(lab, n=n):
        lab.drop("the first %d SYN-ACKs from the server" % n, synack, n=n)
        l = lab.listen()
        c = lab.client()
        if c.connect():
            s = l.accept()
            c.send(100)
            s.recv()
        time.sleep(4)
    scenario("%s-first-%d-synacks-lost-linear%d-%s" % (tag, n, linear, ms(delay)),
             "first %d SYN-ACKs lost, client tcp_syn_linear_timeouts=%d, one-way delay %s" % (n, linear, ms(delay)), reps=3, secs=20,
             lab=dict(sysctl=dict(tcp_syn_linear_timeouts=linear), delay=delay))(f)

for tag, retries, synr, linear in (("04p", 0, 3, 4), ("04q", 1, 3, 0), ("04r", 3, 3, 2), ("04s", 2, 2, 4)):
    def f(lab):
        lab.drop("every SYN-ACK from the server", synack)
        lab.listen()
        c = lab.client()
        c.connect()
        c.close()
        lab.wait_gone("server", 80)
    scenario("%s-all-synacks-lost-synack-retries%d-syn-retries%d-linear%d" % (tag, retries, synr, linear),
             "all SYN-ACKs lost, server tcp_synack_retries=%d, client tcp_syn_retries=%d, linear=%d" % (retries, synr, linear),
             reps=3, secs=60, lab=dict(csys=dict(tcp_syn_retries=synr, tcp_syn_linear_timeouts=linear), ssys=dict(tcp_synack_retries=retries)))(f)

for tag, retries, when in (("05f", 1, 6), ("05g", 0, 4), ("05h", 3, 20)):
    def f(lab, when=when):
        r = lab.drop("everything the client sends after its SYN, until t=%d s" % when, lambda p: p.dir == "c2s" and not p.S)
        l = lab.listen()
        c = lab.client()
        c.connect()
        lab.until(when)
        r.on = False
        c.send(100)
        c.recv()
        c.send(100)
        c.close()
        l.s.settimeout(1)
        l.accept()
    scenario("%s-client-acks-all-lost-synack-retries%d" % (tag, retries),
             "everything from the client after its SYN is lost; the server gives up; later the client sends data over a repaired link",
             reps=3, secs=when + 10, lab=dict(ssys=dict(tcp_synack_retries=retries)))(f)

for tag, delay, n in (("05i", 0.05, 1), ("05j", 0.2, 1), ("05k", 0.02, 2)):
    def f(lab, n=n):
        lab.drop("the first pure ACK from the client", cack, n=1)
        lab.drop("the client's first %d data segments" % n, lambda p: p.dir == "c2s" and p.len, n=n)
        l = lab.listen()
        c = lab.client()
        c.connect()
        c.send(100)
        s = l.accept()
        s.recv()
        time.sleep(2)
    scenario("%s-third-ack-and-%d-data-lost-%s" % (tag, n, ms(delay)),
             "the handshake ACK and the first %d transmissions of the request are lost, one-way delay %s" % (n, ms(delay)), reps=3, secs=15,
             lab=dict(delay=delay))(f)


@scenario("05l-third-ack-lost-client-closes", "the handshake ACK is lost and the client closes at once", reps=3, secs=10)
def _(lab):
    lab.drop("the first pure ACK from the client", cack, n=1)
    l = lab.listen()
    c = lab.client()
    c.connect()
    c.close()
    s = l.accept()
    s.recv()
    s.close()
    time.sleep(1)


# ------------------------------------------------------------------ 6 to 9 losses while closing

def client_fin_lost(n):
    def f(lab):
        c, s, l = lab.pair()
        req_resp(lab, c, s)
        if n:
            lab.drop("the client's first %d FINs" % n, cfin, n=n)
        else:
            lab.drop("every FIN from the client", cfin)
        time.sleep(0.5)
        c.close()
        if n:
            s.recv()
            s.close()
            time.sleep(2)
        else:
            lab.wait_gone("client", 60)
            time.sleep(0.5)
    return f


for tag, n, delay in (("06h", 2, 0.02), ("06i", 3, 0.005), ("06j", 1, 0.2)):
    scenario("%s-first-fin-lost-%d-times-%s" % (tag, n, ms(delay)), "client closes; its FIN is lost %d times, one-way delay %s" % (n, ms(delay)),
             reps=3, secs=15, lab=dict(delay=delay))(client_fin_lost(n))

for tag, orphan, delay in (("06k", 1, 0.005), ("06l", 6, 0.05), ("06m", 2, 0.2), ("06n", 3, 0.02), ("06o", 1, 0.0002)):
    scenario("%s-fin-lost-forever-orphan-retries%d-%s" % (tag, orphan, ms(delay)),
             "client closes; all its FINs are lost; tcp_orphan_retries=%d, one-way delay %s" % (orphan, ms(delay)), reps=3, secs=60,
             lab=dict(csys=dict(tcp_orphan_retries=orphan), delay=delay))(client_fin_lost(0))


@scenario("06p-fin-lost-forever-shutdown-retries2-3", "client shutdown(SHUT_WR), keeps its descriptor; all its FINs are lost; tcp_retries2=3", reps=3, secs=20,
          lab=dict(csys=dict(tcp_retries2=3)))
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    lab.drop("every FIN from the client", cfin)
    time.sleep(0.5)
    c.shutdown()
    c.recv()
    c.close()
    time.sleep(0.3)


for tag, lost, text in (("06q", "data", "the data is lost, the FIN arrives"), ("06r", "FIN", "the FIN is lost, the data arrives"),
                        ("06s", "data and FIN", "both are lost"), ("06t", "data and FIN twice", "both and their first retransmission are lost")):
    def f(lab, lost=lost):
        c, s, l = lab.pair()
        req_resp(lab, c, s)
        n = 2 if "twice" in lost else 1
        if "data" in lost:
            lab.drop("the client's second request, %d times" % n, lambda p: p.dir == "c2s" and p.len, n=n)
        if "FIN" in lost:
            lab.drop("the client's first %d FINs" % n, lambda p: cfin(p) and not p.len, n=n)
        time.sleep(0.5)
        c.send(100)
        c.close()
        while s.recv():
            pass
        s.close()
        time.sleep(2)
    scenario("%s-%s-lost" % (tag, lost.replace(" ", "-").lower()), "client sends 100 bytes and closes at once; " + text, reps=3, secs=10)(f)

for tag, n, thinks, delay in (("07d", 2, 3, 0.05), ("07e", 1, 2, 0.005), ("07f", 1, 0.3, 0.2)):
    def f(lab, n=n, thinks=thinks):
        c, s, l = lab.pair()
        req_resp(lab, c, s)
        time.sleep(0.5)
        lab.drop("the server's first %d pure ACKs after the client's FIN" % n, sack_, n=n)
        c.close()
        s.recv()
        time.sleep(thinks)
        s.close()
        time.sleep(2)
    scenario("%s-ack-of-fin-lost-%d-times-%s" % (tag, n, ms(delay)),
             "the ACK of the client's FIN is lost %d times, one-way delay %s; the server closes %g s later" % (n, ms(delay), thinks),
             reps=3, secs=10, lab=dict(delay=delay))(f)

for tag, n, orphan, delay in (("08d", 3, 0, 0.02), ("08e", 1, 0, 0.2), ("08f", 0, 1, 0.05), ("08g", 0, 2, 0.005)):
    def f(lab, n=n):
        c, s, l = lab.pair()
        req_resp(lab, c, s)
        time.sleep(0.5)
        lab.drop("the server's first %d FINs" % n if n else "every FIN from the server", sfin, n=n or None)
        c.close()
        s.recv()
        time.sleep(0.5)
        s.close()
        time.sleep(0.5)
        lab.wait_gone("server", 60)
        time.sleep(0.5)
    scenario("%s-second-fin-lost-%s-%s" % (tag, "%d-times" % n if n else "forever-orphan-retries%d" % orphan, ms(delay)),
             "client closed first; the server's FIN is lost %s, one-way delay %s" % ("%d times" % n if n else "for ever, server tcp_orphan_retries=%d" % orphan, ms(delay)),
             reps=3, secs=20, lab=dict(ssys=dict(tcp_orphan_retries=orphan), delay=delay))(f)

for tag, n, delay in (("09f", 2, 0.2), ("09g", 4, 0.005)):
    def f(lab, n=n):
        c, s, l = lab.pair()
        req_resp(lab, c, s)
        time.sleep(0.5)
        c.close()
        s.recv()
        time.sleep(0.5)
        lab.drop("the client's first %d ACKs of the server's FIN" % n, lambda p: cack(p) and p.ack == 302, n=n)
        s.close()
        time.sleep(0.5)
        lab.wait_gone("server", 60)
        time.sleep(0.5)
    scenario("%s-last-ack-lost-%d-times-%s" % (tag, n, ms(delay)), "the client's final ACK is lost %d times, one-way delay %s" % (n, ms(delay)),
             reps=3, secs=20, lab=dict(delay=delay))(f)


@scenario("09h-server-first-fin-lost-twice", "the server closes first; its FIN is lost twice; the client closes on the end of file", reps=3, secs=10)
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    time.sleep(0.5)
    lab.drop("the server's first 2 FINs", sfin, n=2)
    s.close()
    c.recv()
    c.close()
    time.sleep(1)


@scenario("09i-server-first-both-fins-lost", "the server closes first; its FIN and the client's are lost once each", reps=3, secs=10, lab=dict(delay=0.02))
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    time.sleep(0.5)
    lab.drop("the server's first FIN", sfin, n=1)
    lab.drop("the client's first FIN", cfin, n=1)
    s.close()
    c.recv()
    c.close()
    time.sleep(2)


for tag, lost in (("09j", "one-fin"), ("09k", "both-fins"), ("09l", "one-ack"), ("09m", "both-acks")):
    def f(lab, lost=lost):
        c, s, l = lab.pair()
        req_resp(lab, c, s)
        time.sleep(0.5)
        if "fin" in lost:
            lab.drop("the client's first FIN", cfin, n=1)
            if "both" in lost:
                lab.drop("the server's first FIN", sfin, n=1)
        else:
            lab.drop("the client's first ACK of the server's FIN", lambda p: cack(p) and p.ack == 302, n=1)
            if "both" in lost:
                lab.drop("the server's first ACK of the client's FIN", lambda p: sack_(p) and p.ack == 102, n=1)
        both(lab, c, s)
        time.sleep(2.5)
    scenario("%s-simultaneous-close-%s-lost" % (tag, lost), "both close at once; lost: %s" % lost.replace("-", " "), reps=3, secs=10)(f)


# ------------------------------------------------------------------ 10 FIN_WAIT_2

for tag, fin_timeout, delay in (("10j", 5, 0.05), ("10k", 30, 0.02), ("10l", 61, 0.05), ("10m", 1, 0.2), ("10n", 64, 0.05)):
    def f(lab):
        c, s, l = lab.pair()
        req_resp(lab, c, s)
        time.sleep(0.5)
        c.close()
        s.recv()
        time.sleep(1)
        lab.wait_gone("client", 100)
        time.sleep(1)
        lab.log("server", "now the server closes at last")
        s.close()
        time.sleep(1)
    scenario("%s-fin-wait-2-close-fin-timeout%d-%s" % (tag, fin_timeout, ms(delay)),
             "client close(); the peer never closes (CLOSE_WAIT); tcp_fin_timeout=%d, one-way delay %s" % (fin_timeout, ms(delay)), reps=3, secs=40,
             lab=dict(csys=dict(tcp_fin_timeout=fin_timeout), delay=delay))(f)


@scenario("10p-half-close-then-answer-lost", "client shutdown(SHUT_WR); the server's answer is lost twice, then it closes", reps=3, secs=10)
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    time.sleep(0.5)
    c.shutdown()
    s.recv()
    lab.drop("the server's second answer, twice", lambda p: p.dir == "s2c" and p.len, n=2)
    s.send(500)
    c.recv()
    time.sleep(0.3)
    s.close()
    c.recv()
    c.close()
    time.sleep(1)


@scenario("10q-shutdown-then-close", "client shutdown(SHUT_WR), close() 2 s later; tcp_fin_timeout=3; the peer never closes", reps=3, secs=15, lab=dict(csys=dict(tcp_fin_timeout=3)))
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    time.sleep(0.5)
    c.shutdown()
    s.recv()
    time.sleep(2)
    c.close()
    time.sleep(5)
    s.send(10)
    time.sleep(0.5)
    s.send(10)
    time.sleep(0.5)


@scenario("10r-fin-wait-2-peer-sends-then-closes", "client close()d; the peer, in CLOSE_WAIT, sends and closes at once; one-way delay 20 ms", reps=3, secs=10, lab=dict(delay=0.02))
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    time.sleep(0.5)
    c.close()
    s.recv()
    time.sleep(0.3)
    s.send(100)
    s.close()
    time.sleep(1)


@scenario("10s-fin-lost-data-crosses", "the client's FIN is lost once while the server's data is under way to the closed socket", reps=3, secs=10)
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    time.sleep(0.5)
    lab.drop("the client's first FIN", cfin, n=1)
    c.close()
    s.send(100)
    time.sleep(0.5)
    s.send(100)
    s.recv()
    time.sleep(0.5)


# ------------------------------------------------------------------ 11 link cut

for tag, retries2, delay in (("11k", 3, 0.05), ("11l", 6, 0.005), ("11m", 1, 0.2), ("11n", 3, 0.0002), ("11o", 2, 0.02), ("11p", 0, 0.05)):
    def f(lab):
        c, s, l = lab.pair()
        req_resp(lab, c, s)
        time.sleep(0.5)
        cut(lab)
        c.send(100)
        c.recv()
        c.send(1)
        c.close()
        time.sleep(0.5)
    scenario("%s-link-cut-retries2-%d-%s" % (tag, retries2, ms(delay)),
             "established, link cut, client sends 100 bytes and waits; tcp_retries2=%d, one-way delay %s" % (retries2, ms(delay)),
             reps=3, secs=50, lab=dict(csys=dict(tcp_retries2=retries2), delay=delay))(f)

for tag, seconds, delay in (("11q", 2, 0.02), ("11r", 12, 0.05), ("11s", 3, 0.2), ("11t", 1, 0.005)):
    def f(lab, seconds=seconds):
        c, s, l = lab.pair()
        req_resp(lab, c, s)
        time.sleep(0.5)
        cut(lab)
        t = lab.now()
        c.send(100)
        s.send(200)
        lab.until(t + seconds)
        restore(lab)
        s.recv()
        c.recv()
        time.sleep(2)
        req_resp(lab, c, s)
        time.sleep(0.5)
    scenario("%s-link-cut-%ds-both-send-%s" % (tag, seconds, ms(delay)),
             "link cut for %d s while both ends have sent, then restored; another exchange afterwards, one-way delay %s" % (seconds, ms(delay)),
             reps=3, secs=40, lab=dict(delay=delay))(f)

for tag, timeout, delay in (("11u", 3000, 0.05), ("11v", 20000, 0.2), ("11w", 400, 0.05), ("11x", 200, 0.05)):
    def f(lab, timeout=timeout):
        c, s, l = lab.pair()
        user_timeout(c, timeout)
        req_resp(lab, c, s)
        time.sleep(0.5)
        cut(lab)
        c.send(100)
        c.recv()
        c.send(1)
        c.close()
        time.sleep(0.3)
    scenario("%s-user-timeout-%d-%s" % (tag, timeout, ms(delay)), "link cut, data in flight, TCP_USER_TIMEOUT=%d, one-way delay %s" % (timeout, ms(delay)),
             reps=3, secs=40, lab=dict(delay=delay))(f)


@scenario("11y-user-timeout-orphan", "link cut, TCP_USER_TIMEOUT=4000, client sends and closes: the orphan's limit", reps=3, secs=30)
def _(lab):
    c, s, l = lab.pair()
    user_timeout(c, 4000)
    req_resp(lab, c, s)
    time.sleep(0.5)
    cut(lab)
    c.send(100)
    c.close()
    time.sleep(0.3)
    lab.wait_gone("client", 200)
    time.sleep(0.3)


# ------------------------------------------------------------------ 12 keepalive

for tag, idle, intvl, cnt, delay, timeout in (("12e", 1, 1, 5, 0.05, 0), ("12f", 3, 5, 1, 0.2, 0), ("12g", 4, 1, 2, 0.005, 0), ("12h", 5, 2, 3, 0.05, 3000),
                                              ("12i", 2, 1, 2, 0.05, 9000), ("12j", 4, 3, 3, 0.02, 5000)):
    def f(lab, a=(idle, intvl, cnt), timeout=timeout):
        c, s, l = lab.pair()
        keepalive(c, *a)
        if timeout:
            user_timeout(c, timeout)
        req_resp(lab, c, s)
        time.sleep(0.3)
        cut(lab)
        c.recv()
        c.close()
        time.sleep(0.3)
    scenario("%s-keepalive-%d-%d-%d%s-peer-vanished-%s" % (tag, idle, intvl, cnt, "-user-timeout-%d" % timeout if timeout else "", ms(delay)),
             "keepalive idle=%d intvl=%d cnt=%d%s; link cut while idle, one-way delay %s" % (
                 idle, intvl, cnt, ", TCP_USER_TIMEOUT=%d" % timeout if timeout else "", ms(delay)), reps=3, secs=25, lab=dict(delay=delay))(f)


@scenario("12k-keepalive-cut-and-restored", "keepalive idle=2 intvl=1 cnt=5; the link is cut for 4 s and restored before the last probe", reps=3, secs=20)
def _(lab):
    c, s, l = lab.pair()
    keepalive(c, 2, 1, 5)
    req_resp(lab, c, s)
    time.sleep(0.3)
    cut(lab)
    t = lab.now()
    lab.until(t + 4)
    restore(lab)
    time.sleep(6)


@scenario("12l-keepalive-and-traffic", "keepalive idle=3 intvl=1 cnt=3 at both ends; a request after 2 s and after 7 s", reps=3, secs=20)
def _(lab):
    c, s, l = lab.pair()
    keepalive(c, 3, 1, 3)
    keepalive(s, 3, 1, 3)
    time.sleep(2)
    req_resp(lab, c, s)
    time.sleep(5)
    req_resp(lab, c, s)
    time.sleep(4)


@scenario("12m-keepalive-data-in-flight", "keepalive idle=2 intvl=1 cnt=2, link cut, data in flight: retransmission decides; tcp_retries2=4", reps=3, secs=30, lab=dict(csys=dict(tcp_retries2=4)))
def _(lab):
    c, s, l = lab.pair()
    keepalive(c, 2, 1, 2)
    req_resp(lab, c, s)
    time.sleep(0.5)
    cut(lab)
    c.send(100)
    c.recv()
    c.close()
    time.sleep(0.3)


@scenario("12n-keepalive-in-half-close", "keepalive idle=2 intvl=1 cnt=2, client shutdown(SHUT_WR), then the link is cut: FIN_WAIT_2 with keepalive", reps=3, secs=20)
def _(lab):
    c, s, l = lab.pair()
    keepalive(c, 2, 1, 2)
    req_resp(lab, c, s)
    c.shutdown()
    s.recv()
    time.sleep(0.5)
    cut(lab)
    c.recv()
    c.close()
    time.sleep(0.3)


# ------------------------------------------------------------------ 13, 14 abrupt ends

ANSWERING = SERVER_CODE.replace('    a.recv(65536)\n', '    a.recv(65536)\nif sys.argv[1] == "answer":\n    a.recv(65536); a.sendall(b"y" * 300)\n')


def killed(lab, mode, before, after):
    p = lab.popen("server", [sys.executable, "-c", ANSWERING % PORT, mode], stdout=subprocess.PIPE)
    p.stdout.readline()
    c = lab.client()
    c.connect()
    c.send(100)
    time.sleep(0.5)
    before(c)
    lab.log("server", "SIGKILL to the server process")
    p.send_signal(signal.SIGKILL)
    p.wait()
    time.sleep(0.5)
    after(c)
    c.close()
    time.sleep(0.5)


scenario("13e-killed-data-both-ways", "server killed with unread data, the client has unread data of the server: RST", reps=3, secs=6)(
    lambda lab: killed(lab, "answer", lambda c: (c.send(50), time.sleep(0.3)), lambda c: (c.recv(), c.recv(), c.send(10))))
scenario("13f-killed-client-has-unread-data", "server killed with nothing unread, the client has not read the answer: FIN, then the client's write draws RST", reps=3, secs=6)(
    lambda lab: killed(lab, "answer", lambda c: None, lambda c: (c.send(10), time.sleep(0.3), c.recv(), c.recv(), c.send(10))))
scenario("13g-killed-client-closes", "server killed with nothing unread, the client closes on the end of file", reps=3, secs=6)(
    lambda lab: killed(lab, "read", lambda c: None, lambda c: (c.recv(), c.recv())))
scenario("13h-killed-while-data-under-way", "server killed while the client's data is on the wire: it arrives at a closed socket", reps=3, secs=6, lab=dict(delay=0.2))(
    lambda lab: killed(lab, "read", lambda c: (time.sleep(0.3), c.send(10)), lambda c: (c.recv(), c.send(10))))


@scenario("14d-linger-positive-acknowledged", "SO_LINGER {on, 3} and close(): returns when the peer has acknowledged, one-way delay 200 ms", reps=3, secs=8, lab=dict(delay=0.2))
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    linger(c, 3)
    time.sleep(0.3)
    c.send(100)
    c.close()
    lab.log("client", "close() returned")
    s.recv()
    time.sleep(0.5)
    s.close()
    time.sleep(1)


@scenario("14e-linger-positive-cut-restored", "SO_LINGER {on, 4}, the link is cut for 2 s during close()", reps=3, secs=10)
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    linger(c, 4)
    time.sleep(0.3)
    cut(lab)
    c.send(100)
    def back():
        time.sleep(2)
        restore(lab)
    lab.thread(back)
    c.close()
    lab.log("client", "close() returned")
    s.recv()
    s.recv()
    s.close()
    time.sleep(1)


@scenario("14f-linger-zero-half-closed", "SO_LINGER {on, 0} and close() after shutdown(SHUT_WR): RST from FIN_WAIT_2", reps=3, secs=6)
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    c.shutdown()
    s.recv()
    time.sleep(0.3)
    linger(c, 0)
    c.close()
    time.sleep(0.3)
    s.send(10)
    s.send(10)
    s.close()
    time.sleep(0.3)


@scenario("14g-linger-zero-in-close-wait", "the peer closed first; SO_LINGER {on, 0} and close() in CLOSE_WAIT: RST into FIN_WAIT_2", reps=3, secs=6)
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    s.close()
    c.recv()
    time.sleep(0.3)
    linger(c, 0)
    c.close()
    time.sleep(0.5)


@scenario("14h-linger-one-link-cut", "SO_LINGER {on, 1} and close() with the link cut, tcp_orphan_retries=2", reps=3, secs=15, lab=dict(csys=dict(tcp_orphan_retries=2)))
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    linger(c, 1)
    time.sleep(0.3)
    cut(lab)
    c.close()
    lab.log("client", "close() returned")
    time.sleep(0.3)
    lab.wait_gone("client", 60)
    time.sleep(0.3)


# ------------------------------------------------------------------ 15 TIME_WAIT

NOTE = ("raw sequence numbers are shown as the sender wrote them; where an event has a 'relay' note, "
        "the relay changed them on the way, so that the server saw an old-looking SYN")

for tag, name, K, T, delay, sysctl, desc in (
        ("15o", "normal-20ms", None, None, 0.02, {}, "an ordinary new SYN, one-way delay 20 ms"),
        ("15p", "old-seq-old-ts-200ms", 10**8, 10**6, 0.2, {}, "older sequence number and timestamp, one-way delay 200 ms"),
        ("15q", "new-seq-old-ts-rfc1337", 0, 10**6, 0.05, dict(tcp_rfc1337=1, tcp_syn_retries=1), "newer sequence number, older timestamp, tcp_rfc1337=1, tcp_syn_retries=1"),
        ("15r", "old-seq-no-ts-20ms", 10**9, 0, 0.02, dict(tcp_timestamps=0), "older sequence number, timestamps off, one-way delay 20 ms")):
    def f(lab, K=K, T=T):
        lab.notes.append(NOTE)
        l = server_tw(lab)
        if K is not None:
            lab.relay.mangle = shift(K, T)
        second(lab, l)
    scenario("%s-server-time-wait-%s" % (tag, name), "server-side TIME_WAIT meets a new SYN: " + desc, reps=3, secs=30,
             lab=dict(sysctl=sysctl, delay=delay))(f)

for tag, reuse, between, tw_delay in (("15s", 1, 0.5, 1000), ("15t", 1, 1.3, 1000), ("15u", 1, 0.5, 300), ("15v", 2, 1.5, 1000)):
    def f(lab, between=between):
        l = lab.listen()
        def once(label):
            c = lab.client(label)
            if not c.connect():
                return
            s = l.accept(label)
            c.close()
            s.recv()
            time.sleep(0.1)
            s.close()
            time.sleep(0.2)
        once("first")
        time.sleep(between)
        once("second")
    scenario("%s-client-time-wait-one-port-reuse%d-after-%gs-delay%d" % (tag, reuse, between, tw_delay),
             "the kernel has one port to choose from; tcp_tw_reuse=%d, tcp_tw_reuse_delay=%d, second connect() %g s after the first close" % (reuse, tw_delay, between),
             reps=1, secs=10, lab=dict(delay=0.005, csys=dict(tcp_tw_reuse=reuse, tcp_tw_reuse_delay=tw_delay, ip_local_port_range="40002 40002")))(f)


# ------------------------------------------------------------------ 24 backlog

def one_by_one(lab, size, clients, wait, gap=0.5, send=True):
    l = lab.listen(backlog=size)
    def go(i):
        c = lab.client("c%d" % i)
        c.timeout(wait)
        if c.connect():
            if send:
                c.send(10 * i)
            c.timeout(wait).recv()
        lab.extra.setdefault("clients", {})["c%d" % i] = c.err or "ok"
    ts = []
    for i in range(1, clients + 1):
        ts.append(lab.thread(go, i))
        time.sleep(gap)
    for t in ts:
        t.join(wait + 3)


scenario("24n-backlog0-one-by-one", "listen(0), nobody accepts, three clients connect 0.5 s apart and send", secs=20)(lambda lab: one_by_one(lab, 0, 3, 8))
scenario("24o-backlog3-one-by-one", "listen(3), nobody accepts, six clients connect 0.5 s apart and send", secs=20)(lambda lab: one_by_one(lab, 3, 6, 8))
scenario("24p-backlog0-together", "listen(0), nobody accepts, three clients connect at the same time and send", secs=20)(lambda lab: one_by_one(lab, 0, 3, 12, 0.001))
scenario("24q-backlog2-together-silent", "listen(2), nobody accepts, five clients connect at the same time and stay silent", secs=30)(
    lambda lab: one_by_one(lab, 2, 5, 12, 0.001, False))
scenario("24r-backlog0-together-abort", "listen(0), three clients together, tcp_abort_on_overflow=1", secs=20, lab=dict(ssys=dict(tcp_abort_on_overflow=1)))(
    lambda lab: one_by_one(lab, 0, 3, 8, 0.001))


@scenario("24s-backlog0-then-accept", "listen(0), three clients 0.2 s apart; the server accepts all after 2.8 s", secs=20)
def _(lab):
    l = lab.listen(backlog=0)
    def go(i):
        c = lab.client("c%d" % i)
        c.timeout(15)
        if c.connect():
            c.send(10)
    for i in range(1, 4):
        lab.thread(go, i)
        time.sleep(0.2)
    lab.until(2.8)
    l.timeout(12)
    for i in range(3):
        s = l.accept("accepted %d" % (i + 1))
        if s:
            s.timeout(5)
            s.recv()
    time.sleep(0.5)


# ------------------------------------------------------------------ 26 half open

@scenario("26c-server-lost-state-client-closes", "the server lost its state; the client closes: its FIN is answered with RST", reps=3, secs=6)
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    time.sleep(0.3)
    s.forget()
    time.sleep(0.3)
    c.close()
    time.sleep(0.5)


@scenario("26d-client-lost-state-server-sends", "the client lost its state; the server sends twice; one-way delay 20 ms", reps=3, secs=6, lab=dict(delay=0.02))
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    time.sleep(0.3)
    c.forget()
    time.sleep(0.3)
    s.send(100)
    time.sleep(0.3)
    s.send(100)
    s.recv()
    s.close()


@scenario("26e-client-restarted-same-port-5ms", "as 26b, one-way delay 5 ms, the old server socket sends before the new connect()", reps=3, secs=10, lab=dict(delay=0.005))
def _(lab):
    lab.raw = True
    l = lab.listen()
    c = lab.client("old")
    c.bind(40000)
    c.connect()
    s = l.accept("old")
    req_resp(lab, c, s)
    time.sleep(0.3)
    cut(lab)
    c.forget()
    s.send(100)
    time.sleep(0.3)
    restore(lab)
    n = lab.client("new")
    n.bind(40000)
    n.connect()
    s.timeout(2).recv()
    l.timeout(3)
    l.accept("new")
    time.sleep(0.5)


# ------------------------------------------------------------------ 29 old duplicates

for tag, late, desc in (("29g", 1.5, "while established"), ("29h", 8, "after the connection closed")):
    def f(lab, late=late):
        lab.relay.late = lambda p: late if syn(p) and p.tx == 1 else None
        c, s, l = lab.pair()
        req_resp(lab, c, s)
        if late > 2:
            c.close()
            s.recv()
            s.close()
        lab.until(late + 1.5)
    scenario("%s-old-syn-%gs-late" % (tag, late), "the first SYN is held back %g s and arrives %s" % (late, desc), reps=3, secs=15)(f)


@scenario("29i-old-fin-in-time-wait", "a copy of the server's FIN arrives 2 s late in the client's TIME_WAIT", reps=3, secs=10)
def _(lab):
    lab.relay.dup = lambda p: 2 if sfin(p) else None
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    time.sleep(0.3)
    c.close()
    s.recv()
    time.sleep(0.2)
    s.close()
    time.sleep(3.5)


@scenario("29j-duplicates-everywhere", "every segment arrives twice, the copy 30 ms later: handshake, request, answer, close", reps=3, secs=10)
def _(lab):
    lab.relay.dup = lambda p: 0.03
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    time.sleep(0.5)
    c.close()
    s.recv()
    time.sleep(0.3)
    s.close()
    time.sleep(1)


@scenario("29k-request-held-back", "the request is held back 0.7 s: its retransmission arrives first", reps=3, secs=10)
def _(lab):
    c, s, l = lab.pair()
    time.sleep(0.3)
    lab.relay.late = lambda p: 0.7 if p.dir == "c2s" and p.len and p.tx == 1 else None
    req_resp(lab, c, s)
    time.sleep(1.5)


@scenario("29l-old-answer-reaches-new-connection", "a copy of the first answer arrives 2.5 s late in the second connection of the same ports", reps=3, secs=10)
def _(lab):
    lab.raw = True
    l = lab.listen()
    c = lab.client("first")
    c.bind(40000)
    c.connect()
    s = l.accept("first")
    lab.relay.dup = lambda p: 2.5 if p.dir == "s2c" and p.len == 300 and p.conn == 0 else None
    req_resp(lab, c, s)
    s.close()
    c.recv()
    c.close()
    time.sleep(0.5)
    d = lab.client("second")
    d.bind(40000)
    d.connect()
    s2 = l.accept("second")
    d.send(30)
    s2.recv()
    lab.until(4)


@scenario("29m-forged-rst-and-syn", "forged segments at the server: RST one below, at the far edge of the window, one beyond it; SYN exactly rcv_nxt; RST after a FIN", secs=10)
def _(lab):
    c, s, l = lab.pair()
    req_resp(lab, c, s)
    time.sleep(0.3)
    last = [p for p in lab.pkts if p.dir == "c2s"][-1]
    nxt, ack, sport = last.rawseq, last.rawack, last.sport

    def forge(flags, seq, text):
        tcp = struct.pack("!HHIIBBHHH", sport, PORT, seq & 0xffffffff, ack if flags & 16 else 0, 5 << 4, flags, 64, 0, 0)
        ip = bytearray(struct.pack("!BBHHHBBH4s4s", 0x45, 0, 40, 0, 0, 64, 6, 0, socket.inet_aton(C_IP), socket.inet_aton(S_IP)))
        ip[10:12] = struct.pack("!H", L.csum(ip))
        f = bytearray(bytes.fromhex((L.SERVER_MAC + L.CLIENT_MAC).replace(":", "")) + b"\x08\x00" + bytes(ip) + tcp)
        L.fix_tcp(f)
        lab.log("attacker", "forged segment arrives at the server", what=text)
        lab.relay.socks["rs"].send(bytes(f))
        time.sleep(0.6)
        rows = [r[1] for r in lab.samplers["server"].now]
        lab.extra.setdefault("server_state_after", []).append([text, rows[0] if rows else "gone"])
    forge(4, nxt - 1, "RST, 1 below rcv_nxt")
    forge(4, nxt + 60000, "RST, 60,000 beyond rcv_nxt")
    forge(4, nxt + 70000, "RST, 70,000 beyond rcv_nxt")
    forge(2, nxt, "SYN, exactly rcv_nxt")
    forge(2, nxt + 10**6, "SYN, 1,000,000 beyond rcv_nxt")
    forge(16, nxt, "ACK, exactly rcv_nxt")
    forge(16, nxt + 10**6, "ACK, 1,000,000 beyond rcv_nxt")
    c.shutdown()
    s.recv()
    time.sleep(0.3)
    forge(4, nxt, "RST, 1 below rcv_nxt, after the FIN")
    s.recv()
    s.send(10)


def race(lab, size, wait, send):
    """As backlog_race(), with another length of the queue."""
    l = lab.listen(backlog=size)
    lab.notes.append("clients a1.. fill the queue but for one place, one after another; then b1, b2, b3 at the same time")
    for i in range(size):
        lab.client("a%d" % (i + 1)).connect()
        time.sleep(0.1)
    def go(i):
        c = lab.client("b%d" % i)
        c.timeout(wait)
        if c.connect():
            if send:
                c.send(10 * i)
            c.timeout(wait).recv()
        lab.extra.setdefault("clients", {})["b%d" % i] = c.err or "ok"
    ts = []
    for i in (1, 2, 3):
        ts.append(lab.thread(go, i))
        time.sleep(0.001)
    for t in ts:
        t.join(wait + 5)


scenario("24t-backlog3-together", "listen(3), nobody accepts, eight clients connect at the same time and send", secs=25)(lambda lab: one_by_one(lab, 3, 8, 12, 0.001))
scenario("24u-backlog2-together-no-cookies", "listen(2), nobody accepts, five clients together and send, tcp_syncookies=0", secs=25, lab=dict(ssys=dict(tcp_syncookies=0)))(
    lambda lab: one_by_one(lab, 2, 5, 12, 0.001))
scenario("24v-accept-queue-race-backlog1-send", "listen(1): the accept queue fills between SYN and ACK; the clients send", secs=25)(lambda lab: race(lab, 1, 10, True))
scenario("24w-accept-queue-race-backlog2-silent", "listen(2): the accept queue fills between SYN and ACK; the clients stay silent; tcp_synack_retries=2", secs=25, lab=dict(ssys=dict(tcp_synack_retries=2)))(
    lambda lab: race(lab, 2, 12, False))
