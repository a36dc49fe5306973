#!/usr/bin/env python3
"""Records TCP headers as bytes, and what Linux does with every combination of flags. Root, iproute2, ethtool, iptables.

    python3 bytes.py           writes 40-bytes.json, 41-flags.json and 42-malformed.json beside itself; one minute

Two namespaces, one veth pair, checksum and segmentation offload off: every byte is a byte of the wire. In the second
part one end is a raw socket: its kernel is kept from answering by a rule that drops what arrives behind the tap.
"""
import ctypes, json, os, socket, struct, subprocess, time

A, B = '10.9.0.1', '10.9.0.2'
PORT = 8080
FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR']

def sh(line):
    subprocess.run(line, shell=True, check=True)

def inside(name, function, *arguments):
    """Runs a function in a process of its own in a network namespace; its result comes back as JSON."""
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        fd = os.open('/run/netns/' + name, os.O_RDONLY)
        assert ctypes.CDLL('libc.so.6').setns(fd, 0) == 0
        os.write(w, json.dumps(function(*arguments)).encode())
        os._exit(0)
    os.close(w)
    data = b''
    while chunk := os.read(r, 65536):
        data += chunk
    os.waitpid(pid, 0)
    return json.loads(data)

def in_namespace(name):
    fd = os.open('/run/netns/' + name, os.O_RDONLY)
    assert ctypes.CDLL('libc.so.6').setns(fd, 0) == 0

def setup():
    for n in ('bytes-a', 'bytes-b'):
        subprocess.run(['ip', 'netns', 'del', n], stderr=subprocess.DEVNULL)
        sh(f'ip netns add {n}')
    sh('ip link add veth-a netns bytes-a type veth peer name veth-b netns bytes-b')
    for n, dev, ip in (('bytes-a', 'veth-a', A), ('bytes-b', 'veth-b', B)):
        sh(f'ip -n {n} addr add {ip}/24 dev {dev}; ip -n {n} link set lo up; ip -n {n} link set {dev} up')
        sh(f'ip netns exec {n} ethtool -K {dev} tx off rx off tso off gso off gro off >/dev/null')
    time.sleep(1)

def checksum(data):
    if len(data) % 2: data += b'\0'
    total = sum(struct.unpack(f'!{len(data) // 2}H', data))
    while total >> 16: total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff

def segment(src, dst, sport, dport, seq, ack, flags, window=64240, options=b'', data=b''):
    def head(sum_):
        return struct.pack('!HHIIBBHHH', sport, dport, seq, ack, (5 + len(options) // 4) << 4, flags, window, sum_, 0)
    pseudo = socket.inet_aton(src) + socket.inet_aton(dst) + struct.pack('!BBH', 0, 6, 20 + len(options) + len(data))
    return head(checksum(pseudo + head(0) + options + data)) + options + data

class Tap:
    """Everything TCP that comes in, below the kernel."""
    def __init__(self, dev):
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0800))
        self.socket.bind((dev, 0x0800))
    def next(self, timeout, match):
        end = time.monotonic() + timeout
        while (left := end - time.monotonic()) > 0:
            self.socket.settimeout(left)
            try: packet, address = self.socket.recvfrom(2048)
            except TimeoutError: return None
            if address[2] == socket.PACKET_OUTGOING or packet[9] != 6: continue
            tcp = packet[(packet[0] & 15) * 4:struct.unpack('!H', packet[2:4])[0]]
            if match(tcp): return tcp
        return None

# Part 1: an ordinary connection, as bytes.

def record():
    listing = []
    def serve():
        in_namespace('bytes-b')
        server = socket.create_server((B, PORT))
        peer, _ = server.accept(); peer.recv(65536); peer.sendall(b'hi')
        peer.recv(65536); time.sleep(0.2); peer.close(); server.close()
    in_namespace('bytes-a')
    tap = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(3))
    tap.bind(('veth-a', 3))
    pid = os.fork()
    if pid == 0:
        serve(); os._exit(0)
    time.sleep(0.5)
    client = socket.create_connection((B, PORT)); time.sleep(0.1)
    client.sendall(b'hello'); time.sleep(0.1); client.recv(65536); time.sleep(0.1)
    client.close(); time.sleep(0.5)
    refused = socket.socket()
    try: refused.connect((B, 8081))
    except OSError: pass
    time.sleep(0.2); tap.settimeout(0.2)
    try:
        while True:
            packet, address = tap.recvfrom(2048)
            if address[1] != 0x0800 or packet[9] != 6: continue
            size = struct.unpack('!H', packet[2:4])[0]; header = (packet[0] & 15) * 4
            listing.append({'from': socket.inet_ntoa(packet[12:16]), 'to': socket.inet_ntoa(packet[16:20]),
                            'ip': packet[:header].hex(), 'tcp': packet[header:size].hex()})
    except TimeoutError: pass
    os.waitpid(pid, 0)
    return listing

# Part 2: every combination of flags, sent to a peer in LISTEN, SYN-SENT and ESTABLISHED.

def names(flags):
    return ' '.join(name for bit, name in enumerate(FLAGS) if flags >> bit & 1)

def answer_of(tap, port, timeout=0.06):
    tcp = tap.next(timeout, lambda t: struct.unpack('!H', t[2:4])[0] == port)
    return names(tcp[13]) if tcp else ''

def raw():
    s = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)
    return s

def flags_to_listener():
    in_namespace('bytes-b')
    server = socket.create_server((B, PORT), backlog=2000)
    in_namespace('bytes-a')
    tap, out = Tap('veth-a'), raw()
    result = []
    for flags in range(256):
        port = 20000 + flags
        out.sendto(segment(A, B, port, PORT, 1000, 2000, flags), (B, 0))
        result.append(answer_of(tap, port))
    server.close()
    return result

def flags_to_closed():
    in_namespace('bytes-a')
    tap, out = Tap('veth-a'), raw()
    result = []
    for flags in range(256):
        port = 21000 + flags
        out.sendto(segment(A, B, port, 9, 1000, 2000, flags), (B, 0))
        result.append(answer_of(tap, port))
    return result

def state_of(s):
    states = ['', 'ESTABLISHED', 'SYN_SENT', 'SYN_RECV', 'FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT', 'CLOSED', 'CLOSE_WAIT', 'LAST_ACK', 'LISTEN', 'CLOSING']
    return states[s.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]]

def flags_to_syn_sent():
    """The raw end listens: it answers the SYN of a connect() with the combination."""
    in_namespace('bytes-b')
    sockets_ns = os.open('/proc/self/ns/net', os.O_RDONLY)
    libc = ctypes.CDLL('libc.so.6')
    in_namespace('bytes-a')
    tap, out = Tap('veth-a'), raw()
    result = []
    for flags in range(256):
        libc.setns(sockets_ns, 0)
        client = socket.socket(); client.setblocking(False)
        client.bind((B, 22000 + flags))
        try: client.connect((A, 7000))
        except BlockingIOError: pass
        syn = tap.next(0.5, lambda t: struct.unpack('!H', t[0:2])[0] == 22000 + flags and t[13] & 2)
        seq = struct.unpack('!I', syn[4:8])[0]
        out.sendto(segment(A, B, 7000, 22000 + flags, 5000, (seq + 1) & 0xffffffff, flags), (B, 0))
        tcp = tap.next(0.06, lambda t: struct.unpack('!H', t[0:2])[0] == 22000 + flags)
        error = client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        result.append([names(tcp[13]) if tcp else '', state_of(client), os.strerror(error) if error else ''])
        client.close()
    return result

def flags_to_established(data):
    """A raw client completes the handshake, then sends the combination with the next number."""
    libc = ctypes.CDLL('libc.so.6')
    in_namespace('bytes-b')
    server = socket.create_server((B, PORT), backlog=2000)
    in_namespace('bytes-a')
    tap, out = Tap('veth-a'), raw()
    result = []
    for flags in range(256):
        port = 23000 + flags + 300 * bool(data)
        mine = lambda t: struct.unpack('!H', t[2:4])[0] == port
        out.sendto(segment(A, B, port, PORT, 1000, 0, 2), (B, 0))
        synack = tap.next(0.5, mine)
        ack = (struct.unpack('!I', synack[4:8])[0] + 1) & 0xffffffff
        out.sendto(segment(A, B, port, PORT, 1001, ack, 16), (B, 0))
        peer, _ = server.accept()
        out.sendto(segment(A, B, port, PORT, 1001, ack, flags, data=data), (B, 0))
        answer = answer_of(tap, port)
        peer.setblocking(False)
        state = state_of(peer)
        try: got = len(peer.recv(100))
        except BlockingIOError: got = 'nothing'
        except OSError as error: got = os.strerror(error.errno)
        result.append([answer, state, got])
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        peer.close()
    server.close()
    return result

# Part 3: headers that are wrong in one place, sent to a listener.

def malformed():
    in_namespace('bytes-b')
    server = socket.create_server((B, PORT), backlog=100)
    in_namespace('bytes-a')
    tap, out = Tap('veth-a'), raw()
    def syn(port, options=b'', first=None, sum_=0, cut=None):
        good = bytearray(segment(A, B, port, PORT, 1000, 0, 2, options=options))
        if first is not None:
            good[12] = first << 4
            good[16:18] = b'\0\0'
            pseudo = socket.inet_aton(A) + socket.inet_aton(B) + struct.pack('!BBH', 0, 6, len(good))
            good[16:18] = struct.pack('!H', checksum(pseudo + bytes(good)))
        good[17] ^= sum_
        return bytes(good[:cut])
    mss = b'\x02\x04\x05\xb4'
    cases = [
        ('nothing wrong', syn(24000, mss)),
        ('checksum off by one bit', syn(24001, mss, sum_=1)),
        ('data offset 4', syn(24002, mss, first=4)),
        ('data offset 15, beyond the end', syn(24003, mss, first=15)),
        ('cut off in the urgent pointer', syn(24004, cut=19)),
        ('option length 0', syn(24005, b'\x02\x00\x05\xb4')),
        ('option length 1', syn(24006, b'\x02\x01\x05\xb4')),
        ('option runs over the header', syn(24007, b'\x01\x01\x02\x04')),
        ('option without length', syn(24008, b'\x01\x01\x01\x02')),
        ('unknown option kind', syn(24009, b'\xfc\x04\x00\x00')),
        ('MSS of length 3', syn(24010, b'\x02\x03\x05\x00')),
        ('reserved bits set', with_reserved_bits(24011, mss)),
    ]
    result = []
    for what, tcp in cases:
        out.sendto(tcp, (B, 0))
        result.append({'what': what, 'tcp': tcp.hex(), 'answer': answer_of(tap, struct.unpack('!H', tcp[:2])[0], 0.2)})
    server.close()
    return result

def with_reserved_bits(port, options):
    """All four reserved bits set, checksum right."""
    good = bytearray(segment(A, B, port, PORT, 1000, 0, 2, options=options))
    good[12] |= 15
    good[16:18] = b'\0\0'
    pseudo = socket.inet_aton(A) + socket.inet_aton(B) + struct.pack('!BBH', 0, 6, len(good))
    good[16:18] = struct.pack('!H', checksum(pseudo + bytes(good)))
    return bytes(good)

def main():
    setup()
    kernel = os.uname().release.split('-')[0]
    here = os.path.dirname(os.path.abspath(__file__))
    segments = inside('bytes-a', record)
    sh('ip netns exec bytes-a iptables -A INPUT -p tcp -j DROP')
    for n in ('bytes-a', 'bytes-b'):
        # One challenge ACK for each question, and no SYN cookies for many requests.
        sh(f'ip netns exec {n} sysctl -qw net.ipv4.tcp_invalid_ratelimit=0')
    table = {
        'LISTEN': inside('bytes-a', flags_to_listener),
        'CLOSED': inside('bytes-a', flags_to_closed),
        'SYN-SENT': inside('bytes-a', flags_to_syn_sent),
        'ESTABLISHED': inside('bytes-a', lambda: flags_to_established(b'')),
        'ESTABLISHED with data': inside('bytes-a', lambda: flags_to_established(b'hello')),
    }
    wrong = inside('bytes-a', malformed)
    def write(name, head, key, rows):
        with open(os.path.join(here, name), 'w') as file:
            file.write('{\n' + ''.join(f'{json.dumps(k)}: {json.dumps(v)},\n' for k, v in head.items()))
            if isinstance(rows, list):
                file.write(f'"{key}": [\n' + ',\n'.join(json.dumps(row, separators=(',', ':')) for row in rows) + '\n]\n}\n')
            else:
                file.write(f'"{key}": {{\n' + ',\n'.join(
                    f'{json.dumps(name)}: [\n' + ',\n'.join(','.join(json.dumps(row, separators=(',', ':')) for row in list_[i:i + 16]) for i in range(0, 256, 16)) + '\n]'
                    for name, list_ in rows.items()) + '\n}\n}\n')
    write('40-bytes.json', {'scenario': '40-bytes', 'description': 'one connection as bytes: handshake, hello, hi, close from the client; then a connect() to a closed port', 'kernel': kernel, 'notes': 'veth pair without delay, all offloads off, sysctls at their defaults'}, 'segments', segments)
    write('41-flags.json', {'scenario': '41-flags', 'description': 'what a Linux peer answers to each of the 256 combinations of flags, and what becomes of its socket', 'kernel': kernel,
        'notes': 'index = flags byte (FIN 1 to CWR 128); numbers as the peer expects them next; an entry is the flags of the answer, or [answer, state afterwards, error or result of recv()]; tcp_invalid_ratelimit = 0'}, 'answers', table)
    write('42-malformed.json', {'scenario': '42-malformed', 'description': 'SYNs whose header is wrong in one place, sent to a Linux listener', 'kernel': kernel, 'notes': 'answer: the flags of what came back, empty for nothing'}, 'segments', wrong)
    for n in ('bytes-a', 'bytes-b'): sh(f'ip netns del {n}')

main()
