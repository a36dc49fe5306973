import assert from 'node:assert/strict';
import test from 'node:test';
import { type Habits, strict, tolerant } from './habits.ts';
import { type ParseOptions, parseMessages } from './parse.ts';

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const host = 'Host: a\r\n';
const requests = (text: string, habits: Habits = strict) => parseMessages(bytesOf(text), { kind: 'request', habits });
const responses = (text: string, options: Partial<ParseOptions> = {}) =>
  parseMessages(bytesOf(text), { kind: 'response', habits: strict, ...options });
const told = ({ messages, problem, rest }: ReturnType<typeof parseMessages>) => ({
  messages: messages.map(({ startLine, framing, content, complete }) => [
    startLine.method || startLine.status,
    framing.kind,
    content,
    complete,
  ]),
  problem: problem && [problem.code, problem.at, problem.end],
  rest,
});

test('a request without a length has no body, a response without one ends with the connection: RFC 9112 (6.3)', () => {
  const text = `GET / HTTP/1.1\r\n${host}\r\n`;
  assert.deepEqual(told(requests(text)), {
    messages: [['GET', 'none', '', true]],
    problem: undefined,
    rest: text.length,
  });
  const answer = 'HTTP/1.1 200 OK\r\n\r\nabc';
  assert.deepEqual(told(responses(answer)).messages, [[200, 'close', 'abc', false]]);
  assert.deepEqual(told(responses(answer, { closed: true })).messages, [[200, 'close', 'abc', true]]);
});

test('HEAD, 204 and 304 have no body, whatever their fields say', () => {
  const fields = 'Content-Length: 5\r\n\r\n';
  const options = { answers: ['HEAD'] as const };
  assert.deepEqual(told(responses(`HTTP/1.1 200 OK\r\n${fields}`, options)).messages, [[200, 'none', '', true]]);
  for (const status of [100, 204, 304])
    assert.deepEqual(told(responses(`HTTP/1.1 ${status} X\r\n${fields}`)).messages, [[status, 'none', '', true]]);
});

test('chunks are put together, trailers stay apart, and every octet is marked once', () => {
  const text = `POST / HTTP/1.1\r\n${host}Transfer-Encoding: gzip, Chunked\r\n\r\n3;a="b;c"\r\nabc\r\n00A\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\nGET /n HTTP/1.1\r\n${host}\r\n`;
  const parsed = requests(text);
  assert.deepEqual(told(parsed).messages, [
    ['POST', 'chunked', 'abc0123456789', true],
    ['GET', 'none', '', true],
  ]);
  assert.deepEqual(
    parsed.messages[0]?.trailers.map(({ name, value }) => [name, value]),
    [['X-Sum', '1']],
  );
  let at = 0;
  for (const mark of parsed.marks) {
    assert.equal(mark.at, at, JSON.stringify(text.slice(at, at + 10)));
    at = mark.end;
  }
  assert.equal(at, text.length);
});

const head = (fields: string) => `POST / HTTP/1.1\r\n${host}${fields}\r\n`;
const refused: readonly (readonly [name: string, text: string, code: string, marked: string])[] = [
  ['a lower-case version', 'GET / http/1.1\r\n\r\n', 'version-invalid', 'http/1.1'],
  ['two spaces', 'GET  / HTTP/1.1\r\n\r\n', 'target-invalid', ' '],
  ['no version', 'GET /\r\n\r\n', 'start-line-invalid', 'GET /'],
  ['a method with a colon', 'GE:T / HTTP/1.1\r\n\r\n', 'method-invalid', 'GE:T'],
  ['no Host', 'GET / HTTP/1.1\r\n\r\n', 'host-missing', 'GET / HTTP/1.1'],
  ['two Hosts', `GET / HTTP/1.1\r\n${host}Host: b\r\n\r\n`, 'host-repeated', 'Host: b'],
  ['LF alone', 'GET / HTTP/1.1\nHost: a\n\n', 'line-end-invalid', '\n'],
  ['CR alone', head('X: a\rb\r\n'), 'bare-cr', '\r'],
  ['space before the colon', head('Content-Length : 3\r\n'), 'space-before-colon', ' '],
  ['space before the first field', `GET / HTTP/1.1\r\n X: y\r\n${host}\r\n`, 'space-before-field', ' X: y'],
  ['a folded field', head('X: a\r\n b\r\n'), 'folded', ' b'],
  ['no colon', head('abc\r\n'), 'colon-missing', 'abc'],
  ['no name', head(': abc\r\n'), 'name-invalid', ':'],
  ['a name with a space', head('a b: c\r\n'), 'name-invalid', ' '],
  ['a NUL', head('X: a\0b\r\n'), 'value-invalid', '\0'],
  ['two lengths', head('Content-Length: 3\r\nContent-Length: 4\r\n'), 'length-repeated', 'Content-Length: 4'],
  ['a signed length', head('Content-Length: +3\r\n'), 'length-invalid', 'Content-Length: +3'],
  ['an empty length', head('Content-Length:\r\n'), 'length-invalid', 'Content-Length:'],
  [
    'a length beyond 2^53',
    head('Content-Length: 9007199254740993\r\n'),
    'length-too-large',
    'Content-Length: 9007199254740993',
  ],
  ['both lengths', head('Transfer-Encoding: chunked\r\nContent-Length: 3\r\n'), 'both-lengths', 'Content-Length: 3'],
  [
    'a coding behind chunked',
    head('Transfer-Encoding: chunked, gzip\r\n'),
    'transfer-encoding-not-chunked',
    'Transfer-Encoding: chunked, gzip',
  ],
  [
    'chunks in HTTP/1.0',
    `POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n`,
    'transfer-encoding-in-1.0',
    'Transfer-Encoding: chunked',
  ],
  ['a size that is no number', `${head('Transfer-Encoding: chunked\r\n')}x\r\n`, 'chunk-size-invalid', 'x'],
  [
    'a size of 14 digits',
    `${head('Transfer-Encoding: chunked\r\n')}ffffffffffffff\r\n`,
    'chunk-size-too-large',
    'ffffffffffffff',
  ],
  ['a space behind a size', `${head('Transfer-Encoding: chunked\r\n')}3 \r\nabc\r\n`, 'chunk-extension-invalid', ' '],
  ['a chunk that goes on', `${head('Transfer-Encoding: chunked\r\n')}3\r\nabcd\r\n`, 'chunk-end-missing', 'd'],
];
for (const [name, text, code, marked] of refused)
  test(`refused: ${name}`, () => {
    const { problem } = requests(text);
    assert.equal(problem?.code, code);
    assert.equal(text.slice(problem?.at, problem?.end), marked);
  });

test('equal lengths are one: RFC 9112 (6.3), item 5', () => {
  for (const fields of ['Content-Length: 3\r\nContent-Length: 3\r\n', 'Content-Length: 3, 3\r\n'])
    assert.deepEqual(told(requests(`${head(fields)}abc`)).messages, [['POST', 'length', 'abc', true]]);
});

test('what RFC 9112 lets a recipient accept', () => {
  const text = 'GET / HTTP/1.1\nHost: a\nX: one\n two\n\n';
  const [message] = requests(text, tolerant).messages;
  assert.deepEqual(
    message?.fields.map(({ value }) => value),
    ['a', 'one two'],
  );
});

test('smuggling: two parsers, each sure of itself, see two different streams', () => {
  const lengthFirst: Habits = { ...tolerant, bothLengths: 'content-length' };
  // CL.TE: the front parser forwards 13 octets of body, the one behind it sees chunks, and a request behind them.
  const clte = `${head('Content-Length: 6\r\nTransfer-Encoding: chunked\r\n')}0\r\n\r\nG`;
  assert.deepEqual(told(requests(clte, lengthFirst)).messages, [['POST', 'length', '0\r\n\r\nG', true]]);
  assert.deepEqual(told(requests(clte, tolerant)), {
    messages: [['POST', 'chunked', '', true]],
    problem: undefined,
    rest: clte.length - 1,
  });
  // TE.TE: a coding that one of them does not recognize.
  const tete = `${head('Content-Length: 4\r\nTransfer-Encoding: xchunked\r\n')}1\r\nZ\r\n0\r\n\r\n`;
  const contained: Habits = { ...tolerant, chunkedIf: 'contained' };
  assert.equal(requests(tete, contained).messages.length, 1);
  assert.equal(requests(tete, { ...tolerant, chunkedIf: 'exact' }).messages[0]?.content, '1\r\nZ');
  // A space before the colon makes a field that a parser which keeps it does not know.
  const spaced = `${head('Content-Length : 30\r\n')}GET /inner HTTP/1.1\r\n${host}\r\n`;
  assert.equal(requests(spaced, { ...tolerant, spaceBeforeColon: 'remove' }).messages.length, 1);
  assert.equal(requests(spaced, { ...tolerant, spaceBeforeColon: 'keep' }).messages.length, 2);
});

test('a stream cut anywhere is incomplete, not wrong', () => {
  const text = `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\nGET / HTTP/1.1\r\n${host}\r\n`;
  for (let length = 0; length < text.length; length += 1) {
    const { problem, messages } = requests(text.slice(0, length));
    assert.equal(problem, undefined, `${length}`);
    assert.equal(messages.filter(({ complete }) => complete).length, length < text.indexOf('GET') ? 0 : 1);
  }
});
