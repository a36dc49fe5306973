// What is handed over to the recorder a year later. The test of frames.ts compares it with content/vectors/captures/tls.
//
// The private keys were made for the recordings and are used nowhere else.
import { modInverse } from '../../../models/rsa/integers.ts';
import type { RsaPrivateKey } from '../../../models/rsa/rsa.ts';
import { fromHex } from '../../../models/tls/hex.ts';
import type { SessionName } from './recorded.ts';

const primes = {
  p:
    'e22ce0b49c32d82e21d4073cc6ed66406e16496110339934769a7adf7022029809a63702058fe9304d8ba196c8d876f6' +
    '23a4b8e207a725fc8bc99cf30622e6ca8907ffff9a46714462a9df1cfe148527d3384173ac691d12b85c82ef108b7b2f' +
    '96a1afc098fbfceb3a360bc924425b35d1e1b37c8b601bd4b906ad8219cc2d23',
  q:
    'd27d2c64532f8cafd0aed77fa1a031889fdfee934c800abe07193efad50886308bf6dbc3885414fabe2cefefd6a610e8' +
    'd771f1012b6f621c08084fdae51cb3bdecd2e53a1fb1d5bad2e475d36fbaf4b3e1dca582473daf6aa8667c6a04dea6fa' +
    '80103b9ec69d5305ae6ed0b4e8d6a891f2ccbe4966d8fae12203d2b251ab375d',
} as const;

/** The server's private RSA key, which session `rsa` used. Everything follows from the primes. */
export function rsaKey(): RsaPrivateKey {
  const [p, q, e] = [BigInt(`0x${primes.p}`), BigInt(`0x${primes.q}`), 65_537n];
  const d = modInverse(e, (p - 1n) * (q - 1n)) ?? 0n;
  return { n: p * q, e, d, p, q, dP: d % (p - 1n), dQ: d % (q - 1n), qInv: modInverse(q, p) ?? 0n };
}

/** The server's private key on P-256: it signed in the other sessions. */
export const ecKey = fromHex('a3712dde649416b45ea4199b1e22d357bfc3c27a6f4120d1718089db328d1c5c');

/** The server's ephemeral private keys of sessions `ecdhe` and `tls13`. */
export const ephemeralKeys = {
  tls12: fromHex('40c1be5c9a3768c5ab8722fa3060de7db4defe96966f2288c70d441c80db3554'),
  tls13: fromHex('08067639350508a1f5d14f8dfa244196197feba77052013a73d6982cb003bb7b'),
} as const;

/** The ticket key of sessions `ticket` and `resumed`, 00 01 02 … 2f: name, HMAC key, AES key. */
export const ticketKeys = Uint8Array.from({ length: 48 }, (_, at) => at);

/**
 * The clients' key logs: label and secret. Apart for each session, since the randoms that name them in a log are alike in three of
 * the recordings.
 */
export const keyLogs: Readonly<Record<SessionName, readonly (readonly [label: string, secret: string])[]>> = {
  rsa: [
    [
      'CLIENT_RANDOM',
      '746736b20c184d4cc1151f6267b386f8fe970c7e1fcb81789faf12a7a0668d54537e173bead1b8a4196d7f97000fad0c',
    ],
  ],
  ecdhe: [
    [
      'CLIENT_RANDOM',
      '26c4c814ddd960c47e9ebb6dc00bd0f44e2dd5e8a47831f86a5fc97a18f488763e2c727cee563579f6707df2fcfa575f',
    ],
  ],
  ticket: [
    [
      'CLIENT_RANDOM',
      '90e876be344cdfb4e1187797be4b72356499be833fc95daff6c16e914261806de928c7b8af6a3a9339efe32e6f6407fa',
    ],
  ],
  resumed: [
    [
      'CLIENT_RANDOM',
      '90e876be344cdfb4e1187797be4b72356499be833fc95daff6c16e914261806de928c7b8af6a3a9339efe32e6f6407fa',
    ],
  ],
  tls13: [
    ['SERVER_HANDSHAKE_TRAFFIC_SECRET', '136d0fdc91ae5308035cecedc9b0dd85b2e4bde679f3d3848324c4cb6e0bf137'],
    ['SERVER_TRAFFIC_SECRET_0', '072a199c18ea28720653d359031dc2c675906130cc139e56bfc0468a66862cfe'],
    ['CLIENT_HANDSHAKE_TRAFFIC_SECRET', '68070ecd105f936c1331abf14ea00488d15d5b37bba669dbb5701e5debba4d93'],
    ['CLIENT_TRAFFIC_SECRET_0', 'e5e514829f45b0c55fb81f1e8faa38c2a1ef2c8f6ec90d2f198e5a30ee910765'],
  ],
};
