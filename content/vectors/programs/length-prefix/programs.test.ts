// The readers of the chapter on framing: each is run, where its tool is there, on the same streams in the same pieces
// over a real connection, and all print the same. The chapter shows these very files and this very output.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { feed, type Stream, streams } from './feed.ts';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'length-prefix-'));
after(() => rmSync(scratch, { recursive: true }));

interface Program {
  /** What the fence in the chapter says. */
  readonly language: string;
  readonly file: string;
  /** Without it nothing can be run. */
  readonly tool: readonly [command: string, argument: string];
  /** node has to be there; the others are skipped if they are not. */
  readonly required?: true;
  readonly build?: readonly [command: string, ...args: string[]];
  readonly run: readonly [command: string, ...args: string[]];
}

const programs: readonly Program[] = [
  {
    language: 'ts',
    file: 'reader.ts',
    tool: ['node', '--version'],
    required: true,
    run: [process.execPath, here('reader.ts')],
  },
  {
    language: 'python',
    file: 'reader.py',
    tool: ['python3', '--version'],
    run: ['python3', here('reader.py')],
  },
  {
    language: 'go',
    file: 'reader.go',
    tool: ['go', 'version'],
    build: ['go', 'build', '-o', join(scratch, 'reader-go'), here('reader.go')],
    run: [join(scratch, 'reader-go')],
  },
  {
    language: 'java',
    file: 'Reader.java',
    tool: ['javac', '--version'],
    build: ['javac', '-d', scratch, here('Reader.java')],
    run: ['java', '-cp', scratch, 'Reader'],
  },
  {
    language: 'c',
    file: 'reader.c',
    tool: ['gcc', '--version'],
    build: ['gcc', '-Wall', '-Wextra', '-Werror', '-o', join(scratch, 'reader-c'), here('reader.c')],
    run: [join(scratch, 'reader-c')],
  },
];

const limit = 1 << 20;
const three = '5:hello\n0:\n6:粘包\n';
const bytes = streams.clean.pieces.join('');
const longest = `00100000${'61'.repeat(limit)}`;

interface Case {
  readonly name: string;
  readonly stream: Stream;
  readonly output: string;
  readonly status: number;
}

const cases: readonly Case[] = [
  { name: 'awkward pieces', stream: streams.clean, output: `${three}EOF\n`, status: 0 },
  { name: 'one piece', stream: { pieces: [bytes] }, output: `${three}EOF\n`, status: 0 },
  { name: 'a byte a piece', stream: { pieces: bytes.match(/../g) ?? [] }, output: `${three}EOF\n`, status: 0 },
  { name: 'a stream that ends in a length', stream: { pieces: ['000000'] }, output: 'unexpected EOF\n', status: 1 },
  { name: 'a stream that ends after a length', stream: { pieces: ['00000005'] }, output: 'unexpected EOF\n', status: 1 },
  { name: 'a stream that ends in a body', stream: streams.cut, output: '5:hello\n0:\nunexpected EOF\n', status: 1 },
  {
    name: 'a hostile length',
    stream: streams.hostile,
    output: `${three}length 4294967295 is over the limit of ${limit}\n`,
    status: 1,
  },
  {
    name: 'the longest message allowed',
    stream: { pieces: [longest] },
    output: `${limit}:${'a'.repeat(limit)}\nEOF\n`,
    status: 0,
  },
  {
    name: 'one byte more than the limit',
    stream: { pieces: ['00100001'], open: true },
    output: `length ${limit + 1} is over the limit of ${limit}\n`,
    status: 1,
  },
];

for (const { file, tool, required, build, run } of programs)
  test(`${file} reads messages whatever the pieces, and refuses what it must`, async (context) => {
    const [command, argument] = tool;
    if (spawnSync(command, [argument]).status !== 0) {
      assert.ok(!required, `${command} is needed to run ${file}. Install it.`);
      context.skip(`no ${command} on this machine: ${file} was not run`);
      return;
    }
    if (build) {
      const [compiler, ...args] = build;
      const { status, stderr } = spawnSync(compiler, args, {
        encoding: 'utf8',
        // Go keeps a cache at home, which a bare machine may not have.
        env: process.env['HOME'] ? process.env : { ...process.env, GOCACHE: join(scratch, 'go-cache') },
      });
      assert.equal(status, 0, stderr);
    }
    const [program, ...args] = run;
    for (const { name, stream, output, status } of cases)
      await context.test(name, async () => {
        assert.deepEqual(await feed(stream, program, args), { output, status });
      });
  });

for (const locale of ['en', 'zh'])
  test(`the chapter in ${locale} shows these files and what they print`, () => {
    const chapter = readFileSync(here(`../../../chapters/tcp-framing/${locale}.mdx`), 'utf8');
    for (const { language, file } of programs) {
      const fences = [...chapter.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code]) => code);
      assert.deepEqual(fences, [readFileSync(here(file), 'utf8')], `${locale}.mdx: the fence of ${file}`);
    }
    for (const { stream, output } of cases.filter(({ stream }) => stream === streams.hostile || stream === streams.cut)) {
      const shown = `${stream.pieces.join(' | ')}\n${output}`;
      assert.ok(chapter.includes(shown), `${locale}.mdx does not show:\n${shown}`);
    }
  });
