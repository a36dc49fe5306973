// What is shown of the one thing that the reader looks at: a secret of the tree, or a record of the picture.
import { type Field, parse } from '../../../models/tls/codec.ts';
import { bodies, extensionBody, extensionName } from '../../../models/tls/extensions.ts';
import { handshakeCodec } from '../../../models/tls/messages.ts';
import { tls13 } from '../../../models/tls/registries.ts';
import type { Wire } from '../../../models/tls/tls13/exchange.ts';
import { nonceOf } from '../../../models/tls/tls13/protection.ts';
import type { Derivation } from '../../../models/tls/tls13/schedule.ts';
import { fill } from '../../../parts/figure/fill.ts';
import { closedName, epochOf, nameOf } from './names.ts';
import type { Run } from './run.ts';
import type { Tls13State } from './state.ts';
import { hex, purposeOf, readerOf } from './tree.ts';
import type { Tls13Words } from './words.ts';

export interface Line {
  readonly label: string;
  readonly text: string;
  /** Bytes, as digits; the first `plain` of them anybody can read. */
  readonly bytes?: string;
  readonly sealed?: boolean;
  /** The secret to go to. */
  readonly go?: { readonly name: string; readonly label: string };
}

export interface Explained {
  readonly title: string;
  readonly lead: string;
  readonly lines: readonly Line[];
}

export function explain(run: Run, state: Tls13State, words: Tls13Words): Explained {
  const [, record] = /^r(\d+)$/.exec(state.look) ?? [];
  const wire = record ? run.wires[Number(record) - 1] : undefined;
  if (wire) return ofRecord(wire, run, state, words);
  const all = run.client.side.schedule?.made ?? [];
  const made = all.find(({ name }) => name === state.look) ?? all.find(({ name }) => name === 'handshake') ?? all[0];
  if (!made) {
    const [hello] = run.wires;
    return hello ? ofRecord(hello, run, state, words) : { title: '', lead: words.notMade, lines: [] };
  }
  return ofSecret(made, run, state, words);
}

const titleOf = (name: string, words: Tls13Words): string => words.roots[name as keyof Tls13Words['roots']] ?? name;

function ofSecret(made: Derivation, run: Run, state: Tls13State, words: Tls13Words): Explained {
  const known = readerOf(run, state);
  const digits = (name: string, value: Uint8Array): Line => ({
    label: '',
    ...(known?.get(name) ? { text: '', bytes: hex(value) } : { text: words.unknown }),
  });
  const parent = made.from
    ? {
        ...digits(made.from, run.client.side.schedule?.need(made.from) ?? made.value),
        go: { name: made.from, label: titleOf(made.from, words) },
      }
    : { label: '', text: words.inputs.zeros };
  const own = (part: string) => run.client.side.schedule?.get(`${made.name} ${part}`);
  const [key, iv] = [own('key'), own('iv')];
  const lines: Line[] =
    made.kind === 'extract'
      ? [
          { ...parent, label: words.salt },
          { ...ikm(made, known?.get(made.name) !== undefined, words), label: words.ikm },
          { ...digits(made.name, made.value), label: words.output },
        ]
      : [
          { ...parent, label: words.secret },
          { label: words.labelLine, text: `tls13 ${made.label}` },
          {
            label: words.context,
            text: contextOf(made, words),
            ...(made.context.length ? { bytes: hex(made.context) } : {}),
          },
          { ...digits(made.name, made.value), label: words.output },
          ...(key ? [{ ...digits(made.name, key), label: words.key }] : []),
          ...(iv ? [{ ...digits(made.name, iv), label: words.iv }] : []),
        ];
  const records = run.wires.filter(({ own: each }) => each.under?.secret === made.name).map(({ n }) => n + 1);
  const protects = records.length
    ? [
        {
          label: words.protects,
          text: run.wires
            .filter(({ n }) => records.includes(n + 1))
            .map((wire) => nameOf(wire, words))
            .join(', '),
        },
      ]
    : [];
  return {
    title: titleOf(made.name, words),
    lead: `${made.kind === 'extract' ? 'HKDF-Extract' : 'HKDF-Expand-Label'} · ${purposeOf(made.name, words)}`,
    lines: [...lines, ...protects],
  };
}

function ikm(made: Derivation, known: boolean, words: Tls13Words): Omit<Line, 'label'> {
  if (made.input.every((byte) => byte === 0)) return { text: words.inputs.zeros };
  return known ? { text: '', bytes: hex(made.input) } : { text: words.unknown };
}

/** Which transcript the context is the hash of. */
function contextOf({ name, context }: Derivation, words: Tls13Words): string {
  if (/^resumption/.test(name)) return words.contexts.nonce;
  if (context.length === 0 || /binder$|derived$/.test(name)) return words.contexts.empty;
  if (/^(?:c e traffic|e exp master)$/.test(name)) return words.contexts.hello;
  if (/ hs traffic$/.test(name)) return words.contexts.hellos;
  return name === 'res master' ? words.contexts.clientFinished : words.contexts.serverFinished;
}

/** Bytes of a record that are shown; the rest is counted. */
const most = 48;

function ofRecord(wire: Wire, run: Run, state: Tls13State, words: Tls13Words): Explained {
  const open = state.reader === 'ends' || run.recorded.opened[wire.n] !== undefined;
  const { own } = wire;
  const clear = !own.under;
  const secret = own.under?.secret ?? '';
  const schedule = run.client.side.schedule;
  const iv = schedule?.get(`${secret} iv`);
  const opened: Line[] =
    own.under && iv
      ? [
          {
            label: words.under,
            text: fill(words.record, { number: own.under.sequence }),
            go: { name: secret, label: secret },
          },
          {
            label: words.nonce,
            text: '',
            bytes: hex(nonceOf({ iv, sequence: own.under.sequence } as Parameters<typeof nonceOf>[0])),
          },
          {
            label: words.inside,
            text: fill(words.padding, { type: own.type ?? '', bytes: own.content.length }),
            bytes: hex(own.content.subarray(0, most)) + (own.content.length > most ? '…' : ''),
          },
        ]
      : [];
  return {
    title: open ? nameOf(wire, words) : closedName(wire, words),
    lead: clear ? words.clear : open ? words.readable : words.insideClosed,
    lines: [
      { label: words.header, text: words.clearKeys, bytes: hex(wire.sent.subarray(0, 5)) },
      {
        label: words.onTheWire,
        text: fill(words.bytes, { bytes: wire.sent.length - 5 }),
        bytes: hex(wire.sent.subarray(5, 5 + most)) + (wire.sent.length > 5 + most ? '…' : ''),
        sealed: !clear,
      },
      ...(run.flipped?.n === wire.n ? [flippedLine(wire, run.flipped.byte, words)] : []),
      ...(open ? opened : []),
      ...helloLines(wire, words),
    ],
  };
}

function flippedLine(wire: Wire, byte: number, words: Tls13Words): Line {
  const [before, after] = [wire.sent, wire.delivered[0]].map((bytes) => hex(bytes?.subarray(byte, byte + 1)));
  return { label: words.flipped, text: fill(words.flippedByte, { byte, before: before ?? '', after: after ?? '' }) };
}

/** What anybody can read in a hello: its extensions, and whom it is for. */
function helloLines({ own }: Wire, words: Tls13Words): Line[] {
  const [first] = own.messages;
  if (first?.message.name !== 'client_hello' && first?.message.name !== 'server_hello') return [];
  const { extensions = [] } = first.message.body;
  const [host] = extensionBody(extensions, 'server_name', bodies.server_name) ?? [];
  const names = extensions.map(({ type }) => extensionName(type) ?? `${type}`);
  return [
    ...(host ? [{ label: 'SNI', text: String.fromCharCode(...host.host_name) }] : []),
    { label: words.extensions, text: names.join(', ') },
  ];
}

/** The name of the field that a byte of a record in the clear belongs to; of a protected one, ciphertext or tag. */
export function fieldAt(wire: Wire, byte: number, words: Tls13Words): string {
  if (epochOf(wire)) return byte >= wire.sent.length - 16 ? words.places.tag : words.places.ciphertext;
  const fragment = wire.sent.subarray(5);
  if (wire.own.type !== 'handshake') return wire.own.type ?? '';
  let fields = parse(handshakeCodec({ version: tls13 }), fragment).fields;
  let name = '';
  for (let depth = 0; depth < 12; depth++) {
    const found: Field | undefined = fields.find(({ at, end }) => at <= byte - 5 && byte - 5 < end);
    if (!found) break;
    if (!['body', 'data', 'extension_data', 'extensions'].includes(found.name))
      name = found.name === 'extension' ? (found.label ?? found.name) : name ? `${name}.${found.name}` : found.name;
    fields = found.fields;
  }
  return name;
}
