// From the settings to what each receiver gets: bytes on the wire, what was changed in them, what comes out.
import { parseHex, parseText } from '../../../models/bytes/input.ts';
import {
  flipBits,
  type Keys,
  type Opened,
  open,
  type Packet,
  protect,
  protectsNumber,
  rehash,
  type Way,
  ways,
} from '../../../models/protection/protect.ts';
import { longestMessage, type TamperState } from './state.ts';

const hex = (digits: string): Uint8Array => parseHex(digits, 64).bytes;

/** Published: NIST SP 800-38A (F.5.1), RFC 8439 (2.8.2), RFC 8032 (7.1, tests 1 and 2). One packet for each key. */
const keys: Keys = {
  aes: hex('2b7e151628aed2a6abf7158809cf4f3c'),
  chacha: hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f'),
  mac: hex('404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f'),
  signing: hex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'),
  nonce: hex('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'),
};
/** What the receiver could sign with: a key, but not the sender's. */
const receiversKey = hex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');

export interface Delivery {
  readonly way: Way;
  readonly sent: Packet;
  readonly arrived: Packet;
  readonly opened: Opened;
  /** What becomes of a second copy; undefined: none was sent, or the first was refused. */
  readonly copy: 'accepted' | 'renumbered' | 'seen' | undefined;
}

export interface Run {
  readonly message: Uint8Array;
  /** The message as the flips make it, where nothing else happens to it. */
  readonly wanted: Uint8Array;
  readonly tooLong: boolean;
  readonly flips: readonly { readonly byte: number; readonly bit: number }[];
  readonly deliveries: readonly Delivery[];
}

export function runOf(state: TamperState): Run {
  const { bytes: message, failure } = parseText(state.message, longestMessage);
  const flips = state.flips
    .map((flip) => flip.split('.').map(Number))
    .map(([byte = 0, bit = 0]) => ({ byte, bit }))
    .filter(({ byte }) => byte < message.length);
  const wanted = flipBits(message, flips);
  return {
    message,
    wanted,
    tooLong: failure !== undefined,
    flips,
    deliveries: ways.map((way) => deliver(way, state, message, wanted, flips)),
  };
}

/** The first message of a connection has number 1. */
const number = 1;

function deliver(
  way: Way,
  { by, rehash: anew, replay, numbered }: TamperState,
  message: Uint8Array,
  wanted: Uint8Array,
  flips: Run['flips'],
): Delivery {
  // Whoever receives has every key but the one that signs.
  const forged = by === 'receiver';
  const sent = forged
    ? protect(way, { ...keys, signing: receiversKey }, wanted, number)
    : protect(way, keys, message, number);
  const changed = { ...sent, body: flipBits(sent.body, flips) };
  const arrived = forged ? sent : way === 'hash' && anew === 'on' ? rehash(changed) : changed;
  const opened = open(way, keys, arrived);
  if (replay === 'off' || !opened.ok) return { way, sent, arrived, opened, copy: undefined };
  if (numbered === 'off') return { way, sent, arrived, opened, copy: 'accepted' };
  if (protectsNumber(way)) return { way, sent, arrived, opened, copy: 'seen' };
  return { way, sent, arrived, opened, copy: 'renumbered' };
}
