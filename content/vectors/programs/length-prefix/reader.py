# Standard input is the connection. A message: its length in 32 bits, big-endian, then its bytes.
import socket, sys
LIMIT = 1 << 20

def read_exactly(connection, count, inside):
    have = bytearray()
    while len(have) < count:
        piece = connection.recv(count - len(have))  # at most so many, often fewer
        if not piece and not have and not inside:
            return None
        if not piece:
            raise EOFError("unexpected EOF")
        have += piece
    return have

def read_message(connection):
    head = read_exactly(connection, 4, inside=False)
    if head is None:
        return None  # the stream ended between two messages
    length = int.from_bytes(head, "big")
    if length > LIMIT:
        raise ValueError(f"length {length} is over the limit of {LIMIT}")
    return read_exactly(connection, length, inside=True)

connection = socket.socket(fileno=0)
try:
    while (message := read_message(connection)) is not None:
        print(len(message), message.decode(), sep=":")
    print("EOF")
except (EOFError, ValueError) as error:
    print(error)
    sys.exit(1)
