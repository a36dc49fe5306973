// Standard input is the connection. A message: its length in 32 bits, big-endian, then its bytes.
import java.io.*;
import java.nio.ByteBuffer;

class Reader {
    static final int LIMIT = 1 << 20;

    static byte[] readMessage(InputStream connection) throws IOException {
        byte[] head = connection.readNBytes(4); // waits for all four, or for the end
        if (head.length == 0) return null; // the stream ended between two messages
        if (head.length < 4) throw new EOFException("unexpected EOF");
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt()); // int is signed
        if (length > LIMIT) throw new IOException("length " + length + " is over the limit of " + LIMIT);
        byte[] body = connection.readNBytes((int) length);
        if (body.length < length) throw new EOFException("unexpected EOF");
        return body;
    }

    public static void main(String[] args) {
        try {
            for (byte[] message; (message = readMessage(System.in)) != null; System.out.println()) {
                System.out.print(message.length + ":");
                System.out.writeBytes(message);
            }
            System.out.println("EOF");
        } catch (IOException error) {
            System.out.println(error.getMessage());
            System.exit(1);
        }
    }
}
