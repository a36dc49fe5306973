/* Standard input is the connection. A message: its length in 32 bits, big-endian, then its bytes. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#define LIMIT (1 << 20)

static void stop(const char *why, int status) { puts(why); exit(status); }

static void read_exactly(int connection, void *to, size_t count, int inside) {
  for (size_t have = 0; have < count;) {
    ssize_t n = read(connection, (char *)to + have, count - have); /* often fewer */
    if (n == 0 && have == 0 && !inside) stop("EOF", 0); /* between two messages */
    if (n == 0) stop("unexpected EOF", 1);
    if (n < 0 && errno != EINTR) stop("read error", 1);
    if (n > 0) have += (size_t)n;
  }
}

int main(void) {
  static char body[LIMIT];
  for (uint32_t length;;) {
    read_exactly(0, &length, sizeof length, 0);
    length = ntohl(length); /* the network's byte order, not the machine's */
    if (length > LIMIT) return printf("length %u is over the limit of %d\n", length, LIMIT), 1;
    read_exactly(0, body, length, 1);
    printf("%u:", length), fwrite(body, 1, length, stdout), putchar('\n');
  }
}
