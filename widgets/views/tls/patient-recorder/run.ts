// From the settings to what the model opens: two recorded sessions, and whatever was handed over.

import { alertCodec, alertName } from '../../../models/tls/alerts.ts';
import { concat, parse } from '../../../models/tls/codec.ts';
import { fromHex } from '../../../models/tls/hex.ts';
import type { KeyBlock } from '../../../models/tls/keys12.ts';
import { type Bodies, type Message, messageName, parseMessage } from '../../../models/tls/messages.ts';
import { type Loot, type ObserverReason, observe, type SeenRecord } from '../../../models/tls/observer12.ts';
import { contentType, headerBytes, splitMessages } from '../../../models/tls/record.ts';
import { tls12 } from '../../../models/tls/registries.ts';
import type { Suite } from '../../../models/tls/suites.ts';
import { openTicket } from '../../../models/tls/ticket12.ts';
import { sharedSecret } from '../../../models/tls/tls13/agree.ts';
import { verifierOf } from '../../../models/tls/tls13/ecdsa-p256.ts';
import { record } from '../../../models/tls/tls13/recorder.ts';
import { ecKey, ephemeralKeys, keyLogs, rsaKey, ticketKeys } from './handed.ts';
import { type SessionName, sessions } from './recorded.ts';
import type { RecorderState } from './state.ts';

/** One record, as the recorder has it. */
export interface Kept {
  /** From 1, in the order in which they passed. */
  readonly n: number;
  readonly from: 'client' | 'server';
  readonly bytes: Uint8Array;
  /** What the header says that is inside. In TLS 1.3 it says application data of everything that is protected. */
  readonly type: string;
  readonly sealed: boolean;
  /** What is inside; undefined where it stays shut. */
  readonly content: Uint8Array | undefined;
  /** What the content is: messages by name, an alert, text. */
  readonly names: readonly string[];
  readonly text: string | undefined;
}

export interface Session {
  readonly name: SessionName;
  readonly recording: string;
  readonly suite: Suite | undefined;
  readonly records: readonly Kept[];
  readonly opened: number;
  readonly sealed: number;
  readonly reason: ObserverReason | 'tls13';
  readonly premaster: Uint8Array | undefined;
  readonly master: Uint8Array | undefined;
  readonly block: KeyBlock | undefined;
  /** TLS 1.3: the secrets that are known, by name. */
  readonly secrets: Readonly<Record<string, Uint8Array>>;
  /** Messages in the clear. */
  readonly messages: readonly Message[];
  /** True if the signature in ServerKeyExchange verifies with the key that was handed over. */
  readonly signed: boolean;
  /** The state inside the ticket, if its key was handed over. */
  readonly ticket: Uint8Array | undefined;
}

export interface Run {
  readonly sessions: readonly [Session, Session];
}

const pairs = {
  exchange: ['rsa', 'ecdhe'],
  tickets: ['ticket', 'resumed'],
  tls13: ['ticket', 'tls13'],
} as const satisfies Record<RecorderState['sessions'], readonly [SessionName, SessionName]>;

export const sessionNames = (state: RecorderState): readonly [SessionName, SessionName] => pairs[state.sessions];

/** Looking at another record does not open everything again. */
const kept = new Map<string, Session>();

export function runOf(state: RecorderState): Run {
  const [a, b] = pairs[state.sessions];
  return { sessions: [sessionOf(a, state.handed), sessionOf(b, state.handed)] };
}

function sessionOf(name: SessionName, handed: RecorderState['handed']): Session {
  const key = `${name} ${handed}`;
  const known = kept.get(key) ?? (name === 'tls13' ? session13(name, handed) : session12(name, handed));
  kept.set(key, known);
  return known;
}

const seenOf = (name: SessionName): SeenRecord[] =>
  sessions[name].records.map(([from, hex]) => ({ from: from === 'c' ? 'client' : 'server', bytes: fromHex(hex) }));

function lootOf(name: SessionName, handed: RecorderState['handed'], seen: readonly SeenRecord[]): Loot {
  switch (handed) {
    case 'server-keys':
      return { rsaKey: rsaKey() };
    case 'ephemeral':
      return { ephemeral: ephemeralKeys.tls12 };
    case 'ticket-key':
      return { ticketKeys };
    case 'key-log': {
      // Record, message and version stand before the random.
      const random = seen[0]?.bytes.subarray(11, 43) ?? new Uint8Array();
      return { keyLog: keyLogs[name].map(([, secret]) => ({ random, master: fromHex(secret) })) };
    }
    default:
      return {};
  }
}

function session12(name: SessionName, handed: RecorderState['handed']): Session {
  const seen = seenOf(name);
  const observed = observe(seen, lootOf(name, handed, seen));
  const shut = observe(seen, {}).contents;
  const records = seen.map((each, at) =>
    keptOf(each, at, shut[at] === undefined, observed.contents[at], contentType(each.bytes[0] ?? 0)),
  );
  const messages = clearMessages(records);
  const ticket = ticketIn(messages);
  return {
    name,
    recording: sessions[name].recording,
    suite: observed.suite,
    records,
    ...counted(records),
    reason: observed.reason,
    premaster: observed.premaster,
    master: observed.master,
    block: observed.block,
    secrets: {},
    messages,
    signed: handed === 'server-keys' && signedByKey(messages),
    ticket: handed === 'ticket-key' && ticket ? openTicket(ticketKeys, ticket) : undefined,
  };
}

const logNames: Readonly<Record<string, string>> = {
  CLIENT_HANDSHAKE_TRAFFIC_SECRET: 'c hs traffic',
  SERVER_HANDSHAKE_TRAFFIC_SECRET: 's hs traffic',
  CLIENT_TRAFFIC_SECRET_0: 'c ap traffic',
  SERVER_TRAFFIC_SECRET_0: 's ap traffic',
};

function session13(name: SessionName, handed: RecorderState['handed']): Session {
  const seen = seenOf(name);
  const given = new Map(keyLogs[name].map(([label, secret]) => [logNames[label], fromHex(secret)]));
  const { side, opened } = record(
    seen.map(({ from, bytes }) => ({ from, sent: bytes })),
    {
      agree: (group, client) => (handed === 'ephemeral' ? sharedSecret(group, ephemeralKeys.tls13, client) : undefined),
      // No PSK was offered in this session: a ticket key has nothing to open.
      psk: () => undefined,
      given: (secret) => (handed === 'key-log' ? given.get(secret) : undefined),
    },
  );
  const records = seen.map((each, at) => {
    const inside = opened[at];
    return keptOf(each, at, each.bytes[0] === 23, inside?.content, inside?.type);
  });
  const secrets = Object.fromEntries((side.schedule?.made ?? []).map((made) => [made.name, made.value]));
  return {
    name,
    recording: sessions[name].recording,
    suite: side.suite,
    records,
    ...counted(records),
    reason: 'tls13',
    premaster: undefined,
    master: undefined,
    block: undefined,
    secrets,
    messages: clearMessages(records),
    signed: false,
    ticket: undefined,
  };
}

const counted = (records: readonly Kept[]): { opened: number; sealed: number } => {
  const sealed = records.filter((each) => each.sealed);
  return { opened: sealed.filter(({ content }) => content).length, sealed: sealed.length };
};

function keptOf(
  { from, bytes }: SeenRecord,
  at: number,
  sealed: boolean,
  content: Uint8Array | undefined,
  inside: string | undefined,
): Kept {
  const type = contentType(bytes[0] ?? 0) ?? '';
  return {
    n: at + 1,
    from,
    bytes,
    type,
    sealed,
    content,
    ...(content ? said(inside ?? type, content) : { names: [], text: undefined }),
  };
}

/** What a content says, by names that need no translation. */
function said(type: string, content: Uint8Array): { names: readonly string[]; text: string | undefined } {
  if (type === 'application_data') return { names: [], text: String.fromCharCode(...content).trimEnd() };
  if (type === 'change_cipher_spec') return { names: ['ChangeCipherSpec'], text: undefined };
  if (type === 'alert') return { names: [alertIn(content)], text: undefined };
  const names = splitMessages(content).messages.map((message) => camel(messageName(message[0] ?? 0) ?? '?'));
  return { names, text: undefined };
}

function alertIn(content: Uint8Array): string {
  const { value } = parse(alertCodec, content);
  return (value && alertName(value.description)) ?? '?';
}

/** server_hello_done to ServerHelloDone. */
const camel = (name: string): string => name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

function clearMessages(records: readonly Kept[]): Message[] {
  return records
    .filter(({ sealed, type }) => !sealed && type === 'handshake')
    .flatMap(({ bytes }) => splitMessages(bytes.subarray(headerBytes)).messages)
    .flatMap((bytes) => {
      const { value } = parseMessage(bytes, {
        version: tls12,
        keyExchange: bytes[0] === 16 && bytes.length > 200 ? 'RSA' : 'ECDHE',
      });
      return value ? [value] : [];
    });
}

/** The message of that name. */
export function messageIn<N extends keyof Bodies>(messages: readonly Message[], name: N): Bodies[N] | undefined {
  return messages.find((each) => each.name === name)?.body as Bodies[N] | undefined;
}

/** The ticket that the server gives, or that the client shows again. */
function ticketIn(messages: readonly Message[]): Uint8Array | undefined {
  const given = messageIn(messages, 'new_session_ticket');
  if (given && 'ticket' in given) return given.ticket;
  return messageIn(messages, 'client_hello')?.extensions?.find(({ type }) => type === 35)?.data;
}

/** RFC 8422 section 5.4: the signature covers both randoms and the parameters, nothing that is secret. */
function signedByKey(messages: readonly Message[]): boolean {
  const client = messageIn(messages, 'client_hello');
  const server = messageIn(messages, 'server_hello');
  const exchange = messageIn(messages, 'server_key_exchange');
  if (!client || !server || !exchange || !('named_curve' in exchange.params)) return false;
  const { curve_type, named_curve, public: point } = exchange.params;
  const params = Uint8Array.of(curve_type, named_curve >> 8, named_curve & 255, point.length, ...point);
  const { algorithm = 0, signature } = exchange.signed;
  const leaf = new Uint8Array();
  return verifierOf(leaf, ecKey)(algorithm, leaf, concat(client.random, server.random, params), signature);
}
