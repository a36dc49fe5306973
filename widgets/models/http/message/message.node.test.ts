// Against Node's own parser, llhttp: the same requests from the same octets, on good messages, on bad ones, and on
// thousands of mutated ones. Where the two differ, a line of `differences` says why.
import assert from 'node:assert/strict';
import http from 'node:http';
import { Duplex } from 'node:stream';
import test from 'node:test';
import { llhttp } from './habits.ts';
import { parseMessages } from './parse.ts';

interface Seen {
  readonly requests: readonly (readonly [method: string, target: string, content: string, complete: boolean])[];
  readonly refused: boolean;
}

/** What Node's server makes of one connection that sends `text`. */
async function byNode(text: string): Promise<Seen> {
  const requests: [string, string, string, boolean][] = [];
  let refused = false;
  const server = http.createServer({ requireHostHeader: false });
  const socket = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  // What the server asks of a socket.
  Object.assign(socket, { setTimeout: () => socket, setNoDelay: () => socket, setKeepAlive: () => socket });
  server.on('request', (request) => {
    const seen: [string, string, string, boolean] = [request.method ?? '', request.url ?? '', '', false];
    requests.push(seen);
    request.setEncoding('latin1');
    request.on('data', (chunk: string) => {
      seen[2] += chunk;
    });
    request.on('end', () => {
      seen[3] = true;
    });
    request.on('error', () => {});
  });
  server.on('clientError', () => {
    refused = true;
  });
  server.emit('connection', socket);
  socket.push(Buffer.from(text, 'latin1'));
  // The parser runs within the turns of the event loop that the push takes; nothing here waits for time.
  for (let turn = 0; turn < 6; turn += 1) await new Promise((next) => setImmediate(next));
  socket.destroy();
  return { requests, refused };
}

const parsed = (text: string) =>
  parseMessages(Uint8Array.from(Buffer.from(text, 'latin1')), { kind: 'request', habits: llhttp });

function byUs(text: string): Seen {
  const { messages, problem } = parsed(text);
  return {
    requests: messages.map(({ startLine, content, complete }) => [
      startLine.method,
      startLine.target,
      content,
      complete,
    ]),
    refused: problem !== undefined,
  };
}

const hostField = 'Host: a\r\n';
const seeds: readonly string[] = [
  `GET /one HTTP/1.1\r\n${hostField}Accept: */*\r\n\r\nGET /two HTTP/1.1\r\n${hostField}\r\n`,
  `POST /p HTTP/1.1\r\n${hostField}Content-Length: 5\r\n\r\nhelloGET /next HTTP/1.1\r\n${hostField}\r\n`,
  `POST /c HTTP/1.1\r\n${hostField}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3;x=y\r\nabc\r\n0\r\nX-T: 1\r\n\r\n`,
  `PUT /b HTTP/1.1\r\n${hostField}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n`,
  `POST /d HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc`,
];

/** A sequence of numbers from a seed: mulberry32. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const pieces = [
  ' ',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '\0',
  ':',
  ',',
  ';',
  '0',
  '1',
  'f',
  'x',
  '+',
  '"',
  '=',
  '\x80',
  'chunked',
  '/',
  'HTTP/1.1',
];

function mutated(random: (below: number) => number): string {
  let text = seeds[random(seeds.length)] ?? '';
  for (let change = 1 + random(2); change > 0; change -= 1) {
    const at = random(text.length);
    const piece = pieces[random(pieces.length)] ?? '';
    const kind = random(4);
    if (kind === 0) text = text.slice(0, at) + piece + text.slice(at);
    else if (kind === 1) text = text.slice(0, at) + text.slice(at + 1 + random(3));
    else if (kind === 2) text = text.slice(0, at) + piece + text.slice(at + 1);
    else text = text.slice(0, at) + text.slice(at, at + random(20)) + text.slice(at);
  }
  return text;
}

/** What both have to agree on: the whole requests, and whether the stream was refused. */
const agreed = ({ requests, refused }: Seen) => ({
  requests: requests.filter(([, , , complete]) => complete),
  refused,
});

interface Difference {
  readonly why: string;
  readonly applies: (text: string, parsed: ReturnType<typeof parseMessages>) => boolean;
}

/** Where Node's parser and this one differ, and each time why. */
const differences: readonly Difference[] = [
  {
    why: 'llhttp passes over every CR and LF in front of a start line, one at a time',
    applies: (text, { problem, rest }) => problem !== undefined && /[\r\n]/.test(text[rest] ?? ''),
  },
  {
    why: 'llhttp knows a list of methods and refuses others; RFC 9110 (9.1) answers an unknown one with 501',
    applies: (text, { messages, rest }) =>
      [...messages.map(({ startLine }) => startLine.method), /^[^ ]*/.exec(text.slice(rest))?.[0] ?? ''].some(
        (method) => method !== '' && !http.METHODS.includes(method),
      ),
  },
  {
    why: 'llhttp wants a target that begins with /, is * or names a scheme; here any visible octets are one',
    applies: (text, { messages, rest }) =>
      [...messages.map(({ startLine }) => startLine.target), / ([^ ]+)/.exec(text.slice(rest))?.[1] ?? '/'].some(
        (target) => !/^(?:\/|\*|[a-z]+:)/i.test(target),
      ),
  },
  {
    why: 'Node closes after a request of HTTP/1.0, and calls what follows an error',
    applies: (text) => text.includes('HTTP/1.0'),
  },
  {
    why: 'llhttp takes a line without a version for HTTP/0.9',
    applies: (text, { rest }) => /^[^ \r\n]+ [^ \r\n]+[\r\n]/.test(text.slice(rest)),
  },
  {
    why: 'llhttp knows 0.9, 1.0, 1.1 and 2.0; RFC 9110 (6.2) reads a higher minor version as 1.1, and 2.0 is no text',
    applies: (_, { messages, problem }) =>
      problem?.code === 'version-invalid' || messages.some(({ startLine: { version } }) => !/^1\.[01]$/.test(version)),
  },
  {
    why: 'llhttp takes several spaces between the parts of the start line',
    applies: (text, { rest }) => /^[^\r\n]* {2}/.test(text.slice(rest)),
  },
  {
    why: 'llhttp accepts chunk extensions without a name or a value; RFC 9112 (7.1.1) has neither',
    applies: (_, { problem }) => problem?.code === 'chunk-extension-invalid',
  },
  {
    why: 'llhttp judges every octet as it comes, this parser a line when it is whole',
    applies: (text, { problem, rest }) => !problem && rest < text.length && !text.endsWith('\n'),
  },
  {
    why: 'llhttp does not pass over a tab behind the codings, which RFC 9110 (5.6.3) does',
    applies: (text) => /transfer-encoding:.*\t/i.test(text),
  },
  {
    why: 'llhttp refuses white space around the ; and the = of a chunk extension, which RFC 9112 (7.1.1) calls bad, but allows',
    applies: (text, { marks }) =>
      marks.some(({ part, at, end }) => part === 'chunk-extension' && /[ \t]/.test(text.slice(at, end))),
  },
];

const table: readonly string[] = [
  ...seeds,
  `GET / HTTP/1.1\n${hostField}\n`,
  `GET / HTTP/1.1\r\nHost: a\n\r\n`,
  `GET / HTTP/1.1\r\nHost : a\r\n\r\n`,
  `GET / HTTP/1.1\r\n${hostField} b\r\n\r\n`,
  `GET / HTTP/1.1\r\n X: y\r\n${hostField}\r\n`,
  `GET / HTTP/1.1\r\nX: a\rb\r\n\r\n`,
  `GET / HTTP/1.1\r\nX: a\x01b\r\n\r\n`,
  `GET / HTTP/1.1\r\n: x\r\n\r\n`,
  `GET / HTTP/1.1\r\nabc\r\n\r\n`,
  `GET / HTTP/1.1 \r\n${hostField}\r\n`,
  `POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc`,
  `POST / HTTP/1.1\r\nContent-Length: +3\r\n\r\nabc`,
  `POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  `POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\nabc`,
  `POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
  `POST / HTTP/1.1\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
  `POST / HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n\r\n`,
  `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3 \r\nabc\r\n0\r\n\r\n`,
  `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n`,
  `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n`,
  `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd0\r\n\r\n`,
  `POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
];

test('good and bad requests: the same verdict and the same messages as Node', async () => {
  for (const text of table) assert.deepEqual(agreed(byUs(text)), agreed(await byNode(text)), JSON.stringify(text));
});

test('20,000 mutated streams: the same as Node, or one of the differences that have a name', async () => {
  const random = seeded(9);
  const met = new Map(differences.map(({ why }) => [why, 0]));
  let same = 0;
  for (let run = 0; run < 20_000; run += 1) {
    const text = mutated(random);
    const [us, node] = [agreed(byUs(text)), agreed(await byNode(text))];
    if (JSON.stringify(us) === JSON.stringify(node)) {
      same += 1;
      continue;
    }
    const difference = differences.find(({ applies }) => applies(text, parsed(text)));
    assert.ok(difference, `${JSON.stringify(text)}\n${JSON.stringify({ us, node })}`);
    met.set(difference.why, (met.get(difference.why) ?? 0) + 1);
  }
  for (const [why, count] of met) assert.ok(count > 0, `never met: ${why}`);
  assert.ok(same > 17_000, `${same} of 20,000 agree`);
});
