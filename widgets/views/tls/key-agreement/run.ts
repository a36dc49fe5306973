// From the settings to what each side has: public values, shared secrets, and whether the signature lets the client go on.
import { sign, verify, verifyingKey } from '../../../models/agreement/ed25519.ts';
import {
  multiply,
  type Point,
  type SmallCurve,
  samePoint,
  smallCurves,
} from '../../../models/agreement/small-curve.ts';
import { agree, publicKeyOf, smallOrderPoints } from '../../../models/agreement/x25519.ts';
import { formatHex, parseHex, parseText } from '../../../models/bytes/input.ts';
import { attackersKey, privateKeys, signingKeys } from './keys.ts';
import type { KeyAgreementState } from './state.ts';

/** A public value or a shared secret: a point of a small curve, or 32 bytes. */
export interface Value {
  /** What is signed, and what is compared. */
  readonly bytes: Uint8Array;
  readonly point?: Point;
}

export interface Side {
  /** As it is typed or written: a number, or 64 digits. */
  readonly secret: string;
  readonly steps: number;
  readonly sent: Value;
}

export interface Signature {
  readonly bytes: Uint8Array;
  /** Over what the signer saw. */
  readonly by: 'server' | 'attacker';
  readonly accepted: boolean;
}

export interface Run {
  readonly curve: SmallCurve | undefined;
  readonly client: Side;
  readonly server: Side;
  readonly attacker: Side | undefined;
  /** What arrives, and what comes out of it. */
  readonly atClient: Value;
  readonly atServer: Value;
  readonly clientSecret: Value;
  readonly serverSecret: Value;
  /** The attacker's secrets with the client and with the server. */
  readonly middle: readonly [Value, Value] | undefined;
  readonly signature: Signature | undefined;
  /** The shared secret is all zeros, and whether that is looked for. */
  readonly zeros: boolean;
  readonly stops: '' | 'signature' | 'zeros';
}

/** The secret that is used on a curve: it has to be below the number of points. */
export const secretOn = (curve: SmallCurve, secret: number): number => Math.min(secret, curve.order - 1);

export function curveOf({ curve }: KeyAgreementState): SmallCurve | undefined {
  return curve === 'x25519' ? undefined : smallCurves[curve];
}

/** Whether the person in the middle sends a point of small order. */
export const sendsSmall = ({ curve, middle, sends }: KeyAgreementState): boolean =>
  curve === 'x25519' && middle === 'on' && sends !== 'own';

export function runOf(state: KeyAgreementState): Run {
  const curve = curveOf(state);
  const group = curve ? smallGroup(curve, state) : realGroup(state);
  const { client, server, combine } = group;
  const attacker = state.middle === 'on' ? group.attacker : undefined;
  const atClient = attacker?.sent ?? server.sent;
  const atServer = attacker?.sent ?? client.sent;
  const zeros = sendsSmall(state);
  const signature = state.signed === 'on' ? signatureOf(state, client, server, attacker) : undefined;
  return {
    curve,
    client,
    server,
    attacker,
    atClient,
    atServer,
    clientSecret: combine(client, atClient),
    serverSecret: combine(server, atServer),
    middle: attacker && [
      combine(zeros ? client : attacker, zeros ? atClient : client.sent),
      combine(zeros ? server : attacker, zeros ? atServer : server.sent),
    ],
    signature,
    zeros,
    stops: signature && !signature.accepted ? 'signature' : zeros && state.check === 'on' ? 'zeros' : '',
  };
}

/** The server signs what it saw. Whoever is in the middle hands that on, or signs what the client will see. */
function signatureOf({ forge }: KeyAgreementState, client: Side, server: Side, attacker: Side | undefined): Signature {
  const own = attacker !== undefined && forge === 'own';
  const seen = transcript((own ? client : (attacker ?? client)).sent, (own ? attacker : server).sent);
  const bytes = sign(keyOf(own ? signingKeys.attacker : signingKeys.server), seen);
  const expected = transcript(client.sent, (attacker ?? server).sent);
  const accepted = verify(verifyingKey(keyOf(signingKeys.server)), expected, bytes);
  return { bytes, by: own ? 'attacker' : 'server', accepted };
}

/** Both public values, the client's first. Differs: TLS signs a hash of every message so far, these two in it. */
function transcript(client: Value, server: Value): Uint8Array {
  return Uint8Array.of(...client.bytes, ...server.bytes);
}

interface Group {
  readonly client: Side;
  readonly server: Side;
  readonly attacker: Side;
  readonly combine: (side: Side, received: Value) => Value;
}

function smallGroup(curve: SmallCurve, { a, b, m }: KeyAgreementState): Group {
  const value = (point: Point): Value => ({ bytes: parseText(pointText(point), 40).bytes, point });
  const side = (secret: number): Side => {
    const steps = secretOn(curve, secret);
    return { secret: String(steps), steps, sent: value(multiply(curve, steps, curve.generator)) };
  };
  return {
    client: side(a),
    server: side(b),
    attacker: side(m),
    combine: ({ steps }, { point = 'infinity' }) => value(multiply(curve, steps, point)),
  };
}

function realGroup({ keys, sends }: KeyAgreementState): Group {
  const side = (secret: string, sent = publicKeyOf(keyOf(secret))): Side => ({
    secret,
    steps: 0,
    sent: { bytes: sent },
  });
  return {
    client: side(privateKeys[keys].client),
    server: side(privateKeys[keys].server),
    attacker: sends === 'own' ? side(attackersKey) : side('', keyOf(smallOrderPoints[sends])),
    combine: ({ secret }, { bytes }) => ({ bytes: agree(keyOf(secret), bytes).secret }),
  };
}

const keyOf = (hex: string): Uint8Array => parseHex(hex, 64).bytes;

export const pointText = (point: Point): string => (point === 'infinity' ? '∞' : `(${point[0]}, ${point[1]})`);

export const sameValue = (one: Value, other: Value): boolean =>
  one.point && other.point ? samePoint(one.point, other.point) : formatHex(one.bytes) === formatHex(other.bytes);
