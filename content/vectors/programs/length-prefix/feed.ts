// Runs a program with a TCP connection as its standard input, as inetd does, and feeds it a stream in awkward pieces:
// the next piece is sent only when the program has read the one before, so no two pieces are glued together.
//
//     node feed.ts clean python3 reader.py
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Bytes in hexadecimal, one string a piece. An open stream stays open after its last piece. */
export interface Stream {
  readonly pieces: readonly string[];
  readonly open?: true;
}

/** The streams that the chapter shows: two messages in one piece, a length and a character in two pieces each. */
export const streams = {
  clean: { pieces: ['0000', '00056865', '6c6c6f0000000000000006e7', 'b2', '98e58c85'] },
  cut: { pieces: ['0000', '00056865', '6c6c6f0000000000000006e7', 'b2'] },
  hostile: { pieces: ['0000', '00056865', '6c6c6f0000000000000006e7', 'b2', '98e58c85ff', 'ffffff'], open: true },
} as const satisfies Readonly<Record<string, Stream>>;

export interface Result {
  readonly output: string;
  readonly status: number | null;
}

/** Feeds the stream to a program and returns what it printed. */
export async function feed(stream: Stream, command: string, args: readonly string[]): Promise<Result> {
  const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sender = connect((server.address() as AddressInfo).port, '127.0.0.1').setNoDelay();
  sender.on('error', () => {}); // a program that refuses a stream leaves bytes unread: RST
  const [accepted] = (await once(server, 'connection')) as [Socket];
  const program = spawn(command, args, { stdio: [accepted, 'pipe', 'inherit'] });
  accepted.destroy();
  server.close();
  const ended = once(program, 'close');
  let output = '';
  program.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  for (const piece of stream.pieces) {
    if (program.exitCode !== null) break;
    sender.write(Buffer.from(piece, 'hex'));
    await taken(sender, () => program.exitCode !== null);
  }
  if (!stream.open) sender.end();
  const [status] = (await ended) as [number | null];
  sender.destroy();
  return { output, status };
}

/** Waits until nothing lies unread in the receiver's buffer, by what Linux shows of it; elsewhere waits a moment. */
async function taken(sender: Socket, over: () => boolean): Promise<void> {
  for (let tries = 0; tries < 5_000 && !over(); tries += 1) {
    await pause(2);
    if (unread(sender) === 0) return;
  }
}

/** The bytes in the receive queue of the other end: the row of /proc/net/tcp with our ports crossed. */
function unread({ localPort = 0, remotePort = 0 }: Socket): number {
  const hex = (port: number) => `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  try {
    const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n').map((row) => row.trim().split(/\s+/));
    const row = rows.find(([, local, remote]) => local?.endsWith(hex(remotePort)) && remote?.endsWith(hex(localPort)));
    return Number.parseInt(row?.[4]?.split(':')[1] ?? '0', 16);
  } catch {
    return 0;
  }
}

if (import.meta.main) {
  const [name, command, ...args] = process.argv.slice(2);
  const stream = Object.entries(streams).find(([each]) => each === name)?.[1];
  if (!stream || !command) throw new Error(`node feed.ts ${Object.keys(streams).join('|')} program [argument …]`);
  console.log(stream.pieces.join(' | '));
  const { output, status } = await feed(stream, command, args);
  process.stdout.write(output);
  process.exitCode = status ?? 1;
}
