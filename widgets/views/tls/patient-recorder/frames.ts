// From what was opened to what is drawn: two sessions as records, the steps from a key to the request, one record unfolded.
import { groupName } from '../../../models/tls/registries.ts';
import { fill } from '../../../parts/figure/fill.ts';
import { type Kept, messageIn, type Run, type Session } from './run.ts';
import type { RecorderState } from './state.ts';
import type { RecorderWords } from './words.ts';

export interface Chip {
  /** a1, b12: what a press looks at. */
  readonly look: string;
  readonly label: string;
  /** The bytes of what stays shut. */
  readonly bytes: string;
  readonly tone: 'clear' | 'opened' | 'shut' | 'forged';
  readonly chosen: boolean;
}

/** Records that one side sends before the other does. */
export interface Flight {
  readonly from: 'client' | 'server';
  readonly chips: readonly Chip[];
}

export interface Step {
  readonly name: string;
  readonly text: string;
  readonly bytes: string;
  readonly tone: 'plain' | 'opened' | 'shut' | 'forged';
}

export interface SessionFrame {
  readonly title: string;
  readonly suite: string;
  readonly tally: string;
  readonly tone: 'opened' | 'shut';
  readonly flights: readonly Flight[];
  readonly steps: readonly Step[];
}

export interface Unfolded {
  readonly title: string;
  readonly lines: readonly { readonly name: string; readonly text: string; readonly bytes: string }[];
}

export interface Frame {
  readonly sessions: readonly SessionFrame[];
  readonly unfolded: Unfolded;
  readonly rows: readonly (readonly [string, string, string])[];
  readonly result: string;
}

const letters = ['a', 'b'] as const;

export function frameOf(state: RecorderState, run: Run, words: RecorderWords): Frame {
  const look = lookedAt(state, run);
  const sessions = run.sessions.map((session, at) => sessionFrame(session, letters[at] ?? 'a', look, state, words));
  const [a, b] = run.sessions;
  return {
    sessions,
    unfolded: unfold(run, look, words),
    rows: run.sessions.flatMap((session, at) => rowsOf(session, sessions[at]?.steps ?? [], words)),
    result: fill(words.results[`${state.sessions}/${state.handed}`], {
      a: a.opened,
      b: b.opened,
      as: a.sealed,
      bs: b.sealed,
      all: a.sealed + b.sealed,
      records: a.records.length + b.records.length,
      clear: a.records.length + b.records.length - a.sealed - b.sealed,
      text: [a, b].flatMap(({ records }) => records).find(({ text }) => text)?.text ?? '',
    }),
  };
}

/** The record that the state names; without one, the first that is protected. */
export function lookedAt({ look }: RecorderState, run: Run): { readonly at: number; readonly n: number } {
  const [, letter = 'a', number = ''] = /^([ab])(\d{1,2})$/.exec(look) ?? [];
  const at = letter === 'b' ? 1 : 0;
  const records = run.sessions[at]?.records ?? [];
  const n = Number(number);
  return { at, n: n >= 1 && n <= records.length ? n : (records.find(({ sealed }) => sealed)?.n ?? 1) };
}

function sessionFrame(
  session: Session,
  letter: 'a' | 'b',
  look: { readonly at: number; readonly n: number },
  state: RecorderState,
  words: RecorderWords,
): SessionFrame {
  const flights: { from: Flight['from']; chips: Chip[] }[] = [];
  for (const record of session.records) {
    const last = flights.at(-1);
    const chip = chipOf(record, session, letter, letters[look.at] === letter && look.n === record.n, words);
    if (last?.from === record.from) last.chips.push(chip);
    else flights.push({ from: record.from, chips: [chip] });
  }
  return {
    title: words.sessionNames[session.name],
    suite: (session.suite?.name ?? '').replace(/^TLS_/, ''),
    tally: fill(session.opened ? words.tallyOpened : words.tallyShut, {
      opened: session.opened,
      sealed: session.sealed,
    }),
    tone: session.opened ? 'opened' : 'shut',
    flights,
    steps: stepsOf(session, state, words),
  };
}

function chipOf(record: Kept, session: Session, letter: string, chosen: boolean, words: RecorderWords): Chip {
  const shut = record.sealed && !record.content;
  const forged = session.signed && record.names.includes('ServerKeyExchange');
  return {
    look: `${letter}${record.n}`,
    label: shut ? typeName(record, words) : nameOf(record, words),
    bytes: shut ? `${hex(record.bytes.subarray(5, 9))}…` : '',
    tone: shut ? 'shut' : forged ? 'forged' : record.sealed ? 'opened' : 'clear',
    chosen,
  };
}

const nameOf = ({ names, text }: Kept, words: RecorderWords): string =>
  text === undefined ? names.join(', ') : fill(words.quoted, { text });

const typeName = ({ type }: Kept, words: RecorderWords): string => words.types[type] ?? type;

// Steps.

function stepsOf(session: Session, state: RecorderState, words: RecorderWords): readonly Step[] {
  switch (session.name) {
    case 'rsa':
      return [...rsaSteps(session, words), ...keySteps(session, words)];
    case 'tls13':
      return steps13(session, state, words);
    case 'resumed':
      return [ticketStep(session, words, 'ClientHello'), ...keySteps(session, words)];
    default:
      return [
        ...ecdheSteps(session, state, words),
        ...(session.name === 'ticket' ? [ticketStep(session, words, 'NewSessionTicket')] : []),
        ...keySteps(session, words),
      ];
  }
}

function rsaSteps(session: Session, words: RecorderWords): Step[] {
  const encrypted = messageIn(session.messages, 'client_key_exchange')?.exchange_keys ?? new Uint8Array();
  return [
    {
      name: 'ClientKeyExchange',
      text: fill(words.steps.encrypted, { bytes: encrypted.length }),
      bytes: short(encrypted),
      tone: 'plain',
    },
    session.premaster
      ? opened(words.premaster, fill(words.steps.decrypted, { padding: encrypted.length - 3 - 48 }), session.premaster)
      : shut(words.premaster, session.master ? words.steps.notNeeded : words.steps.onlyRsaKey),
  ];
}

function ecdheSteps(session: Session, { handed }: RecorderState, words: RecorderWords): Step[] {
  const exchange = messageIn(session.messages, 'server_key_exchange');
  const params = exchange && 'named_curve' in exchange.params ? exchange.params : undefined;
  const group = curveName((params && groupName(params.named_curve)) ?? '');
  const own = messageIn(session.messages, 'client_key_exchange')?.exchange_keys ?? new Uint8Array();
  const secret = handed === 'server-keys' ? words.steps.signingKey : words.steps.thrownAway;
  return [
    {
      name: 'ServerKeyExchange',
      text: session.signed ? words.steps.couldForge : fill(words.steps.serverPublic, { group }),
      bytes: short(params?.public),
      tone: session.signed ? 'forged' : 'plain',
    },
    { name: 'ClientKeyExchange', text: words.steps.clientPublic, bytes: short(own), tone: 'plain' },
    session.premaster
      ? opened(words.premaster, fill(words.steps.agreed, { group }), session.premaster)
      : shut(words.premaster, session.master ? words.steps.notNeeded : secret),
  ];
}

function ticketStep(session: Session, words: RecorderWords, name: string): Step {
  const sealedIn = name === 'ClientHello' ? words.steps.ticketShown : words.steps.ticketGiven;
  return session.ticket
    ? opened(name, fill(words.steps.ticketOpened, { bytes: session.ticket.length }), undefined)
    : { name, text: sealedIn, bytes: '', tone: 'plain' };
}

const masterWords = {
  'ticket-opened': 'masterInTicket',
  logged: 'inLog',
} as const;

function keySteps(session: Session, words: RecorderWords): Step[] {
  const { master, block, reason } = session;
  const how = reason === 'ticket-opened' || reason === 'logged' ? masterWords[reason] : undefined;
  const bound = session.name === 'rsa' ? 'masterFromRandoms' : 'masterFromHash';
  return [
    master ? opened(words.master, words.steps[how ?? bound], master) : shut(words.master, words.steps.unknown),
    block
      ? opened(words.keys, fill(words.steps.keyBlock, { bytes: block.bytes.length }), block.bytes)
      : shut(words.keys, words.steps.unknown),
    requestStep(session, words),
  ];
}

function requestStep({ records }: Session, words: RecorderWords): Step {
  const request = records.filter(({ from, sealed }) => from === 'client' && sealed).at(-2);
  const text = request?.text;
  return text === undefined
    ? {
        name: words.request,
        text: fill(words.steps.stillBytes, { bytes: (request?.bytes.length ?? 5) - 5 }),
        bytes: short(request?.bytes.subarray(5)),
        tone: 'shut',
      }
    : opened(words.request, fill(words.quoted, { text }), undefined);
}

function steps13(session: Session, { handed }: RecorderState, words: RecorderWords): readonly Step[] {
  const { secrets } = session;
  const traffic = (label: string, name: string, how: string): Step =>
    secrets[name] ? opened(label, how, secrets[name]) : shut(label, words.steps.unknown);
  const logged = handed === 'key-log';
  return [
    { name: 'key_share', text: words.steps.shares, bytes: '', tone: 'plain' },
    secrets['handshake']
      ? opened('Handshake Secret', words.steps.handshakeSecret, secrets['handshake'])
      : shut(
          'Handshake Secret',
          logged
            ? words.steps.notNeeded
            : handed === 'server-keys'
              ? words.steps.signingKey13
              : handed === 'ticket-key'
                ? words.steps.ticketKey13
                : words.steps.thrownAway,
        ),
    traffic(words.handshakeKeys, 's hs traffic', logged ? words.steps.inLog : words.steps.fromHandshake),
    traffic(words.trafficKeys, 'c ap traffic', logged ? words.steps.inLog : words.steps.fromMaster),
    requestStep(session, words),
  ];
}

const opened = (name: string, text: string, bytes: Uint8Array | undefined): Step => ({
  name,
  text,
  bytes: short(bytes),
  tone: 'opened',
});

const shut = (name: string, text: string): Step => ({ name, text, bytes: '', tone: 'shut' });

const curveName = (group: string): string => (group === 'x25519' ? 'X25519' : group === 'secp256r1' ? 'P-256' : group);

// One record.

/** Bytes of a record that are shown; the rest is counted. */
const most = 64;

function unfold(run: Run, { at, n }: { readonly at: number; readonly n: number }, words: RecorderWords): Unfolded {
  const session = run.sessions[at] ?? run.sessions[0];
  const record = session.records[n - 1];
  if (!record) return { title: '', lines: [] };
  const body = record.bytes.subarray(5);
  const inside = record.sealed
    ? [
        {
          name: words.inside,
          text: record.content
            ? `${typeName13(record, words)}${nameOf(record, words)}`
            : session.name === 'tls13'
              ? words.staysShut13
              : words.staysShut,
          bytes: record.content && record.text === undefined ? many(record.content, words) : '',
        },
      ]
    : [{ name: words.inside, text: fill(words.clearNow, { names: nameOf(record, words) }), bytes: '' }];
  return {
    title: fill(words.unfolded, {
      session: words.sessionNames[session.name],
      n,
      from: words[record.from],
      bytes: record.bytes.length,
    }),
    lines: [
      {
        name: words.header,
        text: fill(words.headerSays, { type: typeName(record, words), bytes: body.length }),
        bytes: spaced(record.bytes.subarray(0, 5)),
      },
      { name: record.sealed ? words.ciphertext : words.body, text: '', bytes: many(body, words) },
      ...inside,
    ],
  };
}

/** In TLS 1.3 the header names another type than the one inside. */
const typeName13 = (record: Kept, words: RecorderWords): string =>
  record.type === 'application_data' && record.text === undefined ? words.reallyNot : '';

function many(bytes: Uint8Array, words: RecorderWords): string {
  const left = bytes.length - most;
  return left > 8 ? `${spaced(bytes.subarray(0, most))} ${fill(words.more, { count: left })}` : spaced(bytes);
}

// Events.

function rowsOf(session: Session, steps: readonly Step[], words: RecorderWords): [string, string, string][] {
  const title = words.sessionNames[session.name];
  return [
    ...session.records.map((record): [string, string, string] => {
      const values = { name: nameOf(record, words), type: typeName(record, words), bytes: record.bytes.length };
      const template = !record.sealed ? words.rowClear : record.content ? words.rowOpened : words.rowShut;
      return [`${title} ${record.n}`, words[record.from], fill(template, values)];
    }),
    ...steps.map(({ name, text, bytes }): [string, string, string] => [
      title,
      words.recorder,
      fill(words.rowStep, { name, text }) + (bytes ? ` (${bytes})` : ''),
    ]),
  ];
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const spaced = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

/** The first bytes of a value. */
function short(bytes: Uint8Array | undefined): string {
  if (!bytes || bytes.length === 0) return '';
  return bytes.length > 16 ? `${hex(bytes.subarray(0, 16))}…` : hex(bytes);
}
