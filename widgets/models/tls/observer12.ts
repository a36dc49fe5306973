// What somebody who recorded a connection can open, now or years later, with keys that came into their hands.
//
// With the server's RSA key: every session whose premaster was encrypted to it (RFC 5246 section 7.4.7.1). Against (EC)DHE the same
// key opens nothing: it signed, and a signature hides no secret. The keys of tickets open what they sealed, whatever the key exchange
// was (RFC 5077 section 5.6): forward secrecy lasts as long as the oldest ticket key. A private value of the key agreement opens its
// own session, and the client's key log opens what it names.
//
// Left out: renegotiation, where the recorder would follow the second handshake inside the first.
import { pkcs1Decrypt, type RsaPrivateKey } from '../rsa/rsa.ts';
import { isCurve, onCurve } from './agreement.ts';
import { concat } from './codec.ts';
import type { Side } from './connection12.ts';
import { bodies, extensionBody, hasExtension } from './extensions.ts';
import { type KeyBlock, keyBlock, masterSecret, prfHashOf, transcriptHash } from './keys12.ts';
import {
  type ClientHello,
  type EcdheParams,
  type Message,
  type MessageContext,
  parseMessage,
  type ServerHello,
} from './messages.ts';
import { computable, type Protection, unprotect } from './protection12.ts';
import { headerBytes, splitMessages } from './record.ts';
import { equal, groupName, tls12, tls13 } from './registries.ts';
import { type Suite, suiteOf } from './suites.ts';
import { openTicket } from './ticket12.ts';

/** A record as it passed. */
export interface SeenRecord {
  readonly from: Side;
  readonly bytes: Uint8Array;
}

/** What the observer has got hold of. */
export interface Loot {
  /** The private key of the server's certificate, if it is an RSA key. */
  readonly rsaKey?: RsaPrivateKey | undefined;
  /** The server's ticket keys: name, HMAC key, AES key. */
  readonly ticketKeys?: Uint8Array | undefined;
  /** A private value of an elliptic-curve key agreement, of either end. */
  readonly ephemeral?: Uint8Array | undefined;
  /** Lines CLIENT_RANDOM of a key log: the client's random and the master secret. */
  readonly keyLog?: readonly { readonly random: Uint8Array; readonly master: Uint8Array }[] | undefined;
  /** Master secrets of sessions that were opened before, by session id or ticket. */
  readonly sessions?: readonly { readonly id: Uint8Array; readonly master: Uint8Array }[];
}

export type ObserverReason =
  /** The premaster was encrypted to the server's key. */
  | 'premaster-decrypted'
  /** The secret of the key agreement was computed from a private value of one end and the public one of the other. */
  | 'agreed'
  /** The client wrote the master secret into its key log. */
  | 'logged'
  /** A ticket sealed with a key that is known holds the master secret. */
  | 'ticket-opened'
  /** The master secret of an earlier session that was opened. */
  | 'session-known'
  /** Both private values of the key agreement were thrown away: nothing that is recorded leads to the secret. */
  | 'ephemeral'
  /** The session resumes one that was not recorded or not opened. */
  | 'resumed'
  /** The key is not the one that the premaster was encrypted to, or there is none. */
  | 'no-key'
  /** The handshake was not recorded to its end, or is not TLS 1.2. */
  | 'no-handshake';

export interface Observation {
  readonly opened: boolean;
  readonly reason: ObserverReason;
  readonly suite: Suite | undefined;
  readonly premaster: Uint8Array | undefined;
  readonly master: Uint8Array | undefined;
  readonly block: KeyBlock | undefined;
  /** One for each record: what it says, or undefined if it stays closed. */
  readonly contents: readonly (Uint8Array | undefined)[];
  /** Data of the applications, as far as they could be opened. */
  readonly data: Readonly<Record<Side, Uint8Array>>;
  /** What this session adds for the next: keys by session id and ticket. */
  readonly sessions: readonly { readonly id: Uint8Array; readonly master: Uint8Array }[];
}

/** What an observer with `loot` can open of a recorded connection. Never throws for any records. */
export function observe(records: readonly SeenRecord[], loot: Loot): Observation {
  const seen = readHandshake(records);
  const { client, server, suite } = seen;
  const nothing = { premaster: undefined, master: undefined, block: undefined };
  const closedContents = () => contentsOf(records, undefined, seen);
  if (!client || !server || !suite || !computable(suite)) {
    return { opened: false, reason: 'no-handshake', suite, ...nothing, ...closedContents(), sessions: [] };
  }
  const found = secretOf(seen, client, server, suite, loot);
  if (!found.master)
    return { opened: false, reason: found.reason, suite, ...nothing, ...closedContents(), sessions: [] };
  const block = keyBlock(suite, prfHashOf(server.version, suite), found.master, client.random, server.random);
  const contents = contentsOf(records, block, seen);
  const { master } = found;
  const ids = [server.session_id, ...(seen.ticket ? [seen.ticket] : [])].filter((id) => id.length > 0);
  const opened = contents.contents.every((content) => content !== undefined);
  return {
    opened,
    reason: found.reason,
    suite,
    premaster: found.premaster,
    master,
    block,
    ...contents,
    sessions: ids.map((id) => ({ id, master })),
  };
}

interface SeenHandshake {
  readonly client: ClientHello | undefined;
  readonly server: ServerHello | undefined;
  readonly suite: Suite | undefined;
  /** What ClientKeyExchange carries: the encrypted premaster, or the client's public value. */
  readonly encrypted: Uint8Array | undefined;
  readonly agreement: EcdheParams | undefined;
  readonly ticket: Uint8Array | undefined;
  /** Messages up to ClientKeyExchange. */
  readonly transcript: readonly Uint8Array[];
}

/** Reads what stands in the clear, in the order in which it passed. */
function readHandshake(records: readonly SeenRecord[]): SeenHandshake {
  const joined: Record<Side, Uint8Array> = { client: new Uint8Array(), server: new Uint8Array() };
  const changed: Record<Side, boolean> = { client: false, server: false };
  const transcript: Uint8Array[] = [];
  let seen: Omit<SeenHandshake, 'transcript'> = {
    client: undefined,
    server: undefined,
    suite: undefined,
    encrypted: undefined,
    agreement: undefined,
    ticket: undefined,
  };
  for (const { from, bytes } of records) {
    if (bytes[0] === 20) changed[from] = true;
    if (bytes[0] !== 22 || changed[from]) continue;
    const { messages, rest } = splitMessages(concat(joined[from], bytes.subarray(headerBytes)));
    joined[from] = rest;
    for (const each of messages) {
      const { value } = parseMessage(each, contextOf(seen));
      if (!seen.encrypted) transcript.push(each);
      if (value) seen = { ...seen, ...learned(value) };
    }
  }
  return { ...seen, transcript };
}

function learned(message: Message): Partial<SeenHandshake> {
  switch (message.name) {
    case 'client_hello':
      return { client: message.body };
    case 'server_hello': {
      const chosen = extensionBody(message.body.extensions, 'supported_versions', bodies.selected_version);
      return chosen === tls13 ? {} : { server: message.body, suite: suiteOf(message.body.cipher_suite) };
    }
    case 'server_key_exchange': {
      const { params } = message.body;
      return 'named_curve' in params ? { agreement: params } : {};
    }
    case 'client_key_exchange':
      return { encrypted: message.body.exchange_keys };
    case 'new_session_ticket':
      return { ticket: message.body.ticket };
    default:
      return {};
  }
}

function contextOf({ server, suite }: Pick<SeenHandshake, 'server' | 'suite'>): MessageContext {
  const exchange = suite?.keyExchange;
  return {
    version: server?.version ?? tls12,
    keyExchange: exchange === 'RSA' || exchange === 'DHE' || exchange === 'ECDHE' ? exchange : undefined,
  };
}

interface Found {
  readonly reason: ObserverReason;
  readonly premaster?: Uint8Array;
  readonly master?: Uint8Array;
}

function secretOf(seen: SeenHandshake, client: ClientHello, server: ServerHello, suite: Suite, loot: Loot): Found {
  const logged = loot.keyLog?.find(({ random }) => equal(random, client.random));
  if (logged) return { reason: 'logged', master: logged.master };
  const offered = extensionBody(client.extensions, 'session_ticket', bodies.session_ticket);
  for (const ticket of [seen.ticket, offered]) {
    const state = ticket && loot.ticketKeys && openTicket(loot.ticketKeys, ticket);
    const master = state && masterIn(state);
    if (master) return { reason: 'ticket-opened', master };
  }
  if (!seen.encrypted) {
    const ids = [offered, server.session_id].filter((id) => id && id.length > 0);
    const known = loot.sessions?.find(({ id }) => ids.some((each) => each && equal(each, id)));
    return known ? { reason: 'session-known', master: known.master } : { reason: 'resumed' };
  }
  const kind = prfHashOf(server.version, suite);
  const binding = hasExtension(server.extensions, 'extended_master_secret')
    ? { sessionHash: transcriptHash(kind, seen.transcript) }
    : { clientRandom: client.random, serverRandom: server.random };
  if (suite.keyExchange !== 'RSA') {
    const premaster = agreed(seen, loot.ephemeral);
    return premaster
      ? { reason: 'agreed', premaster, master: masterSecret(kind, premaster, binding) }
      : { reason: 'ephemeral' };
  }
  const opened = loot.rsaKey && pkcs1Decrypt(loot.rsaKey, seen.encrypted);
  if (!opened?.ok || opened.message.length !== 48) return { reason: 'no-key' };
  return {
    reason: 'premaster-decrypted',
    premaster: opened.message,
    master: masterSecret(kind, opened.message, binding),
  };
}

/** The secret of a private value that belongs to one of the two public ones. */
function agreed({ agreement, encrypted }: SeenHandshake, ephemeral: Uint8Array | undefined): Uint8Array | undefined {
  if (!agreement || !ephemeral || !encrypted) return undefined;
  const group = groupName(agreement.named_curve);
  if (!isCurve(group)) return undefined;
  const own = onCurve(group, ephemeral);
  if (equal(own.publicKey, agreement.public)) return own.secret(encrypted);
  return equal(own.publicKey, encrypted) ? own.secret(agreement.public) : undefined;
}

/** OpenSSL's session in ASN.1 has the master secret as an OCTET STRING of 48 bytes. */
function masterIn(state: Uint8Array): Uint8Array | undefined {
  const at = state.findIndex((byte, place) => byte === 4 && state[place + 1] === 48);
  return at < 0 || at + 50 > state.length ? undefined : state.subarray(at + 2, at + 50);
}

function contentsOf(
  records: readonly SeenRecord[],
  block: KeyBlock | undefined,
  { server, suite }: SeenHandshake,
): Pick<Observation, 'contents' | 'data'> {
  const encryptThenMac = hasExtension(server?.extensions, 'encrypt_then_mac') && suite?.mode === 'CBC';
  const sequence: Record<Side, number> = { client: -1, server: -1 };
  const data: Record<Side, Uint8Array> = { client: new Uint8Array(), server: new Uint8Array() };
  const contents = records.map(({ from, bytes }): Uint8Array | undefined => {
    const plain = sequence[from] < 0;
    if (plain && bytes[0] === 20) sequence[from] = 0;
    if (plain) return bytes.subarray(headerBytes);
    if (!block || !suite) return undefined;
    const protection: Protection = { suite, keys: block[from], encryptThenMac };
    const { plaintext } = unprotect(protection, sequence[from], bytes);
    sequence[from] += 1;
    if (plaintext && bytes[0] === 23) data[from] = concat(data[from], plaintext);
    return plaintext;
  });
  return { contents, data };
}
