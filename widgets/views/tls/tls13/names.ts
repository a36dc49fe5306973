// What records are called: the names of RFC 8446, in the brackets of its section 2.

import { alertName } from '../../../models/tls/alerts.ts';
import { isHelloRetryRequest, type Message } from '../../../models/tls/messages.ts';
import type { Wire } from '../../../models/tls/tls13/exchange.ts';
import { fill } from '../../../parts/figure/fill.ts';
import { earlyRequest, request } from './run.ts';
import type { Tls13Words } from './words.ts';

/** `encrypted_extensions` to `EncryptedExtensions`. */
function camel(message: Message): string {
  if (message.name === 'server_hello' && isHelloRetryRequest(message.body)) return 'HelloRetryRequest';
  return message.name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export type Epoch = 'early' | 'handshake' | 'application';

/** Which keys protect a record; undefined in the clear. */
export function epochOf({ own }: Wire): Epoch | undefined {
  const secret = own.under?.secret;
  if (!secret) return undefined;
  return secret === 'c e traffic' ? 'early' : / hs /.test(secret) ? 'handshake' : 'application';
}

/** What is in the record, as its sender knows it. */
export function nameOf(wire: Wire, words: Tls13Words): string {
  const { own, from } = wire;
  if (own.type === 'change_cipher_spec') return 'ChangeCipherSpec';
  if (own.type === 'alert') return `alert ${alertName(own.alert?.description ?? 0) ?? ''}`;
  if (own.type === 'application_data')
    return epochOf(wire) === 'early' ? words.earlyData : from === 'client' ? words.request : words.response;
  return own.messages.map(({ message }) => camel(message)).join(', ');
}

/** RFC 8446 section 2: () early, {} handshake, [] application keys. */
export function bracketed(wire: Wire, words: Tls13Words): string {
  const name = nameOf(wire, words);
  const pair = { early: '()', handshake: '{}', application: '[]' }[epochOf(wire) ?? 'application'];
  return epochOf(wire) ? `${pair[0]}${name}${pair[1]}` : name;
}

/** As somebody sees it who cannot open it. */
export const closedName = (wire: Wire, words: Tls13Words): string =>
  fill(words.closed, { bytes: wire.sent.length - 5 });

export const textOf = (wire: Wire): string => (epochOf(wire) === 'early' ? earlyRequest : request).split('\r')[0] ?? '';
