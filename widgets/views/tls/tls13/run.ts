// From the settings to the model's run: a client and a server, a wire that may flip a bit, a recorder, a second server.
import { encodeUtf8 } from '../../../models/bytes/utf8.ts';
import { type Extension, extensionNumber } from '../../../models/tls/extensions.ts';
import { sharedSecret } from '../../../models/tls/tls13/agree.ts';
import { Client, type ClientPlan } from '../../../models/tls/tls13/client.ts';
import { signer, verifierOf } from '../../../models/tls/tls13/ecdsa-p256.ts';
import { type Exchange, exchange, type Wire } from '../../../models/tls/tls13/exchange.ts';
import type { Psk } from '../../../models/tls/tls13/knowledge.ts';
import { type Recorded, record } from '../../../models/tls/tls13/recorder.ts';
import { Server, type ServerPlan } from '../../../models/tls/tls13/server.ts';
import type { Seen } from '../../../models/tls/tls13/side.ts';
import { ageOffMs, obfuscatedAge, pskOf, sealTicket, writeState } from '../../../models/tls/tls13/ticket.ts';
import {
  certificate,
  early,
  earlyTicket,
  full,
  type Given,
  type GivenTicket,
  offered,
  resumption,
  resumptionTicket,
  retry,
  retryShare,
  signature510,
  signingKey,
  suites,
  ticketKeys,
  twoGroups,
} from './given.ts';
import type { Tls13State } from './state.ts';

const x25519 = 29;
const p256 = 23;
const aes128 = 0x1301;
/** The ticket is five seconds old when it is used. */
const ticketAgeS = 5;
const ticketMadeS = 1_000;
/** How far off an age may be before early data are refused: RFC 8446 section 8.3 speaks of ten seconds. */
export const windowS = 10;
export const request = 'GET / HTTP/1.1\r\n\r\n';
export const earlyRequest = 'POST /pay?amount=100 HTTP/1.1\r\n\r\n';
const response = 'HTTP/1.1 200 OK\r\n\r\n';

/** What happens at the second server. */
export interface Replayed {
  /** The client's first flight, sent once more by somebody who cannot read it, and what comes back. */
  readonly wires: readonly Wire[];
  readonly server: Server;
  /** The early data are taken and acted on; or why not. */
  readonly verdict: 'taken' | 'too-old' | 'used' | 'no-ticket-key';
  readonly ageOffMs: number;
}

export interface Run extends Exchange {
  readonly recorded: Recorded;
  readonly replayed: Replayed | undefined;
  /** The record of the reader's bit, and where it is; undefined where none is flipped or the record is never sent. */
  readonly flipped: { readonly n: number; readonly byte: number } | undefined;
}

const verify = verifierOf(certificate, signingKey);
const isEarly = ({ scene }: Tls13State) => scene === 'early' || scene === 'replay';

/** Runs of the last settings: looking at another secret does not run the handshake again. */
const kept = new Map<string, Run>();

export function runOf(state: Tls13State): Run {
  const key = JSON.stringify({ ...state, look: '' });
  const known = kept.get(key);
  if (known) return known;
  if (kept.size > 3) kept.clear();
  const run = freshRun(state);
  kept.set(key, run);
  return run;
}

function freshRun(state: Tls13State): Run {
  const given = { full, retry, resumption, early, replay: early }[state.scene];
  const psk = state.scene === 'resumption' || isEarly(state);
  const before = isEarly(state) ? earlyTicket : resumptionTicket;
  const ticket = ticketOf(before);
  const client = new Client(clientPlan(state, given, psk ? { ...before, ticket } : undefined));
  const server = new Server(
    serverPlan(
      state,
      given,
      (identity) => pskOf(ticketKeys, identity),
      () => true,
    ),
  );
  const bad = state.flip - 1;
  const happened = exchange(client, server, {
    request: [encodeUtf8(request)],
    response: [encodeUtf8(response)],
    meddle: (n, _from, bytes) => [n === bad ? flip(bytes, state.byte) : bytes],
  });
  const hit = happened.wires[bad];
  return {
    ...happened,
    flipped: hit && { n: bad, byte: Math.min(state.byte, hit.sent.length - 1) },
    recorded: record(happened.wires, handed(state, given)),
    replayed: state.scene === 'replay' ? replay(state, happened.wires, ticket, before) : undefined,
  };
}

/** The bit of least value in the byte, or in the last one of a record that is shorter. */
function flip(bytes: Uint8Array, byte: number): Uint8Array {
  const changed = bytes.slice();
  const at = Math.min(byte, bytes.length - 1);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

const ticketOf = ({ psk, ageAdd }: GivenTicket): Uint8Array =>
  sealTicket(
    ticketKeys,
    full.sessionId.subarray(0, 16),
    writeState({ suite: aes128, madeS: ticketMadeS, ageAdd, psk }),
  );

function clientPlan(
  state: Tls13State,
  given: Given,
  kept: (GivenTicket & { readonly ticket: Uint8Array }) | undefined,
): ClientPlan {
  const retried = state.scene === 'retry';
  const extensions = offered.map(([type, data]): Extension => {
    if (retried && type === extensionNumber('supported_groups')) return { type, data: twoGroups };
    if (kept && state.mode === 'ke' && type === extensionNumber('psk_key_exchange_modes'))
      return { type, data: Uint8Array.of(1, 0) };
    return { type, data };
  });
  // Without a key exchange nothing is shared: psk_ke, RFC 8446 section 4.2.9.
  const withoutShare = kept && state.mode === 'ke';
  const keyExchange = [extensionNumber('key_share'), extensionNumber('supported_groups')];
  const all = withoutShare ? extensions.filter(({ type }) => !keyExchange.includes(type)) : extensions;
  const psk: Psk | undefined = kept && { value: kept.psk, kind: 'res', suite: aes128 };
  const share = { group: retried ? p256 : x25519, privateKey: given.clientKey };
  return {
    random: given.clientRandom,
    sessionId: given.sessionId,
    suites,
    extensions: isEarly(state) ? [...all, { type: extensionNumber('early_data'), data: new Uint8Array() }] : all,
    shares: retried ? [{ group: x25519, privateKey: new Uint8Array(), share: retryShare }, share] : [share],
    psks:
      kept && psk ? [{ identity: kept.ticket, obfuscatedAge: obfuscatedAge(1000 * ticketAgeS, kept.ageAdd), psk }] : [],
    earlyData: [encodeUtf8(earlyRequest)],
    verify,
  };
}

function serverPlan(
  state: Tls13State,
  given: Given,
  psk: ServerPlan['psk'],
  takesEarlyData: () => boolean,
): ServerPlan {
  const group = state.scene === 'retry' ? p256 : x25519;
  return {
    random: given.serverRandom,
    suites: [aes128],
    groups: [group],
    shares: [{ group, privateKey: given.serverKey }],
    // The signature of recording 510 covers its transcript: any other hello is signed anew.
    certificate: signer(
      [certificate],
      signingKey,
      state.scene === 'full' && state.flip !== 1 ? signature510 : undefined,
    ),
    psk,
    pskWithoutDhe: state.mode === 'ke',
    takesEarlyData,
    tickets: [0, 1].slice(0, state.scene === 'full' || state.scene === 'retry' ? 2 : 1).map((count) => ({
      lifetimeS: 7200,
      ageAdd: resumptionTicket.ageAdd,
      nonce: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, count),
      ticket: ({ value }) =>
        sealTicket(
          ticketKeys,
          full.sessionId.subarray(count, count + 16),
          writeState({ suite: aes128, madeS: ticketMadeS + ticketAgeS, ageAdd: resumptionTicket.ageAdd, psk: value }),
        ),
      maxEarlyData: 16_384,
    })),
  };
}

/** What the recorder is handed, as far as it opens anything. */
function handed({ reader, scene }: Tls13State, given: Given): Parameters<typeof record>[1] {
  return {
    // The certificate's key signs; there is no secret that it could open.
    agree: (group, client) =>
      reader === 'ephemeral-key' && group === (scene === 'retry' ? p256 : x25519)
        ? sharedSecret(group, given.serverKey, client)
        : undefined,
    psk: (identity) => (reader === 'ticket-key' ? pskOf(ticketKeys, identity) : undefined),
  };
}

/** The first flight, sent again to a server that has the same ticket key. */
function replay(state: Tls13State, wires: readonly Wire[], ticket: Uint8Array, { ageAdd }: GivenTicket): Replayed {
  const stolen = wires.filter(({ from, flight }) => from === 'client' && flight === 0);
  const now = 1000 * (ticketMadeS + ticketAgeS + state.after);
  const off = ageOffMs(ticketKeys, ticket, obfuscatedAge(1000 * ticketAgeS, ageAdd), now) ?? 0;
  const fresh = off <= 1000 * windowS;
  const used = state.memory === 'shared';
  const server = new Server(
    serverPlan(
      state,
      resumption,
      // OpenSSL's server does not resume from a ticket that was used before: a full handshake (recording 522).
      (identity) => (used ? undefined : pskOf(ticketKeys, identity)),
      () => fresh,
    ),
  );
  const again: Wire[] = [];
  const add = (from: Wire['from'], flight: number, sent: Uint8Array, own: Seen, seen: readonly Seen[]) =>
    again.push({ n: again.length, from, flight, sent, delivered: [sent], own, seen });
  for (const { sent, own } of stolen) add('client', 0, sent, own, [server.receive(sent)]);
  const answers = server.flush();
  const spoken = server.events.filter((event) => event.sent);
  answers.forEach((sent, at) => {
    const own = spoken[spoken.length - answers.length + at]?.seen;
    if (own) add('server', 1, sent, own, []);
  });
  return { wires: again, server, verdict: used ? 'used' : fresh ? 'taken' : 'too-old', ageOffMs: off };
}
