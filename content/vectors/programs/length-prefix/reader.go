// Standard input is the connection. A message: its length in 32 bits, big-endian, then its bytes.
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
)

const limit = 1 << 20

func readMessage(connection io.Reader) ([]byte, error) {
	head := make([]byte, 4)
	if _, err := io.ReadFull(connection, head); err != nil {
		return nil, err // io.EOF: not one byte came, the stream ended between two messages
	}
	length := binary.BigEndian.Uint32(head)
	if length > limit {
		return nil, fmt.Errorf("length %d is over the limit of %d", length, limit)
	}
	body := make([]byte, length)
	_, err := io.ReadFull(connection, body)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF // the head came, so here this is no clean end
	}
	return body, err
}

func main() {
	message, err := readMessage(os.Stdin)
	for ; err == nil; message, err = readMessage(os.Stdin) {
		fmt.Printf("%d:%s\n", len(message), message)
	}
	fmt.Println(err)
	if err != io.EOF {
		os.Exit(1)
	}
}
