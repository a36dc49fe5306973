// Two handshakes of TLS 1.2 whose chance is known to the last byte: recordings 109 (RSA) and 207 (ECDHE), which OpenSSL made with
// hello randoms, a session id and a premaster secret that count 00 01 02 … (content/vectors/captures/tls/README.md). A test
// holds what these scenes play against the recordings, byte for byte.
//
// The private keys were made for the recordings and are used nowhere else.
import { p256 } from '@noble/curves/nist.js';
import { integerOf, mod, modInverse } from '../rsa/integers.ts';
import type { RsaPrivateKey } from '../rsa/rsa.ts';
import type { PublicKey } from '../x509/public-key.ts';
import { type Ephemeral, onCurve } from './agreement.ts';
import { Client12 } from './client12.ts';
import { parse } from './codec.ts';
import type { Side } from './connection12.ts';
import { type Conversation, converse } from './conversation12.ts';
import { ecdsaSign, ecdsaVerify } from './ecdsa.ts';
import { bodies, extensionBody, extensionName } from './extensions.ts';
import { hash } from './hashes.ts';
import { asciiOf, fromHex, toHex } from './hex.ts';
import { leafVerdict } from './leaf-verdicts.ts';
import { type ClientHello, clientHello, type ServerHello, serverHello } from './messages.ts';
import { groupNumber, signatureScheme, tls10, tls12 } from './registries.ts';
import { Server12 } from './server12.ts';
import type { Choice, ClientSettings, Settings, Verdict } from './settings12.ts';
import { signals } from './suites.ts';

const rsa = {
  recording: '109-tls12-rsa-aes128-cbc-sha256-fixed-randoms',
  clientHello:
    '0303000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f000004003c00ff0100004a0000001800' +
    '160000137365727665722e6578616d706c652e74657374000d002a0028040305030603080708080809080a080b0804080508' +
    '06040105010601030303010302040205020602',
  serverHello:
    '0303e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff20707172737475767778797a7b7c7d7e' +
    '7f808182838485868788898a8b8c8d8e8f003c000005ff01000100',
  leaf:
    '3082037030820258a00302010202021004300d06092a864886f70d01010b0500302d3110300e060355040a0c07544c53206c' +
    '61623119301706035504030c10544c53206c61622052534120726f6f74301e170d3236303130313030303030305a170d3436' +
    '303130313030303030305a30303110300e060355040a0c07544c53206c6162311c301a06035504030c137365727665722e65' +
    '78616d706c652e7465737430820122300d06092a864886f70d01010105000382010f003082010a0282010100b9f7677639f7' +
    '5af2d7074c1433ca802755773e8b870814882e3e0ebddf55dbc4f3cc1600fbf85009056547f7f2ea066926d237a93dcb4184' +
    '976f0e359e771a4f186775479d5aa27a9e8eed26668066d379522a6a0c7fb66374e102fb17e67e1cd76bd99fc9771352343d' +
    'ea29e0b4df577982660241a1b290e62f8ac7e92eeb59b04b4452e519138e0ac0810bc9936861e2d732e98e4dc0fdff1745dd' +
    '87d996e72a8fa595315d05d9c1c63efaf8d93d7fd2d4ba17774c33c2320e2a1c34e15d308c92ddf6c6b5e83335ed0fc67cbd' +
    'b05fc53322acad5d24244451a36a74a2663be6eee2c3f53dfc9dc343fc01b851c7ceaf8ae3c7b6842729512be9ce763feab7' +
    '0203010001a38196308193300c0603551d130101ff04023000300e0603551d0f0101ff0404030205a030130603551d25040c' +
    '300a06082b06010505070301301e0603551d110417301582137365727665722e6578616d706c652e74657374301d0603551d' +
    '0e04160414e273603bd5a2db9eb23c61a0307724094148dda7301f0603551d2304183016801483d9f642581a5b60fb00d428' +
    '53f7fb82cf0d1e18300d06092a864886f70d01010b050003820101001dc0565292e93d5d97ec91e80403b034abbefd3565ce' +
    'd7fd31bad257d254c7f075df9a87e9507d4e723762f96811dacae67b8bcad6aa94614c6aa439af1167f402ba459b2c5e08c3' +
    'fbf6bce350b4b339ee7cdf24e495596b566962616530b8ade17575e91feb26a5d05003a21e33b009097ce9cbd9b09bab02d4' +
    '61b9000ec30cf3736d0da0e50f866b7dc420c715ca86d834d7645fc197013103713357c05becccbdefa6b1ee82c2a5e1d0f5' +
    'eaeddf3be565611af17f725760bdc6a6def62986ce938745de06ce917bd53cf11c10bb02db3bbd68167738ac7177740a6037' +
    '83fb6441ebb82edb283df61676b779cbb72f82442c11e73022b774f8dbcfd7906320',
  p:
    'e22ce0b49c32d82e21d4073cc6ed66406e16496110339934769a7adf7022029809a63702058fe9304d8ba196c8d876f623a4' +
    'b8e207a725fc8bc99cf30622e6ca8907ffff9a46714462a9df1cfe148527d3384173ac691d12b85c82ef108b7b2f96a1afc0' +
    '98fbfceb3a360bc924425b35d1e1b37c8b601bd4b906ad8219cc2d23',
  q:
    'd27d2c64532f8cafd0aed77fa1a031889fdfee934c800abe07193efad50886308bf6dbc3885414fabe2cefefd6a610e8d771' +
    'f1012b6f621c08084fdae51cb3bdecd2e53a1fb1d5bad2e475d36fbaf4b3e1dca582473daf6aa8667c6a04dea6fa80103b9e' +
    'c69d5305ae6ed0b4e8d6a891f2ccbe4966d8fae12203d2b251ab375d',
  padding:
    '783f852348ed36d5ad69c6283e0440ae66fb177a28c7dd5b7b89400f4deae575991e457826c76f78d4856526936640ef12c1' +
    '4b2dfaae19173d61c498b2a13dd630636d7877fece26045c31fa66593849475bf7e6c7d7de7d3ccd68a37e5874af7ee339c1' +
    '834465b28149a11414ec803bf3634579c5a561914509ff4f670769ff513f3794af26055a1d6379804cf94aae0e788b7dbeb4' +
    '3b56231c6ef3d5a2b5f2378a191adff55703a2e1dc01f458d1cb18539b23e01c922e19c31bd6a01a4ca5c207a04fd30c25dd' +
    'eb3b271821',
  premaster: '0303000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d',
  clientIvs: [
    '46e6b960adbd02d5f5012f62814d8b1d',
    'ad524eef4e2d558c5aebf3dba9e98c67',
    'd12de1a885b6346e69588952179847eb',
  ],
  serverIvs: [
    'ee6cf5c30c704800d36608f2d82d8a7e',
    'bc7f9743500607d23ab2d3c05b59de28',
    '867bac724e4b4f22161f7ce25d48d7d5',
  ],
  request: 'hello from the client\n',
  response: 'hello from the server\n',
} as const;

const ecdhe = {
  recording: '207-tls12-ecdhe-ecdsa-aes128-gcm-fixed-randoms',
  clientHello:
    '0303000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f000038c02cc030009fcca9cca8ccaac0' +
    '2bc02f009ec024c028006bc023c0270067c00ac0140039c009c0130033009d009c003d003c0035002f00ff0100006a000000' +
    '1800160000137365727665722e6578616d706c652e74657374000b000403000102000a000c000a001d0017001e0019001800' +
    '16000000170000000d002a0028040305030603080708080809080a080b080408050806040105010601030303010302040205' +
    '020602',
  serverHello:
    '0303e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff20707172737475767778797a7b7c7d7e' +
    '7f808182838485868788898a8b8c8d8e8fc02b000011ff01000100000b00040300010200170000',
  leaf:
    '308201e330820189a00302010202021005300a06082a8648ce3d040302302c3110300e060355040a0c07544c53206c616231' +
    '18301606035504030c0f544c53206c616220454320726f6f74301e170d3236303130313030303030305a170d343630313031' +
    '3030303030305a30303110300e060355040a0c07544c53206c6162311c301a06035504030c137365727665722e6578616d70' +
    '6c652e746573743059301306072a8648ce3d020106082a8648ce3d03010703420004d2285988e1b5406be9085a6061842d17' +
    'bc49baa061ad574a2d05ae68a1bd63b4f1d8d6962451938588e9b34e209edd149c01b40db354c9dc37ad66f3fe8e4d32a381' +
    '96308193300c0603551d130101ff04023000300e0603551d0f0101ff04040302078030130603551d25040c300a06082b0601' +
    '0505070301301e0603551d110417301582137365727665722e6578616d706c652e74657374301d0603551d0e041604146dc0' +
    'a3f038d3e8634d725ba858950d7532227622301f0603551d23041830168014b8f257f0cacb5d23281d0dca4d3cf86ab0f911' +
    '19300a06082a8648ce3d0403020348003045022100c49c70215d2228424bba8d850b109694ff3f1a0bcbf2fc9fffab50ebbd' +
    'c4cc1502204cc1b1fbb2f49c452de75c9cbeb8ec98196b52d026ea9fe127cf967fb60b11c7',
  clientPrivate: 'e8b0e3ad508a0a7b1e3e092a990336e977f3ea0ada273bb8ad9a98665c4ac95d',
  serverPrivate: '40c1be5c9a3768c5ab8722fa3060de7db4defe96966f2288c70d441c80db3554',
  d: 'a3712dde649416b45ea4199b1e22d357bfc3c27a6f4120d1718089db328d1c5c',
  once: 'bef43db3276b017d34e425f65f841eca29a3c64df6378f012a1fcfd325db9e65',
  clientIvs: ['700ff5a019152303', '700ff5a019152304', '700ff5a019152305'],
  serverIvs: ['2e8cac1e344a7788', '2e8cac1e344a7789', '2e8cac1e344a778a'],
  request: 'hello from the client\n',
  response: 'hello from the server\n',
} as const;

export type SceneName = 'rsa' | 'ecdhe';

/** One bit that somebody on the path turns over. */
export interface Flip {
  readonly from: Side;
  /** Record of that direction, counted from 0. */
  readonly record: number;
  readonly byte: number;
  /** 7 is the most significant. */
  readonly bit: number;
}

/** The file that the scene comes from. */
export const recordingOf = (name: SceneName): string => (name === 'rsa' ? rsa : ecdhe).recording;

/** The server's private RSA key in scene `rsa`; scene `ecdhe` has none to give away. */
export const serverRsaKey = (): RsaPrivateKey => {
  const [p, q, e] = [BigInt(`0x${rsa.p}`), BigInt(`0x${rsa.q}`), 65537n];
  const [dP, dQ] = [modInverse(e, p - 1n) ?? 0n, modInverse(e, q - 1n) ?? 0n];
  const d = modInverse(e, (p - 1n) * (q - 1n)) ?? 0n;
  return { n: p * q, e, d, p, q, dP, dQ, qInv: modInverse(mod(q, p), p) ?? 0n };
};

/** Plays a scene: handshake, request, response, close. */
export function play(
  name: SceneName,
  { flip, falseStart = false }: { flip?: Flip | undefined; falseStart?: boolean } = {},
): Conversation {
  const scene = name === 'rsa' ? rsa : ecdhe;
  const hello = parse(clientHello, fromHex(scene.clientHello)).value;
  const answer = parse(serverHello, fromHex(scene.serverHello)).value;
  if (!hello || !answer) throw new Error('a hello of a recording cannot be read');
  const own = (ivs: readonly string[]): Settings => ({
    habits: 'openssl',
    // A connection that goes wrong may send more records than were recorded: their IVs count on.
    recordIv: (n) =>
      fromHex(ivs[n] ?? '').length > 0
        ? fromHex(ivs[n] ?? '')
        : fromHex(ivs[0] ?? '').map((byte, place, all) => (place === all.length - 1 ? byte + n : byte)),
    judge: judgeOf(name),
    verify: verifyOne,
    sign: (scheme, data) =>
      ecdsaSign(p256, integerOf(fromHex(ecdhe.d)), digestOf(scheme, data), integerOf(fromHex(ecdhe.once))),
    chain: [],
  });
  const client = new Client12({
    ...own(scene.clientIvs),
    hellos: [hello],
    versions: [tls12, tls12],
    helloRecordVersion: 0x0301,
    premaster: fromHex(rsa.premaster),
    rsaPadding: () => fromHex(rsa.padding),
    ephemeral: (group) => keyPair(group, ecdhe.clientPrivate),
    scheme: 0,
    sessions: [],
  });
  const server = new Server12({
    ...own(scene.serverIvs),
    chain: [fromHex(scene.leaf)],
    choose: (offer) => chosen(name, answer, offer),
    ephemeral: (group) => keyPair(group, ecdhe.serverPrivate),
    rsaKey: name === 'rsa' ? serverRsaKey() : undefined,
    // Chance as well; any other 48 bytes would do.
    insteadOfPremaster: Uint8Array.from({ length: 48 }, (_, place) => 255 - place),
    certificateRequired: false,
    renegotiates: false,
  });
  return converse({
    client,
    server,
    request: asciiOf(scene.request),
    response: asciiOf(scene.response),
    falseStart,
    ...(flip
      ? { change: (from, n, record) => (from === flip.from && n === flip.record ? turned(record, flip) : record) }
      : {}),
  });
}

/** The record with one bit turned over; unchanged if it has no such byte. */
export function turned(record: Uint8Array, { byte, bit }: Pick<Flip, 'byte' | 'bit'>): Uint8Array {
  return record.map((each, place) => (place === byte ? each ^ (1 << bit) : each));
}

/** What the recorded servers choose: they know one suite each. A hello that was changed on the way gets what is left of it. */
function chosen(
  name: SceneName,
  answer: ServerHello,
  offer: ClientHello,
): Choice | 'handshake_failure' | 'protocol_version' | 'internal_error' {
  if (offer.version < tls10) return 'protocol_version';
  if (offer.version < tls12 || !offer.cipher_suites.includes(answer.cipher_suite)) return 'handshake_failure';
  const extensions = answer.extensions?.filter(
    ({ type }) =>
      offer.extensions?.some((each) => each.type === type) ||
      (extensionName(type) === 'renegotiation_info' && offer.cipher_suites.includes(signals.emptyRenegotiationInfo)),
  );
  const hello = { ...answer, extensions };
  if (name === 'rsa') return { hello, scheme: undefined };
  const groups = extensionBody(offer.extensions, 'supported_groups', bodies.supported_groups) ?? [
    groupNumber('x25519'),
  ];
  const group = (['x25519', 'secp256r1', 'secp384r1', 'secp521r1'] as const).find((each) =>
    groups.includes(groupNumber(each)),
  );
  const schemes = extensionBody(offer.extensions, 'signature_algorithms', bodies.signature_algorithms);
  const scheme = [0x0403, 0x0503, 0x0603].find((each) => schemes?.includes(each));
  // Without the extension only SHA-1 is left (RFC 5246 section 7.4.1.4.1), which OpenSSL 3 does not sign with.
  if (!schemes) return 'internal_error';
  return group && scheme ? { hello, scheme, group } : 'handshake_failure';
}

/** What was computed before, by all that it depends on: turning a bit does not change what stands in front of it. */
function remembered<T>(kept: Map<string, T>, key: string, compute: () => T): T {
  const found = kept.get(key);
  if (found !== undefined) return found;
  const value = compute();
  if (kept.size > 64) kept.clear();
  kept.set(key, value);
  return value;
}

const secrets = new Map<string, Uint8Array | null>();
const pairs = new Map<string, Ephemeral>();

function keyPair(group: Parameters<ClientSettings['ephemeral']>[0], privateKey: string): Ephemeral {
  const name = typeof group === 'string' ? group : 'x25519';
  const own = remembered(pairs, name + privateKey, () => onCurve(name, fromHex(privateKey)));
  return {
    publicKey: own.publicKey,
    secret: (theirs) =>
      remembered(secrets, name + privateKey + toHex(theirs), () => own.secret(theirs) ?? null) ?? undefined,
  };
}

/** A client of OpenSSL that trusts the root of the recording: what it says to the leaf, and to one with a bit turned over. */
function judgeOf(name: SceneName): Settings['judge'] {
  const leaf = fromHex((name === 'rsa' ? rsa : ecdhe).leaf);
  return ([sent = new Uint8Array()]): Verdict => {
    const at = sent.findIndex((byte, place) => byte !== leaf[place]);
    if (at < 0 && sent.length === leaf.length) return { key: publicKey(name), alert: undefined };
    const bit = Math.log2((sent[at] ?? 0) ^ (leaf[at] ?? 0));
    return { key: undefined, alert: Number.isInteger(bit) ? leafVerdict(name, at, bit) : 'bad_certificate' };
  };
}

function publicKey(name: SceneName): PublicKey {
  if (name === 'rsa') return { kind: 'rsa', ...serverRsaKey(), bits: 2048 };
  return remembered(points, 'leaf', () => ({
    kind: 'ec',
    curve: 'P-256',
    point: p256.getPublicKey(fromHex(ecdhe.d), false),
    bits: 256,
  }));
}

const points = new Map<string, PublicKey>();

/** The one kind of signature that these handshakes have. */
const verifyOne: Settings['verify'] = (scheme, key, data, signature) =>
  key.kind === 'ec' && ecdsaVerify(p256, key.point, digestOf(scheme, data), signature);

const digestOf = (scheme: number | undefined, data: Uint8Array): Uint8Array =>
  hash(signatureScheme(scheme ?? 0)?.hash ?? 'sha1', data);
